"""ACLED's file of today: 31 columns, actor types as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.layouts.acled_reading import derived_columns, event_columns
from exporter.layouts.acled_writing import FAMILY, acled_extract
from exporter.layouts.table import TableLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from exporter.layouts.table import Columns, Extract


class AcledLayout(TableLayout):
    """The current layout of ACLED, and the base of its other layouts."""

    name = "acled"
    title = "ACLED, current (actor types as text)"
    schema_name = "acled"
    dataset = "ACLED"
    id_prefix = "acled"
    id_column = "event_id_cnty"
    nulls = ("NA",)
    family = FAMILY

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of ACLED's columns."""
        return event_columns(columns, length)

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return ACLED's columns that follow from others."""
        return derived_columns(columns, length)

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return ACLED's columns for the incidents of an Event batch."""
        return acled_extract(batch)

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits; numbers as actor types are another layout."""
        fit = super().detect(columns, sample)
        return fit * 0.6 if numeric_types(self, sample) else fit


def numeric_types(layout: TableLayout, sample: pa.Table) -> bool:
    """Say whether actor types are numbers in a sample."""
    matched = layout.match(sample.schema.names)
    header = next((header for header, name in matched.items() if name.casefold() == "inter1"), None)
    if header is None:
        return False
    seen = [value for value in sample.column(header).to_pylist() if value]
    return bool(seen) and all(value.strip().isdecimal() for value in seen)


LAYOUT = AcledLayout()
