"""What ``convert`` can be given: table files, event files, DataFrames and Arrow tables."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

import pyarrow as pa

from exporter.conversion.event_files import holds_events, is_event_schema, read_event_batches
from exporter.conversion.event_form import EVENT, EventForm
from exporter.events import event_schema
from exporter.layouts import (
    Detection,
    UnknownLayoutError,
    are_counted,
    detect,
    detect_table,
    get_layout,
    names_of,
    open_layout,
    settle_table,
    text_batches,
)
from exporter.tables import RowNumbers
from exporter.tables.numbering import NumberedBatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from exporter.findings import Finding
    from exporter.layouts import Layout

    Data: TypeAlias = str | Path | BinaryIO | pa.Table | pa.RecordBatch | pd.DataFrame

_ROWS = 65_536
_BELOW_NAMES = 2  # row of the first data row, as if the names stood above
IN_MEMORY = "table"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A table or events to be converted.

    Attributes:
        name: the file, as the user named it.
        layout: its layout; ``EventForm`` for events.
        columns: names of its columns.
        batches: rows of text cells, or events, with the rows that they are in the file.
        findings: gives what reading found; all of it once every batch was taken.

    """

    name: str
    layout: Layout | EventForm
    columns: list[str]
    batches: Iterator[NumberedBatch]
    findings: Callable[[], list[Finding]] = field(default=list)


@contextmanager
def open_incoming(data: Data, layout: str | None = None) -> Iterator[Incoming]:
    """Open what is to be converted; ``layout`` is ``event`` for events, and told from the data where None.

    Raises:
        UnknownNameError: there is no layout of that name.
        UnknownLayoutError: no layout fits.
        UnreadableEventsError: a file does not hold events.
        InputError, TableError: a file cannot be read.

    """
    if isinstance(data, pa.RecordBatch):
        data = pa.Table.from_batches([data])
    elif hasattr(data, "iloc"):
        data = _of_frame(data, layout)
    if isinstance(data, pa.Table):
        yield _of_table(data, layout)
    elif layout == EVENT or (layout is None and holds_events(data)):
        path = cast("str", data)
        yield Incoming(str(path), EventForm(), event_schema().names, _numbered(read_event_batches(path)))
    else:
        with open_layout(cast("str", data), layout) as (found, reader):
            yield Incoming(reader.name, found, reader.columns, reader.numbered(), lambda: reader.findings)


def _of_frame(frame: Any, layout: str | None) -> pa.Table:
    names = [str(name) for name in frame.columns]
    events = layout == EVENT or (layout is None and is_event_schema(names))
    return pa.Table.from_pandas(frame, schema=event_schema() if events else None, preserve_index=False)


def _of_table(table: pa.Table, layout: str | None) -> Incoming:
    if layout == EVENT or (layout is None and is_event_schema(table.column_names)):
        batches = (table.select(event_schema().names).cast(event_schema())).to_batches(_ROWS)
        return Incoming(IN_MEMORY, EventForm(), event_schema().names, _numbered(batches))
    if layout is None:
        fits = detect_table(table)
        if not fits:
            names = None if are_counted(table.column_names) else table.column_names
            raise UnknownLayoutError(IN_MEMORY, names, table.num_columns)
        layout = fits[0][0]
    found = get_layout(layout)
    settled = settle_table(table, found, IN_MEMORY)
    numbered = _numbered(text_batches(settled.table, _ROWS), settled.first_row)
    return Incoming(IN_MEMORY, found, settled.table.column_names, numbered, lambda: settled.findings)


def _numbered(batches: Iterable[pa.RecordBatch], first: int = _BELOW_NAMES) -> Iterator[NumberedBatch]:
    for batch in batches:
        yield NumberedBatch(batch, RowNumbers(first))
        first += batch.num_rows


def in_memory_table(data: Data) -> pa.Table | None:
    """Return a DataFrame or an Arrow table as an Arrow table, None for a file."""
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data])
    if hasattr(data, "iloc"):
        return _of_frame(data, None)
    return data if isinstance(data, pa.Table) else None


def detect_data(data: Data) -> Detection:
    """Return which layout a file, a DataFrame or an Arrow table has; ``event`` for Event records.

    Raises:
        InputError, TableError: a file cannot be read.

    """
    table = in_memory_table(data)
    if table is None and holds_events(data):
        return Detection(str(data), EVENT, ((EVENT, 1.0),), tuple(event_schema().names), header=True)
    if table is None:
        return detect(cast("str", data))
    columns = tuple(table.column_names)
    if is_event_schema(columns):
        return Detection(IN_MEMORY, EVENT, ((EVENT, 1.0),), columns, header=True)
    fits = tuple(detect_table(table))
    named = tuple(names_of(get_layout(fits[0][0]), columns)) if fits else columns
    return Detection(IN_MEMORY, fits[0][0] if fits else None, fits, named, header=not are_counted(columns))
