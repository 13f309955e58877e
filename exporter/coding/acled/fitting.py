"""What a verb or noun means by who does it to whom: fighters who "walked out of the forest" hold no protest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Frame

_WALKS = ("marched in", "marching in", "march into", "marched into", "walk", "pour", "process", "file", "filed")
_FLAGS = ("rais", "hoist", "wav", "fly", "flew", "plant")
_PEOPLE = frozenset(("civ", "group", "clan", "crowd", "throng", "rioter"))
_CROWDS = frozenset(("group", "crowd", "throng", "rioter"))
_ARMS = frozenset(("weapon", "shell"))
_FIGHTERS = frozenset(("armed", "state"))
_WHERE = frozenset(("at", "in", "near", "outside", "inside", "among", "amid", "amidst", "beside", "when", "as", "on"))
_CHARGES = frozenset(("ied", "grenade", "shell"))
_TAKING = frozenset(("capture", "take", "recapture"))
_NEAR = 4  # tokens
_OWNER = 8  # tokens behind a taking within which it is said from whom
_NEUTRAL = frozenset(("neutral",))


def fit(words: Sequence[str], frame: Frame) -> None:
    """Let the sides of an act change what its words mean."""
    cue = frame.cue
    _take_side(words, frame)
    fitted = _by_doer(words, frame) if cue.verb else _by_patient(frame)
    if fitted:
        cue.kinds = fitted


def _by_doer(words: Sequence[str], frame: Frame) -> frozenset[str]:
    """Return what a verb means by who does it, or nothing where its words stand."""
    kinds, doer, text = frame.cue.kinds, frame.doer, frame.cue.text
    sides = {doer, frame.done_to} == _FIGHTERS
    if "protest" in kinds and _is_move(doer, text):
        return frozenset(("capture",) if text.startswith(_FLAGS) else ("move",))
    cases = (
        # "they dispersed after handing over a memorandum"
        ("disperse", text == "dispersed" and doer in _PEOPLE and not (frame.passive or frame.done_to), "neutral"),
        ("abduct", text.startswith("hijack") and doer in _CROWDS, "storm"),  # a crowd that takes a bus
        ("ied", _is_bomber(words, frame), "suicide"),
        ("agree", text.startswith("surrender") and _is_place(frame), "capture"),  # "the fort surrendered to the rebels"
        ("abduct", _is_protester(frame), "disperse"),  # "activists were bundled into a van"
        # "the port, from which they drove the militia"
        ("ram", sides and "from" in words[max(frame.cue.start - _NEAR, 0) : frame.cue.start], "expel"),
        ("scatter", sides and "other" in kinds, "expel"),  # "evicted the guard from the port"
    )
    return next((frozenset((meant,)) for kind, holds, meant in cases if kind in kinds and holds), frozenset())


def _is_place(frame: Frame) -> bool:
    """Tell whether a place, and nobody, gives itself up to an armed party."""
    return frame.agent is None and frame.done_to in _FIGHTERS and not frame.earlier.isdisjoint(("base", "place"))


def _is_protester(frame: Frame) -> bool:
    """Tell whether who is taken away protested, and no armed party took him."""
    patient = frame.patient
    if patient is None or frame.doer == "armed":
        return False
    return "crowd" in patient.kinds or patient.text.endswith(("activist", "activists"))


def _take_side(words: Sequence[str], frame: Frame) -> None:
    """Let forces that take a place from the army be rebels."""
    if frame.cue.kinds & _TAKING and frame.agent is not None and frame.doer == "state" and _from_state(words, frame):
        frame.agent = replace(frame.agent, kinds=frozenset(("armed",)))


def _from_state(words: Sequence[str], frame: Frame) -> bool:
    """Tell whether a place is taken from a state's forces."""
    behind = words[frame.cue.end : frame.cue.end + _OWNER]
    return "state" in frame.ahead and "from" in behind


def _is_move(doer: str, text: str) -> bool:
    """Tell whether fighters only move or take a place: "marched in", "raised its flag"."""
    return doer in _FIGHTERS and text.startswith((*_WALKS, *_FLAGS))


def _is_bomber(words: Sequence[str], frame: Frame) -> bool:
    """Tell whether somebody blows up with the charge: "a woman blew up at the gate"."""
    cue, agent = frame.cue, frame.agent
    if agent is None or frame.passive or not cue.text.startswith(("blew up", "blows up", "blowing up")):
        return False
    if not frame.earlier.isdisjoint(_CHARGES):
        return False
    single = "singular" in agent.forms and not agent.kinds.isdisjoint(_PEOPLE | {"armed"})
    return single and words[cue.end : cue.end + 1] != [] and words[cue.end] in _WHERE


def _by_patient(frame: Frame) -> frozenset[str]:
    """Return what a noun or phrase means by what it is done to, or nothing where its words stand."""
    kinds = frame.cue.kinds
    if "withdraw" in kinds and frame.patient is not None and not frame.patient.kinds.isdisjoint(_ARMS):
        return _NEUTRAL  # "the withdrawal of heavy guns" hands over no place
    if "nofight" in kinds and frame.doer in _FIGHTERS and frame.cue.text.startswith("had "):
        return frozenset(("nofight", "withdraw"))  # "the garrison had gone"
    if "nofight" in kinds and frame.doer in _PEOPLE and frame.cue.text.startswith(("had left", "had fled")):
        return _NEUTRAL  # people, not a garrison
    return frozenset()
