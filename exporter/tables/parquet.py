"""Read Parquet into batches, as text or with the types it has."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from exporter.tables.cells import text_of_bytes
from exporter.tables.errors import TableError
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.reader import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.tables.collecting import FindingCollector
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
    if pa.types.is_nested(kind):
        cells = (None if cell is None else _json(cell) for cell in column.to_pylist())
        return pa.array(cells, pa.string())
    if pa.types.is_timestamp(kind):
        with suppress(pa.ArrowInvalid):  # where there are fractions of seconds
            column = column.cast(pa.timestamp("s", kind.tz))
    return column.cast(pa.string())


def _checked(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> pa.Array:
    """Return the column with text that is UTF-8; Parquet does not make sure of it."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not _is_text(column.type):
        return column
    text = column.cast(pa.large_binary())
    try:
        return text.cast(pa.large_string()).cast(pa.string())
    except pa.ArrowInvalid:
        return text_of_bytes(text, name, rows, problems)


def _is_text(kind: pa.DataType) -> bool:
    is_bytes = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    return bool(is_bytes or pa.types.is_string(kind) or pa.types.is_large_string(kind))


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
                batch.validate(full=False)
                rows = RowNumbers(row)
                if source.options.as_text:
                    checked = (
                        _checked(column, name, rows, source.problems)
                        for name, column in zip(columns, batch.columns, strict=True)
                    )
                    batch = pa.RecordBatch.from_arrays([as_text(column) for column in checked], names=columns)  # noqa: PLW2901  # the same rows as text
                yield NumberedBatch(batch, rows)
                row += batch.num_rows
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise TableError(source.name, f"cannot be read to its end ({error})", advice="fetch it again") from error

    def close() -> None:
        file.close()
        handle.close()
        source.stream.close()

    return TableReader(
        source.name, columns=columns, header=columns, chunks=chunks(), problems=source.problems, close=close
    )
