"""Convert tables from one layout into another, a batch at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from exporter.conversion.loss import LossCounter, LossReport
from exporter.errors import ExporterError
from exporter.layouts import Context, get_layout, open_layout, whole_incidents
from exporter.schemas import load_schema
from exporter.validation import Validator
from exporter.writers import format_of, open_writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from exporter.findings import Finding
    from exporter.layouts import Layout
    from exporter.tables import Source, TableReader
    from exporter.writers import Writer

EXAMINED = 50_000  # rows that are converted back to see what is lost


class ConversionError(ExporterError):
    """A conversion that cannot be done; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a conversion did.

    Attributes:
        sources: the layout of each file, in their order.
        target: layout that was written.
        rows_in: rows that were read.
        rows_out: rows that were written.
        findings: how often each finding was made, by its code.
        errors: how many of them make the data invalid.
        losses: what was lost, one report for each layout that was read.

    """

    sources: tuple[str, ...]
    target: str
    rows_in: int
    rows_out: int
    findings: dict[str, int]
    errors: int
    losses: tuple[LossReport, ...]

    @property
    def lossless(self) -> bool:
        """Whether nothing was lost."""
        return all(loss.lossless for loss in self.losses)


def convert(
    sources: Source | Sequence[Source],
    to: str,
    out: str | Path,
    *,
    source_layout: str | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    examined: int = EXAMINED,
    **options: Any,
) -> Conversion:
    """Convert table files into the layout ``to`` and write them as one file.

    A file that is written in the layout that it was read in comes back cell by cell as CSV. Every row that is written
    is validated.

    Args:
        sources: files, or one file; ``-`` is standard input.
        to: name of the layout to write.
        out: file to write; its suffix says the format.
        source_layout: layout of the files; told from each file where None.
        on_finding: takes findings as they are made.
        examined: how many rows are converted back to count what is lost.
        **options: what the writer of the format takes.

    Raises:
        UnknownNameError: there is no such layout or format.
        UnknownLayoutError: no layout fits a file.
        InputError, TableError: a file cannot be read.
        WriteError: the operating system refused to write.

    """
    target = get_layout(to)
    files: list[Source] = list(sources) if isinstance(sources, list | tuple) else [cast("Source", sources)]
    tally = _Tally(on_finding)
    verbatim = str(out) != "-" and format_of(out) == "csv"
    names: list[str] = []
    losses: dict[str, LossCounter] = {}
    with ExitStack() as stack:
        sink = _Sink(stack, target, out, options, tally)
        for file in files:
            with open_layout(file, source_layout) as (layout, reader):
                names.append(layout.name)
                same = layout.name == target.name
                counter = losses.setdefault(layout.name, LossCounter(layout, target, 0 if same else examined))
                if same and not verbatim:
                    sink.take_rows(_rows(layout, reader, tally, counter))
                elif same:
                    sink.take_text(layout, _events(layout, target, reader, tally, counter), reader.columns)
                else:
                    sink.take(_events(layout, target, reader, tally, counter), counter)
                tally.add(reader.findings)
        sink.finish()
    return Conversion(
        sources=tuple(names),
        target=target.name,
        rows_in=sum(counter.rows for counter in losses.values()),
        rows_out=sink.rows,
        findings=dict(tally.counts),
        errors=tally.errors,
        losses=tuple(counter.report() for counter in losses.values() if counter.source.name != target.name),
    )


@dataclass(slots=True)
class _Tally:
    """Findings by code, handed on as they come."""

    on_finding: Callable[[Finding], None] | None
    counts: Counter[str]
    errors: int

    def __init__(self, on_finding: Callable[[Finding], None] | None) -> None:
        self.on_finding, self.counts, self.errors = on_finding, Counter(), 0

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.counts[finding.code] += finding.count
            self.errors += finding.count if finding.severity == "error" else 0
            if self.on_finding:
                self.on_finding(finding)


_Read = tuple[pa.RecordBatch, pa.RecordBatch]


def _events(
    layout: Layout, target: Layout, reader: TableReader, tally: _Tally, counter: LossCounter
) -> Iterator[_Read]:
    """Yield each batch of cells with its events."""
    keep = target.name in layout.family | {layout.name}
    hints: dict[str, str] = {}
    first_row = 1
    for numbered in reader.numbered():
        context = Context(file=reader.name, first_row=first_row, rows=numbered.rows, keep=keep, hints=hints)
        first_row += numbered.batch.num_rows
        counter.rows += numbered.batch.num_rows
        events, findings = layout.to_events(numbered.batch, context)
        tally.add(findings)
        yield numbered.batch, events


def _rows(layout: Layout, reader: TableReader, tally: _Tally, counter: LossCounter) -> Iterator[pa.RecordBatch]:
    """Yield the typed rows of a file that stays in its layout: what its events would give back, without making them."""
    hints: dict[str, str] = {}
    first_row = 1
    for numbered in reader.numbered():
        context = Context(file=reader.name, first_row=first_row, rows=numbered.rows, hints=hints)
        first_row += numbered.batch.num_rows
        counter.rows += numbered.batch.num_rows
        rows, findings = layout.parse(numbered.batch, context)
        tally.add(findings)
        yield rows


class _Sink:
    """Writes rows of the target, validated; the file is opened with the first of them."""

    def __init__(
        self, stack: ExitStack, target: Layout, out: str | Path, options: dict[str, Any], tally: _Tally
    ) -> None:
        self._stack, self._target, self._out, self._options, self._tally = stack, target, out, options, tally
        self._writer: Writer | None = None
        self._waiting: list[pa.RecordBatch] = []
        self._columns: list[str] | None = None
        self._validator = Validator(load_schema(target.schema_name))

    @property
    def rows(self) -> int:
        return self._writer.rows if self._writer else 0

    def take(self, batches: Iterator[_Read], counter: LossCounter) -> None:
        """Convert and write batches."""
        if self._target.grouping == "row":
            for cells, events in batches:
                rows, taken, findings = self._target.written(events)
                counter.add(cells, rows, taken, findings)
                self._tally.add(findings)
                self._write(rows)
            return

        def counted() -> Iterator[pa.RecordBatch]:
            for cells, events in batches:
                if self._target.grouping == "incident":
                    counter.add(cells, *self._target.written(events))
                yield events

        for events in whole_incidents(counted()):
            rows, findings = self._target.from_events(events)
            self._tally.add(findings)
            if self._target.grouping == "dataset":
                self._waiting.append(rows)
            else:
                self._write(rows)

    def take_rows(self, batches: Iterator[pa.RecordBatch]) -> None:
        """Write typed rows as they are."""
        for rows in batches:
            self._write(rows)

    def take_text(self, layout: Layout, batches: Iterator[_Read], columns: Sequence[str]) -> None:
        """Write batches as the cells that they were."""
        if self._columns is None:
            self._columns = list(columns)
        for _, events in batches:
            rows, findings = layout.from_events(events)
            self._tally.add(findings)
            self._tally.add(self._validator.validate_batch(rows).findings)
            text = layout.to_text(events, self._columns)
            self._open(text.schema).write(text)

    def _write(self, rows: pa.RecordBatch) -> None:
        self._tally.add(self._validator.validate_batch(rows).findings)
        self._open(rows.schema).write(rows)

    def _open(self, schema: pa.Schema) -> Writer:
        if self._writer is None:
            self._writer = self._stack.enter_context(open_writer(self._out, schema, **self._options))
        if self._writer.schema.names != schema.names:
            raise ConversionError(
                "files whose cells are kept as they are must have the same columns in the same order; convert them one"
                " by one, or into Parquet"
            )
        return self._writer

    def finish(self) -> None:
        """Write what waited for the whole dataset; without a row the file holds names only."""
        if self._waiting:
            table = pa.Table.from_batches(self._waiting, schema=self._target.schema).unify_dictionaries()
            combined = self._target.combine(table)
            for batch in combined.to_batches():
                self._write(batch)
        if self._writer is None:
            self._open(self._target.schema)
