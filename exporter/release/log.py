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
        kept: the first findings of each rule code, in the order in which they came.

    """

    def __init__(self, listener: Callable[[Finding], None] | None = None) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.kept: list[Finding] = []
        self._kept_of_a_kind: Counter[str] = Counter()
        self._listener = listener

    def add(self, finding: Finding) -> None:
        """Take one finding."""
        self.counts[finding.severity, finding.code] += finding.count
        self._kept_of_a_kind[finding.code] += 1
        if self._kept_of_a_kind[finding.code] <= _KEPT_OF_A_KIND:
            self.kept.append(finding)
        if self._listener:
            self._listener(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take several findings."""
        for finding in findings:
            self.add(finding)

    @property
    def errors(self) -> int:
        """Number of findings that make the data invalid."""
        return sum(count for (severity, _), count in self.counts.items() if severity == "error")

    @property
    def warnings(self) -> int:
        """Number of findings that do not make the data invalid."""
        return sum(count for (severity, _), count in self.counts.items() if severity == "warning")
