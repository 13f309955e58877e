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
from exporter.tables.opening import take_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_ROWS = 4_096
_LONGEST = 2**20  # bytes of a first event that are looked at
_JSON = re.compile(r"[.](?:jsonl|ndjson|json)(?:[.](?:gz|zst|zip))?$")


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
    """Yield the events of a Parquet, JSON Lines or JSON file as Event batches, in their order.

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
    with open_binary(path) as opened:
        head, stream = take_head(opened, 1, str(path))
        items: Iterable[Any] = json.load(stream) if head == b"[" else stream
        numbered = enumerate(items, start=1)
        while block := list(itertools.islice(numbered, _ROWS)):
            rows = [_row(path, number, item) for number, item in block]
            yield pa.RecordBatch.from_pylist(rows, schema=event_schema())


def _row(path: str | Path, number: int, item: Any) -> dict[str, Any]:
    """Return a row for a line, or for an item of an array."""
    try:
        row: dict[str, Any] = json.loads(item) if isinstance(item, bytes) else item
        row["extra"] = list(row["extra"].items())
        if row["date"] is not None:
            row["date"] |= {end: dt.date.fromisoformat(row["date"][end]) for end in ("start", "end")}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        what = "line" if isinstance(item, bytes) else "item"
        raise UnreadableEventsError(path, f"{what} {number}: {error or type(error).__name__}") from error
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
        if not _JSON.search(str(source)):
            return False
        with open_binary(source) as stream:
            head = stream.read(_LONGEST).decode("utf-8", "ignore").lstrip("[ \t\r\n")  # in an array, its first item
            first, _ = json.JSONDecoder().raw_decode(head)
    except (pa.ArrowException, OSError, ValueError):
        return False  # whoever reads it will say what is wrong
    return isinstance(first, dict) and is_event_schema(list(first))


def is_event_schema(names: Sequence[str]) -> bool:
    """Say whether columns are those of Event records."""
    return set(event_schema().names) <= set(names)
