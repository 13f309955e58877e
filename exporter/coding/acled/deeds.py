"""What the taking of people and things speaks for, and what is done without force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.signs import CROWDS, FIGHTERS, PEOPLE
from exporter.coding.acled.territory import DRIVING, capture, cede, expel, lose, recapture
from exporter.coding.acled.violence import EXPLOSIVES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.coding.acled.frames import Frame
    from exporter.coding.acled.signs import Tally

_FLIGHT = frozenset(
    (
        "displaced",
        "fled",
        "flee",
        "fleeing",
        "evacuated",
        "expelled",
        "escaped",
        "escape",
        "deported",
        "freed",
        "released",
    )
)
_ENTERING = (
    "enter",
    "mov",
    "march",
    "occup",
    "walk",
    "stroll",
    "ride",
    "rode",
    "fil",
    "drove",
    "driv",
    "slip",
    "step",
    "return",
)
_ARMS = EXPLOSIVES | {"shell"}
_PULLING = ("tear", "tore", "pull", "rip", "dismantl", "demolish", "destroy", "knock", "remov")
_CARTING = ("cart", "haul", "carr", "lug", "truck")
_TAKING = ("seiz", "confisc", "impound", "collect", "retriev")


def _flee(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer == "armed" and frame.done_to in PEOPLE and frame.cue.text.endswith(" with"):  # "left with six girls"
        result.add("abduct", 2.8 * max(weight, 0.9))
        return
    if frame.passive and frame.cue.text.startswith("left"):
        return  # "thirty dead left in the alleys"
    if frame.doer in ("armed", "state") and "base" not in frame.cue.forms:
        result.add("left", 1.2 * weight if weight >= 1 else 0.8)
        result.add("withdraw", 1.0 * weight)


def _arrest(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer == "aircraft":
        return
    if (
        frame.cue.text.startswith(_CARTING)
        and not frame.passive
        and frame.done_to not in (*PEOPLE, *CROWDS, "armed", "captive")
    ):
        result.add("loot", 2.4 * weight)  # "carted off fridges"
        return
    if frame.done_to in CROWDS:
        result.add("disperse", 1.8 * weight)
    if frame.done_to in ("", "group", "crowd") and not (frame.passive and frame.done_to == ""):
        result.add("arrest-crowd", 2.4 * weight)
    strength = 2.6 if frame.cue.verb else 2.2
    if frame.doer == "state":
        strength += 0.4
    if frame.doer == "armed" and frame.agent is not frame.patient and frame.done_to not in FIGHTERS:
        result.add("abduct", (strength + 0.6) * weight)  # who is no authority arrests nobody
    result.add("arrest", strength * weight)


def _loot(frame: Frame, result: Tally, weight: float) -> None:
    sign = _no_loot(frame)
    if sign is not None:
        result.add(sign[0], sign[1] * weight)
        return
    strength = 2.6 if frame.done_to in ("property", "place", "base") else 1.6
    if frame.doer in ("armed", "state"):
        strength += 0.4
    elif frame.doer == "" and frame.done_to == "property" and frame.passive:
        result.add("wrecking", 1.7 * weight)  # shops that are looted by nobody in particular
    result.add("loot", strength * weight)


def _no_loot(frame: Frame) -> tuple[str, float] | None:
    """Return what a word of looting and destruction speaks for by its sides, where that is nothing of the kind."""
    doer, other, text = frame.doer, frame.done_to, frame.cue.text
    people = doer in PEOPLE or doer in CROWDS
    met = doer == "state" and bool(frame.ahead & {"protest", "crowd"}) and text.startswith(_PULLING)
    near = frame.passive or frame.patient is None or frame.patient.start - frame.cue.end <= 4
    burnt = other in PEOPLE and near and text.startswith(("burn", "set", "torch", "dous"))
    carried = other in PEOPLE and doer in ("armed", "") and text.endswith((" with", " of", " off", " away"))
    cases = (
        ("symbol" in frame.ahead and doer not in ("armed", "state"), "protest", 1.6 if people else 1.0),  # a flag burnt
        (other == "drug", "loot", 2.2),
        (doer == "state" and bool(frame.earlier & {"protest", "crowd"}), "disperse", 1.6),  # who impounds their things
        (carried, "abduct", 2.8),  # "made off with two girls"
        (met, "disperse", 2.2),  # "tore down the shelters of protesting tenants"
        (burnt, "attack" if doer in ("armed", "state", "") else "mobbing", 2.8),
        (people and doer != "civ", "wrecking", 2.0 if doer == "group" else 2.6),
        (other == "tyre", "wrecking", 2.4),
        (other in ("base", "convoy") and doer in FIGHTERS, "battle", 2.6),
    )
    return next(((name, strength) for holds, name, strength in cases if holds), None)


def _move(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer in PEOPLE and frame.cue.text.startswith("cross"):
        result.add("other", 1.8 * weight)  # who flees
    if frame.cue.text.startswith("announc") and frame.object is None:
        return  # "…, the general announced"
    if frame.doer in ("armed", "state", "convoy") or frame.done_to in ("armed", "state"):
        result.add("change", 1.9 * weight)
        if frame.done_to == "state" and frame.cue.text.startswith(("send", "sent", "dispatch", "deploy")):
            result.add("change", 2.0 * weight)
        if frame.done_to in ("place", "base") and frame.cue.text.startswith(_ENTERING):
            result.add("entered", 1.6 * weight)
        elif frame.cue.text.endswith(" in"):
            result.add("entered", 1.2 * weight)


def _freed(frame: Frame, result: Tally, weight: float) -> None:
    if "captive" in frame.ahead or (frame.passive and frame.patient is not None and "captive" in frame.patient.kinds):
        result.add("freed", 2.0 * weight)
        result.add("other", 2.0 * weight)


def _take(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh "take", "hold" and "catch": what is taken, and by whom, says what the taking is."""
    near = frame.passive or (frame.patient is not None and frame.patient.start - frame.cue.end <= 5)
    if not near:
        if (
            frame.doer == "state"
            and frame.cue.text.endswith((" off", " away"))
            and frame.earlier & {"protest", "crowd"}
        ):
            result.add("disperse", 2.0 * weight)  # "a rally until police led its speakers away"
        return
    if frame.cue.text.endswith(" on"):
        if frame.doer in ("armed", "state") and frame.done_to in ("armed", "state", "base", "convoy"):
            result.add("clash", 2.6 * weight)  # "took on the soldiers"
        return
    if frame.done_to in ("place", "base") and frame.doer in FIGHTERS and frame.cue.text.startswith(("take", "took")):
        result.add("gov-takes" if frame.doer == "state" else "non-takes", 2.4 * weight)
    elif frame.done_to in ("civ", "group", "captive", "armed"):
        _take_people(frame, result, weight)
    elif frame.doer in ("armed", "state"):
        _take_things(frame, result, weight)


def _take_things(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the taking of things: of weapons by a force, else of what is looted."""
    if frame.done_to in ("property", "drug") and not frame.cue.text.startswith(("hold", "held", "keep", "kept")):
        away = frame.cue.text.endswith((" off", " away"))
        result.add("loot", (2.8 if away else 1.8 if frame.doer == "armed" else 1.5) * weight)  # "drove off 300 cows"
    elif frame.doer == "state" and (frame.done_to == "weapon" or frame.ahead & EXPLOSIVES):
        result.add("seizure", 2.6 * weight)


def _take_people(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the taking of people: by a force an arrest, by armed men an abduction, of a suspect by people a mob's."""
    text = frame.cue.text
    if frame.doer == "state" and frame.done_to == "armed" and text.startswith(DRIVING):
        expel(frame, result, weight)
    elif frame.doer == "state":
        held = text.startswith(("hold", "held"))
        away = text.endswith((" off", " away")) and "property" not in frame.ahead
        strength = 1.8 if held else 2.0 if away else 1.5
        if "from" in text.split() and "property" in frame.ahead:
            result.add("abduct", 2.0 * weight)
        elif away and _is_of_crowd(frame):
            result.add("disperse", 2.2 * weight)
        else:
            result.add("arrest", strength * weight)
        if held:
            result.add("arrest-crowd", 1.6 * weight)
    elif frame.done_to == "armed":
        if frame.doer == "armed" or frame.cue.text.endswith((" off", " away")):
            result.add("battle", 2.2 * weight)  # "drove off the raiders"
    elif frame.doer == "armed":
        result.add("abduct", 2.0 * weight)
    elif frame.passive and not frame.doer and frame.done_to != "captive" and text.startswith("snatch"):
        result.add("abduct", 2.2 * weight)


def _is_of_crowd(frame: Frame) -> bool:
    """Tell whether those whom a force leads away protested."""
    if (frame.ahead | frame.earlier) & {"protest", "crowd", "show"}:
        return True
    return frame.patient is not None and frame.patient.text.endswith(("activist", "activists"))


def _deed(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh what armed parties and authorities do to people without force: they ban, free, order, threaten."""
    if frame.doer == "state" and frame.ahead & _ARMS and frame.cue.text.startswith(("stop", "intercept", "search")):
        result.add("seizure", 2.8 * weight)  # "stopped a dhow with rifles"
    people = frame.done_to in PEOPLE or "captive" in frame.ahead
    ruled = frame.doer in FIGHTERS and (people or frame.ahead & {"place", "road", "property", "captive"})
    moved = (people or frame.doer in PEOPLE) and frame.cue.text.split()[0] in _FLIGHT
    if ruled or moved:
        result.add("other", 1.6 * weight)


def _found(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the making of things: a base is one class, a group or a joint force another."""
    if frame.cue.text.startswith(("us", "mak", "made", "turn", "mov")):
        return  # "turned the mill into a base" has words of its own
    if frame.done_to == "base" or "base" in frame.ahead:
        if frame.doer in ("armed", "state", "named", ""):
            result.add("hq", 3.0 * weight)
    elif frame.done_to == "armed" and frame.cue.text.startswith(("form", "creat", "set", "found", "establ", "launch")):
        result.add("change", 2.2 * weight)


def _swap(frame: Frame, result: Tally, weight: float) -> None:
    if "captive" in frame.ahead:
        if frame.cue.text.startswith(("releas", "hand")):
            result.add("other", 2.0 * weight)
        else:
            result.add("agree", 3.2 * weight)


def _seize(frame: Frame, result: Tally, weight: float) -> None:
    what = frame.ahead
    if frame.passive and frame.patient is not None:
        what |= frame.patient.kinds
    if what & EXPLOSIVES or "shell" in what or frame.done_to == "weapon":
        if frame.doer != "armed" or not frame.cue.text.startswith(("captur", "remov", "destr")):
            result.add("seizure", 2.8 * weight)
    elif frame.done_to == "drug" or "drug" in what:
        result.add("loot", 3.0 * weight)
    elif frame.done_to == "property" and frame.doer in ("armed", "state") and frame.cue.text.startswith(_TAKING):
        result.add("loot", 2.4 * weight)


DEEDS: Mapping[str, Callable[[Frame, Tally, float], None]] = {
    "cede": cede,
    "lose": lose,
    "expel": expel,
    "freed": _freed,
    "deed": _deed,
    "take": _take,
    "found-verb": _found,
    "swap": _swap,
    "capture": capture,
    "recapture": recapture,
    "arrest": _arrest,
    "loot": _loot,
    "seize": _seize,
    "flee": _flee,
    "move": _move,
}
