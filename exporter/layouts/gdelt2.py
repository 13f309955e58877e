"""GDELT 2.0: 61 columns, a file every 15 minutes."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply
from exporter.layouts.gdelt import DAY, GdeltLayout, stamp, to_number


class Gdelt2Layout(GdeltLayout):
    """Events of GDELT 2.0; DATEADDED is a moment."""

    name = "gdelt2"
    title = "GDELT 2.0 events"
    schema_name = "gdelt2"

    def added(self, day: pa.Array, published: pa.Array) -> pa.Array:
        """Return the moment of publication, else midnight of the event's day."""
        midnight = pc.multiply(to_number(day).cast(pa.int64()), DAY)
        return pc.coalesce(apply(published, stamp, pa.int64()), midnight)


LAYOUT = Gdelt2Layout()
