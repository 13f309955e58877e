"""What an update changed, cell by cell, as a table."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from exporter.conversion.merging import Plan

CHANGES = pa.schema(
    [
        pa.field("change", pa.string()),
        pa.field("id", pa.string()),
        pa.field("column", pa.string()),
        pa.field("old", pa.string()),
        pa.field("new", pa.string()),
    ]
)


class _Change(NamedTuple):
    place: int
    change: str
    id: str
    column: str | None = None
    old: str | None = None
    new: str | None = None


def _rows_by_id(ids: pa.Array, wanted: Iterable[str]) -> dict[str, list[int]]:
    asked = set(wanted)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, one in enumerate(ids.to_pylist()):
        if one in asked:
            rows[one].append(row)
    return rows


def cell_changes(old: pa.Table, new: pa.Table, key: str, planned: Plan, last: int) -> tuple[pa.Table, NDArray[Any]]:
    """Return the changes of a plan, and the row of the old table that each belongs to; ``last`` for added events.

    An event that changed has a row for each cell that differs; where it has several rows, they are held against each
    other in their order, and those that have no counterpart are whole rows that came or went (no column is named).
    ``outdated`` are events whose rows in the new table were left because they are older; ``repeated`` are identifiers
    that stand more than once in one of the tables.
    """
    ids, new_ids = (table.column(key).combine_chunks() for table in (old, new))
    before = _rows_by_id(ids, [*planned.changed, *planned.deleted, *planned.outdated])
    after = _rows_by_id(new_ids, [*planned.changed, *planned.added])
    found = [_Change(last + after[one][0], "added", one) for one in planned.added]
    found += [_Change(before[one][0], "deleted", one) for one in planned.deleted]
    found += [_Change(before[one][0], "outdated", one) for one in planned.outdated]
    for one in planned.changed:
        place = before[one][0]
        for left, right in zip(before[one], after[one], strict=False):
            was, now = (table.slice(row, 1).to_pylist()[0] for table, row in ((old, left), (new, right)))
            found += [
                _Change(place, "changed", one, column, was[column], now[column])
                for column in old.column_names
                if was[column] != now[column]
            ]
        difference = len(after[one]) - len(before[one])
        found += [_Change(place, "row added" if difference > 0 else "row deleted", one)] * abs(difference)
    columns = [pa.array([change[place] for change in found], pa.string()) for place in range(1, len(_Change._fields))]
    return pa.table(columns, schema=CHANGES), np.array([change.place for change in found], np.int64)
