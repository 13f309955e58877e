"""GDELT 2.0: 61 columns, a file every 15 minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply
from exporter.layouts.gdelt import DAY, GdeltLayout, stamp, to_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from exporter.layouts.table import Columns


class Gdelt2Layout(GdeltLayout):
    """Events of GDELT 2.0; DATEADDED is a moment."""

    name = "gdelt2"
    title = "GDELT 2.0 events"
    schema_name = "gdelt2"

    def added(self, day: pa.Array, published: pa.Array) -> pa.Array:
        """Return the moment of publication, else midnight of the event's day."""
        midnight = pc.multiply(to_number(day).cast(pa.int64()), DAY)
        return pc.coalesce(apply(published, stamp, pa.int64()), midnight)

    def settle(self, columns: Columns, own: NDArray[Any]) -> Columns:
        """Leave out what older files say of places of no kind: here such a place is none."""
        settled = dict(columns)
        for side in ("Actor1", "Actor2", "Action"):
            none = pc.equal(pc.fill_null(columns[f"{side}Geo_Type"], 0), 0)
            gone = pc.and_(none, pa.array(~own))
            for name in ("FullName", "Lat", "Long"):
                values = columns[f"{side}Geo_{name}"]
                settled[f"{side}Geo_{name}"] = pc.if_else(gone, pa.scalar(None, values.type), values)
        return settled

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits; a header that is damaged here and there counts as what it was."""
        return super().detect(self.name_columns(columns, sample), sample)


LAYOUT = Gdelt2Layout()
