"""Files of Event records: events.parquet and events.jsonl."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from exporter.errors import ExporterError
from exporter.events import event_schema
from exporter.tables import STDIN, open_binary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWS = 4_096
_LONGEST = 2**20  # bytes of a first line that is looked at
_JSON_LINES = re.compile(r"[.](?:jsonl|ndjson)(?:[.](?:gz|zst))?$")


class UnreadableEventsError(ExporterError):
    """A file that does not hold events.

    Attributes:
        path: the file.
        reason: what is wrong with it.

    """

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(self.path, reason)

    def __str__(self) -> str:
        return f"{self.path} does not hold events: {self.reason} (expected events.parquet or events.jsonl of a release)"


def read_event_batches(path: str | Path) -> Iterator[pa.RecordBatch]:
    """Yield the events of a Parquet or JSON Lines file as Event batches, its lines in order.

    Raises:
        InputError: the file cannot be opened.
        UnreadableEventsError: it does not hold events.

    """
    try:
        if str(path).endswith(".parquet"):
            with parquet.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=_ROWS):
                    yield pa.Table.from_batches([batch]).cast(event_schema()).combine_chunks().to_batches()[0]
        else:
            yield from _json_batches(path)
    except (pa.ArrowException, ValueError, OSError) as error:
        raise UnreadableEventsError(path, str(error).splitlines()[0]) from error


def _json_batches(path: str | Path) -> Iterator[pa.RecordBatch]:
    with open_binary(path) as stream:
        lines = enumerate(stream, start=1)
        while block := list(itertools.islice(lines, _ROWS)):
            rows = [_row(path, number, line) for number, line in block]
            yield pa.RecordBatch.from_pylist(rows, schema=event_schema())


def _row(path: str | Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(line)
        row["extra"] = list(row["extra"].items())
        if row["date"] is not None:
            row["date"] |= {end: dt.date.fromisoformat(row["date"][end]) for end in ("start", "end")}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableEventsError(path, f"line {number}: {error or type(error).__name__}") from error
    return row


def holds_events(source: Any) -> bool:
    """Say whether a file holds Event records rather than the rows of a table.

    >>> holds_events("rows.csv")
    False
    """
    if not isinstance(source, str | Path) or str(source) == STDIN:
        return False
    try:
        if str(source).endswith(".parquet"):
            return is_event_schema(parquet.read_schema(source).names)
        if not _JSON_LINES.search(str(source)):
            return False
        with open_binary(source) as stream:
            first = json.loads(stream.readline(_LONGEST))
    except (pa.ArrowException, OSError, ValueError):
        return False  # whoever reads it will say what is wrong
    return isinstance(first, dict) and is_event_schema(list(first))


def is_event_schema(names: Sequence[str]) -> bool:
    """Say whether columns are those of Event records."""
    return set(event_schema().names) <= set(names)
