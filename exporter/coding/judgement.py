"""Whether an event is written down: what its clause says, who its parties are, and how sure both are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.clause_doubts import doubt_in_clause
from exporter.coding.confidence import is_too_uncertain
from exporter.coding.crime import is_private_crime
from exporter.coding.licence import reason_in_parties
from exporter.coding.party_doubts import doubt_in_parties
from exporter.coding.reporting import reason_in_clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading
    from exporter.events import Participant


def why_not_told(reading: Reading, analysis: Analysis, event: ClauseEvent) -> str:
    """Return why the clause of an event reports none, or an empty string; it needs no parties."""
    return reason_in_clause(reading, analysis, event) or doubt_in_clause(reading, analysis, event)


def why_not_between(
    reading: Reading,
    analysis: Analysis,
    event: ClauseEvent,
    sources: Sequence[Participant],
    targets: Sequence[Participant],
) -> str:
    """Return why these parties make no event, or an empty string."""
    if is_private_crime(reading, analysis.sentence.index, event, [*sources, *targets]):
        return "ordinary crime"
    reason = reason_in_parties(reading, analysis, event, sources, targets)
    reason = reason or doubt_in_parties(reading, analysis, event, sources, targets)
    if not reason and reading.of_many and not reading.include_uncertain:
        return "too uncertain" if is_too_uncertain(analysis, event, [*sources, *targets]) else ""
    return reason
