"""Cells that hold JSON: columns of lists and structs from their text and back, and text of another shape mended."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping


class ShapeError(ValueError):
    """A JSON value that does not have the shape that its column needs."""


def read_json(text: pa.Array, kind: pa.DataType) -> tuple[pa.Array, pa.Array | None]:
    """Return a column of JSON text as lists or structs, and where a cell is none; None where all can be read.

    >>> read_json(pa.array(['["a"]', "x", None]), pa.list_(pa.string()))[0].to_pylist()
    [['a'], None, None]
    """
    found = []
    for cell in text.to_pylist():
        try:
            value = None if cell is None else fit(json.loads(cell), kind)
        except (ValueError, RecursionError):
            value = None
        found.append(value)
    values = pa.array(found, kind)
    lost = [value is None and cell is not None for value, cell in zip(found, text.to_pylist(), strict=True)]
    return values, pa.array(lost) if any(lost) else None


def write_json(values: pa.Array) -> pa.Array:
    """Return lists and structs as JSON text without spaces; what is null in a struct is left out.

    >>> write_json(pa.array([{"a": 1, "b": None}])).to_pylist()
    ['{"a":1}']
    """
    cells = (None if value is None else _dump(value) for value in values.to_pylist())
    return pa.array(cells, pa.string())


def fit(value: Any, kind: pa.DataType) -> Any:
    """Return a JSON value as Arrow takes it for a column of type ``kind``.

    Raises:
        ShapeError: it has another shape; numbers that are written as text are understood.

    """
    if value is None:
        return None
    if pa.types.is_list(kind) and isinstance(value, list):
        return [fit(item, kind.value_type) for item in value if item is not None]
    if pa.types.is_struct(kind) and isinstance(value, dict):
        return {part.name: fit(value.get(part.name), part.type) for part in kind}
    if pa.types.is_string(kind) and isinstance(value, str):
        return value
    is_number = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    if is_number and isinstance(value, int | float | str) and not isinstance(value, bool):
        return _number(value, kind)
    raise ShapeError(kind)


def _number(value: float | str, kind: pa.DataType) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ShapeError(kind)
    if pa.types.is_floating(kind):
        return number
    if number != int(number) or abs(number) >= 2 ** (kind.bit_width - 1):
        raise ShapeError(kind)
    return int(number)


def unknown_keys(value: Any, kind: pa.DataType) -> set[str]:
    """Return the keys of objects in a JSON value that its column has no field for.

    >>> sorted(unknown_keys([{"a": 1, "z": 2}], pa.list_(pa.struct([("a", pa.int64())]))))
    ['z']
    """
    if pa.types.is_list(kind) and isinstance(value, list):
        return {key for item in value for key in unknown_keys(item, kind.value_type)}
    if pa.types.is_struct(kind) and isinstance(value, dict):
        parts = {part.name: part.type for part in kind}
        inner = {name for key, part in value.items() if key in parts for name in unknown_keys(part, parts[key])}
        return inner | (value.keys() - parts.keys())
    return set()


def renamed(value: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return an object with its keys in small letters and by the names that ``names`` gives; the first of two stays.

    >>> renamed({"Lat": 43.2, "latitude": 0}, {"lat": "latitude"})
    {'latitude': 43.2}
    """
    found: dict[str, Any] = {}
    for key, part in value.items():
        found.setdefault(names.get(key.casefold(), key.casefold()), part)
    return found


def _dump(value: Any) -> str:
    return json.dumps(_without_nulls(value), ensure_ascii=False, separators=(",", ":"))


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(part) for key, part in value.items() if part is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value
