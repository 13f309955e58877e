"""Whether a noun reports an event or only names one: "the attack killed two", "after the attack"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import vocabulary
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis, NounGroup, TriggerMatch, VerbGroup
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading
    from exporter.events import Participant

_FORCE = ("18", "19", "20")  # roots of CAMEO's codes of force
_AT = frozenset(("against", "at", "in", "of", "on"))  # prepositions before whom an attack hits
SNIPPET = 3  # sentences: so short a text is about what it tells, be it by a noun or of a stranger


def reason_of_noun(analysis: Analysis, event: ClauseEvent) -> str:
    """Let an event noun count as the subject or object of a finite verb, in a headline, or with its own author."""
    if event.trigger.group < 0 or analysis.sentence.headline:
        return ""
    group = analysis.groups[event.trigger.group]
    if event.plover == "CONSULT" and _is_held(analysis, event):
        return ""
    if is_whole(analysis, event):
        return _of_whole(analysis, event, group)
    if group.preposition or (group.first != group.index and analysis.groups[group.first].preposition):
        return _behind_preposition(analysis, group)
    for verb in analysis.verbs:
        if group.index in verb.subject or group.index in verb.object:
            return _beside_verb(group, verb)
    return "background"


def is_whole(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether a noun of force has its author and its victim with it: "Mali's attack on Peru"."""
    trigger = event.trigger
    if trigger.group < 0 or not event.sources or not (event.cameo or "").startswith(_FORCE):
        return False
    group = analysis.groups[trigger.group]
    if analysis.words[group.head] in reporting_words().long_events:
        return False
    if event.mutual:
        between = (one for one in analysis.groups if one.parent == group.index and one.preposition == "between")
        return any(len(list(analysis.coordinated(one.index))) > 1 for one in between)
    by = {one.index for one in analysis.groups if one.parent == group.index and one.preposition == "by"}
    authored = any(index in (group.owner, group.index) or index in by for index in event.sources)
    victims = (analysis.groups[index] for index in event.targets)  # attacks on Peru, attacks by Mali on Peru
    return authored and any(one.preposition in _AT and one.parent in (group.index, *by) for one in victims)


def _of_whole(analysis: Analysis, event: ClauseEvent, group: NounGroup) -> str:
    """Return why such a noun tells no deed: what is planned, feared, stopped or only possible did not happen."""
    words = reporting_words()
    if group.preposition in words.not_done:
        return "background"
    above = analysis.groups[group.parent] if group.parent >= 0 else None
    if above is not None and analysis.words[above.head] in words.plans:
        return "purpose"
    return _under_verb(analysis.verbs[event.verb], group) if event.verb >= 0 else ""


def _under_verb(verb: VerbGroup, group: NounGroup) -> str:
    """Return why a verb says that the deed of a noun was not done: negated, possible, meant, only called so."""
    words = reporting_words()
    if verb.negated or verb.modal or verb.tense == "future":
        return "negated" if verb.negated else "hypothetical"
    if verb.lemma in words.copulas and group.index in verb.object and group.owner < 0:
        return "description"  # the plan was an attack on Peru
    touched = group.index in verb.object or (group.preposition and group.verb == verb.index)
    return "purpose" if touched and (verb.link == "infinitive" or verb.lemma in words.not_begun) else ""


def _behind_preposition(analysis: Analysis, group: NounGroup) -> str:
    authored = group.owner >= 0 or any(
        other.parent == group.index and other.preposition == "by" for other in analysis.groups
    )
    if group.preposition == "on" and group.parent >= 0:
        return "" if _is_law(analysis, group) else "background"
    return "" if authored and group.preposition in ("after", "following", "in", "by", "to", "on") else "background"


def _is_held(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether talks between two are told as held: "are in talks", "said after talks with Peru", "talks led to"."""
    group = analysis.groups[event.trigger.group]
    several = len(event.sources) > 1 or event.targets
    if event.verb < 0 or not (event.sources and several):
        return False
    verb = analysis.verbs[event.verb]
    told = verb.tense in ("past", "present") and not (verb.negated or verb.modal)
    if group.preposition:
        return told and group.verb == verb.index and group.parent < 0 and group.preposition in reporting_words().within
    return told and group.index in verb.subject and verb.lemma not in reporting_words().copulas


def _is_law(analysis: Analysis, group: NounGroup) -> bool:
    return group.parent >= 0 and analysis.words[analysis.groups[group.parent].head] in reporting_words().laws


def _is_decreed(analysis: Analysis, trigger: TriggerMatch) -> bool:
    """Tell whether a decree or the like says that it be done: "a decree on the sending of troops"."""
    group = analysis.groups[trigger.group]
    return group.preposition == "on" and _is_law(analysis, group)


def _beside_verb(group: NounGroup, verb: VerbGroup) -> str:
    if verb.negated or verb.modal:
        return "negated" if verb.negated else "hypothetical"
    if verb.link == "infinitive":
        return "purpose"
    lasting = verb.tense == "present" or verb.perfect
    if verb.lemma in reporting_words().copulas and (lasting or (group.index in verb.object and group.owner < 0)):
        return "description"
    if group.index in verb.object and verb.lemma not in vocabulary().support_verbs:
        return "background"
    return ""


def reason_of_passing(
    reading: Reading,
    analysis: Analysis,
    event: ClauseEvent,
    sources: Sequence[Participant],
    targets: Sequence[Participant],
) -> str:
    """Return why an event noun is only named in passing, from its parties and the verb that it stands with."""
    trigger = event.trigger
    if trigger.group < 0:
        return "a noun in passing"
    if sources and targets and (len(reading.sentences) <= SNIPPET or _is_decreed(analysis, trigger)):
        return ""
    if sources and targets and is_whole(analysis, event):
        return ""
    happening = _happening(analysis, trigger)
    if event.plover == "CONSULT" and sources and targets and _is_held(analysis, event):
        return ""
    if event.mutual:
        return "" if happening else "a noun in passing"
    return "" if happening and (sources or targets) else "a noun in passing"


def _happening(analysis: Analysis, trigger: TriggerMatch) -> bool:
    """Tell whether the noun is the subject or object of a verb by which events are reported."""
    group = analysis.groups[trigger.group].index
    for verb in analysis.verbs:
        if verb.negated or verb.modal or verb.tense == "infinitive" or verb.lemma in reporting_words().copulas:
            continue
        if group in verb.subject or group in verb.object:
            return verb.lemma in reporting_words().happens
    return False
