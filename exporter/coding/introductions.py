"""Who somebody is whom no list knows, as a text says when it introduces him.

"Opposition spokesman Omar Haddad", "Rosa Diaz, the chair of the miners' union", "the Lake Fishers' Council (LFC)":
what is said there holds for the name, the surname or the letters alone in the rest of the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.coding.actor import Actor
    from exporter.coding.analysis import Analysis, NounGroup
    from exporter.coding.reading import Reading

_ARTICLES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-")  # before Arabic surnames: "al-Hariri", "Hariri"
_PARTICLES = frozenset(("al", "bin", "da", "de", "del", "den", "der", "di", "dos", "el", "ibn", "la", "van", "von"))
_NATIONS = frozenset(("adjective", "country", "demonym", "people"))  # kinds of known words that are no surnames
_LETTERS = 2  # the fewest of an abbreviation


def introduced(
    passage: Passage, known_by: Callable[[Passage], Actor | None], named_by: Callable[[Passage], Actor | None]
) -> Actor | None:
    """Return who a name is by its introduction, under the name that it has there, or None.

    ``known_by`` says who known words mean, ``named_by`` also what the words of a body's own name tell.
    """
    reading, tokens = passage.reading, passage.analysis.tokens
    names = [i for i in range(passage.start, passage.end) if passage.analysis.tags[i] == "E"]
    if not names:
        return None
    if any(one.start <= names[-1] < one.end and one.payload[0].kind in _NATIONS for one in passage.mentions()):
        return None  # "Syrian" is nobody's surname
    name = tokens[names[-1]].text
    place = reading.locations.is_place(passage.analysis.sentence.index, names[-1], names[-1] + 1)
    if place and not is_introduced(reading, name):
        return None
    for analysis, at in _mentions(reading, name, passage.analysis.sentence.index):
        group = _bracketed(analysis, at) if _is_short(name) else _named_in_full(analysis, at)
        meant = named_by if _is_short(name) else known_by
        actor = _described(reading, analysis, group, meant) if group is not None else None
        if actor is not None:
            return (
                actor
                if _is_short(name) or actor.kind == "official"
                else replace(actor, kind="official", name=_full_name(analysis, at))
            )
    return None


def is_introduced(reading: Reading, name: str) -> bool:
    """Tell whether a text says who somebody is when it first names him: "Rosa Diaz, a teacher", "Rosa Diaz, 41"."""
    return bool(name) and name.rsplit(maxsplit=1)[-1] in reading.first_mentions.introduced


def _is_short(name: str) -> bool:
    return len(name) >= _LETTERS and name.isupper()


def _mentions(reading: Reading, name: str, last: int) -> Iterator[tuple[Analysis, int]]:
    """Yield the first places of a name up to a sentence."""
    lower = name.lower()
    plain = next((lower.removeprefix(one) for one in _ARTICLES if lower.startswith(one)), lower)
    wanted = {plain, *(one + plain for one in _ARTICLES)}
    for index, at in reading.first_mentions.of(wanted, last):
        yield reading.analysis(index), at


def _bracketed(analysis: Analysis, at: int) -> NounGroup | None:
    """Return the noun group whose abbreviation stands in brackets."""
    if at < 1 or analysis.words[at - 1] != "(" or analysis.words[at + 1 : at + 2] != [")"]:
        return None
    index = analysis.group_at[at - 2]
    return analysis.groups[index] if index >= 0 else None


def _named_in_full(analysis: Analysis, at: int) -> NounGroup | None:
    """Return the noun group of a name that a given name stands before."""
    index, before = analysis.group_at[at], at - 1
    while before > 0 and analysis.words[before] in _PARTICLES:
        before -= 1
    if index < 0 or before < 0 or analysis.group_at[before] != index or not analysis.tokens[before].text[0].isupper():
        return None
    return analysis.groups[index]


def _is_of_name(analysis: Analysis, at: int) -> bool:
    return analysis.tokens[at].text[0].isupper() or analysis.words[at] in _PARTICLES


def _full_name(analysis: Analysis, at: int) -> str:
    """Return a name with the names before it that no list knows."""
    known = {i for one in analysis.mentions for i in range(one.start, one.end)}
    first, group = at, analysis.groups[analysis.group_at[at]]
    while first > group.start and first - 1 not in known and _is_of_name(analysis, first - 1):
        first -= 1
    return " ".join(token.text for token in analysis.tokens[first : at + 1])


def _described(
    reading: Reading, analysis: Analysis, group: NounGroup, known_by: Callable[[Passage], Actor | None]
) -> Actor | None:
    """Return the actor that the words of a group, or a group that renames it, say that it is."""
    chain = analysis.coordinated(group.index)
    named = [group, *(one for one in chain if one is not group and (one.apposed or group.apposed))]
    for one in named:
        for part in analysis.within(one.index):
            own = part.index == group.index
            if part.index == analysis.groups[one.index].owner or (not own and part.preposition in ("with", "against")):
                continue
            actor = known_by(Passage(reading, analysis, part.start, part.end, part.index))
            if actor is not None and actor.cameo_code():
                return actor
    return None
