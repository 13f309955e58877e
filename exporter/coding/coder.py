"""The embedded coder: sentences, triggers, clause events, parties, places, dates, events."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import replace
from functools import cache, partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import __version__
from exporter.coding.acled.events import with_acled
from exporter.coding.actor_index import ActorIndex, actor_index
from exporter.coding.actors import ActorResolver
from exporter.coding.circumstances import kinds_of_effect
from exporter.coding.codes import cameo_classification, plover_classification
from exporter.coding.confidence import confidence
from exporter.coding.incidents import with_incidents
from exporter.coding.judgement import why_not_between, why_not_told
from exporter.coding.lexicon import builtin_files, load_lexicon
from exporter.coding.pairs import best_event, tokens_of
from exporter.coding.parties import participants
from exporter.coding.petrarch import read_petrarch_actors
from exporter.coding.reading import Clause, Reading
from exporter.events import (
    Classification,
    Coder,
    Effects,
    Event,
    Evidence,
    Participant,
    content_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.lexicon import Lexicon
    from exporter.documents import Document, Entity
    from exporter.events import DateSpan, Location

NAME = "embedded"
# CAMEO's codes, by their first figures, of what is said, agreed and imposed from afar; others are done on the ground.
_SAID = ("01", "02", "03", "04", "05", "06", "10", "11", "12", "13", "16", "172", "174")
_CURFEW = "1723"


@cache
def data_version() -> str:
    """Return the package's version and a digest of the embedded lexicon: events name the rules they come from."""
    digest = hashlib.sha256()
    for file in builtin_files():
        digest.update(file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"


class EmbeddedCoder:
    """The coder that needs nothing but this package's data: the same text gives the same events."""

    name = NAME

    def __init__(
        self,
        *,
        lexicon: Iterable[str | Path] = (),
        actors: Iterable[str | Path] = (),
        resolver: ActorResolver | None = None,
        include_uncertain: bool = False,
    ) -> None:
        """Load the embedded data, with files of the user's own.

        Args:
            lexicon: lexicon files (JSON Lines) or PETRARCH verb dictionaries (.txt) that add or override entries.
            actors: PETRARCH actor dictionaries whose names go before the embedded ones.
            resolver: what resolves noun groups to participants.
            include_uncertain: whether events of running text are written too that are right too seldom otherwise.

        """
        paths, dictionaries = tuple(lexicon), tuple(map(Path, actors))
        self.lexicon: Lexicon = load_lexicon(*paths)
        self.resolver = resolver or ActorResolver()
        self.actors = (
            ActorIndex(pair for path in dictionaries for pair in read_petrarch_actors(path).names)
            if dictionaries
            else actor_index()
        )
        self.include_uncertain = include_uncertain
        options = (".user" if paths or dictionaries else "", ".uncertain" if include_uncertain else "")
        self.version = data_version() + "".join(options)
        self._again = partial(
            type(self), lexicon=paths, actors=dictionaries, resolver=resolver, include_uncertain=include_uncertain
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as options: it shares the data already, or reads them faster than a copy."""
        return self._again, ()

    def code(self, document: Document) -> list[Event]:
        """Return the events of a document, its main event first."""
        source, target = _pair(document)
        given = [one for one in (source, target) if one is not None]
        reading = Reading(
            document,
            self.lexicon,
            pair=bool(given),
            actors=self.actors,
            include_uncertain=self.include_uncertain,
        )
        found = self._for_pair(reading, given) if given else self._all(reading)
        # What one clause says twice ("a sit-in protest") has one identifier; the first has all that is known of it.
        events: dict[str, Event] = {}
        for event in found:
            events.setdefault(event.event_id, event)
        return with_incidents([replace(event, notes=_notes(reading, event)) for event in events.values()])

    # --- a given pair, or one of it

    def _for_pair(self, reading: Reading, given: list[Entity]) -> list[Event]:
        best = None
        first, last = min(one.start for one in given), max(one.end for one in given)
        for sentence in reading.sentences:
            if sentence.end <= first or sentence.start >= last:
                continue
            analysis = reading.analysis(sentence.index)
            spans = {one.role: tokens_of(analysis, one) for one in given}
            answer = best_event(
                analysis, reading.events(sentence.index), spans.get("source", (0, 0)), spans.get("target", (0, 0))
            )
            if answer is not None and (best is None or answer.score > best[0].score):
                best = answer, analysis
        if best is None:
            return []
        answer, analysis = best
        parties = []
        for one in given:
            text = reading.document.text[one.start : one.end]
            parties.append(
                Participant(slot="actor1" if one.role == "source" else "actor2", name=one.name or text, text=text)
            )
        return [self._event(reading, Clause(analysis, answer.event), parties)]

    # --- everything that the text reports

    def _all(self, reading: Reading) -> list[Event]:
        events = []
        for clause in reading.clauses():
            event = clause.event
            if why_not_told(reading, clause.analysis, event):
                continue
            sources, targets = participants(self.resolver, reading, clause.analysis, event)
            if not why_not_between(reading, clause.analysis, event, sources, targets):
                events.append(self._event(reading, clause, [*sources, *targets]))
        return with_acled(reading, events, self.resolver, Coder(self.name, self.version))

    def _event(self, reading: Reading, clause: Clause, parties: list[Participant]) -> Event:
        document, event = reading.document, clause.event
        classifications: list[Classification] = []
        if event.cameo:
            found = cameo_classification(event.cameo)
            if found:
                classifications.append(found)
        if event.plover:
            classifications.append(plover_classification(event.plover, event.mode, event.trigger.entry.contexts))
        evidence = _evidence(clause, document.text)
        codes = [f"{one.scheme}:{one.code}" for one in classifications]
        names = [f"{party.slot}:{party.name}" for party in parties]
        spans = [f"{one.start}-{one.end}" for one in evidence]
        return Event(
            event_id=content_id("e", document.id, *spans, *codes, *names),
            incident_id=content_id("i", document.id, *spans),
            document=reading.reference,
            classifications=tuple(classifications),
            date=_date(reading, clause),
            location=_location(reading, clause),
            effects=_effects(reading, clause),
            direction="mutual" if event.mutual else "directed",
            participants=tuple(parties),
            sources=reading.sources,
            evidence=evidence,
            coder=Coder(
                self.name,
                self.version,
                tuple(event.rules),
                confidence(clause.analysis, event, parties, pair=reading.pair),
            ),
        )


def _notes(reading: Reading, event: Event) -> str:
    """Return the sentences that the event rests on, whole."""
    sentences = reading.sentences
    told: set[int] = set()
    for one in event.evidence:
        at = max(bisect_right(sentences, one.start, key=attrgetter("start")) - 1, 0)
        while at < len(sentences) and sentences[at].start < one.end:
            told.add(at)
            at += 1
    return " ".join(" ".join(sentences[at].text(reading.document.text).split()) for at in sorted(told))


def _pair(document: Document) -> tuple[Entity | None, Entity | None]:
    source = next((one for one in document.entities if one.role == "source"), None)
    target = next((one for one in document.entities if one.role == "target"), None)
    return source, target


def _is_said(event: ClauseEvent) -> bool:
    return event.cameo is not None and event.cameo.startswith(_SAID) and event.cameo != _CURFEW


def _date(reading: Reading, clause: Clause) -> DateSpan | None:
    """Return the date of the clause: from its start to the next verb, or to the end of the sentence."""
    analysis, event = clause.analysis, clause.event
    first = last = event.trigger.start
    if event.verb >= 0:
        first, last = analysis.clause(event.verb)
    following = [verb.start for verb in analysis.verbs if verb.start >= max(last, event.trigger.end)]
    last = following[0] if following else len(analysis.tokens)
    return reading.circumstances.date(
        analysis.sentence.index, first, last, event.trigger.start, continues=not _is_said(event)
    )


def _location(reading: Reading, clause: Clause) -> Location | None:
    analysis, event = clause.analysis, clause.event
    first, last = event.trigger.start, event.trigger.end
    if event.verb >= 0:
        first, last = analysis.clause(event.verb)
    return reading.locations.of_clause(
        analysis.sentence.index, first, last, event.trigger.start, continues=not _is_said(event)
    )


def _effects(reading: Reading, clause: Clause) -> Effects:
    """Return the effects told beside the trigger, unless another trigger that can have such effects is nearer."""
    event, sentence = clause.event, clause.analysis.sentence
    kinds = kinds_of_effect(event.cameo, event.plover)
    if not kinds or not reading.circumstances.tolls(sentence.index):
        return Effects()
    others = [
        other.trigger.start
        for other in reading.events(sentence.index)
        if other is not event and set(kinds) & set(kinds_of_effect(other.cameo, other.plover))
    ]
    return reading.circumstances.effects_of_event(sentence.index, event.trigger.start, others, kinds)


def _evidence(clause: Clause, text: str) -> tuple[Evidence, ...]:
    analysis, event = clause.analysis, clause.event
    start, end = event.trigger.start, event.trigger.end
    if event.inner is not None:
        end = max(end, event.inner.end)
    for index in (*event.sources[:1], *event.targets[:1]):
        group = analysis.groups[index]
        start, end = min(start, group.start), max(end, group.end)
    if event.verb >= 0:
        first, last = analysis.clause(event.verb)
        start, end = min(start, first), max(end, last)
    for verb in analysis.verbs if event.trigger.verb >= 0 else ():
        if verb.governor == event.trigger.verb and verb.link == "complement":  # what was said, asked or threatened
            end = max(end, analysis.clause(verb.index)[1])
    begin, stop = analysis.tokens[start].start, analysis.tokens[end - 1].end
    return (Evidence(begin, stop, text[begin:stop]),)
