"""The parties that the sentences of an incident name, with the part that each one plays."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from exporter.coding.actor import generic_actor
from exporter.coding.naming import (
    CIVILIANS,
    EXTERNAL,
    IDENTITY,
    POLITICAL,
    PROTESTERS,
    REBELS,
    RIOTERS,
    STATE,
    standing_for,
)

if TYPE_CHECKING:
    from exporter.coding.acled.incidents import AcledIncident
    from exporter.coding.actor import Actor
    from exporter.coding.actors import ActorResolver
    from exporter.coding.analysis import Analysis, NounGroup
    from exporter.coding.reading import Reading

Role = Literal["agent", "patient", "other"]
ARMED = frozenset((STATE, REBELS, POLITICAL, IDENTITY, EXTERNAL))
CROWDS = frozenset((PROTESTERS, RIOTERS))
PEOPLE = frozenset((CIVILIANS, PROTESTERS, RIOTERS))
STATES = frozenset((STATE, EXTERNAL))
_LABEL = 6  # tokens within which a colon ends a label
_SENTENCES = 4  # of an incident, those that say who took part


@dataclass(frozen=True, slots=True)
class Side:
    """A party as one noun group names it.

    Attributes:
        actor: who it is.
        role: whether it acts or is acted upon.
        sentence: index of the sentence.
        start: its first token.
        end: the token behind its last.
        first: index of the first group of its coordination, which is one side of a fight with it.
        harmed: whether it is said to be killed, hurt or taken.
        unarmed: whether its words say that it bears no arms: women, children, civilians.

    """

    actor: Actor
    role: Role
    sentence: int
    start: int
    end: int
    first: int
    harmed: bool
    unarmed: bool

    @property
    def armed(self) -> bool:
        """Tell whether it bears arms."""
        return self.actor.at_home in ARMED and self.actor.plover not in side_words("no_party")


@cache
def side_words(name: str) -> frozenset[str]:
    """Return one of the word lists of english/acled/sides.json."""
    text = files("exporter.coding").joinpath("english", "acled", "sides.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)[name])


def read_sides(reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> list[Side]:
    """Return the parties that an incident's sentences name, in order; those only reporting or helping are left out."""
    found: list[Side] = []
    for sentence in incident.sentences[:_SENTENCES]:
        analysis = reading.analysis(sentence)
        roles, harmed, silent = _roles(analysis)
        label = _label(analysis)
        for group in analysis.groups:
            if analysis.tags[group.start] == "O" or group.index in silent or _ally(analysis, group):
                continue
            actor = _party(resolver.actor(reading, analysis, group.index), group, analysis.words[group.start])
            if actor is not None and group.start >= label and _is_party(analysis, group):
                whole = _whole(analysis, group)
                role = roles.get(group.index) or roles.get(group.first) or roles.get(whole)
                role = role or _by_preposition(analysis, group)
                if analysis.words[group.head] in side_words("force_nouns"):
                    role = "agent"  # "in a police raid"
                hurt = not harmed.isdisjoint((group.index, group.first, whole))
                unarmed = any(word in side_words("unarmed") for word in analysis.words[group.start : group.end])
                found.append(Side(actor, role, sentence, group.start, group.end, group.first, hurt, unarmed))
    return found


def _whole(analysis: Analysis, group: NounGroup) -> int:
    """Return the group that counts this one, which stands in its place: "18 members of the security forces"."""
    if group.preposition != "of" or group.parent < 0:
        return -1
    parent = analysis.groups[group.parent]
    return parent.index if analysis.words[parent.head] in side_words("counting_heads") else -1


def _party(actor: Actor | None, group: NounGroup, opening: str) -> Actor | None:
    """Return an actor that can be a party of violence: a country by its forces, no place, no mere name."""
    if actor is None or not actor.at_home:
        return None
    if actor.generic == "government" and group.preposition in side_words("place_prepositions"):
        return None  # "in Sain Alto municipality"
    if actor.kind == "country":
        if group.preposition in side_words("place_prepositions"):
            return None
        if group.preposition not in ("", "by", "between", "against") and group.parent >= 0:
            return None
        people = actor.at_home == CIVILIANS or opening in side_words("counting")  # "a Palestinian"
        return generic_actor("civilians" if people else "military", actor.country)
    return actor


def _roles(analysis: Analysis) -> tuple[dict[int, Role], set[int], set[int]]:
    """Return the roles of noun groups by their verbs, those that are harmed, and those that only report."""
    roles: dict[int, Role] = {}
    harmed: set[int] = set()
    silent: set[int] = set()
    for verb in analysis.verbs:
        if verb.lemma in side_words("reporting") and analysis.words[verb.end : verb.end + 1] != ["to"]:
            speakers = () if verb.passive else verb.subject
            silent.update(one for one in speakers if roles.get(one) != "agent")  # who acted before does not only speak
            continue
        if verb.lemma in side_words("helping"):
            continue  # "forces backed by rebels shelled the town"
        by = [group for word, group in verb.obliques if word == "by"]
        passive = verb.passive and (bool(by) or not verb.object)  # an object behind it: the verb was in the active
        agents = by if passive else verb.subject
        patients = verb.subject if passive else verb.object
        for group in agents:
            roles.setdefault(group, "agent")
        for group in patients:
            roles.setdefault(group, "patient")
        if verb.lemma in side_words("harming"):
            harmed.update(patients)
        elif verb.lemma in side_words("suffering"):
            harmed.update(verb.subject)
        for word, group in verb.obliques:
            if word in side_words("towards"):
                roles.setdefault(group, "patient")
    return roles, harmed, silent


def _label(analysis: Analysis) -> int:
    """Return the token behind a label that opens a note: "Movement of forces: ..."."""
    opening = analysis.words[:_LABEL]
    end = opening.index(":") if ":" in opening else 0
    return 0 if any(word.isdigit() for word in opening[:end]) else end + 1 if end else 0


def _is_party(analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether a group with a party's name is that party, or a thing of its: no "police harassment"."""
    if group.preposition in side_words("place_prepositions") and analysis.words[group.end - 1] in side_words("regions"):
        return False  # "in Samburu County"
    head = analysis.words[group.head]
    if analysis.tags[group.head] == "E" or head in standing_for() or head in side_words("force_nouns"):
        return True
    return any(one.start <= group.head < one.end for one in analysis.mentions)


def _by_preposition(analysis: Analysis, group: NounGroup) -> Role:
    before = analysis.words[max(group.start - 2, 0) : group.start]
    if group.preposition == "by" or any(word in side_words("blame") for word in before):
        return "agent"
    return "patient" if group.preposition in side_words("towards") else "other"


def _ally(analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether a group only helps another: "in coordination with", "backed by"."""
    before = analysis.words[max(group.start - 3, 0) : group.start]
    return (
        bool(before)
        and any(word in side_words("allies") for word in before)
        and before[-1] in ("with", "by", "alongside")
    )
