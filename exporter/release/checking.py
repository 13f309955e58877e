"""Hold what is about to be written against its schema; what the schema refuses is reported, not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.schemas import load_checks, load_schema
from exporter.validation import Tally, Validator

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

    from exporter.validation import Report


class Checker:
    """Passes the valid rows of batches on and remembers what was wrong with the others.

    Args:
        schema_name: the schema that rows must meet, with the checks beside it.
        label: what the findings give as their file.

    """

    def __init__(self, schema_name: str, label: str) -> None:
        self._validator = Validator(load_schema(schema_name), load_checks(schema_name))
        self._tally = Tally(label, schema_name)

    def valid_batches(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Yield the valid rows of ``batches``; several are checked at once, and stay in order."""
        for batch, result in self._validator.validate_batches(_numbered(batches)):
            self._tally.add(result)
            yield batch if result.valid else batch.filter(result.valid_mask)

    def report(self) -> Report:
        """Return what was found so far."""
        return self._tally.report()


def _numbered(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[pa.RecordBatch, int]]:
    row = 1
    for batch in batches:
        yield batch, row
        row += batch.num_rows
