"""How likely an event is right, from what is known of it when it is coded.

The parameters lie in english/confidence.json, which says what they mean; docs/accuracy.md says how they were measured.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Clause
    from exporter.events import Participant

_STATE = 3  # letters of a CAMEO code that is a country's alone
_SHORT = 2  # verb groups
_FAR = 4  # tokens between a source and its verb


@cache
def _parameters(part: str) -> Mapping[str, float]:
    found: Mapping[str, float] = word_lists("confidence")[part]
    return found


def confidence(clause: Clause, parties: Sequence[Participant], *, pair: bool = False) -> float:
    """Return the share of events like this one that are right; with ``pair`` its parties were given."""
    if pair:
        return _of_pair(clause.event)
    points = _parameters("clause")
    held = _held(clause.analysis, clause.event, parties)
    total = points["base"] + sum(points[name] for name, holds in held.items() if holds)
    return round(1 / (1 + math.exp(-total)), 2)


def incident_confidence(score: float, *, named: bool, report: bool) -> float:
    """Return the same for an ACLED incident that words alone tell, by how far their score is above the threshold."""
    points = _parameters("incident")
    found = points["base"] + points["per_score"] * score + (points["actor"] if named else 0.0)
    return round(max(0.0, min(found, points["report"] if report else points["most"])), 2)


def _of_pair(event: ClauseEvent) -> float:
    shares = _parameters("pair")
    if "pair.contact" in event.rules:
        return shares["contact"]  # nothing but that the two were marked
    if event.trigger.entry.party == "pair":
        return shares["weak"]
    return shares["operator" if event.inner is not None else "plain"]


def _held(analysis: Analysis, event: ClauseEvent, parties: Sequence[Participant]) -> dict[str, bool]:
    """Return what holds of a clause event, by the names of the parameters."""
    source = next((one for one in parties if one.slot == "actor1"), None)
    target = next((one for one in parties if one.slot == "actor2"), None)
    verb = analysis.verbs[event.trigger.verb] if event.trigger.verb >= 0 else None
    ends = [analysis.groups[index].end for index in event.sources[:1]] if source is not None else []
    return {
        "main_clause": verb is not None and verb.link == "main",
        "named_target": target is not None and _is_named(target),
        "pronoun_source": source is not None and _is_pronoun(source),
        "short_sentence": len(analysis.verbs) <= _SHORT,
        "operator": event.inner is not None,
        "far_source": verb is not None and any(not 0 <= verb.start - end < _FAR for end in ends),
        "no_source": source is None,
        "talks": event.plover == "CONSULT",
        "coercion_or_retreat": event.plover in ("COERCE", "RETREAT", "MOBILIZE"),
    }


def _is_named(party: Participant) -> bool:
    """Tell whether a party is a state, or somebody with a name of his own rather than a role."""
    code = party.code("cameo") or ""
    if not party.codes or _is_pronoun(party):
        return False
    return len(code) == _STATE or not (party.name or "").endswith(")")


def _is_pronoun(party: Participant) -> bool:
    return (party.text or "").lower() in ("he", "she", "it", "they", "him", "her", "them")
