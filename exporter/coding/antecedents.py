"""Whom a pronoun of the same sentence means where it can only mean the speaker: "he said he would leave"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import vocabulary

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, NounGroup

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i"))
_OWN = frozenset(("we", "i"))
_CLOSING = frozenset(("”", '"'))
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
    return (word in _OWN and _speakers_behind(analysis, verb)) or sources


def _speakers_behind(analysis: Analysis, verb: int) -> list[int]:
    """Return who is named behind a quotation as its speaker: “We have asked for help,” the mayor said."""
    end = next((i for i in range(analysis.verbs[verb].end, len(analysis.words)) if analysis.words[i] in _CLOSING), -1)
    following = next((one for one in analysis.verbs[verb + 1 :] if one.start > end >= 0), None)
    if following is None or following.lemma not in vocabulary().speech or not following.subject:
        return []
    return analysis.with_coordinated(following.subject)


def _may_mean(analysis: Analysis, pronoun: str, group: NounGroup) -> bool:
    """Tell whether a pronoun can mean a speaker: not "officials said he"."""
    if analysis.words[group.start] in _PRONOUNS:
        return False
    word = analysis.words[group.head]
    several = analysis.tags[group.head] == "N" and word.endswith("s") and not word.endswith("ss")
    return not (several and pronoun in _SINGULAR)
