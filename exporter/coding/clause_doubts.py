"""What the clauses of running text leave in doubt: whether they tell news, and whose deed.

A short text is about what it tells. In running text most clauses explain, compare or look back, so that an event is
given up where its subject or its time is not clear, rather than guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.domains import subject_words
from exporter.coding.assertion import is_counted
from exporter.coding.licence import ALONE
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.coding.analysis import Analysis, VerbGroup
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading

_HARM = ("18", "190")  # CAMEO codes of harm that does not say how it was done
_MUCH = 3  # words of a subject that make it the sentence's own
_BEHIND = 3  # tokens
# PLOVER types of pressure and talks, which are news while they go on.
_PRESSED = frozenset(("REQUEST", "CONSULT", "ACCUSE", "REJECT"))
_FREELY = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"))
# Openers of clauses of time and reason: what was announced there is no news.
_BESIDE = frozenset(("after", "when", "as", "since", "before", "while", "because", "although", "though", "once"))
# Openers of clauses that look back or only say from when on.
_LOOKING_BACK = frozenset(("since", "before", "until", "till"))


def doubt_in_clause(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why running text leaves a clause in doubt for its grammar and time, or an empty string."""
    if not reading.running or event.trigger.verb < 0 or analysis.sentence.headline:
        return ""
    verb = analysis.verbs[event.trigger.verb]
    reason = next((reason for holds, reason in _DOUBTS if holds(analysis, event, verb)), "")
    if not reason and reading.circumstances.is_old(*_clause(analysis, event)):
        return "background"
    return reason


def _clause(analysis: Analysis, event: ClauseEvent) -> tuple[int, int, int, int]:
    first, last = analysis.clause(event.verb) if event.verb >= 0 else (event.trigger.start, event.trigger.end)
    return analysis.sentence.index, first, last, event.trigger.start


# --- deeds of others, plans and sums


def _is_forced(_: Analysis, event: ClauseEvent, __: VerbGroup) -> bool:
    """Tell whether somebody was made to do what partners do: "forced the group into a deal"."""
    return event.trigger.entry.combine == "force" and event.plover in _FREELY


def _is_aim(_: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a participle only says what for: "…, aiming to force them out"."""
    return event.trigger.entry.combine in ("intend", "attempt") and verb.tense == "ing"


def _returns_itself(_: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether nothing is given back: somebody only "returned to Syria"."""
    return (event.cameo or "").startswith("084") and not (verb.passive or verb.object or event.inner)


def _is_own_plan(analysis: Analysis, event: ClauseEvent, _: VerbGroup) -> bool:
    """Tell whether somebody only insists on what he will do himself: "insisted it would drive them out"."""
    if event.trigger.entry.combine not in ("demand", "request") or event.inner is None or event.inner.verb < 0:
        return False
    inner = analysis.verbs[event.inner.verb]
    own = any(analysis.tags[analysis.groups[index].start] == "O" for index in inner.subject)
    return inner.link == "complement" and inner.tense == "future" and own


def _is_sum(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a clause counts the victims of a whole war: "119 children have been killed in the campaign"."""
    if not (event.cameo or "").startswith(_HARM) or not verb.passive:
        return False
    return any(
        preposition in ("in", "during", "over", "throughout")
        and analysis.words[analysis.groups[index].head] in reporting_words().long_events
        for preposition, index in verb.obliques
    )


def _is_of_other_subject(analysis: Analysis, event: ClauseEvent, _: VerbGroup) -> bool:
    """Tell whether the sentence is on sport or markets, which borrow the words of force."""
    if (event.cameo or "")[:2] not in ALONE:
        return False
    found = subject_words(analysis.words)
    return found.get("sport", 0) >= _MUCH or found.get("markets", 0) >= _MUCH


def _seeks_to_do(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether nobody is asked: somebody only "sought to change the law"."""
    return event.plover == "REQUEST" and verb.lemma == "seek" and analysis.words[verb.end : verb.end + 1] == ["to"]


def _is_going_to(analysis: Analysis, event: ClauseEvent, _: VerbGroup) -> bool:
    """Tell whether nobody goes anywhere: "we are going to win"."""
    trigger = event.trigger
    return event.plover == "CONSULT" and trigger.lemma == "go to" and analysis.tags[trigger.end - 1] == "T"


def _is_failure(_: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether somebody only did not manage to do something: "failed to muster support"."""
    return event.plover == "REJECT" and verb.lemma == "fail"


def _shows(_: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether nobody marches: "demonstrated its power", "rallied its friends"."""
    return event.plover == "PROTEST" and verb.lemma in ("demonstrate", "rally") and bool(verb.object)


# --- time


def _goes_on(analysis: Analysis, _: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a verb tells what went on for long: "had sought for years"."""
    spans, words = reporting_words().spans, analysis.words
    told = (analysis.groups[index].head for preposition, index in verb.obliques if preposition == "for")
    behind = range(verb.end, min(verb.end + _BEHIND, len(words) - 1))
    return any(words[head] in spans for head in told) or any(
        words[at] == "for" and words[at + 1] in spans for at in behind
    )


def _is_long_after(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a clause only dates another: "weeks after he announced that the troops were leaving"."""
    chain = [verb, *([analysis.verbs[event.attributed]] if event.attributed >= 0 else [])]
    for at in (_start(analysis, _first_of(analysis, one)) - 1 for one in chain):
        after = at > 0 and analysis.words[at] in ("after", "before")
        if after and analysis.words[at - 1] in reporting_words().periods:
            return True
    return False


def _is_announced_beside(analysis: Analysis, event: ClauseEvent, _: VerbGroup) -> bool:
    """Tell whether a plan is told only as a time or reason: "after the US said it would help"."""
    return event.future and event.attributed >= 0 and _opener(analysis, analysis.verbs[event.attributed]) in _BESIDE


def _looks_back(analysis: Analysis, _: ClauseEvent, verb: VerbGroup) -> bool:
    return _opener(analysis, verb) in _LOOKING_BACK


def _lasts(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a clause tells what has been going on, or how parties stand: "has been bracing", "are at odds"."""
    being = event.trigger.lemma.startswith("be ")
    at_odds = being and (event.plover == "ACCUSE" or (event.plover == "REQUEST" and verb.tense == "present"))
    lasting = verb.perfect and analysis.tags[verb.head] == "G" and event.plover not in _PRESSED
    return at_odds or lasting


# --- subjects


def _is_unsure(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    return verb.unsure or (event.verb >= 0 and analysis.verbs[event.verb].unsure) or _is_subject(analysis, verb)


def _is_subject(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a gerund is rather what a later verb speaks of: "in Lima, beating Peru and taking it are goals"."""
    if verb.tense != "ing":
        return False
    above = (analysis.verbs[one.governor] for one in analysis.verbs[verb.index + 1 :] if one.unsure)
    return any(one is verb or _first_of(analysis, one) is verb for one in above)


def _is_attribute(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a participle or relative clause only says who somebody is: "abducted in May, the boys spent …"."""
    root = (event.cameo or "")[:2]
    if verb.tense == "participle" and verb.link == "participle":
        return root not in ALONE or (verb.start == verb.head and not _is_counted(analysis, verb))
    return verb.link == "relative" and verb.passive and verb.subject != []


def _is_counted(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a participle says what news counts: "the number of those detained", "reports about two men shot"."""
    groups = [analysis.groups[index] for index in verb.subject if analysis.groups[index].end == verb.start]
    counted = any(one.preposition == "about" or analysis.tags[one.start] == "#" for one in groups)
    return counted or is_counted(analysis, verb)


def _first_of(analysis: Analysis, verb: VerbGroup) -> VerbGroup:
    """Return the first of the verbs that a verb is joined to."""
    while verb.link == "coordinate" and 0 <= verb.governor < verb.index:
        verb = analysis.verbs[verb.governor]
    return verb


def _start(analysis: Analysis, verb: VerbGroup) -> int:
    return min([verb.start, *(analysis.start_of(index) for index in verb.subject)])


def _opener(analysis: Analysis, verb: VerbGroup) -> str:
    """Return the word before a clause."""
    start = _start(analysis, verb)
    return analysis.words[start - 1] if start else ""


_DOUBTS: tuple[tuple[Callable[[Analysis, ClauseEvent, VerbGroup], bool], str], ...] = (
    (_is_forced, "forced, not done freely"),
    (_is_aim, "an infinitive: meant, not done"),
    (_returns_itself, "nothing is given back"),
    (_is_own_plan, "hypothetical"),
    (_is_sum, "a total of many events"),
    (_is_of_other_subject, "another subject"),
    (_seeks_to_do, "an infinitive: meant, not done"),
    (_is_going_to, "foretold, not announced"),
    (_is_failure, "not done, though not refused"),
    (_shows, "a figure of speech"),
    (_goes_on, "background"),
    (_is_long_after, "background"),
    (_is_announced_beside, "background"),
    (_looks_back, "background"),
    (_lasts, "habit or state"),
    (_is_unsure, "an unclear subject"),
    (_is_attribute, "an attribute of a party"),
)
