"""The command explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from exporter.cli import options, reporting
from exporter.cli.status import DONE, INVALID

if TYPE_CHECKING:
    from exporter.coding.explanation import EventExplanation, SentenceExplanation


@click.command(name="explain")
@options.inputs
@options.report_format
def command(inputs: tuple[str, ...], report_format: str) -> int:
    """Tell for every sentence of INPUT... which words and rules made its events, or why it has none."""
    import json

    from exporter.coding.explanation import explain_document
    from exporter.documents import read_documents
    from exporter.release import FindingLog

    log = FindingLog(reporting.finding_printer(report_format))
    for document in read_documents(inputs, on_finding=log.add):
        sentences = explain_document(document)
        if report_format == "json":
            for sentence in sentences:
                click.echo(json.dumps({"document": document.id, **sentence.to_dict()}, ensure_ascii=False))
        else:
            click.secho(document.id, bold=True, color=reporting.colour_choice())
            for sentence in sentences:
                _print(sentence)
    return INVALID if log.errors else DONE


def _print(sentence: SentenceExplanation) -> None:
    click.echo(f"{sentence.index + 1}. {' '.join(sentence.text.split())}")
    for trigger in sentence.triggers:
        codes = " ".join(code for code in (trigger.cameo, trigger.plover) if code)
        parties = f"{', '.join(trigger.source) or '?'} > {', '.join(trigger.target) or '?'}"
        verdict = (
            click.style("event", fg="green") if trigger.coded else click.style(f"none, {trigger.reason}", fg="red")
        )
        click.echo(
            f"   {verdict}: {trigger.words!r} {codes}, {parties}, by {', '.join(trigger.rules)}",
            color=reporting.colour_choice(),
        )
    if not sentence.triggers:
        click.echo(f"   none: {sentence.reason}")
    for incident in sentence.incidents:
        fate = "" if incident.written else ", not written: no event of the clause or named party tells it as news"
        words = ", ".join(map(repr, incident.words))
        click.echo(f"   ACLED: {incident.sub_event_type} {incident.score:.1f}, from {words}{fate}")
    for event in sentence.events:
        click.echo(f"   wrote: {_written(event)}")


def _written(event: EventExplanation) -> str:
    """Return the fields of an event with the words that they come from: "2022-01-05 'Wednesday', Almaty 'Almaty'"."""
    fields = [" ".join(code for code in event.codes.values())]
    for value, precision, words in (event.date, event.place):
        if value:
            fields.append(f"{value} ({precision}{', ' + repr(words) if words else ''})")
    fields += [f"{number:,} {kind}" for kind, number in event.effects.items()]
    if event.confidence is not None:
        fields.append(f"confidence {event.confidence:.2f}")
    return ", ".join(fields)
