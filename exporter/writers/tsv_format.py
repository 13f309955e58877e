"""Text with tabs between cells: UTF-8, LF, null an empty cell, quotation marks only where they are needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from exporter.errors import ExporterError
from exporter.writers.flat_text import flattening, text_bytes
from exporter.writers.pipeline import OrderedEncoder

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from exporter.writers.registry import Sink

SUFFIXES = (".tsv", ".tab")

_SEPARATING = "[\t\r\n]"
_SHOWN = 60  # characters of a cell that an error shows


class UnquotableCellError(ExporterError):
    """A cell holds a tab or a line break, and the file is to be written without quotation marks around cells.

    Attributes:
        column: the column.
        value: the cell.

    """

    def __init__(self, column: str, value: str) -> None:
        self.column, self.value = column, value
        super().__init__(column, value)

    def __str__(self) -> str:
        shown = self.value if len(self.value) <= _SHOWN else self.value[:_SHOWN] + "…"
        return (
            f"column {self.column!r} has a cell with a tab or a line break ({shown!r}), which a file without quotation"
            " marks cannot hold; write .csv, .jsonl or .parquet"
        )


def encoder(
    stream: BinaryIO, schema: pa.Schema, *, guard: bool = False, header: bool = True, quoting: bool = True
) -> AbstractContextManager[Sink]:
    """Return a sink that writes cells with tabs between them, the names of the columns at once.

    Args:
        stream: where the bytes go.
        schema: the columns.
        guard: whether text that a spreadsheet would run as a formula gets an apostrophe in front.
        header: whether the first line names the columns.
        quoting: whether a cell with a tab, a line break or a quotation mark, and empty text, stands in quotation marks;
            without, quotation marks are data, as in the files of GDELT and ICEWS.

    Raises:
        NestedColumnError: a column is a list, a struct or a map.
        UnquotableCellError: without ``quoting``, a cell holds a tab or a line break.

    """
    flattened = flattening(schema, guard=guard, format="TSV")
    cells = _quoted if quoting else _checked

    def encode(batch: pa.RecordBatch) -> pa.Buffer:
        flat = flattened(batch)
        return _lines([cells(flat.column(name).cast(pa.string()), name) for name in flat.schema.names])

    if header:
        names = [cells(pa.array([name], pa.string()), name) for name in schema.names]
        stream.write(_lines(names))
    return OrderedEncoder(stream, encode)


def _quoted(column: pa.Array, name: str) -> pa.Array:  # noqa: ARG001 - as the other way takes them
    marked = pc.or_(pc.match_substring_regex(column, '[\t\r\n"]'), pc.equal(column, ""))
    if not pc.any(marked).as_py():
        return column
    doubled = pc.replace_substring(column, '"', '""')
    return pc.if_else(marked, pc.binary_join_element_wise('"', doubled, '"', ""), column)


def _checked(column: pa.Array, name: str) -> pa.Array:
    separating = pc.match_substring_regex(column, _SEPARATING)
    if pc.any(separating).as_py():
        raise UnquotableCellError(name, column.filter(separating)[0].as_py())
    return column


def _lines(columns: list[pa.Array]) -> pa.Buffer:
    rows = pc.binary_join_element_wise(*columns, "\t", null_handling="replace", null_replacement="")
    return text_bytes(pc.binary_join_element_wise(rows, "", "\n"))
