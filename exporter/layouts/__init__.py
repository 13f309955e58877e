"""Published table forms: each reads its tables into Event batches and writes Event batches as its tables."""

from exporter.layouts.base import Context, Layout
from exporter.layouts.convert import to_layout, whole_incidents
from exporter.layouts.detecting import (
    Detection,
    Opening,
    UnknownLayoutError,
    are_counted,
    choose,
    detect,
    detect_counted,
    names_of,
    open_layout,
)
from exporter.layouts.in_memory import detect_table, is_all_text, settle_table, text_batches
from exporter.layouts.registry import LAYOUTS, detect_layout, get_layout
from exporter.layouts.table import Extract, TableLayout

__all__ = [
    "LAYOUTS",
    "Context",
    "Detection",
    "Extract",
    "Layout",
    "Opening",
    "TableLayout",
    "UnknownLayoutError",
    "are_counted",
    "choose",
    "detect",
    "detect_counted",
    "detect_layout",
    "detect_table",
    "get_layout",
    "is_all_text",
    "names_of",
    "open_layout",
    "settle_table",
    "text_batches",
    "to_layout",
    "whole_incidents",
]
