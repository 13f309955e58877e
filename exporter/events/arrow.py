"""Event records as Arrow record batches, and back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.events.record import Event
from exporter.schemas import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def event_schema() -> pa.Schema:
    """Return the Arrow schema of Event batches, the same as of events.parquet."""
    return arrow_schema("event")


def to_batch(events: Iterable[Event]) -> pa.RecordBatch:
    """Return one record batch with one row for each event."""
    rows = [event.to_dict() for event in events]
    for row in rows:
        row["extra"] = list(row["extra"].items())
        if row["date"]:
            row["date"]["start"] = dt.date.fromisoformat(row["date"]["start"])
            row["date"]["end"] = dt.date.fromisoformat(row["date"]["end"])
    return pa.RecordBatch.from_pylist(rows, schema=event_schema())


def from_batch(batch: pa.RecordBatch | pa.Table) -> Iterator[Event]:
    """Yield the events of a record batch or table that has the event schema."""
    for row in batch.to_pylist():
        yield Event.from_dict(_json_form(row))


def _json_form(row: dict[str, Any]) -> dict[str, Any]:
    row["extra"] = dict(row["extra"] or ())
    if row["date"]:
        row["date"]["start"] = row["date"]["start"].isoformat()
        row["date"]["end"] = row["date"]["end"].isoformat()
    return row
