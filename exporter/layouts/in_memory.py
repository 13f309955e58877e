"""Tables in memory: which layout they have, and their cells as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.detecting import are_counted, detect_counted, names_of
from exporter.layouts.registry import detect_layout
from exporter.tables.parquet import as_text
from exporter.tables.shape import AN_INDEX, INDEX_NAMES, TAGS, is_running, is_tags

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.layouts.base import Layout

_SAMPLED = 1_000
_BELOW_NAMES = 2  # row of the first data row, as if the names stood above


@dataclass(frozen=True, slots=True)
class SettledTable:
    """A table in memory without what is no data.

    Attributes:
        table: its rows, its columns with their true names.
        first_row: the number of its first row, as if the names stood above.
        findings: what was left out.

    """

    table: pa.Table
    first_row: int
    findings: list[Finding]


def settle_table(table: pa.Table, layout: Layout, file: str | None, first_row: int = _BELOW_NAMES) -> SettledTable:
    """Return a table of a layout with the true names of its columns, and without row numbers and tags as of a file.

    ``file`` is what findings call it, and ``first_row`` the number of its first row.
    """
    findings = []
    sample = pa.Table.from_batches([_texts(table.slice(0, _SAMPLED))])
    if table.num_columns and table.column_names[0] in INDEX_NAMES and is_running(sample.column(0).to_pylist()):
        findings.append(
            Finding(code="index-column", message=AN_INDEX, severity="warning", file=file, row=first_row - 1)
        )
        table, sample = table.remove_column(0), sample.remove_column(0)
    if table.num_rows and is_tags([cell or "" for cell in next(iter(sample.slice(0, 1).to_pylist())).values()]):
        findings.append(Finding(code="hxl-tags", message=TAGS, severity="warning", file=file, row=first_row))
        table, sample, first_row = table.slice(1), sample.slice(1), first_row + 1
    names = names_of(layout, table.column_names)
    table = table.rename_columns(layout.name_columns(names, sample.rename_columns(names)))
    return SettledTable(table, first_row, findings)


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
