"""Merge files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

import pyarrow as pa

from exporter.conversion.incoming import IN_MEMORY, detect_table, in_memory_table
from exporter.conversion.merging import MergeError, Update, merge
from exporter.layouts import get_layout, open_layout
from exporter.tables import read_table
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from exporter.conversion.incoming import Data
    from exporter.layouts import Layout

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
    merged, update = merge_data(old, new, key=key, stamp=stamp, deleted=partial(_deleted, deleted))
    with open_writer(out, merged.schema) as writer:
        writer.write(merged)
    return update


def merge_data(
    old: Data,
    new: Data,
    *,
    key: str | None = None,
    stamp: str | None = None,
    deleted: tuple[str, ...] | Callable[[str], tuple[str, ...]] = (),
) -> tuple[pa.Table, Update]:
    """Return the dataset ``old`` brought up to date with ``new`` and what was done; each is a file or a table.

    ``deleted`` gives the identifiers that go, or a function that returns them for the column that identifies events.

    Raises:
        MergeError: the tables differ in layout or columns, or a row has no identifier.

    """
    (name, layout, before), (other_name, other, after) = (_table(one) for one in (old, new))
    if layout is not other:
        known, found = (one.name if one else "no layout" for one in (layout, other))
        raise MergeError(f"{name} is {known} and {other_name} is {found}; convert one of them to the other's layout")
    names = {name: header for header, name in layout.match(before.column_names).items()} if layout else {}
    key = key or (names.get(layout.id_column) if layout else None)
    if key is None:
        column = layout.id_column if layout else "of a known name"
        raise MergeError(f"{name} has no column {column} to tell its events apart; name one with --key")
    if stamp is None:
        stamp = names.get(_STAMP)
    return merge(before, after, key, stamp=stamp, deleted=deleted(key) if callable(deleted) else deleted)


def _table(data: Data) -> tuple[str, Layout | None, pa.Table]:
    """Return the name of a table, its layout and its cells; a table in memory may have no layout."""
    in_memory = in_memory_table(data)
    if in_memory is not None:
        fits = detect_table(in_memory)
        return IN_MEMORY, get_layout(fits[0][0]) if fits else None, in_memory
    with open_layout(cast("str", data)) as (layout, reader):
        return reader.name, layout, reader.read()


def _deleted(path: str | Path | None, key: str) -> tuple[str, ...]:
    if path is None:
        return ()

    with read_table(path) as reader:
        table = reader.read()
    if key not in table.column_names:
        raise MergeError(f"{path} has no column {key!r} (it has: {', '.join(table.column_names)})")
    found: list[str] = table.column(key).cast(pa.string()).drop_null().to_pylist()
    return tuple(found)
