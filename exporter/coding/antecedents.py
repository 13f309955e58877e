"""Whom a pronoun of the same sentence means where it can only mean the speaker: "he said he would leave"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, NounGroup

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))
_SINGULAR = frozenset(("he", "she"))
_FAR = 6  # verbs that hang on one another


def with_speaker(analysis: Analysis, sources: list[int], verb: int) -> list[int]:
    """Return the sources of a verb, with the speaker where a pronoun among them can only mean him."""
    if verb < 0 or not sources:
        return sources
    first = analysis.groups[sources[0]]
    word = analysis.words[first.start]
    if analysis.tags[first.start] != "S" and word not in _PRONOUNS:
        return sources
    current = analysis.verbs[verb]
    seen = 0
    while current.governor >= 0 and current.governor != current.index and seen < _FAR:
        current = analysis.verbs[current.governor]
        seen += 1
        for index in current.subject:
            if index not in sources and _may_mean(analysis, word, analysis.groups[index]):
                return [*sources, *(one.index for one in analysis.coordinated(index))]
    return sources


def _may_mean(analysis: Analysis, pronoun: str, group: NounGroup) -> bool:
    """Tell whether a pronoun can mean a speaker: not "officials said he"."""
    if analysis.words[group.start] in _PRONOUNS:
        return False
    word = analysis.words[group.head]
    several = analysis.tags[group.head] == "N" and word.endswith("s") and not word.endswith("ss")
    return not (several and pronoun in _SINGULAR)
