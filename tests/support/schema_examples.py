"""Rows of layouts made of the examples of their schemas."""

import pyarrow as pa

from exporter.schemas import load_schema
from exporter.tables.jsontext import cell_of


def example(name, **cells):
    """Return one row of a layout as text cells by column; ``cells`` are other cells than those of the examples."""
    properties = load_schema(name)["properties"]
    return {column: cell_of(part["examples"][0]) for column, part in properties.items()} | cells


def example_batch(name, **cells):
    """Return the same as a batch of one row."""
    row = example(name, **cells)
    return pa.RecordBatch.from_pylist([row], schema=pa.schema([(column, pa.string()) for column in row]))
