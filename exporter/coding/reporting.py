"""Whether a clause reports an event as a fact of its own, or only mentions one; with the reason where it does not.

Without parties given, no event is the default: a text mentions many deeds that it does not report. What is negated or
possible, meant or said in a quotation, habitual or long past, an attribute of a party or a noun in passing is left
out; what is left is what a careful human coder would write down. Source: the PETRARCH2 and CAMEO rule that an event
needs a source, an action and a target in one clause, and the CAMEO manual's rule against coding history and
hypotheticals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.domains import is_of_other_life
from exporter.coding.assertion import is_lasting, is_spoken_out, reason_of_gerund, reason_of_verb
from exporter.coding.event_nouns import reason_of_noun
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading


def reason_in_clause(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why an event is left out for what its clause says, or an empty string."""
    return _unsaid(event) or _beside(reading, analysis, event) or _in_grammar(analysis, event)


def _unsaid(event: ClauseEvent) -> str:
    """Return why the trigger tells no event, whatever its sentence."""
    if event.trigger.entry.party == "pair":
        return "speaks only for a given pair"
    if event.cameo is None and event.plover is None:
        return "an operator without an event"
    if event.negated or "negated.refuse" in event.rules or _is_denial(event):
        return "negated"
    if event.hypothetical or _is_assertion(event):
        return "hypothetical"
    entry = event.trigger.entry
    if entry.combine == "attempt" and event.trigger.lemma.split()[0] in reporting_words().tries:
        return "an infinitive: meant, not done"
    light = entry.combine == "carry" and (entry.cameo is None or entry.weight < 0)
    return "a light verb" if light else ""


def _is_denial(event: ClauseEvent) -> bool:
    """Tell whether somebody only says that a deed was not done: "denied attacking the town"."""
    return event.inner is not None and event.inner.verb >= 0 and event.trigger.lemma in reporting_words().denials


def _is_assertion(event: ClauseEvent) -> bool:
    """Tell whether one only insists that something is so: "insisted that the operation was legal"."""
    insists = event.trigger.lemma in reporting_words().insists and event.trigger.entry.combine is not None
    return insists and event.inner is not None and event.inner.verb < 0


def reason_in_sentence(reading: Reading, index: int) -> str:
    """Return why nothing that a sentence tells is reported: who speaks in it, and of when.

    It needs no grammar, so that it can be asked before a sentence is analysed.
    """
    words = reading.sentences[index].words
    if words[-1] == "?":
        return "a question"
    if words[0] in reporting_words().suppositions:
        return "hypothetical"
    if is_of_other_life(words, ("sport",)):
        return "a report of sport"
    if reading.narration.is_own_story(index):
        return "an author's own story"
    return "long past" if reading.narration.names_the_past(index) else ""


def _is_of_now(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether the tense of a clause, or of what says it, reaches to today: "has invited", "would mount"."""
    chain = (event.trigger.verb, event.verb, event.attributed)
    verbs = [analysis.verbs[at] for at in chain if at >= 0]
    return any(
        (verb.perfect or verb.tense in ("present", "future"))
        and reporting_words().pluperfect.isdisjoint(analysis.words[verb.start : verb.end])
        for verb in verbs
    )


def _goes_on(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether fighting is told as what went on for long: "Kurds fought the group", but not "on Sunday"."""
    return is_lasting(analysis, event) and (event.attributed >= 0 or not any(group.time for group in analysis.groups))


def _beside(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why the words around an event report none: whose they are, and of when."""
    index, at = analysis.sentence.index, event.trigger.start
    reason = reason_in_sentence(reading, index)
    if reason:
        return reason
    if analysis.sentence.offset(at) in reading.quotations and not is_spoken_out(analysis, event):
        return "said in a quotation"
    if reading.narration.goes_on_from_the_past(index) and not _is_of_now(analysis, event):
        return "long past"
    if _goes_on(analysis, event):
        return "habit or state"
    first, last = analysis.clause(event.verb) if event.verb >= 0 else (at, event.trigger.end)
    return "long past" if reading.circumstances.is_background(index, first, last, at) else ""


def _in_grammar(analysis: Analysis, event: ClauseEvent) -> str:
    if event.trigger.verb < 0:
        return reason_of_noun(analysis, event)
    return reason_of_verb(analysis, event)


# --- words of an incident


def tells(reading: Reading, sentence: int, start: int) -> bool:
    """Tell whether a word of a longer text may report a deed: no question, quotation, purpose or history."""
    words, offset = reading.sentences[sentence].words, reading.sentences[sentence].offset(start)
    if words[-1] == "?" or offset in reading.quotations or reading.narration.is_own_story(sentence):
        return False
    past = reading.narration.is_of_the_past(sentence)
    if past or reading.circumstances.is_background(sentence, 0, len(words), start):
        return False
    analysis = reading.analysis(sentence)
    at = analysis.verb_at[start]
    if at < 0:
        return True
    verb = analysis.verbs[at]
    if verb.negated or verb.modal or verb.tense in ("infinitive", "future"):
        return False
    if verb.tense == "ing" and verb.start == verb.head:
        return not reason_of_gerund(analysis, verb)
    return not (verb.link == "relative" and verb.perfect)


def is_news(reading: Reading, sentence: int, start: int) -> bool:
    """Tell whether a word surely reports a deed: a noun only where a finite verb is about it."""
    analysis = reading.analysis(sentence)
    if not tells(reading, sentence, start):
        return False
    if analysis.verb_at[start] >= 0:
        return True
    group = analysis.group_at[start]
    about = (verb for verb in analysis.verbs if group in verb.subject or group in verb.object)
    return any(not (verb.negated or verb.modal or verb.tense in ("infinitive", "future")) for verb in about)
