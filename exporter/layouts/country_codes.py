"""Country codes of one system into another, a column at a time, by the date of the event where states changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply, lookup, plain
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAME = "name"  # a name or an alias; every other system is a column of the code lists of countries and of past states
_ISO3 = "iso3"
_LIST = "; "
# Systems that list the states of their day; the others go on writing the countries of today for the past.
_OF_THE_DAY = frozenset({"gw", "cow"})


@dataclass(frozen=True, slots=True)
class _State:
    """A state, its codes, its days, and the countries of today on its land."""

    row: Mapping[str, str]
    first: dt.date
    last: dt.date
    successors: tuple[str, ...]
    past: bool

    def held(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def _stated(row: Mapping[str, str], system: str) -> list[str]:
    if system == NAME:
        return [row["name"], row["acled_name"], *row["aliases"].split(_LIST)]
    code = row[system]
    return [code, str(int(code))] if code.isdecimal() else [code]  # 004 is written 4 as well


@cache
def _states() -> tuple[_State, ...]:
    def made(row: Mapping[str, str], *, past: bool) -> _State:
        first = dt.date.fromisoformat(row["valid_from"]) if row["valid_from"] else dt.date.min
        last = dt.date.fromisoformat(row["valid_to"]) if row["valid_to"] else dt.date.max
        successors = tuple(row["successors"].split(_LIST)) if past else (row[_ISO3],)
        return _State(row, first, last, successors, past)

    today = [made(row, past=False) for row in code_list("countries")]
    return (*today, *(made(row, past=True) for row in code_list("historic_states") if row["kind"] == "state"))


@cache
def _to_iso3(system: str) -> dict[str, str]:
    found: dict[str, str] = {}
    # Names of today go before aliases of others: the list holds countries only once, so the first one wins.
    for row in code_list("countries"):
        for code in _stated(row, system)[:1]:
            found.setdefault(code, row[_ISO3])
    for row in code_list("countries"):
        for code in _stated(row, system)[1:]:
            found.setdefault(code, row[_ISO3])
    # A name or code that a state has given up is that of the state; a state that is gone has a code of its own.
    for row in code_list("historic_states"):
        successors = row["successors"].split(_LIST)
        own = row[_ISO3] if row["kind"] == "state" else ""
        for code in _stated(row, system):
            if own or len(successors) == 1:
                found.setdefault(code, own or successors[0])
    found.pop("", None)
    return found


@cache
def _from_iso3(system: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {row[_ISO3]: row[system] or None for row in code_list("countries")}
    for row in code_list("historic_states"):
        if row["kind"] == "state" and row[_ISO3]:
            found.setdefault(row[_ISO3], row[system] or None)
    return found


@cache
def _dated(system: str) -> frozenset[str]:
    """Return the codes of a system that do not mean the same state on every day."""
    return frozenset(code for state in _states() if state.past for code in _stated(state.row, system) if code)


@cache
def _changed() -> frozenset[str]:
    """Return the ISO codes of states that are gone, and of today's on the land of one."""
    past = [state for state in _states() if state.past]
    return frozenset(code for state in past for code in (state.row[_ISO3], *state.successors) if code)


def _state_of(code: str, system: str, day: dt.date) -> str | None:
    """Return the ISO code of the state with a code on a day; None where several of today's would be right."""
    holders = [state for state in _states() if code in _stated(state.row, system)]
    there = [state for state in holders if state.held(day)]
    if there:
        state = max(there, key=lambda one: one.first)
        return state.row[_ISO3] or (state.successors[0] if len(state.successors) == 1 else None)
    today = [state for state in holders if not state.past]
    if today:
        return today[0].row[_ISO3]
    after = {successor for state in holders for successor in state.successors}
    return after.pop() if len(after) == 1 else None


def _code_of(iso3: str, system: str, day: dt.date) -> str | None:
    """Return the code of the state that a country was, or was part of, on a day; None where that is not certain."""
    there = [state for state in _states() if state.held(day)]
    own = [state for state in there if state.row[_ISO3] == iso3]
    if own:
        return max(own, key=lambda one: one.first).row[system] or None
    above = [state for state in there if state.past and iso3 in state.successors]
    if not above:
        return _from_iso3(system).get(iso3)
    codes = {state.row[system] for state in above}
    return (codes.pop() or None) if len(codes) == 1 else None


def _by_day(
    codes: pa.Array, days: pa.Array, dated: frozenset[str], base: pa.Array, find: Callable[[str, dt.date], str | None]
) -> pa.Array:
    """Return ``base`` with what ``find`` gives where a code is one of ``dated`` and a day is known."""
    text = plain(codes)
    asked = pc.and_(pc.is_in(text, value_set=pa.array(sorted(dated))), pc.is_valid(days))
    if not asked.true_count:
        return base
    joined = pc.binary_join_element_wise(text, days.cast(pa.date32()).cast(pa.string()), "|")

    def found(pair: str) -> str | None:
        code, _, day = pair.rpartition("|")
        return find(code, dt.date.fromisoformat(day))

    pairs = pc.if_else(asked, joined, pa.scalar(None, pa.string()))
    return pc.if_else(asked, apply(pairs, found, pa.string()), base)


def to_iso3(codes: pa.Array, system: str, days: pa.Array | None = None) -> pa.Array:
    """Return the ISO 3166-1 alpha-3 code of each country code; null where the code names no country.

    ``system`` is ``name`` or a column of the code list of countries: iso2, numeric, cameo, fips, gw, cow. With
    ``days`` a code means the state that had it on that day. A code that no state had then is that of its only
    successor; where there are several, it is null.

    >>> to_iso3(pa.array(["KZ", "XX"]), "fips").to_pylist()
    ['KAZ', None]
    >>> to_iso3(pa.array(["345"] * 3), "gw", pa.array([dt.date(1995, 1, 1), dt.date(2004, 1, 1), None])).to_pylist()
    ['YUG', 'SCG', 'YUG']

    """
    base = lookup(codes, _to_iso3(system), pa.string())
    if days is None:
        return base
    return _by_day(codes, days, _dated(system), base, lambda code, day: _state_of(code, system, day))


def from_iso3(iso3: pa.Array, system: str, days: pa.Array | None = None) -> pa.Array:
    """Return the code of each country in another system; null where it has none there.

    With ``days``, systems that list the states of their day (gw, cow) give the state that the country was, or was part
    of, on that day; null where that may be one of several.

    >>> from_iso3(pa.array(["KAZ", None]), "gw").to_pylist()
    ['705', None]
    >>> from_iso3(pa.array(["KAZ", "KAZ"]), "gw", pa.array([dt.date(1990, 1, 1), dt.date(1992, 1, 1)])).to_pylist()
    ['365', '705']

    """
    base = lookup(iso3, _from_iso3(system), pa.string())
    if days is None or system not in _OF_THE_DAY:
        return base
    return _by_day(iso3, days, _changed(), base, lambda code, day: _code_of(code, system, day))


def was_held(code: str, system: str, day: dt.date) -> bool:
    """Say whether some state had a code on a day; codes that never changed are not looked at.

    >>> was_held("315", "gw", dt.date(1990, 1, 1)), was_held("315", "gw", dt.date(1995, 1, 1))
    (True, False)
    """
    if code not in _dated(system):
        return True
    return any(state.held(day) for state in _states() if code in _stated(state.row, system))


def iso3_or_name(values: pa.Array, days: pa.Array | None = None) -> pa.Array:
    """Return the ISO 3166-1 alpha-3 code of countries that are given by it or by name.

    >>> iso3_or_name(pa.array(["KAZ", "Kazakhstan", "Narnia"])).to_pylist()
    ['KAZ', 'KAZ', None]
    """
    return pc.coalesce(to_iso3(values, _ISO3), to_iso3(values, NAME, days))
