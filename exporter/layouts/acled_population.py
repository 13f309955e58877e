"""ACLED's layout of today with the columns of population around the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from exporter.layouts.acled import AcledLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.layouts.table import Columns

_POPULATION = ("population_best", "population_1km", "population_2km", "population_5km")


class AcledPopulationLayout(AcledLayout):
    """Today's columns and one or four columns of population, which an event has no place for."""

    name = "acled-population"
    title = "ACLED, current, with population"
    schema_name = "acled-population"

    def from_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns with no population known."""
        return columns | dict.fromkeys(_POPULATION, pa.nulls(length, pa.int64()))

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits; without population it is another layout."""
        found = {name for name in self.match(columns).values() if name in _POPULATION}
        fit = super().detect([*columns, *(name for name in _POPULATION if name not in found)], sample)
        return fit if found else 0.0


LAYOUT = AcledPopulationLayout()
