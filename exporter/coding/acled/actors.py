"""The actors of an incident as ACLED names them: generic names, actor types, associated actors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.acled.sides import PEOPLE, read_sides, side_words
from exporter.coding.actor import Actor, generic_actor
from exporter.coding.naming import EXTERNAL, IDENTITY, STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.coding.acled.incidents import AcledIncident, Party
    from exporter.coding.acled.sides import Side
    from exporter.coding.actors import ActorResolver
    from exporter.coding.reading import Reading
    from exporter.events import Participant
    from exporter.events.record import Slot

    _Some = tuple[Actor, Side | None]  # an actor, and the side of the text that it stands for
    _Choice = _Some | None
    _Test = Callable[[Side], bool]

_STATES = frozenset((STATE, EXTERNAL))
_REBEL_ROLES = frozenset(("INS", "REB", "SEP"))  # CAMEO roles of those who hold a state against another
_BESIDE: dict[Slot, Slot] = {"actor1": "assoc_actor_1", "actor2": "assoc_actor_2"}


def acled_participants(reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> list[Participant]:
    """Return the participants of an incident, main actors first in ACLED's order."""
    return _Cast(reading, incident, resolver).participants()


class _Cast:
    """The sides of one incident, and the choice of its main actors by what ACLED allows in its sub-event type."""

    def __init__(self, reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> None:
        self.reading, self.incident = reading, incident
        self.sides = read_sides(reading, incident, resolver)
        if incident.event_type in ("Battles", "Violence against civilians"):
            self.sides = [_in_arms(side) for side in self.sides]
        self.hints = (self._hint(incident.actor1), self._hint(incident.actor2))
        self.words = frozenset(word for index in incident.sentences for word in _words(reading, index))
        self.day = (reading.document.published or "")[:10] or None

    def participants(self) -> list[Participant]:
        event_type, sub_type = self.incident.event_type, self.incident.sub_event_type
        if event_type == "Protests":
            first, second = self._protest(sub_type)
        elif event_type == "Riots":
            first, second = self._riot(sub_type)
        elif event_type == "Battles":
            first, second = self._battle(sub_type)
        elif event_type == "Violence against civilians":
            first, second = self._attack()
        elif event_type == "Explosions/Remote violence":
            first, second = self._remote(sub_type)
        else:
            first, second = self._strategic(sub_type)
        return [*self._slot(first, "actor1"), *self._slot(second, "actor2")]

    # --- by event type

    def _protest(self, sub_type: str) -> tuple[_Choice, _Choice]:
        crowd = self._crowd("protesters")
        if sub_type == "Peaceful protest":
            counter = self.words & side_words("counter")
            return crowd, (self._generic("protesters"), None) if counter else None
        return crowd, self._forces() or self._generic_choice("police")

    def _forces(self) -> _Choice:
        """Return the state forces that meet a crowd: rather the police than soldiers, rather these than officials."""
        home = self._find(lambda side: _is_state(side) and side.actor.generic == "police")
        return home or self._find(lambda side: _is_state(side) and not _is_office(side) and side.role != "other")

    def _riot(self, sub_type: str) -> tuple[_Choice, _Choice]:
        crowd = self._crowd("rioters")
        if sub_type == "Violent demonstration":
            police = self._forces()
            if police is None and self.words & side_words("police_acts"):
                police = self._generic_choice("police")
            return crowd, police
        victim = self._find(lambda side: side.harmed and (side.actor.at_home in PEOPLE or _is_state(side)))
        if victim is not None and victim[0].at_home in _STATES:
            return crowd, victim
        forces = self._forces()
        role = forces[1].role if forces is not None and forces[1] is not None else "other"
        if role == "patient" or (role == "agent" and self.words & side_words("fighting")):
            return crowd, forces
        if self.words & side_words("rivals") and (
            victim is None or self.words & frozenset(("clash", "clashed", "rival"))
        ):
            return crowd, self._generic_choice("rioters")
        if victim is None and self._find(lambda side: _is_state(side) and _is_office(side) and side.role == "patient"):
            return crowd, None  # whoever works in an office is not said to be hurt
        return crowd, (self._generic("civilians"), victim[1] if victim else None)

    def _battle(self, sub_type: str) -> tuple[_Choice, _Choice]:
        """Return two armed sides; who is fought by a known side but not named is its usual enemy."""
        first = self._fighter(sub_type)
        if first is None:
            kind = self._unnamed()
            return self._generic_choice(kind), self._generic_choice(kind)
        second = self._other(first, ally=sub_type != "Government regains territory")
        hinted = self._hinted(1, _is_armed)
        if hinted is not None and not _same(hinted[0], first[0]):
            second = second if second is not None and _same(second[0], first[0]) else hinted
        if second is not None:
            return (second, first) if sub_type == "Armed clash" and _before(second, first) else (first, second)
        if first[0].at_home in _STATES:
            return first, self._generic_choice(self._unnamed())
        if first[0].at_home == IDENTITY:
            return first, self._generic_choice(first[0].generic if first[0].kind == "agent" else "ethnic")
        return first, self._generic_choice("military")

    def _fighter(self, sub_type: str) -> _Choice:
        """Return the first side of a fight; where territory is taken, the side that takes it."""
        if sub_type == "Government regains territory":
            at_home = self._find(lambda side: side.actor.at_home == STATE and side.actor.country == self.reading.focus)
            allies = self._find(lambda side: _is_state(side) and side.role == "agent" and not _is_office(side))
            return at_home or allies or self._generic_choice("military")
        if sub_type == "Non-state actor overtakes territory":
            taker = self._find(lambda side: side.armed and side.actor.at_home != STATE)
            if taker is not None:
                return taker
        first = self._hinted(0, _is_armed) or self._find(
            lambda side: side.armed and side.role == "agent", but=_is_office
        )
        return first or self._find(_is_armed, but=_is_office)

    def _unnamed(self) -> str:
        """Return the kind of group that fights without a name: a clan's, a people's, or an unknown one."""
        if self.words & side_words("clans"):
            return "clan"
        return "ethnic" if self.words & side_words("communal") else "uag"

    def _attack(self) -> tuple[_Choice, _Choice]:
        doer = self._hinted(0, _is_armed) or self._find(
            lambda side: side.armed and side.role == "agent", but=_is_office
        )
        doer = doer or self._find(lambda side: side.armed and not side.harmed and not _is_office(side))
        if doer is None:
            doer = self._generic_choice(self._unnamed() if self.words & side_words("feuds") else "uag")
        victim = self._find(lambda side: side.actor.at_home in PEOPLE and side.harmed) or self._find(
            lambda side: side.actor.at_home in PEOPLE
        )
        return doer, (self._generic("civilians"), victim[1] if victim else None)

    def _remote(self, sub_type: str) -> tuple[_Choice, _Choice]:
        hit = self._find(lambda side: side.armed and (side.harmed or side.role == "patient"), but=_is_office)
        doer = self._find(lambda side: side.armed and side.role == "agent" and not side.harmed, but=_is_office)
        hinted = self._hinted(0, _is_armed)
        if doer is None and hinted is not None and (hit is None or hinted[0] != hit[0]):
            doer = hinted
        if doer is None:
            doer = self._find(lambda side: side.armed and not side.harmed and side.role != "patient", but=_is_office)
        if doer is None or (hit is not None and doer[0] == hit[0]):
            doer = self._unknown_bomber(sub_type)
        if hit is None or _same(hit[0], doer[0]):
            hit = self._other(doer)
        if hit is not None and hit[1] is not None and _is_office(hit[1]):
            hit = (self._generic("civilians"), hit[1])
        if hit is None and self._civilians_hit(sub_type):
            victim = self._find(lambda side: side.actor.at_home in PEOPLE)
            hit = (self._generic("civilians"), victim[1] if victim else None)
        return doer, hit

    def _unknown_bomber(self, sub_type: str) -> _Some:
        """Return who strikes unseen: forces from the air, an unknown group from the ground."""
        if sub_type == "Air/drone strike":
            return replace(generic_actor("military", None), at_home=EXTERNAL), None
        return self._generic_choice("uag")

    def _strategic(self, sub_type: str) -> tuple[_Choice, _Choice]:
        armed = self._hinted(0, _is_armed) or self._find(lambda side: side.armed and side.role == "agent")
        if sub_type == "Arrests":
            state = self._find(_is_state) or self._generic_choice("police")
            return state, self._find(lambda side: side.armed and not _is_state(side)) or self._generic_choice(
                "civilians"
            )
        first = armed or self._find(_is_armed)
        if sub_type == "Disrupted weapons use":
            first = self._find(_is_state) or first or self._generic_choice("military")
            return first, self._other(first)
        if sub_type == "Looting/property destruction":
            first = first or self._generic_choice("uag")
            return first, self._other(first) or self._generic_choice("civilians")
        if sub_type in ("Agreement", "Non-violent transfer of territory"):
            return first, self._other(first) if first else None
        people = self._find(lambda side: side.actor.at_home in PEOPLE)
        if sub_type == "Other":
            return first or (people and (self._generic("civilians"), people[1])), None
        return first, None

    # --- choosing

    def _find(self, wanted: _Test, *, but: _Test | None = None) -> _Choice:
        """Return the first side that is as wanted; those that are also as ``but`` says only where no other is."""
        fitting = [side for side in self.sides if wanted(side)]
        best = next((side for side in fitting if but is None or not but(side)), fitting[0] if fitting else None)
        return None if best is None else (best.actor, best)

    def _other(self, first: _Some, *, ally: bool = True) -> _Choice:
        """Return another armed side than the first, rather of another coordination of names; no ``ally`` of it else."""
        side = first[1]
        others = [one for one in self.sides if one.armed and not _is_office(one) and not _same(one.actor, first[0])]
        if side is not None:
            apart = [one for one in others if (one.sentence, one.first) != (side.sentence, side.first)]
            others = apart or (others if ally else [])
        return (others[0].actor, others[0]) if others else None

    def _hinted(self, slot: int, wanted: _Test) -> _Choice:
        hint = self.hints[slot]
        if hint is None or not wanted(hint):
            return None
        first = next(
            side
            for side in self.sides
            if side == hint or (side.sentence == hint.sentence and side.role == hint.role == "agent" and wanted(side))
        )  # of "the army and its allies" the army
        return first.actor, first

    def _hint(self, party: Party | None) -> Side | None:
        """Return the side whose words the frames of the incident chose for a slot."""
        if party is None:
            return None
        return next(
            (one for one in self.sides if one.sentence == party.sentence and one.start <= party.start < one.end), None
        )

    def _civilians_hit(self, sub_type: str) -> bool:
        if any(side.actor.at_home in PEOPLE and side.harmed for side in self.sides):
            return True
        if sub_type in ("Air/drone strike", "Shelling/artillery/missile attack"):
            return False
        return sub_type in ("Grenade", "Suicide bomb") or bool(
            self.words & (side_words("public_objects") | side_words("casualties"))
        )

    def _crowd(self, generic: str) -> _Some:
        members = self._hinted(0, _is_people) or self._find(_is_people)
        return self._generic(generic), members[1] if members else None

    def _generic(self, kind: str) -> Actor:
        return generic_actor(kind, self.reading.focus)

    def _generic_choice(self, kind: str) -> _Some:
        return self._generic(kind), None

    # --- as participants

    def _slot(self, choice: _Choice, slot: Slot) -> list[Participant]:
        """Return a main actor, and who it is as an associated actor where the main one is generic."""
        if choice is None:
            return []
        actor, side = choice
        text = self._text(side) if side is not None else ""
        found = [actor.participant(slot, text, day=self.day, event_country=self.reading.focus)]
        if side is not None and side.actor != actor:
            name = side.actor.acled_name(self.day) if side.actor.kind == "organisation" else side.actor.identity_name()
            if name and name != found[0].name:
                party = side.actor.participant(_BESIDE[slot], text, day=self.day, event_country=self.reading.focus)
                found.append(replace(party, name=name))
        return found

    def _text(self, side: Side) -> str:
        tokens = self.reading.sentences[side.sentence].tokens
        return self.reading.document.text[tokens[side.start].start : tokens[side.end - 1].end]


def _words(reading: Reading, sentence: int) -> Iterable[str]:
    return (token.lower for token in reading.sentences[sentence].tokens)


def _in_arms(side: Side) -> Side:
    """Return a people as its militia where it fights or attacks: "Pokomo attack a village"."""
    people = side.actor.identity.removesuffix(" Ethnic Group")
    if people == side.actor.identity or side.actor.at_home not in PEOPLE or side.harmed or side.unarmed:
        return side
    actor = replace(
        side.actor, kind="people", name=people, at_home=IDENTITY, generic="Ethnic", identity="", cameo="UAF"
    )
    return replace(side, actor=actor)


def _is_armed(side: Side) -> bool:
    return side.armed


def _is_state(side: Side) -> bool:
    return side.actor.at_home in _STATES


def _is_people(side: Side) -> bool:
    return side.actor.at_home in PEOPLE


def _is_office(side: Side) -> bool:
    return side.actor.generic == "government" or side.actor.kind == "official"


def _same(one: Actor, other: Actor) -> bool:
    """Tell whether two names are of one side: the same actor, or forces of one state that are no rebels to it."""
    if one == other:
        return True
    if one.kind == other.kind == "organisation" or one.country != other.country:
        return False
    return one.at_home in _STATES and other.at_home in _STATES and not {one.cameo, other.cameo} & _REBEL_ROLES


def _before(one: _Some, other: _Some) -> bool:
    first, second = one[1], other[1]
    if (
        first is None
        or second is None
        or "patient" in (first.role, second.role)
        or "agent" in (first.role, second.role)
    ):
        return False
    return (first.sentence, first.start) < (second.sentence, second.start)
