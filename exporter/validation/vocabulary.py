"""Columns as codes of distinct values, with what was found out about the values kept between batches."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    Codes = npt.NDArray[np.integer[Any]]

Found = TypeVar("Found")

_MOST = 4_096  # values that are remembered
_MOSTLY = 4  # where more than one row in so many holds a value that is not known, what is known is of no use


class Encoded:
    """A column as codes.

    Attributes:
        values: the distinct values.
        nulls: whether any row is null.

    """

    def __init__(self, values: pa.Array, indices: pa.Array) -> None:
        self.values, self._indices = values, indices
        self.nulls = bool(indices.null_count)

    @cached_property
    def codes(self) -> Codes:
        """For each row the place of its value; the number of values where the row is null."""
        view = View(self._indices)
        # In the type that numpy takes by, so that it need not convert them each time.
        if not self.nulls:
            return view.numbers.astype(np.intp)
        return np.where(view.missing, np.intp(len(self.values)), view.numbers)


class Vocabulary:
    """The distinct values of a column of text or integers, which the next batch will mostly have again.

    Looking rows up among known values is cheaper than finding out what is distinct, and batches that have the same
    values get the same array of them, so that what is known of the values is known for the batch.

    >>> vocabulary = Vocabulary()
    >>> values = vocabulary.encode(pa.array(["a", "b", None])).values
    >>> again = vocabulary.encode(pa.array(["b", "b"]))
    >>> again.values is values, again.codes.tolist()
    (True, [1, 1])

    """

    def __init__(self) -> None:
        self._known: pa.Array | None = None

    def encode(self, array: pa.Array) -> Encoded:
        """Return a column as codes; dictionary-encoded columns keep their dictionary."""
        if pa.types.is_dictionary(array.type):
            return Encoded(array.dictionary, array.indices)
        known = self._known
        if known is None or known.type != array.type:
            return self._anew(array)
        codes = pc.index_in(array, value_set=known)
        unknown = codes.null_count - array.null_count
        if not unknown:
            return Encoded(known, codes)
        if unknown * _MOSTLY > len(array):
            return self._anew(array)
        new = pc.and_(pc.is_null(codes), pc.is_valid(array))
        added = pc.dictionary_encode(array.filter(new))
        values = pa.concat_arrays([known, added.dictionary])
        self._remember(values)
        numbers = pc.add(added.indices, pa.scalar(len(known), pa.int32()))
        return Encoded(values, pc.replace_with_mask(codes, new, numbers))

    def _anew(self, array: pa.Array) -> Encoded:
        encoded = pc.dictionary_encode(array)
        self._remember(encoded.dictionary)
        return Encoded(encoded.dictionary, encoded.indices)

    def _remember(self, values: pa.Array) -> None:
        self._known = values if len(values) <= _MOST else None


class OfValues(Generic[Found]):
    """What a function says about an array of values; asked again only for another array."""

    def __init__(self, ask: Callable[[pa.Array], Found]) -> None:
        self._ask = ask
        self._last: tuple[pa.Array, Found] | None = None

    def __call__(self, values: pa.Array) -> Found:
        """Return what the function says about ``values``."""
        last = self._last
        if last is None or not _same_memory(last[0], values):
            last = self._last = (values, self._ask(values))
        return last[1]


def _same_memory(one: pa.Array, two: pa.Array) -> bool:
    """Whether two arrays are the same memory; while one of them lives its memory is not used for anything else."""
    if one is two:
        return True
    if one.type != two.type or len(one) != len(two) or one.offset != two.offset:
        return False
    pairs = zip(one.buffers(), two.buffers(), strict=True)
    return all((left and left.address) == (right and right.address) for left, right in pairs)
