"""Whose weapon or attack did the harm that a verb tells: "killed in a Turkish airstrike", "the raid killed two"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.clause_event import ClauseEvent

# CAMEO codes of harm that does not say how it was done, and of the means that say it better.
_HARM = ("180", "1823")
_MEANS = ("183", "193", "194", "195", "20")
_ATTACKS = ("182", "183", "190", "193", "194", "195", "20")
_BEHIND = frozenset(("in", "by", "during", "from", "after"))
_OCCASIONS = frozenset(("when", "after", "as"))
_CHAIN = 4  # "a series of strikes by jets": groups that hang on one another


def with_means(analysis: Analysis, events: Sequence[ClauseEvent]) -> list[ClauseEvent]:
    """Return the events of a sentence; harm done by an attack of the same clause takes its author and its code."""
    absorbed: set[int] = set()
    for event in events:
        if event.trigger.verb < 0 or (event.cameo or "") not in _HARM:
            continue
        means = next((one for one in events if one is not event and _is_means(analysis, event, one)), None)
        if means is None:
            continue
        authors = _authors(analysis, means)
        if not authors and not (means.cameo or "").startswith(_MEANS):
            continue
        event.sources = [*authors, *(index for index in event.sources if index != means.trigger.group)]
        event.cameo, event.plover, event.mode = means.cameo, means.plover, means.mode
        event.rules.append("clause.means")
        absorbed.add(id(means))
    return [event for event in events if id(event) not in absorbed]


def _is_means(analysis: Analysis, event: ClauseEvent, other: ClauseEvent) -> bool:
    """Tell whether another event is how the harm was done."""
    if not (other.cameo or "").startswith(_ATTACKS) or other.negated or other.hypothetical:
        return False
    verb = analysis.verbs[event.trigger.verb]
    if other.trigger.verb < 0:
        beside = list(verb.subject) if not verb.passive else [g for prep, g in verb.obliques if prep in _BEHIND]
        return other.trigger.group >= 0 and any(_reaches(analysis, other.trigger.group, index) for index in beside)
    after = analysis.verbs[other.trigger.verb]
    if after.lemma == "claim" and after.passive and after.subject == verb.subject:
        return True  # a bombing claimed by rebels killed two
    if not verb.passive or event.sources or after.index != verb.index + 1 or after.passive or not after.subject:
        return False
    opener = analysis.groups[after.subject[0]].start - 1
    return opener >= verb.end and analysis.words[opener] in _OCCASIONS


def _reaches(analysis: Analysis, group: int, top: int) -> bool:
    """Tell whether a group is another one or hangs on it by "of": "a series of strikes"."""
    for _ in range(_CHAIN):
        if group == top:
            return True
        found = analysis.groups[group]
        if found.preposition != "of" or found.parent < 0:
            return False
        group = found.parent
    return False


def _authors(analysis: Analysis, means: ClauseEvent) -> list[int]:
    """Return the groups that name who attacked: the subject of a verb; the owner, agent or modifier of a noun."""
    if means.trigger.verb >= 0:
        return means.sources
    group = analysis.groups[means.trigger.group]
    agents = [one.index for one in analysis.groups if one.parent == group.index and one.preposition in ("by", "from")]
    agents += [
        index
        for verb in analysis.verbs
        if verb.lemma == "claim" and verb.passive and group.index in verb.subject
        for preposition, index in verb.obliques
        if preposition == "by"
    ]
    modifier = [group.index] if group.start < means.trigger.start else []
    return [*([group.owner] if group.owner >= 0 else []), *agents, *modifier]
