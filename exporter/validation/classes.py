"""Columns by class: rows whose cells all the schemas that look at the column judge alike are of one class.

What a condition across columns says about a row depends on the classes of its cells alone, so that each combination of
classes is asked about once. A column's distinct values are asked where values repeat, kernels where nearly all differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.json_form import values_of
from exporter.validation.kernels import is_light, kernel_for
from exporter.validation.masks import Mask, array_of, settled
from exporter.validation.view import View, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.kernels import Kernel
    from exporter.validation.reference import Reference
    from exporter.validation.view import Kind

    Judge = Callable[[Reference, pa.Array], Mask]
    Bits = tuple[bool, ...]

_SAMPLE = 1_024  # rows looked at to see whether values repeat
_REPEATING = 0.5  # share of distinct values in the sample up to which they do
_SPAN = 1 << 16  # whole numbers lying closer together than this are counted instead of hashed
_REMEMBERED = 1 << 16  # values whose class is kept between batches
_PACKED = 16  # masks that are told apart by counting


@dataclass(frozen=True, slots=True)
class Classes:
    """The classes of a column's rows.

    Attributes:
        present: the classes that occur.
        rows: the class of each row, or None where there is one class only.

    """

    present: tuple[int, ...]
    rows: npt.NDArray[np.integer[Any]] | None

    def of_rows(self, count: int) -> npt.NDArray[np.integer[Any]]:
        """Return the class of each of ``count`` rows."""
        return np.full(count, self.present[0] if self.present else 0) if self.rows is None else self.rows


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
        self._light = all(is_light(leaf) for leaf in self.leaves)
        self._lock = Lock()

    def classify(self, column: Column) -> Classes:
        """Return the class of each row of a column."""
        classes = self._classify(column.array)
        if not len(column.odd_rows):
            return classes
        rows = classes.of_rows(len(column.array)).astype(np.int64)
        rows[column.odd_rows] = [self.class_of(value) for value in column.odd_values]
        return Classes(tuple(np.unique(rows).tolist()), rows)

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

    def _classify(self, array: pa.Array) -> Classes:
        if not len(array):
            return Classes((), None)
        kind = kind_of(array.type)
        if array.null_count == len(array):
            return Classes((self._null_class,), None)
        if kind in ("object", "array", "map"):
            return self._by_masks(array, [lambda part, leaf=leaf: self._judge_nested(leaf, part) for leaf in self.leaves])
        if kind == "coded":
            return self._by_values(*_coded(array))
        kernels = self._kernels_for(kind)
        if kernels is not None and (self._light or not _repeats(array, kind)):
            view = View(array)
            return self._by_masks(array, [lambda _part, kernel=kernel: kernel(view) for kernel in kernels])
        return self._by_values(*_distinct(array, kind))

    def _kernels_for(self, kind: Kind) -> list[Kernel] | None:
        if kind not in self._kernels:
            found = [kernel_for(leaf, kind) for leaf in self.leaves]
            self._kernels[kind] = None if None in found else [kernel for kernel in found if kernel is not None]
        return self._kernels[kind]

    @cached_property
    def _null_class(self) -> int:
        return self.class_of(None)

    def _by_masks(self, array: pa.Array, judges: Sequence[Callable[[pa.Array], Mask]]) -> Classes:
        """Classify by one mask for each leaf; what a mask says about nulls does not count."""
        masks = [settled(judge(array)) for judge in judges]
        missing = None
        if array.null_count:
            missing = pc.is_null(array).to_numpy(zero_copy_only=False)
        free = [number for number, mask in enumerate(masks) if not isinstance(mask, bool)]
        fixed = [mask if isinstance(mask, bool) else False for mask in masks]
        if not free:
            number = self._number(tuple(fixed))
            if missing is None:
                return Classes((number,), None)
            return _with_nulls(number, self._null_class, missing)
        patterns, inverse = _packed([array_of(masks[number], len(array)) for number in free])
        numbers = []
        for pattern in patterns:
            bits = list(fixed)
            for place, number in enumerate(free):
                bits[number] = pattern[place]
            numbers.append(self._number(tuple(bits)))
        rows = np.array(numbers, dtype=np.int32)[inverse]
        if missing is not None:
            rows[missing] = self._null_class
        return _compact(rows)

    def _by_values(self, values: pa.Array, codes: npt.NDArray[np.integer[Any]], used: Any) -> Classes:
        """Classify by distinct values; ``used`` says where among the codes each of the values stands."""
        numbers = self._classes_of_array(values)
        present = tuple(sorted(set(numbers)))
        if len(present) == 1:
            return Classes(present, None)
        table = np.zeros(int(used[-1]) + 1, dtype=np.uint8 if max(present) <= np.iinfo(np.uint8).max else np.int32)
        table[used] = numbers
        return Classes(present, table[codes])

    def _classes_of_array(self, values: pa.Array) -> list[int]:
        if len(values) > _REMEMBERED:
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
        return numbers  # type: ignore[return-value] - no place is left unknown

    def _judged(self, values: pa.Array) -> list[int]:
        array = pc.cast(values, pa.string()) if kind_of(values.type) == "date" else values
        kernels = self._kernels_for(kind_of(array.type)) if len(array) > 1 else None
        if kernels is None:
            return [self.class_of(value) for value in values_of(values)]
        view = View(array)
        classes = self._by_masks(array, [lambda _part, kernel=kernel: kernel(view) for kernel in kernels])
        return classes.of_rows(len(array)).tolist()  # type: ignore[no-any-return]


def _packed(masks: list[npt.NDArray[np.bool_]]) -> tuple[list[list[bool]], npt.NDArray[Any]]:
    """Return the distinct combinations of some masks, and which of them each row has."""
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


def _with_nulls(number: int, null: int, missing: npt.NDArray[np.bool_]) -> Classes:
    if number == null:
        return Classes((number,), None)
    return Classes(tuple(sorted({number, null})), np.where(missing, np.int32(null), np.int32(number)))


def _compact(rows: npt.NDArray[Any]) -> Classes:
    present = tuple(np.flatnonzero(np.bincount(rows)).tolist())
    return Classes(present, None if len(present) == 1 else rows)


def _repeats(array: pa.Array, kind: Kind) -> bool:
    if kind in ("boolean", "null"):
        return True
    if kind in ("integer", "date"):
        least, greatest = View(array).extremes
        if greatest - least < _SPAN:
            return True
    sample = array.slice(0, _SAMPLE)
    return pc.count_distinct(sample).as_py() <= _REPEATING * len(sample)  # type: ignore[no-any-return]


def _coded(array: pa.DictionaryArray) -> tuple[pa.Array, npt.NDArray[np.integer[Any]], npt.NDArray[np.intp]]:
    values, indices = array.dictionary, array.indices
    if indices.null_count:
        values = pa.concat_arrays([values, pa.nulls(1, values.type)])
        indices = pc.fill_null(indices.cast(pa.int64()), len(values) - 1)
    return values, indices.to_numpy(), np.arange(len(values))


def _distinct(array: pa.Array, kind: Kind) -> tuple[pa.Array, npt.NDArray[np.integer[Any]], npt.NDArray[np.intp]]:
    """Return the distinct values, a code for each row, and the codes of the values."""
    if kind in ("integer", "date"):
        view = View(array)
        least, greatest = view.extremes
        if greatest - least < _SPAN:
            return _counted(array, view, least, greatest)
    encoded = pc.dictionary_encode(array, null_encoding="encode")
    return encoded.dictionary, encoded.indices.to_numpy(), np.arange(len(encoded.dictionary))


def _counted(array: pa.Array, view: View, least: int, greatest: int) -> tuple[pa.Array, Any, Any]:
    span = greatest - least + 1
    numbers = view.numbers
    codes = (numbers - np.uint64(least) if numbers.dtype == np.uint64 else numbers - np.int64(least)).astype(np.int64, copy=False)
    if array.null_count:
        codes[pc.is_null(array).to_numpy(zero_copy_only=False)] = span
    used = np.flatnonzero(np.bincount(codes, minlength=span + 1))
    values = [None if code == span else code + least for code in used.tolist()]
    return pa.array(values, pa.int32() if pa.types.is_date32(array.type) else array.type).cast(array.type), codes, used
