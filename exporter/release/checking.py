"""Hold what is about to be written against its schema; what the schema refuses is reported, not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.schemas import load_checks, load_schema
from exporter.validation import Tally, Validator

if TYPE_CHECKING:
    import pyarrow as pa

    from exporter.validation import Report


class Checker:
    """Passes the valid rows of batches on and remembers what was wrong with the others.

    Args:
        schema_name: the schema that rows must meet.
        label: what the findings give as their file.

    """

    def __init__(self, schema_name: str, label: str) -> None:
        self._validator = Validator(load_schema(schema_name), load_checks(schema_name))
        self._tally = Tally(label, schema_name)
        self._next_row = 1

    def valid_rows(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the rows of ``batch`` that are valid."""
        result = self._validator.validate_batch(batch, self._next_row)
        self._next_row += batch.num_rows
        self._tally.add(result)
        return batch if result.valid else batch.filter(result.valid_mask)

    def report(self) -> Report:
        """Return what was found so far."""
        return self._tally.report()
