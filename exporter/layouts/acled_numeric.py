"""ACLED's layout of 2023 and 2024: today's columns with actor types as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.layouts.acled import AcledLayout
from exporter.layouts.acled_values import numbers_to_text, text_to_numbers

if TYPE_CHECKING:
    from exporter.layouts.table import Columns


class AcledNumericLayout(AcledLayout):
    """Today's columns with numbers in inter1, inter2 and interaction."""

    name = "acled-numeric"
    title = "ACLED, 2023 to 2024 (actor types as numbers)"
    schema_name = "acled-numeric"
    faithful = AcledLayout.faithful - {"inter1", "inter2"}
    numeric = True

    def to_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns with words for numbers."""
        return columns | numbers_to_text(columns, length)

    def from_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns with numbers for words."""
        return columns | text_to_numbers(columns, length)


LAYOUT = AcledNumericLayout()
