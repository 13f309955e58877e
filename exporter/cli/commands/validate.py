"""The command validate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from exporter.cli import options, reporting
from exporter.cli.status import CANNOT_RUN, DONE, INVALID

if TYPE_CHECKING:
    from exporter.validation import Report


@click.command(name="validate")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--layout", metavar="NAME", help="Layout of the files; by default the one whose columns they have.")
@options.report_format
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    default=100,
    show_default=True,
    metavar="N",
    help="How many different findings are shown; all are counted.",
)
@click.option("--valid-out", metavar="FILE", help="Write the rows without an error here; - is standard output.")
@click.option("--invalid-out", metavar="FILE", help="Write the rows with an error here, with their reasons.")
def command(
    files: tuple[str, ...],
    layout: str | None,
    report_format: str,
    max_findings: int,
    valid_out: str | None,
    invalid_out: str | None,
) -> int:
    """Check CSV, Parquet and JSON Lines FILEs against the JSON Schema of their layout.

    FILE may be a dataset folder: all its tables are checked, and its checksums.

    Every finding names file, row (as a spreadsheet counts it), column, value, rule and what was expected.
    """
    from exporter.errors import ExporterError
    from exporter.release.parting import RowParter
    from exporter.release.verifying import validate_folder
    from exporter.validation import render, validate_file

    if (valid_out or invalid_out) and len(files) > 1:
        raise click.UsageError("--valid-out and --invalid-out take one FILE at a time")
    reports: list[Report] = []
    unreadable = False
    for file in files:
        try:
            if Path(file).is_dir():
                reports += validate_folder(file, max_findings=max_findings)
                continue
            parting = bool(valid_out or invalid_out)
            with RowParter(valid_out, invalid_out, quoting=_quoting(file, layout) if parting else None) as parter:
                take = parter.take if parting else None
                reports.append(validate_file(file, layout, max_findings=max_findings, on_batch=take))
        except ExporterError as error:
            unreadable = True
            click.echo(f"event-exporter: {error}", err=True)
    to_stderr = valid_out == "-"
    stream = sys.stderr if to_stderr else sys.stdout
    text = render(reports, report_format, color=reporting.colours(stream), width=reporting.width())
    click.echo(text, err=to_stderr, nl=not text.endswith("\n"), color=True)
    if unreadable:
        return CANNOT_RUN
    return DONE if all(report.valid for report in reports) else INVALID


def _quoting(file: str, layout: str | None) -> bool | None:
    """Return False where quotation marks are data in files of the layout that the file has."""
    from exporter.conversion import detect_data
    from exporter.layouts import LAYOUTS

    if layout is None and file != "-":  # what came from standard input cannot be read twice
        layout = detect_data(file).layout
    found = LAYOUTS.get(layout or "")
    return found.reading.quoting if found else None
