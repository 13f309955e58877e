"""What ``convert`` can be given: table files, event files, DataFrames and Arrow tables."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

import pyarrow as pa

from exporter.conversion.event_files import holds_events, is_event_schema, read_event_batches
from exporter.conversion.event_form import EVENT, EventForm
from exporter.events import event_schema
from exporter.layouts import UnknownLayoutError, detect_layout, get_layout, open_layout
from exporter.tables import RowNumbers
from exporter.tables.numbering import NumberedBatch
from exporter.tables.parquet import as_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pandas as pd

    from exporter.findings import Finding
    from exporter.layouts import Layout

    Data: TypeAlias = str | Path | BinaryIO | pa.Table | pa.RecordBatch | pd.DataFrame

_ROWS = 65_536
_SAMPLED = 1_000
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
        fits = detect_layout(table.column_names, pa.Table.from_batches([_texts(table.slice(0, _SAMPLED))]))
        if not fits:
            raise UnknownLayoutError(IN_MEMORY, table.column_names, table.num_columns)
        layout = fits[0][0]
    texts = (_texts(pa.Table.from_batches([batch])) for batch in table.to_batches(_ROWS))
    return Incoming(IN_MEMORY, get_layout(layout), table.column_names, _numbered(texts))


def _texts(table: pa.Table) -> pa.RecordBatch:
    columns = [as_text(column.combine_chunks()) for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, names=table.column_names)


def _numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[NumberedBatch]:
    first = _BELOW_NAMES
    for batch in batches:
        yield NumberedBatch(batch, RowNumbers(first))
        first += batch.num_rows
