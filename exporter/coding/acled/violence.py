"""What acts of violence and of crowds speak for, by who acts and who suffers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.signs import CROWDS, FORCES, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.coding.acled.frames import Frame
    from exporter.coding.acled.signs import Tally

_ASSAULTS = frozenset(("attack", "clash", "ambush", "kill", "firefight"))
_COMMUNAL = frozenset(("ethnic", "clan", "tribal", "intercommunal", "communal"))
_PERSONS = frozenset(
    ("man", "woman", "suspect", "suspects", "individual", "individuals", "men", "boy", "husband", "father", "driver")
)
_HERD = frozenset(("livestock", "cattle", "cow", "cows", "goat", "goats", "sheep", "camel", "camels", "animals"))
_ARMS = ("shot", "shoot", "gun", "behead", "decapit", "execut", "assassin")
_SIGNS = ("tents", "banners", "banner", "placards", "placard", "signs", "loudspeakers", "megaphone")
_CLEARED = ("remov", "clear", "evict", "eject")
_STORMING = ("storm", "raid", "overr", "attack")
_FOILING = ("thwart", "foil", "avert", "prevent")
_STRUCK = frozenset(("property", "base", "convoy"))
_ON_THEIR_WAY = frozenset((*PEOPLE, "property"))
_MET = frozenset(("protest", "crowd", "gather"))
_FIERY = frozenset(("weapon", "ied"))  # what is a grenade when it is thrown
EXPLOSIVES = frozenset(("weapon", "ied", "grenade", "suicide"))
SEARCHED = 0.5  # what a raid weighs that may be a search, as of tax inspectors
AIMED = 0.4  # what "target" weighs where nothing says that force was used: probes and sanctions have targets too
_STRIKING = frozenset(("armed", "state", "crowd", "rioter", "clan", "aircraft", "herder"))
_STRIKES = frozenset(
    ("weapon", "ied", "shell", "air", "grenade", "kill", "shoot", "die", "dead", "attack", "hit", "suicide")
)
_SEARCHERS = frozenset(("state", "named", "civ"))
_AGAINST = ("battl", "fight", "fought", "confront", "engag")  # verbs that tell of violence by whom they are against
_HITTING = frozenset(("hit", "hits", "struck", "strikes"))
_DISPUTES = frozenset(("conflict", "conflicts", "confrontation", "confrontations"))  # of which many are of words
BLOCKED = 1.3  # what a road weighs that something closed: snow and landslides do so too
# Who hurts whom, and what that speaks for: name of the evidence, share of the act's strength, and a fixed weight.
# Sides: crowd (a crowd or rioters), people (unarmed, or not said to be armed), force (armed, state, or a base),
# thing (property, places) and "" (not said).
_VIOLENCE: dict[tuple[str, str], tuple[tuple[str, float, float], ...]] = {
    ("crowd", "state"): (("street", 0, 2.4),),
    ("crowd", "force"): (("street", 0, 2.4),),
    ("crowd", "thing"): (("street", 0, 2.4),),
    ("crowd", "crowd"): (("mobbing", 0, 2.6),),
    ("crowd", "people"): (("mobbing", 0, 2.6),),
    ("crowd", ""): (("mobbing", 0, 2.6),),
    ("people", "people"): (("mobbing", 0, 2.2), ("attack", 0.6, 0)),
    ("people", ""): (("mobbing", 0, 1.8), ("attack", 0.6, 0)),
    ("people", "state"): (("street", 0, 1.8),),
    ("people", "force"): (("clash", 0, 1.6),),
    ("people", "thing"): (("mobbing", 0, 1.2), ("breakage", 0, 1.0)),
    ("people", "crowd"): (("mobbing", 0, 1.2),),
    ("force", "state"): (("battle", 0.95, 0),),
    ("force", "force"): (("battle", 0.95, 0),),
    ("state", "crowd"): (("force", 0, 2.6),),
    ("state", "people"): (("attack", 1.0, 0), ("state-violence", 0, 1.0)),
    ("force", "crowd"): (("force", 0, 2.6),),
    ("force", "people"): (("attack", 1.0, 0),),
    ("force", "thing"): (("attack", 1.0, 0),),
    ("force", ""): (("attack", 0.75, 0),),
    ("", "state"): (("battle", 0.7, 0),),
    ("", "force"): (("battle", 0.7, 0),),
    ("", "crowd"): (("force", 0, 2.2),),
    ("", "people"): (("attack", 0.85, 0),),
    ("", "thing"): (("attack", 0.6, 0),),
    ("", ""): (("attack", 0.45, 0),),
}
_SIDE = {
    "crowd": "crowd",
    "rioter": "crowd",
    "throng": "crowd",
    "civ": "people",
    "group": "people",
    "clan": "people",
    "armed": "force",
    "state": "state",
    "base": "force",
    "convoy": "force",
    "": "",
}


def _clash(frame: Frame, result: Tally, weight: float) -> None:
    if frame.cue.text.startswith("ambush"):
        _ambush(frame, result, weight)
        return
    doer, other = frame.doer, frame.done_to
    sides = {doer, other}
    if (
        _COMMUNAL & set(frame.cue.text.replace("-", " ").split())
        or frame.before & {"clan"}
        or "clan" in sides
        or (sides <= {"group", ""} and any(p and "clan" in p.kinds for p in (frame.agent, frame.patient)))
    ):
        result.add("clash", 2.8 * weight)
    elif frame.cue.text in _DISPUTES and not sides & {"armed", "state", "base"}:
        result.add("clash", 1.2 * weight)
    elif sides & CROWDS or (sides & {"group"} and "state" in sides):
        result.add("street", 2.6 * weight)
    elif sides <= {"group", "civ", ""} and sides & PEOPLE:
        alone = frame.cue.text.startswith(_AGAINST) and not (doer and other)
        brawl = "clash" if "attack" in result.best and frame.before & {"kill", "shoot"} else "brawl"
        result.add(brawl, (1.2 if alone else 2.4) * weight)
    elif sides & {"armed", "state", "base"}:
        result.add("clash", 3.2 * weight)
    else:
        result.add("clash", (2.0 if not frame.cue.verb else 1.4) * weight)


def _ambush(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh an ambush: between armed parties it is a battle, of people on their way an attack."""
    caught = frame.earlier & {"state", "convoy", "base"}  # "the patrol was caught in an ambush"
    if not caught and frame.doer in ("armed", "") and frame.done_to in _ON_THEIR_WAY and "state" not in frame.ahead:
        result.add("attack", 2.6 * weight)
    else:
        result.add("clash", (2.2 if frame.cue.verb else 2.4) * weight)


def _firefight(frame: Frame, result: Tally, weight: float) -> None:
    bare = frame.doer in PEOPLE and frame.done_to not in FORCES and "missile" in frame.ahead
    if bare and "weapon" not in frame.ahead:
        result.add("brawl", 3.2 * weight)  # "fought a pitched battle with stones"
        return
    street = frame.doer in CROWDS and frame.done_to == "state"
    result.add("street" if street else "clash", 3.2 * weight)


def _scatter(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh general words for meeting a crowd: they count where a force or a crowd is named."""
    crowd = frame.done_to in CROWDS or frame.ahead & {"protest", "crowd", "gather"} or "protest" in frame.before
    crowd = crowd or (frame.done_to == "group" and "block" in frame.ahead)
    crowd = crowd or (frame.passive and bool(frame.earlier & _MET))
    if frame.doer == "state" and frame.cue.text.endswith(_SIGNS):
        result.add("disperse", 2.2 * weight)  # "tore the placards from the women"
    elif frame.passive and frame.done_to in PEOPLE and frame.cue.text.startswith(_CLEARED) and _off_street(frame):
        result.add("disperse", 2.2 * weight)  # "were removed from the pavement after police moved in"
    elif crowd or (frame.done_to == "group" and frame.cue.text.startswith(("scatter", "push", "break", "broke"))):
        if frame.doer in ("state", "") and (frame.doer or frame.passive or crowd):
            result.add("disperse", 2.2 * weight)
    elif frame.doer == "state" and frame.cue.text.startswith(("intervene", "interven")):
        result.add("disperse", 1.8 * weight)


def _off_street(frame: Frame) -> bool:
    """Tell whether people are taken off a street or a square by a force."""
    return bool(frame.ahead & {"road"}) and (frame.doer == "state" or "state" in frame.ahead)


def _is_pushed(frame: Frame) -> bool:
    """Tell whether people, and no fighters, are pushed back."""
    return frame.done_to in PEOPLE and frame.cue.text.startswith(("push", "forc"))


def _repel(frame: Frame, result: Tally, weight: float) -> None:
    if frame.ahead & EXPLOSIVES or (frame.earlier & EXPLOSIVES and frame.cue.text.startswith(_FOILING)):
        result.add("seizure", 2.8 * weight)
    elif frame.object is not None and frame.object.kinds & _ASSAULTS:
        result.add("clash", 3.0 * weight)
    elif frame.doer in ("state", "armed") and (
        frame.ahead & _ASSAULTS or (frame.passive and not frame.earlier & _MET and not _is_pushed(frame))
    ):
        result.add("clash", 2.8 * weight)
    elif frame.doer and {frame.doer, frame.done_to} <= {"state", "armed", ""}:
        result.add("clash", 1.6 * weight)


def _block(frame: Frame, result: Tally, weight: float) -> None:
    if frame.passive and frame.doer == "state" and frame.earlier & _MET:
        result.add("disperse", 2.2 * weight)  # "a march was halted by soldiers"
        return
    if frame.doer == "armed" and frame.done_to == "property" and frame.cue.text.startswith("cut"):
        result.add("loot", 2.2 * weight)  # "cut the cables"
        return
    if frame.doer in ("group", "crowd", "throng") and frame.done_to in ("property", "convoy") and not _single(frame):
        result.add("protest", 2.0 * weight)  # women who stop the lorries
    if frame.done_to == "road" or (frame.object is not None and "road" in frame.object.kinds):
        if frame.doer == "state" and frame.ahead & {"protest", "crowd", "gather"}:
            result.add("disperse", 2.0 * weight)
        elif frame.doer not in ("armed", "state"):
            unknown = frame.agent is None and not frame.passive and "past" in frame.cue.forms
            result.add("protest", (BLOCKED if unknown else 2.6) * weight)
            if frame.cue.text.startswith("barricad"):
                result.add("barricade", 1.0 * weight)
    if frame.doer in ("armed", "state") and not frame.ahead & {"protest", "crowd"}:
        result.add("other", 1.6 * weight)


def _storm(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer in CROWDS or frame.doer == "group":
        result.add("storming", 2.2 * weight)
    elif (
        frame.doer == "armed" and frame.done_to == "property" and frame.cue.text.startswith(("break", "broke", "burst"))
    ):
        result.add("loot", 2.2 * weight)
    elif frame.doer in ("armed", "state") and any(word.startswith(_STORMING) for word in frame.cue.text.split()):
        if frame.done_to in FORCES:
            result.add("battle", 2.2 * weight)
        else:
            result.add("attack", 1.7 * weight)


def _violence(frame: Frame, result: Tally, weight: float, *, strength: float, armed: bool = False) -> None:
    doer, other = _SIDE.get(frame.doer, ""), _SIDE.get(frame.done_to, "thing")
    arms = armed or frame.doer == "clan" or frame.cue.text.startswith(_ARMS)
    if doer == "people" and other != "state" and (arms or _single(frame)):
        doer = "force"  # who shoots bears arms, a clan has its militia, one man is no mob
    if frame.doer == "aircraft" or (frame.agent is not None and "aircraft" in frame.agent.kinds):
        result.add("air", 3.4 * weight)
        return
    if other in ("", "thing") and doer != "crowd" and frame.object is not None and "protest" in frame.object.kinds:
        other = "crowd"
    if doer == "crowd" and other in ("", "thing") and "missile" in frame.ahead:
        result.add("stoning", 2.4 * weight)
        return
    if doer in ("state", "force") and other in ("people", "") and "protest" in frame.ahead:
        result.add("force", 2.2 * weight)
    if frame.doer in ("armed", "state") and other == "people":
        result.add("armed-deed", weight)
    signs = _VIOLENCE.get((doer, other)) or _VIOLENCE["force" if doer == "state" else doer, other]
    for name, share, fixed in signs:
        result.add(name, (share * strength + fixed) * weight)


def _single(frame: Frame) -> bool:
    """Tell whether the doer is one person, or some whom the text tells nothing of but their number."""
    return frame.agent is not None and frame.agent.text in _PERSONS


def _mob(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer in ("armed", "state"):
        _violence(frame, result, weight, strength=3.2)
    elif frame.done_to == "crowd" and not frame.doer:
        result.add("force", 2.6 * weight)  # "protesters were beaten to death"
    else:
        result.add("mob", (3.0 if frame.cue.verb else 2.6) * weight)


def _die(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer == "crowd":
        result.add("force", 1.6 * weight)
    elif "state" in (frame.doer, frame.done_to):
        result.add("fallen", weight)
    result.add("dead", (1.2 if frame.cue.verb else 0.9) * weight)


def _kill(frame: Frame, result: Tally, weight: float) -> None:
    if not frame.cue.verb and not frame.doer and not frame.done_to:
        result.add("attack", 1.2 * weight)
        return
    if frame.patient is not None and frame.patient.text in _HERD:
        result.add("loot", 2.8 * weight)  # who kills livestock destroys property
        return
    if frame.done_to == "property" and "loot" in frame.cue.kinds:
        return  # "cut down trees"
    if frame.doer not in CROWDS and frame.cue.verb:
        result.add("slain", weight)
    _violence(frame, result, weight, strength=3.2 if frame.cue.verb else 2.6)


def _bomb(frame: Frame, result: Tally, weight: float) -> None:
    if frame.cue.verb and frame.doer in ("armed", "state") and frame.done_to == "property" and not frame.passive:
        result.add("razing", 2.6 * weight)
    if frame.cue.verb and frame.agent is not None and "aircraft" in frame.agent.kinds:
        result.add("air", 3.8 * weight)


def _hit(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh "hit", "strike", "target": they tell of violence only by what strikes."""
    if frame.agent is not None and "aircraft" in frame.agent.kinds:
        result.add("air", 3.6 * weight)
    elif frame.doer in ("armed", "state") and frame.done_to in FORCES and frame.cue.text.split()[0] in _HITTING:
        result.add("battle", 2.0 * weight)


def _shoot(frame: Frame, result: Tally, weight: float) -> None:
    if "disperse" in frame.before | frame.ahead and frame.doer in ("state", ""):
        result.add("disperse", 2.2 * weight)
        return
    _violence(frame, result, weight, strength=2.8 if frame.cue.verb else 2.2, armed=True)


def _attack(frame: Frame, result: Tally, weight: float) -> None:
    if frame.cue.text.startswith("raid") and frame.doer in _SEARCHERS and frame.done_to in ("", "property"):
        weight *= SEARCHED
    if frame.cue.text.startswith("target") and not (frame.doer in _STRIKING or (frame.before | frame.ahead) & _STRIKES):
        weight *= AIMED
    _violence(frame, result, weight, strength=2.6 if frame.cue.verb else 2.4)


def _terror(frame: Frame, result: Tally, weight: float) -> None:
    result.add("attack", 2.4 * weight)
    if frame.done_to in FORCES:
        result.add("battle", 2.5 * weight)


def _ram(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh the driving of a vehicle into people, and the crash of an aircraft that nobody shot at."""
    near = bool((frame.ahead | frame.earlier) & {"crowd", "throng", "protest"})
    crowd = frame.done_to in CROWDS or (frame.done_to in PEOPLE and near)
    if crowd and not frame.passive and "laden" not in frame.earlier:
        result.add("force", 2.4 * weight)
    elif frame.cue.text.startswith("crash") and "aircraft" in frame.earlier and frame.done_to not in _STRUCK:
        result.add("mishap", 2.0 * weight)


def _throw(frame: Frame, result: Tally, weight: float) -> None:
    if frame.done_to == "missile" or frame.cue.text.startswith(("pelt", "ston")):
        if frame.doer != "state":
            result.add("stoning", 3.0 * weight)
        return
    thrown = frame.before if frame.passive else frame.ahead
    if "shell" in thrown and "grenade" not in thrown:
        result.add("shell", 3.2 * weight)
    elif thrown & _FIERY and "missile" not in thrown and not frame.cue.text.startswith(("ston", "pelt")):
        result.add("grenade", 3.4 * weight)  # what is thrown by hand


VIOLENCE: Mapping[str, Callable[[Frame, Tally, float], None]] = {
    "terror": _terror,
    "mob": _mob,
    "die": _die,
    "dead": _die,
    "hit": _hit,
    "shell": _bomb,
    "ied": _bomb,
    "clash": _clash,
    "ambush": _ambush,
    "kill": _kill,
    "shoot": _shoot,
    "attack": _attack,
    "throw": _throw,
    "ram": _ram,
    "firefight": _firefight,
    "repel": _repel,
    "scatter": _scatter,
    "block": _block,
    "storm": _storm,
}
