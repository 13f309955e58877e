"""What spreadsheets do to the codes of ICEWS files, and what of it can be mended for certain."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cell_findings import name_rows
from exporter.layouts.cells import lookup
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.layouts.base import Context

_CODE, _LABEL = "CAMEO Code", "Event Text"


@cache
def _labels() -> dict[str, str]:
    return {row["code"]: row["label"].casefold() for row in code_list("cameo_codes")}


@cache
def _only_with_zero() -> dict[str, bool]:
    """Return the codes without their zero that are no codes as they stand."""
    shorn = {code.removeprefix("0") for code in _labels() if code.startswith("0")}
    return dict.fromkeys(shorn - set(_labels()), True)


def mend_icews(
    batch: pa.RecordBatch, matched: Mapping[str, str], context: Context
) -> tuple[pa.RecordBatch, list[Finding]]:
    """Return the batch with codes mended that lost their zero.

    A code lost it where there is no such code but one with a zero before it, or where the row's label is that of the
    code with a zero and not its own.
    """
    headers = {name: header for header, name in matched.items()}
    if _CODE not in headers:
        return batch, []
    column = batch.column(headers[_CODE])
    padded = pc.binary_join_element_wise("0", column, "")
    lost = lookup(column, _only_with_zero(), pa.bool_(), missing=False)
    if _LABEL in headers:
        label = pc.utf8_lower(batch.column(headers[_LABEL]))
        own, other = (lookup(codes, _labels(), pa.string()) for codes in (column, padded))
        told = pc.and_(pc.equal(label, other), pc.invert(pc.fill_null(pc.equal(label, own), fill_value=False)))
        lost = pc.or_(lost, pc.fill_null(told, fill_value=False))
    rows = np.flatnonzero(lost.to_numpy(zero_copy_only=False))
    if not len(rows):
        return batch, []
    mended = pc.if_else(lost, padded, column)
    finding = Finding(
        code="lost-zero",
        message="the code was read as a number and lost its zero, which was given back",
        severity="warning",
        column=headers[_CODE],
    )
    index = batch.schema.names.index(headers[_CODE])
    return batch.set_column(index, headers[_CODE], mended), name_rows(finding, rows, column, mended, context)
