"""GDELT 1.0: 58 columns, 57 in files from before April 2013."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import apply
from exporter.layouts.gdelt import DAY, GdeltLayout, stamp, to_number
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Sequence


class Gdelt1Layout(GdeltLayout):
    """Events of GDELT 1.0; DATEADDED is a day, second-level units are missing."""

    name = "gdelt1"
    title = "GDELT 1.0 events"
    schema_name = "gdelt1"
    reading = ReadOptions(header=False, delimiter="\t", quoting=False, optional=1)

    def added(self, day: pa.Array, published: pa.Array) -> pa.Array:
        """Return the day of publication, else the event's."""
        moment = pc.divide(apply(published, stamp, pa.int64()), DAY).cast(pa.int32())
        return pc.coalesce(moment, to_number(day))

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits; one with second-level units is of GDELT 2.0."""
        newer = any(name.strip().casefold().endswith("_adm2code") for name in columns)
        return super().detect(columns, sample) * (0.5 if newer else 1)


LAYOUT = Gdelt1Layout()
