"""Acronyms that a text gives a meaning of its own: "the Harbour Services Board (HSB)", "LAGOS, May 2 (NAN) -"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.coding.text import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.coding.actor_index import ActorIndex

_BRACKETED = re.compile(r"\(([A-Z]{2,6})\)")
_BYLINE = re.compile(r"\b([A-Z]{2,6}) (?:Reporter|Correspondent|Staff|Writer)\b")
# A dateline names the place, and often the day, before the agency: "JOHANNESBURG, June 16 (ANA) -".
_DATELINE = re.compile(r"[A-Z]{3,}(?:, [A-Z][a-z]+)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})? $")
_DASH = re.compile(r"\s*[\u2013\u2014-]")
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]*")
_BEFORE = 100  # characters before a bracket among which the words for an acronym stand
_SMALL = frozenset(("of", "for", "and", "the", "in", "on", "de", "du", "la", "to"))


def own_acronyms(text: str, actors: ActorIndex) -> frozenset[str]:
    """Return the acronyms that a text explains by a name that is not the one known for them, or that are its agency's.

    >>> from exporter.coding.actor_index import ActorIndex
    >>> sorted(own_acronyms("The Financial Services Board (FSB) met the Federal Security Service (FSB).", ActorIndex()))
    ['FSB']
    """
    found = {match[1] for match in _BYLINE.finditer(text)}
    for match in _BRACKETED.finditer(text):
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        agency = _DASH.match(text, match.end()) and _DATELINE.search(before)
        name = _explained(before, match[1])
        if agency or (name and not _is_known_as(name, match[1], actors)):
            found.add(match[1])
    return frozenset(found)


def _explained(before: str, acronym: str) -> str:
    """Return the words directly before a bracket whose capitals are those of the acronym, or an empty text."""
    capitals = ""
    for match in reversed(list(_WORD.finditer(before))):
        word = match[0]
        if not word[0].isupper() and word not in _SMALL:
            return ""
        capitals = (word[0] if word[0].isupper() else "") + capitals
        if capitals == acronym:
            return before[match.start() :].strip()
        if not acronym.endswith(capitals):
            return ""
    return ""


def _is_known_as(name: str, acronym: str, actors: ActorIndex) -> bool:
    return not set(_names(name, actors)).isdisjoint(_names(acronym, actors))


def _names(text: str, actors: ActorIndex) -> Iterator[str]:
    for sentence in split(text):
        for mention in actors.find(sentence):
            yield from (known.name for known in mention.payload)
