"""Two incidents of a report that are one: a crowd at one place on one day, and the arrests among it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.acled.passages import CROWDED
from exporter.coding.date_resolution import parse_day
from exporter.events import Effects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.incidents import AcledIncident
    from exporter.events import Event, Evidence

WIDE = frozenset(("country", "region", None))  # places that no incident can be told apart by
_NEWS = 14  # days before publication: an older incident is told beside the news
_ARRESTS = "Arrests"
_OF_CROWD = "arrest-crowd"  # evidence that those arrested were many


def where_and_when(event: Event) -> tuple[str, str]:
    """Return the day and the place of an event: two of one day and place are taken for one incident."""
    place = event.location
    return (event.date.start or "" if event.date else "", (place.gazetteer_id or place.name or "") if place else "")


def is_old(event: Event, published: str | None) -> bool:
    """Tell whether an incident lies so long before publication that it is not the main event of its report."""
    day, end = parse_day(published or ""), parse_day(event.date.end or "") if event.date else None
    return day is not None and end is not None and (day - end).days > _NEWS


def is_crowd(event: Event) -> bool:
    """Tell whether an event is a protest or a riot."""
    acled = event.classification("acled")
    return acled is not None and acled.parent in CROWDED


def is_of_crowd(known: Event, event: Event, incident: AcledIncident) -> bool:
    """Tell whether an incident of a report is part of one that is known: ACLED has one event for a crowd in a day.

    A demonstration that turns violent is one riot, and those arrested at it are no event of their own.
    """
    place = event.location
    if not is_crowd(known) or place is None or place.precision in WIDE:
        return False
    arrests = incident.sub_event_type == _ARRESTS and _OF_CROWD in incident.evidence
    return (arrests or incident.event_type in CROWDED) and where_and_when(known) == where_and_when(event)


def with_part(event: Event, part: Event) -> Event:
    """Return an incident with the passages of a part of it, and with the figures that it does not have itself."""
    mine, other = event.effects, part.effects
    effects = Effects(
        fatalities=mine.fatalities or other.fatalities,
        injured=other.injured if mine.injured is None else mine.injured,
        arrested=other.arrested if mine.arrested is None else mine.arrested,
        crowd=mine.crowd or other.crowd,
    )
    return replace(event, effects=effects, evidence=both(event.evidence, part.evidence))


def both(one: Sequence[Evidence], other: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Return the passages of the first, and those of the second that lie apart from them, in the order of the text."""
    apart = (new for new in other if not any(new.start < old.end and old.start < new.end for old in one))
    return tuple(sorted((*one, *apart), key=lambda passage: passage.start))
