"""The command convert."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID

if TYPE_CHECKING:
    from exporter.layouts import Layout

_FORMS = frozenset({"date-form", "null-word"})  # findings on how cells are written
_AS_THEY_STAND = "cells were kept as they stand in the file; --normalise writes them in the layout's own form\n"


@click.command(name="convert")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--to", required=True, metavar="LAYOUT", help="Layout to write.")
@click.option("--out", required=True, metavar="FILE", help="File to write; its suffix says the format.")
@click.option("--from", "source", metavar="LAYOUT", help="Layout of the files; told from each file by default.")
@click.option("--loss", metavar="FILE", help="Write what was lost here as well, as JSON.")
@click.option("--strict", is_flag=True, help="Fail, with exit status 1 and without a file, where anything is lost.")
@click.option(
    "--normalise",
    is_flag=True,
    help="Where the layout stays the same: write dates, numbers and empty cells in its form, not as they stand.",
)
@click.option("--no-header", is_flag=True, help="CSV and TSV: no row of names, as GDELT publishes its files.")
@click.option("--period", type=click.Choice(["week", "month"]), help="acled-aggregate: count by weeks, or months.")
@click.option("--unit", type=click.Choice(["admin1", "country"]), help="acled-aggregate: count by admin1, or country.")
@click.option(
    "--level",
    type=click.Choice(["sub_event_type", "event_type"]),
    help="acled-aggregate: count by sub-event type, or event type.",
)
@click.option("--zeros", is_flag=True, help="acled-aggregate: write periods in which nothing happened, too.")
@click.option("-j", "--jobs", type=click.IntRange(min=1), metavar="N", help="Batches at once; by default one a core.")
@options.report_format
def command(
    files: tuple[str, ...],
    to: str,
    out: str,
    source: str | None,
    loss: str | None,
    strict: bool,
    normalise: bool,
    no_header: bool,
    report_format: str,
    jobs: int | None,
    **counting: Any,
) -> int:
    """Convert table FILEs from one layout into another.

    Reads CSV, TSV, Parquet, JSON and workbooks, packed or not, as they are published and as users saved them again;
    LAYOUT event stands for Event records (.jsonl or .parquet). Every row that is written is validated; what is found
    wrong or mended is reported with its row, and what the conversion loses is counted column by column.

    Writes CSV, TSV (.tsv, .tab), Parquet, JSON Lines, JSON and workbooks (.xlsx); .gz, .zst or .zip behind the suffix
    packs the file. A file that stays in its layout keeps its cells as they stand in CSV and TSV, unless --normalise is
    given.
    """
    from exporter.conversion import LossError, convert
    from exporter.writers import TEXT_FORMATS, atomic_file, format_of

    if no_header and (out == "-" or format_of(out) not in TEXT_FORMATS):
        raise click.UsageError("--no-header is for CSV and TSV files only")
    target = _target(to, {name: value for name, value in counting.items() if value})
    failure: LossError | None = None
    try:
        done = convert(
            list(files),
            target,
            out,
            source_layout=source,
            on_finding=reporting.finding_printer(report_format),
            jobs=jobs,
            normalise=normalise,
            strict=strict,
            **({"header": False} if no_header else {}),
        )
    except LossError as error:
        failure, done = error, error.conversion
    report = [one.to_dict() for one in done.losses]
    if loss:
        with atomic_file(Path(loss)) as stream:
            stream.write((json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode())
    if report_format == "json":
        click.echo(json.dumps({"losses": report, "findings": done.findings}, ensure_ascii=False), err=True)
    else:
        click.echo("".join(one.to_text() for one in done.losses), err=True, nl=False)
        counts = ", ".join(f"{code} {count:,}" for code, count in sorted(done.findings.items()))
        click.echo(f"findings: {counts}\n" if counts else "", err=True, nl=False)
        click.echo(_AS_THEY_STAND if done.verbatim and _FORMS & done.findings.keys() else "", err=True, nl=False)
    if failure is not None:
        click.echo(f"event-exporter: {failure}", err=True)
        return INVALID
    click.echo(f"{reporting.plural(done.rows_in, 'row')} read, {done.rows_out:,} written to {out}", err=True)
    return INVALID if done.errors else DONE


def _target(to: str, counting: dict[str, Any]) -> str | Layout:
    """Return the layout to write; the one that counts events can be told how."""
    if not counting:
        return to
    from exporter.layouts.acled_aggregate import AcledAggregateLayout

    if to != AcledAggregateLayout.name:
        named = ", ".join(f"--{name}" for name in counting)
        raise click.UsageError(f"{named} is for --to {AcledAggregateLayout.name} only")
    return AcledAggregateLayout(**counting)
