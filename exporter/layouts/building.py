"""Event columns that the layouts of coded event data build alike: codes, parties, one place, one report."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import constant, lookup, plain
from exporter.layouts.nested import empty_lists, field_type, gather, part, pick, present, spread, struct
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from exporter.layouts.table import Columns


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
def _cameo_numbers(column: str) -> dict[str, float]:
    return {code: float(value) for code, value in cameo_column(column).items() if value}


def goldstein(code: pa.Array, table: str) -> pa.Array:
    """Return the Goldstein score of each CAMEO code in a table: gdelt, icews or phoenix; null where it has none."""
    return lookup(code, _cameo_numbers(f"goldstein_{table}"), pa.float64())


def quad_class(code: pa.Array, table: str) -> pa.Array:
    """Return the class of each CAMEO code in a table: gdelt, icews or phoenix."""
    return lookup(code, _cameo_numbers(f"quad_class_{table}"), pa.float64()).cast(pa.int8())


def cameo_classifications(code: pa.Array, columns: Columns, length: int) -> pa.Array:
    """Return classifications by CAMEO code; ``columns`` may give goldstein and quad_class."""
    code = plain(code)
    named = {
        "scheme": constant("cameo", length, pa.string()),
        "code": code,
        "label": lookup(code, cameo_column("label"), pa.string()),
        "parent": lookup(code, cameo_column("parent"), pa.string()),
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
            (rows, struct(coded.value_type, len(rows), {"scheme": constant(scheme, len(rows), pa.string()), "code": code}))
            for scheme, rows, code in parts
        ],
        coded,
        length,
    )


def side_columns(batch: pa.RecordBatch, slot: str, scheme: str) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array]:
    """Return name, words, country and code (in ``scheme``) of the first party in a slot, for each event."""
    length = batch.num_rows
    rows, items = pick(batch.column("participants"), "slot", slot)
    places, coded = pick(part(items, "codes"), "scheme", scheme)
    return (
        spread(rows, part(items, "name"), length),
        spread(rows, part(items, "text"), length),
        spread(rows, part(items, "country"), length),
        spread(rows[places], part(coded, "code"), length),
    )


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


def living(batch: pa.RecordBatch) -> NDArray[Any]:
    """Return the rows whose event is neither deleted nor a duplicate."""
    gone = pc.is_in(batch.column("status"), value_set=pa.array(["deleted", "duplicate"]))
    return np.flatnonzero(pc.invert(gone).to_numpy(zero_copy_only=False))
