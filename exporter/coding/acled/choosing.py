"""Choosing among the sides of one incident: by what they do, by what is done to them, by the frames that made it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from exporter.coding.acled.frames import read
from exporter.coding.acled.incidents import NOTE, SNIPPET
from exporter.coding.acled.militias import militia_of, people_in_arms
from exporter.coding.acled.passages import CROWDED
from exporter.coding.acled.sides import ARMED, PEOPLE, STATES, Side, read_sides, side_words
from exporter.coding.acled.turns import adds_elsewhere, opens_elsewhere
from exporter.coding.actor import Actor, generic_actor
from exporter.coding.fronts import front_told, fronts_of
from exporter.coding.naming import IDENTITY, POLITICAL, REBELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.coding.acled.incidents import AcledIncident, Party
    from exporter.coding.acled.sides import Role
    from exporter.coding.actors import ActorResolver
    from exporter.coding.reading import Reading

    Some = tuple[Actor, Side | None]  # an actor, and the side of the text that it stands for
    Choice = Some | None
    Test = Callable[[Side], bool]

_CLAIM = 6  # tokens beside a group among which a word says that it is held to have done it
_CLAIMED = 4  # sentences of a report behind an incident in which somebody is held to have done it
_WIDE = frozenset(("country", "region", None))  # precisions too wide to tell on which side of a line a place lies
_FORCES = frozenset(("state", "armed"))  # kinds of cues for parties that bear arms
_NAMELESS = frozenset(("uag", "gang"))  # generic names of those whom nobody knows
_GROUPS = frozenset((REBELS, POLITICAL, IDENTITY))
_REBEL_ROLES = frozenset(("INS", "REB", "SEP"))  # CAMEO roles of those who hold a state against another


class Choosing:
    """The sides of one incident, and ways to choose among them."""

    def __init__(self, reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> None:
        self.reading, self.incident, self.resolver = reading, incident, resolver
        self.sides = read_sides(reading, incident, resolver)
        if incident.event_type in ("Battles", "Violence against civilians"):
            self.sides = [people_in_arms(side) for side in self.sides]
        self.hints = (self._hint(incident.actor1, doer=True), self._hint(incident.actor2))
        self.words = frozenset(word for index in incident.sentences for word in _words(reading, index))
        self.day = (reading.document.published or "")[:10] or None

    def _find(self, wanted: Test, *, but: Test | None = None) -> Choice:
        """Return the first side that is as wanted; those that are also as ``but`` says only where no other is."""
        fitting = [side for side in self.sides if wanted(side)]
        best = next((side for side in fitting if but is None or not but(side)), fitting[0] if fitting else None)
        return None if best is None else (best.actor, best)

    def _other(self, first: Some, *, ally: bool = True) -> Choice:
        """Return another armed side than the first, rather of another coordination of names; no ``ally`` of it else."""
        side = first[1]
        others = [one for one in self.sides if one.armed and not is_office(one) and not same(one.actor, first[0])]
        if side is not None:
            apart = [one for one in others if (one.sentence, one.first) != (side.sentence, side.first)]
            others = apart or (others if ally else [])
        return (others[0].actor, others[0]) if others else None

    def _hinted(self, slot: int, wanted: Test) -> Choice:
        hint = self.hints[slot]
        if hint is None or not wanted(hint):
            return None
        first = next(
            side
            for side in self.sides
            if side == hint or (side.sentence == hint.sentence and side.role == hint.role == "agent" and wanted(side))
        )  # of "the army and its allies" the army
        return first.actor, first

    def _hint(self, party: Party | None, *, doer: bool = False) -> Side | None:
        """Return the side whose words the frames of the incident chose for a slot."""
        if party is None:
            return None
        found = next(
            (one for one in self.sides if one.sentence == party.sentence and one.start <= party.start < one.end), None
        )
        if doer and self.incident.event_type in ("Battles", "Violence against civilians"):
            militia = militia_of(self.reading, self.resolver, party, found)
            if militia is not None:
                self.sides = [militia, *(side for side in self.sides if side != found)]
                return militia
        if found is None and party.kind in _FORCES and self.incident.event_type not in CROWDED:
            found = self._unparsed(party, doer=doer)
        return found

    def _unparsed(self, party: Party, *, doer: bool) -> Side | None:
        """Return the forces that stand in no noun group of their own: "Police shoot and wound a clerk"."""
        analysis = self.reading.analysis(party.sentence)
        before = next((one.start for one in analysis.mentions if one.end == party.start), party.start)
        group = analysis.group_at[party.start]
        if group >= 0 and (analysis.groups[group].head < party.end or analysis.groups[group].start != before):
            return None  # a group of its own that was left out for a reason
        actor = self.resolver.span(self.reading, analysis, before, party.end)
        if actor is None or actor.at_home not in ARMED:
            return None
        first = max(analysis.group_at[party.start], 0)
        role: Role = "agent" if doer else "patient"
        side = Side(actor, role, party.sentence, before, party.end, first, harmed=False, unarmed=False, harms=doer)
        self.sides = [*self.sides, side]
        return side

    def _unnamed(self) -> str:
        """Return the kind of group that fights without a name: a clan's, a people's, or an unknown one."""
        if self.words & side_words("clans"):
            return "clan"
        return "ethnic" if self.words & side_words("communal") else "uag"

    def _of_feud(self, fighter: Some) -> Some:
        """Return whoever bears arms without a name as a people's militia where the words tell of herds or a feud."""
        side = fighter[1]
        if fighter[0].generic != "uag" or not self.words & side_words("feuds"):
            return fighter
        if side is not None and side_words("strangers") & set(
            _words(self.reading, side.sentence, side.start, side.end)
        ):
            return fighter
        kind = self._unnamed()
        return (self._generic("ethnic" if kind == "uag" else kind), fighter[1])

    def _named(self, doer: Some) -> Some:
        """Return who is said to have done what nobody is seen to do: "the militia claimed responsibility"."""
        if doer[0].generic not in _NAMELESS:
            return doer
        for index in self._told_of():
            sentence = self.reading.sentences[index]
            if side_words("claiming").isdisjoint(sentence.words):
                continue
            analysis = self.reading.analysis(sentence.index)
            for mention in analysis.mentions:
                near = sentence.words[max(mention.start - _CLAIM, 0) : mention.end + _CLAIM]
                if side_words("claiming").isdisjoint(near):
                    continue
                if any(known.kind == "organisation" and known.group == "group" for known in mention.payload):
                    group = self.resolver.span(self.reading, analysis, mention.start, mention.end)
                    if group is not None and group.at_home in _GROUPS and not self._is_hit(group):
                        return group, doer[1]
        return doer

    def _told_of(self) -> Iterable[int]:
        """Yield the sentences that may say who did it: those of a short text, of a report until it turns elsewhere."""
        sentences, own = self.reading.sentences, self.incident.sentences
        report = len(sentences) > (SNIPPET if sentences[-1].paragraph else NOTE)
        told = [read(sentences[index]) for index in own]
        for index in range(own[0] if report else 0, len(sentences)):
            if report and index not in own:
                following = read(sentences[index])
                if index > own[-1] + _CLAIMED or opens_elsewhere(following, told) or adds_elsewhere(following, told):
                    return
            yield index

    def _of_gang(self, doer: Some) -> Some:
        """Return an unknown doer as a gang by the marks of its killings, where gangs are parties of their own."""
        here = (self.reading.focus or "") in side_words("gang_countries")
        kind = doer[0].generic
        if kind == "gang" and not here:
            return self._generic("uag"), doer[1]
        if kind == "uag" and here and self.words & side_words("executions"):
            return self._generic("gang"), doer[1]
        return doer

    def _is_hit(self, group: Actor) -> bool:
        return any(side.actor == group and (side.harmed or side.role == "patient") for side in self.sides)

    def _at_front(self) -> tuple[Actor, Actor] | None:
        """Return who fires and who is fired at where the text names neither but a place at a front line."""
        place = self.reading.locations.of_incident(self.incident.sentences, self.incident.words)
        known = place is not None and place.precision not in _WIDE and place.latitude is not None
        front = front_told(self.reading.focus, self.day, self.words)
        at_rebels = False
        if place is not None and known:
            point = (place.latitude or 0.0, place.longitude or 0.0)
            front = next((one for one in fronts_of(self.reading.focus, self.day) if one.reaches(point)), None)
            at_rebels = front is not None and front.holds(point)
        if front is None:
            return None
        state = self._generic("military")
        rebels = Actor("organisation", front.rebels, self.reading.focus, "REB", "REB", REBELS)
        return (state, rebels) if at_rebels else (rebels, state)

    def _generic(self, kind: str) -> Actor:
        return generic_actor(kind, self._country)

    @cached_property
    def _country(self) -> str | None:
        """ISO code of the country in which those act who have no name: the document's, or that of a known place."""
        if self.reading.document.country is None:
            place = self.reading.locations.of_incident(self.incident.sentences, self.incident.words)
            if place is not None and place.precision not in _WIDE and place.text is not None:
                return place.iso3
        return self.reading.focus

    def _generic_choice(self, kind: str) -> Some:
        return self._generic(kind), None


def _words(reading: Reading, sentence: int, start: int = 0, end: int | None = None) -> Iterable[str]:
    return (token.lower for token in reading.sentences[sentence].tokens[start:end])


def is_armed(side: Side) -> bool:
    """Tell whether a side bears arms."""
    return side.armed


def is_state(side: Side) -> bool:
    """Tell whether a side is of a state."""
    return side.actor.at_home in STATES


def is_people(side: Side) -> bool:
    """Tell whether a side is people without arms."""
    return side.actor.at_home in PEOPLE


def is_office(side: Side) -> bool:
    """Tell whether a side is an office or official rather than a force."""
    official = side.actor.kind == "official" and is_state(side)
    return side.actor.generic == "government" or official


def same(one: Actor, other: Actor) -> bool:
    """Tell whether two names are of one side: the same actor, or forces of one state that are no rebels to it."""
    if one == other:
        return True
    if one.kind == other.kind == "organisation" or one.country != other.country:
        return False
    return one.at_home in STATES and other.at_home in STATES and not {one.cameo, other.cameo} & _REBEL_ROLES
