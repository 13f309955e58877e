"""Collect findings: all are counted, the first ones of each kind are kept."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.findings import Finding

_KEPT_OF_A_KIND = 20


class FindingLog:
    """Takes findings as they come; memory does not grow with their number.

    Attributes:
        counts: number of findings by severity and rule code.

    """

    def __init__(self, listener: Callable[[Finding], None] | None = None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self._kept: dict[str, list[Finding]] = {}
        self._listener = listener

    def add(self, finding: Finding) -> None:
        """Take one finding."""
        self.counts[finding.severity, finding.code] += finding.count
        alike = self._kept.setdefault(finding.code, [])
        alike.append(finding)
        if len(alike) > 2 * _KEPT_OF_A_KIND:
            self._kept[finding.code] = _first(alike)
        if self._listener:
            self._listener(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take several findings."""
        for finding in findings:
            self.add(finding)

    @property
    def kept(self) -> list[Finding]:
        """The first findings of each rule code, by file and row, whatever the order in which they came."""
        return sorted((one for alike in self._kept.values() for one in _first(alike)), key=_order)

    @property
    def errors(self) -> int:
        """Number of findings that make the data invalid."""
        return sum(count for (severity, _), count in self.counts.items() if severity == "error")

    @property
    def warnings(self) -> int:
        """Number of findings that do not make the data invalid."""
        return sum(count for (severity, _), count in self.counts.items() if severity == "warning")


def _first(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=_order)[:_KEPT_OF_A_KIND]


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    return (finding.file or "", finding.row or 0, finding.code, finding.column or "", finding.message)
