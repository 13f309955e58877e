"""The keys that were met before, for any number of them.

Of each key a 48-bit hash is worked out, which depends on nothing and is done on several threads. What is kept in
memory, or once it is large in a memory-mapped file, is a table of 64-bit numbers: some bits of the hash and the number
of the key. Hashes come sorted and the place in the table is their upper bits, so that the table is gone through from
one end to the other. The hashes themselves, the keys and their rows lie in unnamed files, so that a billion keys need
disk, not memory, and no Python object each. Where two hashes are alike the keys are compared, so the answer is exact.
"""

from __future__ import annotations

import os
import struct
import tempfile
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    import pyarrow as pa

    Hashes = npt.NDArray[np.uint64]
    Numbers = npt.NDArray[np.int64]

_PIECE = 1 << 16  # keys whose hashes are sorted together
_PLACE_BITS = np.uint64(16)  # lowest bits of a sorted hash: where in the piece its key stands
_HASH_BITS = 48  # bits above
_NUMBER_BITS = np.uint64(36)  # lowest bits of an entry: one more than the number of the key
_TAG = np.uint64((1 << 28) - 1)  # bits of a hash that stand above
_PLACE, _NUMBER = (np.uint64((1 << int(bits)) - 1) for bits in (_PLACE_BITS, _NUMBER_BITS))
_FREE = np.uint64(0)
_START = 1 << 17  # slots of a new table
_GROWTH = 4  # how many times as large a full table becomes
_MAPPED = 1 << 23  # slots from which a table lies in a file
_ENTRY = struct.Struct("<qq")  # row of a key, end of its text
_WORD = 8  # bytes hashed at a time
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_OTHER = np.uint64(0xC2B2AE3D27D4EB4F)


def hashes(array: pa.Array) -> Hashes:
    """Return a hash of each text.

    >>> import pyarrow as pa
    >>> one, two, three = hashes(pa.array(["a", "b", "a"])).tolist()
    >>> one == three != two
    True
    """
    view = View(array)
    starts, lengths = view.starts[:-1], view.lengths.astype(np.int64)
    padded = np.concatenate([view.data, np.zeros(_WORD, dtype=np.uint8)])
    words = np.ndarray((len(view.data) + 1,), dtype="<u8", buffer=padded, strides=(1,))  # the word at every byte
    found: Hashes = lengths.astype(np.uint64) * _OTHER
    least, most = (int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0)
    if least < _WORD:
        short = np.flatnonzero(lengths < _WORD)
        unused = (_WORD - lengths[short]).astype(np.uint64) * np.uint64(8)
        full = unused < np.uint64(64)  # an empty text has no word
        word = np.where(full, (words[starts[short]] << (unused * full)) >> (unused * full), _FREE)
        found[short] = _mixed(found[short], word)
    for position in range(0, most - _WORD + 1, _WORD):
        if least >= position + _WORD:
            found = _mixed(found, words[starts + position])
        else:
            rows = np.flatnonzero(lengths >= position + _WORD)
            found[rows] = _mixed(found[rows], words[starts[rows] + position])
    # The last word overlaps the one before it, so that nothing of it need be masked.
    if least >= _WORD:
        found = _mixed(found, words[starts + lengths - _WORD])
    elif most >= _WORD:
        rows = np.flatnonzero(lengths >= _WORD)
        found[rows] = _mixed(found[rows], words[starts[rows] + lengths[rows] - _WORD])
    found = (found ^ (found >> np.uint64(29))) * _OTHER
    return found ^ (found >> np.uint64(32))


def _mixed(found: Hashes, word: Hashes) -> Hashes:
    mixed = (found ^ word) * _PRIME
    return mixed ^ (mixed >> np.uint64(32))


def sorted_hashes(keys: pa.Array) -> list[Hashes]:
    """Return the hashes of keys piece by piece, sorted, each with the place of its key in the piece below it."""
    found = hashes(keys)
    pieces = []
    for start in range(0, len(found), _PIECE):
        piece = found[start : start + _PIECE]
        piece = (piece & ~_PLACE) | np.arange(len(piece), dtype=np.uint64)
        piece.sort()
        pieces.append(piece)
    return pieces


class SeenKeys:
    """The keys met so far, each with the row where it was met first."""

    def __init__(self, slots: int = _START) -> None:
        """Start with a table of ``slots``, a power of two; it grows as it fills."""
        self._table = _table_of(slots)
        self._count = 0
        self._spool = _Spool()
        self._alike: dict[bytes, int] = {}  # keys whose entry would be that of another key

    def add(self, keys: pa.Array, rows: Numbers, pieces: list[Hashes] | None = None) -> tuple[list[int], list[int]]:
        """Add keys without nulls; return the places of repeated keys among them and the row where each was first.

        ``pieces`` are the sorted hashes of the keys, for who has worked them out already.
        """
        while (self._count + len(keys)) * 2 > len(self._table):
            self._grow()
        start = self._spool.write(keys, rows)
        candidates: list[tuple[int, int]] = []
        base = start
        for piece in sorted_hashes(keys) if pieces is None else pieces:
            self._spool.write_hashes(base, piece)
            candidates += self._place(piece, base)
            base += len(piece)
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

    def _place(self, piece: Hashes, base: int) -> list[tuple[int, int]]:
        """Put keys into the table; return (number, first number) where a key with such a hash was there before."""
        found = piece >> _PLACE_BITS
        entries = ((found & _TAG) << _NUMBER_BITS) + (piece & _PLACE) + np.uint64(base + 1)
        again = found[1:] == found[:-1]
        if not again.any():
            met, origins = self._insert(found, entries)
            return list(zip(_numbers(entries[met]), _numbers(origins), strict=True))
        # Keys of one hash have the origin of the first of them.
        first = np.concatenate([[True], ~again])
        met, origins = self._insert(found[first], entries[first])
        origin = entries[first]
        origin[met] = origins
        owner = np.cumsum(first) - 1
        repeated = np.flatnonzero(origin[owner] != entries)
        return list(zip(_numbers(entries[repeated]), _numbers(origin[owner[repeated]]), strict=True))

    def _insert(self, found: Hashes, entries: Hashes) -> tuple[npt.NDArray[np.intp], Hashes]:
        """Put entries with ascending hashes, each another, into the table.

        Return the places of those that met an entry with such a hash, and the entries that they met.
        """
        mask = len(self._table) - 1
        slots = (found >> np.uint64(_HASH_BITS - mask.bit_length())).astype(np.intp)
        left = np.arange(len(slots))
        all_met, origins = [left[:0]], [entries[:0]]
        while len(left):
            free = self._table.take(slots) == _FREE
            free[1:] &= slots[1:] != slots[:-1]  # they ascend, so that those which go to one slot are neighbours
            self._table[slots[free]] = entries[left[free]]
            self._count += int(np.count_nonzero(free))
            taken = np.flatnonzero(~free)
            left, slots = left[taken], slots[taken]
            there = self._table.take(slots)
            met = (there ^ entries[left]) <= _NUMBER  # the bits of the hash are the same
            all_met.append(left[met])
            origins.append(there[met])
            left, slots = left[~met], slots[~met] + 1
            if len(slots) and slots[-1] > mask:  # on from the start of the table
                order = np.argsort(slots & mask, kind="stable")
                left, slots = left[order], (slots & mask)[order]
        return np.concatenate(all_met), np.concatenate(origins)

    def _grow(self) -> None:
        self._table = _table_of(len(self._table) * _GROWTH)
        self._count = 0
        for base, piece in self._spool.hashes():
            self._place(piece, base)


def _numbers(entries: Hashes) -> list[int]:
    """Return the numbers of the keys of some entries."""
    numbers: list[int] = ((entries & _NUMBER).astype(np.int64) - 1).tolist()
    return numbers


def _table_of(slots: int) -> Hashes:
    """Return a table of zeros, in an unnamed file where it is large."""
    if slots < _MAPPED:
        return np.zeros(slots, dtype=np.uint64)
    with tempfile.TemporaryFile() as file:
        file.truncate(slots * np.dtype(np.uint64).itemsize)
        return np.memmap(file, dtype=np.uint64, mode="r+", shape=(slots,))


class _Spool:
    """The keys themselves, their rows and hashes, in unnamed files, read again only where they must be."""

    def __init__(self) -> None:
        self._keys, self._index, self._hashes = (_unnamed() for _ in range(3))
        self._pieces: list[tuple[int, int]] = []
        self._size = self._count = 0

    def __del__(self) -> None:
        for file in (self._keys, self._index, self._hashes):
            file.close()

    def write(self, keys: pa.Array, rows: Numbers) -> int:
        """Append keys and return the number of the first."""
        view = View(keys)
        first = self._count
        entries = np.stack([rows, view.starts[1:] + self._size], axis=1)
        _append(self._keys, view.data)
        _append(self._index, entries.astype("<i8", copy=False))
        self._size += len(view.data)
        self._count += len(keys)
        return first

    def write_hashes(self, base: int, piece: Hashes) -> None:
        """Append the sorted hashes of keys, the first of which has the number ``base``."""
        _append(self._hashes, piece)
        self._pieces.append((base, len(piece)))

    def hashes(self) -> Iterator[tuple[int, Hashes]]:
        """Yield the pieces of hashes as they were written."""
        self._hashes.seek(0)
        for base, count in self._pieces:
            yield base, np.frombuffer(self._hashes.read(count * np.dtype(np.uint64).itemsize), dtype=np.uint64)

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


def _unnamed() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _append(file: IO[bytes], values: npt.NDArray[Any]) -> None:
    file.seek(0, os.SEEK_END)
    file.write(values.data)
