"""Check a dataset folder as it stands: every table against its schema, every file against SHA256SUMS."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from exporter.findings import Finding
from exporter.layouts import LAYOUTS
from exporter.release.folder import SUMS, read_sums, sha256
from exporter.validation import Report, Tally, validate_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES = (".csv", ".parquet", ".jsonl")
_PACKED = (".gz", ".zst")


def validate_folder(folder: str | Path, *, max_findings: int) -> Iterator[Report]:
    """Yield a report for each table of a dataset folder, and one for its checksums.

    A table's layout is its name: ``acled.csv``, ``events.parquet``; files of other names are held against the checksums
    alone.

    Raises:
        InputError: a table cannot be opened.
        TableError: it is not certain which value belongs in which column.

    """
    folder = Path(folder)
    for path in sorted(folder.iterdir()):
        layout = _layout_of(path)
        if layout is not None:
            yield validate_file(path, layout, max_findings=max_findings)
    yield _sums_report(folder, max_findings)


def _layout_of(path: Path) -> str | None:
    name = path.name
    for suffix in _PACKED:
        name = name.removesuffix(suffix)
    stem, dot, ending = name.rpartition(".")
    if not path.is_file() or f"{dot}{ending}" not in _TABLES:
        return None
    if stem == "events":
        return "event"
    return stem if stem in LAYOUTS else None


def _sums_report(folder: Path, max_findings: int) -> Report:
    tally = Tally(str(folder / SUMS), None, max_findings)
    listed = read_sums(folder)
    if not listed:
        tally.add_finding(_finding("no-checksums", f"there is no {SUMS}", None, "warning"))
        return tally.report()
    found = {path.name for path in folder.iterdir() if path.is_file()} - {SUMS}
    for name in sorted(listed):
        if name not in found:
            tally.add_finding(_finding("missing-file", f"{name} is listed and not there", name))
        elif sha256(folder / name) != listed[name]:
            tally.add_finding(_finding("changed-file", f"{name} is not what it was when it was released", name))
    for name in sorted(found - set(listed)):
        tally.add_finding(_finding("unlisted-file", f"{name} is not listed", name, "warning"))
    return tally.report()


def _finding(code: str, message: str, value: str | None, severity: str = "error") -> Finding:
    return Finding(code=code, message=message, value=value, severity="warning" if severity == "warning" else "error")
