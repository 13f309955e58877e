"""How the events of a sentence bear on one another, and on a passage that stands in no slot of theirs."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, TriggerMatch
    from exporter.coding.clause_event import ClauseEvent

_FORCES = frozenset(("ASSAULT", "MOBILIZE", "COERCE", "ACCUSE"))  # what protest is taken for where soldiers do the same

_SHORT = 10  # tokens
STANCES = frozenset(("REJECT", "CONCEDE", "ACCUSE", "SUPPORT", "PROTEST"))  # types that are taken towards something


def judges_of(analysis: Analysis, verb: int) -> list[int]:
    """Return who takes a stand towards what a verb says, since it is only the content of that.

    It hangs on a noun or a preposition behind the verb of the stand: "reversed its decision to block them",
    "apologised for attacking them".
    """
    group = analysis.verbs[verb]
    if group.governor < 0 or not group.start:
        return []
    before = group.start - 1
    noun = group.link == "infinitive" and analysis.group_at[before] >= 0
    gerund = group.tense == "ing" and analysis.tags[before] == "P" and analysis.words[before] not in ("after", "before")
    for match in analysis.triggers:
        if match.verb != group.governor or match.entry.combine or match.entry.plover not in STANCES:
            continue
        if noun or gerund or (match.entry.plover == "REJECT" and group.link == "infinitive"):
            above = analysis.verbs[match.verb]
            judges = [i for word, i in above.obliques if word == "by"] if above.passive else above.subject
            return analysis.with_coordinated(judges)
    return []


def carries(analysis: Analysis, match: TriggerMatch) -> bool:
    """Tell whether a verb only carries the event noun in its object: "brought a lawsuit"."""
    if match.verb < 0:
        return False
    verb = analysis.verbs[match.verb]
    carried = verb.subject if verb.passive else verb.object
    return any(other.verb < 0 and other.group in carried and other.entry.party != "pair" for other in analysis.triggers)


def is_near(analysis: Analysis, start: int, end: int) -> bool:
    """Tell whether no other verb stands in a short stretch between trigger and target."""
    return end - start <= _SHORT and all(tag not in "VXM" for tag in analysis.tags[start:end])


def modifies(analysis: Analysis, match: TriggerMatch, span: tuple[int, int]) -> bool:
    """Tell whether a passage is the first part of an event noun: the sniper of "sniper fire", "the Leeds bombings"."""
    if match.verb >= 0 or match.group < 0 or span[0] >= span[1]:
        return False
    return analysis.groups[match.group].start <= span[0] and span[1] < match.end


def targets_above(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return what the governing verb is done to: "called him to offer support" supports him."""
    if event.verb < 0 or event.trigger.verb < 0:
        return []
    verb = analysis.verbs[event.verb]
    if verb.governor < 0:
        return []
    above = analysis.verbs[verb.governor]
    if verb.link == "complement":
        return above.object  # "told them that it would leave"
    if verb.link not in ("infinitive", "participle", "coordinate"):
        return []
    return [*above.object, *(index for _, index in above.obliques)]


def targets_below(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return what is done to by the purpose of an event, or beside it: "went on strike to protest against him"."""
    if event.verb < 0:
        return []
    subject = analysis.verbs[event.verb].subject
    return [
        index
        for verb in analysis.verbs
        if verb.governor == event.verb
        and verb.subject == subject
        and (verb.link == "infinitive" or (verb.link == "participle" and verb.tense == "ing"))
        for index in (*verb.object, *(one for _, one in verb.obliques))
    ]


def speakers_of(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return who says an event whose clause names nobody who does it: "the group said ships would be sunk"."""
    if event.attributed < 0 or event.sources:
        return []
    return analysis.with_coordinated(analysis.verbs[event.attributed].subject)


def senders_of(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return who has others do what an infinitive says: "sent warplanes to bomb the rebels"."""
    verb = event.trigger.verb
    if verb < 0 or analysis.verbs[verb].link != "infinitive" or analysis.verbs[verb].governor < 0:
        return []
    above = analysis.verbs[analysis.verbs[verb].governor]
    sent = not above.passive and bool(above.object) and analysis.verbs[verb].subject != above.subject
    return analysis.with_coordinated(above.subject) if sent else []


def names_office(analysis: Analysis, match: TriggerMatch, source: tuple[int, int], target: tuple[int, int]) -> bool:
    """Tell whether an adjective says that one party holds no office of the other any more: "Peru's former envoy"."""
    if match.entry.pos != "adjective" or match.entry.party != "pair" or match.group < 0:
        return False
    whole = [part for group in analysis.coordinated(match.group) for part in (group, *analysis.within(group.index))]
    whole += [analysis.groups[group.owner] for group in whole if group.owner >= 0]
    start, end = min(group.start for group in whole), max(group.end for group in whole)
    return all(start < span[1] and span[0] < end for span in (source, target))


def _names_party(analysis: Analysis, match: TriggerMatch, span: tuple[int, int]) -> bool:
    """Tell whether a noun is what a party is called, rather than a part of its description."""
    if match.verb >= 0 or not span[1] or analysis.group_at[span[0]] < 0:
        return False
    group = analysis.groups[analysis.group_at[span[0]]]
    while group.parent >= 0 and analysis.groups[group.parent].owner == group.index:
        group = analysis.groups[group.parent]  # the court in "Peru's court"
    return match.start <= group.head < match.end and group.head < span[1]


def is_fierce(analysis: Analysis, span: tuple[int, int]) -> bool:
    """Tell whether a party is called by what harms or judges: a gunman, a mortar, a jury."""
    return any(
        match.entry.party == "pair"
        and match.entry.plover in ("ASSAULT", "ACCUSE", "COERCE")
        and _names_party(analysis, match, span)
        for match in analysis.triggers
    )


@cache
def _crowd_words(part: str) -> frozenset[str]:
    return word_set(word_lists("pairs"), part)


def is_crowd(analysis: Analysis, span: tuple[int, int]) -> bool:
    """Tell whether a party is people who take to the streets: students, striking miners, thousands of farmers."""
    return not _crowd_words("crowds").isdisjoint(analysis.words[span[0] : span[1]]) and not is_fierce(analysis, span)


def of_crowd(event: ClauseEvent) -> ClauseEvent:
    """Return what an event is where a crowd does it: one that storms a ministry or throws stones at it protests."""
    if event.plover not in _FORCES or event.trigger.lemma not in _crowd_words("crowd_deeds"):
        return event
    return replace(event, cameo="140", plover="PROTEST", mode=None, rules=[*event.rules, "pair.crowd"])
