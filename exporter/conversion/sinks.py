"""Where converted rows go: a file that is opened with the first of them, or a table in memory."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from exporter.conversion.errors import ConversionError
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import ExitStack
    from pathlib import Path

    from exporter.findings import Finding
    from exporter.writers import Writer


class Sink(Protocol):
    """What takes rows."""

    @property
    def rows(self) -> int:
        """How many rows were taken."""
        ...

    def take(self, rows: pa.RecordBatch) -> None:
        """Take rows."""
        ...

    def placed(self, faults: Iterable[Finding]) -> list[Finding]:
        """Return findings on the rows that come next, counted from 1, with the rows that they will be."""
        ...

    def finish(self, schema: pa.Schema) -> None:
        """End; without a row the schema says which columns there are."""
        ...


def _placed(faults: Iterable[Finding], before: int, file: str | None) -> list[Finding]:
    below = before + 1  # the names stand above the rows
    return [replace(fault, file=file, row=fault.row and fault.row + below) for fault in faults]


class FileSink:
    """Writes rows to a file; it appears when ``stack`` is closed without an error."""

    def __init__(self, stack: ExitStack, out: str | Path, options: dict[str, Any]) -> None:
        self._stack, self._out, self._options = stack, out, options
        self._writer: Writer | None = None

    @property
    def rows(self) -> int:
        """How many rows were taken."""
        return self._writer.rows if self._writer else 0

    def placed(self, faults: Iterable[Finding]) -> list[Finding]:
        """Return findings on the rows that come next, counted from 1, with their file and row."""
        return _placed(faults, self.rows, str(self._out))

    def take(self, rows: pa.RecordBatch) -> None:
        """Write rows.

        Raises:
            ConversionError: they have other columns than those before.

        """
        writer = self._open(rows.schema)
        if writer.schema.names != rows.schema.names:
            raise ConversionError(
                "files whose cells are kept as they are must have the same columns in the same order; convert them one"
                " by one, or into Parquet"
            )
        writer.write(rows)

    def finish(self, schema: pa.Schema) -> None:
        """Write the names where there was no row."""
        self._open(schema)

    def _open(self, schema: pa.Schema) -> Writer:
        if self._writer is None:
            # A row that lacks what it must have is a finding, not a reason to write none.
            lenient = pa.schema([field.with_nullable(nullable=True) for field in schema], metadata=schema.metadata)
            self._writer = self._stack.enter_context(open_writer(self._out, lenient, **self._options))
        return self._writer


class TableSink:
    """Keeps rows in memory."""

    def __init__(self) -> None:
        self._batches: list[pa.RecordBatch] = []
        self._schema: pa.Schema | None = None

    @property
    def rows(self) -> int:
        """How many rows were taken."""
        return sum(batch.num_rows for batch in self._batches)

    def placed(self, faults: Iterable[Finding]) -> list[Finding]:
        """Return findings on the rows that come next, counted from 1, with the rows that they will be."""
        return _placed(faults, self.rows, None)

    def take(self, rows: pa.RecordBatch) -> None:
        """Keep rows."""
        self._batches.append(rows)

    def finish(self, schema: pa.Schema) -> None:
        """Note the columns."""
        self._schema = schema

    def table(self) -> pa.Table:
        """Return the rows as one table."""
        return pa.Table.from_batches(self._batches, schema=self._schema).unify_dictionaries()
