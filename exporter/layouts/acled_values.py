"""What follows from what in ACLED: the rules of its code lists, on whole columns."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply, lookup, plain
from exporter.schemas import code_list, crosswalk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.layouts.table import Columns

CIVILIAN_TARGETING = "Civilian targeting"
CIVILIANS = "Civilians"
CROWD_SIZE = "crowd size="
NO_REPORT = "no report"
UNDISCLOSED = "Undisclosed Source"

# The order in which ACLED writes a pair of scales, read off the pairs that it uses.
_SCALE_ORDER = ("Local partner", "Other", "New media", "Subnational", "National", "Regional", "International")

_BRACKETS = re.compile(r"\(([^()]*)\)")
_FORCES = re.compile(r"(?:Forces|Government|Mutiny of Military Forces|Mutiny of Police Forces) of ([^()]+?)(?: \(|$)")


@cache
def sub_event_types() -> dict[str, Mapping[str, str]]:
    """Return the rows of the code list by sub-event type."""
    return {row["sub_event_type"]: row for row in code_list("acled_sub_event_types")}


@cache
def actor_type_numbers() -> dict[str | None, int]:
    """Return the number of each actor type; 0 for none."""
    return {row["actor_type"] or None: int(row["code"]) for row in code_list("acled_actor_types")}


@cache
def _interactions() -> dict[str, str]:
    pairs = {}
    for row in code_list("acled_interactions"):
        first, second = row["actor_type_1"], row["actor_type_2"]
        pairs[f"{first}|{second}"] = pairs[f"{second}|{first}"] = row["interaction"]
    return pairs


def interaction(first: pa.Array, second: pa.Array) -> pa.Array:
    """Return the interaction of two columns of actor types.

    >>> interaction(pa.array(["Rioters", "Rioters"]), pa.array(["State forces", None])).to_pylist()
    ['State forces-Rioters', 'Rioters only']
    """
    both = pc.binary_join_element_wise(pc.fill_null(plain(first), ""), pc.fill_null(plain(second), ""), "|")
    return lookup(both, _interactions(), pa.string())


def numbers_to_text(columns: Columns, length: int) -> Columns:
    """Return inter1, inter2 and interaction as words; what is no number of the list is null."""
    words = {number: word for word, number in actor_type_numbers().items()}
    pairs = {int(row["code"]): row["interaction"] for row in code_list("acled_interactions")}
    named = {name: lookup(columns[name], words, pa.string()) for name in ("inter1", "inter2") if name in columns}
    return named | {"interaction": lookup(columns.get("interaction", pa.nulls(length, pa.int8())), pairs, pa.string())}


def text_to_numbers(columns: Columns, length: int) -> Columns:
    """Return inter1, inter2 and interaction as numbers; 0 stands for no second actor."""
    numbers = actor_type_numbers()
    pairs = {row["interaction"]: int(row["code"]) for row in code_list("acled_interactions")}
    second = columns.get("inter2", pa.nulls(length, pa.string()))
    return {
        "inter1": lookup(columns["inter1"], numbers, pa.int8()),
        "inter2": pc.fill_null(lookup(second, numbers, pa.int8()), 0),
        "interaction": lookup(columns["interaction"], pairs, pa.int8()),
    }


def digits(identifiers: pa.Array) -> pa.Array:
    """Return the digits of identifiers as numbers; null where there are none or too many.

    >>> digits(pa.array(["KEN7182", "1BNG", None])).to_pylist()
    [7182, 1, None]
    """
    found = pc.replace_substring_regex(identifiers, "[^0-9]+", "")
    usable = pc.match_substring_regex(found, "^[0-9]{1,18}$")
    return pc.if_else(usable, found, pa.scalar(None, pa.string())).cast(pa.int64())


def event_types_of_today(older: pa.Array, first: pa.Array, second: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return today's event type and sub-event type of each type before 2019, by the actor types where they decide."""
    rules = {
        (row["legacy_event_type"].casefold(), row["actor_type"]): row for row in crosswalk("acled_legacy_to_acled")
    }
    sides = (pc.fill_null(plain(side), "") for side in (older, first, second))

    def today(joined: str, column: str) -> str | None:
        name, *types = joined.split("|")
        for actor_type in ("", "Rioters", "Protesters"):
            rule = rules.get((name.strip().casefold(), actor_type))
            if rule and (not actor_type or actor_type in types):
                return rule[column] or None
        return None

    joined = pc.binary_join_element_wise(*sides, "|")
    return (
        apply(joined, lambda text: today(text, "event_type"), pa.string()),
        apply(joined, lambda text: today(text, "sub_event_type"), pa.string()),
    )


def types_to_code(event_type: pa.Array, sub_event_type: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return code and parent of the classification: the event type is the code where the sub-event type is unknown."""
    kind, narrower = plain(event_type), plain(sub_event_type)
    return pc.coalesce(narrower, kind), pc.if_else(pc.is_valid(narrower), kind, pa.scalar(None, pa.string()))


def code_to_types(code: pa.Array, parent: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return event type and sub-event type of a classification.

    >>> event_type, sub_event_type = code_to_types(pa.array(["Attack", "Riots"]), pa.array([None, None], pa.string()))
    >>> event_type.to_pylist(), sub_event_type.to_pylist()
    (['Violence against civilians', 'Riots'], ['Attack', None])
    """
    wider = lookup(code, {name: row["event_type"] for name, row in sub_event_types().items()}, pa.string())
    narrow = pc.or_(pc.is_valid(parent), pc.is_valid(wider))
    return pc.coalesce(parent, wider, code), pc.if_else(narrow, code, pa.scalar(None, pa.string()))


def disorder_type(sub_event_type: pa.Array) -> pa.Array:
    """Return the disorder type that follows from each sub-event type."""
    found = {name: row["disorder_type"] for name, row in sub_event_types().items()}
    return lookup(sub_event_type, found, pa.string())


def civilian_targeting(sub_event_type: pa.Array, first: pa.Array, second: pa.Array) -> pa.Array:
    """Return whether civilians are the target: always or never for most types, else where civilians are a party."""
    flag = {name: row["civilian_targeting"] for name, row in sub_event_types().items()}
    rule = pc.fill_null(lookup(sub_event_type, flag, pa.string()), "never")
    party = pc.or_(*(pc.fill_null(pc.equal(plain(side), CIVILIANS), fill_value=False) for side in (first, second)))
    targeted = pc.or_(pc.equal(rule, "always"), pc.and_(pc.equal(rule, "sometimes"), party))
    return pc.if_else(targeted, pa.scalar(CIVILIAN_TARGETING), pa.scalar(None, pa.string()))


@cache
def countries() -> dict[str, dict[str, Mapping[str, str]]]:
    """Return the rows of the code lists of countries and of past states by ISO code, by ACLED name and by number."""
    rows = code_list("countries")
    past = [row for row in code_list("historic_states") if row["kind"] == "state"]
    named: dict[str, Mapping[str, str]] = {row["acled_name"]: row for row in rows if row["acled_name"]}
    for row in (*rows, *past):
        for name in (row["name"], row["acled_name"], *filter(None, row["aliases"].split("; "))):
            if row["iso3"] and name:
                named.setdefault(name, row)
    # What a code means today goes before what it meant.
    return {
        "iso3": {row["iso3"]: row for row in (*reversed(past), *rows)},
        "name": named,
        "numeric": {str(int(row["numeric"])): row for row in (*past, *rows) if row["numeric"]},
    }


def iso3_of(country: pa.Array, number: pa.Array) -> pa.Array:
    """Return the ISO code of each country, by its name, else by its number."""
    by_name = lookup(country, {name: row["iso3"] for name, row in countries()["name"].items()}, pa.string())
    if not by_name.null_count:
        return by_name
    codes = {number: row["iso3"] for number, row in countries()["numeric"].items()}
    return pc.coalesce(by_name, lookup(number.cast(pa.string()), codes, pa.string()))


def of_country(iso3: pa.Array, column: str) -> pa.Array:
    """Return a column of the code list of countries for each ISO code."""
    return lookup(iso3, {code: row[column] or None for code, row in countries()["iso3"].items()}, pa.string())


def country_number(iso3: pa.Array) -> pa.Array:
    """Return the ISO number of each ISO code."""
    numbers = {code: int(row["numeric"]) if row["numeric"] else 0 for code, row in countries()["iso3"].items()}
    return lookup(iso3, numbers, pa.int16())


def country_of_party(name: str | None) -> str | None:
    """Return the ISO code of the country that an ACLED actor name states.

    >>> country_of_party("Protesters (Kazakhstan)"), country_of_party("Military Forces of Somalia (2022-)")
    ('KAZ', 'SOM')
    """
    if not name:
        return None
    named = countries()["name"]
    for candidate in (*reversed(_BRACKETS.findall(name)), *_FORCES.findall(name)):
        if row := named.get(candidate.strip()):
            return row["iso3"]
    return None


def party_countries(names: pa.Array) -> pa.Array:
    """Return the ISO code of the country that each ACLED actor name states."""
    return apply(names, country_of_party, pa.string())


def join_scales(scales: Iterable[str]) -> str | None:
    """Return one scale for several: the first and the last in ACLED's order.

    >>> join_scales(["Regional", "National", "National"])
    'National-Regional'
    """
    distinct = list(dict.fromkeys(scales))
    if len(distinct) < 2:  # noqa: PLR2004 - one is no pair
        return distinct[0] if distinct else None
    parts = {part for scale in distinct for part in scale.split("-")}
    ordered = [scale for scale in _SCALE_ORDER if scale in parts]
    return f"{ordered[0]}-{ordered[-1]}" if len(ordered) > 1 else distinct[0]


def ended(sentences: pa.Array) -> pa.Array:
    """Return sentences that end as such, so that several can follow one another.

    >>> ended(pa.array(["Crowds gathered", "Police came."])).to_pylist()
    ['Crowds gathered.', 'Police came.']
    """
    stripped = pc.utf8_rtrim_whitespace(sentences)
    whole = pc.match_substring_regex(stripped, "[.!?\u2026][\"'\u2019\u201d)]?$")
    return pc.if_else(whole, stripped, pc.binary_join_element_wise(stripped, pa.scalar("."), ""))


@cache
def precisions(scheme: str, column: str) -> dict[int, str]:
    """Return the precision word of each code of a precision column."""
    return {
        int(row["code"]): row["precision"]
        for row in crosswalk("precisions")
        if row["scheme"] == scheme and row["column"] == column
    }


TIME_CODES = {"day": 1, "week": 2, "month": 3, "year": 3}
PLACE_CODES = {"site": 1, "place": 1, "near": 2, "admin2": 2, "admin1": 3, "country": 3, "region": 3}


def time_code(precision: pa.Array) -> pa.Array:
    """Return ACLED's time precision for each precision word."""
    return lookup(precision, TIME_CODES, pa.int8())


def place_code(precision: pa.Array) -> pa.Array:
    """Return ACLED's geographic precision for each precision word."""
    return lookup(precision, PLACE_CODES, pa.int8())
