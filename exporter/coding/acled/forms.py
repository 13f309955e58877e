"""Whether a form that may be a noun, a verb or an attribute is a verb: "six conscripts", "in a Donetsk jail"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.wordlists import name_set

if TYPE_CHECKING:
    from exporter.coding.acled.senses import Meaning

ATTRIBUTIVE = frozenset(("a", "an", "the", "his", "her", "its", "their", "of", "for", "by", "this", "that"))
_BEHIND_VERB = frozenset(
    ("by", "in", "on", "at", "from", "with", "and", "or", ",", ".", "to", "during", "after", "when")
)
_PREPOSITIONS = frozenset(("with", "of", "by", "in", "for", "from", "at", "into", "carrying", "holding"))
RATHER_NOUNS = frozenset(("forces",))  # a verb only where an object follows: "forces them out"
_FIGHTS = frozenset(("firefight", "clash"))
_OBJECT = frozenset(("a", "an", "the", "his", "her", "their", "its", "them", "him"))
_TO = frozenset(("to", "will", "would", "can", "could", "must", "should", "help", "helps", "helped"))
_BEFORE_NOUN = frozenset(("to", "the", "a", "an", "his", "her", "its", "their", "these", "those"))
_BEING = frozenset(("being", "been", "was", "were", "is", "are"))
_ARTICLES = frozenset(("a", "an", "the"))
_PLURALS = frozenset(("police", "people", "men", "women", "youth", "youths", "army", "military", "to"))
LEFT_SO = frozenset(
    ("them", "him", "her", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "at", "more")
) | {"several", "many", "dozens", "scores", "hundreds", "thousands", "behind", "some", "people", "over", "about"}


def is_no_verb(words: list[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether what the dictionary has as a verb tells of no act here."""
    if "flee" in sense.verb and is_left_so(words, start, end):
        return True
    if is_bare_noun(words, start, end, sense) or is_attribute(words, start, end, sense):
        return True
    return behind_preposition(words, start, sense)


def is_left_so(words: list[str], start: int, end: int) -> bool:
    """Tell whether what is left is no place: "left three dead", ", leaving slogans on a wall"."""
    behind = words[end : end + 1] if end - start == 1 else []
    if words[start] == "leaving" and start and words[start - 1] == ",":
        return True
    return bool(behind) and (behind[0] in LEFT_SO or behind[0][:1].isdigit())


def is_attribute(words: list[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether a verb form only describes a noun: "a detained student", "the jail"."""
    if start == 0 or end - start > 1 or words[start - 1] not in ATTRIBUTIVE:
        return False
    if "participle" in sense.forms:
        return end < len(words) and words[end] not in _BEHIND_VERB
    return "base" in sense.forms and not sense.noun


def is_bare_noun(words: list[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether a form that the dictionary has as a verb only is a noun: "six conscripts", "in a Donetsk jail"."""
    if sense.noun or start == 0 or sense.forms & {"past", "participle", "ing"}:
        return False
    if words[start - 1] == "'s" and "base" in sense.forms:
        return True  # "the army's push into the hills"
    if end - start > 1:
        return False
    if "third" in sense.forms:
        return _counted(words[start - 1]) or words[start - 1] in _BEFORE_NOUN  # "the brokers praised"
    return _is_modified(words, start)


def _counted(before: str) -> bool:
    return before[:1].isdigit() or before in LEFT_SO or before in name_set("amounts")


def has_object(words: list[str], at: int) -> bool:
    """Tell whether what stands at a token can begin an object."""
    return at < len(words) and (words[at] in _OBJECT or _counted(words[at]))


def _is_modified(words: list[str], start: int) -> bool:
    """Tell whether an article stands before the word before: "the largest exchange", but not "the police jail"."""
    before = words[start - 1]
    if words[start + 1 : start + 2] and words[start + 1] in _OBJECT:
        return False  # "help the clerk battle an illness"
    return start > 1 and words[start - 2] in _ARTICLES and before not in _PLURALS and not before.endswith("s")


def is_infinitive(words: list[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether what the dictionary has as a noun is an infinitive here: "to combat hunger"."""
    if sense.verb or end - start > 1 or "singular" not in sense.forms or not start or words[start - 1] not in _TO:
        return False
    return end < len(words) and words[end] not in _BEHIND_VERB


def behind_preposition(words: list[str], start: int, sense: Meaning) -> bool:
    """Tell whether a preposition stands before what would be a finite verb: "with torches" tells of no act."""
    return start > 0 and words[start - 1] in _PREPOSITIONS and not sense.forms & {"ing", "past", "participle"}


def is_noun(words: list[str], start: int, sense: Meaning) -> bool:
    """Tell by the word before whether a form that may be a noun or a verb is a noun."""
    if not sense.forms & {"singular", "plural", "fixed"}:
        return False
    if start and words[start] in RATHER_NOUNS and words[start + 1 : start + 2]:
        return not has_object(words, start + 1)
    before = words[start - 1] if start else "'s"
    narrated = before == "," and "ing" in sense.forms and has_object(words, start + 1)  # ", killing a family"
    if before == "to" or narrated:
        return False
    if before == "'s" or before in name_set("determiners") or before[-1:] in ",('\"" or _counted(before):
        return True
    after = words[start + 1 : start + 2]
    if after == ["by"] and "participle" in sense.forms and before in _BEING:
        return False  # "a house being torched by residents"
    fronted = "third" not in sense.forms and after in (["on"], ["of"], ["against"], ["by"])
    return fronted or ("base" in sense.forms and sense.noun.isdisjoint(_FIGHTS) and _is_modified(words, start))
