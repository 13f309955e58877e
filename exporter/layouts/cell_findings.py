"""What reading a column of cells brought to light, as findings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cells import differs, foreign_nulls, write_column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from exporter.layouts.base import Context
    from exporter.layouts.cells import Column

_NAMED_CELLS = 100  # findings that name their cell, for each column of a batch; the rest are counted in one
_EXPONENT = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_ROUNDED = "{!r} is a number that a spreadsheet has rounded, and its digits are gone; take it from the original file"
_UNAMBIGUOUS = "a date written YYYY-MM-DD, or some date of the file that tells the day from the month"
_NAMED_ROWS = 20  # findings of one kind that name their row; the last one counts the rest


def cell_findings(
    column: Column, text: pa.Array, header: str, context: Context, nulls: tuple[str, ...]
) -> list[Finding]:
    """Return what reading the cells of a column brought to light; ``nulls`` are the layout's words for "no value"."""
    findings: list[Finding] = []
    if column.form:
        other = pc.and_(pc.is_valid(column.values), differs(text, write_column(column.values)))
        first = pc.index(other, value=True).as_py()
        findings.append(
            Finding(
                code="date-form",
                message=f"dates are written {column.form}; they are read as such",
                severity="warning",
                file=context.file,
                row=context.row(first),
                column=header,
                value=text[first].as_py(),
                expected="ISO 8601",
                count=pc.sum(other).as_py(),
            )
        )
    if column.values.null_count > text.null_count:
        findings += _null_words(column, text, header, context, nulls)
    if column.unreadable is None:
        return findings
    rows = np.flatnonzero(pc.fill_null(column.unreadable, fill_value=False).to_numpy(zero_copy_only=False))
    code = "ambiguous-date" if column.ambiguous else "unreadable-value"
    wanted = _UNAMBIGUOUS if column.ambiguous else _expected(column.values.type)
    for place, row in enumerate(rows[:_NAMED_CELLS]):
        folded = len(rows) - _NAMED_CELLS + 1 if place == _NAMED_CELLS - 1 and len(rows) > _NAMED_CELLS else 1
        value = text[int(row)].as_py()
        findings.append(
            Finding(
                code=code,
                message=_message(value, column.values.type),
                file=context.file,
                row=context.row(int(row)),
                column=header,
                value=value,
                expected=wanted,
                count=folded,
            )
        )
    return findings


def _message(value: str, kind: pa.DataType) -> str:
    """Return what is wrong with a cell; spreadsheets save long whole numbers rounded, with an exponent."""
    rounded = pa.types.is_integer(kind) and _EXPONENT.fullmatch(value)
    return _ROUNDED.format(value) if rounded else f"{value!r} cannot be read"


def _null_words(column: Column, text: pa.Array, header: str, context: Context, nulls: tuple[str, ...]) -> list[Finding]:
    """Return a finding where programs wrote a word for "no value" that the layout's own files do not have."""
    read_as_null = pc.and_(pc.is_null(column.values), pc.is_in(text, value_set=pa.array(foreign_nulls(nulls))))
    rows = np.flatnonzero(read_as_null.to_numpy(zero_copy_only=False))
    if not len(rows):
        return []
    value = text[int(rows[0])].as_py()
    return [
        Finding(
            code="null-word",
            message=f"{value!r} was read as an empty cell",
            severity="warning",
            file=context.file,
            row=context.row(int(rows[0])),
            column=header,
            value=value,
            expected="an empty cell",
            count=len(rows),
        )
    ]


def _expected(kind: pa.DataType) -> str:
    if pa.types.is_date(kind):
        return "a date"
    if pa.types.is_nested(kind):
        return "a JSON list" if pa.types.is_list(kind) else "a JSON object"
    return f"a whole number of {kind.bit_width} bits" if pa.types.is_integer(kind) else "a number"


def name_rows(
    finding: Finding, rows: NDArray[Any], before: pa.Array, after: pa.Array, context: Context
) -> list[Finding]:
    """Return the finding for each row; beyond the first ones they are counted in the last."""
    return [
        replace(
            finding,
            file=context.file,
            row=context.row(int(row)),
            value=before[int(row)].as_py(),
            expected=after[int(row)].as_py(),
            count=len(rows) - _NAMED_ROWS + 1 if place == _NAMED_ROWS - 1 else 1,
        )
        for place, row in enumerate(rows[:_NAMED_ROWS])
    ]
