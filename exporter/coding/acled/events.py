"""From a document's incidents to events: ACLED's code on the clause event that tells it, or on an event of its own."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from exporter.coding.acled.actors import acled_participants
from exporter.coding.acled.incidents import find_incidents, incident_of, is_report
from exporter.coding.acled.merging import WIDE, both, is_crowd, is_of_crowd, is_old, where_and_when, with_part
from exporter.coding.acled.names_of_states import with_acled_names
from exporter.coding.acled.passages import CROWDED, STRATEGIC
from exporter.coding.acled.reported import opens_report, stands_alone
from exporter.coding.acled.sides import ARMED, STATES
from exporter.coding.acled.verdict import THRESHOLD
from exporter.coding.codes import cameo_classification, plover_classification
from exporter.coding.confidence import incident_confidence
from exporter.coding.naming import CIVILIANS
from exporter.events import Classification, Coder, Effects, Event, Evidence, content_id
from exporter.schemas import crosswalk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.coding.acled.incidents import AcledIncident
    from exporter.coding.actors import ActorResolver
    from exporter.coding.reading import Reading
    from exporter.events import Code, Participant
    from exporter.events.record import Slot

_SIDES: tuple[tuple[Slot, Slot], ...] = (("actor1", "assoc_actor_1"), ("actor2", "assoc_actor_2"))
_ARREST = "173"
_STRETCH = 1024  # characters
# CAMEO's roots of protest and of harm done to others.
_DEEDS = frozenset(("14", "15", "17", "18", "19", "20"))
_PROTEST = "14"
_, _RIOTS = CROWDED
# ACLED's event types of which a list of places tells one each.
_REPEATED = frozenset((*CROWDED, "Battles", "Explosions/Remote violence"))
# ACLED's event types in which two main actors meet.
_PAIRED = frozenset(("Battles", "Violence against civilians", "Riots"))
# The types of main actors that an event type must have, where it asks for any.
_FIRST = {"Battles": ARMED, "Violence against civilians": ARMED}
_SECOND = {"Battles": ARMED, "Violence against civilians": frozenset((CIVILIANS,))}
_MASS = 3  # arrested at once, from which ACLED's "mass arrests" is taken to begin


def with_acled(reading: Reading, events: Sequence[Event], resolver: ActorResolver, coder: Coder) -> list[Event]:
    """Return the events of a document with those of its ACLED incidents, its main event first.

    An incident's code goes to the event that tells it with the same main actor; otherwise the incident is an event of
    its own, since ACLED's order of actors (the crowd first, the perpetrator first) need not be that of the clause.
    """
    rest: dict[int, Event] = dict(enumerate(events))
    near: dict[int, list[int]] = {}
    for number, event in rest.items():
        for stretch in _stretches(event):
            near.setdefault(stretch, []).append(number)
    told: dict[int, Event] = {}
    report = is_report(reading.sentences, record=reading.record)
    incidents = incidents_of(reading)
    opened = any(map(opens_report, incidents))
    owns = _dated(incidents, [_own_event(reading, one, resolver, coder, report=report) for one in incidents])
    for place in sorted(range(len(incidents)), key=lambda at: incidents[at].event_type != _RIOTS):
        incident, own = incidents[place], owns[place]
        whole = next((at for at, event in told.items() if report and is_of_crowd(event, own, incident)), None)
        if whole is not None:
            told[whole] = with_part(told[whole], own)
            continue
        beside = sorted({number for stretch in _stretches(own) for number in near.get(stretch, ())} & rest.keys())
        teller = next((number for number in beside if _tells(rest[number], own)), None)
        if teller is not None:
            told[place] = _joined(rest.pop(teller), own, report=report)
        elif not report or stands_alone(reading, incident, own, opened=opened):
            told[place] = own
    first = [event for place in sorted(told) for event in _at_each(reading, incidents[place], told[place])]
    known = {where_and_when(event) for event in first}
    for number, event in rest.items() if first else ():  # a report that tells of no incident tells of no second one
        if where_and_when(event) not in known and (further := _further(reading, event, resolver, coder)):
            rest[number] = further
            known.add(where_and_when(further))
    first.sort(key=lambda event: is_old(event, reading.document.published))
    demonstrated = {where_and_when(event) for event in first if is_crowd(event)}
    first += [event if where_and_when(event) in demonstrated else _with_mass_arrest(event) for event in rest.values()]
    day = (reading.document.published or "")[:10] or None
    return [with_acled_names(event, day) for event in first]


def incidents_of(reading: Reading) -> list[AcledIncident]:
    """Return the incidents of a document that rest on words of it, its main event first."""
    found = find_incidents(reading.sentences, record=reading.record, analyse=reading.analysis)
    return [one for one in found if one.words or one.actor1]


def _dated(incidents: Sequence[AcledIncident], owns: Sequence[Event]) -> list[Event]:
    """Return the events of incidents, those without a day on that of the incident told before them in the text."""
    dated = list(owns)
    day = None
    for place in sorted(range(len(incidents)), key=lambda at: incidents[at].sentences):
        if dated[place].date is None:
            dated[place] = replace(dated[place], date=day)
        elif incidents[place].event_type != STRATEGIC:
            day = dated[place].date
    return dated


def _at_each(reading: Reading, incident: AcledIncident, event: Event) -> list[Event]:
    """Return what happened at several places as an event at each, as ACLED codes it; strategic acts as they are.

    Figures that the report gives for all places together stay with the first; where somebody died, so do the events.
    """
    place, effects = event.location, event.effects
    if incident.event_type not in _REPEATED or place is None or effects.fatalities is not None:
        return [event]
    alone = replace(event, effects=Effects())
    others = reading.locations.listed_with(incident.sentences, place)
    ids = [content_id("e", event.event_id, other.name or "") for other in others]
    return [event, *(replace(alone, event_id=one, location=other) for one, other in zip(ids, others, strict=True))]


def _further(reading: Reading, event: Event, resolver: ActorResolver, coder: Coder) -> Event | None:
    """Return a clause event of protest at another place as an incident of its own, or None.

    Of harm, words in passing tell too little: which of the sides was armed, and what was new.
    """
    cameo, place = event.classification("cameo"), event.location
    if cameo is None or cameo.code[:2] != _PROTEST or place is None or place.precision in WIDE:
        return None
    at = bisect_right(reading.sentences, event.evidence[0].start, key=attrgetter("start")) - 1
    incident = incident_of(reading.sentences[max(at, 0)])
    if incident is None or incident.event_type not in CROWDED:
        return None
    return _joined(event, _own_event(reading, incident, resolver, coder, report=True))


def _stretches(event: Event) -> set[int]:
    """Return the stretches of the text in which an event's evidence stands: only what shares one can overlap."""
    return {at for one in event.evidence for at in range(one.start // _STRETCH, one.end // _STRETCH + 1)}


def _with_mass_arrest(event: Event) -> Event:
    """Return an event of arrests with ACLED's code where many were arrested: the codebook counts mass arrests alone."""
    cameo = event.classification("cameo")
    arrested = event.effects.arrested or 0
    if cameo is None or cameo.code != _ARREST or arrested < _MASS or event.classification("acled") is not None:
        return event
    acled = Classification(scheme="acled", code="Arrests", label="Arrests", parent=STRATEGIC)
    rules = (*event.coder.rules, "acled.mass-arrest") if event.coder else ()
    return replace(
        event,
        classifications=(*event.classifications, acled),
        coder=event.coder and replace(event.coder, rules=rules),
    )


def _own_event(
    reading: Reading, incident: AcledIncident, resolver: ActorResolver, coder: Coder, *, report: bool
) -> Event:
    parties = acled_participants(reading, incident, resolver)
    evidence = _evidence(reading, incident)
    classifications = _classifications(incident)
    spans = [f"{one.start}-{one.end}" for one in evidence]
    names = [f"{party.slot}:{party.name}" for party in parties]
    sentence, start = incident.words[0][:2] if incident.words else (incident.sentences[0], 0)
    since = [index for index in incident.sentences if index >= sentence]
    effects = reading.circumstances.effects_of_incident(incident.sentences, incident.sub_event_type)
    return Event(
        event_id=content_id("e", reading.document.id, *spans, f"acled:{incident.sub_event_type}", *names),
        incident_id=content_id("i", reading.document.id, *spans),
        document=reading.reference,
        classifications=classifications,
        date=reading.circumstances.date_of_incident(since, start),
        location=reading.locations.of_incident(incident.sentences, incident.words),
        effects=effects,
        direction="directed" if len({party.slot[-1] for party in parties}) > 1 else "none",
        participants=tuple(parties),
        sources=reading.sources,
        evidence=evidence,
        coder=replace(coder, rules=incident.rules, confidence=_confidence(incident, report=report)),
    )


@cache
def _counterpart(name: str, sub_event_type: str) -> Mapping[str, str]:
    return next((row for row in crosswalk(name) if row["sub_event_type"] == sub_event_type), {})


def _classifications(incident: AcledIncident) -> tuple[Classification, ...]:
    """Return ACLED's code with its counterparts in CAMEO and PLOVER, where the crosswalks propose any."""
    acled = Classification(
        scheme="acled", code=incident.sub_event_type, label=incident.sub_event_type, parent=incident.event_type
    )
    found = []
    cameo = _counterpart("acled_to_cameo", incident.sub_event_type).get("cameo_code")
    if cameo and (classification := cameo_classification(cameo)):
        found.append(classification)
    plover = _counterpart("acled_to_plover", incident.sub_event_type)
    if plover.get("plover_type"):
        found.append(plover_classification(plover["plover_type"], plover["plover_mode"] or None))
    return (*found, acled)


def _tells(event: Event, own: Event) -> bool:
    """Tell whether a clause event reports the incident: in its words, with the same main actor first."""
    if event.classification("acled") is not None or not _fits(event, own):
        return False
    if not (_same_side(event, own, "actor1") or (_is_unknown(own) and _same_side(event, own, "actor2"))):
        return False
    return any(one.start < other.end and other.start < one.end for one in event.evidence for other in own.evidence)


def _fits(event: Event, own: Event) -> bool:
    """Tell whether CAMEO's code of a clause event can be the incident: harm and protest, or the same kind of act."""
    cameo, acled, proposed = event.classification("cameo"), own.classification("acled"), own.classification("cameo")
    if cameo is None or acled is None:
        return True
    if acled.parent == STRATEGIC:
        return proposed is None or proposed.code[:2] == cameo.code[:2] or cameo.code[:2] in _DEEDS
    return cameo.code[:2] in _DEEDS


def _same_side(event: Event, own: Event, slot: Slot) -> bool:
    ours = own.participant(slot)
    main: tuple[Slot, ...] = ("actor1", "actor2") if event.direction == "mutual" else (slot,)
    slots = (*main, dict(_SIDES)[slot])  # of "peacekeepers and police" ACLED names the police first
    return ours is not None and any(_same_words(one, ours) for one in event.participants if one.slot in slots)


def _is_unknown(own: Event) -> bool:
    """Tell whether no words of the text name who did it."""
    first = own.participant("actor1")
    return first is None or not first.text


def _same_words(one: Participant, other: Participant) -> bool:
    mine, theirs = (one.text or "").casefold(), (other.text or "").casefold()
    return bool(mine) and bool(theirs) and (mine in theirs or theirs in mine)


def _joined(event: Event, own: Event, *, report: bool = False) -> Event:
    """Return the clause event with the incident's code, actors and effects.

    Of a report, whose sentences name many, the parties of the clause are taken where it names who acts.
    """
    codes: dict[str, tuple[Code, ...]] = {one.slot: one.codes for one in event.participants}
    doer = event.participant("actor1") if _is_unknown(own) else None
    if doer is not None and not _can_do(doer, own):
        doer = None
    parties = tuple(
        replace(party, codes=tuple({code.scheme: code for code in (*codes.get(party.slot, ()), *party.codes)}.values()))
        for party in own.participants
        if doer is None or party.slot != "actor1"
    )
    parties = parties if doer is None else (doer, *parties)
    parties += _allies(event, own, parties)
    acled = own.classification("acled")
    if report and acled is not None and acled.parent not in CROWDED and _names_doer(event):
        parties = _of_clause(event, own, acled.parent)
    rules = own.coder.rules if own.coder else ()
    coder = event.coder and replace(
        event.coder,
        rules=tuple(dict.fromkeys((*event.coder.rules, *rules))),
        confidence=max(event.coder.confidence or 0.0, (own.coder and own.coder.confidence) or 0.0),
    )
    return replace(
        event,
        classifications=(*event.classifications, *(one for one in own.classifications if one.scheme == "acled")),
        participants=parties,
        date=own.date or event.date,
        location=own.location or event.location,
        effects=own.effects,
        evidence=both(event.evidence, own.evidence),
        coder=coder,
    )


def _of_clause(event: Event, own: Event, event_type: str | None) -> tuple[Participant, ...]:
    """Return the parties of a clause; those that ACLED's type cannot have give way to those of the incident."""
    others = [party for party in event.participants if party.slot not in ("actor1", "actor2")]
    mains = []
    allowed_in: tuple[tuple[Slot, Mapping[str, frozenset[str]]], ...] = (("actor1", _FIRST), ("actor2", _SECOND))
    for slot, allowed in allowed_in:
        kinds = allowed.get(event_type or "")
        said, ours = event.participant(slot), own.participant(slot)
        fits = kinds is None or (said is not None and said.code("acled") in kinds)
        mains.append(said if fits else ours)
    return (*(party for party in mains if party is not None), *others)


def _can_do(party: Participant, own: Event) -> bool:
    """Tell whether a clause's doer can be ACLED's first actor: armed where harm is done, a crowd in a demonstration."""
    acled, kind = own.classification("acled"), party.code("acled")
    if acled is None or acled.parent == STRATEGIC:
        return True
    if acled.parent in CROWDED:
        return kind == own.participants[0].code("acled")
    return kind in ARMED and (kind not in STATES or acled.parent != "Violence against civilians")


def _names_doer(event: Event) -> bool:
    """Tell whether a clause names who acts: in a report, others' names stand beside other deeds."""
    doer = event.participant("actor1")
    return doer is not None and bool(doer.codes)


def _allies(event: Event, own: Event, parties: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the parties of the clause that ACLED's main actors leave out.

    Those of other countries are associates of their side; where a side has no main actor, the first whose ACLED type
    is known is. Where ACLED has one actor (a protest, whoever it is meant for), it loses that type.
    """
    acled = own.classification("acled")
    paired = acled is not None and acled.parent in _PAIRED
    remote = acled is not None and acled.parent == "Explosions/Remote violence"
    names = {party.name for party in parties}
    found: list[Participant] = []
    for main, other in _SIDES:
        led = any(party.slot == main for party in parties)
        here = {party.country for party in parties if party.slot in (main, other)}
        for party in event.participants:
            if party.slot not in (main, other) or party.name in names:
                continue
            if led and party.country and party.country not in here:
                found.append(replace(party, slot=other))
            elif not led and party.code("acled"):
                struck = remote and not (party.name or "").startswith("Government")
                kept = (
                    party.codes if paired or struck else tuple(code for code in party.codes if code.scheme != "acled")
                )
                found.append(replace(party, slot=main, codes=kept))
                led = True
    return tuple(found)


def _evidence(reading: Reading, incident: AcledIncident) -> tuple[Evidence, ...]:
    """Return one passage for each sentence: from the first to the last word that made the incident."""
    text = reading.document.text
    spans: dict[int, tuple[int, int]] = {}
    parts = [*incident.words]
    parts += [(one.sentence, one.start, one.end) for one in (incident.actor1, incident.actor2) if one is not None]
    for sentence, start, end in parts:
        tokens = reading.sentences[sentence].tokens
        first, last = tokens[start].start, tokens[end - 1].end
        known = spans.get(sentence)
        spans[sentence] = (min(first, known[0]), max(last, known[1])) if known else (first, last)
    return tuple(Evidence(start, end, text[start:end]) for _, (start, end) in sorted(spans.items()))


def _confidence(incident: AcledIncident, *, report: bool) -> float:
    return incident_confidence(incident.score - THRESHOLD, named=incident.actor1 is not None, report=report)
