"""Part a batch into its good and its bad rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from exporter.validation.result import BatchResult

ROW_COLUMN = "invalid_row"
REASONS_COLUMN = "invalid_reasons"


def valid_rows(batch: pa.RecordBatch, result: BatchResult) -> pa.RecordBatch:
    """Return the rows without an error, as they came."""
    if result.valid:
        return batch
    return batch.filter(result.valid_mask)


def invalid_rows(batch: pa.RecordBatch, result: BatchResult) -> pa.RecordBatch:
    """Return the rows with an error, followed by their row number and their reasons.

    The reasons of a row are joined with ``"; "``, each as ``column: message``.
    """
    reasons: dict[int, list[str]] = {}
    for finding in result.findings:
        if finding.severity == "error" and finding.row is not None:
            text = f"{finding.column}: {finding.message}" if finding.column else finding.message
            reasons.setdefault(finding.row, []).append(text)
    bad = batch.filter(pc.invert(result.valid_mask))
    numbers = sorted(reasons)
    schema = batch.schema.append(pa.field(ROW_COLUMN, pa.int64())).append(pa.field(REASONS_COLUMN, pa.string()))
    texts = pa.array(["; ".join(reasons[number]) for number in numbers], pa.string())
    return pa.RecordBatch.from_arrays([*bad.columns, pa.array(numbers, pa.int64()), texts], schema=schema)
