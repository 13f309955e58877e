"""Answer for a given pair of source and target: the one event that connects them best."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.analysis import TriggerMatch
from exporter.coding.bearing import (
    STANCES,
    carries,
    is_crowd,
    is_fierce,
    is_near,
    judges_of,
    modifies,
    names_office,
    of_crowd,
    senders_of,
    speakers_of,
    targets_above,
    targets_below,
)
from exporter.coding.clauses import ClauseEvent
from exporter.coding.complements import is_purpose
from exporter.coding.lexicon import Entry
from exporter.coding.said import said_events
from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.coding.analysis import Analysis
    from exporter.documents import Entity


@cache
def _numbers(part: str) -> Mapping[str, float]:
    found: Mapping[str, float] = word_lists("pairs")[part]
    return found


_FRIENDLY = frozenset(("CONSULT", "AID", "COOPERATE", "SUPPORT"))  # what words of contact and giving are taken for
_CONTACT = Entry(id="pair.contact", pos="phrase", words=("contact",), cameo="040", plover="CONSULT", mutual=True)


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
    crowd = is_crowd(analysis, source)
    for told in (*events, *said_events(analysis, source, target)):
        if told.plover is None:
            continue
        event = of_crowd(told) if crowd else told
        score = _score(analysis, event, source, target)
        if best is None or score > best.score + 1e-9:
            best = Answer(event, score)
    marked, weakest = source if source[1] else target, _numbers("points")["contact"]
    if (best is None or best.score < weakest) and marked[1]:
        match = TriggerMatch(_CONTACT, marked[0], marked[1], "contact")
        contact = ClauseEvent(match, _CONTACT.cameo, _CONTACT.plover, None, [], [], rules=["pair.contact"], weight=-2.0)
        return Answer(contact, min(weakest, best.score) if best else weakest)
    return best


def _score(analysis: Analysis, event: ClauseEvent, source: tuple[int, int], target: tuple[int, int]) -> float:
    """Return how well an event answers for the pair; english/pairs.json says what each number stands for."""
    points, entry, trigger = _numbers("points"), event.trigger.entry, event.trigger
    score = _filled(analysis, event, source, target)
    if score < points["weak"]:
        score += points[_position(trigger.start, source, target)]
    score += points["entry"] * max(-2.5, min(event.weight, 1.2))
    if entry.party == "pair":
        score += points["pair_entry"]
        if carries(analysis, trigger):
            score += points["carries"]
        if event.plover in _FRIENDLY and is_fierce(analysis, source):
            score += points["belied"]
        if names_office(analysis, trigger, source, target):
            score += points["office"]
    if event.negated and "negated.refuse" not in event.rules:
        score += points["negated"]
    if event.hypothetical:
        score += points["hypothetical"]
    if event.background:
        score += points["background"]
    if event.inner is not None:
        score += points["operator"]
    weapon = entry.party == "pair" and event.plover == "ASSAULT"  # the bomb that is the source says enough
    if not weapon and (_holds(source, trigger) or _holds(target, trigger)):
        score += points["inside_verb" if trigger.verb >= 0 else "inside"]
    if trigger.verb >= 0:
        verb = analysis.verbs[trigger.verb]
        score += points["verb"] + points.get(verb.link, 0.0)
        if is_purpose(analysis, trigger.verb):
            score += points["purpose"]
        judges = judges_of(analysis, trigger.verb)
        if judges and (not source[1] or _fit(analysis, judges, source)):
            score += points["content"]
    return score + points["distance"] * min(abs(trigger.start - source[1]), 30)


def _filled(analysis: Analysis, event: ClauseEvent, source: tuple[int, int], target: tuple[int, int]) -> float:
    """Return what the slots of an event are worth that source and target fill."""
    slots = _numbers("slots")
    of_harm = "_of_harm" if event.trigger.entry.party in ("target", "either") else ""
    score = slots["source" + of_harm] * _acts(analysis, event, source)
    score += slots["target" + of_harm] * _suffers(analysis, event, target)
    if event.mutual:
        parties = [*event.sources, *event.targets]
        both = _fit(analysis, parties, source) + _fit(analysis, parties, target)
        score = max(score, slots["mutual"] * both - slots["mutual_less"])
    return score


def _acts(analysis: Analysis, event: ClauseEvent, source: tuple[int, int]) -> float:
    """Tell how well a passage is the source of an event, from 0 to 1."""
    fit = _numbers("fit")
    found = _fit(analysis, event.sources, source)
    if not found and modifies(analysis, event.trigger, source):
        return fit["modifier"]
    if not found:
        found = fit["speaker"] * _fit(analysis, speakers_of(analysis, event), source)
    if not found:
        found = fit["sender"] * _fit(analysis, senders_of(analysis, event), source)
    return found or (fit["before"] if 0 < source[1] <= event.trigger.start else 0.0)


def _suffers(analysis: Analysis, event: ClauseEvent, target: tuple[int, int]) -> float:
    """Tell how well a passage is the target of an event, from 0 to 1."""
    fit = _numbers("fit")
    found = _fit(analysis, event.targets, target)
    if not found and modifies(analysis, event.trigger, target):
        return fit["modifier"]
    if not found:
        found = fit["above" if event.targets else "above_alone"] * _fit(
            analysis, targets_above(analysis, event), target
        )
    if not found:
        share = fit["below_stance" if event.plover in STANCES else "below"]
        found = share * _fit(analysis, targets_below(analysis, event), target)
    if not found and target[0] >= event.trigger.end:
        return fit["near" if is_near(analysis, event.trigger.end, target[0]) else "behind"]
    return found


def _holds(span: tuple[int, int], match: TriggerMatch) -> bool:
    """Tell whether a trigger stands in a passage, rather than the passage in the words of the trigger."""
    return span[0] <= match.start < span[1] and not match.start == span[0] < span[1] < match.end


def _fit(analysis: Analysis, groups: list[int], span: tuple[int, int]) -> float:
    """Tell how well a marked passage fills a slot: 1 for the group itself, less for what hangs on it."""
    if span[0] >= span[1]:
        return 0.0
    fit, best = _numbers("fit"), 0.0
    for rank, index in enumerate(groups):
        group = analysis.groups[index]
        step = fit["rank"] * min(rank, fit["ranks"])
        if group.start < span[1] and span[0] < group.end:
            best = max(best, 1.0 - step)
            continue
        for other in analysis.within(index):
            if other.start < span[1] and span[0] < other.end:
                best = max(best, fit["within"] - step)
                break
    return best


def _position(at: int, source: tuple[int, int], target: tuple[int, int]) -> str:
    """Say where a trigger stands, as weaker evidence: between the two, or behind the source."""
    if source[1] and target[1]:
        low, high = min(source[1], target[1]), max(source[0], target[0])
        if low <= at < high:
            return "between" if source[0] < target[0] else "between_turned"
    return "behind_source" if at >= source[1] else "elsewhere"
