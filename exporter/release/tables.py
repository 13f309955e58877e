"""The tables of a release on their way to disk: sorted, checked, counted, written."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.compute as pc

from exporter.release.checking import Checker
from exporter.release.codebook import Counts
from exporter.schemas import arrow_schema
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from exporter.validation import Report

_NO_DATE = "~"  # behind every digit, so that rows without a date come last


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOutput:
    """What one table came to.

    Attributes:
        files: the files that hold it.
        schema_name: the schema that its rows meet.
        counts: rows, and empty cells by column.
        report: what was found when its rows were checked.

    """

    files: tuple[str, ...]
    schema_name: str
    counts: Counts
    report: Report


class TableWriter:
    """Writes the valid rows of one table into several files of a folder, and counts empty cells.

    Args:
        folder: the folder.
        stem: the name of the files without suffix.
        schema_name: the schema of a row.
        options: options of the encoder, by format; one file is written for each format.

    """

    def __init__(self, folder: Path, stem: str, schema_name: str, options: Mapping[str, Mapping[str, object]]) -> None:
        self._schema_name = schema_name
        self._schema = arrow_schema(schema_name)
        self._checker = Checker(schema_name, stem)
        self._files = {name: folder / f"{stem}.{name}" for name in options}
        self._options = options
        self._stack = ExitStack()
        self._missing: Counter[str] = Counter()
        self._rows = 0

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._writers = [
                stack.enter_context(open_writer(path, self._schema, format=name, **self._options[name]))
                for name, path in self._files.items()
            ]
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # type: ignore[arg-type]  # what Python hands to every context manager

    def write(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write the valid rows of ``batches`` and yield them."""
        for valid in self._checker.valid_batches(batches):
            self._rows += valid.num_rows
            for name, column in zip(valid.schema.names, valid.columns, strict=True):
                self._count_missing(name, column)
            for writer in self._writers:
                writer.write(valid)
            yield valid

    def _count_missing(self, name: str, column: pa.Array) -> None:
        self._missing[name] += column.null_count
        if pa.types.is_struct(column.type):
            # A field of a record that is missing is missing itself.
            for position, part in enumerate(column.flatten()):
                self._count_missing(f"{name}.{column.type.field(position).name}", part)

    def output(self) -> TableOutput:
        """Return what the table came to."""
        return TableOutput(
            files=tuple(path.name for path in self._files.values()),
            schema_name=self._schema_name,
            counts=Counts(rows=self._rows, missing=dict(self._missing)),
            report=self._checker.report(),
        )


def event_key(batch: pa.RecordBatch) -> pa.Array:
    """Return the sort key of events: first possible day, then identifier."""
    return date_and_id(pc.struct_field(batch.column("date"), "start"), batch.column("event_id"))


def incident_key(batch: pa.RecordBatch) -> pa.Array:
    """Return the sort key that brings the events of an incident together."""
    return pc.binary_join_element_wise(batch.column("incident_id"), batch.column("event_id"), "\x1f")


def date_and_id(dates: pa.Array, identifiers: pa.Array) -> pa.Array:
    r"""Return a sort key of a date and an identifier.

    >>> import datetime as dt
    >>> date_and_id(pa.array([dt.date(2022, 1, 5), None]), pa.array(["a", "b"])).to_pylist()
    ['2022-01-05\x1fa', '~\x1fb']
    """
    return pc.binary_join_element_wise(pc.fill_null(dates.cast(pa.string()), _NO_DATE), identifiers, "\x1f")
