"""The command code."""

from __future__ import annotations

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID


@click.command(name="code")
@options.inputs
@click.option("--out", "-o", default="-", metavar="FILE", help="Where events go: .jsonl or .parquet; by default -.")
@options.jobs
@options.min_confidence
@options.include_uncertain
@options.report_format
def command(
    inputs: tuple[str, ...],
    out: str,
    jobs: int,
    min_confidence: float,
    include_uncertain: bool,
    report_format: str,
) -> int:
    """Code the documents of INPUT... into events, the main event of each document first.

    INPUT is a text, Markdown, HTML, RSS, Atom, JSON Lines or CSV file, a folder of these, or - for standard input.
    """
    from exporter.coding import get_coder, prepare

    workers = options.worker_count(jobs)
    prepare(workers)
    from exporter.documents import read_documents
    from exporter.release import FindingLog, write_events

    log = FindingLog(reporting.finding_printer(report_format))
    with reporting.progress("documents") as count:
        summary = write_events(
            count(read_documents(inputs, on_finding=log.add)),
            out,
            coder=get_coder(include_uncertain=include_uncertain),
            jobs=workers,
            min_confidence=min_confidence,
        )
    for finding in summary.checked.findings:
        log.add(finding)
    if report_format == "text":
        click.echo(
            f"{reporting.plural(summary.documents, 'document')} gave {reporting.plural(summary.events, 'event')}",
            err=True,
        )
    return INVALID if log.errors else DONE
