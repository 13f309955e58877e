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
    from exporter.events import Participant

_STATE = 3  # letters of a CAMEO code that is a country's alone
_EARLY = 8  # sentences in which a text tells its news
_SHORT, _LONG = 2, 4  # verb groups


@cache
def _parameters(part: str) -> Mapping[str, float]:
    found: Mapping[str, float] = word_lists("confidence")[part]
    return found


def confidence(analysis: Analysis, event: ClauseEvent, parties: Sequence[Participant], *, pair: bool = False) -> float:
    """Return the share of events like this one that are right; with ``pair`` its parties were given."""
    if pair:
        return _of_pair(event)
    points = _parameters("clause")
    held = _held(analysis, event, parties)
    total = points["base"] + sum(points[name] for name, holds in held.items() if holds)
    return round(1 / (1 + math.exp(-total)), 2)


def is_too_uncertain(analysis: Analysis, event: ClauseEvent, parties: Sequence[Participant]) -> bool:
    """Tell whether so few events like this one are right that running text is better read without them."""
    return confidence(analysis, event, parties) < _parameters("written")["running"]


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
    return {
        "early": analysis.sentence.index < _EARLY,
        "target": target is not None or _needs_no_target(event),
        "named_target": target is not None and _is_named(target),
        "no_source": source is None,
        "short_sentence": len(analysis.verbs) <= _SHORT,
        "long_sentence": len(analysis.verbs) > _LONG,
        "noun": event.trigger.verb < 0,
        "future": event.future,
        "said": event.plover in ("ACCUSE", "REQUEST", "CONSULT"),
        "stance": event.plover in ("REJECT", "SUPPORT"),
        "coercion_or_retreat": event.plover in ("COERCE", "RETREAT", "MOBILIZE"),
    }


def _needs_no_target(event: ClauseEvent) -> bool:
    """Tell whether an event is whole without a target: a protest, a concession, a charge that a clause spells out."""
    return event.plover in ("PROTEST", "CONCEDE") or (event.cameo or "").startswith("112")


def _is_named(party: Participant) -> bool:
    """Tell whether a party is a state, or somebody with a name of his own rather than a role."""
    code = party.code("cameo") or ""
    if not party.codes or _is_pronoun(party):
        return False
    return len(code) == _STATE or not (party.name or "").endswith(")")


def _is_pronoun(party: Participant) -> bool:
    return (party.text or "").lower() in ("he", "she", "it", "they", "him", "her", "them")
