"""The actors of an incident as ACLED names them: generic names, actor types, associated actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.actor import generic_actor
from exporter.coding.naming import CIVILIANS, EXTERNAL, STATE

if TYPE_CHECKING:
    from exporter.coding.acled.incidents import AcledIncident, Party
    from exporter.coding.actor import Actor
    from exporter.coding.actors import ActorResolver
    from exporter.coding.reading import Reading
    from exporter.events import Participant
    from exporter.events.record import Slot

_GENERIC = {
    "armed": "uag",
    "named": "uag",
    "clan": "clan",
    "group": "uag",
    "civ": "uag",
    "rioter": "rioters",
    "crowd": "protesters",
    "aircraft": "military",
    "base": "military",
    "state": "military",
}
_CROWD = {"Protests": "protesters", "Riots": "rioters"}
_VICTIMS = frozenset(("Violence against civilians",))
_POLICE = frozenset(("police", "officer", "constable", "policeman", "cop", "gendarme", "sheriff", "guard", "trooper"))


def acled_participants(reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> list[Participant]:
    """Return the participants of an incident, main actors first in ACLED's order."""
    found: list[Participant] = []
    crowd = _CROWD.get(incident.event_type)
    if crowd:
        found += _crowd(reading, incident.actor1, crowd, resolver)
        if incident.actor2 is not None:
            found += _main(reading, incident.actor2, "actor2", resolver, victim=True)
        return found
    victims = incident.event_type in _VICTIMS
    if incident.actor1 is not None:
        found += _main(reading, incident.actor1, "actor1", resolver, victim=False)
    elif victims:
        found.append(_participant(generic_actor("uag", reading.focus), "actor1", "", reading))
    if incident.actor2 is not None:
        found += _main(reading, incident.actor2, "actor2", resolver, victim=True)
    elif victims:
        found.append(_participant(generic_actor("civilians", reading.focus), "actor2", "", reading))
    return found


def _crowd(reading: Reading, party: Party | None, generic: str, resolver: ActorResolver) -> list[Participant]:
    """Return the crowd under its generic name, and who they are as an associated actor."""
    actor = generic_actor(generic, reading.focus)
    text = _text(reading, party) if party else ""
    found = [_participant(actor, "actor1", text, reading)]
    known = _resolve(reading, party, resolver) if party else None
    if known is not None:
        found += _identity(known, "assoc_actor_1", text, reading)
    return found


def _main(reading: Reading, party: Party, slot: Slot, resolver: ActorResolver, *, victim: bool) -> list[Participant]:
    """Return a main actor, and its identity as an associated actor where the main one is generic."""
    text = _text(reading, party)
    known = _resolve(reading, party, resolver)
    beside: Slot = "assoc_actor_1" if slot == "actor1" else "assoc_actor_2"
    if party.kind in ("civ", "group") and victim:
        found = [_participant(generic_actor("civilians", reading.focus), slot, text, reading)]
        return found + (_identity(known, beside, text, reading) if known is not None else [])
    wanted = {"state": (STATE, EXTERNAL), "base": (STATE, EXTERNAL)}.get(party.kind)
    fits = known is not None and known.at_home and (wanted is None or known.at_home in wanted)
    if known is not None and fits and (known.at_home != CIVILIANS or victim):
        return [_participant(known, slot, text, reading)]
    generic = _GENERIC.get(party.kind, "uag")
    words = {word.rstrip("s") for word in text.lower().split()}
    if generic == "military" and words & _POLICE:
        generic = "police"
    country = known.country if known is not None and known.country else reading.focus
    return [_participant(generic_actor(generic, country), slot, text, reading)]


def _resolve(reading: Reading, party: Party, resolver: ActorResolver) -> Actor | None:
    """Return who the words name: their whole noun group, or the words alone."""
    analysis = reading.analysis(party.sentence)
    group = analysis.group_at[party.start]
    if group >= 0:
        actor = resolver.actor(reading, analysis, group)
        if actor is not None:
            return actor
    return resolver.span(reading, analysis, party.start, party.end)


def _identity(actor: Actor, slot: Slot, text: str, reading: Reading) -> list[Participant]:
    if actor.kind == "organisation":
        return [_participant(actor, slot, text, reading)]
    name = actor.identity_name()
    if not name:
        return []
    party = _participant(actor, slot, text, reading)
    return [type(party)(slot=slot, name=name, text=text, country=party.country, codes=party.codes)]


def _participant(actor: Actor, slot: Slot, text: str, reading: Reading) -> Participant:
    day = (reading.document.published or "")[:10] or None
    return actor.participant(slot, text, day=day, event_country=reading.focus)


def _text(reading: Reading, party: Party) -> str:
    tokens = reading.sentences[party.sentence].tokens
    return reading.document.text[tokens[party.start].start : tokens[party.end - 1].end]
