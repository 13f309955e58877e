"""The command codebook."""

from __future__ import annotations

import click


@click.command(name="codebook")
@click.argument("layout", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "csv", "json"]),
    default="markdown",
    show_default=True,
    help="Form of the codebook.",
)
def command(layout: str | None, form: str) -> None:
    """Print what every column of LAYOUT means, by default of all layouts.

    LAYOUT is a published table such as acled, or event for the nested record.
    """
    import json

    from exporter.release.codebook import codebook_csv, codebook_markdown, codebook_rows, documented_layouts

    tables = dict.fromkeys([layout] if layout else documented_layouts())
    if form == "json":
        rows = [row for name in tables for row in codebook_rows(name)]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(codebook_csv(tables) if form == "csv" else codebook_markdown(tables), nl=False)
