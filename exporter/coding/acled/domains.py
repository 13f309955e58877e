"""Subjects that borrow the words of violence: sport, markets, courts, weather, private crime."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from exporter.coding.acled.mentions import holds, mention_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue
    from exporter.coding.acled.frames import Reading

_PUBLIC = frozenset(
    (
        *("crowd", "rioter", "protest", "riot", "disperse", "base", "convoy", "suicide", "air", "shell", "grenade"),
        *("gather", "clan", "mob", "herder", "chem", "sexual"),
    )
)  # cues of violence that is no private matter
_DIGITS = 3  # of a score
ENOUGH = 2  # words of one subject that a sentence of that subject holds


@cache
def _subjects() -> dict[str, str]:
    text = files("exporter.coding").joinpath("english", "acled", "domains.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return {word: name for name, words in data.items() if isinstance(words, list) for word in words}


def subject_words(words: Sequence[str]) -> dict[str, int]:
    """Return how many different words of each subject a sentence holds."""
    subjects = _subjects()
    found: dict[str, int] = {}
    for word in subjects.keys() & words:
        found[subjects[word]] = found.get(subjects[word], 0) + 1
    if not _results().isdisjoint(words) and _has_score(words):
        found["sport"] = found.get("sport", 0) + ENOUGH
    return found


def is_of_other_life(words: Sequence[str], subjects: Sequence[str] = ("sport", "markets")) -> bool:
    """Tell whether a sentence is of sport or of markets, and names nothing of public life."""
    found = subject_words(words)
    return any(found.get(name, 0) > ENOUGH for name in subjects) and not holds(words, "public")


@cache
def _results() -> frozenset[str]:
    return mention_words("results")


def _has_score(words: Sequence[str]) -> bool:
    """Tell whether a sentence holds the score of a game: "24-17"."""
    return any(
        word in ("-", "\u2013") and 0 < i < len(words) - 1 and _is_tally(words[i - 1]) and _is_tally(words[i + 1])
        for i, word in enumerate(words)
    )


def _is_tally(word: str) -> bool:
    return word.isdigit() and len(word) <= _DIGITS


def is_private(readings: Sequence[Reading]) -> bool:
    """Tell whether sentences report violence between private persons, a robbery or an accident.

    Words of public life, a crowd, a force's weapons or an armed group that is known by name make it another matter.
    """
    if not any(_is_of_private_life(reading) for reading in readings):
        return False
    return not any(
        holds(reading.words, "public")
        or any(cue.weight and (cue.kinds & _PUBLIC or _is_armed_party(cue)) for cue in reading.cues)
        or any(frame.doer == "group" and _is_suspect(frame.patient) for frame in reading.frames)
        for reading in readings
    )


def _is_suspect(cue: Cue | None) -> bool:
    """Tell whether the victim is a suspected thief or the like, whom people punish by themselves."""
    return cue is not None and cue.text.endswith(
        ("thief", "thieves", "robber", "robbers", "witch", "burglar", "suspect")
    )


def _is_armed_party(cue: Cue) -> bool:
    """Tell whether a cue is an armed group, rather than armed men who may be mere robbers."""
    if "armed" not in cue.kinds:
        return False
    return "named-armed" in cue.ids or not holds(cue.text.split(), "criminals")


def _is_of_private_life(reading: Reading) -> bool:
    """Tell whether a sentence holds a word of private life, or one of the family is the victim or the perpetrator."""
    words = reading.words
    if holds(words, "private") or not mention_words("animals").isdisjoint(words):
        return True
    kin = mention_words("kin")
    if kin.isdisjoint(words):
        return False
    acts = {cue.end for cue in reading.cues if cue.verb}
    return any(word in kin and i > 1 and (words[i - 2] == "by" or i - 1 in acts) for i, word in enumerate(words))
