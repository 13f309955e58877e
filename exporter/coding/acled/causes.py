"""What makes background an event: what people died of, a protest that a force meets, a clause that dates it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.manner import is_dated
from exporter.coding.acled.scopes import BACKGROUND, MAIN
from exporter.coding.acled.signs import TOLL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Frame, Reading

_CAUSES = frozenset(
    (
        *("clash", "firefight", "ied", "shell", "air", "grenade", "suicide", "chem", "shoot", "crude", "ambush"),
        *("lethal", "protest", "disperse"),
    )
)
_REPORTED = _CAUSES | {"terror", "attack", "riot"}
_HAPPENED = frozenset(("took", "occurred", "happened", "erupted", "broke"))  # place, out
_HURT = TOLL | {"harm"}
_CAUSE_NEAR = 14  # tokens between a toll and what caused it
_MEANS_TO_MEET = frozenset(("arrest", "take", "disperse", "scatter"))
_HARM_TO_MEET = frozenset(("kill", "shoot", "attack", "ram"))
_STILL = frozenset(
    ("state", "armed", "group", "civ", "property", "place", "neutral", "weapon", "seize", "deed", "move")
)
_UNREST = frozenset(("attack", "loot", "storm", "throw", "riot"))
_CROWD = frozenset(("protest", "gather"))


def tell_causes(reading: Reading) -> None:
    """Let what people died of be the event, and the protest of those whom a force meets.

    "Five were killed following clashes", "died after a mine went off", "police arrested workers who had marched".
    """
    for frame in reading.frames:
        if frame.cue.scope == BACKGROUND and _met(frame, reading):
            frame.cue.weight = 0.9
    if reading.index == 0:
        _raise_news(reading)
    for cue in reading.cues:
        if cue.scope == BACKGROUND and cue.kinds & _REPORTED and _is_told_of(reading.words, cue.end):
            cue.scope, cue.weight = MAIN, 0.9  # "after raids that occurred last Monday"
    tolls = [one.cue for one in reading.frames if one.cue.kinds & _HURT and one.cue.scope == MAIN and _by_nobody(one)]
    for cue in reading.cues if tolls else ():
        cause = cue.scope == BACKGROUND and cue.kinds & _CAUSES
        if cause and any(toll.end <= cue.start <= toll.end + _CAUSE_NEAR for toll in tolls):
            cue.scope, cue.weight = MAIN, 1.0


def _is_told_of(words: Sequence[str], at: int) -> bool:
    """Tell whether a clause behind an act says that it happened of late."""
    return words[at : at + 1] in (["that"], ["which"]) and words[at + 1] in _HAPPENED and is_dated(words)


def _raise_news(reading: Reading) -> None:
    """Let what opens a text behind a clause that tells of no act be its news: "Police seek two men after a blast …"."""
    acts = [frame.cue for frame in reading.frames if frame.cue.kinds - _STILL]
    told = any(cue.scope == MAIN and reading.words[cue.start - 1] != "and" for cue in acts)
    if acts and acts[0].scope == BACKGROUND and acts[0].kinds & _CAUSES and not told:
        for cue in acts:
            if cue.scope == BACKGROUND:
                cue.weight = max(cue.weight, 0.9)


def _by_nobody(frame: Frame) -> bool:
    """Tell whether a word of death or harm says nothing of who did it."""
    return not frame.doer or not frame.cue.kinds.isdisjoint(("dead", "harm"))


def _met(frame: Frame, reading: Reading) -> bool:
    """Tell whether a protest is told of those whom a force meets in the same sentence, or who turn violent there."""
    crowd = frame.agent
    if crowd is None or not frame.cue.kinds & _CROWD:
        return False
    for one in reading.frames:
        kinds = one.cue.kinds if one.cue.scope == MAIN else frozenset[str]()
        if one.agent is crowd and kinds & _UNREST:
            return True
        if one.patient is crowd and (kinds & _MEANS_TO_MEET or (kinds & _HARM_TO_MEET and one.doer == "state")):
            return True
    return False
