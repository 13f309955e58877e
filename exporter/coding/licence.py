"""Whether an event has the parties that its trigger licenses, known well enough to be written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.event_nouns import reason_of_passing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis
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
_PUBLIC = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "REJECT", "THREATEN", "AID", "SANCTION", "ACCUSE"))
# Roots of deeds whose victim or prisoner makes the event, whoever did it.
ALONE = ("17", "18", "19", "20")
# Roots of stances and acts of one party that may have no other.
_ONE_SIDED = ("01", "02", "03", "08", "10", "11", "12", "13", "14", "15")


def reason_in_parties(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why an event is left out for the parties that were found, or an empty string."""
    needed = needed_parties(event)
    if not licensed(needed, sources, targets):
        return f"trigger without {_NEEDED[needed]}"
    if sources and event.plover in _PUBLIC and _private(sources[0], event.plover):
        return "private persons"
    reason = reason_of_passing(analysis, event, sources, targets) if event.trigger.verb < 0 else ""
    return reason or _unknown(analysis, event, sources, targets)


def _unknown(
    analysis: Analysis, event: ClauseEvent, sources: Sequence[Participant], targets: Sequence[Participant]
) -> str:
    """Return why the parties are too little known, or an empty string."""
    root = (event.cameo or "")[:2]
    known = any(party.codes for party in (*sources, *targets))
    stranger = bool(sources) and not sources[0].codes and not any(party.codes for party in targets)
    if not known or (stranger and root not in ALONE):
        return "no party that is known"
    if (event.cameo or "").startswith("192") and sources:
        return ""  # territory is taken from nobody in particular
    alone = event.trigger.entry.party in ("target", "either", "none") or (event.cameo or "").startswith("084")
    if root in _ONE_SIDED and not sources and not alone:
        return "no party that is known"
    if event.plover == "ACCUSE" and not targets and _done_to(analysis, event):
        return "one party of two"
    whole = root in _ONE_SIDED or (sources and targets) or (root in ALONE and (targets or (sources and event.targets)))
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
