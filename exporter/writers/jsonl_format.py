"""JSON Lines: one JSON object for each row, nested as the Arrow type is, every key present."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa

from exporter.writers.json_text import lines
from exporter.writers.pipeline import OrderedEncoder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".jsonl", ".ndjson")


def encoder(stream: BinaryIO, schema: pa.Schema) -> AbstractContextManager[Sink]:
    """Return a sink that writes JSON Lines: UTF-8, LF, no spaces, keys in the order of the columns."""
    names = schema.names

    def encode(batch: pa.RecordBatch) -> pa.Buffer:
        return lines(pa.record_batch(batch.columns, names=names))

    return OrderedEncoder(stream, encode)
