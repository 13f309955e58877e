"""How ACLED names a state and its office holders: by their forces or their government, never by country or person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.acled.sides import STATES
from exporter.coding.countries import countries
from exporter.coding.naming import generic_name
from exporter.coding.officials import people

if TYPE_CHECKING:
    from exporter.events import Event, Participant

# Types of events in which a state acts, or is hit, by its soldiers; of strategic developments these.
_ARMED = frozenset((
    *("Battles", "Explosions/Remote violence", "Violence against civilians"),
    *("Disrupted weapons use", "Non-violent transfer of territory"),
))  # fmt: skip


def with_acled_names(event: Event, day: str | None) -> Event:
    """Return an event with ACLED's names, as labels of its actor types, for parties that have another name.

    *Russia* fires missiles as the Military Forces of Russia, a president decrees as the Government of his country.
    """
    acled = event.classification("acled")
    if acled is None:
        return event
    armed = bool({acled.parent, acled.code} & _ARMED)
    return replace(event, participants=tuple(_named(party, day, armed=armed) for party in event.participants))


def _named(party: Participant, day: str | None, *, armed: bool) -> Participant:
    country = countries().get(party.country or "")
    person = (party.name or "") in people()
    if country is None or party.code("acled") not in STATES or not (person or party.name == country.name):
        return party
    label = generic_name("military" if armed and not person else "government", country.iso3, day)
    codes = (replace(code, label=label) if code.scheme == "acled" else code for code in party.codes)
    return replace(party, codes=tuple(codes))
