"""CSV as RFC 4180 has it: UTF-8, LF, text quoted, null an empty cell without quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
from pyarrow import csv as arrow_csv

from exporter.writers.flat_text import flattening
from exporter.writers.pipeline import OrderedEncoder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".csv",)


def encoder(
    stream: BinaryIO, schema: pa.Schema, *, guard: bool = False, header: bool = True
) -> AbstractContextManager[Sink]:
    """Return a sink that writes CSV, the header at once.

    Every text cell is quoted, so that "" is not null and no reader takes the code "010" for a number.

    Args:
        stream: where the bytes go.
        schema: the columns.
        guard: whether text that a spreadsheet would run as a formula gets an apostrophe in front.
        header: whether the first line names the columns.

    Raises:
        NestedColumnError: a column is a list, a struct or a map.

    """
    flattened = flattening(schema, guard=guard, format="CSV")
    if header:
        stream.write(",".join(_header_cell(name) for name in schema.names).encode() + b"\n")
    options = arrow_csv.WriteOptions(include_header=False)

    def encode(batch: pa.RecordBatch) -> pa.Buffer:
        sink = pa.BufferOutputStream()
        arrow_csv.write_csv(flattened(batch), sink, options)
        return sink.getvalue()

    return OrderedEncoder(stream, encode)


def _header_cell(name: str) -> str:
    needs_quotes = any(mark in name for mark in '",\r\n')
    return '"' + name.replace('"', '""') + '"' if needs_quotes else name
