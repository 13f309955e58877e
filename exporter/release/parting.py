"""Part a file into its good and its bad rows while it is validated."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import pyarrow as pa

from exporter.errors import ExporterError
from exporter.validation.split import invalid_rows, valid_rows
from exporter.writers import STDOUT, Writer, open_writer, text_options

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.validation import BatchResult


class OtherColumnsError(ExporterError):
    """Rows of JSON have other keys, or values of other types, than the rows before, and one table cannot hold both.

    Attributes:
        row: the first row of the part of the file that is so.
        reason: what is other about it.

    """

    def __init__(self, row: int, reason: str) -> None:
        self.row, self.reason = row, reason
        super().__init__(row, reason)

    def __str__(self) -> str:
        return (
            f"the rows from line {self.row} on cannot be written with those before ({self.reason}); "
            "convert the file to a layout first, or part it by hand"
        )


class RowParter:
    """Writes the good rows of validated batches to one file and the bad ones, with their reasons, to another.

    Args:
        valid_out: where rows without an error go, ``-`` for standard output as CSV; None for nowhere.
        invalid_out: where rows with an error go, with two more columns: row number and reasons; None for nowhere.
        quoting: False where quotation marks are data in files of the layout.

    """

    def __init__(
        self, valid_out: str | Path | None, invalid_out: str | Path | None, *, quoting: bool | None = None
    ) -> None:
        self._paths, self._quoting = (valid_out, invalid_out), quoting
        self._writers: tuple[Writer | None, Writer | None] | None = None
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]  # what Python hands to every context manager

    def take(self, batch: pa.RecordBatch, result: BatchResult) -> None:
        """Write the rows of a batch; the first batch says what the columns are."""
        parts = (valid_rows(batch, result), invalid_rows(batch, result))
        if self._writers is None:
            valid, invalid = (self._open(path, part.schema) for path, part in zip(self._paths, parts, strict=True))
            self._writers = (valid, invalid)
        for writer, part in zip(self._writers, parts, strict=True):
            if writer is not None:
                writer.write(_alike(part, writer.schema, result.rows.first))

    def _open(self, path: str | Path | None, schema: pa.Schema) -> Writer | None:
        if path is None:
            return None
        options = text_options(path, quoting=self._quoting)
        return self._stack.enter_context(open_writer(path, schema, format="csv" if path == STDOUT else None, **options))


def _alike(rows: pa.RecordBatch, schema: pa.Schema, first: int) -> pa.RecordBatch:
    """Return rows with the columns of those before; those of a table have them, those of JSON mostly."""
    if rows.schema.equals(schema):
        return rows
    others = set(rows.schema.names) - set(schema.names)
    if others:
        raise OtherColumnsError(first, f"new keys: {', '.join(sorted(others))}")
    try:
        columns = [
            rows.column(field.name).cast(field.type)
            if field.name in rows.schema.names
            else pa.nulls(len(rows), field.type)
            for field in schema
        ]
    except pa.ArrowException as error:
        raise OtherColumnsError(first, str(error)) from error
    return pa.RecordBatch.from_arrays(columns, schema=schema)
