"""What the taking, losing and handing over of places speak for, by who takes and who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.signs import FIGHTERS, PEOPLE

if TYPE_CHECKING:
    from exporter.coding.acled.frames import Frame
    from exporter.coding.acled.signs import Tally


_PASSING = ("swept through", "sweep through", "sweeps through", "sweeping through", "pour into", "poured into")
_FORCED = (
    *(
        "oust",
        "dislodg",
        "wrest",
        "wrench",
        "storm",
        "overr",
        "overpower",
        "overwhelm",
        "rout",
        "evict",
        "flush",
        "driv",
    ),
    *("drove", "push", "chas", "expel", "fight", "fought", "blast", "batter", "crush"),
)  # how places change hands by a fight
_PLACE_WORDS = frozenset(
    ("town", "village", "city", "district", "port", "hill", "base", "airport", "crossing", "control")
)
_NEAR = 4  # tokens between a verb and its object
DRIVING = ("driv", "drove", "push", "expel", "oust")
_FALLING = ("surrender", "fall", "fell", "come", "came", "is ", "are ", "was ", "were ", "pass")
_FLAG = ("hoist", "rais", "plant", "fly", "flew")
_OUSTING = ("clear", "free", "expel", "oust", "flush", "dislodg", "evict")


def _taken(frame: Frame) -> str:
    """Return the kind of what is taken: a place by its name, and by others beside it."""
    beside = frame.done_to == "property" and "place" in frame.ahead  # "the radio station and the airport"
    return "place" if beside or _PLACE_WORDS & set(frame.cue.text.split()) else frame.done_to


def _leave(result: Tally, weight: float) -> None:
    """Weigh that an armed party leaves a place: "drove out of the town in a convoy"."""
    result.add("left", 1.2 * weight)
    result.add("withdraw", 1.8 * weight)


def _hold(frame: Frame, other: str) -> float:
    """Return how strongly a taking speaks for a place that changes hands."""
    strength = 3.4 if other in ("place", "base") else 1.2
    if other == "property" and frame.cue.text.startswith(_FORCED):
        strength = 2.6  # "wrested the oil wells from the guard"
    if frame.cue.text.startswith(_PASSING):
        strength -= 1.6  # who sweeps through a village need not stay
    if other == "property" and frame.cue.text.startswith(_FLAG) and frame.doer in FIGHTERS:
        strength = 2.6  # over a town hall or a governor's office
    if frame.doer not in ("armed", "state", "named", "") or (frame.doer == "" and not frame.passive):
        strength -= 1.4
    return strength if frame.cue.verb else strength - 0.6


def capture(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the taking of a place, and of what stands for one: "seized the town", "raised their flag over it"."""
    other = _taken(frame)
    wrested = frame.cue.text.startswith(_FORCED)
    if wrested and not frame.cue.text.endswith(" out of"):
        result.add("fought", weight)
    if frame.cue.text.endswith(" out of") and frame.done_to == "place" and not frame.passive:
        _leave(result, weight)
        return
    if frame.cue.text.endswith(" from") and other == "property" and frame.doer in FIGHTERS and not wrested:
        result.add("loot", 1.8 * weight)  # "took phones from the shop"
        return
    if "hands of" in frame.cue.text and frame.doer in PEOPLE:
        result.add("abduct", 2.6 * weight)  # "have been in the hands of the gang"
        return
    if other in ("place", "base", "", "road", "property") or frame.cue.text.startswith(_FALLING):
        strength = _hold(frame, other)
        if frame.cue.text.startswith(_FALLING) and other in ("armed", "state", ""):
            name = {"state": "gov-takes", "armed": "non-takes"}.get(other, "takes")
            result.add(name, 3.2 * weight)
            return
        name = {"state": "gov-takes", "armed": "non-takes", "named": "non-takes"}.get(frame.doer, "takes")
        if other == "property" and not frame.cue.text.startswith(_FLAG):
            strength = 1.6 if frame.doer == "armed" and frame.cue.text.startswith("occup") else 0.8
        result.add(name, strength * weight)
    elif other == "weapon":
        result.add("seizure", 2.6 * weight)
    else:
        _capture_party(frame, result, weight)


def _capture_party(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the taking of people, or of a place that is named only by who lost it: "wrested it from the rebels"."""
    other = frame.done_to
    if other in ("state", "armed") and frame.cue.text.endswith(" from") and frame.doer in FIGHTERS:
        result.add("gov-takes" if frame.doer == "state" else "non-takes", 3.2 * weight)
    elif other in ("state", "armed") and frame.cue.text.startswith(DRIVING):
        expel(frame, result, weight)
    elif other in PEOPLE and frame.cue.text.startswith(DRIVING):
        result.add("other", 2.2 * weight)  # "thousands have been driven out of the valley"
    elif other in ("civ", "group", "clan") and frame.doer != "state" and not frame.cue.text.startswith("occup"):
        result.add("abduct", 2.4 * weight)
    elif other in ("state", "armed", "civ", "group") and frame.cue.text.startswith(("captur", "seiz")):
        result.add("arrest", 2.2 * weight)


def recapture(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the taking back of a place by the state or its allies."""
    held = frame.done_to == "property" and frame.doer == "state" and frame.cue.text.startswith(("re", "rec"))
    if frame.cue.verb and (held or frame.done_to in ("place", "base", "", "road", "armed", "state")):
        if frame.cue.text.startswith(_FORCED):
            result.add("fought", weight)
        name = "non-takes" if frame.doer == "armed" or frame.done_to == "state" else "gov-takes"
        strong = 3.6 if frame.done_to or frame.cue.end - frame.cue.start > 1 else 2.4
        if frame.cue.text.startswith(_OUSTING) and not (frame.done_to in ("place", "armed") and frame.doer):
            strong = 1.0
        result.add(name, strong * weight)


def expel(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the driving of one armed party from a place by another."""
    if frame.cue.text.endswith(" out of") and frame.doer in FIGHTERS and frame.done_to in ("", "convoy", "place"):
        _leave(result, weight)
    elif frame.doer in ("state", "armed") and frame.done_to in ("state", "armed") and frame.doer != frame.done_to:
        result.add("fought", weight)
        result.add("gov-takes" if frame.doer == "state" else "non-takes", 2.8 * weight)


def lose(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the loss of a place, which its other side has taken."""
    if frame.done_to not in ("place", "base"):
        return
    if frame.ahead & {"state", "armed"}:
        result.add("gov-takes" if "state" in frame.ahead else "non-takes", 2.8 * weight)
    elif frame.doer in ("state", "armed"):
        result.add("non-takes" if frame.doer == "state" else "gov-takes", 2.4 * weight)  # who won it is not named


def cede(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the handing over of a place, or of a person to those who hold him."""
    near = frame.patient is not None and (frame.passive or frame.patient.start - frame.cue.end <= _NEAR)
    freed = (frame.doer, frame.done_to) == ("armed", "property")  # "gave back the hospital"
    place = near and (freed or frame.done_to in ("place", "base"))
    if place or _PLACE_WORDS & set(frame.cue.text.split()):
        result.add("ceded", 2.8 * weight)
        result.add("left", 0.9)
    elif near and frame.done_to in (*PEOPLE, "armed") and "state" in frame.ahead:
        result.add("arrest", 2.4 * weight)
