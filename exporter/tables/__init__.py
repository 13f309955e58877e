"""Tabular files of every kind, read as text into Arrow batches."""

from exporter.tables.errors import InputError, TableError
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.opening import MAX_BYTES, STDIN, Source, open_binary, open_text, source_name
from exporter.tables.options import ReadOptions
from exporter.tables.reader import TableReader
from exporter.tables.reading import TableFile, TableSample, read_table

__all__ = [
    "MAX_BYTES",
    "STDIN",
    "InputError",
    "NumberedBatch",
    "ReadOptions",
    "RowNumbers",
    "Source",
    "TableError",
    "TableFile",
    "TableReader",
    "TableSample",
    "open_binary",
    "open_text",
    "read_table",
    "source_name",
]
