"""Merge tables in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from exporter.conversion.incoming import IN_MEMORY, in_memory_table
from exporter.conversion.merge_files import STAMP
from exporter.conversion.merging import MergeError, Update, merge
from exporter.layouts import detect_table, get_layout, open_layout

if TYPE_CHECKING:
    import pyarrow as pa

    from exporter.conversion.incoming import Data
    from exporter.layouts import Layout


def merge_data(
    old: Data,
    new: Data,
    *,
    key: str | None = None,
    stamp: str | None = None,
    deleted: tuple[str, ...] = (),
) -> tuple[pa.Table, Update]:
    """Return the dataset ``old`` brought up to date with ``new`` and what was done; each is a file or a table.

    ``deleted`` gives the identifiers that go.

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
        stamp = names.get(STAMP)
    return merge(before, after, key, stamp=stamp, deleted=deleted)


def _table(data: Data) -> tuple[str, Layout | None, pa.Table]:
    """Return the name of a table, its layout and its cells; a table in memory may have no layout."""
    in_memory = in_memory_table(data)
    if in_memory is not None:
        fits = detect_table(in_memory)
        return IN_MEMORY, get_layout(fits[0][0]) if fits else None, in_memory
    with open_layout(cast("str", data)) as (layout, reader):
        return reader.name, layout, reader.read()
