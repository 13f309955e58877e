"""Why a sentence was coded as it was, or why it was not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from exporter.coding.coder import EmbeddedCoder
from exporter.coding.judgement import why_not_between, why_not_told
from exporter.coding.parties import participants
from exporter.coding.reading import Reading

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.documents import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerExplanation:
    """One trigger of a sentence and what became of it.

    Attributes:
        words: the words that matched, as they stand.
        rules: identifiers of the entries and rules that fired.
        cameo: CAMEO code, or None.
        plover: PLOVER type, or None.
        source: names of the parties that act.
        target: names of the parties acted upon.
        coded: whether an event was written.
        reason: why none was, or an empty string.

    """

    words: str
    rules: tuple[str, ...]
    cameo: str | None
    plover: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    coded: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExplanation:
    """One sentence: its triggers, or why it has none."""

    index: int
    start: int
    end: int
    text: str
    triggers: tuple[TriggerExplanation, ...]
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as a dictionary that JSON can hold."""
        return asdict(self)


def explain_document(document: Document, *, coder: EmbeddedCoder | None = None) -> list[SentenceExplanation]:
    """Return an explanation of every sentence of a document."""
    coder = coder or EmbeddedCoder()
    reading = Reading(document, coder.lexicon, actors=coder.actors)
    explained = []
    for sentence in reading.sentences:
        analysis = reading.analysis(sentence.index)
        triggers = tuple(_trigger(coder, reading, analysis, event) for event in reading.events(sentence.index))
        reason = "" if any(one.coded for one in triggers) else _sentence_reason(analysis, triggers)
        explained.append(
            SentenceExplanation(
                index=sentence.index,
                start=sentence.start,
                end=sentence.end,
                text=sentence.text(document.text),
                triggers=triggers,
                reason=reason,
            )
        )
    return explained


def _trigger(coder: EmbeddedCoder, reading: Reading, analysis: Analysis, event: ClauseEvent) -> TriggerExplanation:
    sources, targets = participants(coder.resolver, reading, analysis, event)
    reason = why_not_told(reading, analysis, event) or why_not_between(reading, analysis, event, sources, targets)
    first, last = analysis.tokens[event.trigger.start], analysis.tokens[event.trigger.end - 1]
    return TriggerExplanation(
        words=reading.document.text[first.start : last.end],
        rules=tuple(event.rules),
        cameo=event.cameo,
        plover=event.plover,
        source=tuple(party.name or "" for party in sources),
        target=tuple(party.name or "" for party in targets),
        coded=not reason,
        reason=reason,
    )


def _sentence_reason(analysis: Analysis, triggers: tuple[TriggerExplanation, ...]) -> str:
    if triggers:
        return "; ".join(dict.fromkeys(one.reason for one in triggers))
    if analysis.triggers:
        return "an operator without an event"
    return "no trigger"
