"""Read Parquet into batches, as text or with the types it has."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from exporter.tables.errors import TableError
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.reader import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.tables.source import TableSource

_BATCH_ROWS = 2**16
_FIRST_ROW = 2  # as if the names stood above the rows


def as_text(column: pa.Array) -> pa.Array:
    """Return a column of any type as text: dates in ISO form, lists and structs as JSON.

    >>> as_text(pa.array([1.5, None])).to_pylist()
    ['1.5', None]
    """
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        cells = (None if cell is None else _json(cell) for cell in column.to_pylist())
        return pa.array(cells, pa.string())
    if pa.types.is_timestamp(kind):
        with suppress(pa.ArrowInvalid):  # where there are fractions of seconds
            column = column.cast(pa.timestamp("s", kind.tz))
    return column.cast(pa.string())


def _plain(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def _json(cell: Any) -> str:
    return json.dumps(cell, ensure_ascii=False, default=_plain)


def read(source: TableSource) -> TableReader:
    """Return a reader of a Parquet file.

    Raises:
        TableError: the file is damaged.

    """
    # A plain file is mapped into memory, which spares a copy.
    handle = pa.memory_map(source.path) if source.path else pa.PythonFile(source.stream, "r")
    try:
        file = parquet.ParquetFile(handle)
    except (pa.ArrowException, OSError) as error:
        handle.close()
        raise TableError(source.name, f"is no readable Parquet file ({error})", advice="fetch it again") from error
    columns = file.schema_arrow.names

    def chunks() -> Iterator[NumberedBatch]:
        row = _FIRST_ROW
        try:
            for batch in file.iter_batches(_BATCH_ROWS):
                text = batch
                if source.options.as_text:
                    text = pa.RecordBatch.from_arrays([as_text(column) for column in batch.columns], names=columns)
                yield NumberedBatch(text, RowNumbers(row))
                row += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise TableError(source.name, f"cannot be read to its end ({error})", advice="fetch it again") from error

    def close() -> None:
        file.close()
        handle.close()
        source.stream.close()

    return TableReader(
        source.name, columns=columns, header=columns, chunks=chunks(), problems=source.problems, close=close
    )
