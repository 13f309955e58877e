"""Tables in memory: which layout they have, and their cells as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.detecting import are_counted, detect_counted
from exporter.layouts.registry import detect_layout
from exporter.tables.parquet import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAMPLED = 1_000


def detect_table(table: pa.Table) -> list[tuple[str, float]]:
    """Return the layouts that a table in memory fits, the best first.

    Columns that are only counted are told by their number and their values, as those of files without names.
    """
    sample = pa.Table.from_batches([_texts(table.slice(0, _SAMPLED))])
    return detect_counted(sample) if are_counted(table.column_names) else detect_layout(table.column_names, sample)


def text_batches(table: pa.Table, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table as batches of text cells."""
    return (_texts(pa.Table.from_batches([batch])) for batch in table.to_batches(rows))


def is_all_text(table: pa.Table) -> bool:
    """Say whether all columns of a table are text, as those of a file that was read without guessing types.

    >>> is_all_text(pa.table({"code": ["010"], "note": [None]})), is_all_text(pa.table({"year": [2022]}))
    (True, False)
    """
    kinds = [field.type.value_type if pa.types.is_dictionary(field.type) else field.type for field in table.schema]
    texts = [pa.types.is_string(kind) or pa.types.is_large_string(kind) for kind in kinds]
    return any(texts) and all(text or pa.types.is_null(kind) for text, kind in zip(texts, kinds, strict=True))


def _texts(table: pa.Table) -> pa.RecordBatch:
    columns = [as_text(_days(column.combine_chunks())) for column in table.columns]
    return pa.RecordBatch.from_arrays(columns, names=table.column_names)


def _days(column: pa.Array) -> pa.Array:
    """Return days for moments that are all midnight: pandas has no other type for them."""
    if not pa.types.is_timestamp(column.type):
        return column
    days = column.cast(pa.date32())
    same = pc.equal(days.cast(column.type), column)
    return days if pc.all(same, min_count=0).as_py() else column
