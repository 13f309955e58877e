"""The command detect."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from exporter.cli.status import DONE, INVALID


@click.command(name="detect")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(files: tuple[str, ...], form: str) -> int:
    """Say which layout each table FILE has: ACLED, GDELT, ICEWS, UCDP GED, ….

    Exit status 1 where a file fits no layout.
    """
    from exporter.conversion import detect_data

    found = [detect_data(file) for file in files]
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
    else:
        for one in found:
            others = ", ".join(f"{name} {fit:.2f}" for name, fit in one.fits if name != one.layout)
            names = "" if one.header else ", without names"
            also = f" (also: {others})" if others else ""
            click.echo(f"{one.file}: {one.layout or 'no layout fits'}, {len(one.columns)} columns{names}{also}")
    return DONE if all(one.layout for one in found) else INVALID
