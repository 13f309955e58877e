"""Whether a clause reports an event as a fact of its own, or only mentions one.

Without parties given, no event is the default: a text mentions many deeds that it does not report. Infinitives of
purpose, attributes, nouns in passing and things that happen to nobody are left out; what is left is what a careful
human coder would write down. Source: the PETRARCH2 and CAMEO rule that an event needs a source, an action and a
target in one clause, and the CAMEO manual's rule against coding history and hypotheticals.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis, TriggerMatch, VerbGroup
    from exporter.coding.clauses import ClauseEvent
    from exporter.events import Participant

# Roots of deeds whose victim or prisoner makes the event, whoever did it.
_ALONE = ("17", "18", "19", "20")
# Roots of stances and acts of one party that may have no other.
_ONE_SIDED = ("01", "02", "03", "08", "10", "11", "12", "13", "14", "15")


@dataclass(frozen=True, slots=True)
class _Words:
    """Verbs by which events are reported, verbs whose infinitive happened, copulas, and what stands before gerunds."""

    happens: frozenset[str]
    imply: frozenset[str]
    copulas: frozenset[str]
    before_gerund: frozenset[str]


@cache
def _words() -> _Words:
    data = word_lists("assertion")
    return _Words(*(word_set(data, field.name) for field in fields(_Words)))


def unreported(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why the clause does not report its event as a fact, or an empty string where it does."""
    trigger, root = event.trigger, (event.cameo or "")[:2]
    reason = _by_verb(analysis, event, root) if trigger.verb >= 0 else _by_noun(analysis, event, sources, targets)
    if reason:
        return reason
    if not any(party.codes for party in (*sources, *targets)):
        return "no party that is known"
    if (event.cameo or "").startswith("192") and sources:
        return ""  # territory is taken from nobody in particular
    alone = root in _ALONE and (targets or _harmed(event) or (sources and event.targets))
    if root not in _ONE_SIDED and not (sources and targets) and not alone:
        return "one party of two"
    if sources and not sources[0].codes and not targets and root in _ONE_SIDED:
        return "no party that is known"
    return ""


def _harmed(event: ClauseEvent) -> bool:
    return event.trigger.passive


def _by_verb(analysis: Analysis, event: ClauseEvent, root: str) -> str:
    verb = analysis.verbs[event.trigger.verb]
    top = _top(analysis, verb)
    if top.tense == "infinitive" and top.link != "main" and not _implied(analysis, top):
        return "an infinitive: meant, not done"
    if top.tense == "infinitive" and top.governor < 0 and not top.modal and top.start and _after_to(analysis, top):
        return "an infinitive: meant, not done"
    before = analysis.words[top.start - 1] if top.start else ""
    tag = analysis.tags[top.start - 1] if top.start else ""
    if top.tense == "ing" and tag == "P" and before not in _words().before_gerund:
        return "a gerund: named, not reported"
    bare = verb.passive and verb.link == "participle" and verb.start == verb.head
    if (top.link == "relative" or bare) and root not in _ALONE:
        return "an attribute of a party"
    return ""


def _top(analysis: Analysis, verb: VerbGroup) -> VerbGroup:
    """Return the first verb of a coordination: "to seize and burn" is one purpose."""
    for _ in range(8):
        if verb.link != "coordinate" or verb.governor in (-1, verb.index):
            break
        verb = analysis.verbs[verb.governor]
    return verb


def _after_to(analysis: Analysis, verb: VerbGroup) -> bool:
    return analysis.words[verb.start] == "to" or analysis.words[verb.start - 1] == "to"


def _implied(analysis: Analysis, verb: VerbGroup) -> bool:
    if verb.governor < 0:
        return False
    above = analysis.verbs[verb.governor]
    return above.lemma in _words().imply and not above.negated and not above.modal and above.tense != "infinitive"


def _by_noun(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    trigger = event.trigger
    if trigger.group < 0:
        return "a noun in passing"
    happening = _happening(analysis, trigger)
    if event.mutual:
        return "" if (sources and targets) or happening else "a noun in passing"
    if sources and targets:
        return ""
    return "" if happening and (sources or targets) else "a noun in passing"


def _happening(analysis: Analysis, trigger: TriggerMatch) -> bool:
    """Tell whether the noun is the subject or object of a verb by which events are reported."""
    group = analysis.groups[trigger.group].index
    for verb in analysis.verbs:
        if verb.negated or verb.modal or verb.tense == "infinitive" or verb.lemma in _words().copulas:
            continue
        if group in verb.subject or group in verb.object:
            return verb.lemma in _words().happens
    return False
