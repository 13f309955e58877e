"""Collect findings without keeping a million of one kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exporter.findings import Finding

if TYPE_CHECKING:
    from exporter.findings import Severity

MAX_PER_CODE = 100


class FindingCollector:
    """Keeps the first findings of each code and column as they are and counts the others.

    >>> collector = FindingCollector("a.csv", limit=1)
    >>> for row in (2, 3, 4):
    ...     collector.add("row-width", "3 cells where 2 are expected", row=row)
    >>> [(finding.row, finding.count) for finding in collector.findings]
    [(2, 3)]

    """

    def __init__(self, file: str | None, *, limit: int = MAX_PER_CODE) -> None:
        self._file, self._limit = file, limit
        self._kept: dict[tuple[str, str | None], list[Finding]] = {}
        self._more: dict[tuple[str, str | None], int] = {}

    def add(self, code: str, message: str, *, severity: Severity = "error", **details: Any) -> None:
        """Add a finding about this file."""
        key = (code, details.get("column"))
        kept = self._kept.setdefault(key, [])
        if len(kept) < self._limit:
            kept.append(Finding(code=code, message=message, severity=severity, file=self._file, **details))
        else:
            self._more[key] = self._more.get(key, 0) + details.get("count", 1)

    @property
    def findings(self) -> list[Finding]:
        """The findings so far in the order of rows; the last of each kind stands for those that were only counted."""
        found = []
        for key, kept in self._kept.items():
            found += kept[:-1]
            found.append(replace(kept[-1], count=kept[-1].count + self._more.get(key, 0)))
        return sorted(found, key=lambda finding: finding.row or 0)
