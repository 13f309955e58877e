"""Published table forms: each reads its tables into Event batches and writes Event batches as its tables."""

from exporter.layouts.base import Context, Layout
from exporter.layouts.convert import to_layout, whole_incidents
from exporter.layouts.detecting import (
    Detection,
    Opening,
    UnknownLayoutError,
    choose,
    detect,
    open_layout,
)
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
    "choose",
    "detect",
    "detect_layout",
    "get_layout",
    "open_layout",
    "to_layout",
    "whole_incidents",
]
