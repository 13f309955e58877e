"""One sentence as those who read harm see it: its words of harm and arrest, its numbers and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.effect_words import EffectCue, find_cues
from exporter.coding.numbers import find_quantities
from exporter.coding.people import effect_words
from exporter.coding.victims import VictimReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

_MOST = 10**12  # people: more than ever lived, so no count of them


class HarmSentence:
    """The tokens of a sentence with what is found in them once.

    Attributes:
        tokens: the sentence's tokens.
        lowers: the same in small letters.
        sets: the words of english/effects.json by what they do.
        cues: the words of harm or arrest, in order.
        quantities: the numbers that may count people, in order.
        people: what the sentence says of people.

    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.sets = effect_words()
        self.cues = [cue for cue in find_cues(tokens) if not self._describes_suspect(cue)]
        self.quantities = [quantity for quantity in find_quantities(tokens) if quantity.best < _MOST]
        self.people = VictimReader(tokens, self.quantities, frozenset(cue.first for cue in self.cues))

    def word(self, i: int) -> str:
        """Return a word in small letters, or an empty string outside the sentence."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def _describes_suspect(self, cue: EffectCue) -> bool:
        """Tell whether a word of harm only says of what somebody is suspected: "a murder suspect"."""
        return self.lowers[cue.first] in self.sets["deverbal"] and self.word(cue.last) in self.sets["deverbal_heads"]
