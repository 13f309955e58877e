"""What a party is, in the words of one scheme for parties that were coded in another: roles and sectors.

CAMEO writes a role behind the country ("KAZCOP"), PLOVER and ICEWS list sectors beside it; ACLED has types of actors.
A party keeps what it was coded with; the crosswalks answer only for what it lacks.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply
from exporter.layouts.country_codes import from_iso3
from exporter.layouts.crossing import walk
from exporter.layouts.nested import join_text, part, pick
from exporter.schemas import code_list, crosswalk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_BETWEEN = ";"
_LETTERS = 3  # of a country and of each role in a CAMEO code
_PLOVER, _CAMEO, _ICEWS, _ACLED = "plover", "cameo", "icews", "acled"


def cameo_actors(parties: pa.Array) -> pa.Array:
    """Return a CAMEO actor code for parties that have a type or sectors of another scheme: country and role."""
    country = from_iso3(part(parties, "country"), "cameo")
    stated = pc.coalesce(_of_acled(parties, "cameo_role"), apply(_sectors(parties), _cameo_role, pa.string()))
    abroad = pc.is_in(pc.utf8_slice_codeunits(stated, 0, _LETTERS), value_set=pa.array(sorted(_international())))
    return pc.binary_join_element_wise(
        pc.if_else(pc.fill_null(abroad, fill_value=False), "", pc.fill_null(country, "")), stated, ""
    )


def plover_sectors(parties: pa.Array, separator: str = _BETWEEN) -> pa.Array:
    """Return the PLOVER sectors of parties, joined: their own, else by ACLED type, CAMEO code or ICEWS sectors."""
    own = _joined(parties, _PLOVER, separator)
    if not own.null_count:
        return own
    made = pc.coalesce(
        _of_acled(parties, "plover_sector"),
        apply(_joined(parties, _CAMEO), _sectors_of_code, pa.string()),
        apply(_joined(parties, _ICEWS), _sectors_of_icews, pa.string()),
    )
    return pc.coalesce(own, made if separator == _BETWEEN else pc.replace_substring(made, _BETWEEN, separator))


def icews_sectors(parties: pa.Array, separator: str) -> pa.Array:
    """Return the ICEWS sectors of parties, joined: their own, else by their PLOVER sectors."""
    own = _joined(parties, _ICEWS, separator)
    if not own.null_count:
        return own

    def labels(sectors: str) -> str | None:
        return _translated(
            sectors.split(_BETWEEN), walk("plover_sectors_to_icews", "plover_sector", "icews_sector"), separator
        )

    return pc.coalesce(own, apply(plover_sectors(parties), labels, pa.string()))


def _joined(parties: pa.Array, scheme: str, separator: str = _BETWEEN) -> pa.Array:
    rows, coded = pick(part(parties, "codes"), "scheme", scheme)
    if not len(rows):
        return pa.nulls(len(parties), pa.string())
    return join_text(rows, part(coded, "code"), len(parties), separator)


def _sectors(parties: pa.Array) -> pa.Array:
    """Return PLOVER sectors as they are stated, or by ICEWS sectors."""
    by_label = apply(_joined(parties, _ICEWS), _sectors_of_icews, pa.string())
    return pc.coalesce(_joined(parties, _PLOVER), by_label)


def _of_acled(parties: pa.Array, column: str) -> pa.Array:
    kind = _joined(parties, _ACLED)
    if kind.null_count == len(kind):
        return kind
    called = pc.coalesce(part(parties, "name"), part(parties, "text"), pa.scalar(""))
    return apply(pc.binary_join_element_wise(kind, called, "|"), _by_type(column), pa.string())


def _by_type(column: str) -> Callable[[str | None], str | None]:
    def found(joined: str | None) -> str | None:
        actor_type, _, name = (joined or "").partition("|")
        for row in crosswalk("acled_actors_to_roles"):
            if row["actor_type"] == actor_type and row["name_part"] in name:
                return row[column]
        return None

    return found


@cache
def _international() -> frozenset[str]:
    """Return the kinds that stand by themselves instead of a country."""
    return frozenset(row["code"] for row in code_list("cameo_actor_roles") if row["class"] == "international")


@cache
def _places() -> frozenset[str]:
    """Return what a CAMEO code begins with, which says where a party is from and not what it is."""
    regions = (row["code"] for row in code_list("cameo_actor_roles") if row["class"] == "region")
    return frozenset(chain((row["cameo"] for row in code_list("countries")), regions))


def _cameo_role(sectors: str | None) -> str | None:
    """Return the role of the first sector that CAMEO has one for."""
    walked = walk("plover_sectors_to_cameo", "plover_sector", "cameo_role")
    return next((role for sector in (sectors or "").split(_BETWEEN) if (role := walked.get(sector))), None)


def _sectors_of_code(codes: str | None) -> str | None:
    """Return the sectors of the roles in a CAMEO code."""
    code = (codes or "").partition(_BETWEEN)[0]
    groups = [code[start : start + _LETTERS] for start in range(0, len(code), _LETTERS)]
    roles = groups[1:] if groups[:1] and groups[0] in _places() else groups
    return _translated(roles, walk("cameo_roles_to_plover", "cameo_role", "plover_sector"))


def _sectors_of_icews(labels: str | None) -> str | None:
    return _translated((labels or "").split(_BETWEEN), walk("icews_sectors_to_plover", "icews_sector", "plover_sector"))


def _translated(codes: Iterable[str], walked: dict[str, str | None], separator: str = _BETWEEN) -> str | None:
    """Return the counterparts of codes, each once, joined; None where there is none."""
    return separator.join(dict.fromkeys(found for code in codes if (found := walked.get(code)))) or None
