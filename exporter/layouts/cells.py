"""Cells of text into typed columns and back, a column at a time."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.dates import AMBIGUOUS, DAY_FIRST, MONTH_FIRST, read_dates
from exporter.layouts.json_cells import read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}(?:[.]0{1,18})?")
_FLOAT = re.compile(r"[+-]?(?:[0-9]{1,400}(?:[.][0-9]{0,400})?|[.][0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")


# What programs write for "no value". R's word is a code of countries as well, so that text is read as it stands unless
# the layout's own files have it.
_OF_R = "NA"
_OF_PROGRAMS = ("NULL", "None", "null", "nan", "NaN", "NaT", "N/A", "<NA>", "---")
_WORDS = (_OF_R, *_OF_PROGRAMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A typed column and what reading it brought to light.

    Attributes:
        values: the typed cells; null where a cell is empty, means no value, or cannot be read.
        unreadable: true where a cell holds something that cannot be read; None where all can.
        form: how dates are written, where it is not ISO 8601.
        ambiguous: whether dates could be read in two ways and were therefore not read.

    """

    values: pa.Array
    unreadable: pa.Array | None = None
    form: str | None = None
    ambiguous: bool = False


def plain(values: pa.Array) -> pa.Array:
    """Return a column of text without a dictionary."""
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def encoded(values: pa.Array) -> pa.Array:
    """Return the column with a dictionary, so that several look-ups need to find its distinct values only once."""
    return values if pa.types.is_dictionary(values.type) else pc.dictionary_encode(values)


def lookup(values: pa.Array, mapping: Mapping[Any, Any], kind: pa.DataType, *, missing: Any = None) -> pa.Array:
    """Return what ``mapping`` gives for each value, asking once for each distinct value."""
    coded = encoded(values)
    found = pa.array([mapping.get(value, missing) for value in coded.dictionary.to_pylist()], kind)
    return found.take(coded.indices)


def apply(values: pa.Array, function: Callable[[Any], Any], kind: pa.DataType) -> pa.Array:
    """Return ``function`` of each value that is not null, calling it once for each distinct value."""
    coded = encoded(values)
    found = pa.array([function(value) for value in coded.dictionary.to_pylist()], kind)
    return found.take(coded.indices)


def without(text: pa.Array, nulls: tuple[str, ...]) -> pa.Array:
    """Return the column with null for the empty cell and for every cell that means "no value"."""
    words = ("", *nulls)
    short = pc.less_equal(pc.binary_length(text), max(map(len, words)))  # most cells of long text are longer
    rows = np.flatnonzero(pc.fill_null(short, fill_value=False).to_numpy(zero_copy_only=False))
    if not len(rows):
        return text
    said = pc.is_in(text.take(pa.array(rows)), value_set=pa.array(words, pa.string()))
    if not said.true_count:
        return text
    mask = np.zeros(len(text), bool)
    mask[rows] = said.to_numpy(zero_copy_only=False)
    return pc.if_else(pa.array(mask), pa.scalar(None, pa.string()), text)


def null_words(kind: pa.DataType, nulls: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells that mean "no value" in a column of type ``kind`` of a layout whose words are ``nulls``."""
    is_text = pa.types.is_string(kind) or pa.types.is_dictionary(kind)
    return tuple(dict.fromkeys((*nulls, *(_OF_PROGRAMS if is_text else _WORDS))))


def foreign_nulls(nulls: tuple[str, ...]) -> list[str]:
    """Return the words for "no value" that a layout's files do not have unless a program wrote them again."""
    return [word for word in _WORDS if word == _OF_R or word not in nulls]


def read_column(
    text: pa.Array, kind: pa.DataType, *, nulls: tuple[str, ...] = (), hints: dict[str, str] | None = None
) -> Column:
    """Return a column of text cells as a column of type ``kind``.

    Numbers and ISO 8601 dates are read by Arrow at once; where that fails each distinct text is read on its own, so
    that space around numbers, ``5.0`` for a whole number and the other forms of dates are understood.
    """
    if pa.types.is_dictionary(kind):
        coded = pc.dictionary_encode(text)
        cleaned = without(coded.dictionary, null_words(kind, nulls))
        if not cleaned.null_count:
            return Column(values=coded)
        return Column(values=pc.dictionary_encode(cleaned.take(coded.indices)))
    if pa.types.is_string(kind):
        return Column(values=without(text, null_words(kind, nulls)))
    if pa.types.is_nested(kind):
        lists, unreadable = read_json(without(text, nulls), kind)
        return Column(values=lists, unreadable=unreadable)
    values = _cast(text, kind)
    if values is None:
        text = without(text, null_words(kind, nulls))
        values = _cast(text, kind)
    return Column(values=values) if values is not None else _read_each(text, kind, hints if hints is not None else {})


def _cast(text: pa.Array, kind: pa.DataType) -> pa.Array | None:
    """Return text as numbers or days, or None where some cell is neither."""
    try:
        values = pc.cast(text, kind)
    except pa.ArrowInvalid:
        return None
    if pa.types.is_floating(kind) and not pc.all(pc.is_finite(values), min_count=0).as_py():
        return None
    return values


def _read_each(text: pa.Array, kind: pa.DataType, hints: dict[str, str]) -> Column:
    coded = pc.dictionary_encode(text)
    distinct = coded.dictionary.to_pylist()
    form, ambiguous = None, False
    found: list[Any]
    if pa.types.is_date(kind):
        days, order, form = read_dates(distinct, hints)
        if order in {DAY_FIRST, MONTH_FIRST}:
            hints["date-order"] = str(order)
        ambiguous = order == AMBIGUOUS
        found = [days[value] for value in distinct]
    else:
        found = [_number(value, kind) for value in distinct]
    values = pa.array(found, kind).take(coded.indices)
    unreadable = pc.and_(pc.is_null(values), pc.is_valid(text))
    return Column(
        values=values,
        unreadable=unreadable if pc.any(unreadable).as_py() else None,
        form=form,
        ambiguous=ambiguous,
    )


def _number(text: str, kind: pa.DataType) -> float | int | None:
    text = text.strip()
    if pa.types.is_integer(kind):
        if not _INTEGER.fullmatch(text):
            return None
        number = int(text.partition(".")[0])
        return number if -(2 ** (kind.bit_width - 1)) <= number < 2 ** (kind.bit_width - 1) else None
    value = float(text) if _FLOAT.fullmatch(text) else math.inf
    return value if math.isfinite(value) else None


def write_column(values: pa.Array) -> pa.Array:
    """Return a typed column as text cells in the shortest form: ISO 8601 dates, plain numbers, JSON for lists.

    >>> write_column(pa.array([1.50, None])).to_pylist()
    ['1.5', None]
    """
    if pa.types.is_nested(values.type):
        return write_json(values)
    return values if pa.types.is_string(values.type) else values.cast(pa.string())


def differs(left: pa.Array, right: pa.Array) -> pa.Array:
    """Return true for each row in which two columns hold different things, null being equal to null alone."""
    unequal = pc.fill_null(pc.not_equal(left, right), fill_value=False)
    return pc.or_(unequal, pc.xor(pc.is_null(left), pc.is_null(right)))


def middle(start: pa.Array, end: pa.Array) -> pa.Array:
    """Return the middle day of each span, the earlier of two.

    >>> middle(pa.array([dt.date(2022, 1, 3)]), pa.array([dt.date(2022, 1, 9)])).to_pylist()
    [datetime.date(2022, 1, 6)]
    """
    first, last = start.cast(pa.int32()), end.cast(pa.int32())
    return pc.add(first, pc.divide(pc.subtract(last, first), 2)).cast(pa.int32()).cast(pa.date32())


def constant(value: Any, length: int, kind: pa.DataType | None = None) -> pa.Array:
    """Return a column that holds one value everywhere."""
    return pa.repeat(pa.scalar(value, kind), length) if value is not None else pa.nulls(length, kind)


def day_of(text: str | None) -> dt.datetime | None:
    """Return the moment that an ISO 8601 date or time names; without a zone it is taken as UTC.

    >>> day_of("2022-01-05").isoformat()
    '2022-01-05T00:00:00+00:00'
    """
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
