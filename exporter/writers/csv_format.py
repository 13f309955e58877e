"""CSV as RFC 4180 has it: UTF-8, LF, text quoted, null an empty cell without quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from exporter.errors import ExporterError
from exporter.writers.pipeline import OrderedEncoder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".csv",)
# A cell that begins with one of these is run as a formula by spreadsheets.
FORMULA = "^[=+@\t\r-]"


class NestedColumnError(ExporterError):
    """A column holds lists or records, which a flat format cannot carry.

    Attributes:
        column: the column.

    """

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(column)

    def __str__(self) -> str:
        return f"column {self.column!r} is nested and CSV is flat; write JSON Lines or Parquet, or use a layout"


def encoder(stream: BinaryIO, schema: pa.Schema, *, guard: bool = False) -> AbstractContextManager[Sink]:
    """Return a sink that writes CSV, the header at once.

    Every text cell is quoted, so that "" is not null and no reader takes the code "010" for a number.

    Args:
        stream: where the bytes go.
        schema: the columns.
        guard: whether text that a spreadsheet would run as a formula gets an apostrophe in front.

    Raises:
        NestedColumnError: a column is a list, a struct or a map.

    """
    for field in schema:
        if pa.types.is_nested(field.type):
            raise NestedColumnError(field.name)
    stream.write(",".join(_header_cell(name) for name in schema.names).encode() + b"\n")
    options = arrow_csv.WriteOptions(include_header=False)
    flat = pa.schema([pa.field(field.name, _value_type(field.type)) for field in schema])

    def encode(batch: pa.RecordBatch) -> pa.Buffer:
        columns = [column.cast(field.type) for column, field in zip(batch.columns, flat, strict=True)]
        if guard:
            columns = [_guarded(column) for column in columns]
        sink = pa.BufferOutputStream()
        arrow_csv.write_csv(pa.record_batch(columns, schema=flat), sink, options)
        return sink.getvalue()

    return OrderedEncoder(stream, encode)


def _header_cell(name: str) -> str:
    needs_quotes = any(mark in name for mark in '",\r\n')
    return '"' + name.replace('"', '""') + '"' if needs_quotes else name


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _guarded(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.match_substring_regex(column, FORMULA), pc.binary_join_element_wise("'", column, ""), column)
