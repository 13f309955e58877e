"""The two armed sides of a battle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.choosing import Choosing, is_armed, is_office, is_state, same
from exporter.coding.acled.sides import STATES, side_words
from exporter.coding.naming import IDENTITY, STATE

if TYPE_CHECKING:
    from exporter.coding.acled.choosing import Choice, Some
    from exporter.coding.acled.sides import Side

_LEAD = 4  # tokens before a party among which a word says that it is divided: "two factions of the Kimbu militia"
_BETWEEN = frozenset(("between", "among", "amongst"))


class Fights(Choosing):
    """The choice of the sides of a battle."""

    def _battle(self, sub_type: str) -> tuple[Choice, Choice]:
        """Return two armed sides; who is fought by a known side but not named is its usual enemy."""
        first = self._fighter(sub_type)
        if first is None:
            return self._unseen()
        first = self._leader(self._of_feud(self._named(first)))
        if self._within(first):
            return first, first
        second = self._enemy(first, sub_type)
        if second is None:
            second = self._usual_enemy(first)
            unseen = first[1] is not None and first[1].harmed and second[1] is None
            return (second, first) if unseen else (first, second)
        return (second, first) if sub_type == "Armed clash" and _before(second, first) else (first, second)

    def _unseen(self) -> tuple[Choice, Choice]:
        """Return the sides of a fight of which nobody is named: those of the war at its place, or unknown groups."""
        kind = self._unnamed()
        sides = self._at_front() if kind == "uag" else None
        if sides is None:
            return self._generic_choice(kind), self._generic_choice(kind)
        return (sides[0], None), (sides[1], None)

    def _enemy(self, first: Some, sub_type: str) -> Choice:
        """Return the side that the first one fights, where the text names it."""
        second = self._partner(first) or self._other(first, ally=sub_type != "Government regains territory")
        hinted = self._hinted(1, is_armed)
        if hinted is not None and not same(hinted[0], first[0]):
            second = second if second is not None and same(second[0], first[0]) else hinted
        return self._of_feud(self._named(second)) if second is not None else None

    def _usual_enemy(self, first: Some) -> Some:
        """Return whom a side fights that fights alone in the text."""
        if self._between(first):
            return first
        rival = self._find(lambda side: is_state(side) and self._is_rival(side, first))
        if rival is not None:
            return rival
        if first[0].at_home in STATES:
            return self._named(self._generic_choice(self._unnamed()))
        if first[0].at_home == IDENTITY:
            return self._generic_choice(first[0].generic if first[0].kind == "agent" else "ethnic")
        return self._generic_choice("military")

    def _fighter(self, sub_type: str) -> Choice:
        """Return the first side of a fight; where territory is taken, the side that takes it."""
        if sub_type == "Government regains territory":
            at_home = self._find(lambda side: side.actor.at_home == STATE and side.actor.country == self.reading.focus)
            allies = self._find(lambda side: is_state(side) and side.role == "agent" and not is_office(side))
            return at_home or allies or self._generic_choice("military")
        if sub_type == "Non-state actor overtakes territory":
            taker = self._find(lambda side: side.armed and side.actor.at_home != STATE)
            if taker is not None:
                return taker
        hinted = self._hinted(0, is_armed)
        if hinted is not None and not (hinted[1] and hinted[1].harmed):
            return hinted
        opposed = self._find(lambda side: side.armed and self._is_opposed(side))
        unhurt = opposed or self._find(
            lambda side: side.armed and side.role == "agent" and not side.harmed, but=is_office
        )
        return unhurt or hinted or self._find(is_armed, but=is_office)

    def _leader(self, fighter: Some) -> Some:
        """Return the state's forces among a fighter's allies: "soldiers and a clan militia attacked the rebels"."""
        side = fighter[1]
        if side is None or is_state(side) or self._is_opposed(side):
            return fighter
        here = [one for one in self.sides if one.sentence == side.sentence and one.armed]
        if all(one.first == side.first for one in here):
            return fighter  # "rebels and soldiers clashed" with each other
        leader = next((one for one in here if one.first == side.first and is_state(one) and not is_office(one)), None)
        return fighter if leader is None or leader.role != side.role else (leader.actor, leader)

    def _within(self, fighter: Some) -> bool:
        """Tell whether a party fights itself: "two groups of soldiers clashed", "rival gangs", "infighting"."""
        side = fighter[1]
        if side is None:
            return False
        words = self.reading.analysis(side.sentence).words
        if side_words("infighting") & set(words):
            return True
        near = set(words[max(side.start - _LEAD, 0) : side.end + 1])
        return bool(near & side_words("divided") and near & side_words("divisions"))

    def _is_rival(self, side: Side, fighter: Some) -> bool:
        """Tell whether forces of one state fight each other: "police exchanged fire with soldiers"."""
        other = fighter[1]
        if other is None or is_office(side) or side.sentence != other.sentence or side.first == other.first:
            return False
        one, two = side.actor.acled_name(self.day), other.actor.acled_name(self.day)
        return one != two and {side.role, other.role} == {"agent", "patient"}

    def _is_opposed(self, side: Side) -> bool:
        """Tell whether the names beside a side's are its enemies: "between the rebels and the army"."""
        groups = self.reading.analysis(side.sentence).groups
        return groups[side.first].preposition in _BETWEEN

    def _between(self, fighter: Some) -> bool:
        """Tell whether a party that fights is named once for both sides: "a shoot-out between unknown gunmen"."""
        side = fighter[1]
        if side is None or not self._is_opposed(side):
            return False
        return sum(one.first == side.first for one in self.reading.analysis(side.sentence).groups) == 1

    def _partner(self, fighter: Some) -> Choice:
        """Return the second of two sides named behind "between": "a firefight between the rebels and the army"."""
        side = fighter[1]
        if side is None or not self._is_opposed(side):
            return None
        here = (side.sentence, side.first)
        return self._find(lambda one: one.armed and (one.sentence, one.first) == here and one.actor != fighter[0])


def _before(one: Some, other: Some) -> bool:
    first, second = one[1], other[1]
    if (
        first is None
        or second is None
        or "patient" in (first.role, second.role)
        or "agent" in (first.role, second.role)
    ):
        return False
    return (first.sentence, first.start) < (second.sentence, second.start)
