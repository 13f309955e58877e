"""The command build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID

if TYPE_CHECKING:
    from exporter.release import BuildSummary, FindingLog


@click.command(name="build")
@options.inputs
@click.option("--out", "-o", required=True, metavar="DIR", help="The dataset folder; it appears whole or not at all.")
@click.option(
    "--dataset",
    "description",
    metavar="FILE",
    help="Title, licence, contributors … of the dataset (TOML); by default dataset.toml of an INPUT folder.",
)
@options.jobs
@options.min_confidence
@options.include_uncertain
@click.option(
    "--guard-formulas", is_flag=True, help="Put ' before text in CSV files that a spreadsheet would run as a formula."
)
@click.option("--force", is_flag=True, help="Use DIR even if it holds something else, which stays there.")
@options.report_format
def command(
    inputs: tuple[str, ...],
    out: str,
    description: str | None,
    jobs: int,
    min_confidence: float,
    include_uncertain: bool,
    guard_formulas: bool,
    force: bool,
    report_format: str,
) -> int:
    """Code the documents of INPUT... and leave a dataset in the folder DIR.

    INPUT is a text, Markdown, HTML, RSS, Atom, JSON Lines or CSV file, a folder of these, or - for standard input.
    The same input gives the same bytes.
    """
    import json

    from exporter.coding import get_coder, prepare

    workers = options.worker_count(jobs)
    prepare(workers)
    from exporter.api import build
    from exporter.release import FindingLog

    log = FindingLog(reporting.finding_printer(report_format))
    with reporting.progress("documents") as count:
        summary = build(
            list(inputs),
            out,
            dataset=description,
            coder=get_coder(include_uncertain=include_uncertain),
            jobs=workers,
            min_confidence=min_confidence,
            guard_formulas=guard_formulas,
            force=force,
            log=log,
            watch=count,
        )
    if report_format == "json":
        click.echo(json.dumps(summary.to_dict(), ensure_ascii=False, indent=2))
    else:
        _print(summary, log)
    return DONE if summary.valid else INVALID


def _print(summary: BuildSummary, log: FindingLog) -> None:
    plural = reporting.plural
    rows = ", ".join(f"{plural(number, 'row')} in {name}" for name, number in sorted(summary.rows.items()))
    click.echo(f"{summary.folder}: {plural(summary.documents, 'document')}, {rows}", err=True)
    if log.errors or log.warnings:
        click.echo(f"{plural(log.errors, 'error')}, {plural(log.warnings, 'warning')}", err=True)
