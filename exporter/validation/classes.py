"""Columns by class: rows whose cells all the schemas that look at the column judge alike are of one class.

What a condition across columns says about a row depends on the classes of its cells alone, so that each combination of
classes is asked about once. A column's distinct values are asked where values repeat, kernels where nearly all differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.json_form import values_of
from exporter.validation.kernels import is_light, kernel_for
from exporter.validation.masks import Mask, array_of, settled
from exporter.validation.view import View, kind_of
from exporter.validation.vocabulary import OfValues, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.kernels import Kernel
    from exporter.validation.reference import Reference
    from exporter.validation.view import Kind

    Judge = Callable[[Reference, pa.Array], Mask]
    Bits = tuple[bool, ...]

_SAMPLE = 1_024  # rows looked at to see whether values repeat
_REPEATING = 0.5  # share of distinct values in the sample up to which they do
_SPAN = 1 << 16  # whole numbers lying closer together than this are looked up instead of hashed
_NARROW = 1 << 6  # the same that are not worth guessing which of them come next
_ASKED = 1 << 9  # the same where each of them must be asked about
_REMEMBERED = 1 << 16  # values whose class is kept between batches
_MANY = 256  # distinct values from which kernels are quicker than a look into memory
_NO_CODES = np.empty(0, dtype=np.intp)
_PACKED = 16  # masks that are told apart by counting


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a column's rows.

    Attributes:
        present: the classes that can occur.
        by_code: the class of each code, or None where there is one class only.
        codes: the code of each row.

    """

    present: tuple[int, ...]
    by_code: npt.NDArray[np.integer[Any]] | None = None
    codes: npt.NDArray[np.integer[Any]] = field(default_factory=lambda: _NO_CODES)

    def of_rows(self, count: int) -> npt.NDArray[np.integer[Any]]:
        """Return the class of each of ``count`` rows."""
        if self.by_code is None:
            return np.full(count, self.present[0] if self.present else 0)
        return self.by_code.take(self.codes)

    def take(self, rows: npt.NDArray[np.intp]) -> Classes:
        """Return the classes of some rows."""
        return self if self.by_code is None else Classes(self.present, self.by_code, self.codes.take(rows))

    def where(self, table: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
        """Return the rows of the classes that ``table`` holds true for; there are several classes."""
        return np.flatnonzero(self.through(table))

    def through(self, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return what ``table`` holds for the class of each row; there are several classes."""
        if self.by_code is None:
            raise ValueError("all rows are of one class")
        return table.take(self.by_code).take(self.codes)


class ColumnPlan:
    """Everything that a schema asks about one column, in one pass.

    Attributes:
        leaves: the schemas that look at the column's cells.
        bits: for each class, the verdict of each leaf.

    """

    def __init__(self, leaves: Sequence[Reference], judge_nested: Judge) -> None:
        """Plan for ``leaves``; ``judge_nested`` judges structs, lists and maps, which have plans of their own."""
        self.leaves = tuple(leaves)
        self.bits: list[Bits] = []
        self._numbers: dict[Bits, int] = {}
        self._judge_nested = judge_nested
        self._known: dict[tuple[type, Any], int] = {}
        self._kernels: dict[Kind, list[Kernel] | None] = {}
        self._interval: tuple[int, int, _Table] | None = None
        self._vocabulary = Vocabulary()
        self._tables = OfValues(self._tables_of)
        self._light = all(is_light(leaf) for leaf in self.leaves)
        self._lock = Lock()

    def covers(self, leaves: Iterable[Reference]) -> bool:
        """Return whether the plan asks about all these schemas."""
        return all(leaf in self.leaves for leaf in leaves)

    def classify(self, column: Column) -> Classes:
        """Return the class of each row of a column."""
        classes = self._classify(column)
        if not len(column.odd_rows):
            return classes
        rows = classes.of_rows(len(column.array)).astype(np.intp)
        rows[column.odd_rows] = [self.class_of(value) for value in column.odd_values]
        return _from_rows(rows)

    def class_of(self, value: Any) -> int:
        """Return the class of one JSON value."""
        return self._number(tuple(leaf.is_valid(value) for leaf in self.leaves))

    def _number(self, bits: Bits) -> int:
        number = self._numbers.get(bits)
        if number is None:
            with self._lock:
                number = self._numbers.get(bits)
                if number is None:
                    number = len(self.bits)
                    self.bits.append(bits)
                    self._numbers[bits] = number
        return number

    def _classify(self, column: Column) -> Classes:  # noqa: PLR0911 - one return for each way
        array = column.array
        if not len(array):
            return Classes(())
        kind = kind_of(array.type)
        if array.null_count == len(array):
            return Classes((self._null_class,))
        if kind in ("object", "array", "map"):
            return self._by_masks(column.view, [partial(self._judge_nested, leaf, array) for leaf in self.leaves])
        if kind == "coded":
            return self._by_values(column)
        kernels = self._kernels_for(kind)
        if kernels is not None and (self._light or not _repeats(column.view, kind)):
            return self._by_masks(column.view, [partial(kernel, column.view) for kernel in kernels])
        if kind in ("integer", "date"):
            near = self._by_interval(array, column.view, kind)
            if near is not None:
                return near
        if kind in ("text", "integer"):
            return self._by_values(column)
        encoded = pc.dictionary_encode(array, null_encoding="encode")
        return _looked_up(_Table(self._classes_of_array(encoded.dictionary)), encoded.indices.to_numpy())

    def _by_interval(self, array: pa.Array, view: View, kind: Kind) -> Classes | None:
        """Classify whole numbers or days that lie close together: all between the least and the greatest are judged."""
        least, greatest = view.extremes
        interval = self._interval
        if interval is None or least < interval[0] or greatest > interval[1]:
            low, high = self._wider(view, least, greatest)
            if high - low >= (_SPAN if self._kernels_for(_judged_kind(array)) else _ASKED):
                return None
            values = pa.array(range(low, high + 1), pa.int32() if kind == "date" else array.type)
            interval = self._interval = (low, high, _Table(self._judged(values.cast(array.type))))
        low, _, table = interval
        if len(table.present) == 1 and not array.null_count:
            return Classes(table.present)
        codes = view.numbers.astype(np.int64) - low
        if not array.null_count:
            return _looked_up(table, codes)
        codes[view.missing] = len(table.classes)
        classes = np.append(table.classes, self._null_class)
        return Classes(tuple(sorted({*table.present, self._null_class})), classes, codes)

    def _wider(self, view: View, least: int, greatest: int) -> tuple[int, int]:
        """Return an interval twice as wide as needed, so that values which grow from batch to batch widen it seldom."""
        interval = self._interval
        if interval is not None and greatest - interval[0] < _SPAN and interval[1] - least < _SPAN:
            least, greatest = min(least, interval[0]), max(greatest, interval[1])
        width = greatest - least + 1
        if width < _NARROW:
            return least, greatest
        span = np.iinfo(view.numbers.dtype)
        low, high = max(least - width // 2, span.min), min(greatest + width // 2, span.max)
        return (low, high) if high - low < _SPAN else (least, greatest)

    def _kernels_for(self, kind: Kind) -> list[Kernel] | None:
        if kind not in self._kernels:
            found = [kernel_for(leaf, kind) for leaf in self.leaves]
            self._kernels[kind] = None if None in found else [kernel for kernel in found if kernel is not None]
        return self._kernels[kind]

    @cached_property
    def _null_class(self) -> int:
        return self.class_of(None)

    def _by_masks(self, view: View, judges: Sequence[Callable[[], Mask]]) -> Classes:
        """Classify by one mask for each leaf; what a mask says about nulls does not count."""
        masks = [settled(judge()) for judge in judges]
        missing = None
        if view.array.null_count:
            missing = np.asarray(view.missing)
        free = [number for number, mask in enumerate(masks) if not isinstance(mask, bool)]
        fixed = [mask if isinstance(mask, bool) else False for mask in masks]
        if not free:
            number = self._number(tuple(fixed))
            if missing is None:
                return Classes((number,))
            if number == self._null_class:
                return Classes((number,))
            by_code = np.array([number, self._null_class])
            return Classes(tuple(sorted(by_code.tolist())), by_code, missing.view(np.uint8))
        patterns, inverse = _packed([array_of(masks[number], len(view)) for number in free])
        numbers = []
        for pattern in patterns:
            bits = list(fixed)
            for place, number in enumerate(free):
                bits[number] = pattern[place]
            numbers.append(self._number(tuple(bits)))
        if missing is not None:
            numbers.append(self._null_class)
            inverse[missing] = len(numbers) - 1
        return Classes(tuple(sorted(set(numbers))), np.array(numbers), inverse)

    def _by_values(self, column: Column) -> Classes:
        """Classify by distinct values; batches that share a dictionary or a vocabulary have it judged once."""
        encoded = column.encoded(self._vocabulary)
        table = self._tables(encoded.values)[encoded.nulls]
        return Classes(table.present) if len(table.present) == 1 else _looked_up(table, encoded.codes)

    def _tables_of(self, values: pa.Array) -> tuple[_Table, _Table]:
        numbers = self._classes_of_array(values)
        return _Table(numbers), _Table([*numbers, self._null_class])

    def _classes_of_array(self, values: pa.Array) -> list[int]:
        if len(values) > _MANY and self._kernels_for(_judged_kind(values)) is not None:
            return self._judged(values)
        listed = values_of(values)
        known = self._known
        numbers = [known.get((value.__class__, value)) for value in listed]
        unknown = [place for place, number in enumerate(numbers) if number is None]
        if unknown:
            if len(known) > _REMEMBERED:
                known = self._known = {}
            judged = self._judged(values.take(pa.array(unknown)) if len(unknown) < len(listed) else values)
            for place, number in zip(unknown, judged, strict=True):
                numbers[place] = known[listed[place].__class__, listed[place]] = number
        return [number for number in numbers if number is not None]

    def _judged(self, values: pa.Array) -> list[int]:
        array = pc.cast(values, pa.string()) if kind_of(values.type) == "date" else values
        kernels = self._kernels_for(_judged_kind(values)) if len(array) > 1 else None
        if kernels is None:
            return [self.class_of(value) for value in values_of(values)]
        view = View(array)
        classes = self._by_masks(view, [partial(kernel, view) for kernel in kernels])
        return classes.of_rows(len(array)).tolist()  # type: ignore[no-any-return]


def _packed(masks: list[npt.NDArray[np.bool_]]) -> tuple[list[list[bool]], npt.NDArray[Any]]:
    """Return the distinct combinations of some masks, and which of them each row has."""
    if len(masks) == 1:
        return [[False], [True]], masks[0].astype(np.uint8)
    if len(masks) > _PACKED:
        patterns, inverse = np.unique(np.stack(masks, axis=1), axis=0, return_inverse=True)
        return patterns.tolist(), inverse.reshape(-1)
    packed = masks[0].astype(np.int32)
    for place, mask in enumerate(masks[1:], start=1):
        packed |= mask.astype(np.int32) << place
    used = np.flatnonzero(np.bincount(packed, minlength=1 << len(masks)))
    table = np.zeros(1 << len(masks), dtype=np.int32)
    table[used] = np.arange(len(used), dtype=np.int32)
    return [[bool(code >> place & 1) for place in range(len(masks))] for code in used.tolist()], table[packed]


def _from_rows(rows: npt.NDArray[Any]) -> Classes:
    present = tuple(np.flatnonzero(np.bincount(rows)).tolist())
    return Classes(present) if len(present) == 1 else Classes(present, np.arange(present[-1] + 1), rows)


def _repeats(view: View, kind: Kind) -> bool:
    if kind in ("boolean", "null"):
        return True
    if kind in ("integer", "date"):
        least, greatest = view.extremes
        if greatest - least < _SPAN:
            return True
    sample = view.array.slice(0, _SAMPLE)
    return pc.count_distinct(sample).as_py() <= _REPEATING * len(sample)  # type: ignore[no-any-return]


def _judged_kind(values: pa.Array) -> Kind:
    """Return as what distinct values are judged: days as the text that they are in JSON."""
    kind = kind_of(values.type)
    return "text" if kind == "date" else kind


@dataclass(frozen=True, slots=True, init=False)
class _Table:
    """The class of each code.

    Attributes:
        present: the classes that occur.
        classes: by code.

    """

    present: tuple[int, ...]
    classes: npt.NDArray[np.integer[Any]]

    def __init__(self, numbers: list[int]) -> None:
        present = tuple(sorted(set(numbers)))
        dtype = np.uint8 if present[-1] <= np.iinfo(np.uint8).max else np.int32
        object.__setattr__(self, "present", present)
        object.__setattr__(self, "classes", np.array(numbers, dtype=dtype))


def _looked_up(table: _Table, codes: npt.NDArray[np.integer[Any]]) -> Classes:
    if len(table.present) == 1:
        return Classes(table.present)
    return Classes(table.present, table.classes, codes.astype(np.intp, copy=False))
