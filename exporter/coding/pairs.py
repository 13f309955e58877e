"""Answer for a given pair of source and target: the one event that connects them best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.analysis import TriggerMatch
from exporter.coding.clauses import ClauseEvent
from exporter.coding.complements import is_purpose
from exporter.coding.lexicon import Entry

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis
    from exporter.documents import Entity


_CONTACT = Entry(id="pair.contact", pos="phrase", words=("contact",), cameo="040", plover="CONSULT", mutual=True)
_WEAKEST = -0.6  # a score below it says nothing of the pair


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
    """Return the event whose arguments connect source and target best.

    Where nothing connects the two, mere contact is the least that their being marked says; None where the sentence
    has neither of them.
    """
    best: Answer | None = None
    for event in events:
        if event.plover is None:
            continue
        score = _score(analysis, event, source, target)
        if best is None or score > best.score + 1e-9:
            best = Answer(event, score)
    marked = source if source[1] else target
    if (best is None or best.score < _WEAKEST) and marked[1]:
        match = TriggerMatch(_CONTACT, marked[0], marked[1], "contact")
        contact = ClauseEvent(match, _CONTACT.cameo, _CONTACT.plover, None, [], [], rules=["pair.contact"], weight=-2.0)
        return Answer(contact, min(_WEAKEST, best.score) if best else _WEAKEST)
    return best


def _score(analysis: Analysis, event: ClauseEvent, source: tuple[int, int], target: tuple[int, int]) -> float:
    trigger = event.trigger
    acts, suffers = _fit(analysis, event.sources, source), _fit(analysis, event.targets, target)
    if not suffers:
        suffers = (0.2 if event.targets else 0.6) * _fit(analysis, _targets_above(analysis, event), target)
    if not suffers:
        share = 0.9 if event.plover == "REJECT" else 0.5
        suffers = share * _fit(analysis, _targets_below(analysis, event), target)
    if not suffers and target[0] >= trigger.end:
        suffers = 0.35 if _near(analysis, trigger.end, target[0]) else 0.2
    if not acts and source[1] and source[1] <= trigger.start:
        acts = 0.15
    weights = (1.7, 1.9) if trigger.entry.party in ("target", "either") else (2.0, 1.6)
    score = weights[0] * acts + weights[1] * suffers
    if event.mutual:
        parties = [*event.sources, *event.targets]
        score = max(score, 1.8 * (_fit(analysis, parties, source) + _fit(analysis, parties, target)) - 0.1)
    if score < 1.0:
        score += _position(trigger.start, source, target)
    score += 0.4 * max(-2.5, min(event.weight, 1.2))
    if trigger.entry.party == "pair":
        score -= 1.0
    if event.negated and "negated.refuse" not in event.rules:
        score -= 1.0
    if event.hypothetical:
        score -= 0.6
    if event.background:
        score -= 0.4
    if event.inner is not None:
        score += 0.7
    weapon = trigger.entry.party == "pair" and event.plover == "ASSAULT"  # the bomb that is the source says enough
    if not weapon and (_inside(trigger.start, source) or _inside(trigger.start, target)):
        score -= 0.7
    if trigger.verb >= 0:
        score += 0.1 - _DEPTH.get(analysis.verbs[trigger.verb].link, 0.0)
        if is_purpose(analysis, trigger.verb):
            score -= 0.6
        if _is_rejected(analysis, trigger.verb):
            score -= 1.2
    return score - 0.01 * min(abs(trigger.start - source[1]), 30)


_DEPTH = {"relative": 0.5, "participle": 0.5, "infinitive": 0.4}


def _is_rejected(analysis: Analysis, verb: int) -> bool:
    """Tell whether an infinitive says what a rejected plan or offer was: "turned down an offer to mediate"."""
    group = analysis.verbs[verb]
    return group.link == "infinitive" and any(
        match.verb == group.governor and match.entry.plover == "REJECT" and not match.entry.combine
        for match in analysis.triggers
        if match.verb >= 0
    )


def _near(analysis: Analysis, start: int, end: int) -> bool:
    """Tell whether no other verb stands in a short stretch between trigger and target."""
    return end - start <= 10 and all(tag not in "VXM" for tag in analysis.tags[start:end])


def _targets_above(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return what the governing verb is done to: "called him to offer support" supports him."""
    if event.verb < 0 or event.trigger.verb < 0:
        return []
    verb = analysis.verbs[event.verb]
    if verb.link not in ("infinitive", "participle", "coordinate") or verb.governor < 0:
        return []
    above = analysis.verbs[verb.governor]
    return [*above.object, *(index for _, index in above.obliques)]


def _targets_below(analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return what the purpose of an event is done to: "went on hunger strike to protest against the judge"."""
    if event.verb < 0:
        return []
    return [
        index
        for verb in analysis.verbs
        if verb.governor == event.verb and verb.link == "infinitive"
        for index in (*verb.object, *(one for _, one in verb.obliques))
    ]


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
