"""The incidents of a document, each with its ACLED sub-event type, parties and the words that made it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.coding.acled.domains import is_of_other_life
from exporter.coding.acled.frames import CROWD_PARTIES, kind_of, read
from exporter.coding.acled.manner import LEAD, is_dated, is_note, is_of_long, is_of_year, is_told
from exporter.coding.acled.mentions import is_year
from exporter.coding.acled.passages import CROWDED, REACH, STRATEGIC, event_types, passages_of
from exporter.coding.acled.tally import tally
from exporter.coding.acled.telling import lessen
from exporter.coding.acled.verdict import RELAXED, THRESHOLD, decide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.coding.acled.cues import Cue
    from exporter.coding.acled.frames import Frame, Reading
    from exporter.coding.acled.verdict import Verdict
    from exporter.coding.analysis import Analysis
    from exporter.coding.text import Sentence

NOTE = 7  # sentences: a text up to this length reports one incident, as an event note does
OPENING = 2  # sentences of a report that say what it is about
SNIPPET = 3  # sentences: so short a text is read for whatever it tells
LONGEST = 4  # sentences of a snippet whose sentences are short
BRIEF = 100  # words of such a one
LOUD = 1.4  # evidence that so short a text needs for protest or violence
DATED = 1.8  # the same, where it says when
LONG = 2.2  # evidence that a passage of running text needs
CONTINUED = REACH  # sentences: so close behind news, a report goes on telling it
FADE = 0.97  # a later incident of a report is less its main event, sentence by sentence

_MOB, _RIOT = "Mob violence", "Violent demonstration"
_DISPERSED = "disperse"  # evidence that forces met a crowd
_DOERS = frozenset(("armed", "state", "group", "rioter", "clan", "named", "herder", "aircraft"))


@dataclass(frozen=True, slots=True)
class Party:
    """Words for a party, by sentence and tokens, and what the party is."""

    kind: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AcledIncident:
    """An incident with its code; ``actor1`` and ``actor2`` stand in ACLED's order.

    Attributes:
        sub_event_type: one of ACLED's 25 types.
        event_type: its parent.
        score: how strongly the words speak for it.
        sentences: indexes of the sentences that report it.
        words: sentence, first and last token (end exclusive) of the words that made it.
        rules: identifiers of the cue entries.
        evidence: names of the kinds of evidence.

    """

    sub_event_type: str
    event_type: str
    score: float
    sentences: tuple[int, ...]
    words: tuple[tuple[int, int, int], ...]
    rules: tuple[str, ...]
    evidence: tuple[str, ...]
    actor1: Party | None = None
    actor2: Party | None = None


def _read_all(sentences: Sequence[Sentence]) -> list[Reading]:
    readings: list[Reading] = []
    for sentence in sentences:
        readings.append(read(sentence, readings[-1] if readings else None))
    return readings


def find_incidents(
    sentences: Sequence[Sentence], *, record: bool = False, analyse: Callable[[int], Analysis] | None = None
) -> list[AcledIncident]:
    """Return the incidents that a document reports, its main event first.

    A record is a text that comes with its day and its country, as those of an event data set do: its violence is taken
    to be what the set is of, even where it is worded like private crime.
    """
    count = len(sentences)
    if is_snippet(sentences) or (count <= NOTE and is_note(sentences)):
        readings = _read_all(sentences)
        if analyse is not None and not record:
            for reading in readings:
                lessen(reading, analyse(reading.index))
        return _of_snippet(readings, record=record)
    if record and count <= NOTE and not sentences[-1].paragraph:
        readings = _read_all(sentences)
        verdict = decide(tally(readings, strict=True), LONG)
        if verdict:
            return [_incident(verdict, readings)]
    found = _of_report(sentences, None if record else analyse)
    if not found:
        found = _behind_news(sentences, None if record else analyse)
    return sorted(found, key=lambda one: (-one.score * FADE ** one.sentences[0], one.sentences))


def _of_report(sentences: Sequence[Sentence], analyse: Callable[[int], Analysis] | None) -> list[AcledIncident]:
    """Return the incidents that the passages of a report tell as news, in the order of the text."""
    found: list[AcledIncident] = []
    told = -CONTINUED - 1  # the last sentence that was told as news: what follows closely goes on telling
    for passage in passages_of(_near_news(sentences, analyse)):
        start = passage[0].index
        near = start - told <= CONTINUED
        unrest = near and found[-1].event_type in CROWDED
        dated = any(is_dated(reading.words) for reading in passage) or (
            start > 0 and is_dated(sentences[start - 1].words)
        )
        verdict = _verdict(passage, DATED if dated or unrest else LONG)
        if verdict and unrest and verdict.sub_event_type == _MOB and _DISPERSED in verdict.evidence:
            verdict = replace(verdict, sub_event_type=_RIOT)  # the demonstrations of a report go on elsewhere
        if verdict and (near or any(is_told(reading) for reading in passage)):
            found.append(_incident(verdict, passage))
            told = passage[-1].index
    return found


def _verdict(passage: Sequence[Reading], threshold: float) -> Verdict | None:
    """Return what a passage tells, read as a whole; else what one sentence of it tells that is clear by itself."""
    whole = decide(tally(passage, first=passage[0].index, strict=True), threshold)
    if whole is not None or len(passage) == 1:
        return whole
    alone = (decide(tally([one], first=one.index, strict=True), threshold) for one in passage)
    return max((one for one in alone if one is not None), key=lambda one: one.score, default=None)


def _behind_news(sentences: Sequence[Sentence], analyse: Callable[[int], Analysis] | None) -> list[AcledIncident]:
    """Return the protest or riot that the opening of a report tells as known: "… after residents stormed the hall"."""
    for sentence in sentences[:OPENING]:
        reading = read(sentence)
        if not is_dated(reading.words) or any(map(is_year, reading.words)) or is_of_other_life(reading.words):
            continue
        if analyse is not None and reading.frames:
            lessen(reading, analyse(sentence.index))
        verdict = decide(tally([reading], first=sentence.index, relaxed=True), DATED, contentious=True)
        if verdict and event_types()[verdict.sub_event_type] in CROWDED:
            return [_incident(verdict, [reading])]
    return []


def is_snippet(sentences: Sequence[Sentence]) -> bool:
    """Tell whether a text is so short that all of it is of one incident."""
    if len(sentences) <= SNIPPET:
        return True
    return len(sentences) <= LONGEST and sum(len(one.words) for one in sentences) <= BRIEF


def is_report(sentences: Sequence[Sentence], *, record: bool) -> bool:
    """Tell whether a text is a report, which may only mention an incident, and no snippet, note or record of one."""
    count = len(sentences)
    return count > NOTE or (count > SNIPPET and not record and not is_note(sentences))


def _of_snippet(readings: list[Reading], *, record: bool) -> list[AcledIncident]:
    """Return what a short text tells; behind a curfew or arrests also the violence or protest that it tells as known.

    A record is of one event, and its day and place are given with it.
    """
    first = decide(tally(readings, record=record))
    found = [_incident(first, readings)] if first and (record or _is_loud(first)) else []
    if not found or (not record and found[0].event_type == STRATEGIC):
        known = decide(tally(readings, relaxed=True, record=record), RELAXED, contentious=bool(found))
        known = known if record or (known and _is_loud(known)) else None
        found += [_incident(known, readings)] if known else []
    return found


def _is_loud(verdict: Verdict) -> bool:
    """Tell whether the words for an incident are strong enough where no day and country are given with the text."""
    return verdict.score >= LOUD or event_types()[verdict.sub_event_type] == STRATEGIC


def incident_of(sentence: Sentence) -> AcledIncident | None:
    """Return the incident that one sentence tells, read for whatever it tells, or None."""
    reading = read(sentence)
    verdict = decide(tally([reading], first=sentence.index, relaxed=True), RELAXED)
    return _incident(verdict, [reading]) if verdict else None


def _near_news(
    sentences: Sequence[Sentence], analyse: Callable[[int], Analysis] | None
) -> list[tuple[Reading, Verdict]]:
    """Return the sentences that tell of an event, with its kind, and are news or hang together with such as are.

    What neither opens the report nor says when, and follows on no sentence that does, is background, and is not read.
    """
    found: dict[int, tuple[Reading, Verdict]] = {}
    asked: set[int] = set()
    waiting = [one.index for one in sentences if one.index < LEAD or is_dated(one.words)]
    while waiting:
        index = waiting.pop()
        if index in asked or not 0 <= index < len(sentences):
            continue
        asked.add(index)
        if is_of_other_life(sentences[index].words):
            continue
        if index and (is_of_year(sentences[index].words) or is_of_long(sentences[index].words)):
            continue  # "In 2017 a truck bomb at the same junction killed 500"
        reading = read(sentences[index])
        verdict = decide(tally([reading], first=index, strict=True), THRESHOLD) if reading.frames else None
        if verdict is not None and analyse is not None:
            lessen(reading, analyse(index))
            verdict = decide(tally([reading], first=index, strict=True), THRESHOLD)
        if verdict is not None:
            found[index] = reading, verdict
            waiting += range(index - REACH, index + REACH + 1)
    return [found[index] for index in sorted(found)]


def _incident(verdict: Verdict, readings: Sequence[Reading]) -> AcledIncident:
    frames = [frame for reading in readings for frame in reading.frames if frame.cue.weight >= 0.3]  # noqa: PLR2004 - not a topic
    told = sorted({frame.sentence for frame in frames}) or [readings[0].index]
    parent = event_types()[verdict.sub_event_type]
    actor1, actor2 = _actors(parent, frames, readings)
    return AcledIncident(
        verdict.sub_event_type,
        parent,
        round(verdict.score, 3),
        tuple(told),
        tuple((frame.sentence, frame.cue.start, frame.cue.end) for frame in frames),
        tuple(sorted({rule for frame in frames for rule in frame.cue.ids})),
        verdict.evidence,
        actor1,
        actor2,
    )


def _actors(parent: str, frames: list[Frame], readings: Sequence[Reading]) -> tuple[Party | None, Party | None]:
    """Return the two main actors in ACLED's order."""
    if parent in CROWDED:
        return _crowd(parent, frames, readings)
    agent: tuple[Cue, int] | None = None
    patient: tuple[Cue, int] | None = None
    for frame in sorted(frames, key=lambda one: (-one.cue.weight, one.sentence)):
        doer, other = frame.agent, frame.patient
        if agent is None and doer is not None and kind_of(doer) in _DOERS:
            agent = (doer, frame.sentence)
            if patient is None and other is not None and other is not doer and _is_party(other):
                patient = (other, frame.sentence)
        elif patient is None and other is not None and _is_party(other) and (agent is None or other is not agent[0]):
            patient = (other, frame.sentence)
    return _party(agent), _party(patient)


def _is_party(cue: Cue) -> bool:
    return kind_of(cue) in _DOERS or kind_of(cue) in ("civ", "crowd", "base")


def _crowd(parent: str, frames: list[Frame], readings: Sequence[Reading]) -> tuple[Party | None, Party | None]:
    """Return the crowd first, who meets it second."""
    crowd: tuple[Cue, int] | None = None
    other: tuple[Cue, int] | None = None
    for reading in readings:
        for cue in reading.cues:
            if cue.verb or cue.weight < 0.3:  # noqa: PLR2004 - not a topic
                continue
            kind = kind_of(cue)
            if crowd is None and kind in CROWD_PARTIES:
                crowd = (cue, reading.index)
    for frame in frames:
        for party in (frame.agent, frame.patient):
            if party is None or other is not None:
                continue
            kind = kind_of(party)
            if kind == "state" or (parent == "Riots" and kind in ("civ", "rioter") and crowd and party is not crowd[0]):
                other = (party, frame.sentence)
    return _party(crowd), _party(other)


def _party(found: tuple[Cue, int] | None) -> Party | None:
    if found is None:
        return None
    cue, sentence = found
    return Party(kind_of(cue), sentence, cue.start, cue.end)
