"""Whether a clause reports an event as a fact of its own, or only mentions one; with the reason where it does not.

Without parties given, no event is the default: a text mentions many deeds that it does not report. What is negated or
possible, meant or said in a quotation, habitual or long past, an attribute of a party or a noun in passing is left
out; what is left is what a careful human coder would write down. Source: the PETRARCH2 and CAMEO rule that an event
needs a source, an action and a target in one clause, and the CAMEO manual's rule against coding history and
hypotheticals.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.coding.event_nouns import reason_of_noun
from exporter.coding.licence import ALONE
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, VerbGroup
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading

# Help and forces under way are reported in the present too; so are plans, refusals and charges.
_SPOKEN = ("intend", "refuse", "accuse")
_UNDER_WAY = frozenset(("AID", "MOBILIZE"))
_FRIENDLY = frozenset(("SUPPORT", "AID", "COOPERATE", "AGREE"))
_PHRASE = 2  # words: a longer one is set
_DEPTH = 8  # verbs that hang on one another, looked through
_NEAR = 2  # words from a verb that its adverb may stand


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
    if reading.narration.is_own_story(index):
        return "an author's own story"
    return "long past" if reading.narration.is_of_the_past(index) else ""


def _goes_on(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether fighting is told as what went on for long: "Kurds fought the group", but not "on Sunday"."""
    if event.trigger.verb < 0 or analysis.verbs[event.trigger.verb].lemma not in reporting_words().lasting:
        return False
    return event.attributed >= 0 or not any(group.time for group in analysis.groups)


def _beside(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why the words around an event report none: whose they are, and of when."""
    index, at = analysis.sentence.index, event.trigger.start
    reason = reason_in_sentence(reading, index)
    if reason:
        return reason
    if analysis.sentence.offset(at) in reading.quotations:
        return "said in a quotation"
    if _goes_on(analysis, event):
        return "habit or state"
    first, last = analysis.clause(event.verb) if event.verb >= 0 else (at, event.trigger.end)
    return "long past" if reading.circumstances.is_background(index, first, last, at) else ""


def _in_grammar(analysis: Analysis, event: ClauseEvent) -> str:
    if event.trigger.verb < 0:
        return reason_of_noun(analysis, event)
    return _habit(analysis, event) or _verb(analysis, event)


# --- time


def _habit(analysis: Analysis, event: ClauseEvent) -> str:
    """Tell apart what is usual, and what nearly or never happened, by the adverbs of the verb."""
    verb = analysis.verbs[event.trigger.verb]
    if verb.subject and analysis.words[analysis.groups[verb.subject[0]].start] in reporting_words().nobody:
        return "negated"
    around = analysis.words[max(0, verb.start - _NEAR) : verb.end + 1]
    objects = (analysis.groups[index].start for index in verb.object)
    if any(analysis.words[start] == "no" and start >= event.trigger.end for start in objects):
        return "negated"
    if verb.perfect and ("so", "far") in pairwise(analysis.words):
        return "habit or state"
    usual = verb.lemma in reporting_words().statives or not reporting_words().habits.isdisjoint(around)
    return "habit or state" if usual else ""


# --- verbs


def _verb(analysis: Analysis, event: ClauseEvent) -> str:
    verb = analysis.verbs[event.trigger.verb]
    if "modal.demand" in event.rules:
        speaker = analysis.verbs[event.verb]
        if verb.perfect or speaker.modal or speaker.lemma not in reporting_words().saying:
            return "hypothetical"
        return _unreported(analysis, event, speaker, _DEPTH)
    if (verb.tense == "participle" and event.plover in _FRIENDLY) or _in_compound(analysis, verb):
        return "description"
    if verb.modal in ("should", "must", "can", "need") or _is_of_others(analysis, event, verb):
        return "hypothetical"
    if verb.link == "infinitive" and not _helped(analysis, verb):
        return "purpose"
    return _unreported(analysis, event, verb, _DEPTH)


def _in_compound(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a verb is joined to the word before it: "the US–backed militia"."""
    before, first = analysis.tokens[verb.start - 1], analysis.tokens[verb.start]
    return verb.start > 0 and before.end == first.start and before.text in ("–", "—", "-", "/")


def _unreported(analysis: Analysis, event: ClauseEvent, verb: VerbGroup, depth: int) -> str:
    """Return why a verb does not tell what happened, from its form and that of the verb it hangs on."""
    above = analysis.verbs[verb.governor] if verb.governor not in (-1, verb.index) and depth else None
    if verb.link == "coordinate" and above is not None and verb.tense in ("infinitive", "ing"):
        return _unreported(analysis, event, above, depth - 1)
    if verb.tense == "infinitive":
        if above is None or not _implied(analysis, verb):
            return "an infinitive: meant, not done"
        return _unreported(analysis, event, above, depth - 1)
    if verb.tense == "ing":
        reason = _gerund(analysis, verb)
        return reason if reason or above is None else _unreported(analysis, event, above, depth - 1)
    if verb.tense == "future":
        appointed = (event.cameo or "").startswith("036")  # a visit or talks to come are public
        return "" if appointed or _own_word(analysis, event, verb) else "foretold, not announced"
    return "" if analysis.sentence.headline else _finite(analysis, event, verb)


def _gerund(analysis: Analysis, verb: VerbGroup) -> str:
    """Return why a verb in -ing without an auxiliary tells no event: only one beside a finite verb does."""
    tag = analysis.tags[verb.start - 1] if verb.start else ""
    if analysis.sentence.headline:
        return ""
    if tag == "P":
        return "a gerund: named, not reported"
    return "" if tag == "," and verb.link == "participle" else "no event of its own"


def _finite(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> str:
    words, root = analysis.words[verb.start : verb.head], (event.cameo or "")[:2]
    if verb.start == verb.head and analysis.tags[verb.head] == "L":
        return "" if root == "18" or is_counted(analysis, verb) else "an attribute of a party"
    if verb.tense == "present" and reporting_words().past.isdisjoint(words):
        beside = not verb.perfect and analysis.words[_start(analysis, verb) - 1] in reporting_words().not_yet
        if beside or not _is_told_now(event):
            return "habit or state"
    if _doubted(analysis, event, verb) or _is_asked(analysis, verb) or _is_loose(analysis, verb):
        return "hypothetical"
    if root == "17" and "being" in words:
        return "habit or state"
    had = not reporting_words().pluperfect.isdisjoint(words)
    if verb.perfect and had and event.attributed < 0:
        return "background"
    return "an attribute of a party" if _describes(analysis, verb, root) else ""


def is_counted(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a participle says what a figure of the news counts: "the number of people detained has risen"."""
    groups = [analysis.groups[index] for index in verb.subject]
    groups += [analysis.groups[one.parent] for one in groups if one.parent >= 0]
    return any(analysis.words[one.head] in reporting_words().counts for one in groups)


def _describes(analysis: Analysis, verb: VerbGroup, root: str) -> bool:
    """Tell whether a relative clause only says who somebody is: "the brigade which led the assault".

    Harm done, and what an event did ("a bomb that killed twelve"), is news there too.
    """
    first = verb
    while first.link == "coordinate" and 0 <= first.governor < first.index:
        first = analysis.verbs[first.governor]  # the party that won and barred its leaders
    if first.link == "relative" and first.subject == verb.subject:
        own = bool(verb.subject) and analysis.tags[analysis.groups[verb.subject[0]].start] == "O"
        if verb.perfect or root not in ALONE or own or (verb.passive and root != "18"):
            return True  # "the bases it has seized"
        antecedent = analysis.groups[verb.subject[0]] if verb.subject and not verb.passive else None
        return antecedent is not None and (
            "E" in analysis.tags[antecedent.start : antecedent.end]
            or any(one.start < antecedent.end and antecedent.start < one.end for one in analysis.mentions)
        )
    at = _start(analysis, verb) - 1
    return at > 0 and verb.link != "complement" and analysis.tags[at] == "Q" and analysis.words[at] != "where"


def _start(analysis: Analysis, verb: VerbGroup) -> int:
    """Return the first token of a clause: its subject's, where that stands before the verb."""
    return min([verb.start, *(analysis.start_of(index) for index in verb.subject)])


def _is_told_now(event: ClauseEvent) -> bool:
    """Tell whether newspapers report such an event in the present too: help under way, plans, charges."""
    entry, trigger = event.trigger.entry, event.trigger
    charge = event.plover == "ACCUSE" and bool(entry.needs)
    return event.plover in _UNDER_WAY or entry.combine in _SPOKEN or charge or trigger.end - trigger.start > _PHRASE


def _doubted(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a clause is only what a claim, fear or idea says, or what is denied: "denied that they had fled"."""
    if event.attributed >= 0 and analysis.verbs[event.attributed].lemma in reporting_words().denials:
        return True
    start = _start(analysis, verb)
    before = analysis.words[max(0, start - 2) : start]
    return before[1:] == ["that"] and before[0] in reporting_words().doubted


def _is_loose(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a verb may go on with a clause of another subject: "said that his troops would win and warned"."""
    above = analysis.verbs[verb.governor] if verb.governor >= 0 else verb
    return verb.link == "coordinate" and above.link in ("relative", "complement", "infinitive")


def _is_asked(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a clause is only what somebody asks or wonders: "how quickly Turkish troops left"."""
    start = _start(analysis, verb)
    before = analysis.words[max(0, start - _NEAR) : start]
    return "," not in before and not reporting_words().asked.isdisjoint(before)


def _is_of_others(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a warning is no threat, since others than the speaker would act: "warned that war could come"."""
    if event.plover != "THREATEN" or verb.lemma not in ("warn", "caution", "fear"):
        return False
    if (verb.end < len(analysis.words) and analysis.words[verb.end] == "of") or "of" in event.trigger.lemma.split():
        return True
    for other in analysis.verbs:
        if other.governor == verb.index and other.link == "complement":
            subject = {one.index for index in other.subject for one in analysis.coordinated(index)}
            own = any(analysis.tags[analysis.groups[index].start] in "OS" for index in other.subject)
            return not own and subject.isdisjoint(verb.subject)
    return False


def _own_word(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether nobody else says what one will do: "Turkey said it would withdraw"."""
    if verb.link != "complement" or verb.governor in (-1, verb.index):
        return False
    speaker = analysis.verbs[verb.governor]
    if speaker.negated or speaker.modal:
        return False
    speakers = {one.index for index in speaker.subject for one in analysis.coordinated(index)}
    named = any(
        "E" in analysis.tags[analysis.groups[index].start : analysis.groups[index].end] for index in verb.subject
    )
    return speaker.lemma in reporting_words().saying and (not named or not speakers.isdisjoint(event.sources))


def _implied(analysis: Analysis, verb: VerbGroup) -> bool:
    above = analysis.verbs[verb.governor]
    return above.lemma in reporting_words().imply and not above.negated and not above.modal


def _helped(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether an infinitive says what happened: "help officers keep order", "managed to free", "was forced to"."""
    if verb.governor < 0:
        return False
    above = analysis.verbs[verb.governor]
    return above.lemma in reporting_words().helps or (above.passive and _implied(analysis, verb))


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
        return not _gerund(analysis, verb)
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
