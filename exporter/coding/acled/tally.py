"""How strongly the acts of a passage speak for each sub-event type.

Every act adds to one or more classes; how much is set by hand from the codebook. Words in the passage that are about
something else (the subject of a protest, an earlier attack, a plan) weigh little, see ``scopes``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.cues import label_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Frame, Reading

_FIGHTERS = frozenset(("armed", "state", "named"))
FORCES = frozenset(("state", "armed", "base"))
PEOPLE = frozenset(("civ", "group", "clan"))
CROWDS = frozenset(("crowd", "rioter"))

LATER = 0.55  # what a sentence behind the first one weighs: it tells what came of the event, or its background
STRICT = 0.5  # what a general word of violence weighs in running text where no side is named
MORE = 0.25  # what a further sign of the same kind adds


class Tally:
    """Weights of evidence by name."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}
        self.sum: dict[str, float] = {}
        self.first: dict[str, tuple[int, int]] = {}

    def add(self, name: str, weight: float, where: tuple[int, int] = (0, 0)) -> None:
        """Add a sign."""
        if weight <= 0:
            return
        if weight > self.best.get(name, 0.0):
            self.best[name] = weight
            self.first[name] = where
        self.sum[name] = self.sum.get(name, 0.0) + weight

    def __getitem__(self, name: str) -> float:
        best = self.best.get(name, 0.0)
        return best + MORE * min(self.sum.get(name, 0.0) - best, best)


def tally(readings: Sequence[Reading], first: int = 0, *, strict: bool = False) -> Tally:
    """Return the evidence of a passage that begins with the sentence ``first``.

    In a strict reading, as of a newspaper's running text, general words of violence need an armed party, a force, a
    crowd or a weapon beside them: not every killing is political.
    """
    result = Tally()
    for reading in readings:
        place = 1.0 if reading.index == first else LATER
        _words(reading, result, place)
        plain = STRICT if strict and not _political(reading) else 1.0
        for frame in reading.frames:
            general = min(reading.general, plain) if frame.cue.kinds & _GENERAL else 1.0
            _act(frame, result, place * frame.cue.weight * general)
    return result


_SIMPLE: dict[str, tuple[str, float, float]] = {
    # cue kind: (name of the evidence, weight as a verb, weight as a noun)
    "protest": ("protest", 3.0, 2.6),
    "strike": ("strike", 1.2, 1.2),
    "gather": ("gather", 1.0, 1.0),
    "riot": ("riot", 3.0, 2.8),
    "tyre": ("tyre", 1.0, 1.0),
    "barricade": ("barricade", 1.2, 1.2),
    "missile": ("missile", 1.0, 1.0),
    "disperse": ("disperse", 2.2, 2.0),
    "violent": ("violent", 1.6, 1.6),
    "crowd": ("crowd", 1.0, 1.0),
    "lethal": ("lethal", 2.5, 2.5),
    "ambush": ("clash", 2.2, 2.4),
    "sexual": ("sexual", 4.0, 3.4),
    "air": ("air", 3.6, 3.0),
    "shell": ("shell", 3.4, 3.0),
    "ied": ("ied", 2.4, 2.6),
    "grenade": ("grenade", 3.3, 3.3),
    "suicide": ("suicide", 4.6, 4.2),
    "chem": ("chem", 3.6, 4.4),
    "nofight": ("nofight", 2.0, 2.0),
    "recapture": ("recapture", 1.0, 2.6),
    "withdraw": ("withdraw", 1.6, 1.8),
    "agree": ("agree", 2.6, 2.4),
    "change": ("change", 2.2, 2.0),
    "defuse": ("defuse", 1.4, 2.6),
    "premature": ("premature", 2.0, 2.0),
    "hq": ("hq", 3.2, 2.4),
    "other": ("other", 1.5, 1.5),
    "fire": ("burn", 1.6, 1.6),
    "abduct": ("abduct", 3.0, 2.4),
    "body": ("dead", 1.8, 1.9),
}


_GENERAL = frozenset(
    ("attack", "kill", "shoot", "clash", "firefight", "capture", "recapture", "take", "hit", "die", "dead", "loot", "mob")
    + ("throw", "storm", "repel", "take", "abduct", "body")
)
_SIDES = frozenset(
    ("armed", "crowd", "rioter", "protest", "base", "grenade", "suicide", "air", "shell", "ied", "riot", "disperse")
)


def _political(reading: Reading) -> bool:
    return any(cue.kinds & _SIDES and cue.weight for cue in reading.cues)


def _words(reading: Reading, result: Tally, place: float) -> None:
    _label(reading, result)
    for cue in reading.cues:
        weight = place * cue.weight
        if cue.kinds & _GENERAL or (cue.kinds & {"protest", "gather"} and cue.text.startswith(_LOOSE)):
            weight *= reading.general
        if cue.kinds & {"nofight", "withdraw"}:
            result.add("left", place * (1.0 if "nofight" in cue.kinds else 0.8))
            if "nofight" in cue.kinds:
                weight = place
        if "premature" in cue.kinds:
            weight = place
        where = (reading.index, cue.start)
        for kind in cue.kinds:
            if kind == "disperse" and any(word in cue.text for word in _CROWD_WORDS):
                result.add("protest", 2.0 * weight, where)
            simple = _SIMPLE.get(kind)
            if simple is not None:
                result.add(simple[0], weight * (simple[1] if cue.verb else simple[2]), where)
            elif not cue.verb and kind not in _RULES:
                result.add(kind, weight, where)


def _label(reading: Reading, result: Tally) -> None:
    """Read the kind that ACLED's own notes name before a colon: "Defusal: On 3 May ..."."""
    words = [token.lower for token in reading.tokens[:6]]
    if ":" not in words[1:]:
        return
    name = _labels().get(" ".join(words[: words.index(":", 1)]))
    if name:
        result.add("label:" + name, 6.0)


@cache
def _labels() -> dict[str, str]:
    return label_words()


def _act(frame: Frame, result: Tally, weight: float) -> None:
    if weight <= 0:
        return
    where = (frame.sentence, frame.cue.start)
    for kind in frame.cue.kinds:
        rule = _RULES.get(kind)
        if rule is not None:
            rule(frame, result, weight, where)


def _clash(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    doer, other = frame.doer, frame.done_to
    sides = {doer, other}
    if "clan" in sides or (
        sides <= {"group", ""} and any(p and "clan" in p.kinds for p in (frame.agent, frame.patient))
    ):
        result.add("clash", 2.8 * weight, where)
    elif sides & CROWDS or (sides & {"group"} and "state" in sides):
        result.add("street", 2.6 * weight, where)
    elif sides <= {"group", "civ", ""} and sides & PEOPLE:
        result.add("brawl", 2.4 * weight, where)
    elif sides & {"armed", "state", "base"}:
        result.add("clash", 3.2 * weight, where)
    else:
        result.add("clash", (2.4 if not frame.cue.verb else 1.6) * weight, where)


def _firefight(_frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    result.add("clash", 3.2 * weight, where)


def _scatter(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    """Weigh general words for meeting a crowd: they count where a force or a crowd is named."""
    crowd = frame.done_to in CROWDS or frame.ahead & {"protest", "crowd", "gather"} or "protest" in frame.before
    if crowd or (frame.done_to == "group" and frame.cue.text.startswith(("scatter", "push", "break", "broke"))):
        if frame.doer in ("state", "") and (frame.doer or frame.passive or crowd):
            result.add("disperse", 2.2 * weight, where)
    elif frame.doer == "state" and frame.cue.text.startswith(("intervene", "interven")):
        result.add("disperse", 1.8 * weight, where)


def _repel(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.ahead & _EXPLOSIVES:
        result.add("seizure", 2.8 * weight, where)
    elif frame.object is not None and frame.object.kinds & {"attack", "clash", "ambush", "kill", "firefight"}:
        result.add("clash", 3.0 * weight, where)
    elif {frame.doer, frame.done_to} <= {"state", "armed"}:
        result.add("clash", 1.6 * weight, where)


def _flee(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.doer in ("armed", "state") and "base" not in frame.cue.forms:
        result.add("left", 1.2 * weight if weight >= 1 else 0.8, where)
        result.add("withdraw", 1.0 * weight, where)


def _block(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.done_to == "road" or (frame.object is not None and "road" in frame.object.kinds):
        if frame.doer == "state" and frame.ahead & {"protest", "crowd", "gather"}:
            result.add("disperse", 2.0 * weight, where)
        elif frame.doer not in ("armed", "state"):
            result.add("protest", 2.6 * weight, where)
            if frame.cue.text.startswith("barricad"):
                result.add("barricade", 1.0 * weight, where)
    if frame.doer in ("armed", "state") and not frame.ahead & {"protest", "crowd"}:
        result.add("other", 1.6 * weight, where)


def _storm(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.doer in CROWDS or frame.doer == "group":
        result.add("storming", 2.2 * weight, where)
    elif frame.doer in ("armed", "state") and frame.cue.text.startswith(("storm", "raid", "overr", "attack")):
        name = "battle" if frame.done_to in FORCES else "attack"
        result.add(name, 2.2 * weight, where)


_LOOSE = ("rall", "march", "strike", "gather", "demonstrat", "campaign", "mass", "camp", "assembl", "converg")
_CROWD_WORDS = ("protest", "march", "demonstrat", "rally", "sit-in", "camp", "crowd")
_EXPLOSIVES = frozenset(("weapon", "ied", "grenade", "suicide"))
_PLACE_WORDS = frozenset(("town", "village", "city", "district", "port", "hill", "base", "airport", "crossing", "control"))
_FALLING = ("fall", "fell", "come", "came")
_OUSTING = ("clear", "free", "expel", "oust", "flush", "dislodg", "evict")
_TAKING = ("seiz", "confisc", "impound", "collect", "retriev")

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
    ("people", "people"): (("mobbing", 0, 1.8), ("attack", 0.6, 0)),
    ("people", ""): (("mobbing", 0, 1.8), ("attack", 0.6, 0)),
    ("people", "state"): (("street", 0, 1.8),),
    ("people", "force"): (("clash", 0, 1.6),),
    ("people", "thing"): (("mobbing", 0, 1.2),),
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
    ("", ""): (("attack", 0.6, 0),),
}
_SIDE = {
    "crowd": "crowd",
    "rioter": "crowd",
    "civ": "people",
    "group": "people",
    "clan": "people",
    "armed": "force",
    "state": "state",
    "base": "force",
    "": "",
}


def _violence(frame: Frame, result: Tally, weight: float, where: tuple[int, int], *, strength: float) -> None:
    doer, other = _SIDE.get(frame.doer, ""), _SIDE.get(frame.done_to, "thing")
    if frame.doer == "aircraft" or (frame.agent is not None and "aircraft" in frame.agent.kinds):
        result.add("air", 3.4 * weight, where)
        return
    if other in ("", "thing") and doer != "crowd" and frame.object is not None and "protest" in frame.object.kinds:
        other = "crowd"
    signs = _VIOLENCE.get((doer, other)) or _VIOLENCE["force" if doer == "state" else doer, other]
    for name, share, fixed in signs:
        result.add(name, (share * strength + fixed) * weight, where)


def _mob(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.doer in ("armed", "state"):
        _violence(frame, result, weight, where, strength=3.2)
    else:
        result.add("mob", (3.0 if frame.cue.verb else 2.6) * weight, where)


def _die(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    result.add("dead", (1.2 if frame.cue.verb else 0.9) * weight, where)


def _kill(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if not frame.cue.verb and not frame.doer and not frame.done_to:
        result.add("attack", 1.2 * weight, where)
        return
    _violence(frame, result, weight, where, strength=3.2 if frame.cue.verb else 2.6)


def _bomb(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.cue.verb and frame.agent is not None and "aircraft" in frame.agent.kinds:
        result.add("air", 3.8 * weight, where)


def _hit(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    """Weigh "hit", "strike", "target": they tell of violence only by what strikes."""
    if frame.agent is not None and "aircraft" in frame.agent.kinds:
        result.add("air", 3.6 * weight, where)


def _shoot(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if "disperse" in frame.before | frame.ahead and frame.doer in ("state", ""):
        result.add("disperse", 2.2 * weight, where)
        return
    _violence(frame, result, weight, where, strength=2.8 if frame.cue.verb else 2.2)


def _attack(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    _violence(frame, result, weight, where, strength=2.6 if frame.cue.verb else 2.4)


def _throw(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.done_to == "missile" or frame.cue.text.startswith(("pelt", "ston")):
        if frame.doer != "state":
            result.add("stoning", 3.0 * weight, where)
    elif "grenade" not in result.best:
        result.add("throwing", 0.6 * weight, where)


def _capture(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    other = "place" if _PLACE_WORDS & set(frame.cue.text.split()) else frame.done_to
    if other in ("place", "base", "", "road", "property") or frame.cue.text.startswith(_FALLING):
        strength = 3.4 if other in ("place", "base") else 1.2
        if frame.doer not in ("armed", "state", "named", "") or (frame.doer == "" and not frame.passive):
            strength -= 1.4
        if not frame.cue.verb:
            strength -= 0.6
        if frame.cue.text.startswith(_FALLING) and other in ("armed", "state", ""):
            name = {"state": "gov-takes", "armed": "non-takes"}.get(other, "takes")
            result.add(name, 3.2 * weight, where)
            return
        name = {"state": "gov-takes", "armed": "non-takes", "named": "non-takes"}.get(frame.doer, "takes")
        if other == "property":
            strength = 0.8
        result.add(name, strength * weight, where)
    elif other == "weapon":
        result.add("seizure", 2.6 * weight, where)
    elif other in ("civ", "group", "clan") and frame.doer != "state":
        result.add("abduct", 2.4 * weight, where)
    elif other in ("state", "armed", "civ", "group") and frame.cue.text.startswith(("captur", "seiz")):
        result.add("arrest", 1.8 * weight, where)


def _recapture(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.done_to in ("place", "base", "", "road", "armed", "state") and frame.cue.verb:
        name = "non-takes" if frame.doer == "armed" else "gov-takes"
        strong = 3.6 if frame.done_to or frame.cue.end - frame.cue.start > 1 else 2.4
        if frame.cue.text.startswith(_OUSTING) and not (frame.done_to in ("place", "armed") and frame.doer):
            strong = 1.0
        result.add(name, strong * weight, where)


def _arrest(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.done_to in CROWDS:
        result.add("disperse", 1.8 * weight, where)
    strength = 2.6 if frame.cue.verb else 2.2
    if frame.doer == "state":
        strength += 0.4
    result.add("arrest", strength * weight, where)


def _loot(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    doer, other = frame.doer, frame.done_to
    if other == "drug":
        result.add("loot", 2.2 * weight, where)
        return
    if doer in CROWDS or doer in ("group", "clan"):
        result.add("wrecking", (2.6 if doer != "group" else 2.0) * weight, where)
        return
    if other == "tyre":
        result.add("wrecking", 2.4 * weight, where)
        return
    strength = 2.6 if other in ("property", "place", "base") else 1.6
    if doer in ("armed", "state"):
        strength += 0.4
    result.add("loot", strength * weight, where)


def _move(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if frame.doer in ("armed", "state") or frame.done_to in ("armed", "state"):
        result.add("change", 1.9 * weight, where)
        if frame.done_to in ("place", "base") and frame.cue.text.startswith(("enter", "mov", "march", "occup")):
            result.add("entered", 1.6 * weight, where)


def _take(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    """Weigh "take" and "hold": a town by an armed party, a person by armed men or the police."""
    near = frame.patient is not None and frame.patient.start - frame.cue.end <= 4
    if frame.passive:
        near = True
    if not near:
        return
    if frame.done_to in ("place", "base") and frame.doer in _FIGHTERS and not frame.cue.text.startswith("hold"):
        result.add("gov-takes" if frame.doer == "state" else "non-takes", 2.4 * weight, where)
    elif frame.done_to in ("civ", "group", "captive") and frame.doer in ("armed", "state"):
        if frame.doer == "state" and frame.cue.text.startswith(("hold", "held")):
            result.add("arrest", 1.8 * weight, where)
        elif "property" in frame.ahead or frame.doer == "armed":
            result.add("abduct", 2.0 * weight, where)


def _found(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    """Weigh the making of things: a base is one class, a group or a joint force another."""
    if frame.done_to == "base" or "base" in frame.ahead:
        if frame.doer in ("armed", "state", "named", ""):
            result.add("hq", 3.0 * weight, where)
    elif frame.done_to == "armed" and frame.cue.text.startswith(("form", "creat", "set", "found", "establ", "launch")):
        result.add("change", 2.2 * weight, where)


def _swap(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    if "captive" in frame.ahead:
        if frame.cue.text.startswith(("releas", "hand")):
            result.add("other", 2.0 * weight, where)
        else:
            result.add("agree", 3.2 * weight, where)


def _seize(frame: Frame, result: Tally, weight: float, where: tuple[int, int]) -> None:
    what = frame.ahead
    if frame.passive and frame.patient is not None:
        what |= frame.patient.kinds
    if what & _EXPLOSIVES or frame.done_to == "weapon":
        if frame.doer != "armed" or not frame.cue.text.startswith(("captur", "remov", "destr")):
            result.add("seizure", 2.8 * weight, where)
    elif frame.done_to == "drug" or "drug" in what:
        result.add("loot", 3.0 * weight, where)
    elif frame.done_to == "property" and frame.doer in ("armed", "state") and frame.cue.text.startswith(_TAKING):
        result.add("loot", 2.4 * weight, where)


_RULES = {
    "mob": _mob,
    "die": _die,
    "dead": _die,
    "take": _take,
    "found-verb": _found,
    "hit": _hit,
    "shell": _bomb,
    "ied": _bomb,
    "swap": _swap,
    "clash": _clash,
    "kill": _kill,
    "shoot": _shoot,
    "attack": _attack,
    "throw": _throw,
    "capture": _capture,
    "recapture": _recapture,
    "arrest": _arrest,
    "loot": _loot,
    "seize": _seize,
    "firefight": _firefight,
    "repel": _repel,
    "scatter": _scatter,
    "flee": _flee,
    "block": _block,
    "storm": _storm,
    "move": _move,
}
