"""Reports as text for a terminal."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.findings import Finding
    from exporter.validation.result import Report

_LONGEST = 200  # characters of a message or value shown; the JSON form has them whole


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:
    """Return the reports as text; without colour there is no escape sequence in it."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=color, color_system="standard" if color else None)
    for report in reports:
        _print(console, report)
    return out.getvalue()


def _print(console: Console, report: Report) -> None:
    name = report.file or "table"
    held = f" as {report.schema}" if report.schema else ""
    verdict = Text("valid", "green") if report.valid else Text(f"{report.invalid_rows:,} invalid rows", "red")
    console.print(Text.assemble((name, "bold"), f"{held}: {report.rows:,} rows, ", verdict), soft_wrap=True)
    for finding in report.findings:
        console.print(_line(finding), soft_wrap=True)
    if report.omitted:
        console.print(Text(f"  … and {report.omitted:,} more; raise --max-findings to see them", "dim"))
    if report.counts:
        table = Table("rule", "times", box=None, padding=(0, 2, 0, 2))
        table.columns[1].justify = "right"
        for code, count in sorted(report.counts.items(), key=lambda entry: (-entry[1], entry[0])):
            table.add_row(code, f"{count:,}")
        console.print(table)


def _line(finding: Finding) -> Text:
    place = ", ".join(
        part for part in (f"row {finding.row}" if finding.row is not None else "", finding.column or "") if part
    )
    line = Text.assemble(
        "  ", (place or "file", "bold"), ": ", (finding.code, "red" if finding.severity == "error" else "yellow")
    )
    line.append(f": {_short(_message(finding))}")
    if finding.expected and finding.code not in ("type", "enum", "const"):
        line.append(f" (expected {_short(finding.expected)})", "dim")
    if finding.code == "const":
        line.append(f", not {_short(repr(finding.value))}")
    elif finding.nearest:
        line.append(f"; did you mean {finding.nearest!r}?", "cyan")
    if finding.count > 1:
        line.append(f" [{finding.count:,} times]", "dim")
    return line


def _message(finding: Finding) -> str:
    """Return the message, in which a whole row is called so rather than shown."""
    if finding.column is None and isinstance(finding.value, dict):
        return finding.message.replace(repr(finding.value), "the row")
    return finding.message


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
