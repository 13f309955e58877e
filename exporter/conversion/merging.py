"""Updates of living datasets: what changed between two states, and the new state from the old one and the changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MARK = "\x1f"


class MergeError(ExporterError):
    """Two tables that cannot be merged; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Update:
    """The difference between two states of a dataset.

    Attributes:
        rows: the rows that were added or changed, as the new state has them.
        deleted: identifiers that the new state no longer has.
        added: identifiers that the old state did not have.
        changed: identifiers whose rows differ.
        outdated: identifiers whose rows were left as they are because those given are older.

    """

    rows: pa.Table
    deleted: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()


def check_columns(old: Sequence[str], new: Sequence[str], key: str, stamp: str | None = None) -> None:
    """Make sure that two tables with these columns can be merged.

    Raises:
        MergeError: they have not the same columns, or no column ``key`` or ``stamp``.

    """
    for name, columns in (("old", old), ("new", new)):
        if key not in columns:
            raise MergeError(
                f"the {name} table has no column {key!r} to tell its events apart (it has: {', '.join(columns)})"
            )
    if list(old) != list(new):
        unlike = [name for name in (*old, *new) if (name in old) != (name in new)]
        what = f"only one has {', '.join(unlike)}" if unlike else "their columns stand in another order"
        raise MergeError(f"the two tables have not the same columns: {what}; convert one of them to the other's layout")
    if stamp is not None and stamp not in old:
        raise MergeError(f"there is no column {stamp!r} to tell which row is newer; leave it out to take the new rows")


def _whole_rows(table: pa.Table) -> pa.Array:
    """Return one text for each row, from which every cell can be told."""
    cells = []
    for name in table.column_names:
        text = table.column(name).cast(pa.string()).combine_chunks()
        # An empty cell and an empty text are two things.
        cells.append(pc.if_else(pc.is_valid(text), pc.binary_join_element_wise("=", pc.fill_null(text, ""), ""), ""))
    return pc.binary_join_element_wise(*cells, _MARK)


def _by_key(table: pa.Table, key: str) -> pa.Table:
    """Return key, number and content of each event: rows with one identifier belong together, in their order."""
    frame = pa.table({"key": table.column(key).cast(pa.string()).combine_chunks(), "content": _whole_rows(table)})
    if pc.any(pc.is_null(frame["key"])).as_py():
        row = int(pc.index(pc.is_null(frame["key"]), value=True).as_py())
        raise MergeError(f"the row {row + 2} has no {key}; every row needs one to be merged")
    grouped = frame.group_by("key", use_threads=False).aggregate([("content", "list")])
    joined = pc.binary_join(grouped["content_list"].combine_chunks(), _MARK * 2)
    return pa.table({"key": grouped["key"], "content": joined})


def changes(old: pa.Table, new: pa.Table, key: str) -> Update:
    """Return what turns the dataset ``old`` into ``new``; ``key`` is the column that identifies an event.

    Rows with one identifier (as in monadic files) are one event: all of them are given where one differs.

    Raises:
        MergeError: the columns differ, or a row has no identifier.

    >>> old = pa.table({"id": ["a", "b"], "n": ["1", "2"]})
    >>> update = changes(old, pa.table({"id": ["b", "c"], "n": ["3", "4"]}), "id")
    >>> update.added, update.changed, update.deleted
    (('c',), ('b',), ('a',))

    """
    check_columns(old.column_names, new.column_names, key)
    before, after = _by_key(old, key), _by_key(new, key)
    known = pc.is_in(after["key"], value_set=before["key"].combine_chunks())
    place = pc.index_in(after["key"], value_set=before["key"].combine_chunks())
    same = pc.fill_null(pc.equal(before["content"].take(place), after["content"]), fill_value=False)
    added = after["key"].filter(pc.invert(known))
    changed = after["key"].filter(pc.and_(known, pc.invert(same)))
    gone = pc.invert(pc.is_in(before["key"], value_set=after["key"].combine_chunks()))
    given = pa.concat_arrays([added.combine_chunks(), changed.combine_chunks()])
    return Update(
        rows=new.filter(pc.is_in(new.column(key).cast(pa.string()), value_set=given)),
        deleted=tuple(before["key"].filter(gone).to_pylist()),
        added=tuple(added.to_pylist()),
        changed=tuple(changed.to_pylist()),
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """Which rows of two tables make the merged one, by their numbers.

    Attributes:
        kept: rows of the old table that stay.
        replacing: rows of the new table that take the place of old ones.
        replaced: for each of them the old row at which its event first stood.
        adding: rows of the new table that follow at the end.
        added, changed, deleted, outdated: the identifiers of these events.

    """

    kept: NDArray[Any]
    replacing: NDArray[Any]
    replaced: NDArray[Any]
    adding: NDArray[Any]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    outdated: tuple[str, ...]


def plan(old: pa.Table, new: pa.Table, key: str, *, stamp: str | None = None, deleted: tuple[str, ...] = ()) -> Plan:
    """Return which rows of ``old`` and ``new`` make the merged table; see ``merge``."""
    ids, new_ids = (table.column(key).cast(pa.string()).combine_chunks() for table in (old, new))
    update = changes(old, new, key)
    outdated = _outdated(old, new, key, stamp) if stamp else []
    late = set(outdated)
    changed = [one for one in update.changed if one not in late]
    replaced = pa.array(changed, pa.string())
    gone = pa.array(list(dict.fromkeys(deleted)), pa.string())
    gone = gone.filter(pc.invert(pc.is_in(gone, value_set=pc.unique(new_ids))))
    stays = pc.invert(pc.is_in(ids, value_set=pa.concat_arrays([gone, replaced])))
    replacing = np.flatnonzero(pc.is_in(new_ids, value_set=replaced).to_numpy(zero_copy_only=False))
    added = pc.is_in(new_ids, value_set=pa.array(update.added, pa.string()))
    return Plan(
        kept=np.flatnonzero(stays.to_numpy(zero_copy_only=False)),
        replacing=replacing,
        replaced=pc.index_in(new_ids.take(pa.array(replacing)), value_set=ids).to_numpy(zero_copy_only=False),
        adding=np.flatnonzero(added.to_numpy(zero_copy_only=False)),
        added=update.added,
        changed=tuple(changed),
        deleted=tuple(gone.filter(pc.is_in(gone, value_set=pc.unique(ids))).to_pylist()),
        outdated=tuple(outdated),
    )


def merge(
    old: pa.Table, new: pa.Table, key: str, *, stamp: str | None = None, deleted: tuple[str, ...] = ()
) -> tuple[pa.Table, Update]:
    """Return the dataset ``old`` brought up to date with the rows of ``new``, and what was done.

    An event of ``new`` replaces that of ``old``, in its place, unless ``stamp`` (a column of numbers or ISO 8601 times)
    says that it is older; events that ``old`` lacks follow at the end; events in ``deleted`` go, unless ``new`` has
    them again. Rows of ``old`` that ``new`` says nothing of stay.

    Raises:
        MergeError: the columns differ, a row has no identifier, or there is no column ``stamp``.

    >>> old = pa.table({"id": ["a", "b"], "n": ["1", "2"]})
    >>> merged, update = merge(old, pa.table({"id": ["c", "a"], "n": ["4", "9"]}), "id")
    >>> merged.to_pydict()
    {'id': ['a', 'b', 'c'], 'n': ['9', '2', '4']}

    """
    check_columns(old.column_names, new.column_names, key, stamp)
    planned = plan(old, new, key, stamp=stamp, deleted=deleted)
    fresh, added = (new.take(pa.array(rows)) for rows in (planned.replacing, planned.adding))
    order = np.argsort(np.concatenate([planned.kept, planned.replaced]), kind="stable")
    standing = pa.concat_tables([old.take(pa.array(planned.kept)), fresh]).take(pa.array(order))
    done = Update(
        rows=pa.concat_tables([fresh, added]),
        deleted=planned.deleted,
        added=planned.added,
        changed=planned.changed,
        outdated=planned.outdated,
    )
    return pa.concat_tables([standing, added]), done


def _outdated(old: pa.Table, new: pa.Table, key: str, stamp: str) -> list[str]:
    """Return the identifiers whose newest stamp in ``new`` is older than that in ``old``."""
    newest = []
    for table in (old, new):
        text = table.column(stamp).cast(pa.string()).combine_chunks()
        try:
            moments = pc.cast(text, pa.float64())
        except pa.ArrowInvalid:
            moments = text
        frame = pa.table({"key": table.column(key).cast(pa.string()).combine_chunks(), "stamp": moments})
        newest.append(frame.group_by("key", use_threads=False).aggregate([("stamp", "max")]))
    before, after = newest
    if before["stamp_max"].type != after["stamp_max"].type:
        raise MergeError(f"the column {stamp!r} holds numbers in one table and text in the other")
    place = pc.index_in(after["key"], value_set=before["key"].combine_chunks())
    older = pc.less(after["stamp_max"], before["stamp_max"].take(place))
    found: list[str] = after["key"].filter(pc.fill_null(older, fill_value=False)).to_pylist()
    return found
