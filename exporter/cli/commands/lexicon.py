"""The command lexicon."""

from __future__ import annotations

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID


@click.group(name="lexicon")
def command() -> None:
    """Check the coder's dictionary, the embedded one or your own."""


@command.command(name="check")
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False))
@options.report_format
def check(files: tuple[str, ...], report_format: str) -> int:
    """Code the example of every entry and name those that are not coded as their entry says.

    FILE is a lexicon file (JSON Lines) or a PETRARCH verb dictionary (.txt) to be checked with the embedded lexicon.
    """
    from exporter.coding.lexicon_check import check_lexicon

    report = check_lexicon(*files)
    show = reporting.finding_printer(report_format)
    for finding in report.findings:
        show(finding)
    if report_format == "text":
        click.echo(
            f"{report.entries:,} entries, {reporting.plural(report.words, 'phrase')}, "
            f"{reporting.plural(report.examples, 'example')}",
            err=True,
        )
    return DONE if report.valid else INVALID
