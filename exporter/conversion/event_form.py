"""The Event record where a layout is wanted: events are read and written as they are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.events import event_schema
from exporter.tables import ReadOptions
from exporter.tables.parquet import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.layouts import Context
    from exporter.layouts.base import Grouping

EVENT = "event"


class EventForm:
    """Events beside the layouts; its cells are the fields of events as text, so that losses can be counted."""

    name = EVENT
    title = "Event records"
    schema_name = EVENT
    nulls: tuple[str, ...] = ()
    reading = ReadOptions()
    grouping: Grouping = "row"
    family: frozenset[str] = frozenset()
    rows_are_parties = False
    id_column = "event_id"

    @property
    def schema(self) -> pa.Schema:
        """The fields of events, those of a struct one by one."""
        names = []
        for field in event_schema():
            if pa.types.is_struct(field.type):
                names += [f"{field.name}.{inner.name}" for inner in field.type]
            else:
                names.append(field.name)
        return pa.schema([(name, pa.string()) for name in names if name not in _OF_THE_DATASET])

    def cells(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the fields of events as text."""
        columns = []
        for name in self.schema.names:
            outer, _, inner = name.partition(".")
            column = batch.column(outer)
            text = as_text(pc.struct_field(column, inner) if inner else column)
            columns.append(pc.if_else(pc.is_in(text, value_set=pa.array(_NOTHING)), pa.scalar(None, pa.string()), text))
        return pa.RecordBatch.from_arrays(columns, names=self.schema.names)

    def match(self, names: Sequence[str]) -> dict[str, str]:
        """Return the names as they are."""
        return {name: name for name in names}

    def parse(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:  # noqa: ARG002
        """Return cells as they are: they are all text."""
        return batch, []

    def paired(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return events as they are."""
        return batch

    def from_events(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the fields of events as text."""
        return self.cells(batch), []

    def written(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, NDArray[Any], list[Finding]]:
        """Return events as they are."""
        columns = [_settled(column) for column in batch.columns]
        settled = pa.RecordBatch.from_arrays(columns, schema=event_schema())
        return settled, np.arange(batch.num_rows), []


def _settled(column: pa.Array) -> pa.Array:
    """Return a column whose null structs hold something in the fields that may not be null, as Parquet wants it."""
    if not pa.types.is_struct(column.type):
        return column
    fields = list(column.type)
    parts = [_settled(column.field(index)) for index in range(len(fields))]
    filled = [
        part if field.nullable or not part.null_count else _filled(part)
        for field, part in zip(fields, parts, strict=True)
    ]
    return pa.StructArray.from_arrays(filled, fields=fields, mask=column.is_null())


def _filled(values: pa.Array) -> pa.Array:
    """Return values without nulls; what stands below a null struct is never seen."""
    if pa.types.is_list(values.type):
        return pa.ListArray.from_arrays(values.offsets, values.values, type=values.type)
    return pc.fill_null(values, _FIRST_DAY if pa.types.is_date(values.type) else "")


# What another dataset says of itself is no loss of the event's.
_OF_THE_DATASET = frozenset({"event_id", "incident_id", "status", "direction", "extra"}) | frozenset(
    f"origin.{name}" for name in ("dataset", "release", "layout", "native_id", "row")
)
_NOTHING = ("[]", "{}")
_FIRST_DAY = dt.date(1970, 1, 1)
