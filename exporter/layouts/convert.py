"""Events in any form into the rows of a layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.events import Event, event_schema, to_batch
from exporter.layouts.registry import get_layout
from exporter.schemas import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pandas as pd

    from exporter.findings import Finding

_ROWS = 65_536


def to_layout(
    events: Iterable[Event] | pa.Table | pa.RecordBatch | pd.DataFrame,
    name: str,
    *,
    on_finding: Callable[[Finding], None] | None = None,
) -> pa.Table:
    """Return the rows of the layout ``name`` for events, typed as the layout's schema says.

    ``events`` may be Event records, an Arrow table or batch with the Event schema, or a pandas DataFrame made of one.
    What cannot be written is handed to ``on_finding``.

    Raises:
        UnknownNameError: there is no such layout.

    >>> to_layout([], "acled").num_columns
    31

    """
    layout = get_layout(name)
    rows = []
    for batch in whole_incidents(event_batches(events)):
        written, findings = layout.from_events(batch)
        rows.append(written)
        for finding in findings if on_finding else ():
            on_finding(finding)  # type: ignore[misc]
    table = pa.Table.from_batches(rows, schema=arrow_schema(layout.schema_name)).unify_dictionaries()
    return layout.combine(table)


def event_batches(events: Iterable[Event] | pa.Table | pa.RecordBatch | pd.DataFrame) -> Iterator[pa.RecordBatch]:
    """Yield Event batches of events in any form."""
    if isinstance(events, pa.RecordBatch):
        yield events
    elif isinstance(events, pa.Table):
        same = events.schema.equals(event_schema())  # a cast would refuse nulls inside null structs
        yield from (events if same else events.cast(event_schema())).to_batches(max_chunksize=_ROWS)
    elif hasattr(events, "iloc"):
        yield from pa.Table.from_pandas(events, schema=event_schema(), preserve_index=False).to_batches(_ROWS)
    else:
        waiting: list[Event] = []
        for event in events:
            waiting.append(event)
            if len(waiting) == _ROWS:
                yield to_batch(waiting)
                waiting = []
        if waiting:
            yield to_batch(waiting)


def whole_incidents(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Cut Event batches anew so that no incident lies in two of them; events of an incident must follow one another.

    Layouts with one row for each incident need this; a batch whose last incident goes on in the next one hands that
    incident over.
    """
    waiting: pa.RecordBatch | None = None
    for batch in batches:
        if not batch.num_rows:
            continue
        if waiting is None:
            waiting = batch
        elif waiting.column("incident_id")[-1] == batch.column("incident_id")[0]:
            start = _start_of_last(waiting.column("incident_id"))
            if start:
                yield waiting.slice(0, start)
            waiting = _joined(waiting.slice(start), batch)
        else:
            yield waiting
            waiting = batch
    if waiting is not None:
        yield waiting


def _start_of_last(incidents: pa.Array) -> int:
    """Return the row at which the last incident begins."""
    other = pc.indices_nonzero(pc.not_equal(incidents, incidents[-1]))
    return int(other[-1].as_py()) + 1 if len(other) else 0


def _joined(first: pa.RecordBatch, second: pa.RecordBatch) -> pa.RecordBatch:
    combined: pa.RecordBatch = pa.Table.from_batches([first, second]).combine_chunks().to_batches()[0]
    return combined
