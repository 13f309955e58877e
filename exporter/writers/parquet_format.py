"""Parquet: typed, zstd, row groups of a fixed size, every column described in the file's metadata."""

from __future__ import annotations

import json
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, BinaryIO, Self

import pyarrow as pa
from pyarrow import parquet

from exporter.writers.dictionaries import canonical
from exporter.writers.parquet_columns import EncodedColumn, JoinedFile, encode_column

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".parquet",)
# The bytes depend on where row groups end, so their size is fixed: large enough to compress well, small enough to hold.
ROW_GROUP_ROWS = 131_072
_LEVEL = 3  # levels above save two to four per cent for two to four times the time
_GROUPS_AHEAD = 2  # row groups being encoded while the next one comes in: no core waits for the longest column
_PAGE_BYTES = 8 << 20  # compression works on a page at a time: text in small pages comes out some five per cent larger
# Which values of a dictionary are used is found out for so many rows at a time; text is written in small steps, since
# a page ends with the step in which it is full.
_INDICES_AT_ONCE = ROW_GROUP_ROWS


def encoder(
    stream: BinaryIO, schema: pa.Schema, *, sorted_by: Sequence[str] = (), row_group_rows: int = ROW_GROUP_ROWS
) -> AbstractContextManager[Sink]:
    """Return a sink that writes Parquet.

    Titles, descriptions and units that the fields of ``schema`` carry as metadata are written with the Arrow schema,
    and once more as JSON under the key ``columns`` for readers that show a file's key-value metadata only.

    Args:
        stream: where the bytes go.
        schema: the columns with their metadata.
        sorted_by: the columns that the rows come sorted by, as the file should say.
        row_group_rows: rows in each row group but the last.

    """
    described = {
        field.name: {key.decode(): value.decode() for key, value in field.metadata.items()}
        for field in schema
        if field.metadata
    }
    metadata = dict(schema.metadata or {})
    if described:
        metadata[b"columns"] = json.dumps(described, ensure_ascii=False).encode()
    return _ParquetSink(stream, schema.with_metadata(metadata), sorted_by, row_group_rows)


def _repeating(schema: pa.Schema, name: str) -> bool | list[str]:
    """Return whether values repeat in a column, or in which of its leaves.

    A schema that has dictionary columns tells by them which text repeats; building a dictionary of text that does not
    is time spent on something that the writer throws away.
    """
    if not any(pa.types.is_dictionary(field.type) for field in schema):
        return True
    return [] if pa.types.is_string(schema.field(name).type) else [name]


class _ParquetSink:
    """Gathers row groups and has their columns encoded on all cores.

    The bytes are those of one writer that is given one row group after the other, however many cores there are.
    """

    def __init__(self, stream: BinaryIO, schema: pa.Schema, sorted_by: Sequence[str], rows: int) -> None:
        self._schema, self._rows = schema, rows
        self._held: list[pa.RecordBatch] = []
        self._held_rows = 0
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1)
        self._encoding: deque[list[Future[EncodedColumn]]] = deque()
        self._options = {
            "compression": "zstd",
            "compression_level": _LEVEL,
            "data_page_size": _PAGE_BYTES,
            "use_dictionary": True,
            "version": "2.6",
        }
        sorting = [parquet.SortingColumn(schema.get_field_index(name)) for name in sorted_by] or None
        self._file = JoinedFile(stream, schema, {**self._options, "sorting_columns": sorting})

    def write(self, batch: pa.RecordBatch) -> None:
        batch = batch.select(self._schema.names)
        if self._held and not batch.schema.equals(self._held[0].schema):
            batch, self._held = batch.cast(self._schema), [held.cast(self._schema) for held in self._held]
        while batch.num_rows:
            taken = batch.slice(0, self._rows - self._held_rows)
            self._held.append(taken)
            self._held_rows += taken.num_rows
            batch = batch.slice(taken.num_rows)
            if self._held_rows == self._rows:
                self._flush()

    def _flush(self) -> None:
        while len(self._encoding) >= _GROUPS_AHEAD:
            self._append_next()
        group = pa.Table.from_batches(self._held)
        self._held, self._held_rows = [], 0
        # The column that takes longest must not be the last to begin.
        order = sorted(range(group.num_columns), key=lambda number: -group.column(number).nbytes)
        begun = {number: self._pool.submit(self._encode, group.column(number), number) for number in order}
        self._encoding.append([begun[number] for number in range(group.num_columns)])

    def _append_next(self) -> None:
        self._file.append([column.result() for column in self._encoding.popleft()])

    def _encode(self, column: pa.ChunkedArray, number: int) -> EncodedColumn:
        field = self._schema.field(number)
        options = {**self._options, "use_dictionary": _repeating(self._schema, field.name)}
        if not pa.types.is_dictionary(field.type):
            return encode_column(_whole(column, field.type), field, options)
        whole = canonical(column, field.type)
        return encode_column(whole, field.with_type(whole.type), {**options, "write_batch_size": _INDICES_AT_ONCE})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is not None:
                return
            if self._held_rows:
                self._flush()
            while self._encoding:
                self._append_next()
            self._file.close()
        finally:
            self._pool.shutdown(cancel_futures=True)


def _whole(column: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    whole = column.combine_chunks()
    return whole if whole.type == kind else whole.cast(kind)
