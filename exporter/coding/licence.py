"""Whether an event has the parties that its trigger licenses, known well enough to be written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.event_nouns import SNIPPET, reason_of_passing
from exporter.coding.introductions import is_introduced
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis, NounGroup, VerbGroup
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
_PUBLIC = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "THREATEN", "AID", "SANCTION", "ACCUSE"))
# Roots of deeds whose victim or prisoner makes the event, whoever did it.
ALONE = ("17", "18", "19", "20")
# Roots of stances and acts of one party that may have no other.
_ONE_SIDED = ("01", "02", "03", "08", "10", "11", "12", "13", "14", "15")
# CAMEO codes of harm and arrests, which are news whoever did it.
_PLAIN_HARM = ("171", "173", "18")
_TERRITORY = "192"  # CAMEO: occupy territory
# CAMEO codes of what only those in power can do: restrict, arrest, expel, repress.
_OF_STATES = ("172", "173", "174", "175")
# PLOVER types of what is done to a single person too.
_AT_PERSONS = frozenset(("ACCUSE", "COERCE", "RETREAT", "REQUEST", "SUPPORT", "REJECT", "THREATEN"))
_ACRONYM = 5  # letters
_TOWARDS = frozenset(("against", "into", "on", "to", "with"))  # before whom an act is done to
# CAMEO roles of those whose warnings are no threats.
_PEACEFUL = frozenset(("MED", "HLH", "REF", "EDU", "HRI", "NGO", "ENV", "AGR"))


def reason_in_parties(
    reading: Reading,
    analysis: Analysis,
    event: ClauseEvent,
    sources: Sequence[Participant],
    targets: Sequence[Participant],
) -> str:
    """Return why an event is left out for the parties that were found, or an empty string."""
    needed = needed_parties(event)
    if not licensed(needed, sources, targets):
        return f"trigger without {_NEEDED[needed]}"
    if sources and _private(reading, sources[0], event):
        return "private persons"
    if sources and targets and _is_own_staff(event, sources[0], targets[0]):
        return "a word to one's own staff"
    reason = reason_of_passing(reading, analysis, event, sources, targets) if event.trigger.verb < 0 else ""
    if not reason and len(reading.sentences) > SNIPPET and _is_half_known(reading, analysis, event, sources, targets):
        reason = "one party of two"
    return reason or _unknown(analysis, event, sources, targets) or _vague(analysis, event, sources, targets)


def _vague(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why harm that nobody is said to have done is done to nobody in particular, or an empty string."""
    root = (event.cameo or "")[:2]
    if sources or not targets or root not in ALONE:
        return ""
    if targets[0].code("acled") != "Civilians" and not (targets[0].name or "").endswith(")"):
        return ""  # who has a name of his own
    near = [*event.targets, *(one.index for one in analysis.groups if one.parent in event.targets)]
    group = next((one for one in map(analysis.groups.__getitem__, near) if _names(analysis, one, targets[0])), None)
    if group is None:
        return ""
    whole = analysis.groups[group.parent] if group.preposition == "of" and group.parent >= 0 else group
    bare = analysis.tags[whole.start] in "NJ"
    somebodys = analysis.tags[whole.start] == "S" and targets[0].code("acled") == "Civilians"  # her husband
    vague = {analysis.words[whole.start], analysis.words[whole.head]} & reporting_words().vague
    return "nobody in particular" if bare or somebodys or vague else ""


def _names(analysis: Analysis, group: NounGroup, party: Participant) -> bool:
    return (party.text or "").split()[:1] == [analysis.tokens[group.start].text]


def _unknown(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why the parties are too little known, or an empty string."""
    root = (event.cameo or "")[:2]
    known = any(party.codes for party in (*sources, *targets))
    stranger = bool(sources) and not sources[0].codes and not any(party.codes for party in targets)
    if not known or (stranger and root not in ALONE):
        return "no party that is known"
    if (event.cameo or "").startswith(_TERRITORY) and sources:
        return ""  # territory is taken from nobody in particular
    alone = event.trigger.entry.party in ("target", "either", "none") or (event.cameo or "").startswith("084")
    if root in _ONE_SIDED and not sources and not alone:
        return "no party that is known"
    if event.plover == "ACCUSE" and not targets and _done_to(analysis, event):
        return "one party of two"
    whole = root in _ONE_SIDED or (sources and targets) or (root in ALONE and (targets or (sources and event.targets)))
    return "" if whole else "one party of two"


def _is_half_known(
    reading: Reading,
    analysis: Analysis,
    event: ClauseEvent,
    sources: Sequence[Participant],
    targets: Sequence[Participant],
) -> bool:
    """Tell whether a party is missing or a stranger where the words alone do not make the event.

    A participle ("…, accusing them") borrows its subject. Harm is news whoever came to it, and a place that a known
    party takes is no stranger.
    """
    code = event.cameo or ""
    if code.startswith(_PLAIN_HARM) or (code.startswith(_TERRITORY) and sources and sources[0].codes):
        return False
    verb = analysis.verbs[event.trigger.verb] if event.trigger.verb >= 0 else None
    if verb is not None and verb.link == "participle" and not (sources and targets):
        return True
    charged = event.plover in _AT_PERSONS and bool(sources) and bool(sources[0].codes)
    if charged and targets and _is_told_of(reading, targets[0].name or ""):
        return False  # accused Mr Diaz, of whom the text told
    if charged and targets and verb is not None and _is_addressed(analysis, verb, targets[0]):
        return False  # sued Acme Mining
    return bool(targets) and not targets[0].codes


def _done_to(analysis: Analysis, event: ClauseEvent) -> bool:
    """Tell whether the source of an active verb stands behind it: it is rather what the deed is done to."""
    if event.trigger.verb < 0 or event.trigger.passive or not event.sources:
        return False
    verb = analysis.verbs[event.trigger.verb]
    return event.sources[0] in verb.object or event.sources[0] not in verb.subject


def _private(reading: Reading, party: Participant, event: ClauseEvent) -> bool:
    """Tell whether a party can hardly do such a thing in public: a bystander's support, a doctor's threat."""
    code = party.code("cameo") or ""
    if (event.cameo or "")[:2] not in ALONE and not code and is_person(reading, party.name or ""):
        return True
    if (event.cameo or "").startswith(_OF_STATES) and (code.endswith("CVL") or code[3:] in _PEACEFUL):
        return True
    if event.plover not in _PUBLIC:
        return False
    if event.plover == "THREATEN" and (code.startswith(("NGO", "IGOUNO")) or code[3:] in _PEACEFUL):
        return True
    several = event.plover == "ACCUSE" and (party.text or "").lower().endswith("s")  # residents condemned the raid
    return (code.endswith("CVL") and not several) or (event.plover == "CONSULT" and not code and party.country is None)


def _is_own_staff(event: ClauseEvent, source: Participant, target: Participant) -> bool:
    """Tell whether somebody only tells his own people what to do: "ordered his generals"."""
    own = (target.text or "").lower().startswith(("his ", "her ", "its ", "their "))
    told = event.plover in ("REQUEST", "THREATEN", "CONSULT") or event.cameo == "170"
    of_all = (target.code("cameo") or "").startswith("INT")  # its western partners
    return own and told and source.country == target.country and not of_all


def is_person(reading: Reading, name: str) -> bool:
    """Tell whether a name that no list holds is somebody's: two names, or the second of two that the text gave."""
    words = name.split()
    if len(words) == 1:
        return name in reading.first_mentions.surnames
    return all(word[0].isupper() and not word.isupper() for word in words)


def _is_addressed(analysis: Analysis, verb: VerbGroup, party: Participant) -> bool:
    """Tell whether a name alone is what an act is done to: "accused Acme Mining", not "near Lake Rukwa"."""
    name = party.name or ""
    words = name.split()
    if not all(word[0].isupper() and word.replace("-", "").isalpha() for word in words) or _is_cry(words):
        return False
    near = [*(verb.subject if verb.passive else verb.object), *(i for p, i in verb.obliques if p in _TOWARDS)]
    groups = (one for index in near for one in analysis.coordinated(index))
    return any(_names(analysis, one, party) and analysis.tags[one.start] == "E" for one in groups)


def _is_cry(words: Sequence[str]) -> bool:
    """Tell whether words are set in capitals throughout, as headlines are, and are no acronym."""
    return all(word.isupper() for word in words) and max(map(len, words), default=0) > _ACRONYM


def _is_told_of(reading: Reading, name: str) -> bool:
    """Tell whether a text names somebody in full elsewhere, or says who he is."""
    return is_introduced(reading, name) or (" " not in name and is_person(reading, name))


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
