"""Build a dataset folder from documents."""

from __future__ import annotations

import shutil
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from exporter.coding.batches import event_batches
from exporter.findings import Finding
from exporter.layouts import LAYOUTS, whole_incidents
from exporter.release.dataset import Dataset, source_date
from exporter.release.flow import Counter
from exporter.release.folder import new_release, write_sums
from exporter.release.log import FindingLog
from exporter.release.papers import Contents, write_papers
from exporter.release.sorting import ExternalSort
from exporter.release.tables import TableWriter, date_and_id, event_key, incident_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.coding import Coder
    from exporter.documents import Document
    from exporter.release.tables import TableOutput


_NESTED_ROW_GROUP = 32_768  # a nested record is several times as large as a row, and a row group is held in memory


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A flat table of the release.

    Attributes:
        layout: its layout, which names its files.
        date: the column that it is sorted by.
        key: the column that identifies a row.
        by_incident: whether a row stands for an incident, so that the layout must see all its events at once.

    """

    layout: str
    date: str
    key: str
    by_incident: bool


TABLES = (
    FlatTable("acled", "event_date", "event_id_cnty", by_incident=True),
    FlatTable("cameo", "event_date", "event_id", by_incident=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build came to.

    Attributes:
        folder: where the release is.
        documents: how many documents were read.
        rows: how many rows each table has, by the name of its files without suffix.
        errors: how many findings make the input or the output invalid.
        warnings: how many findings do not.
        findings: the first findings of each kind.

    """

    folder: Path
    documents: int
    rows: dict[str, int]
    errors: int
    warnings: int
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as a dictionary that JSON can hold."""
        return {
            "folder": str(self.folder),
            "valid": self.valid,
            "documents": self.documents,
            "rows": self.rows,
            "errors": self.errors,
            "warnings": self.warnings,
            "findings": [finding.to_dict() for finding in self.findings],
        }

    @property
    def valid(self) -> bool:
        """Whether nothing was found that makes the data invalid."""
        return not self.errors


def build_release(
    documents: Iterable[Document],
    out: str | Path,
    *,
    coder: Coder,
    dataset: Dataset | None = None,
    jobs: int = 1,
    min_confidence: float = 0.0,
    guard_formulas: bool = False,
    force: bool = False,
    log: FindingLog | None = None,
) -> BuildSummary:
    """Code ``documents`` and leave a release in the folder ``out``, which appears whole or not at all.

    What a schema refuses is not written and becomes a finding. Nothing in the folder depends on the order of the
    documents, on the number of ``jobs``, on the clock or on the machine.

    Args:
        documents: the documents.
        out: the folder; it may hold an earlier release, which is replaced.
        coder: what codes them.
        dataset: what the release says about itself.
        jobs: worker processes.
        min_confidence: events that the coder holds for less likely than this are left out.
        guard_formulas: whether text that a spreadsheet would run gets an apostrophe in front in the CSV files.
        force: whether a folder that holds something else is taken too; nothing in it is deleted.
        log: takes the findings; those about the documents may already be in it.

    Raises:
        OccupiedFolderError: ``out`` holds something else and ``force`` is not set.
        WriteError: the operating system refused.

    """
    log = log or FindingLog()
    counter = Counter(documents)
    with new_release(out, force=force) as folder:
        with _work_folder(folder) as work:
            events = ExternalSort(event_key, work / "events")
            for batch in event_batches(counter, coder, jobs=jobs, min_confidence=min_confidence):
                events.add(batch)
            outputs = _write_tables(folder, work, events, log, guard_formulas=guard_formulas)
        if not counter.count:
            log.add(Finding(code="no-documents", message="the input holds no document", expected="one at least"))
        for output in outputs.values():
            log.extend(output.report.findings)
        described = dataset or Dataset()
        if described.created is None:
            described = replace(described, created=source_date() or counter.latest)
        contents = Contents(
            dataset=described,
            outputs=outputs,
            keys={table.layout: table.key for table in TABLES},
            coder_name=coder.name,
            coder_version=coder.version,
            documents=counter.count,
            min_confidence=min_confidence,
            log=log,
        )
        write_papers(folder, contents)
        write_sums(folder)
    return BuildSummary(
        folder=Path(out),
        documents=counter.count,
        rows={name: output.counts.rows for name, output in outputs.items()},
        errors=log.errors,
        warnings=log.warnings,
        findings=tuple(log.kept),
    )


@contextmanager
def _work_folder(folder: Path) -> Iterator[Path]:
    """Yield a folder for temporary files on the disk that the release goes to, which has to have the room anyway."""
    work = folder / ".work"
    for name in ("events", "incidents", *(table.layout for table in TABLES)):
        (work / name).mkdir(parents=True)
    try:
        yield work
    finally:
        shutil.rmtree(work)


def _write_tables(
    folder: Path, work: Path, events: ExternalSort, log: FindingLog, *, guard_formulas: bool
) -> dict[str, TableOutput]:
    """Write all tables and return what each came to."""
    incidents = ExternalSort(incident_key, work / "incidents")
    rows = {table.layout: ExternalSort(_row_key(table), work / table.layout) for table in TABLES}
    outputs = {}
    nested = {"jsonl": {}, "parquet": {"row_group_rows": _NESTED_ROW_GROUP}}
    with TableWriter(folder, "events", "event", nested) as writer:
        for valid in writer.write(_without_repeats(events.batches(), log)):
            incidents.add(valid)
            for table in TABLES:
                if not table.by_incident:
                    _add_rows(table, valid, rows[table.layout], log)
    outputs["events"] = writer.output()
    for batch in whole_incidents(incidents.batches()):
        for table in TABLES:
            if table.by_incident:
                _add_rows(table, batch, rows[table.layout], log)
    for table in TABLES:
        options: dict[str, dict[str, object]] = {
            "csv": {"guard": guard_formulas},
            "parquet": {"sorted_by": (table.date, table.key)},
        }
        with TableWriter(folder, table.layout, table.layout, options) as writer:
            deque(writer.write(rows[table.layout].batches()), maxlen=0)
        outputs[table.layout] = writer.output()
    return outputs


def _row_key(table: FlatTable) -> Callable[[pa.RecordBatch], pa.Array]:
    return lambda batch: date_and_id(batch.column(table.date), batch.column(table.key))


def _add_rows(table: FlatTable, events: pa.RecordBatch, rows: ExternalSort, log: FindingLog) -> None:
    batch, findings = LAYOUTS[table.layout].from_events(events)
    log.extend(findings)
    rows.add(batch)


def _without_repeats(batches: Iterable[pa.RecordBatch], log: FindingLog) -> Iterator[pa.RecordBatch]:
    """Leave out events that are here twice; sorted by date and identifier, the two stand beside each other."""
    last = None
    for batch in batches:
        identifiers = batch.column("event_id")
        before = pa.concat_arrays([pa.array([last], pa.string()), identifiers[:-1]])
        repeated = pc.fill_null(pc.equal(identifiers, before), fill_value=False)
        last = identifiers[-1].as_py()
        for identifier in identifiers.filter(repeated).to_pylist():
            log.add(
                Finding(
                    code="repeated-event",
                    message=f"event {identifier!r} is here a second time; it was left out",
                    severity="warning",
                    column="event_id",
                    value=identifier,
                )
            )
        yield batch.filter(pc.invert(repeated))
