"""What validation says: about one batch, and about a whole table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.tables import RowNumbers
from exporter.validation.describe import code_of, column_of, finding_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    import pyarrow as pa

    from exporter.findings import Finding, Severity
    from exporter.validation.faults import Fault, FaultGroup

DEFAULT_MAX_FINDINGS = 1_000
BELOW_HEADER = RowNumbers(2)  # as a spreadsheet counts: the header is row 1


@dataclass(frozen=True, slots=True)
class Group:
    """Faults of one rule on the rows of a batch, with the rule's standing.

    Attributes:
        faults: the faults and their rows.
        code: the code of a domain check; None where the schema speaks.
        severity: ``"error"`` makes a row invalid.

    """

    faults: FaultGroup
    code: str | None = None
    severity: Severity = "error"

    def code_of(self, fault: Fault) -> str:
        """Return the rule code of one of the group's faults."""
        return self.code or code_of(fault.keyword)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What validation says about one batch.

    Attributes:
        valid_mask: for each row, whether it has no error.
        groups: the faults, by rule.
        rows: the numbers of the batch's rows, as its file counts.

    """

    valid_mask: pa.BooleanArray
    groups: tuple[Group, ...] = ()
    rows: RowNumbers = BELOW_HEADER

    @property
    def valid(self) -> bool:
        """Whether no row has an error."""
        return not any(group.severity == "error" and len(group.faults.rows) for group in self.groups)

    @property
    def findings(self) -> list[Finding]:
        """One finding for each fault, in order of rows."""
        found = [
            (row, number, finding_of(fault, row=self.rows.of(row), code=group.code, severity=group.severity))
            for number, group in enumerate(self.groups)
            for row, fault in group.faults
        ]
        return [finding for _, _, finding in sorted(found, key=lambda entry: entry[:2])]

    @property
    def counts(self) -> Counter[str]:
        """How many faults each rule code has."""
        totals: Counter[str] = Counter()
        for group in self.groups:
            for number, times in _times(group.faults):
                totals[group.code_of(group.faults.faults[number])] += times
        return totals

    def faults(self) -> Iterator[tuple[int, tuple[str | int, ...], str | None, str]]:
        """Yield (position in the batch, path, keyword, message) as ``jsonschema`` would give them, in no set order."""
        for group in self.groups:
            if group.code is None:
                for row, fault in group.faults:
                    yield row, fault.path, fault.keyword, fault.message


def _times(faults: FaultGroup) -> list[tuple[int, int]]:
    times = np.bincount(faults.index, minlength=len(faults.faults)).tolist()
    return [(number, count) for number, count in enumerate(times) if count]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What validation says about a whole table.

    Attributes:
        file: the file, as the user named it; None for data in memory.
        schema: the title or name of what the data was held against.
        rows: how many rows were read.
        invalid_rows: how many of them have an error.
        counts: how often each rule code was broken, exactly.
        findings: what was found; alike findings are folded into the first, which carries their count.
        omitted: how many faults are counted but not among the findings.
        errors: how many faults, shown or not, are errors and no warnings.

    """

    file: str | None
    schema: str | None
    rows: int
    invalid_rows: int
    counts: dict[str, int]
    findings: list[Finding]
    omitted: int = 0
    errors: int = 0

    @property
    def valid(self) -> bool:
        """Whether there is no error."""
        return not self.errors

    def to_dict(self) -> dict[str, Any]:
        """Return the report as a dictionary that JSON can hold."""
        return {
            "file": self.file,
            "schema": self.schema,
            "valid": self.valid,
            "rows": self.rows,
            "invalid_rows": self.invalid_rows,
            "counts": dict(sorted(self.counts.items())),
            "findings": [finding.to_dict() for finding in self.findings],
            "omitted": self.omitted,
            "errors": self.errors,
        }

    def to_pandas(self) -> pd.DataFrame:
        """Return the findings as a table, one row for each."""
        import pandas as pd  # noqa: PLC0415 - only who asks for a DataFrame pays for it

        from exporter.findings import Finding  # noqa: PLC0415 - the names of its fields, needed here alone

        names = list(Finding.__dataclass_fields__)
        rows = [finding.to_dict() for finding in self.findings]
        frame = pd.DataFrame(rows, columns=names)
        return frame.astype({"row": "Int64", "count": "int64"})


@dataclass(slots=True)
class Tally:
    """Batch results, added up into a report.

    Attributes:
        file: as in the report.
        schema: as in the report.
        max_findings: how many distinct findings are kept; counts stay exact beyond.

    """

    file: str | None = None
    schema: str | None = None
    max_findings: int = DEFAULT_MAX_FINDINGS
    rows: int = 0
    invalid_rows: int = 0
    omitted: int = 0
    errors: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    _kept: dict[tuple[str, str | None, str], tuple[Fault | None, Finding | Group, int, int]] = field(
        default_factory=dict
    )

    def add(self, result: BatchResult) -> None:
        """Add the result of a batch."""
        self.rows += len(result.valid_mask)
        self.invalid_rows += len(result.valid_mask) - (result.valid_mask.true_count or 0)
        for group in result.groups:
            self._add_group(group, result.rows)

    def _add_group(self, group: Group, numbers: RowNumbers) -> None:
        seen, firsts, times = np.unique(group.faults.index, return_index=True, return_counts=True)
        rows = group.faults.rows[firsts].tolist()
        if group.severity == "error":
            self.errors += len(group.faults.rows)
        for number, row, count in zip(seen.tolist(), rows, times.tolist(), strict=True):
            fault = group.faults.faults[number]
            code = group.code_of(fault)
            self.counts[code] += count
            key = (code, column_of(fault.path), fault.message)
            before = self._kept.get(key)
            if before is not None:
                self._kept[key] = (*before[:3], before[3] + count)
            elif len(self._kept) < self.max_findings:
                self._kept[key] = (fault, group, numbers.of(row), count)
            else:
                self.omitted += count

    def add_finding(self, finding: Finding) -> None:
        """Add a finding that another room made, such as a damaged line."""
        self.counts[finding.code] += finding.count
        self.errors += finding.count if finding.severity == "error" else 0
        key = (finding.code, finding.column, finding.message)
        before = self._kept.get(key)
        if before is not None:
            self._kept[key] = (*before[:3], before[3] + finding.count)
        elif len(self._kept) < self.max_findings:
            self._kept[key] = (None, finding, finding.row or 0, finding.count)
        else:
            self.omitted += finding.count

    def report(self) -> Report:
        """Return the report so far."""
        return Report(
            file=self.file,
            schema=self.schema,
            rows=self.rows,
            invalid_rows=self.invalid_rows,
            counts=dict(self.counts),
            findings=sorted(
                (self._finding(*entry) for entry in self._kept.values()), key=lambda finding: finding.row or 0
            ),
            omitted=self.omitted,
            errors=self.errors,
        )

    def _finding(self, fault: Fault | None, source: Finding | Group, row: int, count: int) -> Finding:
        if isinstance(source, Group):
            if fault is None:
                raise TypeError("a group's finding needs its fault")
            return finding_of(fault, row=row, file=self.file, code=source.code, severity=source.severity, count=count)
        return replace(source, file=source.file or self.file, count=count)
