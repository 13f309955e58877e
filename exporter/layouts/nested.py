"""Build and take apart the nested columns of Event batches without touching rows."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.events import event_schema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SEPARATOR = "; "


@cache
def field_type(column: str) -> pa.DataType:
    """Return the type of a column of the Event schema, of the items for a list."""
    kind = event_schema().field(column).type
    return kind.value_type if pa.types.is_list(kind) else kind


def struct(
    kind: pa.StructType, length: int, columns: Mapping[str, pa.Array], valid: pa.Array | None = None
) -> pa.Array:
    """Return a struct column of type ``kind``; fields that are not given are null, or empty where they are lists."""
    fields = [kind.field(index) for index in range(kind.num_fields)]
    arrays = []
    for part in fields:
        given = columns.get(part.name)
        if given is not None:
            arrays.append(given if given.type == part.type else given.cast(part.type))
        elif pa.types.is_list(part.type):
            arrays.append(empty_lists(part.type, length))
        else:
            arrays.append(pa.nulls(length, part.type))
    mask = None if valid is None else pc.invert(valid)
    return pa.StructArray.from_arrays(arrays, fields=fields, mask=mask)


def empty_lists(kind: pa.DataType, length: int) -> pa.Array:
    """Return a column of empty lists."""
    values = pa.array([], kind.value_type)
    return pa.ListArray.from_arrays(pa.array(np.zeros(length + 1, np.int32)), values, type=kind)


def gather(parts: Sequence[tuple[NDArray[Any], pa.Array]], kind: pa.ListType, length: int) -> pa.Array:
    """Return a column of lists made of ``parts``: rows and the items that belong to them, in the order of the lists."""
    rows = np.concatenate([rows for rows, _ in parts]) if parts else np.zeros(0, np.int64)
    items = pa.concat_arrays([items for _, items in parts]) if parts else pa.array([], kind.value_type)
    if len(parts) > 1:
        order = np.argsort(rows, kind="stable")
        rows, items = rows[order], items.take(pa.array(order))
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=length), out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), items, type=kind)


def present(values: pa.Array) -> NDArray[Any]:
    """Return the rows in which a column is not null."""
    return np.flatnonzero(pc.is_valid(values).to_numpy(zero_copy_only=False))


def split_text(values: pa.Array, separator: str = SEPARATOR) -> tuple[NDArray[Any], pa.Array]:
    """Return the items of a column of joined lists and the row of each; null and empty text have none."""
    rows = present(values)
    lists = pc.split_pattern(values.drop_null(), separator)
    return np.repeat(rows, pc.list_value_length(lists).to_numpy()), lists.flatten()


def rows_of(lists: pa.Array) -> NDArray[Any]:
    """Return the row of each item of a column of lists."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(lists)), lengths)


def spread(rows: NDArray[Any], values: pa.Array, length: int) -> pa.Array:
    """Return a column that holds each value at its row, the first where a row has several, and null elsewhere."""
    if len(rows) == length and np.array_equal(rows, np.arange(length)):
        return values  # one each, in order
    position = np.full(length, -1, np.int64)
    position[rows[::-1]] = np.arange(len(rows))[::-1]
    return values.take(pa.array(position, mask=position < 0))


def join_text(rows: NDArray[Any], values: pa.Array, length: int, separator: str = SEPARATOR) -> pa.Array:
    """Return a column that joins the values of each row, null where a row has none; ``rows`` is ascending."""
    counts = np.bincount(rows, minlength=length)
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(counts, out=offsets[1:])
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), plain_text(values)), separator)
    return pc.if_else(pa.array(counts > 0), joined, pa.scalar(None, pa.string()))


def plain_text(values: pa.Array) -> pa.Array:
    """Return text values with null read as empty text, as joining needs it."""
    return pc.fill_null(values, "") if values.null_count else values


def pick(lists: pa.Array, field: str, value: str) -> tuple[NDArray[Any], pa.Array]:
    """Return the structs of a column of lists whose ``field`` is ``value``, and the row of each."""
    items = lists.flatten()
    wanted = pc.fill_null(pc.equal(pc.struct_field(items, field), value), fill_value=False)
    if wanted.true_count == len(items):
        return rows_of(lists), items
    return rows_of(lists)[wanted.to_numpy(zero_copy_only=False)], items.filter(wanted)


def part(values: pa.Array, *path: str) -> pa.Array:
    """Return a field of a struct column; null where the struct is null."""
    return pc.struct_field(values, list(path))


def extra_column(extra: pa.Array, name: str) -> tuple[NDArray[Any], pa.Array]:
    """Return the values that the column ``extra`` holds under a key, and the row of each."""
    offsets = extra.offsets.to_numpy()
    start, count = int(offsets[0]), int(offsets[-1] - offsets[0])
    keys = extra.keys.slice(start, count)
    wanted = pc.equal(keys, name)
    rows = np.repeat(np.arange(len(extra)), np.diff(offsets))
    return rows[wanted.to_numpy(zero_copy_only=False)], extra.items.slice(start, count).filter(wanted)


def extra_keys(extra: pa.Array) -> list[str]:
    """Return the keys that the column ``extra`` uses, in the order of their first use."""
    offsets = extra.offsets.to_numpy()
    keys: list[str] = pc.unique(extra.keys.slice(int(offsets[0]), int(offsets[-1] - offsets[0]))).to_pylist()
    return keys


def extra_map(parts: Sequence[tuple[str, NDArray[Any], pa.Array]], length: int) -> pa.Array:
    """Return the column ``extra`` of key, rows and values."""
    rows = np.concatenate([rows for _, rows, _ in parts]) if parts else np.zeros(0, np.int64)
    order = np.argsort(rows, kind="stable")
    keys = pa.concat_arrays(
        [pa.repeat(pa.scalar(key), len(rows)) for key, rows, _ in parts] or [pa.array([], pa.string())]
    )
    items = pa.concat_arrays([values for _, _, values in parts] or [pa.array([], pa.string())])
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(np.bincount(rows, minlength=length), out=offsets[1:])
    taken = pa.array(order)
    return pa.MapArray.from_arrays(pa.array(offsets), keys.take(taken), items.take(taken))
