"""A party of an event, before it takes a place in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.countries import countries
from exporter.coding.naming import actor_type, generic_name, government_years, identity_name, militia_name
from exporter.events import Code, Participant

if TYPE_CHECKING:
    from exporter.events.record import Slot


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, before it takes a place in an event.

    ``at_home`` is the ACLED actor type in the actor's own country; ``generic`` names ACLED's generic name. The kind is
    country, agent, organisation, official or name; for people, the militia of a people, ``generic`` is its sort.
    """

    kind: str
    name: str
    country: str | None = None
    cameo: str = ""
    plover: str = ""
    at_home: str = ""
    generic: str = ""
    identity: str = ""

    def acled_name(self, day: str | None, event_country: str | None = None) -> str:
        """Return the name as ACLED writes it of an event on an ISO day in a country."""
        if self.kind == "organisation" and "{" in self.name:
            place = countries().get(event_country or self.country or "")
            years = government_years(self.country or "", day)
            return self.name.format(country=place.acled_name if place else "", years=years).replace(" ()", "")
        if self.kind == "organisation":
            return self.name
        if self.kind == "people":
            return militia_name(self.name, self.country, self.generic or "Ethnic")
        return (generic_name(self.generic, self.country, day) if self.generic else None) or self.name

    def acled_type(self, event_country: str | None) -> str | None:
        """Return the ACLED actor type in the country of the event."""
        return actor_type(self.at_home or None, self.country, event_country)

    def identity_name(self) -> str | None:
        """Return the identity that ACLED would name as an associated actor, or None."""
        return identity_name(self.identity, self.country) if self.identity else None

    def cameo_code(self) -> str:
        """Return the CAMEO code: country, then role; an international actor's code stands alone."""
        if self.cameo[:3] in ("IGO", "NGO", "NGM", "IMG", "INT") and self.kind == "organisation":
            return self.cameo
        country = countries().get(self.country or "")
        return (country.cameo if country else "") + self.cameo

    def participant(
        self, slot: Slot, text: str, *, day: str | None = None, event_country: str | None = None
    ) -> Participant:
        """Return the actor as a participant of an event on a day in a country."""
        codes = []
        cameo, acled = self.cameo_code(), self.acled_type(event_country)
        if cameo:
            codes.append(Code("cameo", cameo))
        if self.plover:
            codes.append(Code("plover", self.plover))
        if acled:
            codes.append(Code("acled", acled))
        name = self.name if self.kind == "official" else self.acled_name(day, event_country)
        return Participant(slot=slot, name=name, text=text, country=self.country, codes=tuple(codes))


def generic_actor(generic: str, country: str | None) -> Actor:
    """Return the generic actor of a kind in a country, such as its protesters or an unidentified armed group."""
    kinds = {
        "protesters": ("OPP", "CVL", "Protesters"),
        "rioters": ("OPP", "CVL", "Rioters"),
        "civilians": ("CVL", "CVL", "Civilians"),
        "uag": ("UAF", "UAF", "Political militia"),
        "gang": ("CRM", "CRM", "Political militia"),
        "police": ("COP", "COP", "State forces"),
        "military": ("MIL", "MIL", "State forces"),
        "government": ("GOV", "GOV", "State forces"),
        "communal": ("UAF", "UAF", "Identity militia"),
        "ethnic": ("UAF", "UAF", "Identity militia"),
        "clan": ("UAF", "UAF", "Identity militia"),
        "tribal": ("UAF", "UAF", "Identity militia"),
        "pmc": ("UAF", "UAF", "External/Other forces"),
    }
    cameo, plover, acled = kinds[generic]
    name = generic_name(generic, country, None) or generic
    return Actor("agent", name, country, cameo, plover, acled, generic)
