"""The verb of a word of harm: its voice, its tense, and whether it is only possible."""

# ruff: noqa: C901 - one word after the other, each with its own answer

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.effect_words import EffectCue
    from exporter.coding.harm_sentence import HarmSentence

_OTHERS = frozenset(("he", "her", "him", "she", "them", "they"))
_SUSPECTED = 6  # tokens from "suspected" to the verb of what somebody is suspected of


@dataclass(frozen=True, slots=True)
class HarmVerb:
    """The verb group before a word of harm.

    Attributes:
        start: the token that it begins with.
        passive: whether the subject is who was harmed.
        perfect: the form of "have", or an empty string.
        modal: whether the harm is only possible.

    """

    start: int
    passive: bool
    perfect: str
    modal: bool


def read_verb(sentence: HarmSentence, cue: EffectCue) -> HarmVerb:
    """Return the verb group that ends in a word of harm."""
    i = cue.first - 1
    passive = modal = joined = False
    perfect = ""
    sets = sentence.sets
    while i >= 0:
        word = sentence.lowers[i]
        if word in sets["be"]:
            passive = True
        elif word in {"has", "have", "had", "having"}:
            perfect = word
        elif word == "to" and perfect and not passive and sentence.word(i - 1) in sets["supposed"]:
            perfect = "had"
        elif word == "to" and sentence.word(i - 1) in sets["achieving"]:
            break  # "went on to kill him"
        elif word in sets["modals"] and (word != "to" or not sentence.lowers[cue.first].endswith("ed")):
            modal = modal or not perfect
        elif word in {"and", "or", "then", ","} and _is_verb_like(sentence, i - 1):
            joined = True
        elif not (
            word in sets["adverbs"]
            or (word == "found" and sentence.word(i - 1) in sets["be"])
            or word in sets["negations"]
            or word.endswith("ly")
            or (joined and _is_verb_like(sentence, i))
        ):
            break
        i -= 1
    if joined and not passive:
        return HarmVerb(cue.first, passive=False, perfect=perfect, modal=modal)
    start = i + 1
    while start < cue.first and (
        sentence.lowers[start] in {"and", ",", "then", "or"} or sentence.lowers[start] == "all"
    ):
        start += 1
    return HarmVerb(start, passive, perfect, modal)


def _is_verb_like(sentence: HarmSentence, i: int) -> bool:
    word = sentence.word(i)
    if word in {"up", "over", "down", "out", "away", "off"}:
        word = sentence.word(i - 1)
    return word.endswith("ed") or word in sentence.sets["participles"] or word in {"then", "and"}


def is_past(sentence: HarmSentence, cue: EffectCue, verb: HarmVerb) -> bool:
    """Tell whether the harm lies before the event: "had killed", "has been killing", "he believed killed a man"."""
    if verb.perfect in {"had", "having"}:
        return not sentence.sets["speech"] & set(sentence.lowers[: verb.start])
    if verb.perfect and verb.passive and sentence.lowers[cue.first].endswith("ing"):
        return True
    return not verb.passive and any(_suspects(sentence, i) for i in range(max(verb.start - _SUSPECTED, 0), cue.first))


def _suspects(sentence: HarmSentence, i: int) -> bool:
    """Tell whether somebody holds another to have done it: "suspected the three", "a man they believed"."""
    if sentence.lowers[i] not in {"suspected", "believed", "thought"}:
        return False
    return sentence.word(i + 1) in {"the", "that", *_OTHERS} or sentence.word(i - 1) in _OTHERS


def is_nominal(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether a word in -ing is a noun: "accused of killing", "the shooting and killing of"."""
    if not sentence.lowers[cue.first].endswith("ing"):
        return False
    at = cue.first - 1
    while sentence.word(at).endswith(("ly", "ing")) or sentence.word(at) in {"and", "or"}:
        at -= 1
    return sentence.word(at) in sentence.sets["nominal_before"]
