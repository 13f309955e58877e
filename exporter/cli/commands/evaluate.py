"""The command evaluate."""

from __future__ import annotations

import json

import click


@click.command(name="evaluate")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
@click.argument("events", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--scheme",
    "schemes",
    type=click.Choice(["acled", "cameo", "plover"]),
    multiple=True,
    help="Compare this scheme only; may be given again. All that the gold standard uses by default.",
)
@click.option(
    "--unit",
    type=click.Choice(["event", "document"]),
    default="event",
    show_default=True,
    help="Compare event by event, or the first event of each document.",
)
@click.option(
    "--level",
    type=click.Choice(["code", "root", "quad"]),
    default="code",
    show_default=True,
    help="Compare full codes, roots (ACLED event type, CAMEO root, PLOVER type) or quad classes.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(gold: str, events: str, schemes: tuple[str, ...], unit: str, level: str, form: str) -> None:
    """Compare the coding EVENTS with the gold standard GOLD.

    Both are events (.jsonl or .parquet) or a table of codes (.csv with document_id and acled, cameo or plover, or
    document_id, scheme and code; a row without a code is a document without events). Prints precision, recall and F1
    by class, Cohen's kappa, Krippendorff's alpha and the confusions.
    """
    from exporter.evaluation import evaluate
    from exporter.evaluation.text_form import render

    chosen = {"schemes": schemes} if schemes else {}
    evaluation = evaluate(gold, events, unit=unit, level=level, **chosen)  # type: ignore[arg-type]  # click checked
    if form == "json":
        click.echo(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(render(evaluation, color=False, width=120), nl=False)
