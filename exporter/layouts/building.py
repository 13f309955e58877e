"""Event columns that the layouts of coded event data build alike: codes, parties, one place, one report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply, constant, encoded, lookup, plain
from exporter.layouts.country_codes import NAME, from_iso3, to_iso3
from exporter.layouts.lost import lost_events
from exporter.layouts.nested import (
    empty_lists,
    field_type,
    gather,
    join_text,
    part,
    pick,
    present,
    rows_of,
    split_text,
    spread,
    struct,
)
from exporter.layouts.roles import cameo_actors
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.layouts.table import Columns

_ID_DIGITS = 18  # what a 64-bit number holds whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The columns of one party: where none of them says anything there is no party.

    ``codes`` holds pairs of scheme and code; a scheme with several codes for a party gives the row of each code.
    """

    slot: str
    name: pa.Array
    country: pa.Array | None = None
    text: pa.Array | None = None
    codes: Sequence[tuple[str, pa.Array]] = ()
    lists: Sequence[tuple[str, NDArray[Any], pa.Array]] = ()


def lists_of(column: str) -> pa.ListType:
    """Return the type of a column of the Event schema that holds lists of structs."""
    return pa.list_(pa.field("item", field_type(column), nullable=False))


def one_each(column: str, columns: Mapping[str, pa.Array], valid: pa.Array, length: int) -> pa.Array:
    """Return a column of lists with one struct in the rows that ``valid`` marks and none in the others."""
    rows = np.flatnonzero(pc.fill_null(valid, fill_value=False).to_numpy(zero_copy_only=False))
    kind = field_type(column)
    items = struct(kind, length, columns)
    return gather([(rows, items.take(pa.array(rows)) if len(rows) < length else items)], lists_of(column), length)


@cache
def cameo_column(column: str) -> dict[str, str | None]:
    """Return a column of the code list of CAMEO by code."""
    return {row["code"]: row[column] or None for row in code_list("cameo_codes")}


@cache
def cameo_numbers(column: str) -> dict[str, float]:
    """Return a column of numbers of the code list of CAMEO by code."""
    return {code: float(value) for code, value in cameo_column(column).items() if value}


def goldstein(code: pa.Array, table: str) -> pa.Array:
    """Return the Goldstein score of each CAMEO code in a table: gdelt, icews or phoenix; null where it has none."""
    return lookup(code, cameo_numbers(f"goldstein_{table}"), pa.float64())


def quad_class(code: pa.Array, table: str) -> pa.Array:
    """Return the class of each CAMEO code in a table: gdelt, icews or phoenix."""
    return lookup(code, cameo_numbers(f"quad_class_{table}"), pa.float64()).cast(pa.int8())


def cameo_classifications(code: pa.Array, columns: Columns, length: int) -> pa.Array:
    """Return classifications by CAMEO code; ``columns`` may give goldstein and quad_class."""
    coded, code = encoded(code), plain(code)
    named = {
        "scheme": constant("cameo", length, pa.string()),
        "code": code,
        "label": lookup(coded, cameo_column("label"), pa.string()),
        "parent": lookup(coded, cameo_column("parent"), pa.string()),
    }
    return one_each("classifications", named | columns, pc.is_valid(code), length)


def parties(sides: Sequence[Side], length: int) -> pa.Array:
    """Return the column ``participants`` of the sides, in their order."""
    kind = field_type("participants")
    coded = kind.field("codes").type
    parts = []
    for side in sides:
        stated = [side.name, side.country, side.text, *(code for _, code in side.codes)]
        some = constant(value=False, length=length, kind=pa.bool_())
        for column in stated:
            if column is not None:
                some = pc.or_(some, pc.is_valid(column))
        mask = some.to_numpy(zero_copy_only=False).copy()
        for _, rows, _ in side.lists:
            mask[rows] = True
        rows = np.flatnonzero(mask)
        named = {
            "slot": constant(side.slot, length, pa.string()),
            "name": side.name,
            "text": side.text,
            "country": side.country,
            "codes": _codes(side, coded, length),
        }
        items = struct(kind, length, {key: value for key, value in named.items() if value is not None})
        parts.append((rows, items.take(pa.array(rows)) if len(rows) < length else items))
    return gather(parts, lists_of("participants"), length)


def _codes(side: Side, coded: pa.ListType, length: int) -> pa.Array:
    parts = [(scheme, present(code), plain(code).drop_null()) for scheme, code in side.codes]
    parts += list(side.lists)
    if not parts:
        return empty_lists(coded, length)
    return gather(
        [
            (
                rows,
                struct(coded.value_type, len(rows), {"scheme": constant(scheme, len(rows), pa.string()), "code": code}),
            )
            for scheme, rows, code in parts
        ],
        coded,
        length,
    )


def one_day(day: pa.Array, length: int) -> pa.Array:
    """Return the column ``date`` of events that are known to the day."""
    span = {"start": day, "end": day, "precision": constant("day", length)}
    return struct(field_type("date"), length, span, pc.is_valid(day))


def joined_of(batch: pa.RecordBatch, slot: str, told: Callable[[pa.Array, str], pa.Array], separator: str) -> pa.Array:
    """Return what ``told`` says of the parties in a slot, such as their sectors, joined; null where it says nothing."""
    rows, items = pick(batch.column("participants"), "slot", slot)
    values = told(items, separator)
    return join_text(rows[present(values)], values.drop_null(), batch.num_rows, separator)


def side_columns(batch: pa.RecordBatch, slot: str, scheme: str) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array]:
    """Return name, words, country and code (in ``scheme``) of the first party in a slot, for each event.

    Parties without a CAMEO code of their own have one by the crosswalks of roles where they have an ACLED type or
    sectors of PLOVER or ICEWS, states that of their country.
    """
    length = batch.num_rows
    rows, items = pick(batch.column("participants"), "slot", slot)

    def code_in(name: str) -> pa.Array:
        places, coded = pick(part(items, "codes"), "scheme", name)
        return spread(rows[places], part(coded, "code"), length)

    name, words, country = (spread(rows, part(items, field), length) for field in ("name", "text", "country"))
    code = code_in(scheme)
    if scheme == "cameo" and code.null_count:
        state = from_iso3(to_iso3(pc.coalesce(name, words), NAME), "cameo")
        code = pc.coalesce(code, spread(rows, cameo_actors(items), length), state)
    return name, words, country, code


def classified(batch: pa.RecordBatch, scheme: str, field: str = "code") -> pa.Array:
    """Return a field of each event's classification in a scheme."""
    rows, items = pick(batch.column("classifications"), "scheme", scheme)
    return spread(rows, part(items, field), batch.num_rows)


def first_source(batch: pa.RecordBatch, field: str) -> pa.Array:
    """Return a field of each event's first source."""
    lists = batch.column("sources")
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    rows = np.repeat(np.arange(len(lists)), lengths)
    return spread(rows, part(lists.flatten(), field), batch.num_rows)


def paired_sources(names: pa.Array, others: pa.Array, field: str, separator: str) -> pa.Array:
    """Return the column ``sources`` of two columns of joined lists: names, and what belongs to them by position.

    In rows whose lists are not equally long nothing is paired.
    """
    length = len(names)
    rows, named = split_text(plain(names), separator)
    other_rows, items = split_text(plain(others), separator)
    even = np.bincount(rows, minlength=length) == np.bincount(other_rows, minlength=length)
    known = even[rows]
    chosen = items.filter(pa.array(even[other_rows], pa.bool_()))
    paired = chosen.take(pa.array(np.cumsum(known) - 1, mask=~known))
    return gather(
        [(rows, struct(field_type("sources"), len(rows), {"name": named, field: paired}))], lists_of("sources"), length
    )


def joined_sources(sources: pa.Array, field: str, separator: str) -> pa.Array:
    """Return a field of the sources of each row, joined; null where no source has it."""
    values = part(sources.flatten(), field)
    rows = rows_of(sources)[pc.is_valid(values).to_numpy(zero_copy_only=False)]
    return join_text(rows, values.drop_null(), len(sources), separator)


def narrowest(levels: Mapping[str, pa.Array]) -> pa.Array:
    """Return the word for the narrowest level of a place that is known; ``levels`` go from the widest on."""
    word = pa.scalar(None, pa.string())
    for name, values in levels.items():
        word = pc.if_else(pc.is_valid(values), pa.scalar(name), word)
    return word


def writable(
    batch: pa.RecordBatch, needed: Mapping[str, pa.Array], title: str, family: frozenset[str]
) -> tuple[NDArray[Any], list[Finding]]:
    """Return the rows of an Event batch that a layout can hold, and a finding for each other one.

    Deleted events and duplicates have no row and are no finding. ``needed`` gives what an event must have by its name
    in words; a date it must have as well. Rows that were read from a layout of ``family`` are written in any case.
    """
    gone = pc.is_in(batch.column("status"), value_set=pa.array(["deleted", "duplicate"]))
    alive = pc.invert(gone)
    kept = alive
    findings: list[Finding] = []
    layout = part(batch.column("origin"), "layout")
    own = pc.fill_null(pc.is_in(layout, value_set=pa.array(sorted(family))), fill_value=False)
    for name, column in {**needed, "date": batch.column("date")}.items():
        usable = pc.or_(own, pc.is_valid(column))
        lacking = pc.and_(pc.invert(usable), kept)
        kept = pc.and_(kept, usable)
        findings += lost_events(
            f"event-without-{name.lower().replace(' ', '-')}",
            f"the event has no row in {title}: it has no {name}",
            batch.column("event_id").filter(lacking),
        )
    return np.flatnonzero(kept.to_numpy(zero_copy_only=False)), findings


def numbers(native: pa.Array, batch: pa.RecordBatch) -> pa.Array:
    """Return native identifiers as numbers; events of other datasets are numbered by their identifier alone."""
    if not native.null_count:
        return native.cast(pa.int64())
    made = apply(batch.column("event_id"), _number_of, pa.string())
    return pc.coalesce(native.cast(pa.string()), made).cast(pa.int64())


def _number_of(event_id: str) -> str:
    digest = hashlib.sha256(event_id.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest[:8], "big") % 10**_ID_DIGITS)
