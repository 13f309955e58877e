"""Whether a verb says that something was done: its form, its adverbs, the clause it opens and the verbs above it.

What is usual, foretold, meant or only describes somebody is no event; see exporter/coding/reporting.py for the rest
of what a clause may say.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.coding.licence import ALONE
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.coding.analysis import Analysis, VerbGroup
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.lexicon import Entry

# Help and forces under way are reported in the present too; so are plans, refusals and charges.
_SPOKEN = ("intend", "refuse", "accuse")
_UNDER_WAY = frozenset(("AID", "MOBILIZE"))
# Words addressed to others, which are told while they last: "are pressing", "is investigating".
_WORDS = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONSULT"))
_CHARGE = "112"  # CAMEO: accuse
_FRIENDLY = frozenset(("SUPPORT", "AID", "COOPERATE", "AGREE"))
_PHRASE = 2  # words: a longer one is set
_DEPTH = 8  # verbs that hang on one another, looked through
_NEAR = 2  # words from a verb that its adverb may stand


def reason_of_verb(analysis: Analysis, event: ClauseEvent) -> str:
    """Return why the verb that an event is told by does not tell it as done, or an empty string."""
    return _habit(analysis, event) or _verb(analysis, event)


def is_said_to_others(entry: Entry) -> bool:
    """Tell whether the verb of an entry is a word to others, which a quotation itself may be."""
    return entry.pos == "verb" and (entry.plover in _WORDS or entry.combine == "promise")


def is_spoken_out(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether a quotation itself is what one says to another: “We have asked Peru for help,” the mayor said."""
    if not is_said_to_others(event.trigger.entry) or event.trigger.verb < 0 or not (event.sources and event.targets):
        return False
    verb = analysis.verbs[event.trigger.verb]
    now = verb.perfect or verb.tense == "present"
    return now and not verb.passive and verb.link in ("main", "complement", "coordinate")


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
        return _beside(analysis, event, verb, above, depth)
    if verb.tense == "future":
        appointed = (event.cameo or "").startswith("036")  # a visit or talks to come are public
        return "" if appointed or _own_word(analysis, event, verb) else "foretold, not announced"
    return "" if analysis.sentence.headline else _finite(analysis, event, verb)


def _beside(analysis: Analysis, event: ClauseEvent, verb: VerbGroup, above: VerbGroup | None, depth: int) -> str:
    """Return why a verb in -ing without an auxiliary does not tell what happened beside the verb above it."""
    if _is_done_first(analysis, event, verb):
        return ""
    reason = reason_of_gerund(analysis, verb)
    if reason or above is None:
        return reason
    return _unreported(analysis, event, _telling(analysis, event, above), depth - 1)


def reason_of_gerund(analysis: Analysis, verb: VerbGroup) -> str:
    """Return why a verb in -ing without an auxiliary tells no event: only one beside a finite verb does."""
    tag = analysis.tags[verb.start - 1] if verb.start else ""
    if analysis.sentence.headline:
        return ""
    if tag == "P":
        return "a gerund: named, not reported"
    return "" if tag == "," and verb.link == "participle" else "no event of its own"


def _telling(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> VerbGroup:
    """Return the verb that a participle goes with: words go with the saying: "said it would not come, blaming Peru"."""
    spoken = event.plover in _WORDS and verb.link == "complement" and verb.tense == "future" and verb.governor >= 0
    return analysis.verbs[verb.governor] if spoken else verb


def _is_done_first(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether a gerund says what came first, or how: "after asking Peru for help", "by accusing Peru"."""
    opener = analysis.words[verb.start - 1] if verb.start else ""
    first = opener == "after" or (opener == "by" and event.plover != "CONSULT")
    return event.plover in _WORDS and first and bool(event.sources and event.targets)


def _finite(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> str:
    words, root = analysis.words[verb.start : verb.head], (event.cameo or "")[:2]
    if verb.start == verb.head and analysis.tags[verb.head] == "L":
        return "" if root == "18" or is_counted(analysis, verb) else "an attribute of a party"
    if verb.tense == "present" and reporting_words().past.isdisjoint(words):
        beside = not verb.perfect and analysis.words[_start(analysis, verb) - 1] in reporting_words().not_yet
        if beside or not _is_told_now(analysis, event, verb):
            return "habit or state"
    if _doubted(analysis, event, verb) or _is_asked(analysis, verb) or _is_loose(analysis, verb):
        return "hypothetical"
    if root == "17" and "being" in words:
        return "habit or state"
    had = not reporting_words().pluperfect.isdisjoint(words)
    addressed = event.plover in _WORDS and bool(event.sources and event.targets)
    if verb.perfect and had and event.attributed < 0 and not (addressed or _is_dated(analysis, verb)):
        return "background"
    return "an attribute of a party" if _describes(analysis, event, verb, root) else ""


def _is_dated(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a clause says that it was of these days: "a shell had hit the mill on Monday"."""
    times = (one for one in analysis.groups if one.time and one.verb == verb.index)
    return any(not reporting_words().fresh.isdisjoint(analysis.words[one.start : one.end]) for one in times)


def is_lasting(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether a verb is of fighting that goes on for long: "fought the group", "waged a war", but no raid."""
    if event.trigger.verb < 0 or analysis.verbs[event.trigger.verb].lemma not in reporting_words().lasting:
        return False
    waged = {analysis.words[analysis.groups[one].head] for one in analysis.verbs[event.trigger.verb].object}
    return not event.trigger.entry.objects or not waged.isdisjoint(reporting_words().long_events)


def is_counted(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a participle says what a figure of the news counts: "the number of people detained has risen"."""
    groups = [analysis.groups[index] for index in verb.subject]
    groups += [analysis.groups[one.parent] for one in groups if one.parent >= 0]
    return any(analysis.words[one.head] in reporting_words().counts for one in groups)


def _describes(analysis: Analysis, event: ClauseEvent, verb: VerbGroup, root: str) -> bool:
    """Tell whether a relative clause only says who somebody is: "the brigade which led the assault".

    Harm done, and what an event did ("a bomb that killed twelve"), is news there too, and so are words in a clause
    that a comma sets off: "Peru's president, who met his rival on Thursday, …".
    """
    first = verb
    while first.link == "coordinate" and 0 <= first.governor < first.index:
        first = analysis.verbs[first.governor]  # the party that won and barred its leaders
    if first.link == "relative" and first.subject == verb.subject:
        if event.plover in _WORDS and not verb.passive and _is_set_off(analysis, first):
            return False
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


def _is_set_off(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a relative clause adds to what is told: a comma or dash stands before its "who" or "which"."""
    at = verb.start - 1
    while at > 0 and analysis.tags[at] != "Q":
        at -= 1
    return at > 0 and analysis.words[at] in ("who", "which") and analysis.words[at - 1] in (",", "–", "—", "-")


def _start(analysis: Analysis, verb: VerbGroup) -> int:
    """Return the first token of a clause: its subject's, where that stands before the verb."""
    return min([verb.start, *(analysis.start_of(index) for index in verb.subject)])


def _is_told_now(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> bool:
    """Tell whether newspapers report such an event in the present too: help and talks under way, plans, charges."""
    entry, trigger = event.trigger.entry, event.trigger
    charge = event.plover == "ACCUSE" and (bool(entry.needs) or (event.cameo or "").startswith(_CHARGE))
    under_way = analysis.tags[verb.head] == "G" and not is_lasting(analysis, event)
    set_phrase = trigger.end - trigger.start > _PHRASE or "modal.demand" in event.rules
    return event.plover in _UNDER_WAY or entry.combine in _SPOKEN or charge or under_way or set_phrase


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
            own = own or _speaks_for(analysis, set(analysis.with_coordinated(verb.subject)), other.subject)
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
    if speaker.lemma not in reporting_words().saying:
        return False
    return not named or not speakers.isdisjoint(event.sources) or _speaks_for(analysis, speakers, verb.subject)


def _speaks_for(analysis: Analysis, speakers: set[int], subject: list[int]) -> bool:
    """Tell whether a country's will is told by one of its own: "Vladimir Putin said Russia would send troops"."""
    spoken_for = _countries(analysis, subject, ("country", "capital"))
    return bool(spoken_for) and not spoken_for.isdisjoint(_countries(analysis, speakers))


def _countries(analysis: Analysis, groups: Iterable[int], kinds: tuple[str, ...] = ()) -> set[str]:
    """Return the countries that noun groups name, by words of some kinds alone."""
    spans = [(analysis.groups[index].start, analysis.groups[index].end) for index in groups]
    return {
        known.country
        for mention in analysis.mentions
        if any(start <= mention.start < end for start, end in spans)
        for known in mention.payload
        if known.country and (not kinds or known.kind in kinds)
    }


def _implied(analysis: Analysis, verb: VerbGroup) -> bool:
    above = analysis.verbs[verb.governor]
    return above.lemma in reporting_words().imply and not above.negated and not above.modal


def _helped(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether an infinitive says what happened: "help officers keep order", "managed to free", "was forced to"."""
    if verb.governor < 0:
        return False
    above = analysis.verbs[verb.governor]
    return above.lemma in reporting_words().helps or (above.passive and _implied(analysis, verb))
