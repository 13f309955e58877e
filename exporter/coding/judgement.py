"""Whether a clause event is written: what a careful coder leaves out, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import vocabulary

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, VerbGroup
    from exporter.coding.clauses import ClauseEvent
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
# Types that newspapers also report in the present: words that are spoken, and help or forces under way.
_PRESENT = frozenset(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "AID", "MOBILIZE"))
_PUBLIC = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "THREATEN", "AID", "SANCTION"))
_FRIENDLY = frozenset(("SUPPORT", "AID", "COOPERATE", "AGREE"))
_LAWS = frozenset(("decree", "order", "law", "bill", "agreement", "resolution", "deal", "statement", "document"))
_FACTUAL = frozenset(("by", "after", "with", "while", "before", "since"))
_WOULD = frozenset(("would", "wouldn't", "'d"))


def reason_in_clause(analysis: Analysis, event: ClauseEvent) -> str:
    """Return why an event is left out for what its clause says, or an empty string."""
    if event.trigger.entry.party == "pair":
        return "speaks only for a given pair"
    if event.cameo is None and event.plover is None:
        return "an operator without an event"
    if event.negated or "negated.refuse" in event.rules:
        return "negated"
    if event.hypothetical:
        return "hypothetical"
    if analysis.words and analysis.words[-1] == "?":
        return "a question"
    return _noun(analysis, event) if event.trigger.verb < 0 else _verb(analysis, event)


def reason_in_parties(event: ClauseEvent, sources: list[Participant], targets: list[Participant]) -> str:
    """Return why an event is left out for the parties that were found, or an empty string."""
    needed = needed_parties(event)
    if not licensed(needed, sources, targets):
        return f"trigger without {_NEEDED[needed]}"
    if sources and event.plover in _PUBLIC and _private(sources[0], event.plover):
        return "private persons"
    return ""


def _private(party: Participant, plover: str) -> bool:
    code = party.code("cameo") or ""
    return code.endswith("CVL") or (plover == "CONSULT" and not code and party.country is None)


def needed_parties(event: ClauseEvent) -> str:
    """Return what the event needs: as its entry says, or as its type does."""
    if event.trigger.entry.combine and event.inner is None and not event.trigger.entry.party:
        return "both"  # who asks, refuses or threatens says little without whom or what
    return event.trigger.entry.party or _PARTIES.get(event.plover or "", "source")


def licensed(needed: str, sources: list[Participant], targets: list[Participant]) -> bool:
    """Tell whether the parties that a trigger needs are there."""
    if needed == "both":
        return bool(sources and targets)
    if needed == "target":
        return bool(targets)
    if needed == "either":
        return bool(sources or targets)
    return bool(sources) or needed == "none"


def _verb(analysis: Analysis, event: ClauseEvent) -> str:
    verb = analysis.verbs[event.trigger.verb]
    before = analysis.words[verb.start - 1] if verb.start else ""
    if verb.link == "infinitive" and not _helped(analysis, verb):
        return "purpose"
    if verb.tense == "ing" and verb.start and analysis.tags[verb.start - 1] == "P" and before not in _FACTUAL:
        return "no event of its own"
    if verb.tense == "participle" and event.plover in _FRIENDLY:
        return "description"
    if verb.modal in _WOULD and event.attributed < 0:
        return "hypothetical"
    if verb.modal in ("should", "must", "can", "need") and "modal.demand" not in event.rules:
        return "hypothetical"
    habitual = verb.tense == "present" and not verb.passive and not verb.perfect and verb.start == verb.head
    if habitual and not analysis.sentence.headline and analysis.tags[verb.head] == "V" and event.plover not in _PRESENT:
        return "habit or state"
    if verb.link == "relative" and (habitual or (verb.perfect and analysis.words[verb.start] == "had")):
        return "background"
    return ""


def _helped(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether an infinitive says what happened: "help officers keep order", "managed to free"."""
    if verb.governor < 0:
        return False
    return analysis.verbs[verb.governor].lemma in ("help", "let", "make", "manage", "use", "go", "proceed")


def _noun(analysis: Analysis, event: ClauseEvent) -> str:
    """Let an event noun count as the subject or object of a finite verb, in a headline, or with its own author."""
    if event.trigger.group < 0:
        return ""
    group = analysis.groups[event.trigger.group]
    if analysis.sentence.headline:
        return ""
    if group.preposition or (group.first != group.index and analysis.groups[group.first].preposition):
        authored = group.owner >= 0 or any(
            other.parent == group.index and other.preposition == "by" for other in analysis.groups
        )
        if group.preposition == "on" and group.parent >= 0:
            return "" if analysis.words[analysis.groups[group.parent].head] in _LAWS else "background"
        return "" if authored and group.preposition in ("after", "following", "in", "by", "to", "on") else "background"
    for verb in analysis.verbs:
        if group.index in verb.subject or group.index in verb.object:
            if verb.negated:
                return "negated"
            if verb.modal and verb.tense != "future":
                return "hypothetical"
            if verb.link == "infinitive":
                return "purpose"
            if verb.lemma == "be" and group.index in verb.object and group.owner < 0:
                return "description"
            if group.index in verb.object and verb.lemma not in _support():
                return "background" if group.owner < 0 else ""
            return ""
    return "background"


def _support() -> frozenset[str]:
    return vocabulary().support_verbs
