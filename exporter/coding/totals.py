"""Tolls of several sentences combined into the effects of one event."""

# ruff: noqa: C901, PLR0911, PLR0912 - one question after the other, each with its own answer

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.people import SEVERAL, effect_words
from exporter.coding.statements import share
from exporter.coding.tolls import ATTACKER
from exporter.events import CrowdSize, Effects, Fatalities

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.coding.tolls import Kind, Toll


def combine(sentences: Iterable[Sequence[Toll]], *, demonstration: bool = False) -> Effects:
    """Return the effects that the sentences of one event report together.

    Different groups are added, a total takes the place of its parts, and of rival figures the lowest is the best one,
    as ACLED records it. What another event caused (``background``) counts only where nothing else is told and the
    event is no ``demonstration``: people march against killings that happened elsewhere.
    """
    tolls = [list(tolls) for tolls in sentences]
    return Effects(
        fatalities=_fatalities(tolls, demonstration=demonstration),
        injured=_best(_sum("injured", tolls, demonstration=demonstration)),
        arrested=_best(_sum("arrested", tolls, demonstration=demonstration)),
        crowd=_crowd(tolls),
    )


class _Sum:
    """A running sum of tolls of one kind."""

    __slots__ = ("best", "fixed", "groups", "high", "known", "low", "parts", "split", "total")

    def __init__(self) -> None:
        self.low: int | None = 0
        self.best = 0
        self.high: int | None = 0
        self.known = False
        self.total = False
        self.fixed = False
        self.split = 1
        self.parts = 0  # of the people counted, those of whom the text has told again
        self.groups: list[Toll] = []

    def add(self, toll: Toll) -> None:
        best = toll.best or 0
        self.known = True
        self.best += best
        self.low = None if self.low is None or toll.low is None else self.low + toll.low
        self.high = None if self.high is None or toll.high is None else self.high + toll.high
        if best:
            self.groups.append(toll)

    def replace(self, toll: Toll) -> None:
        self.low, self.best, self.high = toll.low, toll.best or 0, toll.high
        self.known = True
        self.groups = [toll]


def _sum(kind: Kind, sentences: Sequence[Sequence[Toll]], *, demonstration: bool) -> _Sum:
    result = _Sum()
    background: list[Toll] = []
    vague: list[Toll] = []
    elsewhere: list[Toll] = []
    for sentence in sentences:
        here: list[Toll] = []
        for toll in sentence:
            if toll.kind != kind:
                continue
            if toll.elsewhere or (toll.definite and any(toll.head == one.head for one in elsewhere)):
                elsewhere.append(toll)
                continue
            if toll.stated:
                _state(result, toll)
            elif result.fixed:
                continue
            elif toll.background:
                background.append(toll)
            elif toll.best is None:
                vague.append(toll)
            else:
                _take(result, toll, here)
                here.append(toll)
    if not result.known or (not result.best and not result.fixed and not _denied(sentences, kind)):
        others = [] if demonstration else background
        for toll in [*others, *vague][:1]:
            best = SEVERAL if toll.best is None else toll.best
            result.low, result.best, result.high, result.known = toll.low, best, toll.high, True
    _drop_parts(result)
    if result.split > 1:
        result.best = share(result.best, result.split)
        result.low = result.high = result.best
    return result


def _drop_parts(result: _Sum) -> None:
    """Count a whole once where the text goes on to tell its parts: "killed ten people ... two colleagues ... eight"."""
    if result.fixed or len(result.groups) <= 2:  # noqa: PLR2004 - a whole and at least two parts
        return
    whole, *parts = result.groups
    if (
        whole.head in effect_words()["generic"]
        and sum(part.best or 0 for part in parts) == whole.best == result.best / 2
    ):
        result.low, result.best, result.high = whole.low, whole.best or 0, whole.high


def _denied(sentences: Sequence[Sequence[Toll]], kind: Kind) -> bool:
    return any(toll.kind == kind and toll.best == 0 for sentence in sentences for toll in sentence)


def _state(result: _Sum, toll: Toll) -> None:
    """Let the coder's own figure take the place of what was read."""
    if toll.best is None:
        result.split = toll.split
        return
    if (
        toll.vague
        and result.best
        and not result.fixed
        and all(group.counted and not group.vague for group in result.groups)
    ):
        result.add(toll)
        return
    result.replace(toll)
    result.fixed = True


def _take(result: _Sum, toll: Toll, here: Sequence[Toll]) -> None:
    """Add a toll to the sum, or see that it tells of people counted before."""
    generic = effect_words()["generic"]
    best = toll.best or 0
    if not result.groups:
        result.add(toll)
        return
    if toll.head == ATTACKER and any(
        group.head in {ATTACKER, "attackers", "bomber", "bombers"} for group in result.groups
    ):
        return
    if toll.subset or best == 0:
        return
    if not toll.rival and all(group.rival for group in result.groups) and best < result.best:
        result.replace(toll)  # a party's claim gives way to what is reported
        return
    if toll.total:
        result.replace(toll)
        return
    if toll.definite and not toll.added and best <= result.best:
        return
    if toll.named and not here and [group.best for group in result.groups] == [1] and result.groups[0].counted:
        return  # "shot dead a trader. John Otieno was killed at home"
    if toll.vague and not toll.counted and not here:
        if result.best >= SEVERAL or all(group.head == toll.head for group in result.groups):
            return
        result.add(toll)
        return
    same = any(group.head == toll.head or {group.head, toll.head} & generic for group in result.groups)
    if toll.rival:
        result.high = max(result.high or 0, result.best, best)
        result.best = result.low = min(result.best, best)
    elif toll.counted and 0 < result.parts <= result.best - best:
        result.parts += best
    elif here or toll.added or not same:
        result.add(toll)
    elif best == result.best:
        return
    elif best > result.best and toll.head in generic:
        result.replace(toll)
    elif best < result.best and (toll.head in generic or result.groups[0].head in generic):
        result.parts += best
    else:
        result.add(toll)


def _best(result: _Sum) -> int | None:
    return result.best if result.known else None


def _fatalities(sentences: Sequence[Sequence[Toll]], *, demonstration: bool) -> Fatalities | None:
    result = _sum("killed", sentences, demonstration=demonstration)
    if not result.known:
        return None
    high = result.high if result.high is None or result.high >= result.best else result.best
    low = result.low if result.low is None or result.low <= result.best else result.best
    return Fatalities(low, result.best, high)


def _crowd(sentences: Sequence[Sequence[Toll]]) -> CrowdSize | None:
    crowds = [toll for sentence in sentences for toll in sentence if toll.kind == "crowd"]
    if not crowds:
        return None
    chosen = next((toll for toll in crowds if toll.stated), crowds[0])
    return CrowdSize(None, chosen.low, chosen.high)
