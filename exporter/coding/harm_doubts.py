"""What a sentence says of harm so that it tells of none here: denied, part of a noun, only a reason, counted apart.

The rules follow how ACLED's codebook counts the dead: what is reported of this event, once, and by nobody's rumour.
"""

# ruff: noqa: PLR2004 - small distances in words, said beside each

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.effect_words import EffectCue
    from exporter.coding.harm_sentence import HarmSentence
    from exporter.coding.people import People

_SEPARATE_REACH = 16  # tokens: how far behind harm "(coded separately)" still speaks of it


def is_compound(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether the word is part of another one or a noun of its own: "death-row", "a murder suspect"."""
    tokens = sentence.tokens
    if sentence.word(cue.last) == "-" and tokens[cue.last].start == tokens[cue.last - 1].end:
        return True
    if cue.role != "verbs":
        return False
    before = sentence.word(cue.first - 1)
    if _is_adjective(sentence, cue):
        return True
    if sentence.lowers[cue.first] not in sentence.sets["deverbal"]:
        return False
    if before in {"his", "her", "their", "whose"} and sentence.word(cue.last) not in {"him", "her", "them"}:
        return True  # "called his killing a crime"
    following = sentence.word(cue.last)
    takes_object = cue.last in sentence.people.by_first or following in sentence.sets["objects_begin"]
    return not takes_object and before in sentence.sets["noun_before"]


def _is_adjective(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether a participle describes a noun: "the slain driver", "families of killed soldiers"."""
    if not sentence.lowers[cue.first].endswith(("ed", "slain")) or cue.last - cue.first > 1:
        return False
    at = cue.first - 1
    while sentence.word(at).endswith("ly"):
        at -= 1
    before = sentence.word(at)
    if before in sentence.sets["definite"] | {"a", "an"}:
        return before != "that"
    return (
        before in {"of", "for", "about", "over"}
        and cue.last not in sentence.people.by_first
        and sentence.word(cue.last) not in sentence.sets["after_object"] | sentence.sets["definite"] | {"a", "an"}
    )


def is_counted_apart(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether the passage says that these people are counted in another record."""
    for i in range(cue.last, min(cue.last + _SEPARATE_REACH, len(sentence.lowers))):
        if sentence.lowers[i] in {"coded", "see"} and sentence.word(i + 1) in {
            "separately",
            "seperately",
            "separate",
            "elsewhere",
        }:
            return True
        if sentence.lowers[i] == ";" or (i in sentence.people.cues and i > cue.last):
            return False
    return False


def is_denied(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether the passage says that there was no one."""
    window = sentence.lowers[max(cue.first - 5, 0) : cue.first]
    for offset, word in enumerate(reversed(window)):
        if word in {",", ";", ":", "(", ")", "but", "who"}:
            return False
        if word in {"no", "without", "neither", "nor", "never", "none", "nobody", "zero"}:
            return not (word == "no" and window[len(window) - offset :][:1] in (["longer"], ["fewer"], ["less"]))
        if word in {"not", "n't"}:
            return offset < 2 and cue.role != "nouns"
        if cue.role == "nouns" and offset > 3:
            return False
    return False


def is_refuted(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether somebody rejects it: "denied rumours that nine guards were killed"."""
    for i in range(cue.first - 1, 1, -1):
        if sentence.lowers[i] == "that" and sentence.word(i - 1) in {
            "reports",
            "claims",
            "rumours",
            "rumors",
            "allegations",
        }:
            return sentence.word(i - 2) in {"denied", "dismissed", "rejected", "refuted", "denies", "dismisses"}
        if i in sentence.people.cues or sentence.lowers[i] in {";", ":"}:
            return False
    return False


def describes(sentence: HarmSentence, i: int) -> bool:
    """Tell whether a noun follows, so that the word before it only describes it: "a dead soldier"."""
    return (
        sentence.tokens[i].kind == "word"
        and sentence.lowers[i] not in sentence.sets["after_object"] | sentence.sets["prepositions"]
    )


def is_only_cause(sentence: HarmSentence, cue: EffectCue, people: People) -> bool:
    """Tell whether the harm is only the reason for something: "after four people died", "over the killing of"."""
    far, close = sentence.sets["cause_before"], sentence.sets["cause_close"]
    for at in (people.first, cue.first):
        for i in range(at - 1, max(at - 7, -1), -1):
            word = sentence.lowers[i]
            if word in far or (word in close and at - i <= 2):
                return True
            if sentence.tokens[i].kind == "punct" or word in sentence.sets["auxiliaries"] or i in sentence.people.cues:
                break
            if word.endswith("ed") and i < at - 1:
                break
    return False


def is_rival(sentence: HarmSentence, cue: EffectCue) -> bool:
    """Tell whether another source's figure is given: "other reports say"."""
    lowers = sentence.lowers
    for i in range(cue.first - 1, -1, -1):
        if lowers[i] in {"reports", "reported"} and _is_named_source(sentence, i):
            return True
        if lowers[i] in {"reports", "sources", "report", "source", "accounts", "media", "estimates"}:
            return bool(sentence.sets["rival_before"] & set(lowers[max(i - 3, 0) : i]))
        if lowers[i] in {"conflicting", "claimed", "claims", "claiming", "claim"}:
            return True
    return False


def _is_named_source(sentence: HarmSentence, i: int) -> bool:
    """Tell whether a named source gives the figure: "The Daily Post reports nine people were"."""
    return i + 1 in sentence.people.by_first and sentence.tokens[i - 1].text[:1].isupper() and i > 1
