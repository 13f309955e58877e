"""Arrow arrays of scalars as the kernels look at them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import numpy.typing as npt

_PIECE = 1 << 14  # rows
Kind = Literal["text", "integer", "float", "boolean", "date", "null", "coded", "object", "array", "map"]


def kind_of(type_: pa.DataType) -> Kind:  # noqa: PLR0911 - one return for each kind
    """Return what a settled Arrow type holds."""
    if pa.types.is_string(type_) or pa.types.is_large_string(type_):
        return "text"
    if pa.types.is_integer(type_):
        return "integer"
    if pa.types.is_floating(type_):
        return "float"
    if pa.types.is_boolean(type_):
        return "boolean"
    if pa.types.is_date32(type_):
        return "date"
    if pa.types.is_null(type_):
        return "null"
    if pa.types.is_dictionary(type_):
        return "coded"
    if pa.types.is_struct(type_):
        return "object"
    return "map" if pa.types.is_map(type_) else "array"


class View:
    """An array of one scalar kind, with what several kernels need worked out once.

    Attributes:
        array: the array; what kernels say about its nulls does not count.

    """

    def __init__(self, array: pa.Array) -> None:
        self.array = array

    def __len__(self) -> int:
        return len(self.array)

    @cached_property
    def numbers(self) -> npt.NDArray[Any]:
        """The numbers without a copy; anything at nulls."""
        dtype = np.int32 if pa.types.is_date32(self.array.type) else self.array.type.to_pandas_dtype()
        if not len(self.array):
            return np.empty(0, dtype=dtype)
        values: npt.NDArray[Any] = np.frombuffer(self.array.buffers()[1], dtype=dtype)
        return values[self.array.offset : self.array.offset + len(self.array)]

    @cached_property
    def extremes(self) -> tuple[Any, Any]:
        """Least and greatest number, both None where there is none; NaN is left out where there is any number."""
        if pa.types.is_floating(self.array.type) and len(self.array) and not self.array.null_count:
            least, greatest = float(self.numbers.min()), float(self.numbers.max())
            if least <= greatest:  # no NaN among them
                return least, greatest
        array = self.array.view(pa.int32()) if pa.types.is_date32(self.array.type) else self.array
        found = pc.min_max(array)
        return found["min"].as_py(), found["max"].as_py()

    @cached_property
    def offsets(self) -> npt.NDArray[np.integer[Any]]:
        """Where each text starts in the buffer of all texts, and where the last ends; without a copy."""
        dtype = np.int64 if pa.types.is_large_string(self.array.type) else np.int32
        if not len(self.array):
            return np.zeros(1, dtype=dtype)
        values: npt.NDArray[np.integer[Any]] = np.frombuffer(self.array.buffers()[1], dtype=dtype)
        return values[self.array.offset : self.array.offset + len(self.array) + 1]

    @cached_property
    def data(self) -> npt.NDArray[np.uint8]:
        """The bytes of all texts, one after the other, without a copy."""
        buffer = self.array.buffers()[2]
        if buffer is None:
            return np.empty(0, dtype=np.uint8)
        return np.frombuffer(buffer, dtype=np.uint8)[int(self.offsets[0]) : int(self.offsets[-1])]

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each text starts in ``data``, and where the last ends."""
        return self.offsets.astype(np.int64) - int(self.offsets[0])

    @cached_property
    def lengths(self) -> npt.NDArray[np.integer[Any]]:
        """The length of each text in bytes; mostly zero at nulls."""
        return self.offsets[1:] - self.offsets[:-1]

    @cached_property
    def edges(self) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """The first and the last byte of each text; some other byte at empty texts. There is at least one byte."""
        first, last = (np.empty(len(self), dtype=np.uint8) for _ in range(2))
        for start in range(0, len(self), _PIECE):  # of a piece the processor still has at hand what it read before
            places = self.starts[start : start + _PIECE + 1]
            self.data.take(places[:-1], mode="clip", out=first[start : start + _PIECE])
            self.data.take(places[1:] - 1, mode="clip", out=last[start : start + _PIECE])
        return first, last

    @cached_property
    def missing(self) -> npt.NDArray[np.bool_] | np.bool_:
        """Where the array is null."""
        if not self.array.null_count:
            return np.False_
        nulls: npt.NDArray[np.bool_] = pc.is_null(self.array).to_numpy(zero_copy_only=False)
        return nulls

    @cached_property
    def byte_lengths(self) -> pa.Array:
        """The length of each text in bytes."""
        return pc.binary_length(self.array)

    @cached_property
    def byte_extremes(self) -> tuple[int | None, int | None]:
        """Least and greatest length in bytes."""
        found = pc.min_max(self.byte_lengths)
        return found["min"].as_py(), found["max"].as_py()


def flags(array: pa.Array) -> npt.NDArray[np.bool_]:
    """Return an Arrow array of booleans as numpy's, false at nulls."""
    if array.null_count:
        array = pc.fill_null(array, fill_value=False)
    values: npt.NDArray[np.bool_] = array.to_numpy(zero_copy_only=False)
    return values
