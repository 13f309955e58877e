"""Why a sentence was coded as it was, or why it was not."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from exporter.coding.acled.events import incidents_of
from exporter.coding.coder import EmbeddedCoder
from exporter.coding.judgement import why_not_between, why_not_told
from exporter.coding.parties import participants
from exporter.coding.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.coding.acled.incidents import AcledIncident
    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.text import Sentence
    from exporter.documents import Document
    from exporter.events import Event


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
class IncidentExplanation:
    """An incident of ACLED's kinds that begins in a sentence.

    Attributes:
        sub_event_type: one of ACLED's 25 types.
        score: how strongly the words speak for it.
        evidence: names of the kinds of evidence, as docs/acled-coding.md counts them.
        words: the words that made it, as they stand, also those of later sentences.
        written: whether an event carries it.

    """

    sub_event_type: str
    score: float
    evidence: tuple[str, ...]
    words: tuple[str, ...]
    written: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExplanation:
    """An event that was written, whose passages begin in a sentence.

    Attributes:
        event_id: its identifier.
        codes: its code by scheme.
        parties: its parties, each with its slot, name and the words that name it.
        date: its first day, its precision, and the words that it comes from; None where it follows from the text's own.
        place: name, precision and words of its place.
        effects: the numbers that it reports, by kind.
        confidence: the share of events like it that are right.

    """

    event_id: str
    codes: dict[str, str]
    parties: tuple[tuple[str, str | None, str | None], ...]
    date: tuple[str | None, str | None, str | None]
    place: tuple[str | None, str | None, str | None]
    effects: dict[str, int]
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceExplanation:
    """One sentence: its triggers, or why it has none, and the incidents and events that begin in it."""

    index: int
    start: int
    end: int
    text: str
    triggers: tuple[TriggerExplanation, ...]
    reason: str
    incidents: tuple[IncidentExplanation, ...] = ()
    events: tuple[EventExplanation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as a dictionary that JSON can hold."""
        return asdict(self)


def explain_document(document: Document, *, coder: EmbeddedCoder | None = None) -> list[SentenceExplanation]:
    """Return an explanation of every sentence of a document."""
    coder = coder or EmbeddedCoder()
    reading = Reading(document, coder.lexicon, actors=coder.actors, include_uncertain=coder.include_uncertain)
    events = coder.code(document)
    incidents = incidents_of(reading)
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
                incidents=tuple(_incident(reading, one, events) for one in incidents if _first(one) == sentence.index),
                events=tuple(_event(event) for event in events if _begins_in(event, sentence)),
            )
        )
    return explained


def _first(incident: AcledIncident) -> int:
    return incident.words[0][0] if incident.words else incident.sentences[0]


def _begins_in(event: Event, sentence: Sentence) -> bool:
    return bool(event.evidence) and sentence.start <= event.evidence[0].start < sentence.end


def _incident(reading: Reading, incident: AcledIncident, events: Iterable[Event]) -> IncidentExplanation:
    tokens = [reading.sentences[index].tokens[first:last] for index, first, last in incident.words]
    spans = [(part[0].start, part[-1].end) for part in tokens]
    written = any(
        (code := event.classification("acled")) is not None
        and code.code == incident.sub_event_type
        and any(one.start <= start < one.end for one in event.evidence for start, _ in spans)
        for event in events
    )
    return IncidentExplanation(
        sub_event_type=incident.sub_event_type,
        score=incident.score,
        evidence=incident.evidence,
        words=tuple(reading.document.text[start:end] for start, end in spans),
        written=written,
    )


def _event(event: Event) -> EventExplanation:
    date, place, effects = event.date, event.location, event.effects
    deaths = effects.fatalities.best if effects.fatalities else None
    figures = {
        "killed": deaths,
        "injured": effects.injured,
        "arrested": effects.arrested,
        "crowd": effects.crowd.low if effects.crowd else None,
    }
    return EventExplanation(
        event_id=event.event_id,
        codes={one.scheme: one.code for one in event.classifications},
        parties=tuple((party.slot, party.name, party.text) for party in event.participants),
        date=(date.start, date.precision, date.text) if date else (None, None, None),
        place=(place.name, place.precision, place.text) if place else (None, None, None),
        effects={kind: number for kind, number in figures.items() if number is not None},
        confidence=event.coder.confidence if event.coder else None,
    )


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
