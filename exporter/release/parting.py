"""Part a file into its good and its bad rows while it is validated."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from exporter.validation.split import invalid_rows, valid_rows
from exporter.writers import STDOUT, Writer, open_writer

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from exporter.validation import BatchResult


class RowParter:
    """Writes the good rows of validated batches to one file and the bad ones, with their reasons, to another.

    Args:
        valid_out: where rows without an error go, ``-`` for standard output as CSV; None for nowhere.
        invalid_out: where rows with an error go, with two more columns: row number and reasons; None for nowhere.

    """

    def __init__(self, valid_out: str | Path | None, invalid_out: str | Path | None) -> None:
        self._paths = (valid_out, invalid_out)
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
                writer.write(part)

    def _open(self, path: str | Path | None, schema: pa.Schema) -> Writer | None:
        if path is None:
            return None
        return self._stack.enter_context(open_writer(path, schema, format="csv" if path == STDOUT else None))
