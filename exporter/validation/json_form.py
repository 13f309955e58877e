"""The JSON form of Arrow data: what a row is when ``jsonschema`` looks at it.

A row is an object with one key for each column. A null cell is JSON null, never an absent key. Dates and times are
their ISO 8601 text, decimals are numbers, maps are objects. Arrow types that JSON has no form for are refused.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from collections.abc import Sequence


class ColumnTypeError(ExporterError):
    """A column has an Arrow type that JSON has no form for.

    Attributes:
        type: the Arrow type.

    """

    def __init__(self, type_: pa.DataType) -> None:
        self.type = type_
        super().__init__(type_)

    def __str__(self) -> str:
        return (
            f"cannot validate a column of Arrow type {self.type}: JSON has no form for it; cast it to text or a number"
        )


class RepeatedColumnError(ExporterError):
    """A table has two columns of one name, which no JSON object can have.

    Attributes:
        column: the name.

    """

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(column)

    def __str__(self) -> str:
        return f"the table has more than one column named {self.column!r}; rename or drop all but one"


def check_names(names: Sequence[str]) -> None:
    """Refuse a table in which two columns have one name.

    Raises:
        RepeatedColumnError: there are two.

    """
    seen = set()
    for name in names:
        if name in seen:
            raise RepeatedColumnError(name)
        seen.add(name)


def settled(array: pa.Array) -> pa.Array:  # noqa: PLR0911, C901 - one branch for each kind of Arrow type
    """Return ``array`` in a type that kernels and ``values_of`` know.

    That is text, numbers, booleans, days (whose JSON form is text), dictionaries of them, and lists, maps and structs.

    Raises:
        ColumnTypeError: JSON has no form for the type.

    >>> settled(pa.array([0], pa.timestamp("s"))).to_pylist()
    ['1970-01-01T00:00:00']

    """
    kind = array.type
    if _is_direct(kind):
        return array
    if isinstance(array, pa.ExtensionArray):
        return settled(array.storage)
    if pa.types.is_dictionary(kind):
        return array if _is_direct(kind.value_type) else settled(array.dictionary_decode())
    if pa.types.is_timestamp(kind):
        return pc.replace_substring(pc.cast(array, pa.string()), " ", "T")
    if pa.types.is_time(kind):
        return pc.cast(array, pa.string())
    if pa.types.is_decimal(kind):
        return pc.cast(array, pa.float64())
    if pa.types.is_run_end_encoded(kind):
        return settled(pc.run_end_decode(array))
    if kind in _CAST:
        return pc.cast(array, _CAST[kind])
    if pa.types.is_map(kind):
        return _settled_map(array)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return _settled_list(array)
    if pa.types.is_struct(kind):
        return _settled_struct(array)
    raise ColumnTypeError(kind)


# Types that are the same values in a form which all kernels take.
_CAST = {pa.date64(): pa.date32(), pa.string_view(): pa.string(), pa.float16(): pa.float32()}


def _is_direct(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_float32(kind)
        or pa.types.is_float64(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_date32(kind)
        or pa.types.is_null(kind)
    )


def _settled_struct(array: pa.StructArray) -> pa.StructArray:
    names = [field.name for field in array.type]
    check_names(names)
    children = [settled(array.field(number)) for number in range(len(names))]
    if all(child.type == field.type for child, field in zip(children, array.type, strict=True)):
        return array
    fields = [pa.field(name, child.type) for name, child in zip(names, children, strict=True)]
    return pa.StructArray.from_arrays(children, fields=fields, mask=pc.is_null(array))


def _settled_list(array: pa.Array) -> pa.Array:
    if not pa.types.is_list(array.type):
        array = pc.cast(array, pa.list_(array.type.value_type))
    values = settled(array.values)
    if values.type == array.type.value_type:
        return array
    return _rebuilt(array, pa.ListArray.from_arrays, values)


def _settled_map(array: pa.MapArray) -> pa.MapArray:
    keys, items = settled(array.keys), settled(array.items)
    if not pa.types.is_string(keys.type):
        raise ColumnTypeError(array.type)
    if items.type == array.type.item_type and keys.type == array.type.key_type:
        return array
    return _rebuilt(array, pa.MapArray.from_arrays, keys, items)


def _rebuilt(array: pa.Array, make: Any, *children: pa.Array) -> pa.Array:
    """Return ``array`` with other children; the offsets stay, so that slices stay slices."""
    offsets = array.offsets
    if array.null_count:
        # A null at position i is a null offset i: the one form that every pyarrow takes together with a slice.
        missing = pa.concat_arrays([pc.is_null(array), pa.array([False])])
        offsets = pc.if_else(missing, pa.scalar(None, offsets.type), offsets)
    return make(offsets, *children)


def values_of(array: pa.Array) -> list[Any]:
    """Return the JSON values of a settled array.

    >>> values_of(pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())))
    [{'a': 1}]
    """
    if pa.types.is_date32(array.type):
        array = pc.cast(array, pa.string())
    elif pa.types.is_dictionary(array.type) and pa.types.is_date32(array.type.value_type):
        array = pc.cast(array.dictionary_decode(), pa.string())
    values: list[Any]
    if not array.type.num_fields or pa.types.is_dictionary(array.type):
        values = array.to_pylist()
        return values
    if pa.types.is_map(array.type):
        spans, first, count = _spans(array)
        keys, items = values_of(array.keys.slice(first, count)), values_of(array.items.slice(first, count))
        values = [dict(zip(keys[start:end], items[start:end], strict=True)) for start, end in spans]
    elif pa.types.is_list(array.type):
        spans, first, count = _spans(array)
        items = values_of(array.values.slice(first, count))
        values = [items[start:end] for start, end in spans]
    else:
        names = [field.name for field in array.type]
        values = rows_of(names, [array.field(number) for number in range(len(names))], len(array))
    if array.null_count:
        return [value if there else None for value, there in zip(values, pc.is_valid(array).to_pylist(), strict=True)]
    return values


def _spans(array: pa.Array) -> tuple[list[tuple[int, int]], int, int]:
    """Return where the items of each list lie in the part of the child that the array uses, and where that lies."""
    offsets = array.offsets.to_pylist()
    first = offsets[0]
    shifted = [offset - first for offset in offsets]
    return list(itertools.pairwise(shifted)), first, offsets[-1] - first


def rows_of(names: Sequence[str], columns: Sequence[pa.Array], count: int) -> list[dict[str, Any]]:
    """Return the rows of settled columns as JSON objects; ``count`` matters where there is no column."""
    if not names:
        return [{} for _ in range(count)]
    return [dict(zip(names, row, strict=True)) for row in zip(*map(values_of, columns), strict=True)]
