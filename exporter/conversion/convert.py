"""Convert tables from one layout into another, a batch at a time."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from exporter.conversion.errors import ConversionError, LossError
from exporter.conversion.event_form import EVENT, EventForm
from exporter.conversion.incoming import open_incoming
from exporter.conversion.loss import LossCounter
from exporter.conversion.meaning import check_meaningful
from exporter.conversion.outcome import Conversion
from exporter.conversion.repeats import Repeats
from exporter.conversion.sinks import FileSink, TableSink
from exporter.conversion.work import Work, results
from exporter.layouts import get_layout, whole_incidents
from exporter.writers import STDOUT, TEXT_FORMATS, format_of, text_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from exporter.conversion.incoming import Data, Incoming
    from exporter.conversion.sinks import Sink
    from exporter.conversion.work import Done
    from exporter.findings import Finding
    from exporter.layouts import Layout

EXAMINED = 5_000  # rows of each layout that are converted back, all of them, to see what is lost


def convert(
    sources: Data | Sequence[Data],
    to: str | Layout,
    out: str | Path,
    *,
    source_layout: str | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    examined: int = EXAMINED,
    jobs: int | None = None,
    normalise: bool = False,
    strict: bool = False,
    **options: Any,
) -> Conversion:
    """Convert tables into the layout ``to`` and write them as one file.

    A file that is written in the layout that it was read in comes back cell by cell as CSV or TSV, unless
    ``normalise`` asks for the layout's own form of dates, numbers and empty cells. Every row that is written is
    validated. No more than a few batches are in memory, however large the files are.

    Args:
        sources: files, DataFrames or Arrow tables, or one of them; ``-`` is standard input.
        to: name of the layout to write, ``event`` for Event records, or a layout with settings of its own.
        out: file to write; its suffix says the format.
        source_layout: layout of the sources; told from each where None.
        on_finding: takes findings as they are made.
        examined: how many rows are converted back to count what is lost; of the rest a sample is.
        jobs: batches worked on at once; as many as there are cores where None.
        normalise: write cells in the layout's form where the layout stays the same, too.
        strict: write nothing where anything is lost; every row is converted back then.
        **options: what the writer of the format takes.

    Raises:
        NotMeaningfulError: no row of a source can become a row of ``to``.
        LossError: ``strict``, and something is lost.
        UnknownNameError: there is no such layout or format.
        UnknownLayoutError: no layout fits a file.
        UnreadableEventsError: a file does not hold events.
        InputError, TableError: a file cannot be read.
        WriteError: the operating system refused to write.

    """
    target = _target(to)
    kind = "jsonl" if str(out) == STDOUT else format_of(out)
    if strict and str(out) == STDOUT:
        raise ConversionError("rows on standard output cannot be taken back where something is lost; name a file")
    options = text_options(out, quoting=target.reading.quoting) | options
    with ExitStack() as stack:
        done = _convert(
            sources,
            target,
            FileSink(stack, out, options),
            source_layout=source_layout,
            on_finding=on_finding,
            examined=sys.maxsize if strict else examined,
            jobs=jobs,
            verbatim=not normalise and kind in TEXT_FORMATS,
        )
        if strict and not done.lossless:
            raise LossError(done, str(out))
        return done


def convert_table(
    sources: Data | Sequence[Data],
    to: str | Layout,
    *,
    source_layout: str | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    examined: int = EXAMINED,
    jobs: int | None = None,
    strict: bool = False,
) -> tuple[pa.Table, Conversion]:
    """Convert tables into the layout ``to`` and return them as one typed Arrow table, and what was done.

    Arguments and errors are those of ``convert``.
    """
    target = _target(to)
    sink = TableSink()
    done = _convert(
        sources,
        target,
        sink,
        source_layout=source_layout,
        on_finding=on_finding,
        examined=sys.maxsize if strict else examined,
        jobs=jobs,
        verbatim=False,
    )
    if strict and not done.lossless:
        raise LossError(done, None)
    return sink.table(), done


def _target(to: str | Layout) -> Layout | EventForm:
    if not isinstance(to, str):
        return to
    return EventForm() if to == EVENT else get_layout(to)


@dataclass(slots=True)
class _Tally:
    """Findings by code, handed on as they come."""

    on_finding: Callable[[Finding], None] | None
    counts: Counter[str]
    errors: int = 0

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.counts[finding.code] += finding.count
            self.errors += finding.count if finding.severity == "error" else 0
            if self.on_finding:
                self.on_finding(finding)


def _convert(
    sources: Data | Sequence[Data],
    target: Layout | EventForm,
    sink: Sink,
    *,
    source_layout: str | None,
    on_finding: Callable[[Finding], None] | None,
    examined: int,
    jobs: int | None,
    verbatim: bool,
) -> Conversion:
    files: list[Data] = list(sources) if isinstance(sources, list | tuple) else [cast("Data", sources)]
    tally = _Tally(on_finding, Counter())
    names: list[str] = []
    losses: dict[str, LossCounter] = {}
    rows_in = 0
    kept_as_text = False
    work = Work(target)
    for file in files:
        with open_incoming(file, source_layout) as incoming:
            check_meaningful(incoming.name, incoming.layout, target)
            names.append(incoming.layout.name)
            repeats = Repeats(incoming)
            watched = replace(incoming, batches=repeats.watch(incoming.batches))
            as_text = verbatim and incoming.layout.name == target.name and not isinstance(target, EventForm)
            counter = None
            if not (as_text or isinstance(target, EventForm)):
                counter = losses.setdefault(incoming.layout.name, LossCounter(incoming.layout, target, examined))
            kept_as_text = kept_as_text or as_text
            for done in _in_groups(watched, work, jobs, as_text=as_text):
                rows_in += done.read
                tally.add(done.findings)
                if counter is not None:
                    counter.rows += done.read
                    counter.add(done)
                if done.rows is not None:
                    tally.add(sink.placed(done.faults))
                    sink.take(done.rows)
            tally.add(incoming.findings())
            tally.add(repeats.findings())
    for rows in work.held():
        tally.add(sink.placed(work.faults(rows)))
        sink.take(rows)
    sink.finish(work.schema)
    return Conversion(
        sources=tuple(names),
        target=target.name,
        rows_in=rows_in,
        rows_out=sink.rows,
        findings=dict(tally.counts),
        errors=tally.errors,
        losses=tuple(counter.report() for counter in losses.values()),
        verbatim=kept_as_text,
    )


def _in_groups(incoming: Incoming, work: Work, jobs: int | None, *, as_text: bool) -> Iterator[Done]:
    """Yield what was made of each batch; incidents are first made whole where the target needs that."""
    coming = results(work, incoming, jobs=jobs, as_text=as_text)
    if as_text or work.is_typed(incoming) or not work.needs_incidents(incoming):
        yield from coming
        return
    passed: list[Done] = []

    def events() -> Iterator[pa.RecordBatch]:
        for done in coming:
            passed.append(done)
            yield done.events

    for whole in whole_incidents(events()):
        yield from (done.without_rows() for done in passed)
        passed.clear()
        yield work.grouped(incoming, whole)
    yield from (done.without_rows() for done in passed)
