"""Places whose names are written in another transliteration: Qaser Bin Ghashir, Kismaayo."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.gazetteer.keys import place_key

if TYPE_CHECKING:
    from exporter.coding.gazetteer.lookup import Gazetteer

_CLOSE = 0.72  # share of letters in common that two spellings of one name need
_SHORTEST = 4  # letters: shorter names are alike by chance
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|az|ash|an|at|adh|ul|ol|the) ")
_SAME = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("ts", "c"),
    ("ck", "k"), ("tz", "c"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("j", "y"), ("z", "s"), ("g", "k"),
    ("d", "t"), ("b", "p"), ("f", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh ]")
_DOUBLE = re.compile(r"(.)\1+")


@cache
def skeleton(key: str) -> str:
    """Return the consonants of a name, those that transliterations confuse made one.

    >>> skeleton("qaser bin ghashir") == skeleton("qasr bin ghashir"), skeleton("kismaayo") == skeleton("kismayo")
    (True, True)
    """
    text = _ARTICLE.sub("", key + " ").strip() or key
    for one, other in _SAME:
        text = text.replace(one, other)
    return _DOUBLE.sub(r"\1", text[:1] + _VOWELS.sub("", text[1:]))


def similar_place(gazetteer: Gazetteer, name: str, iso3: str) -> int | None:
    """Return the row of the place in a country whose name is most like this one, or None where none is close."""
    key = place_key(name)
    if len(key) < _SHORTEST:
        return None
    best: tuple[float, int, int] | None = None
    for other, row in gazetteer.by_skeleton(iso3, skeleton).get(skeleton(key), ()):
        alike = SequenceMatcher(None, key, other, autojunk=False).ratio()
        if alike >= _CLOSE:
            candidate = (alike, gazetteer.place(row).population, -row)
            best = candidate if best is None else max(best, candidate)
    return -best[2] if best is not None else None
