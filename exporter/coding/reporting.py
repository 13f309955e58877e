"""Whether a clause reports an event as a fact of its own, or only mentions one; with the reason where it does not.

Without parties given, no event is the default: a text mentions many deeds that it does not report. What is negated or
possible, meant or said in a quotation, habitual or long past, an attribute of a party or a noun in passing is left
out; what is left is what a careful human coder would write down. Source: the PETRARCH2 and CAMEO rule that an event
needs a source, an action and a target in one clause, and the CAMEO manual's rule against coding history and
hypotheticals.
"""

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

# What each PLOVER type needs where its entry does not say.
_PARTIES = {
    "AGREE": "source",
    "CONSULT": "both",
    "SUPPORT": "both",
    "COOPERATE": "both",
    "AID": "both",
    "CONCEDE": "source",
    "RETREAT": "either",
    "REQUEST": "source",
    "ACCUSE": "both",
    "REJECT": "source",
    "THREATEN": "source",
    "PROTEST": "source",
    "SANCTION": "both",
    "MOBILIZE": "source",
    "COERCE": "either",
    "ASSAULT": "either",
}
_NEEDED = {"both": "a source and a target", "target": "a target", "either": "a party", "source": "a source"}
# Help and forces under way are reported in the present too; so are plans, refusals and charges.
_SPOKEN = ("intend", "refuse", "accuse")
_UNDER_WAY = frozenset(("AID", "MOBILIZE"))
_PUBLIC = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "THREATEN", "AID", "SANCTION", "ACCUSE"))
_FRIENDLY = frozenset(("SUPPORT", "AID", "COOPERATE", "AGREE"))
# Roots of deeds whose victim or prisoner makes the event, whoever did it.
_ALONE = ("17", "18", "19", "20")
# Roots of stances and acts of one party that may have no other.
_ONE_SIDED = ("01", "02", "03", "08", "10", "11", "12", "13", "14", "15")
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
    if event.negated or "negated.refuse" in event.rules:
        return "negated"
    if event.hypothetical:
        return "hypothetical"
    entry = event.trigger.entry
    light = entry.combine == "carry" and (entry.cameo is None or entry.weight < 0)
    return "a light verb" if light else ""


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


def _beside(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why the words around an event report none: whose they are, and of when."""
    index, at = analysis.sentence.index, event.trigger.start
    reason = reason_in_sentence(reading, index)
    if reason:
        return reason
    if analysis.tokens[at].start in reading.quotations:
        return "said in a quotation"
    first, last = analysis.clause(event.verb) if event.verb >= 0 else (at, event.trigger.end)
    return "long past" if reading.circumstances.is_background(index, first, last, at) else ""


def _in_grammar(analysis: Analysis, event: ClauseEvent) -> str:
    if event.trigger.verb < 0:
        return _noun(analysis, event)
    return _habit(analysis, event) or _verb(analysis, event)


def reason_in_parties(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why an event is left out for the parties that were found, or an empty string."""
    needed = needed_parties(event)
    if not licensed(needed, sources, targets):
        return f"trigger without {_NEEDED[needed]}"
    if sources and event.plover in _PUBLIC and _private(sources[0], event.plover):
        return "private persons"
    reason = _by_noun(analysis, event, sources, targets) if event.trigger.verb < 0 else ""
    return reason or _unknown(analysis, event, sources, targets)


def _unknown(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why the parties are too little known, or an empty string."""
    root = (event.cameo or "")[:2]
    known = any(party.codes for party in (*sources, *targets))
    stranger = bool(sources) and not sources[0].codes and not any(party.codes for party in targets)
    if not known or (stranger and root not in _ALONE):
        return "no party that is known"
    if (event.cameo or "").startswith("192") and sources:
        return ""  # territory is taken from nobody in particular
    alone = event.trigger.entry.party in ("target", "either", "none") or (event.cameo or "").startswith("084")
    if root in _ONE_SIDED and not sources and not alone:
        return "no party that is known"
    if event.plover == "ACCUSE" and not targets and _done_to(analysis, event):
        return "one party of two"
    whole = root in _ONE_SIDED or (sources and targets) or (root in _ALONE and (targets or (sources and event.targets)))
    return "" if whole else "one party of two"


def _done_to(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether the source of an active verb stands behind it: it is rather what the deed is done to."""
    if event.trigger.verb < 0 or event.trigger.passive or not event.sources:
        return False
    verb = analysis.verbs[event.trigger.verb]
    return event.sources[0] in verb.object or event.sources[0] not in verb.subject


def _private(party: Participant, plover: str | None) -> bool:
    code = party.code("cameo") or ""
    return code.endswith("CVL") or (plover == "CONSULT" and not code and party.country is None)


def needed_parties(event: ClauseEvent) -> str:
    """Return what the event needs: as its entry says, or as its type does."""
    if event.trigger.entry.combine and event.inner is None and not event.trigger.entry.party:
        return "both"  # who asks, refuses or threatens says little without whom or what
    return event.trigger.entry.party or _PARTIES.get(event.plover or "", "source")


def licensed(needed: str, sources: Sequence[Participant], targets: Sequence[Participant]) -> bool:
    """Tell whether the parties that a trigger needs are there."""
    if needed == "both":
        return bool(sources and targets)
    if needed == "target":
        return bool(targets)
    if needed == "either":
        return bool(sources or targets)
    return bool(sources) or needed == "none"


# --- time


def _habit(analysis: Analysis, event: ClauseEvent) -> str:
    """Tell apart what is usual, and what nearly or never happened, by the adverbs of the verb."""
    verb = analysis.verbs[event.trigger.verb]
    around = analysis.words[max(0, verb.start - _NEAR) : verb.end + 1]
    return "" if reporting_words().habits.isdisjoint(around) else "habit or state"


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
    if verb.modal in ("should", "must", "can", "need"):
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
    before = analysis.words[verb.start - 1] if verb.start else ""
    tag = analysis.tags[verb.start - 1] if verb.start else ""
    if before in reporting_words().before_gerund or analysis.sentence.headline:
        return ""
    if tag == "P":
        return "a gerund: named, not reported"
    return "" if tag == "," and verb.link == "participle" else "no event of its own"


def _finite(analysis: Analysis, event: ClauseEvent, verb: VerbGroup) -> str:
    words, root = analysis.words[verb.start : verb.head], (event.cameo or "")[:2]
    if verb.start == verb.head and analysis.tags[verb.head] == "L":
        harmed = root == "18" or (event.cameo or "").startswith("173")
        return "" if harmed else "an attribute of a party"  # "3,811 people detained" are news
    if verb.tense == "present" and not _is_told_now(event) and reporting_words().past.isdisjoint(words):
        return "habit or state"
    if _doubted(analysis, verb):
        return "hypothetical"
    had = not reporting_words().pluperfect.isdisjoint(words)
    if verb.perfect and had and event.attributed < 0:
        return "background"
    if verb.link == "relative" and (verb.perfect or root not in _ALONE):
        return "an attribute of a party"
    return ""


def _is_told_now(event: ClauseEvent) -> bool:
    """Tell whether newspapers report such an event in the present too: help under way, plans, charges."""
    entry, trigger = event.trigger.entry, event.trigger
    charge = event.plover == "ACCUSE" and bool(entry.needs)
    return event.plover in _UNDER_WAY or entry.combine in _SPOKEN or charge or trigger.end - trigger.start > _PHRASE


def _doubted(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a clause is only what a claim, fear or idea says: "disputed the claim that they had fled"."""
    start = min([verb.start, *(analysis.groups[index].start for index in verb.subject)])
    before = analysis.words[max(0, start - 2) : start]
    return before[1:] == ["that"] and before[0] in reporting_words().doubted


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
    """Tell whether an infinitive says what happened: "help officers keep order", "managed to free"."""
    return verb.governor >= 0 and analysis.verbs[verb.governor].lemma in reporting_words().helps


# --- nouns


def _noun(analysis: Analysis, event: ClauseEvent) -> str:
    """Let an event noun count as the subject or object of a finite verb, in a headline, or with its own author."""
    if event.trigger.group < 0 or analysis.sentence.headline:
        return ""
    group = analysis.groups[event.trigger.group]
    if group.preposition or (group.first != group.index and analysis.groups[group.first].preposition):
        return _behind_preposition(analysis, group)
    for verb in analysis.verbs:
        if group.index in verb.subject or group.index in verb.object:
            return _beside_verb(group, verb)
    return "background"


def _behind_preposition(analysis: Analysis, group: NounGroup) -> str:
    authored = group.owner >= 0 or any(
        other.parent == group.index and other.preposition == "by" for other in analysis.groups
    )
    if group.preposition == "on" and group.parent >= 0:
        return "" if analysis.words[analysis.groups[group.parent].head] in reporting_words().laws else "background"
    return "" if authored and group.preposition in ("after", "following", "in", "by", "to", "on") else "background"


def _beside_verb(group: NounGroup, verb: VerbGroup) -> str:
    if verb.negated or verb.modal:
        return "negated" if verb.negated else "hypothetical"
    if verb.link == "infinitive":
        return "purpose"
    present = verb.tense == "present" and not verb.perfect
    if verb.lemma in reporting_words().copulas and (present or (group.index in verb.object and group.owner < 0)):
        return "description"
    if group.index in verb.object and verb.lemma not in vocabulary().support_verbs:
        return "background"
    return ""


def _by_noun(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    trigger = event.trigger
    if trigger.group < 0:
        return "a noun in passing"
    if sources and targets:
        return ""
    happening = _happening(analysis, trigger)
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


# --- words of an incident


def tells(reading: Reading, sentence: int, start: int) -> bool:
    """Tell whether a word of a longer text may report a deed: no question, quotation, purpose or history."""
    words, tokens = reading.sentences[sentence].words, reading.sentences[sentence].tokens
    if words[-1] == "?" or tokens[start].start in reading.quotations or reading.narration.is_own_story(sentence):
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
