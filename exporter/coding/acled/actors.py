"""The actors of an incident as ACLED names them: generic names, actor types, associated actors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.acled.choosing import is_armed, is_office, is_people, is_state, same
from exporter.coding.acled.fights import Fights
from exporter.coding.acled.sides import PEOPLE, STATES, side_words
from exporter.coding.actor import generic_actor
from exporter.coding.naming import EXTERNAL

if TYPE_CHECKING:
    from exporter.coding.acled.choosing import Choice, Some
    from exporter.coding.acled.incidents import AcledIncident
    from exporter.coding.acled.sides import Side
    from exporter.coding.actors import ActorResolver
    from exporter.coding.reading import Reading
    from exporter.events import Participant
    from exporter.events.record import Slot

# Weapons of those who hide, which a force that is only named beside them did not use.
_HIDDEN = frozenset(("Suicide bomb", "Remote explosive/landmine/IED"))
_CAUSE = 14  # tokens before forces among which a word says what the crowd is angry at
_NEAR = 6
_BY = 3
_BESIDE: dict[Slot, Slot] = {"actor1": "assoc_actor_1", "actor2": "assoc_actor_2"}


def acled_participants(reading: Reading, incident: AcledIncident, resolver: ActorResolver) -> list[Participant]:
    """Return the participants of an incident, main actors first in ACLED's order."""
    return _Cast(reading, incident, resolver).participants()


class _Cast(Fights):
    """The sides of one incident, and the choice of its main actors by what ACLED allows in its sub-event type."""

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

    def _protest(self, sub_type: str) -> tuple[Choice, Choice]:
        crowd = self._crowd("protesters")
        if sub_type == "Peaceful protest":
            counter = self.words & side_words("counter")
            return crowd, (self._generic("protesters"), None) if counter else None
        return crowd, self._forces() or self._generic_choice("police")

    def _forces(self) -> Choice:
        """Return the state forces that meet a crowd: rather the police than soldiers, rather these than officials.

        Those whose deed the crowd is angry at do not meet it by that.
        """
        home = self._find(lambda side: is_state(side) and side.actor.generic == "police" and not self._is_cause(side))
        return home or self._find(
            lambda side: is_state(side) and not is_office(side) and side.role != "other" and not self._is_cause(side)
        )

    def _is_cause(self, side: Side) -> bool:
        """Tell whether forces stand in what a protest is about: "over a killing by police", "against the police"."""
        words = self.reading.analysis(side.sentence).words
        before = words[max(side.start - _CAUSE, 0) : side.start]
        if "by" in before[-_BY:] or before[-2:] == ["hands", "of"]:
            return bool(side_words("grievances") & set(before) and side_words("over") & set(before))
        return bool({"over", "against"} & set(before[-_BY:]) and side_words("protesting") & set(before[-_NEAR:]))

    def _counterpart(self) -> Choice:
        """Return who meets the crowd of a violent demonstration: forces, or a rival crowd."""
        police = self._forces()
        told = side_words("police_acts")
        if any(is_state(side) and self._is_cause(side) for side in self.sides):
            told -= side_words("police")
        if police is None and self.words & told:
            return self._generic_choice("police")
        if police is None and self.words & (side_words("counter") | side_words("opponents")):
            return self._generic_choice("rioters")
        return police

    def _riot(self, sub_type: str) -> tuple[Choice, Choice]:
        crowd = self._crowd("rioters")
        if sub_type == "Violent demonstration":
            return crowd, self._counterpart()
        victim = self._find(lambda side: side.harmed and (side.actor.at_home in PEOPLE or is_state(side)))
        if victim is not None and victim[0].at_home in STATES:
            return crowd, self._hurt(victim)
        forces = self._forces()
        role = forces[1].role if forces is not None and forces[1] is not None else "other"
        if role == "patient" or (role == "agent" and self.words & side_words("fighting")):
            return crowd, forces
        if self.words & side_words("rivals") and (
            victim is None or self.words & frozenset(("clash", "clashed", "rival"))
        ):
            return crowd, self._generic_choice("rioters")
        if victim is None and self._find(lambda side: is_state(side) and is_office(side) and side.role == "patient"):
            return crowd, None  # whoever works in an office is not said to be hurt
        return crowd, (self._generic("civilians"), victim[1] if victim else None)

    def _hurt(self, victim: Some) -> Choice:
        """Return whom a mob hurts: who holds an office bears no arms, and a building that it storms is nobody."""
        side = victim[1]
        if side is None or not is_office(side):
            return victim
        stormed = self._text(side).split()[-1] in side_words("buildings")
        return None if stormed else (self._generic("civilians"), side)

    def _attack(self) -> tuple[Choice, Choice]:
        doer = self._hinted(0, lambda side: side.armed and not (is_state(side) and side.finds))
        doer = doer or self._find(lambda side: side.armed and side.harms, but=is_office)
        doer = doer or self._find(lambda side: side.armed and not side.harmed and not is_state(side))
        doer = self._of_gang(self._of_feud(self._named(doer or self._generic_choice("uag"))))
        victim = self._find(lambda side: side.actor.at_home in PEOPLE and side.harmed) or self._find(
            lambda side: side.actor.at_home in PEOPLE
        )
        return doer, (self._generic("civilians"), victim[1] if victim else None)

    def _remote(self, sub_type: str) -> tuple[Choice, Choice]:
        hit = self._find(lambda side: side.armed and (side.harmed or side.role == "patient"), but=is_office)
        doer = self._find(lambda side: side.armed and side.role == "agent" and not side.harmed, but=is_office)
        hinted = self._hinted(0, is_armed)
        if doer is None and hinted is not None and (hit is None or hinted[0] != hit[0]):
            doer = hinted
        if doer is None:
            hidden = sub_type in _HIDDEN  # "a bomb near a police station": the police are no bombers
            doer = self._find(
                lambda side: (
                    side.armed and not side.harmed and side.role != "patient" and not (hidden and is_state(side))
                ),
                but=is_office,
            )
        if doer is None or (hit is not None and doer[0] == hit[0]):
            doer = self._unknown_bomber(sub_type)
        doer = self._named(doer)
        if hit is None or same(hit[0], doer[0]):
            hit = self._other(doer)
        if hit is not None and hit[1] is not None and is_office(hit[1]):
            hit = (self._generic("civilians"), hit[1])
        if hit is None and self._civilians_hit(sub_type):
            victim = self._find(lambda side: side.actor.at_home in PEOPLE)
            hit = (self._generic("civilians"), victim[1] if victim else None)
        return doer, hit

    def _unknown_bomber(self, sub_type: str) -> Some:
        """Return who strikes unseen: forces from the air, an unknown group from the ground."""
        if sub_type == "Air/drone strike":
            return replace(generic_actor("military", None), at_home=EXTERNAL), None
        sides = self._at_front() if sub_type == "Shelling/artillery/missile attack" else None
        if sides is not None:
            return sides[0], None
        return self._generic_choice("uag")

    def _strategic(self, sub_type: str) -> tuple[Choice, Choice]:
        armed = self._hinted(0, is_armed) or self._find(lambda side: side.armed and side.role == "agent")
        if sub_type == "Arrests":
            state = self._find(is_state) or self._generic_choice("police")
            return state, self._find(lambda side: side.armed and not is_state(side)) or self._generic_choice(
                "civilians"
            )
        first = armed or self._find(is_armed)
        if sub_type == "Disrupted weapons use":
            first = self._find(is_state) or first or self._generic_choice("military")
            return first, self._other(first)
        if sub_type == "Looting/property destruction":
            first = first or self._generic_choice("uag")
            goods = "gang" if self.words & side_words("drugs") else "civilians"
            return first, self._other(first, ally=False) or self._generic_choice(goods)
        if sub_type in ("Agreement", "Non-violent transfer of territory"):
            return first, self._other(first) if first else None
        people = self._find(lambda side: side.actor.at_home in PEOPLE)
        if sub_type == "Other":
            return first or (people and (self._generic("civilians"), people[1])), None
        return first, None

    def _civilians_hit(self, sub_type: str) -> bool:
        if any(side.actor.at_home in PEOPLE and side.harmed for side in self.sides):
            return True
        if sub_type in ("Air/drone strike", "Shelling/artillery/missile attack"):
            return False
        return sub_type in ("Grenade", "Suicide bomb") or bool(
            self.words & (side_words("public_objects") | side_words("casualties"))
        )

    def _crowd(self, generic: str) -> Some:
        members = self._hinted(0, is_people) or self._find(is_people)
        return self._generic(generic), members[1] if members else None

    # --- as participants

    def _slot(self, choice: Choice, slot: Slot) -> list[Participant]:
        """Return a main actor, and who it is as an associated actor where the main one is generic."""
        if choice is None:
            return []
        actor, side = choice
        text = self._text(side) if side is not None else ""
        found = [actor.participant(slot, text, day=self.day, event_country=self._country)]
        if side is not None and side.actor != actor:
            name = side.actor.acled_name(self.day) if side.actor.kind == "organisation" else side.actor.identity_name()
            if name and name != found[0].name:
                party = side.actor.participant(_BESIDE[slot], text, day=self.day, event_country=self._country)
                found.append(replace(party, name=name))
        return found

    def _text(self, side: Side) -> str:
        tokens = self.reading.sentences[side.sentence].tokens
        return self.reading.document.text[tokens[side.start].start : tokens[side.end - 1].end]
