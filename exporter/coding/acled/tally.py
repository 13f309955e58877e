"""How strongly the acts of a passage speak for each sub-event type.

Every act adds to one or more classes; how much is set by hand from the codebook. Words in the passage that are about
something else (the subject of a protest, an earlier attack, a plan) weigh little, see ``scopes``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.causes import tell_causes
from exporter.coding.acled.deeds import DEEDS
from exporter.coding.acled.domains import is_private
from exporter.coding.acled.manner import is_of_year
from exporter.coding.acled.mentions import has_motive, is_definite, is_year, mention_words
from exporter.coding.acled.ordinary import certainty, commonness, is_political
from exporter.coding.acled.scopes import ALLEGED, ASIDE, BACKGROUND, MAIN, MODAL, TOPIC
from exporter.coding.acled.signs import CROWDS, FIGHTERS, PEOPLE, Tally
from exporter.coding.acled.violence import VIOLENCE
from exporter.coding.acled.wordlists import label_words, name_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue
    from exporter.coding.acled.frames import Frame, Reading

LATER = 0.55  # what a sentence behind the first one weighs: it tells what came of the event, or its background
_RELAXED = {BACKGROUND: 0.9, ALLEGED: 0.9, TOPIC: 0.45, ASIDE: 0.6}
SHOWN = 2.0  # what an act in public weighs as a protest where its motive is named
KNOWN = 1.1  # there, what a definite noun weighs
SPOKEN = 0.5  # the mark of a text whose demands may be no more than said
NAMED = 1.5  # what violence weighs in a short text that takes it as known, whoever did it: "the attack", "the blast"
OWNED = 0.4  # what a crowd weighs that only has something: "the strikers' demands"
ORDINARY = 0.3  # what a kidnapping or a rape weighs there: it is a crime unless an armed party does it
PRIVATE = 0.3  # what violence weighs in a report of private crime, a quarrel or an accident
PAST = 0.6  # what an act weighs in a text without a day of its own that only says in which year it was
STRICT = 0.5  # what a general word of violence weighs in running text where no side is named


def tally(
    readings: Sequence[Reading], first: int = 0, *, strict: bool = False, relaxed: bool = False, record: bool = False
) -> Tally:
    """Return the evidence of a passage that begins with the sentence ``first``.

    In a strict reading, as of a newspaper's running text, general words of violence need an armed party, a force, a
    crowd or a weapon beside them: not every killing is political. In a relaxed reading, of a short text whose main
    clauses tell of nothing, what is told as background, allegation or subject counts too. Of a record, violence counts
    in full however private its words are.
    """
    if relaxed:
        for reading in readings:
            _relax(reading)
    result = Tally()
    if not record:
        result.add("spoken", SPOKEN)
    force = PRIVATE if not record and is_private(readings) else 1.0
    for reading in readings:
        tell_causes(reading)
        place = 1.0 if reading.index == first else LATER
        _words(reading, result, place, strict=strict, force=force, record=record)
        plain = STRICT if strict and not is_political(reading) else 1.0
        past = PAST if is_of_year(reading.words) else 1.0
        for frame in reading.frames:
            fought = frame.cue.kinds & _BATTLE and {frame.doer, frame.done_to} & FIGHTERS
            general = min(reading.general, 1.0 if fought else plain, force) if frame.cue.kinds & _GENERAL else 1.0
            if strict and frame.cue.start and reading.words[frame.cue.start - 1] == "to":
                general *= STRICT  # what somebody means to do
            general = min(general, 1.0 if record else certainty(frame, reading))
            weight = frame.cue.weight * (1.0 if record else past)
            if frame.cue.scope == BACKGROUND and _of_crowd(frame) and _crowd_told(reading):
                weight = max(weight, 0.8)  # "… after demonstrators threw stones" belongs to the event
            _act(frame, result, place * weight * general)
            if not record and not strict and _is_known_harm(frame.cue, reading.words):
                result.add("attack", NAMED * place * min(frame.cue.weight, 1.0))
            if "show" in frame.cue.kinds and _is_pressed(frame, reading):
                result.add("protest", SHOWN * place * weight)
    return result


def _is_known_harm(cue: Cue, words: Sequence[str]) -> bool:
    """Tell whether a noun takes one act of violence as known: "the blast", but not "the conflict"."""
    return bool(cue.kinds & _HARM) and is_definite(words, cue) and cue.text not in mention_words("states")


def _relax(reading: Reading) -> None:
    """Let words that tell no news in a main clause count, most of all those that take an act as known."""
    past = any(map(is_year, reading.words))
    for cue in reading.cues:
        least = _RELAXED.get(cue.scope, 0.0)
        if least:
            cue.weight = max(cue.weight, least if past or not is_definite(reading.words, cue) else KNOWN)


def _is_pressed(frame: Frame, reading: Reading) -> bool:
    """Tell whether people do something in public to press for what the sentence names."""
    people = frame.doer in PEOPLE or frame.doer in CROWDS or (frame.doer == "" and _of_people(reading))
    return people and has_motive(reading.words)


def _of_people(reading: Reading) -> bool:
    return any(cue.kinds & (PEOPLE | CROWDS) for cue in reading.cues)


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
    "sexual": ("sexual", 4.0, 3.4),
    "air": ("air", 3.6, 3.0),
    "shell": ("shell", 3.4, 3.0),
    "ied": ("ied", 2.4, 2.6),
    "grenade": ("grenade", 3.3, 3.3),
    "suicide": ("suicide", 4.6, 4.2),
    "laden": ("laden", 1.0, 1.0),
    "ram": ("ram", 1.0, 1.0),
    "chem": ("chem", 3.6, 4.4),
    "nofight": ("nofight", 2.0, 2.0),
    "recapture": ("recapture", 1.0, 2.6),
    "regained": ("gov-takes", 2.4, 2.4),
    "withdraw": ("withdraw", 1.6, 1.8),
    "agree": ("agree", 2.6, 2.4),
    "change": ("change", 2.2, 2.0),
    "defuse": ("defuse", 1.4, 2.6),
    "premature": ("premature", 2.0, 2.0),
    "hq": ("hq", 3.2, 2.4),
    "other": ("other", 2.1, 1.8),
    "fire": ("burn", 1.6, 1.6),
    "abduct": ("abduct", 3.0, 2.4),
    "toxin": ("toxin", 1.2, 1.2),
    "harm": ("harm", 1.0, 1.0),
    "mishap": ("mishap", 2.0, 2.0),
    "crude": ("crude", 2.6, 2.6),
    "vanish": ("vanish", 2.4, 2.4),
    "body": ("dead", 1.8, 1.9),
}
_GENERAL = frozenset(
    (
        *(
            "attack",
            "kill",
            "shoot",
            "clash",
            "firefight",
            "capture",
            "recapture",
            "take",
            "hit",
            "die",
            "dead",
            "loot",
        ),
        *("mob", "throw", "storm", "repel", "abduct", "body", "sexual", "ied", "found-verb", "move"),
    )
)
_CRUDE = frozenset(("crude",))
_BATTLE = frozenset(("firefight", "clash"))
_ORDINARY = frozenset(("abduct", "sexual", "body", "vanish"))  # acts that are ordinary crimes as often as not
_BLASTS = frozenset(("ied", "fire"))  # what gas and boilers do too
_MEETING = frozenset(("protest", "crowd", "disperse", "throng", "rioter"))
_HARM = frozenset(("attack", "shoot", "kill", "clash", "ied"))
_CHARGES = frozenset(
    ("drone", "drones", "missile", "missiles", "rocket", "rockets", "bomb", "mine", "mines", "ied", "device")
)
_FOUGHT = frozenset(("clash", "firefight", "ambush"))
_TOLD = frozenset((MAIN, BACKGROUND, ASIDE))
_LEFT = frozenset(("nofight", "withdraw"))
_PLAIN = frozenset(("nofight", "premature", "vanish", "mishap"))
_ANNOUNCED = frozenset(("change", "hq", "agree"))  # acts that are one when they are announced
ANNOUNCED = 0.8
_WILL = frozenset(("will", "would"))
_CONDITIONS = frozenset(("if", "unless", "whether", "could", "might", "may"))
_BARE_TYRES = frozenset(("tyre", "tyres", "tire", "tires"))
_CROWD = frozenset(("protest", "gather"))
_LOOSE = ("rall", "march", "strike", "gather", "demonstrat", "campaign", "mass", "camp", "assembl", "converg")
_MEETS = frozenset(("disperse", "lethal"))
_CROWD_WORDS = (
    *("protest", "march", "demonstrat", "rally", "sit-in", "camp", "crowd", "vigil", "procession", "gathering"),
    *("strikers", "picket"),
)


def _of_crowd(frame: Frame) -> bool:
    return frame.doer in CROWDS or frame.done_to in CROWDS or "protest" in frame.ahead


def _crowd_told(reading: Reading) -> bool:
    return any(cue.kinds & _MEETING and cue.scope == MAIN for cue in reading.cues)


def _words(reading: Reading, result: Tally, place: float, *, strict: bool, force: float, record: bool) -> None:
    loose = (_loose(reading) if strict else frozenset()) | (_CRUDE if _by_unknown_hands(reading) else frozenset())
    _label(reading, result)
    plain = min(ORDINARY if strict and not is_political(reading) else 1.0, force)
    if not name_set("vacant").isdisjoint(reading.words):
        result.add("vacant", place)
    for cue in reading.cues:
        weight = _weight(cue, reading, place)
        if cue.kinds & _MEETING and not cue.verb and reading.words[cue.end : cue.end + 1] in (["'s"], ["'"]):
            weight *= OWNED
        _handing(cue, result, place)
        for kind in sorted(cue.kinds - loose):  # in order, so that sums are the same on every run
            _inside(kind, cue, result, weight)
            simple = _SIMPLE.get(kind)
            if simple is not None:
                loosely = plain if kind in _ORDINARY else force if kind in _BLASTS else 1.0
                loosely *= commonness(kind, cue, reading, record=record)
                result.add(simple[0], loosely * weight * (simple[1] if cue.verb else simple[2]))
            elif not cue.verb and kind not in _RULES:
                result.add(kind, weight)


def _handing(cue: Cue, result: Tally, place: float) -> None:
    """Weigh what says whether a place was fought for or left."""
    if cue.kinds & _FOUGHT and cue.scope in _TOLD:
        result.add("fought", place)
    if cue.kinds & _LEFT:
        result.add("left", place * (1.0 if "nofight" in cue.kinds else 0.8))


def _by_unknown_hands(reading: Reading) -> bool:
    """Tell whether people were killed and nobody is named who did it: blades and sticks make no mob by themselves."""
    harm = [frame for frame in reading.frames if frame.cue.verb and frame.cue.kinds & {"kill", "attack", "shoot"}]
    return bool(harm) and all(frame.passive and not frame.doer for frame in harm)


def _inside(kind: str, cue: Cue, result: Tally, weight: float) -> None:
    """Weigh what a cue names within itself: the crowd that is dispersed, the charge that is shot down."""
    if kind in _MEETS and any(word in cue.text for word in _CROWD_WORDS):
        result.add("protest", 2.0 * weight)
    if kind == "defuse" and _CHARGES.intersection(cue.text.split()):
        result.add("weapon", 1.5 * weight)  # "shot down a drone"


def _weight(cue: Cue, reading: Reading, place: float) -> float:
    """Return what a cue weighs; that nobody fought, or that a charge went off too early, counts in any scope."""
    if cue.kinds & _PLAIN:
        return place
    if cue.text in _BARE_TYRES:
        return 0.0  # what burns on a road is told of by the fire, or by the road
    weight = cue.weight
    if cue.scope == MODAL and cue.kinds & _ANNOUNCED and not _CONDITIONS.intersection(reading.words):
        weight = ANNOUNCED if not _WILL.isdisjoint(reading.words[max(cue.start - 5, 0) : cue.start]) else weight
    named = not cue.verb and "protest" in cue.kinds and is_definite(reading.words, cue)
    loose = cue.kinds & _GENERAL or (cue.kinds & _CROWD and cue.text.startswith(_LOOSE) and not named)
    return place * weight * (reading.general if loose else 1.0)


def _loose(reading: Reading) -> frozenset[str]:
    """Return the kinds whose words prove nothing in running text without the parties that such acts need."""
    loose = set()
    if name_set("peace").isdisjoint(reading.words):
        loose.add("agree")
    if not any(frame.cue.kinds & {"change"} and {frame.doer, frame.done_to} & FIGHTERS for frame in reading.frames):
        loose.add("change")
    return frozenset(loose)


def _label(reading: Reading, result: Tally) -> None:
    """Read the kind that ACLED's own notes name before a colon: "Defusal: On 3 May ..."."""
    words = reading.words[:6]
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
    for kind in sorted(frame.cue.kinds):
        rule = _RULES.get(kind)
        if rule is not None:
            rule(frame, result, weight)


def _roadblock(frame: Frame, result: Tally, weight: float) -> None:
    """Weigh a roadblock: put up by people who bear no arms it is a protest."""
    if frame.doer in PEOPLE or frame.doer in CROWDS:
        result.add("protest", 2.2 * weight)
    elif frame.doer == "armed":
        result.add("other", 1.6 * weight)
    else:
        result.add("roadblock", weight)


def _demand(frame: Frame, result: Tally, weight: float) -> None:
    if frame.doer in ("group", "clan", *CROWDS):
        result.add("demand", weight)


_RULES = {**VIOLENCE, **DEEDS, "demand": _demand, "roadblock": _roadblock}
