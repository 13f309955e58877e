"""Who the parties of an event are: from the words of a noun group to names, countries and codes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.actor import Actor
from exporter.coding.countries import countries, find_country
from exporter.coding.introductions import introduced
from exporter.coding.naming import (
    ARMED_CLASSES,
    CIVILIANS,
    IDENTITY,
    POLITICAL,
    STATE,
    STATE_ROLES,
    militia_sorts,
    read_rows,
    standing_for,
)
from exporter.coding.officials import ELITE
from exporter.coding.parties import PartyResolver
from exporter.coding.passages import Found, Passage
from exporter.coding.pronouns import antecedent

if TYPE_CHECKING:
    from exporter.coding.actor_index import Known
    from exporter.coding.analysis import Analysis
    from exporter.coding.reading import Reading
    from exporter.events import Participant
    from exporter.events.record import Slot

_HERE = frozenset(("in", "at", "near", "from"))
# Classes of words for members of an organisation: the organisation beside them is the party.
_MEMBERS = frozenset((*ARMED_CLASSES, "party", "world", "civilians", "opposition"))
_FIGHTERS = frozenset(("tribesmen", "clansmen", "warriors", "raiders"))
# Words before "clan" and the like that are no name of one, though they may open a sentence.
_NO_NAMES = frozenset(
    (
        "armed",
        "rival",
        "unidentified",
        "unknown",
        "suspected",
        "local",
        "two",
        "three",
        "several",
        "some",
        "warring",
        "an",
    )
)
# Who speaks for a party is that party.
_VOICES = frozenset(("spokesman", "spokeswoman", "spokesperson", "spokesmen", "spokespeople", "lawyer"))
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ARMY_UNITS = frozenset(("corps", "division", "brigade", "regiment", "battalion"))
_GROUPS = frozenset(("group", "movement", "organisation", "organization", "faction", "network", "militia", "company"))
_OWN_FORCES = frozenset(("forces", "force", "troop", "troops", "commander", "military forces", "security forces"))
_LOCAL_FORCES = frozenset(("defense force", "defence force", "defense forces", "defence forces"))
# Words that in running text mostly mean somebody named before: a coalition of parties or of armies, a body's agency.
_OF_OTHERS = frozenset((("party", "coalition"), ("government", "agency")))
_OFFICES = frozenset(("administration", "government", "regime", "cabinet"))


class ActorResolver(PartyResolver):
    """Resolve noun groups to actors by the embedded data."""

    def resolve(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the participant that a noun group names, or None where it names no party."""
        actor = self.actor(reading, analysis, group)
        if actor is None:
            return None
        found = analysis.groups[group]
        if slot == "actor1" and actor.kind == "country" and analysis.words[found.start] == "the":
            actor = replace(actor, plover="GOV", at_home=STATE, generic="")  # "the Turks" act as a state
        text = reading.document.text[analysis.tokens[found.start].start : analysis.tokens[found.end - 1].end]
        day = (reading.document.published or "")[:10] or None
        return actor.participant(slot, text, day=day)

    def nation(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the country that a thing is said to be of, "a Kenyan proposal", or None."""
        found = analysis.groups[group]
        passage = Passage(reading, analysis, found.start, found.end, group)
        known = Found.of(passage).nation
        if known is None or analysis.tags[found.head] == "E":
            return None
        text = reading.document.text[analysis.tokens[found.start].start : analysis.tokens[found.end - 1].end]
        return _of_country(known).participant(slot, text, day=passage.day)

    def place(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the people of the town or region that a noun group names, or None where it names none."""
        found = analysis.groups[group]
        iso3 = reading.locations.country_at(analysis.sentence.index, found.head)
        if iso3 is None or iso3 not in countries():
            return None
        actor = Actor("country", countries()[iso3].name, iso3, "", "", CIVILIANS, "civilians")
        text = reading.document.text[analysis.tokens[found.start].start : analysis.tokens[found.end - 1].end]
        return actor.participant(slot, text, day=(reading.document.published or "")[:10] or None)

    def actor(self, reading: Reading, analysis: Analysis, group: int) -> Actor | None:
        """Return the actor that a noun group names, or None."""
        found = analysis.groups[group]
        # Of "the Israeli strike" only what stands before the event can be a party.
        ends = [one.start for one in analysis.triggers if one.group == group and one.start > found.start]
        passage = Passage(reading, analysis, found.start, min([found.end, *ends]), group)
        if analysis.tags[found.start] == "O":
            return antecedent(passage, _known)
        if analysis.words[found.head] in _VOICES:
            spoken_for = next(
                (one for one in analysis.groups if one.parent == group and one.preposition == "for"), None
            )
            if spoken_for is not None:
                return self.actor(reading, analysis, spoken_for.index)
        if reading.running and _leads_others(analysis, group):
            return None  # the group's leader is no government
        known = _known(passage)
        if known is None and reading.running:
            known = introduced(passage, _known, _known_or_named)
        return known or _name(passage)

    def span(self, reading: Reading, analysis: Analysis, start: int, end: int) -> Actor | None:
        """Return the actor that a run of tokens names, or None."""
        passage = Passage(reading, analysis, start, end, analysis.group_at[start])
        return _known_or_named(passage)


def _known_or_named(passage: Passage) -> Actor | None:
    return _known(passage) or _name(passage)


def _leads_others(analysis: Analysis, group: int) -> bool:
    """Tell whether an office is one of a group that is only pointed at: "the group's leader"."""
    owner = analysis.groups[group].owner
    return owner >= 0 and analysis.words[analysis.groups[owner].head] in _GROUPS


def _known(passage: Passage) -> Actor | None:
    """Return the actor of known words, or None."""
    found = Found.of(passage)
    unarmed = found.agent is not None and found.agent.group not in ARMED_CLASSES and found.agent.group != "civilians"
    if found.named is None and not unarmed:
        militia = _militia(passage, found)
        if militia is not None:
            return militia
    actor = _of_named(passage, found)
    if actor is not None:
        return actor
    if found.people is not None:
        return _of_people(passage, found, found.people)
    if found.agent is not None:
        return _of_words(passage, found, found.agent)
    return _of_state(passage, found)


def _of_named(passage: Passage, found: Found) -> Actor | None:
    """Return a named actor, unless the agent word beside it is the party."""
    named, agent, nation = found.named, found.agent, found.nation
    if named is None:
        return None
    if named.kind == "official" and agent is not None and agent.name in _OFFICES:
        return _of_agent(agent, named.country or None)  # "the Trump administration"
    if agent is not None and _is_called_former(passage, named, agent):
        return replace(_of_agent(agent, named.country or None), kind=named.kind, name=named.name)
    if named.kind == "metonym" and nation is not None and nation.country != named.country:
        return replace(_of_known(named), country=nation.country)  # "the German Foreign Office"
    return _of_known(named) if agent is None or _belongs(agent, named) else None


def _is_called_former(passage: Passage, named: Known, agent: Known) -> bool:
    """Tell whether the text says that an official is one no more, where no dates do: "former President Clinton"."""
    dated = passage.day is not None and (named.since or named.until)
    return named.kind == "official" and named.generic in STATE_ROLES and agent.cameo == ELITE and not dated


def _of_words(passage: Passage, found: Found, agent: Known) -> Actor | None:
    """Return the actor of an agent word with its country, or None where the words name a thing or a proper name."""
    if (found.nation is None and _own_name(passage, found)) or _is_thing(passage, found):
        return None
    if passage.reading.running and (agent.group, agent.name) in _OF_OTHERS and found.nation is None:
        return None
    whole = passage.organisation_of() if found.nation is None else None
    if whole is not None and _belongs(agent, whole):
        return _of_known(whole)  # "fighters of the Taliban", "the leaders of the Group of Seven"
    country = found.nation.country if found.nation else passage.country_beside()
    return _of_agent(agent, country or (found.named.country if found.named else None) or passage.home(agent))


def _is_thing(passage: Passage, found: Found) -> bool:
    """Tell whether the last known word only describes a thing: "US taxpayer money", "UK consular services"."""
    if passage.group < 0 or passage.end < passage.analysis.groups[passage.group].end:
        return False  # what stands before an event's own noun
    head = passage.analysis.groups[passage.group].head
    if head < found.end or passage.analysis.tags[head] != "N":
        return False
    return passage.analysis.words[head] not in standing_for()


def _is_person(passage: Passage) -> bool:
    """Tell whether the name of a nation counts its people: "a Ugandan", "two Syrians"."""
    whole = passage.group >= 0 and passage.end == passage.analysis.groups[passage.group].end
    return whole and (
        passage.analysis.tags[passage.start] == "#" or passage.analysis.words[passage.start] in ("a", "an")
    )


def _stands_for_party(passage: Passage) -> bool:
    """Tell whether the noun that the words describe stands for the party that they name."""
    return passage.group >= 0 and passage.analysis.words[passage.analysis.groups[passage.group].head] in standing_for()


def _militia(passage: Passage, found: Found) -> Actor | None:
    """Return the militia of a clan, tribe or village that the words name: "Hawiye-Hawadle sub-clan militia"."""
    words, tokens = passage.analysis.words, passage.analysis.tokens
    sorts = militia_sorts()
    at = next((i for i in range(passage.start, passage.end) if words[i] in sorts), None)
    if at is None:
        return None
    first = at
    while first > passage.start and tokens[first - 1].text[0].isupper() and words[first - 1] != "the":
        first -= 1
    while first < at and words[first] in _NO_NAMES:
        first += 1
    sort = sorts[words[at]]
    nation = found.nation.country if found.nation is not None else None
    if first == at or nation is not None:
        if found.agent is None or found.agent.group == "civilians":
            return None
        generic = {"Sub-Clan": "clan"}.get(sort, sort.lower())
        return replace(_of_agent(found.agent, nation or passage.reading.focus), at_home=IDENTITY, generic=generic)
    name = passage.reading.document.text[tokens[first].start : tokens[at - 1].end]
    country = passage.country_beside() or (found.people.country if found.people else None) or passage.reading.focus
    if found.agent is not None and found.agent.group == "civilians" and words[at] not in _FIGHTERS:
        return Actor("agent", name, country, "CVL", "CVL", CIVILIANS, "civilians", f"{name} {sort} Group")
    return Actor("people", name, country, "UAF", "UAF", IDENTITY, sort)


def _own_name(passage: Passage, found: Found) -> bool:
    """Tell whether an agent word is only the end of a group's own name: "Chaung U Local Defense Force"."""
    tokens, at = passage.analysis.tokens, found.start
    if at <= passage.start + 1 or not tokens[at].text[0].isupper():
        return False
    if passage.analysis.tags[at - 1] != "E" or found.named is not None:
        return False
    short = found.agent is not None and found.agent.name in _LOCAL_FORCES  # "the Yaw Defence Force"
    return short or passage.analysis.tags[at - 2] == "E"


def _of_state(passage: Passage, found: Found) -> Actor | None:
    """Return the country that stands for its government, by its own name or its capital's."""
    tags = passage.analysis.tags
    if found.nation is not None:
        described = found.nation.kind == "adjective" and not _stands_for_party(passage)
        if found.end < passage.end and (described or tags[found.end] == "E"):
            return None  # "Russian vodka" is a thing, "Mali Mining" a company; "Russian jets" are Russia's
        if _is_thing(passage, found):
            return None
        if tags[found.start - 1 : found.start] == ["E"] and found.start > passage.start:
            return None  # "Bank Indonesia"
        return _of_country(found.nation, person=found.end == passage.end and _is_person(passage))
    if found.capital is None:
        return None
    here = passage.group >= 0 and passage.analysis.groups[passage.group].preposition in _HERE
    alone = found.end == passage.end and "E" not in tags[passage.start : found.start]
    return _of_country(found.capital) if alone and not here else None  # "Kampala Coach Ltd" is a company


def _of_people(passage: Passage, found: Found, people: Known) -> Actor:
    """Return a people or a religion's followers: unarmed, or a militia of theirs."""
    agent = found.agent
    country = found.nation.country if found.nation else passage.country_beside()
    country = country or passage.homeland(people)
    armed = agent is not None and agent.group in ARMED_CLASSES
    stateless = people.kind == "people" and found.nation is None and people.group == "ethnic"
    if agent is not None and agent.group == "military" and stateless and agent.name in _OWN_FORCES:
        armed = True  # "Kurdish forces" are no army of the state that Kurds live in
    elif agent is not None and agent.generic in STATE_ROLES:
        # the officials of a people are not those of the state that it lives in
        return _of_agent(agent, None if stateless and passage.reading.running else country)
    if people.kind == "religion":
        if agent is not None and armed:
            return _of_agent(agent, country)
        return Actor("agent", people.name, country, people.cameo, "REL", CIVILIANS, "civilians", people.identity)
    if armed:
        return Actor("people", people.name, country, "UAF", "UAF", IDENTITY, "Ethnic")
    identity = f"{people.name} Ethnic Group"
    if agent is not None and agent.group != "civilians":
        return replace(_of_agent(agent, country), identity=identity)
    return Actor("agent", people.name, country, "CVL", "CVL", CIVILIANS, "civilians", identity)


@cache
def _name_heads() -> dict[str, tuple[str, str, str, str]]:
    heads: dict[str, tuple[str, str, str, str]] = {}
    for row in read_rows("name_heads"):
        for word in row["words"].split("; "):
            heads.setdefault(word, (row["cameo"], row["plover"], row["acled"], row["generic"]))
    return heads


def _name(passage: Passage) -> Actor | None:
    """Return the actor of a capitalised name that no list holds, with the role that its words tell."""
    analysis = passage.analysis
    names = [i for i in range(passage.start, passage.end) if analysis.tags[i] == "E"]
    if not names:
        return None
    first, last = names[0], names[-1]
    while last + 1 < passage.end and analysis.tags[last + 1] in "NE":
        last += 1
    text = passage.reading.document.text[analysis.tokens[first].start : analysis.tokens[last].end]
    if find_country(text) is not None:
        return None
    numbered = any(_ORDINAL.fullmatch(word) for word in analysis.words[passage.start : last])
    if numbered and analysis.words[last] in _ARMY_UNITS:
        return Actor("agent", text, passage.reading.focus, "MIL", "MIL", STATE, "military")  # "the 5th Corps"
    for i in range(last, first - 1, -1):
        hint = _name_heads().get(analysis.words[i])
        if hint is not None:
            cameo, plover, acled, generic = hint
            if generic in STATE_ROLES:
                return Actor("agent", text, passage.reading.home, cameo, plover, acled, generic)
            return Actor("name", text, passage.reading.home, cameo, plover, acled)
    return Actor("name", text)


def _belongs(agent: Known, named: Known) -> bool:
    """Tell whether an agent word only says what a named actor is: "Taliban fighters", "President Putin"."""
    if named.kind == "official":
        return True
    if named.kind == "metonym":
        return agent.generic in STATE_ROLES or agent.group in _MEMBERS
    if named.group == "international":
        return agent.generic not in ("civilians", "protesters", "rioters") or agent.group == "aid"
    return agent.group in _MEMBERS or agent.generic in STATE_ROLES


def _of_known(known: Known) -> Actor:
    if known.kind in ("country", "adjective", "demonym", "capital"):
        return _of_country(known)
    kind = known.kind if known.kind in ("official", "organisation") else "agent"
    return Actor(
        kind, known.name, known.country or None, known.cameo, known.plover, known.acled, known.generic, known.identity
    )


def _of_country(known: Known, *, person: bool = False) -> Actor:
    if person or known.kind == "demonym":
        return Actor("country", known.name, known.country, "", "", CIVILIANS, "civilians")
    return Actor("country", known.name, known.country, "", "GOV", STATE)


def _of_agent(known: Known, country: str | None) -> Actor:
    at_home, generic = known.acled, known.generic
    if not generic and known.group in ("rebel", "separatist"):
        at_home, generic = POLITICAL, "uag"  # ACLED has no generic rebels
    return Actor("agent", known.name, country, known.cameo, known.plover, at_home, generic, known.identity)
