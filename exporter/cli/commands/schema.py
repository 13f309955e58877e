"""The command schema."""

from __future__ import annotations

import json

import click


@click.command(name="schema")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """Print the JSON Schema NAME, or the names that there are."""
    from exporter.schemas import load_schema, schema_names

    if name is None:
        click.echo("\n".join(schema_names()))
        return
    click.echo(json.dumps(load_schema(name), indent=2, ensure_ascii=False))
