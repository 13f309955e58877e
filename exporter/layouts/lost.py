"""Findings for events and numbers that a layout cannot hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.findings import Finding

if TYPE_CHECKING:
    import pyarrow as pa

_WITHOUT = "-without-"  # codes of findings for events that have no row say what they are without
_NAMED = 100  # events that are named, for each reason and batch; the rest are counted with the last of them


def lost_events(code: str, message: str, event_ids: pa.Array, *, column: str | None = None) -> list[Finding]:
    """Return a warning for each event that has no row, folded where they are many; the value is the event's identifier.

    ``code`` says what the events are without.

    >>> import pyarrow as pa
    >>> [finding.count for finding in lost_events("event-without-date", "", pa.array(["e"] * 250))][-1]
    151
    """
    named = event_ids.slice(0, _NAMED).to_pylist()
    folded = len(event_ids) - len(named)
    return [
        Finding(
            code=code,
            message=f"{event_id}: {message}",
            severity="warning",
            column=column,
            value=event_id,
            count=1 + folded if place == _NAMED - 1 else 1,
        )
        for place, event_id in enumerate(named)
    ]


def has_no_row(finding: Finding) -> bool:
    """Say whether a finding on writing an event says that it has no row.

    >>> has_no_row(Finding(code="event-without-date", message="")), has_no_row(Finding(code="made-note", message=""))
    (True, False)
    """
    return _WITHOUT in finding.code


def folded(code: str, message: str, event_ids: pa.Array, *, column: str) -> list[Finding]:
    """Return one warning for all events that had something done to them, with the first as its example."""
    finding = Finding(
        code=code,
        message=message,
        severity="warning",
        column=column,
        value=event_ids[0].as_py(),
        count=len(event_ids),
    )
    return [finding]


def beyond_range(column: str, values: pa.Array) -> list[Finding]:
    """Return a warning for the numbers that are too large for their column and were left out."""
    return [
        Finding(
            code="number-too-large",
            message="the number is too large for its column; the cell is left empty",
            severity="warning",
            column=column,
            value=values[0].as_py(),
            count=len(values),
        )
    ]
