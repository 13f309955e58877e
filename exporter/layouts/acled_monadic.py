"""ACLED's monadic layout: one row for each main actor, so that identifiers repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled import LAYOUT as DYADIC
from exporter.layouts.acled import AcledLayout
from exporter.layouts.acled_writing import acled_columns, acled_extract, is_monadic
from exporter.layouts.base import Context
from exporter.layouts.table import Extract
from exporter.tables.parquet import as_text

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_SECOND = {"actor1": "actor2", "assoc_actor_1": "assoc_actor_2", "inter1": "inter2"}
_ABSENT = ("actor2", "assoc_actor_2", "inter2")


class AcledMonadicLayout(AcledLayout):
    """The 28 columns of ACLED's file with one row for each main actor."""

    name = "acled-monadic"
    title = "ACLED, monadic (one row for each actor)"
    schema_name = "acled-monadic"
    unique_ids = False
    rows_are_parties = True

    def paired(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return one event for both parties of each incident, as ACLED's rows of today have them."""
        rows, _ = DYADIC.from_events(batch)
        cells = pa.RecordBatch.from_arrays([as_text(column) for column in rows.columns], names=rows.schema.names)
        events, _ = DYADIC.to_events(cells, Context(keep=False))
        return events

    def to_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns of today with no second actor."""
        return columns | dict.fromkeys(_ABSENT, pa.nulls(length, pa.string()))

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return one row for each main actor; rows that were read from a monadic file stay as they are."""
        own = is_monadic(batch)
        found = acled_extract(batch.filter(pa.array(~own)), self.complete)
        pairs = np.flatnonzero(~own)
        parts = [(found.columns, np.where(found.events >= 0, pairs[found.events], -1), found.events >= -1)]
        second = pc.is_valid(found.columns["actor2"]).to_numpy(zero_copy_only=False)
        parts.append((_second(found.columns), parts[0][1], second))
        if own.any():
            singles = acled_columns(batch.filter(pa.array(own)))
            singles["fatalities"] = pc.fill_null(singles["fatalities"], 0)
            parts.append((singles, np.flatnonzero(own), np.ones(int(own.sum()), bool)))
        columns = {
            name: pa.concat_arrays([part[name].filter(pa.array(kept)) for part, _, kept in parts])
            for name in self.schema.names
        }
        events = np.concatenate([events[kept] for _, events, kept in parts])
        order = np.argsort(events, kind="stable")
        taken = pa.array(order)
        columns = {name: values.take(taken) for name, values in columns.items()}
        return Extract(columns=columns, events=events[order], findings=found.findings)


def _second(columns: Columns) -> Columns:
    return columns | {first: columns[second] for first, second in _SECOND.items()}


LAYOUT = AcledMonadicLayout()
