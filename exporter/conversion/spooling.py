"""Rows on disk while a table is too large for memory: parted by identifier, and put back in order."""

from __future__ import annotations

import zlib
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from numpy.typing import NDArray

PLACE = "\x1fplace"  # where a row stands; no column of a file is called so
SECOND = "\x1fsecond"  # its order among the rows of one place
_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


def part_of(identifiers: pa.Array, parts: int) -> NDArray[Any]:
    """Return the part that each identifier belongs to, the same on every machine.

    >>> part_of(pa.array(["KAZ1", "KAZ2", "KAZ1"]), 4).tolist()
    [3, 1, 3]
    """
    coded = pc.dictionary_encode(identifiers)
    numbers = [zlib.crc32(one.encode("utf-8", "surrogatepass")) % parts for one in coded.dictionary.to_pylist()]
    found: NDArray[Any] = np.array(numbers, np.int64)[coded.indices.to_numpy()]
    return found


class Spool:
    """Rows in numbered parts, each a file of its own; a part is written in the order in which its rows came.

    Used as a context: first rows are taken, then parts are read.
    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema) -> None:
        self._folder, self._name, self._schema = folder, name, schema
        self._writers: dict[int, pa.ipc.RecordBatchFileWriter] = {}
        self._stack = ExitStack()

    def take(self, rows: pa.RecordBatch | pa.Table, parts: NDArray[Any]) -> None:
        """Put each row into its part."""
        order = np.argsort(parts, kind="stable")
        ordered = rows.take(pa.array(order))
        found, starts = np.unique(parts[order], return_index=True)
        ends = [*starts[1:], len(order)][: len(starts)]
        for number, start, end in zip(found.tolist(), starts, ends, strict=True):
            self._writer(number).write(ordered.slice(start, end - start))

    def parts(self) -> list[int]:
        """Return the numbers of the parts that have rows, ascending; nothing can be put in any more."""
        self._stack.close()
        return sorted(self._writers)

    def read(self, number: int) -> pa.Table:
        """Return the rows of a part."""
        if number not in self._writers:
            return self._schema.empty_table()
        with pa.memory_map(str(self._path(number))) as file:
            return pa.ipc.open_file(file).read_all()

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._name}-{number}.arrow"

    def _writer(self, number: int) -> pa.ipc.RecordBatchFileWriter:
        if number not in self._writers:
            file = self._stack.enter_context(pa.OSFile(str(self._path(number)), "wb"))
            writer = self._stack.enter_context(pa.ipc.new_file(file, self._schema, options=_OPTIONS))
            self._writers[number] = writer
        return self._writers[number]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()


class Shelves:
    """Rows that come in any order and are given back in the order of their places.

    Args:
        folder: where they stay meanwhile.
        name: what the files are called.
        schema: their columns, without the places.
        places: how many places there may be.
        width: how many of them a shelf has.

    """

    def __init__(self, folder: Path, name: str, schema: pa.Schema, *, places: int, width: int, most: int = 256) -> None:
        self._width = max(width, -(-places // most))
        self._schema = schema
        ordered = [*schema, pa.field(PLACE, pa.int64()), pa.field(SECOND, pa.int64())]
        self._spool = Spool(folder, name, pa.schema(ordered))

    def put(self, rows: pa.Table, places: NDArray[Any]) -> None:
        """Take rows; of those at one place the first that came is the first."""
        seconds = np.arange(len(places), dtype=np.int64)
        columns = [*rows.columns, pa.array(places, pa.int64()), pa.array(seconds)]
        table = pa.table(columns, names=[*rows.column_names, PLACE, SECOND])
        self._spool.take(table, places // self._width)

    def drain(self) -> Iterator[pa.Table]:
        """Yield the rows in the order of their places."""
        for number in self._spool.parts():
            rows = self._spool.read(number)
            yield rows.sort_by([(PLACE, "ascending"), (SECOND, "ascending")]).select(self._schema.names)

    def close(self) -> None:
        """End writing."""
        self._spool.parts()
