"""Country codes of one system into another, a column at a time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import lookup
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "name"  # a name or an alias; every other system is a column of the code list of countries


def _stated(row: Mapping[str, str], system: str) -> list[str]:
    if system == NAME:
        return [row["name"], row["acled_name"], *row["aliases"].split("; ")]
    code = row[system]
    return [code, str(int(code))] if code.isdecimal() else [code]  # 004 is written 4 as well


@cache
def _to_iso3(system: str) -> dict[str, str]:
    found: dict[str, str] = {}
    # Names of today go before aliases of others: the list holds countries only once, so the first one wins.
    for row in code_list("countries"):
        for code in _stated(row, system)[:1]:
            found.setdefault(code, row["iso3"])
    for row in code_list("countries"):
        for code in _stated(row, system)[1:]:
            found.setdefault(code, row["iso3"])
    found.pop("", None)
    return found


@cache
def _from_iso3(system: str) -> dict[str, str | None]:
    return {row["iso3"]: row[system] or None for row in code_list("countries")}


def to_iso3(codes: pa.Array, system: str) -> pa.Array:
    """Return the ISO 3166-1 alpha-3 code of each country code; null where the code names no country.

    ``system`` is ``name`` or a column of the code list of countries: iso2, numeric, cameo, fips, gw, cow.

    >>> to_iso3(pa.array(["KZ", "XX"]), "fips").to_pylist()
    ['KAZ', None]
    """
    return lookup(codes, _to_iso3(system), pa.string())


def from_iso3(iso3: pa.Array, system: str) -> pa.Array:
    """Return the code of each country in another system; null where it has none there.

    >>> from_iso3(pa.array(["KAZ", None]), "gw").to_pylist()
    ['705', None]
    """
    return lookup(iso3, _from_iso3(system), pa.string())


def iso3_or_name(values: pa.Array) -> pa.Array:
    """Return the ISO 3166-1 alpha-3 code of countries that are given by it or by name.

    >>> iso3_or_name(pa.array(["KAZ", "Kazakhstan", "Narnia"])).to_pylist()
    ['KAZ', 'KAZ', None]
    """
    return pc.coalesce(to_iso3(values, "iso3"), to_iso3(values, NAME))
