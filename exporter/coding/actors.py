"""Who the parties of an event are: from the words of a noun group to names, countries and codes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.actor_index import Known, actor_index
from exporter.coding.countries import countries, find_country
from exporter.coding.naming import (
    CIVILIANS,
    IDENTITY,
    POLITICAL,
    STATE,
    actor_type,
    generic_name,
    government_years,
    identity_name,
    militia_name,
    read_rows,
)
from exporter.coding.parties import PartyResolver
from exporter.events import Code, Participant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.coding.analysis import Analysis, Mention, NounGroup
    from exporter.coding.reading import Reading
    from exporter.events.record import Slot

_FOCUS = 12  # sentences that say which country a text is about
_OF_COUNTRY = frozenset(("of", "in", "from", "for", "at"))
_STATE_ROLES = frozenset(("police", "military", "government"))
# Words for members of an organisation: the organisation before them is the party.
_MEMBERS = frozenset(("armed", "rebel", "separatist", "party", "gang", "communal", "world"))
_IT = frozenset(("it", "its", "itself"))
_HE = frozenset(("he", "she", "him", "himself", "herself"))
_THEY = frozenset(("they", "them", "themselves", "both"))
_THE_COUNTRY = frozenset(("country", "republic", "nation", "state", "kingdom"))
_THE_GROUP = frozenset(("group", "organization", "organisation", "movement", "militia", "bloc", "alliance", "body"))
_BACK = 3  # sentences that a pronoun looks back


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, before it takes a place in an event.

    ``at_home`` is the ACLED actor type in the actor's own country; ``generic`` names ACLED's generic name.
    """

    kind: str
    name: str
    country: str | None = None
    cameo: str = ""
    plover: str = ""
    at_home: str = ""
    generic: str = ""
    identity: str = ""

    def acled_name(self, day: str | None) -> str:
        """Return the name as ACLED writes it on an ISO day."""
        if self.kind == "organisation":
            return self.name
        if self.kind in ("people", "village"):
            return militia_name(self.name, self.country) if self.at_home == IDENTITY else self.name
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
        name = self.name if self.kind == "official" else self.acled_name(day)
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
        "pmc": ("UAF", "UAF", "External/Other forces"),
    }
    cameo, plover, acled = kinds[generic]
    name = generic_name(generic, country, None) or generic
    return Actor("agent", name, country, cameo, plover, acled, generic)


@cache
def _name_heads() -> dict[str, tuple[str, str, str, str]]:
    return {
        word: (row["cameo"], row["plover"], row["acled"], row["generic"])
        for row in reversed(read_rows("name_heads"))
        for word in row["words"].split("; ")
    }


class ActorResolver(PartyResolver):
    """Resolve noun groups to actors by the embedded data."""

    def resolve(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the participant that a noun group names, or None where it names no party."""
        actor = self.actor(reading, analysis, group)
        if actor is None:
            return None
        found = analysis.groups[group]
        text = reading.document.text[analysis.tokens[found.start].start : analysis.tokens[found.end - 1].end]
        day = (reading.document.published or "")[:10] or None
        return actor.participant(slot, text, day=day)

    def actor(self, reading: Reading, analysis: Analysis, group: int) -> Actor | None:
        """Return the actor that a noun group names, or None."""
        found = analysis.groups[group]
        if analysis.tags[found.start] == "O":
            return self._pronoun(reading, analysis, found)
        return self.span(reading, analysis, found.start, found.end, group)

    def span(self, reading: Reading, analysis: Analysis, start: int, end: int, group: int = -1) -> Actor | None:
        """Return the actor that a run of tokens names, or None; ``group`` is the noun group that it stands in."""
        if group < 0:
            group = analysis.group_at[start] if start < len(analysis.group_at) else -1
        mentions = [one for one in mentions_of(analysis) if one.start < end and start < one.end]
        actor = self._from_mentions(reading, analysis, mentions, group, end)
        if actor is None:
            actor = self._name(reading, analysis, start, end)
        return actor

    # --- known words

    def _from_mentions(
        self, reading: Reading, analysis: Analysis, mentions: list[Mention], group: int, end: int
    ) -> Actor | None:
        day = (reading.document.published or "")[:10] or None
        chosen = [(mention, _pick(mention.payload, day, reading)) for mention in mentions]
        words = [known for _, known in chosen if known.kind == "agent"]
        agent = words[-1] if words else None
        named = [known for _, known in chosen if known.kind in ("organisation", "official", "metonym")]
        peoples = [known for _, known in chosen if known.kind in ("people", "religion")]
        nation = next((known for _, known in chosen if known.kind in ("country", "adjective", "demonym")), None)
        if named and (agent is None or _belongs(agent, named[-1])):
            return _of_known(named[-1])
        if peoples:
            return self._of_people(reading, analysis, peoples[-1], agent, nation, group)
        if agent is not None:
            country = nation.country if nation else self._country(reading, analysis, group, day)
            if country is None and named:
                country = named[-1].country or None
            return _of_agent(agent, country or self.focus(reading))
        if nation is not None:
            if chosen[-1][0].end < end and nation.kind == "adjective":
                return None  # "Russian vodka": a thing
            return _of_country(nation)
        capital = next((known for _, known in chosen if known.kind == "capital"), None)
        if capital is not None and (group < 0 or analysis.groups[group].preposition not in ("in", "at", "near", "from")):
            return _of_country(capital)
        return None

    def _of_people(
        self,
        reading: Reading,
        analysis: Analysis,
        people: Known,
        agent: Known | None,
        nation: Known | None,
        group: int,
    ) -> Actor:
        country = (
            nation.country
            if nation
            else self._country(reading, analysis, group, None) or people.country or self.focus(reading)
        )
        armed = agent is not None and agent.group in ("armed", "communal", "gang", "rebel", "separatist")
        if people.kind == "religion":
            if agent is not None and armed:
                return _of_agent(agent, country)
            return Actor(
                "agent", people.name, country, people.cameo, "REL", CIVILIANS, "civilians", people.identity
            )
        if agent is not None and agent.generic in _STATE_ROLES:
            return _of_agent(agent, country)
        if armed:
            return Actor("people", people.name, country, "UAF", "UAF", IDENTITY)
        if agent is not None and agent.group not in ("civilians",):
            return replace(_of_agent(agent, country), identity=f"{people.name} Ethnic Group")
        return Actor("agent", people.name, country, "CVL", "CVL", CIVILIANS, "civilians", f"{people.name} Ethnic Group")

    def _country(self, reading: Reading, analysis: Analysis, group: int, day: str | None) -> str | None:
        """Return the country that the words around a noun group give it: its owner, "of …", the group it renames."""
        if group < 0:
            return None
        found = analysis.groups[group]
        near = []
        for other in analysis.groups:
            if other.index == found.owner or (other.parent == group and other.preposition in _OF_COUNTRY):
                near.append(other)
            elif other.parent == group and analysis.groups[group].first == other.first:
                near.append(other)
        for other in near:
            for mention in mentions_of(analysis):
                if mention.start < other.end and other.start < mention.end:
                    known = _pick(mention.payload, day, reading)
                    if known.country and known.kind != "people":
                        return known.country
        return None

    # --- unknown names

    def _name(self, reading: Reading, analysis: Analysis, start: int, end: int) -> Actor | None:
        """Return the actor of a capitalised name that no list holds, with the role that its words tell."""
        names = [i for i in range(start, end) if analysis.tags[i] == "E"]
        if not names:
            return None
        first, last = names[0], names[-1]
        while last + 1 < end and analysis.tags[last + 1] in "NE":
            last += 1
        text = reading.document.text[analysis.tokens[first].start : analysis.tokens[last].end]
        if find_country(text) is not None:
            return None
        for i in range(last, first - 1, -1):
            hint = _name_heads().get(analysis.words[i])
            if hint is not None:
                cameo, plover, acled, generic = hint
                kind = "agent" if generic in _STATE_ROLES else "name"
                return Actor(kind, text, self.focus(reading), cameo, plover, acled, generic if kind == "agent" else "")
        return Actor("name", text)

    # --- words that point back

    def _pronoun(self, reading: Reading, analysis: Analysis, found: NounGroup) -> Actor | None:
        word = analysis.words[found.start]
        if word in _HE:
            wanted = ("official",)
        elif word in _IT:
            wanted = ("country", "organisation", "metonym", "capital")
        elif word in _THEY:
            wanted = ("agent", "organisation", "demonym", "people")
        else:
            return None
        for mention in _before(reading, analysis, found.start):
            known = _pick(mention.payload, (reading.document.published or "")[:10] or None, reading)
            if known.kind in wanted:
                return _of_agent(known, self.focus(reading)) if known.kind == "agent" else _of_known(known)
        return None

    def focus(self, reading: Reading) -> str | None:
        """Return the country that a document is about: the one it states, or the one its first sentences name most."""
        return focus_country(reading)


def focus_country(reading: Reading) -> str | None:
    """Return the country that a document is about, or None."""
    stated = find_country(reading.document.country)
    if stated is not None:
        return stated.iso3
    known = _FOCUSES.get(id(reading))
    if known is not None and known[0] is reading:
        return known[1]
    counts: Counter[str] = Counter()
    for sentence in reading.sentences[:_FOCUS]:
        for mention in actor_index().find(sentence.tokens):
            one = mention.payload[0]
            if one.country and one.kind not in ("people", "official"):
                counts[one.country] += 1
    best = min(counts, key=lambda iso3: (-counts[iso3], iso3)) if counts else None
    _FOCUSES.clear()
    _FOCUSES[id(reading)] = (reading, best)
    return best


_FOCUSES: dict[int, tuple[Reading, str | None]] = {}  # the last document's answer


def mentions_of(analysis: Analysis) -> list[Mention]:
    """Return the actor and country mentions of a sentence, found once."""
    kept = [one for one in analysis.mentions if one.kind in ("actor", "country")]
    if not kept and not any(one.kind == "date" and one.start < 0 for one in analysis.mentions):
        kept = actor_index().find(analysis.tokens)
        analysis.mentions.extend(kept)
    return kept


def _before(reading: Reading, analysis: Analysis, at: int) -> Iterator[Mention]:
    """Yield the mentions before a token, the subject of the sentence before first, the nearest first otherwise."""
    yield from reversed([one for one in mentions_of(analysis) if one.end <= at])
    index = analysis.sentence.index
    for earlier in range(index - 1, max(index - 1 - _BACK, -1), -1):
        yield from actor_index().find(reading.sentences[earlier].tokens)


def _pick(payload: tuple[Known, ...], day: str | None, reading: Reading) -> Known:
    """Return what ambiguous words mean here: what holds on the day, in the country that the document is about."""
    fitting = [known for known in payload if known.on(day)] or list(payload)
    if len(fitting) == 1:
        return fitting[0]
    if len({known.country for known in fitting}) > 1:
        country = focus_country(reading)
        home = [known for known in fitting if known.country == country]
        if home:
            return home[0]
    return fitting[0]


def _belongs(agent: Known, named: Known) -> bool:
    """Tell whether an agent word only says what a named actor is: "Taliban fighters", "President Putin"."""
    if named.kind == "official":
        return True
    if named.kind == "metonym":
        return agent.generic in _STATE_ROLES or agent.group in _MEMBERS
    if named.group == "international":
        return agent.generic not in ("civilians", "protesters", "rioters") or agent.group == "aid"
    return agent.group in _MEMBERS or agent.generic in _STATE_ROLES or agent.group in ("civilians", "opposition")


def _of_known(known: Known) -> Actor:
    if known.kind in ("country", "adjective", "demonym", "capital"):
        return _of_country(known)
    kind = "official" if known.kind == "official" else "organisation" if known.kind == "organisation" else "agent"
    return Actor(
        kind, known.name, known.country or None, known.cameo, known.plover, known.acled, known.generic, known.identity
    )


def _of_country(known: Known) -> Actor:
    if known.kind == "demonym":
        return Actor("country", known.name, known.country, "", "", CIVILIANS, "civilians")
    return Actor("country", known.name, known.country, "", "GOV", STATE, "")


def _of_agent(known: Known, country: str | None) -> Actor:
    at_home, generic = known.acled, known.generic
    if not generic and known.group in ("rebel", "separatist"):
        at_home, generic = POLITICAL, "uag"
    return Actor("agent", known.name, country, known.cameo, known.plover, at_home, generic, known.identity)


__all__ = ["Actor", "ActorResolver", "focus_country", "generic_actor", "government_years", "mentions_of"]
