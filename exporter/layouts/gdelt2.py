"""GDELT 2.0: 61 columns, a file every 15 minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply
from exporter.layouts.gdelt import DAY, GdeltLayout, stamp, to_number

if TYPE_CHECKING:
    from collections.abc import Sequence


class Gdelt2Layout(GdeltLayout):
    """Events of GDELT 2.0; DATEADDED is a moment."""

    name = "gdelt2"
    title = "GDELT 2.0 events"
    schema_name = "gdelt2"

    def added(self, day: pa.Array, published: pa.Array) -> pa.Array:
        """Return the moment of publication, else midnight of the event's day."""
        midnight = pc.multiply(to_number(day).cast(pa.int64()), DAY)
        return pc.coalesce(apply(published, stamp, pa.int64()), midnight)

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits; a header that is damaged here and there counts as what it was."""
        return super().detect(self.name_columns(columns, sample), sample)


LAYOUT = Gdelt2Layout()
