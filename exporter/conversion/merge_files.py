"""Merge files of any size: both are parted by identifier on disk, and merged part by part."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.conversion.cell_changes import CHANGES, cell_changes
from exporter.conversion.merging import MergeError, check_columns, plan
from exporter.conversion.spooling import PLACE, Shelves, Spool, part_of
from exporter.layouts import open_layout
from exporter.tables import read_table
from exporter.writers import open_writer, text_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.findings import Finding
    from exporter.layouts import Layout
    from exporter.tables import TableReader

STAMP = "timestamp"
_PARTS = 64  # of each file; a part of a file of ten gigabytes is as large as its tenth million rows
_SHELF = 131_072  # rows that are put in order at once


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging two files did.

    Attributes:
        rows: rows that were written.
        added: events that the old file did not have.
        changed: events whose rows differ and were replaced.
        deleted: events that were taken out.
        outdated: events whose rows were left as they are because those given are older.
        repeated: identifiers that stand more than once in one of the files, where the layout has each once.

    """

    rows: int
    added: int
    changed: int
    deleted: int
    outdated: int
    repeated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A file that was parted."""

    name: str
    layout: Layout
    columns: list[str]
    spool: Spool
    rows: int


@dataclass(frozen=True, slots=True)
class _Task:
    """What identifies events and dates rows, which events go by part, and where everything is written."""

    key: str
    stamp: str | None
    gone: dict[int, list[str]]
    folder: Path
    out: str | Path
    changes: str | Path | None


def merge_files(
    old: str | Path,
    new: str | Path,
    out: str | Path,
    *,
    key: str | None = None,
    stamp: str | None = None,
    deleted: str | Path | None = None,
    changes: str | Path | None = None,
    on_finding: Callable[[Finding], None] | None = None,
) -> Merged:
    """Write the dataset ``old`` brought up to date with ``new`` to ``out``, and return what was done.

    No more than a part of the files is in memory; what stands between reading and writing is on disk.

    Args:
        old: a table of any layout.
        new: a table of the same layout, which holds the rows that are new or have changed.
        out: file to write; its suffix says the format.
        key: column that identifies an event; that of the layout where None.
        stamp: column that says which row is newer; ``timestamp`` where the tables have it and None is given.
        deleted: a table whose ``key`` column lists events that were deleted.
        changes: file to write every change to, cell by cell; its suffix says the format.
        on_finding: takes what reading found wrong.

    Raises:
        MergeError: the files differ in layout or columns, or a row has no identifier.
        InputError, TableError, UnknownLayoutError: a file cannot be read.
        WriteError: the operating system refused to write.

    """
    with tempfile.TemporaryDirectory(prefix="event-exporter-merge-") as name:
        folder = Path(name)
        with open_layout(str(old)) as (layout, reader):
            names = {column: header for header, column in layout.match(reader.columns).items()}
            key = key or names.get(layout.id_column)
            stamp = stamp or names.get(STAMP)
            if key is None:
                raise MergeError(
                    f"{reader.name} has no column {layout.id_column} to tell its events apart; name one with --key"
                )
            before = _parted(reader, layout, key, folder / "old", on_finding)
        with open_layout(str(new)) as (layout, reader):
            if layout is not before.layout:
                raise MergeError(
                    f"{before.name} is {before.layout.name} and {reader.name} is {layout.name}; convert one of them to"
                    " the other's layout"
                )
            check_columns(before.columns, reader.columns, key, stamp)
            after = _parted(reader, layout, key, folder / "new", on_finding)
        return _merged(before, after, _Task(key, stamp, _listed(deleted, key), folder, out, changes))


def _parted(
    reader: TableReader, layout: Layout, key: str, folder: Path, on_finding: Callable[[Finding], None] | None
) -> _Table:
    """Put the rows of a table into parts by their identifier, with their places.

    Raises:
        MergeError: there is no column ``key``, or a row has no identifier.

    """
    columns = list(reader.columns)
    check_columns(columns, columns, key)
    folder.mkdir()
    schema = pa.schema([*((name, pa.string()) for name in columns), (PLACE, pa.int64())])
    rows = 0
    with Spool(folder, "part", schema) as spool:
        for numbered in reader.numbered():
            batch = numbered.batch
            identifiers = batch.column(key)
            if identifiers.null_count:
                row = numbered.rows.of(int(pc.index(pc.is_null(identifiers), value=True).as_py()))
                raise MergeError(f"{reader.name}: the row {row} has no {key}; every row needs one to be merged")
            places = pa.array(np.arange(rows, rows + batch.num_rows, dtype=np.int64))
            whole = pa.RecordBatch.from_arrays([*batch.columns, places], schema=schema)
            spool.take(whole, part_of(identifiers, _PARTS))
            rows += batch.num_rows
    for finding in reader.findings if on_finding else ():
        on_finding(finding)  # type: ignore[misc]
    return _Table(reader.name, layout, columns, spool, rows)


def _merged(before: _Table, after: _Table, task: _Task) -> Merged:
    """Merge part by part, put the rows in order, and write them."""
    schema = pa.schema([(name, pa.string()) for name in before.columns])
    size = {"places": before.rows + after.rows, "width": _SHELF}
    rows, changed = Shelves(task.folder, "rows", schema, **size), Shelves(task.folder, "changes", CHANGES, **size)
    counts = np.zeros(4, np.int64)
    repeated: list[str] = []
    for part in sorted({*before.spool.parts(), *after.spool.parts(), *task.gone}):
        old, new = before.spool.read(part), after.spool.read(part)
        places, coming = (table.column(PLACE).to_numpy() for table in (old, new))
        old, new = old.select(before.columns), new.select(before.columns)
        planned = plan(old, new, task.key, stamp=task.stamp, deleted=tuple(task.gone.get(part, ())))
        rows.put(old.take(pa.array(planned.kept)), places[planned.kept])
        rows.put(new.take(pa.array(planned.replacing)), places[planned.replaced])
        rows.put(new.take(pa.array(planned.adding)), before.rows + coming[planned.adding])
        counts += [len(planned.added), len(planned.changed), len(planned.deleted), len(planned.outdated)]
        if getattr(before.layout, "unique_ids", True):
            repeated += _repeated(old.column(task.key)) + _repeated(new.column(task.key))
        if task.changes is not None:
            found, of = cell_changes(old, new, task.key, planned, old.num_rows)
            every = np.concatenate([places, before.rows + coming])
            changed.put(found, every[of] if len(of) else of)
    with open_writer(task.out, schema, **text_options(task.out, quoting=before.layout.reading.quoting)) as writer:
        for table in rows.drain():
            writer.write(table)
    changed.close()
    if task.changes is not None:
        with open_writer(task.changes, CHANGES) as report:
            for table in changed.drain():
                report.write(table)
    added, differing, deleted, outdated = counts.tolist()
    return Merged(writer.rows, added, differing, deleted, outdated, tuple(dict.fromkeys(repeated)))


def _repeated(identifiers: pa.ChunkedArray) -> list[str]:
    """Return the identifiers that stand more than once."""
    counted = pc.value_counts(identifiers.combine_chunks())
    several = pc.greater(counted.field("counts"), 1)
    found: list[str] = counted.field("values").filter(several).to_pylist()
    return found


def _listed(path: str | Path | None, key: str) -> dict[int, list[str]]:
    """Return the identifiers of a table by the part that they belong to."""
    if path is None:
        return {}
    with read_table(path) as reader:
        table = reader.read()
    if key not in table.column_names:
        raise MergeError(f"{path} has no column {key!r} (it has: {', '.join(table.column_names)})")
    identifiers = table.column(key).combine_chunks().drop_null()
    listed: dict[int, list[str]] = {}
    for part, one in zip(part_of(identifiers, _PARTS).tolist(), identifiers.to_pylist(), strict=True):
        listed.setdefault(part, []).append(one)
    return listed
