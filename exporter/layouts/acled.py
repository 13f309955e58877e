"""ACLED's file of today: 31 columns, actor types as text. Its other layouts are told by how they differ from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.layouts.acled_completing import completed
from exporter.layouts.acled_reading import derived_columns, event_columns
from exporter.layouts.acled_writing import FAMILY, acled_extract
from exporter.layouts.base import TO_ACLED
from exporter.layouts.table import Extract, TableLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from exporter.findings import Finding
    from exporter.layouts.base import Grouping
    from exporter.layouts.table import Columns

# Columns of today's layout that an event gives back as they were.
_FAITHFUL = frozenset(
    {
        "event_id_cnty",
        "event_date",
        "actor1",
        "assoc_actor_1",
        "inter1",
        "actor2",
        "assoc_actor_2",
        "inter2",
        "admin1",
        "admin2",
        "admin3",
        "location",
        "latitude",
        "longitude",
        "source",
        "notes",
        "tags",
    }
)
_UNLIKELY = 0.6  # what the columns alone are worth when the actor types are of the other kind


class AcledLayout(TableLayout):
    """The current layout of ACLED, and the base of its other layouts.

    A layout of the family says how its columns become those of today and back; events are made of and into those.

    Attributes:
        faithful: columns that come back from an event as they were; all others are compared and kept where they differ.
        numeric: whether actor types are numbers.

    """

    name = "acled"
    title = "ACLED, current (actor types as text)"
    schema_name = "acled"
    dataset = "ACLED"
    id_prefix = "acled"
    id_column = "event_id_cnty"
    nulls = ("NA",)
    family = FAMILY
    schemes = frozenset({"acled"})
    written_from = TO_ACLED
    grouping: Grouping = "incident"
    faithful: frozenset[str] = _FAITHFUL
    own_words = frozenset({"inter1", "inter2", "interaction", "disorder_type", "civilian_targeting"})
    numeric = False

    def to_current(self, columns: Columns, length: int) -> Columns:  # noqa: ARG002 - a hook with nothing to change
        """Return the columns of today's layout, without the columns that only this layout has."""
        return columns

    def from_current(self, columns: Columns, length: int) -> Columns:  # noqa: ARG002 - a hook with nothing to change
        """Return this layout's columns for the columns of today's layout."""
        return columns

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of the layout's columns."""
        return event_columns(self.to_current(columns, length), length)

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others."""
        current = self.to_current(columns, length)
        expected = self.from_current(current | derived_columns(current, length), length)
        return {name: expected[name] for name in self.schema.names if name not in self.faithful}

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the layout's columns for the incidents of an Event batch."""
        found = acled_extract(batch, self.complete)
        columns = self.from_current(found.columns, len(found.events))
        return Extract(columns=columns, events=found.events, findings=found.findings)

    def complete(self, columns: Columns, batch: pa.RecordBatch) -> tuple[Columns, list[Finding]]:
        """Return ACLED's columns with nothing missing that the rows of this layout must have."""
        return completed(columns, batch, self.name, self.schema)

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits: actor types are words or numbers, and a pair needs its second party."""
        fit = super().detect(columns, sample)
        paired = "actor2" in {name.casefold() for name in self.schema.names}
        if paired and "actor2" not in {name.strip().casefold() for name in columns}:
            return 0.0
        numbers = self._has_numbers(sample)
        return fit if numbers is None or numbers == self.numeric else fit * _UNLIKELY

    def _has_numbers(self, sample: pa.Table) -> bool | None:
        """Say whether the actor types of a sample are numbers; None where it has none."""
        matched = self.match(sample.schema.names)
        header = next((header for header, name in matched.items() if name.casefold() == "inter1"), None)
        seen = [value for value in sample.column(header).to_pylist() if value] if header else []
        return all(value.strip().isdecimal() for value in seen) if seen else None


LAYOUT = AcledLayout()
