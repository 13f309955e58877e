"""The parties that the sentences of an incident name, with the part that each one plays."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from exporter.coding.actor import generic_actor
from exporter.coding.datelines import dateline_end
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
    from exporter.coding.analysis import Analysis, NounGroup, VerbGroup
    from exporter.coding.reading import Reading

Role = Literal["agent", "patient", "other"]
ARMED = frozenset((STATE, REBELS, POLITICAL, IDENTITY, EXTERNAL))
CROWDS = frozenset((PROTESTERS, RIOTERS))
PEOPLE = frozenset((CIVILIANS, PROTESTERS, RIOTERS))
STATES = frozenset((STATE, EXTERNAL))
_COUNTED = 2  # tokens: a number, and the nation whose people it counts
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
        harms: whether it is said to do such a thing.
        finds: whether it is said to come afterwards: to find bodies, to rescue, to arrest.
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
    harms: bool = False
    finds: bool = False

    @property
    def armed(self) -> bool:
        """Tell whether it bears arms."""
        peacekeepers = self.actor.at_home == EXTERNAL and self.actor.cameo.endswith("PKO")
        return peacekeepers or (self.actor.at_home in ARMED and self.actor.plover not in side_words("no_party"))


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
        parts = _roles(analysis)
        label = max(_label(analysis), dateline_end(sentence, analysis.sentence.tokens))
        for group in analysis.groups:
            if analysis.tags[group.start] == "O" or group.index in parts.silent:
                continue
            if _ally(analysis, group) or _ally(analysis, analysis.groups[group.first]):
                continue
            if group.start < label or not _is_party(analysis, group):
                continue
            actor = _party(resolver.actor(reading, analysis, group.index), analysis, group)
            if actor is None or analysis.words[group.start - 2 : group.start] == ["described", "as"]:
                continue
            if analysis.words[group.start - 2 : group.start] == ["coded", "as"] and found:
                if actor.generic != "military" or not side_words("strangers") & set(
                    analysis.words[group.start : group.end]
                ):
                    found[-1] = replace(found[-1], actor=actor)  # a note's "local forces (coded as Delta Brigade)"
                continue
            side = _side(analysis, group, actor, parts)
            if found and _is_unit(analysis, found[-1], side):
                found[-1] = replace(found[-1], actor=actor)  # "security forces (Delta Unit)"
            found.append(side)
    return found


def _is_unit(analysis: Analysis, forces: Side, unit: Side) -> bool:
    """Tell whether a bracket behind a state's forces, or unnamed fighters, names the unit or group that they are of."""
    if forces.sentence != unit.sentence or forces.end != unit.start - 1 or analysis.words[forces.end] != "(":
        return False
    same = forces.actor.at_home == unit.actor.at_home == STATE and forces.actor.country == unit.actor.country
    nameless = forces.actor.generic == "uag" and unit.actor.at_home in ARMED
    return (same or nameless) and forces.actor.kind == "agent" and unit.actor.kind == "organisation"


def _side(analysis: Analysis, group: NounGroup, actor: Actor, parts: _Parts) -> Side:
    """Return the side that a noun group names, with the part that its verb gives it."""
    whole = _whole(analysis, group)
    named = (group.index, group.first, whole)
    role = next((parts.roles[one] for one in named if one in parts.roles), None)
    harms = not parts.harming.isdisjoint(named)
    if role is None:
        role = _by_preposition(analysis, group)
        harms = harms or role == "agent"
        if analysis.words[group.head] in side_words("force_nouns"):
            role, harms = "agent", True  # "in a police raid"
    return Side(
        actor,
        role,
        analysis.sentence.index,
        group.start,
        group.end,
        group.first,
        harmed=not parts.harmed.isdisjoint(named),
        unarmed=any(word in side_words("unarmed") for word in analysis.words[group.start : group.end]),
        harms=harms,
        finds=not harms and not parts.finding.isdisjoint(named),
    )


def _whole(analysis: Analysis, group: NounGroup) -> int:
    """Return the group that counts this one, which stands in its place: "18 members of the security forces"."""
    if group.preposition != "of" or group.parent < 0:
        return -1
    parent = analysis.groups[group.parent]
    return parent.index if analysis.words[parent.head] in side_words("counting_heads") else -1


def _party(actor: Actor | None, analysis: Analysis, group: NounGroup) -> Actor | None:
    """Return an actor that can be a party of violence: a country by its forces, no place, no mere name."""
    if actor is None or not actor.at_home:
        return None
    if actor.generic == "government" and group.preposition in side_words("place_prepositions"):
        return None  # "in Sain Alto municipality"
    if actor.kind == "country":
        if group.preposition in side_words("place_prepositions"):
            return _partner(analysis, group, actor)
        stands = group.preposition in ("", "by", "between", "against") or group.parent < 0
        if not stands or _ends_place(analysis, group):
            return None
        counted = analysis.words[group.start] in side_words("counting") and group.end - group.start == _COUNTED
        people = actor.at_home == CIVILIANS or counted  # "a Palestinian"; "a Russian assault" is Russia's
        if analysis.words[group.head] in side_words("force_nouns"):
            people = False
        return generic_actor("civilians" if people else "military", actor.country)
    return actor


def _partner(analysis: Analysis, group: NounGroup, actor: Actor) -> Actor | None:
    """Return the forces of the second of two countries: "troops of Chad and Niger"."""
    if group.preposition != "of" or group.first == group.index or group.parent < 0 or group.apposed:
        return None
    owned = analysis.words[analysis.groups[group.parent].head]
    return generic_actor("military", actor.country) if owned in side_words("forces") else None


def _ends_place(analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether a country only says where the place before it lies: "in Lodwar, Kenya, armed men"."""
    if group.index == 0 or analysis.words[group.start - 1] != ",":
        return False
    before = analysis.groups[group.index - 1]
    named = analysis.tags[before.head] == "E" and before.end == group.start - 1
    return named and before.preposition in side_words("place_prepositions")


@dataclass(slots=True)
class _Parts:
    """The parts of noun groups in their sentence.

    Attributes:
        roles: what their verbs make of them.
        harmed: those that are harmed.
        harming: those that harm.
        finding: those that come afterwards.
        silent: those that only report.

    """

    roles: dict[int, Role] = field(default_factory=dict)
    harmed: set[int] = field(default_factory=set)
    harming: set[int] = field(default_factory=set)
    finding: set[int] = field(default_factory=set)
    silent: set[int] = field(default_factory=set)


def _roles(analysis: Analysis) -> _Parts:
    """Return the parts that the verbs of a sentence give its noun groups."""
    parts = _Parts()
    for verb in analysis.verbs:
        if verb.lemma in side_words("reporting") and analysis.words[verb.end : verb.end + 1] != ["to"]:
            speakers = () if verb.passive else verb.subject
            parts.silent.update(one for one in speakers if parts.roles.get(one) != "agent")  # who acted, not only spoke
        elif verb.lemma not in side_words("helping"):  # "forces backed by rebels shelled the town"
            _take_part(analysis, verb, parts)
    return parts


def _done(analysis: Analysis, verb: VerbGroup) -> tuple[list[int], list[int]]:
    """Return the noun groups that act by a verb, and those that it acts upon."""
    by = [group for word, group in verb.obliques if word == "by"]
    objects = [one for one in verb.object if analysis.words[analysis.groups[one].head] != "dead"]  # "was shot dead"
    if by and verb.lemma in side_words("holding"):
        return [], by  # who attacks "a post manned by soldiers" attacks them
    if verb.passive and (by or not objects):  # an object behind it: the verb was in the active
        return by, verb.subject
    return verb.subject, verb.object


def _is_explosive(analysis: Analysis, groups: list[int]) -> bool:
    return any(analysis.words[analysis.groups[one].head] in side_words("explosives") for one in groups)


def _take_part(analysis: Analysis, verb: VerbGroup, parts: _Parts) -> None:
    """Add the parts that one verb gives its noun groups; what an earlier verb made of them stands."""
    agents, patients = _done(analysis, verb)
    if verb.lemma in side_words("running_into") and _is_explosive(analysis, verb.object):
        agents, patients = [], verb.subject  # "peacekeepers hit a landmine"
        parts.harmed.update(patients)
    for group in agents:
        parts.roles.setdefault(group, "agent")
    for group in patients:
        parts.roles.setdefault(group, "patient")
    if verb.lemma in side_words("harming"):
        parts.harming.update(agents)
        parts.harmed.update(patients)
    elif verb.lemma in side_words("suffering"):
        parts.harmed.update(verb.subject)
    elif verb.lemma in side_words("finding"):
        parts.finding.update(agents)
    elif any(analysis.words[analysis.groups[one].head] in side_words("force_nouns") for one in verb.object):
        parts.harming.update(agents)  # "opened fire", "launched a raid"
    for word, group in verb.obliques:
        if word in side_words("towards"):
            parts.roles.setdefault(group, "patient")


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
    if analysis.tags[group.head] in "E#" or head in standing_for() or head in side_words("force_nouns"):
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
