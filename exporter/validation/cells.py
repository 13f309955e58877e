"""Text cells as JSON values: the one place where the text of a CSV file becomes numbers and booleans.

A cell of a column that the schema wants as a number or a boolean is converted where its text is exactly a JSON
literal of that kind. Any other text stays text, so that ``jsonschema`` itself says what is wrong with it: ``'12x' is
not of type 'integer'``. An empty unquoted cell is null. A column that may be text is never converted: ``010`` keeps
its zero.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.json_form import settled, values_of
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.validation.vocabulary import Encoded, Vocabulary

_INTEGER = r"^-?(0|[1-9][0-9]{0,17})$"  # eighteen digits always fit 64 bits
_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"
_BOOLEANS = {"true": True, "false": False}
_KINDS: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}
_NO_ROWS = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Column:
    """A column of JSON values: a settled Arrow array and, at a few rows, values of another type.

    What several schemas and checks need of it is worked out once.

    Attributes:
        array: the values; anything at the odd rows.
        odd_rows: positions of the rows whose value is not in ``array``, ascending.
        odd_values: the values of those rows.

    """

    array: pa.Array
    odd_rows: np.ndarray[Any, np.dtype[np.int64]] = field(default_factory=lambda: _NO_ROWS)
    odd_values: tuple[Any, ...] = ()

    @cached_property
    def view(self) -> View:
        """The array as the kernels look at it."""
        return View(self.array)

    def encoded(self, vocabulary: Vocabulary) -> Encoded:
        """Return the array as codes; who asks first says with which vocabulary."""
        found: Encoded = self.__dict__.get("_encoded") or vocabulary.encode(self.array)
        self.__dict__["_encoded"] = found
        return found

    def take(self, rows: np.ndarray[Any, np.dtype[np.int64]]) -> Column:
        """Return the column of some rows, given in ascending order."""
        array = self.array.take(pa.array(rows))
        if not len(self.odd_rows):
            return Column(array)
        places = np.searchsorted(rows, self.odd_rows)
        kept = (places < len(rows)) & (rows[np.minimum(places, len(rows) - 1)] == self.odd_rows)
        values = tuple(self.odd_values[number] for number in np.flatnonzero(kept).tolist())
        return Column(array, places[kept], values)

    def value(self, row: int) -> Any:
        """Return the JSON value of one row."""
        place = int(np.searchsorted(self.odd_rows, row))
        if place < len(self.odd_rows) and self.odd_rows[place] == row:
            return self.odd_values[place]
        return values_of(self.array.slice(row, 1))[0]

    def values(self) -> list[Any]:
        """Return the JSON values."""
        values = values_of(self.array)
        for row, value in zip(self.odd_rows.tolist(), self.odd_values, strict=True):
            values[row] = value
        return values


_UNFIT = (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError)


def column_of(values: list[Any], *, to_the_letter: bool = False) -> Column:
    """Return JSON values as a column.

    A number may come out as another number equal to it, 1 as 1.0, which no JSON Schema tells apart; but
    ``to_the_letter`` every value reads as it did.

    >>> column_of([1, "a", 2]).odd_values
    ('a',)
    """
    held = _array_of(values)
    if held is None:
        kinds = [value.__class__ for value in values if value is not None]
        common = max(set(kinds), key=kinds.count, default=None)
        held = _array_of([value if value.__class__ is common else None for value in values])
    if held is None:
        held = pa.nulls(len(values))
    back = values_of(held)
    if to_the_letter:
        odd = [place for place, (value, kept) in enumerate(zip(values, back, strict=True)) if repr(value) != repr(kept)]
    # Only where there are doubles can a boolean have become a number; then the texts hold fewer of true and false.
    elif back == values and (not _has_doubles(held.type) or _booleans(back) == _booleans(values)):
        return Column(held)
    else:
        odd = [place for place, (value, kept) in enumerate(zip(values, back, strict=True)) if not _same(value, kept)]
    return Column(held, np.array(odd, dtype=np.int64), tuple(values[place] for place in odd))


def _array_of(values: list[Any]) -> pa.Array | None:
    try:
        return settled(pa.array(values))
    except _UNFIT:
        return None


def _has_doubles(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind) or any(_has_doubles(kind.field(n).type) for n in range(kind.num_fields)))


def _booleans(values: list[Any]) -> int:
    text = json.dumps(values)
    return text.count("true") + text.count("false")


def _same(one: Any, two: Any) -> bool:
    """Whether two values are equal and no boolean has become a number in between."""
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_same(value, two[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_same, one, two))
    return one == two and (one.__class__ is two.__class__ or not isinstance(one, bool))


def wanted_kinds(schema: Any, root: Any = None) -> set[str]:
    """Return the JSON types that a schema speaks of, the empty set where it speaks of none.

    >>> sorted(wanted_kinds({"anyOf": [{"type": "integer"}, {"enum": [None]}]}))
    ['integer', 'null']
    """
    return _wanted(schema, schema if root is None else root, 0)


_DEEP = 32  # references followed before a schema counts as speaking of nothing


def _wanted(schema: Any, root: Any, depth: int) -> set[str]:
    if not isinstance(schema, dict) or depth > _DEEP:
        return set()
    kinds: set[str] = set()
    stated = schema.get("type", [])
    kinds.update([stated] if isinstance(stated, str) else stated)
    for value in [*schema.get("enum", []), *([schema["const"]] if "const" in schema else [])]:
        kinds.add("null" if value is None else _KINDS.get(type(value), "object"))
    for keyword in ("anyOf", "oneOf", "allOf"):
        for branch in schema.get(keyword, []):
            kinds |= _wanted(branch, root, depth + 1)
    reference = schema.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/"):
        kinds |= _wanted(_pointed(root, reference), root, depth + 1)
    return kinds


def _pointed(root: Any, reference: str) -> Any:
    target = root
    for step in reference.removeprefix("#/").split("/"):
        name = step.replace("~1", "/").replace("~0", "~")
        if not isinstance(target, dict) or name not in target:
            return None
        target = target[name]
    return target


def read_cell(text: str, kinds: Iterable[str]) -> Any:
    """Return the JSON value of a cell in a column of these kinds.

    >>> read_cell("12", ["integer"]), read_cell("1.0", ["integer"]), read_cell("01", ["integer"])
    (12, 1.0, '01')
    """
    kinds = set(kinds)
    if kinds & {"integer", "number"} and re.fullmatch(_NUMBER[1:-1], text):
        value = int(text) if text.lstrip("-").isdigit() and len(text) < _LONG else float(text)
        if "integer" not in kinds:
            value = float(value)
        return value if np.isfinite(float(value)) else text
    if "boolean" in kinds and text in _BOOLEANS:
        return _BOOLEANS[text]
    return text


_LONG = 300  # digits; longer integers are beyond what a double can hold


def read_column(array: pa.Array, kinds: set[str]) -> Column:
    """Return a text column as JSON values of the kinds that the schema wants for it."""
    if not pa.types.is_string(array.type) or "string" in kinds:
        return Column(array)
    if kinds & {"integer", "number"}:
        whole = "integer" in kinds
        good = pc.fill_null(pc.match_substring_regex(array, _INTEGER if whole else _NUMBER), fill_value=False)
        numbers = pc.cast(pc.if_else(good, array, pa.scalar(None, array.type)), pa.int64() if whole else pa.float64())
        if not whole:
            finite = pc.fill_null(pc.is_finite(numbers), fill_value=True)
            good = pc.and_(good, finite)
            numbers = pc.if_else(finite, numbers, pa.scalar(None, pa.float64()))
    elif "boolean" in kinds:
        good = pc.fill_null(pc.is_in(array, pa.array(list(_BOOLEANS))), fill_value=False)
        numbers = pc.if_else(good, pc.equal(array, "true"), pa.scalar(None, pa.bool_()))
    else:
        return Column(array)
    odd = pc.and_not(pc.is_valid(array), good).to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(odd)
    return Column(numbers, rows, tuple(read_cell(text, kinds) for text in array.take(pa.array(rows)).to_pylist()))


def read_columns(batch: pa.RecordBatch, kinds: Mapping[str, set[str]] | None) -> list[Column]:
    """Return the columns of a batch as JSON values; ``kinds`` by column name where cells are text."""
    columns = []
    for name, array in zip(batch.schema.names, batch.columns, strict=True):
        column = settled(array)
        columns.append(Column(column) if kinds is None else read_column(column, kinds.get(name, set())))
    return columns
