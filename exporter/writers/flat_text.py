"""What the formats of one line for each row share: the bytes of text, flat columns, and no formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from collections.abc import Callable

# A cell that begins with one of these is run as a formula by spreadsheets.
FORMULA = "^[=+@\t\r-]"


class NestedColumnError(ExporterError):
    """A column holds lists or records, which a flat format cannot carry.

    Attributes:
        column: the column.
        format: the format.

    """

    def __init__(self, column: str, format: str = "CSV") -> None:  # noqa: A002 - the word that users know
        self.column, self.format = column, format
        super().__init__(column, format)

    def __str__(self) -> str:
        return (
            f"column {self.column!r} is nested and {self.format} is flat; write JSON Lines or Parquet, or use a layout"
        )


def flattening(schema: pa.Schema, *, guard: bool, format: str) -> Callable[[pa.RecordBatch], pa.RecordBatch]:  # noqa: A002
    """Return what makes flat columns of the columns of a batch: no dictionaries, and no formulas where ``guard``.

    Raises:
        NestedColumnError: a column is a list, a struct or a map.

    """
    for field in schema:
        if pa.types.is_nested(field.type):
            raise NestedColumnError(field.name, format)
    flat = pa.schema([pa.field(field.name, _value_type(field.type)) for field in schema])

    def flattened(batch: pa.RecordBatch) -> pa.RecordBatch:
        columns = [column.cast(field.type) for column, field in zip(batch.columns, flat, strict=True)]
        return pa.record_batch([_guarded(column) for column in columns] if guard else columns, schema=flat)

    return flattened


def text_bytes(text: pa.Array) -> pa.Buffer:
    """Return the bytes of all values of a text array, one after the other.

    >>> text_bytes(pa.array(["a", "b", "c"]).slice(1)).to_pybytes()
    b'bc'
    """
    _, offsets, data = text.buffers()
    if data is None or not len(text):
        return pa.py_buffer(b"")
    places = np.frombuffer(offsets, dtype=np.int32)
    start, stop = int(places[text.offset]), int(places[text.offset + len(text)])
    return data.slice(start, stop - start)


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _guarded(column: pa.Array) -> pa.Array:
    if not pa.types.is_string(column.type):
        return column
    return pc.if_else(pc.match_substring_regex(column, FORMULA), pc.binary_join_element_wise("'", column, ""), column)
