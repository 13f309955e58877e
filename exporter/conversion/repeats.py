"""Identifiers that a table to be converted has more than once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.schemas import load_checks
from exporter.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.conversion.incoming import Incoming
    from exporter.findings import Finding
    from exporter.tables.numbering import NumberedBatch

_SHOWN = 20  # findings that name their row; the last one counts the rest


class Repeats:
    """Watches the batches of a table go by; eight bytes of each identifier are kept."""

    def __init__(self, incoming: Incoming) -> None:
        self._file = incoming.name
        checks = [check for check in load_checks(incoming.layout.schema_name) if check["kind"] == "unique"]
        columns = {name for check in checks for name in check["columns"]}
        self._headers = {
            header: name for header, name in incoming.layout.match(incoming.columns).items() if name in columns
        }
        self._validator = Validator(schema=True, checks=checks) if self._headers else None
        self._found: list[Finding] = []
        self._folded = 0

    def watch(self, batches: Iterator[NumberedBatch]) -> Iterator[NumberedBatch]:
        """Yield the batches as they are."""
        for numbered in batches:
            if self._validator is not None:
                named = numbered.batch.select(list(self._headers)).rename_columns(list(self._headers.values()))
                for finding in self._validator.validate_batch(named, numbered.rows).findings:
                    self._note(finding)
            yield numbered

    def findings(self) -> list[Finding]:
        """Return a warning for each repeated identifier; beyond the first ones they are counted in the last."""
        if not self._folded:
            return self._found
        return [*self._found[:-1], replace(self._found[-1], count=1 + self._folded)]

    def _note(self, finding: Finding) -> None:
        if len(self._found) < _SHOWN:
            message = f"{finding.message}; the rows are kept apart"
            self._found.append(replace(finding, severity="warning", message=message, file=self._file))
        else:
            self._folded += finding.count
