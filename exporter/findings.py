"""Findings: what is wrong with a row or a file, as data."""

from __future__ import annotations

import warnings
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found wrong in a file, a row or a cell.

    Attributes:
        code: rule code, lower case with hyphens, such as ``"enum"`` or ``"repeated-id"``.
        message: one sentence that says what is wrong.
        severity: ``"error"`` makes the data invalid, ``"warning"`` does not.
        file: the file, as the user named it; None for data handed over in memory.
        row: the row as a spreadsheet counts it (the header is row 1), the line for JSON Lines; None for a whole file.
        column: the column, or the path inside a nested record; None for a whole row.
        value: the value found, as it stands in the file.
        expected: what would have been right.
        nearest: the allowed value that reads most like the value found.
        count: how many times this finding occurred, where repeated ones are folded.

    """

    code: str
    message: str
    severity: Severity = "error"
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: Any = None
    expected: str | None = None
    nearest: str | None = None
    count: int = 1

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as a dictionary that JSON can hold."""
        return asdict(self)

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"row {self.row}" if self.row is not None else None,
                f"column {self.column}" if self.column else None,
            )
            if part
        )
        hint = f"; nearest: {self.nearest!r}" if self.nearest else ""
        expected = f" (expected {self.expected})" if self.expected else ""
        times = f" [{self.count} times]" if self.count > 1 else ""
        return f"{place + ': ' if place else ''}{self.severity} {self.code}: {self.message}{expected}{hint}{times}"


class InputWarning(UserWarning):
    """Something is wrong with the input; what could be read was used."""


def warn(finding: Finding) -> None:
    """Make a warning of a finding."""
    warnings.warn(str(finding), InputWarning, stacklevel=2)


class FoldedWarnings:
    """Makes one warning of all findings of a kind in a column: the first of them, with how many there are."""

    def __init__(self) -> None:
        self._found: dict[tuple[str | None, str | None, str], Finding] = {}

    def add(self, finding: Finding) -> None:
        """Keep a finding."""
        key = (finding.file, finding.column, finding.code)
        first = self._found.get(key)
        self._found[key] = finding if first is None else replace(first, count=first.count + finding.count)

    def warn(self) -> None:
        """Make the warnings."""
        for finding in self._found.values():
            warn(finding)
