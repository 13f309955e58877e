"""The check that identifiers are unique, for any number of rows.

Of each identifier a 64-bit hash and its row number go into an open-addressed table of numbers; large tables lie in a
memory-mapped file, so that a billion identifiers need disk, not memory, and no Python object each. Where two hashes are
alike the identifiers themselves are compared, so the answer is exact.
"""

from __future__ import annotations

import os
import struct
import tempfile
from typing import IO, TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.checks.base import Check, cells_at, present
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from exporter.tables import RowNumbers
    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup

    Hashes = npt.NDArray[np.uint64]
    Rows = npt.NDArray[np.int64]

_START = 1 << 17  # slots of a new table
_GROWTH = 4  # how many times as large a full table becomes
_MAPPED = 1 << 23  # slots from which a table lies in a file
_ENTRY = struct.Struct("<qq")  # row of a key, end of its text
_WORD = 8  # bytes hashed at a time
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


class Unique(Check):
    """The values of the columns together occur once."""

    in_turn = True

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._seen = SeenKeys()

    def _judge(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Iterator[FaultGroup]:
        if any(name not in columns for name in self.columns):
            return
        parts = [columns[name] for name in self.columns]
        known = np.stack([present(part.array) for part in parts]).all(axis=0)
        places = np.flatnonzero(known)
        keys = joined([part.array for part in parts])
        if len(places) < len(keys):
            keys = keys.take(pa.array(places))
        repeated, firsts = self._seen.add(keys, _numbers(numbers, places))
        found = places[repeated]
        values = list(zip(*(cells_at(part, found) for part in parts), strict=True))
        shown = [value[0] if len(value) == 1 else ", ".join(map(str, value)) for value in values]
        messages = [f"{value!r} stands in row {first} already" for value, first in zip(shown, firsts, strict=True)]
        yield self.faults_at(found, self.columns[0], shown, messages)


def _numbers(rows: RowNumbers, places: npt.NDArray[np.intp]) -> Rows:
    gaps = np.searchsorted(np.array(rows.gaps, dtype=np.int64), places, side="right") if rows.gaps else 0
    return rows.first + places + gaps


def joined(arrays: list[pa.Array]) -> pa.Array:
    """Return one text for each row that is the same only where all columns are the same."""
    texts = [_text(array) for array in arrays]
    if len(texts) == 1:
        return texts[0]
    # Each part stands behind its length, so that no two rows read alike that are not.
    parts = [part for text in texts for part in (pc.cast(pc.binary_length(text), pa.string()), text)]
    return pc.binary_join_element_wise(*parts, ":")


def _text(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array if pa.types.is_large_string(array.type) else pc.cast(array, pa.string())


def hashes(array: pa.Array) -> Hashes:
    """Return a hash of each text that is never zero.

    >>> one, two, three = hashes(pa.array(["a", "b", "a"])).tolist()
    >>> one == three != two
    True
    """
    view = View(array)
    starts, data = view.starts, view.data
    lengths = np.diff(starts)
    padded = np.concatenate([data, np.zeros(_WORD, dtype=np.uint8)])
    words = np.ndarray((len(data) + 1,), dtype="<u8", buffer=padded, strides=(1,))  # the word at every byte
    found: Hashes = lengths.astype(np.uint64) * _OTHER
    rows = np.arange(len(lengths))
    position = 0
    while len(rows):
        left = lengths[rows] - position
        rows, left = rows[left > 0], left[left > 0]
        if not len(rows):
            break
        word = words[starts[rows] + position]
        short = left < _WORD
        if short.any():
            unused = (_WORD - np.minimum(left, _WORD)).astype(np.uint64) * np.uint64(8)
            word = np.where(short, (word << unused) >> unused, word)
        mixed = (found[rows] ^ word) * _PRIME
        found[rows] = mixed ^ (mixed >> np.uint64(32))
        position += _WORD
    found = (found ^ (found >> np.uint64(29))) * _OTHER
    found ^= found >> np.uint64(32)
    found[found == 0] = 1
    return found


class SeenKeys:
    """The keys met so far, each with the row where it was met first."""

    def __init__(self, slots: int = _START) -> None:
        """Start with a table of ``slots``, a power of two; it grows as it fills."""
        self._hashes, self._numbers = _table(slots, np.uint64), _table(slots, np.int64)
        self._count = 0
        self._spool = _Spool()
        self._alike: dict[bytes, int] = {}  # keys whose hash another key had first

    def add(self, keys: pa.Array, rows: Rows) -> tuple[list[int], list[int]]:
        """Add keys without nulls; return the places of repeated keys among them and the row where each was first."""
        if not len(keys):
            return [], []
        while (self._count + len(keys)) * 2 > len(self._hashes):
            self._grow()
        start = self._spool.write(keys, rows)
        candidates = self._place(hashes(keys), np.arange(start, start + len(keys)))
        places: list[int] = []
        firsts: list[int] = []
        for number, before in sorted(candidates):
            _, key = self._spool.read(number)
            row, first = self._spool.read(before)
            met = before if first == key else self._alike.setdefault(key, number)
            if met != number:
                places.append(number - start)
                firsts.append(row if met == before else self._spool.read(met)[0])
        return places, firsts

    def _place(self, found: Hashes, numbers: Rows) -> list[tuple[int, int]]:
        """Put hashes into free slots; return (number, first number) where the same hash was there before."""
        mask = len(self._hashes) - 1
        # Of several assignments to one slot the last stays, so the keys are gone through from the last to the first.
        found, numbers = found[::-1], numbers[::-1]
        slots = (found & np.uint64(mask)).astype(np.int64)
        candidates: list[tuple[int, int]] = []
        while len(numbers):
            there = self._hashes.take(slots)
            free = np.flatnonzero(there == 0)
            self._hashes[slots[free]] = found[free]
            self._numbers[slots[free]] = numbers[free]
            won = self._numbers.take(slots[free]) == numbers[free]
            self._count += int(np.count_nonzero(won))
            # What is left met the same hash, or another one, or a key of this very batch in a slot that was free.
            left = np.ones(len(numbers), dtype=bool)
            left[free[won]] = False
            found, numbers, slots = found[left], numbers[left], slots[left]
            same = self._hashes.take(slots) == found
            candidates += zip(numbers[same].tolist(), self._numbers.take(slots[same]).tolist(), strict=True)
            found, numbers, slots = found[~same], numbers[~same], (slots[~same] + 1) & mask
        return candidates

    def _grow(self) -> None:
        old, old_numbers = self._hashes, self._numbers
        self._hashes, self._numbers = _table(len(old) * _GROWTH, np.uint64), _table(len(old) * _GROWTH, np.int64)
        self._count = 0
        for start in range(0, len(old), _MAPPED):
            used = np.flatnonzero(old[start : start + _MAPPED]) + start
            self._place(old[used], old_numbers[used])


def _table(slots: int, dtype: Any) -> npt.NDArray[Any]:
    """Return a table of zeros, in an unnamed file where it is large."""
    if slots < _MAPPED:
        return np.zeros(slots, dtype=dtype)
    with tempfile.TemporaryFile() as file:
        file.truncate(slots * np.dtype(dtype).itemsize)
        return np.memmap(file, dtype=dtype, mode="r+", shape=(slots,))


class _Spool:
    """The keys themselves and their rows, in unnamed files, read again only where two hashes are alike."""

    def __init__(self) -> None:
        self._keys: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - lives as long as the table
        self._index: IO[bytes] = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - the same
        self._size = self._count = 0

    def __del__(self) -> None:
        self._keys.close()
        self._index.close()

    def write(self, keys: pa.Array, rows: Rows) -> int:
        """Append keys and return the number of the first."""
        view = View(keys)
        starts, data = view.starts, view.data
        first = self._count
        entries = np.stack([rows, starts[1:] + self._size], axis=1)
        for file in (self._keys, self._index):
            file.seek(0, os.SEEK_END)
        self._keys.write(data.tobytes())
        self._index.write(entries.astype("<i8").tobytes())
        self._size += len(data)
        self._count += len(keys)
        return first

    def read(self, number: int) -> tuple[int, bytes]:
        """Return the row and the text of a key."""
        before = self._entry(number - 1)[1] if number else 0
        row, end = self._entry(number)
        self._keys.seek(before)
        return row, self._keys.read(end - before)

    def _entry(self, number: int) -> tuple[int, int]:
        self._index.seek(number * _ENTRY.size)
        row, end = _ENTRY.unpack(self._index.read(_ENTRY.size))
        return row, end
