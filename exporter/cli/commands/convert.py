"""The command convert."""

from __future__ import annotations

import json
from pathlib import Path

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID


@click.command(name="convert")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--to", required=True, metavar="LAYOUT", help="Layout to write.")
@click.option("--out", required=True, metavar="FILE", help="File to write; its suffix says the format.")
@click.option("--from", "source", metavar="LAYOUT", help="Layout of the files; told from each file by default.")
@click.option("--loss", metavar="FILE", help="Write what was lost here as well, as JSON.")
@click.option("--strict", is_flag=True, help="Fail, with exit status 1, where anything is lost.")
@options.report_format
def command(
    files: tuple[str, ...], to: str, out: str, source: str | None, loss: str | None, strict: bool, report_format: str
) -> int:
    """Convert table FILEs from one layout into another.

    Reads CSV, TSV, Parquet, JSON and workbooks, packed or not, as they are published and as users saved them again.
    Every row that is written is validated; what is found wrong or mended is reported with its row, and what the
    conversion loses is counted column by column.
    """
    from exporter.conversion import convert
    from exporter.writers import atomic_file

    done = convert(list(files), to, out, source_layout=source, on_finding=reporting.finding_printer(report_format))
    report = [one.to_dict() for one in done.losses]
    if loss:
        with atomic_file(Path(loss)) as stream:
            stream.write((json.dumps(report, ensure_ascii=False, indent=2) + "\n").encode())
    if report_format == "json":
        click.echo(json.dumps({"losses": report, "findings": done.findings}, ensure_ascii=False), err=True)
    else:
        click.echo("".join(one.to_text() for one in done.losses), err=True, nl=False)
    click.echo(f"{reporting.plural(done.rows_in, 'row')} read, {done.rows_out:,} written to {out}", err=True)
    return INVALID if done.errors or (strict and not done.lossless) else DONE
