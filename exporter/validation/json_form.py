"""The JSON form of Arrow data: what a row is when ``jsonschema`` looks at it.

A row is an object with one key for each column. A null cell is JSON null, never an absent key. Dates and times are
their ISO 8601 text, decimals are numbers, maps are objects. Arrow types that JSON has no form for are refused.
"""

from __future__ import annotations

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


def plain(array: pa.Array) -> pa.Array:  # noqa: PLR0911, C901 - one branch for each kind of Arrow type
    """Return ``array`` in a type that has a direct JSON form.

    That is text, numbers, booleans, nulls, and lists, maps and structs of them.

    Raises:
        ColumnTypeError: JSON has no form for the type.

    >>> plain(pa.array([0], pa.date32())).to_pylist()
    ['1970-01-01']

    """
    kind = array.type
    if _is_direct(kind):
        return array
    if isinstance(array, pa.ExtensionArray):
        return plain(array.storage)
    if pa.types.is_dictionary(kind):
        return array if _is_direct(kind.value_type) else plain(array.dictionary_decode())
    if pa.types.is_date(kind):
        return pc.cast(pc.cast(array, pa.date32()), pa.string())
    if pa.types.is_timestamp(kind):
        return pc.replace_substring(pc.cast(array, pa.string()), " ", "T")
    if pa.types.is_time(kind):
        return pc.cast(array, pa.string())
    if pa.types.is_decimal(kind):
        return pc.cast(array, pa.float64())
    if pa.types.is_run_end_encoded(kind):
        return plain(pc.run_end_decode(array))
    if kind in (pa.string_view(), pa.large_string()):
        return pc.cast(array, pa.string())
    if pa.types.is_map(kind):
        return _plain_map(array)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_fixed_size_list(kind):
        return _plain_list(array)
    if pa.types.is_struct(kind):
        return _plain_struct(array)
    raise ColumnTypeError(kind)


def _is_direct(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_null(kind)
    )


def _plain_struct(array: pa.StructArray) -> pa.StructArray:
    names = [field.name for field in array.type]
    check_names(names)
    children = [plain(array.field(number)) for number in range(len(names))]
    fields = [pa.field(name, child.type) for name, child in zip(names, children, strict=True)]
    if not fields:
        return array
    return pa.StructArray.from_arrays(children, fields=fields, mask=pc.is_null(array))


def _plain_list(array: pa.Array) -> pa.Array:
    if not pa.types.is_list(array.type):
        array = pc.cast(array, pa.list_(array.type.value_type))
    values = plain(array.values)
    if values.type == array.type.value_type:
        return array
    return _rebuilt(array, pa.ListArray.from_arrays, values)


def _plain_map(array: pa.MapArray) -> pa.MapArray:
    keys, items = plain(array.keys), plain(array.items)
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


def _has_map(kind: pa.DataType) -> bool:
    if pa.types.is_map(kind):
        return True
    return any(_has_map(kind.field(number).type) for number in range(kind.num_fields))


def values_of(array: pa.Array) -> list[Any]:
    """Return the JSON values of a plain array.

    >>> values_of(pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8())))
    [{'a': 1}]
    """
    values: list[Any] = array.to_pylist()
    if _has_map(array.type):
        return [_with_objects(value, array.type) for value in values]
    return values


def _with_objects(value: Any, kind: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_map(kind):
        return {key: _with_objects(item, kind.item_type) for key, item in value}
    if pa.types.is_struct(kind):
        return {field.name: _with_objects(value[field.name], field.type) for field in kind}
    if pa.types.is_list(kind):
        return [_with_objects(item, kind.value_type) for item in value]
    return value


def rows_of(names: Sequence[str], columns: Sequence[pa.Array], count: int) -> list[dict[str, Any]]:
    """Return the rows of plain columns as JSON objects; ``count`` matters where there is no column."""
    if not names:
        return [{} for _ in range(count)]
    return [dict(zip(names, row, strict=True)) for row in zip(*map(values_of, columns), strict=True)]
