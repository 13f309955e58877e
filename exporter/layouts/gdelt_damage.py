"""What spreadsheets and scripts do to GDELT files, and what of it can be mended for certain."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cell_findings import name_rows
from exporter.schemas import code_list, load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.layouts.base import Context

_CODES = ("EventCode", "EventBaseCode", "EventRootCode")
_TRIMMED = (*_CODES, "Actor1Code", "Actor2Code")


def fits_column(values: pa.ChunkedArray, schema: str, name: str) -> bool:
    """Say whether all values of a column can be those of the layout's column of that name."""
    part = load_schema(schema)["properties"][name]
    filled = pc.drop_null(values)
    if "pattern" in part:
        return all(re.search(part["pattern"], value) for value in pc.unique(filled).to_pylist())
    return True


def mend_gdelt(
    batch: pa.RecordBatch, matched: Mapping[str, str], context: Context
) -> tuple[pa.RecordBatch, list[Finding]]:
    """Return the batch with codes mended: space cut off, and zeros that a spreadsheet took given back.

    A code lost its zero where its root has one digit, since every root has two. Nothing else is certain.
    """
    headers = {name: header for header, name in matched.items()}
    findings: list[Finding] = []
    for name in _TRIMMED:
        if name in headers:
            batch = _trim(batch, headers[name], context, findings)
    if all(name in headers for name in _CODES):
        batch = _restore_zeros(batch, headers, context, findings)
    return batch, findings


def _trim(batch: pa.RecordBatch, header: str, context: Context, findings: list[Finding]) -> pa.RecordBatch:
    column = batch.column(header)
    trimmed = pc.utf8_trim_whitespace(column)
    changed = pc.fill_null(pc.not_equal(trimmed, column), fill_value=False)
    rows = np.flatnonzero(changed.to_numpy(zero_copy_only=False))
    if len(rows):
        message = "space around the code was cut off"
        finding = Finding(code="surrounding-space", message=message, severity="warning", column=header)
        findings += name_rows(finding, rows, column, trimmed, context)
        batch = batch.set_column(batch.schema.names.index(header), header, trimmed)
    return batch


def _restore_zeros(
    batch: pa.RecordBatch, headers: Mapping[str, str], context: Context, findings: list[Finding]
) -> pa.RecordBatch:
    root = batch.column(headers["EventRootCode"])
    lost = pc.fill_null(pc.match_substring_regex(root, "^[1-9]$"), fill_value=False)
    rows = np.flatnonzero(lost.to_numpy(zero_copy_only=False))
    if not len(rows):
        return batch
    known = pa.array([row["code"] for row in code_list("cameo_codes")])
    for name in _CODES:
        header = headers[name]
        column = batch.column(header)
        padded = pc.binary_join_element_wise("0", column, "")
        mended = pc.if_else(pc.and_(lost, pc.is_in(padded, value_set=known)), padded, column)
        changed = pc.fill_null(pc.not_equal(mended, column), fill_value=False)
        message = "the code was read as a number and lost its zero, which was given back"
        where = np.flatnonzero(changed.to_numpy(zero_copy_only=False))
        finding = Finding(code="lost-zero", message=message, severity="warning", column=header)
        findings += name_rows(finding, where, column, mended, context)
        batch = batch.set_column(batch.schema.names.index(header), header, mended)
    return batch
