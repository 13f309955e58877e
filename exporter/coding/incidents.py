"""Which events report one incident: same day, place, kind and parties, within a document and across documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.events import content_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.events import Event

# Kinds of which two reports of one day without a place may still tell of different incidents.
_MATERIAL = frozenset(
    (
        *("Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians"),
        *("Strategic developments", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT"),
    )
)


@dataclass(slots=True)
class _Incident:
    """An incident as the first event that reports it tells it."""

    date: tuple[str, str] | None
    place: tuple[str | None, ...] | None
    kind: str
    parties: frozenset[str]
    events: list[int] = field(default_factory=list)


def with_incidents(events: Iterable[Event]) -> list[Event]:
    """Return the events of one document with their incident ids; those that report one incident share it.

    Two events report one incident where day, place and kind are the same and the parties of one are among those of the
    other. The id is made of these alone, so that documents that report the same incident agree on it without knowing of
    each other. Where the text leaves the day, the place of an act or the parties unknown, the id holds the document's
    own id, since what is unknown is not known to be the same.
    """
    found = list(events)
    incidents: list[_Incident] = []
    alike: dict[tuple[object, ...], list[_Incident]] = {}  # by all that must be equal
    for index, event in enumerate(found):
        incident = _incident(event)
        others = alike.setdefault((incident.date, incident.place, incident.kind), [])
        known = next((one for one in others if _same(one, incident)), None)
        if known is None:
            incidents.append(incident)
            others.append(incident)
            known = incident
        known.events.append(index)
        known.parties |= incident.parties
    ids: dict[int, str] = {}
    for incident in incidents:
        identity = _identity(incident, found[incident.events[0]])
        ids.update(dict.fromkeys(incident.events, identity))
    return [replace(event, incident_id=ids[index]) for index, event in enumerate(found)]


def _incident(event: Event) -> _Incident:
    date = event.date
    day = (date.start, date.end) if date else None
    location = event.location
    place = None
    if location and (location.name or location.gazetteer_id):
        place = (location.iso3 or location.country, location.gazetteer_id or (location.name or "").casefold())
    return _Incident(day, place, _kind(event), _parties(event))


def _kind(event: Event) -> str:
    """Return the kind that events of one incident share: ACLED's event type, else PLOVER's type, else CAMEO's root."""
    acled = event.classification("acled")
    if acled is not None:
        return acled.parent or acled.code
    plover = event.classification("plover")
    if plover is not None:
        return plover.code
    cameo = event.classification("cameo")
    return cameo.code[:2] if cameo else event.classifications[0].code


def _parties(event: Event) -> frozenset[str]:
    return frozenset(
        party.code("cameo") or party.name or party.text or ""
        for party in event.participants
        if party.slot in {"actor1", "actor2"} and (party.code("cameo") or party.name or party.text)
    )


def _same(one: _Incident, other: _Incident) -> bool:
    if one.date != other.date or one.place != other.place or one.kind != other.kind:
        return False
    if not one.parties or not other.parties:
        return one.parties == other.parties
    return one.parties <= other.parties or other.parties <= one.parties


def _identity(incident: _Incident, first: Event) -> str:
    sure = incident.date is not None and len(incident.parties) > 0
    if incident.place is None:
        sure = sure and incident.kind not in _MATERIAL and len(incident.parties) > 1
    own: tuple[str | None, ...] = ()
    if not sure:
        document = first.document.id if first.document else None
        own = (document, *(f"{one.start}-{one.end}" for one in first.evidence))
    date = incident.date or (None, None)
    place = incident.place or (None,)
    return content_id("i", *date, *place, incident.kind, *sorted(incident.parties), *own)
