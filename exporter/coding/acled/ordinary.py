"""How surely violence is no ordinary crime: by who is said to have done it, its wounds, and words of public life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.domains import subject_words
from exporter.coding.acled.mentions import holds
from exporter.coding.acled.signs import PEOPLE, TOLL

if TYPE_CHECKING:
    from exporter.coding.acled.cues import Cue
    from exporter.coding.acled.frames import Frame, Reading

UNNAMED = 0.5  # what harm to ordinary people weighs that nobody is named for: it is a crime more often than not
BEATEN = 0.4  # what a beating or burning to death weighs there, which needs no mob
SUBJECT = 0.25  # what sexual violence weighs there, which laws, reports and trials are about
COMMON = 0.6  # what a body that was found or a rape weighs in a text without day and country and without armed men
COURTS = 0.34  # what a rape weighs there that police or courts deal with
_MOBS = ("lynch", "mob", "necklac", "ston", "parad", "take the law", "took the law")  # what only a crowd does
_COMMON = frozenset(("body", "sexual"))
_ATTACKERS = frozenset(("armed", "rioter", "herder", "clan", "crowd", "weapon"))
_SIDES = frozenset(
    (
        *("armed", "crowd", "rioter", "throng", "protest", "base", "grenade", "suicide", "air", "shell", "ied", "riot"),
        "disperse",
    )
)


def certainty(frame: Frame, reading: Reading) -> float:
    """Return how surely harm is no private crime: little where nobody is said to have done it to ordinary people."""
    harm = frame.cue.verb and frame.cue.kinds & TOLL and not frame.doer and frame.done_to in PEOPLE
    beaten = frame.cue.verb and "mob" in frame.cue.kinds and not frame.doer and not frame.cue.text.startswith(_MOBS)
    if not (harm or beaten):
        return 1.0
    unrest = any("violent" in cue.kinds for cue in reading.cues)
    if unrest or is_political(reading) or holds(reading.words, "public"):
        return 1.0
    return BEATEN if beaten else UNNAMED


def commonness(kind: str, cue: Cue, reading: Reading, *, record: bool) -> float:
    """Return the share that a word of violence keeps which tells of common crime as often as not."""
    share = _sexual(cue, reading) if kind == "sexual" else 1.0
    if record or kind not in _COMMON or _fighters_named(reading):
        return share
    return share * (COURTS if kind == "sexual" and _of_crime(reading) else COMMON)


def _fighters_named(reading: Reading) -> bool:
    """Tell whether a sentence names armed men, wounds, a crowd or public life; crimes are reported to the police."""
    return (
        holds(reading.words, "public")
        or holds(reading.words, "wounds")
        or any(
            not cue.verb and (cue.kinds & _ATTACKERS or ("state" in cue.kinds and "state-police" not in cue.ids))
            for cue in reading.cues
        )
    )


def _of_crime(reading: Reading) -> bool:
    """Tell whether a sentence is of a crime that police or courts deal with."""
    return "courts" in subject_words(reading.words) or any(cue.kinds & {"arrest"} for cue in reading.cues)


def _sexual(cue: Cue, reading: Reading) -> float:
    """Return what a word of sexual violence weighs: little as a subject of reports, laws and trials."""
    return 1.0 if cue.verb or _armed_named(reading) else SUBJECT


def _armed_named(reading: Reading) -> bool:
    return any(cue.kinds & {"armed", "state", "rioter", "herder", "clan"} for cue in reading.cues)


def is_political(reading: Reading) -> bool:
    """Tell whether a sentence names an armed party, a crowd, a base or a weapon of war."""
    return any(cue.kinds & _SIDES and cue.weight for cue in reading.cues)
