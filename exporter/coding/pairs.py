"""Answer for a given pair of source and target: the one event that connects them best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.documents import Entity


@dataclass(frozen=True, slots=True)
class Answer:
    """An event with the strength of its connection to the pair."""

    event: ClauseEvent
    score: float


def tokens_of(analysis: Analysis, entity: Entity) -> tuple[int, int]:
    """Return the token range that a marked passage covers, end exclusive; empty where it lies elsewhere."""
    inside = [t.index for t in analysis.tokens if t.start < entity.end and entity.start < t.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def best_event(
    analysis: Analysis, events: list[ClauseEvent], source: tuple[int, int], target: tuple[int, int]
) -> Answer | None:
    """Return the event whose arguments connect source and target best, or None where there is no event at all."""
    best: Answer | None = None
    for event in events:
        if event.plover is None:
            continue
        score = _score(analysis, event, source, target)
        if best is None or score > best.score + 1e-9:
            best = Answer(event, score)
    return best


def _score(analysis: Analysis, event: ClauseEvent, source: tuple[int, int], target: tuple[int, int]) -> float:
    trigger = event.trigger
    score = 2.0 * _fit(analysis, event.sources, source) + 1.6 * _fit(analysis, event.targets, target)
    score += event.weight * 0.5
    if trigger.entry.mutual:
        crossed = 2.0 * _fit(analysis, event.sources, target) + 1.6 * _fit(analysis, event.targets, source)
        both = 1.8 * (_fit(analysis, event.sources, source) + _fit(analysis, event.sources, target))
        score = max(score, crossed, both + event.weight * 0.5)
    if score < 1.0:
        score += _position(trigger.start, source, target)
    if event.negated:
        score -= 1.0
    if event.hypothetical:
        score -= 0.6
    if event.inner is not None:
        score += 0.2
    if _inside(trigger.start, source) or _inside(trigger.start, target):
        score -= 0.7
    if trigger.verb >= 0 and analysis.verbs[trigger.verb].link in ("relative", "participle"):
        score -= 0.15
    if trigger.verb >= 0:
        score += 0.1
    middle = source[1] or 0
    return score - 0.01 * min(abs(trigger.start - middle), 30)


def _inside(token: int, span: tuple[int, int]) -> bool:
    return span[0] <= token < span[1]


def _fit(analysis: Analysis, groups: list[int], span: tuple[int, int]) -> float:
    """Tell how well a marked passage fills a slot: 1 for the group itself, less for what hangs on it."""
    if span[0] >= span[1]:
        return 0.0
    best = 0.0
    for rank, index in enumerate(groups):
        group = analysis.groups[index]
        if group.start < span[1] and span[0] < group.end:
            best = max(best, 1.0 - 0.05 * min(rank, 6))
            continue
        for other in analysis.within(index):
            if other.start < span[1] and span[0] < other.end:
                best = max(best, 0.8 - 0.05 * min(rank, 6))
                break
    return best


def _position(at: int, source: tuple[int, int], target: tuple[int, int]) -> float:
    """Weaker evidence: the trigger stands between the two, or behind the source."""
    if source[1] and target[1]:
        low, high = min(source[1], target[1]), max(source[0], target[0])
        if low <= at < high:
            return 0.5 if source[0] < target[0] else 0.35
    return 0.3 if at >= source[1] else 0.1
