"""JSON: one array with an object for each row, a row a line, as JSON Lines has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa

from exporter.writers.json_text import lines
from exporter.writers.pipeline import Frame, OrderedEncoder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".json",)

_ARRAY = Frame(before=b"[\n", between=b",\n", behind=b"\n]\n", nothing=b"[]\n")


def encoder(stream: BinaryIO, schema: pa.Schema) -> AbstractContextManager[Sink]:
    """Return a sink that writes one JSON array: UTF-8, LF, no spaces, keys in the order of the columns."""
    names = schema.names

    def encode(batch: pa.RecordBatch) -> pa.Buffer:
        # Line breaks inside values are escaped, so that those that stand there end rows.
        rows = memoryview(lines(pa.record_batch(batch.columns, names=names)))[:-1]
        return pa.py_buffer(bytes(rows).replace(b"\n", b",\n"))

    return OrderedEncoder(stream, encode, frame=_ARRAY)
