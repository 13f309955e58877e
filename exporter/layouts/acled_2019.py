"""ACLED's layout of 2019 to March 2023: identifiers of rows, numbers as actor types, ISO letters at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from exporter.layouts.acled import AcledLayout
from exporter.layouts.acled_values import digits, iso3_of, numbers_to_text, text_to_numbers

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_ABSENT = ("disorder_type", "civilian_targeting", "tags")


class Acled2019Layout(AcledLayout):
    """The 31 columns before disorder types, civilian targeting and tags were added."""

    name = "acled-2019"
    title = "ACLED, 2019 to 2023"
    schema_name = "acled-2019"
    faithful = AcledLayout.faithful - {"inter1", "inter2"}
    numeric = True

    def to_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns of today, those that did not exist yet being empty."""
        absent = dict.fromkeys(_ABSENT, pa.nulls(length, pa.string()))
        return columns | numbers_to_text(columns, length) | absent

    def from_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns of the time."""
        own = {
            "data_id": pa.nulls(length, pa.int64()),
            "event_id_no_cnty": digits(columns["event_id_cnty"]),
            "iso3": iso3_of(columns["country"], columns["iso"]),
        }
        return columns | text_to_numbers(columns, length) | own


LAYOUT = Acled2019Layout()
