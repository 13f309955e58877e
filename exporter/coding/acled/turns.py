"""Where a report turns from one incident to another: by another place, another day, or words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.wordlists import name_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Reading

_OPENING = 8  # tokens in which a place that opens a sentence is over
_PARTED = 4  # tokens in which "a separate incident" stands: "in yet another attack"
_LEAD = 4  # tokens between a preposition and the name of a place: "in the northern city of Merowe"


def opens_elsewhere(reading: Reading, before: Sequence[Reading]) -> bool:
    """Tell whether a sentence opens with another place or incident than those told before it.

    "In Aktau, dozens gathered", "In the southern city of Osh, …", "Elsewhere, …", "In a separate incident, …".
    """
    words = reading.words
    if words[0] in name_set("elsewhere") or _is_parted(words):
        return True
    if words[0] not in name_set("place_openers"):
        return False
    comma = words.index(",", 1, _OPENING) if "," in words[1:_OPENING] else 0
    if comma < 2 or not _is_place(reading, comma):  # noqa: PLR2004 - opener and name
        return False
    names = [token.lower for token in reading.tokens[1:comma] if token.text[:1].isupper()]
    return not names or not any(set(names) <= set(one.words) for one in before)


def _is_parted(words: Sequence[str]) -> bool:
    """Tell whether a sentence opens by setting its incident apart: "In another attack", "A separate raid"."""
    opening = words[: _PARTED + 1]
    return any(
        word in name_set("parting") and at + 1 < len(words) and words[at + 1] in name_set("incident_nouns")
        for at, word in enumerate(opening)
    )


def _is_place(reading: Reading, comma: int) -> bool:
    """Tell whether the words behind an opening preposition are a place's: names, and what sort of place it is."""
    parts = name_set("place_parts")
    sorts = [token for token in reading.tokens[1:comma] if token.lower in parts]
    named = any(token.text[:1].isupper() for token in reading.tokens[1:comma])
    plain = all(
        token.text[:1].isupper() or token.lower in ("the", "of", "'s") or token.lower in parts
        for token in reading.tokens[1:comma]
    )
    return plain and (named or bool(sorts))


def adds_elsewhere(reading: Reading, before: Sequence[Reading]) -> bool:
    """Tell whether a sentence adds an incident at a place not named before: "Protesters also marched in Osh"."""
    added = not name_set("adding").isdisjoint(reading.words)
    return added and is_elsewhere(reading, before)


def is_elsewhere(reading: Reading, before: Sequence[Reading]) -> bool:
    """Tell whether a sentence says that it happened at places none of which was named before."""
    names = _places(reading)
    return bool(names) and not any(names & set(one.words) for one in before)


def _places(reading: Reading) -> frozenset[str]:
    """Return the names that stand behind prepositions of place, with those listed beside them."""
    found = set()
    tokens, words = reading.tokens, reading.words
    for at, word in enumerate(words):
        of_city = word == "of" and words[at - 1] in name_set("place_parts")
        if not of_city and word not in name_set("at_places"):
            continue
        for name in range(at + 1, min(at + 1 + _LEAD, len(words))):
            if tokens[name].text[:1].isupper():
                if words[name] not in name_set("months"):
                    found.add(words[name])
                break
            if words[name] not in name_set("place_parts") and words[name] not in ("the", "of"):
                break
    return frozenset(found)
