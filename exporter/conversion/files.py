"""Merge files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from exporter.conversion.merging import MergeError, Update, merge
from exporter.layouts import open_layout
from exporter.tables import read_table
from exporter.writers import open_writer

if TYPE_CHECKING:
    from pathlib import Path

_STAMP = "timestamp"


def merge_files(
    old: str | Path,
    new: str | Path,
    out: str | Path,
    *,
    key: str | None = None,
    stamp: str | None = None,
    deleted: str | Path | None = None,
) -> Update:
    """Write the dataset ``old`` brought up to date with ``new`` to ``out``, and return what was done.

    Args:
        old: a table of any layout.
        new: a table of the same layout, which holds the rows that are new or have changed.
        out: file to write; its suffix says the format.
        key: column that identifies an event; that of the layout where None.
        stamp: column that says which row is newer; ``timestamp`` where the tables have it and None is given.
        deleted: a table whose ``key`` column lists events that were deleted.

    Raises:
        MergeError: the files differ in layout or columns, or a row has no identifier.
        InputError, TableError, UnknownLayoutError: a file cannot be read.
        WriteError: the operating system refused to write.

    """
    tables = []
    for file in (old, new):
        with open_layout(file) as (layout, reader):
            tables.append((layout, reader.read()))
    (layout, before), (other, after) = tables
    if layout.name != other.name:
        raise MergeError(f"{old} is {layout.name} and {new} is {other.name}; convert one of them to the other's layout")
    names = {name: header for header, name in layout.match(before.column_names).items()}
    key = key or names.get(layout.id_column)
    if key is None:
        raise MergeError(f"{old} has no column {layout.id_column} to tell its events apart; name one with --key")
    if stamp is None:
        stamp = names.get(_STAMP)
    merged, update = merge(before, after, key, stamp=stamp, deleted=_deleted(deleted, key))
    with open_writer(out, merged.schema) as writer:
        writer.write(merged)
    return update


def _deleted(path: str | Path | None, key: str) -> tuple[str, ...]:
    if path is None:
        return ()

    with read_table(path) as reader:
        table = reader.read()
    if key not in table.column_names:
        raise MergeError(f"{path} has no column {key!r} (it has: {', '.join(table.column_names)})")
    found: list[str] = table.column(key).cast(pa.string()).drop_null().to_pylist()
    return tuple(found)
