"""Several reports of one incident into one row, by ACLED's rules."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_values import (
    CIVILIANS,
    CROWD_SIZE,
    NO_REPORT,
    civilian_targeting,
    interaction,
    join_scales,
    sub_event_types,
)
from exporter.layouts.nested import SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from exporter.layouts.table import Columns

Row = dict[str, Any]

_LAST_RANK = 99
_NO_SIZE = CROWD_SIZE + NO_REPORT


def merge_incidents(
    columns: Columns, incidents: pa.Array, events: NDArray[Any], *, event_ids: pa.Array, apart: NDArray[Any]
) -> tuple[Columns, NDArray[Any]]:
    """Return one row for each incident, in the order of its first event, and the event of each row.

    A row made of several events has the event -1. Events in ``apart`` stay rows of their own: a file that repeats an
    identifier has two rows, not two reports.
    """
    coded = pc.dictionary_encode(incidents)
    if len(coded.dictionary) == len(coded):
        return columns, events
    numbers = coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    numbers = np.where(apart, len(numbers) + np.arange(len(numbers)), numbers)
    _, first, group, counts = np.unique(numbers, return_index=True, return_inverse=True, return_counts=True)
    if len(first) == len(numbers):
        return columns, events
    several = np.flatnonzero(counts > 1)
    groups = _members(columns, group, several, event_ids)
    pairs = np.array([all(row["monadic"] for row in rows) for rows in groups])
    merged = [pair_up(rows) if pair else merge(rows) for rows, pair in zip(groups, pairs, strict=True)]
    # A pair made of monadic rows still says what its first row said of the event.
    of = events[first]
    of[several[~pairs]] = -1
    source = first.copy()
    source[several] = len(numbers) + np.arange(len(several))
    order = np.argsort(first, kind="stable")
    taken = pa.array(source[order])
    result = {
        name: pa.concat_arrays([values, pa.array([row[name] for row in merged], values.type)]).take(taken)
        for name, values in columns.items()
    }
    return result, of[order]


def _members(columns: Columns, group: NDArray[Any], several: NDArray[Any], event_ids: pa.Array) -> list[list[Row]]:
    """Return the rows of each group that has several, in their order."""
    members = np.flatnonzero(np.isin(group, several))
    members = members[np.argsort(group[members], kind="stable")]
    taken = pa.array(members)
    table = pa.table(
        {name: values.take(taken) for name, values in columns.items()} | {"event_id": event_ids.take(taken)}
    )
    rows = zip(group[members].tolist(), table.to_pylist(), strict=True)
    return [[row for _, row in pairs] for _, pairs in groupby(rows, key=itemgetter(0))]


def pair_up(rows: list[Row]) -> Row:
    """Return one row for the rows of a monadic file that hold the parties of one event.

    The crowd of a demonstration comes first and civilians who are attacked last, otherwise the rows' order is kept. A
    third main party cannot be held and joins the associates of the second.
    """
    first, *others = sorted(rows, key=_place_of_party)
    row = dict(first)
    if others:
        names = [name for one in others[1:] for name in (one["actor1"], one["assoc_actor_1"]) if name]
        row["actor2"], row["inter2"] = others[0]["actor1"], others[0]["inter1"]
        row["assoc_actor_2"] = SEPARATOR.join(filter(None, (others[0]["assoc_actor_1"], *names))) or None
        pair = (pa.array([row["inter1"]], pa.string()), pa.array([row["inter2"]], pa.string()))
        row["interaction"] = interaction(*pair)[0].as_py()
        row["civilian_targeting"] = civilian_targeting(pa.array([row["sub_event_type"]], pa.string()), *pair)[0].as_py()
    return row


def _place_of_party(row: Row) -> int:
    crowd = {"Protests": "Protesters", "Riots": "Rioters"}.get(row["event_type"])
    if row["inter1"] == crowd:
        return 0
    return 2 if row["inter1"] == CIVILIANS else 1


def merge(reports: Iterable[Row]) -> Row:
    """Return one row for several reports of one incident; their order does not matter.

    The report with the highest type of ACLED's order leads, then the one with the narrowest place, the latest, and
    the first by identifier. Deaths are the lowest number that a report gives; names, sources, tags and notes are
    joined.
    """
    rows = sorted(reports, key=_rank)
    row = dict(rows[0])
    if len(rows) > 1:
        for column in ("assoc_actor_1", "assoc_actor_2", "source"):
            row[column] = SEPARATOR.join(_distinct(rows, column)) or None
        row["tags"] = SEPARATOR.join(_sized(_distinct(rows, "tags"))) or None
        row["notes"] = " ".join(dict.fromkeys(one["notes"] for one in rows if one["notes"])) or None
        row["source_scale"] = join_scales(one["source_scale"] for one in rows if one["source_scale"])
        row["fatalities"] = min((one["fatalities"] for one in rows if one["fatalities"] is not None), default=None)
        row["timestamp"] = max((one["timestamp"] for one in rows if one["timestamp"] is not None), default=None)
        row["time_precision"] = min((one["time_precision"] for one in rows if one["time_precision"]), default=None)
    return row


def _rank(row: Row) -> tuple[int, int, int, str]:
    rule = sub_event_types().get(row["sub_event_type"])
    rank = int(rule["rank"]) if rule else _LAST_RANK
    return rank, row["geo_precision"] or _LAST_RANK, -(row["timestamp"] or 0), row["event_id"]


def _distinct(rows: list[Row], column: str) -> Iterator[str]:
    """Yield the items of a joined column, each once, in the order of the rows."""
    return iter(dict.fromkeys(item for row in rows for item in (row[column] or "").split(SEPARATOR) if item))


def _sized(tags: Iterable[str]) -> list[str]:
    """Leave one size of the crowd: the first that a report gives."""
    tags = list(tags)
    sizes = [tag for tag in tags if tag.startswith(CROWD_SIZE)]
    kept = next((size for size in sizes if size != _NO_SIZE), sizes[0] if sizes else None)
    return [tag for tag in tags if not tag.startswith(CROWD_SIZE) or tag == kept]
