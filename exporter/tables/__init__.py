"""Tabular files of every kind, read as text into Arrow batches."""

from exporter.tables.errors import InputError, TableError
from exporter.tables.opening import MAX_BYTES, STDIN, Source, open_binary, open_text, source_name

__all__ = [
    "MAX_BYTES",
    "STDIN",
    "InputError",
    "Source",
    "TableError",
    "open_binary",
    "open_text",
    "source_name",
]
