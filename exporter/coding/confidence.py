"""How sure the coder is of an event, from what is known of the match."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.reading import Clause
    from exporter.events import Participant


def confidence(clause: Clause, parties: list[Participant]) -> float:
    """Return a number between 0 and 1: more words, a verb, and both parties known make an event surer."""
    event = clause.event
    trigger = event.trigger
    if "pair.contact" in event.rules:
        return 0.05  # nothing but that the two were marked
    score = 0.5
    score += 0.1 if trigger.verb >= 0 else 0.0
    score += 0.05 * min(trigger.end - trigger.start - 1, 2)
    score += 0.1 if trigger.entry.objects else 0.0
    score += 0.1 if any(party.codes for party in parties) else 0.0
    score += 0.1 if len(parties) > 1 else 0.0
    score -= 0.15 if event.hypothetical or event.negated else 0.0
    score -= 0.1 if event.attributed >= 0 else 0.0
    score += 0.05 * max(-2.0, min(event.weight, 2.0))
    return round(max(0.05, min(score, 0.99)), 2)
