"""Parquet: typed, zstd, row groups of a fixed size, every column described in the file's metadata."""

from __future__ import annotations

import json
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, BinaryIO, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".parquet",)
# The bytes depend on where row groups end, so their size is fixed: large enough to compress well, small enough to hold.
ROW_GROUP_ROWS = 131_072
_LEVEL = 3  # levels above save two to four per cent for two to four times the time
_PAGE_BYTES = 8 << 20  # compression works on a page at a time: text in small pages comes out some five per cent larger


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


def _repeating(schema: pa.Schema) -> bool | list[str]:
    """Return the columns in which values repeat, or True where the schema does not tell.

    A schema that has dictionary columns tells by them which text repeats; building a dictionary of text that does not
    is time spent on something that the writer throws away.
    """
    if not any(pa.types.is_dictionary(field.type) for field in schema):
        return True
    return [field.name for field in schema if not pa.types.is_string(field.type)]


class _ParquetSink:
    def __init__(self, stream: BinaryIO, schema: pa.Schema, sorted_by: Sequence[str], rows: int) -> None:
        self._schema, self._rows = schema, rows
        self._held: list[pa.RecordBatch] = []
        self._held_rows = 0
        # One row group is written while the rows of the next come in and are made ready.
        self._pool = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._writer = parquet.ParquetWriter(
            stream,
            schema,
            compression="zstd",
            compression_level=_LEVEL,
            data_page_size=_PAGE_BYTES,
            use_dictionary=_repeating(schema),
            version="2.6",
            sorting_columns=[parquet.SortingColumn(schema.get_field_index(name)) for name in sorted_by] or None,
        )

    def write(self, batch: pa.RecordBatch) -> None:
        while batch.num_rows:
            taken = batch.slice(0, self._rows - self._held_rows)
            self._held.append(taken)
            self._held_rows += taken.num_rows
            batch = batch.slice(taken.num_rows)
            if self._held_rows == self._rows:
                self._flush()

    def _flush(self) -> None:
        group = self._group(self._held)
        self._held, self._held_rows = [], 0
        self._wait()
        self._writing = self._pool.submit(self._writer.write_table, group, self._rows)

    def _wait(self) -> None:
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def _group(self, batches: list[pa.RecordBatch]) -> pa.Table:
        table = pa.Table.from_batches([batch.select(self._schema.names) for batch in batches])
        columns = [
            _canonical(column, field.type) if pa.types.is_dictionary(field.type) else column.combine_chunks()
            for column, field in zip(table.columns, self._schema, strict=True)
        ]
        return pa.table(columns, schema=self._schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._held_rows:
                self._flush()
            if kind is None:
                self._wait()
        finally:
            self._pool.shutdown()
            self._writer.close()


def _canonical(column: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    """Return a column with a dictionary of what it holds, in the order of first appearance.

    The writer puts a dictionary into the file as it stands, so that without this the bytes would depend on how rows
    were batched.
    """
    if not pa.types.is_dictionary(column.type):
        return pc.dictionary_encode(column.combine_chunks()).cast(kind)
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
    if len(pc.unique(whole.dictionary)) < len(whole.dictionary) or whole.dictionary.null_count:
        return pc.dictionary_encode(whole.cast(column.type.value_type)).cast(kind)
    order = pc.unique(whole.indices).drop_null()
    ranks = np.zeros(len(whole.dictionary), dtype=np.int32)
    ranks[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    indices = pc.take(pa.array(ranks), whole.indices)
    return pa.DictionaryArray.from_arrays(indices, whole.dictionary.take(order)).cast(kind)
