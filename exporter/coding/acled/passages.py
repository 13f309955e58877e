"""The passages of a report: runs of sentences that tell of one incident."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.frames import kind_of
from exporter.coding.acled.turns import adds_elsewhere, is_elsewhere, opens_elsewhere
from exporter.coding.acled.verdict import REMOTE
from exporter.coding.acled.wordlists import scope_words
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Reading
    from exporter.coding.acled.verdict import Verdict

REACH = 2  # sentences: further apart, two passages of a report tell two incidents
STRATEGIC = "Strategic developments"
CROWDED = ("Protests", "Riots")
_DAY_OPENS = 3  # tokens in which a day that opens a sentence stands: "Early on Monday"

Telling = tuple["Reading", "Verdict"]


@cache
def event_types() -> dict[str, str]:
    """Return the parent of every sub-event type."""
    return {row["sub_event_type"]: row["event_type"] for row in code_list("acled_sub_event_types")}


def passages_of(telling: Sequence[Telling]) -> list[list[Reading]]:
    """Cut a report, of which the sentences that tell of events are given, into passages that tell of one each.

    Sentences go together that stand near each other and tell of one kind of event, until one opens with another place
    or day, or with another side that strikes from afar.
    """
    passages: list[list[Telling]] = []
    families: list[str] = []
    for reading, verdict in telling:
        family = _family(verdict.sub_event_type)
        near = bool(passages) and reading.index - passages[-1][-1][0].index <= REACH
        if near and family == "Protests" and families[-1] == "Riots":
            family = "Riots"  # the crowd of a riot goes on being it
        if near and families[-1] == family and not _moves_on(passages[-1], (reading, verdict)):
            passages[-1].append((reading, verdict))
        else:
            passages.append([(reading, verdict)])
            families.append(family)
    return [[reading for reading, _ in passage] for passage in passages]


def _family(sub_event_type: str) -> str:
    """Return what may be one incident: a protest is none with the riot that it becomes, nor are two strategic acts."""
    parent = event_types()[sub_event_type]
    if parent == STRATEGIC:
        return sub_event_type
    return parent if parent in CROWDED else "violence"


def _moves_on(passage: Sequence[Telling], following: Telling) -> bool:
    """Tell whether a sentence leaves the incident of a passage."""
    reading = following[0]
    before = [one for one, _ in passage]
    if opens_elsewhere(reading, before) or adds_elsewhere(reading, before):
        return True
    opening = _times(reading.words[:_DAY_OPENS])
    if (
        opening
        and not opening & _times(reading.words[_DAY_OPENS:])
        and not any(opening & _times(one.words) for one, _ in passage)
    ):
        return True
    if all(one.sub_event_type in REMOTE for _, one in (*passage, following)) and is_elsewhere(reading, before):
        return True  # ACLED codes what strikes from afar for each place
    return _strikes_back(passage[-1], following)


@cache
def _names() -> frozenset[str]:
    days = (word for word in scope_words()["times"] if word.endswith("day"))
    return frozenset((*days, *scope_words()["months"]))


def _times(words: Sequence[str]) -> frozenset[str]:
    """Return the days and months that words name."""
    return _names().intersection(words)


def _strikes_back(one: Telling, other: Telling) -> bool:
    """Tell whether one of two sentences tells of a strike from afar by the other side: ACLED codes it by itself."""
    kinds = {one[1].sub_event_type, other[1].sub_event_type}
    if len(kinds) < 2 or kinds.isdisjoint(REMOTE):  # noqa: PLR2004 - of two sentences
        return False
    first, second = _doer(one[0]), _doer(other[0])
    return bool(first and second) and first != second


def _doer(reading: Reading) -> str:
    """Return the kind of the party that a sentence tells of first as doing something."""
    doers = (kind_of(frame.agent) for frame in reading.frames if frame.agent is not None)
    kind = next(filter(None, doers), "")
    return "state" if kind == "aircraft" else kind
