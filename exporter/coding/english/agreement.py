"""What stands around a word that can be a noun in the plural or a verb in the third person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.participles import resumes
from exporter.coding.english.vocabulary import BASE, PAST, THIRD

if TYPE_CHECKING:
    from exporter.coding.english.vocabulary import Vocabulary

_ASKED = frozenset(("ask", "beg", "call", "implore", "invite", "order", "press", "request", "urge"))
_COLLECTIVE = frozenset(("people", "police", "troops", "men", "women", "children", "militia"))


def behind_noun(
    i: int,
    kinds: int,
    before: str,
    words: list[str],
    tags: list[str],
    *,
    noun: bool,
    opens: bool,
    after: str,
    vocabulary: Vocabulary,
) -> str:
    """Return the tag of a past, base or third form behind a noun or a mark: noun or verb."""
    following = words[i + 1] if i + 1 < len(words) else ""
    subject = _word_before(i, words, tags) if before in "NE" else ""
    plural = _is_plural(subject) or (before in "NE" and _is_plural(_noun_before_preposition(i, words, tags)))
    if not noun:
        return "V"
    if before not in "NE":
        resumed = before == "," and resumes(i, words, tags)
        if kinds & THIRD and resumed and (opens or after == "T"):
            return "V"  # Peru, which owes it money, plans to
        return "V" if kinds & PAST and (resumed or opens or after in "N?") else "N"
    object_or_complement = opens or following in ("up", "off", "out", "down", "away", "back", "to", "that")
    if kinds & PAST:
        return "V" if object_or_complement or following not in ("of", "on", "against") else "N"
    if kinds & THIRD:
        if before == "N" and i > 1 and tags[i - 2] == "#" and not plural:
            return "N"  # 1,300 cruise missiles
        if _is_object(i, words, tags, vocabulary):
            return "N"  # sold fighter jets to
        if before == "E" and after == "P" and _opens_clause(i, tags) and not _finite_behind(i, words, tags, vocabulary):
            return "V"  # Peru meets with Chile
        if tags[i - 1] == "R" or (following.endswith("ly") and after == "P" and not plural):
            return "V"  # the ministry works closely with
        later_verb = any(tags[k] in "XM" or tags[k] == "V" for k in range(i + 1, min(i + 4, len(tags))))
        return "V" if object_or_complement and not later_verb and (before == "E" or not plural) else "N"
    return "V" if plural and object_or_complement else "N"


def _word_before(i: int, words: list[str], tags: list[str]) -> str:
    i -= 1
    while tags[i] == "R":
        i -= 1
    return words[i]


def _is_plural(word: str) -> bool:
    """Tell whether a noun looks like a plural."""
    return (word.endswith("s") and word != "us") or word in _COLLECTIVE


def _noun_before_preposition(i: int, words: list[str], tags: list[str]) -> str:
    """Return the noun that the phrase before ``i`` hangs on: deputies in "deputies in the north back the bill"."""
    at = i - 1
    while at > 0 and tags[at] in "NEJDS#RK":
        at -= 1
    return words[at - 1] if at > 0 and tags[at] == "P" and tags[at - 1] in "NE" else ""


def _is_object(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a verb before, with nothing but nouns between, takes the word along: "sold fighter jets to"."""
    at = i - 1
    while at > 0 and tags[at] in "NEJDS#":
        at -= 1
    if at == i - 1 or tags[at] not in "VLG":
        return False
    known = vocabulary.verbs.get(words[at])
    if known is None or (at > 0 and tags[at - 1] == "Q"):
        return False
    asked = known[0] in _ASKED and words[i + 1 : i + 2] == ["to"]  # urged Gulf states to
    return asked or known[0] not in vocabulary.speech


def _opens_clause(i: int, tags: list[str]) -> bool:
    """Tell whether the name before a word is all that stands before it in its clause."""
    at = i - 1
    while at >= 0 and tags[at] == "E":
        at -= 1
    return at < 0 or tags[at] in ',;:"U'


def _finite_behind(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a finite verb comes later: "Gaza protests in May led to"."""
    for j in range(i + 1, len(tags)):
        if tags[j] in "XM" or (tags[j] == "?" and vocabulary.verbs[words[j]][1] & (PAST | BASE) == PAST):
            return True
        if tags[j] in "UQ;:":
            return False
    return False
