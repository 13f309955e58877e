"""Places whose names are written in another transliteration: Qaser Bin Ghashir, Kismaayo."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from exporter.coding.countries import countries
from exporter.coding.gazetteer.keys import place_key

if TYPE_CHECKING:
    from exporter.coding.gazetteer.lookup import Gazetteer

_CLOSE = 0.72  # share of letters in common that two spellings of one name need
_CLOSER = 0.85  # the same where a name has few consonants
_FEW = 3  # consonants
_BONES = 2  # consonants
_SHORTEST = 5  # letters: shorter names are alike by chance
_ARTICLE = re.compile(r"\b(?:al|el|ad|ar|as|az|ash|an|at|adh|ul|ol|the) ")
_SAME = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("ts", "c"),
    ("ck", "k"), ("tz", "c"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("j", "y"), ("z", "s"), ("g", "k"),
    ("d", "t"), ("b", "p"), ("f", "v"),
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouyh ]")
_DOUBLE = re.compile(r"(.)\1+")


_SOMALI = str.maketrans({"x": "h", "c": None})  # two of the throat's sounds, which English writes as h or not at all


@cache
def skeleton(key: str, iso2: str = "") -> str:
    """Return the consonants of a name, those that transliterations confuse made one.

    >>> skeleton("qaser bin ghashir") == skeleton("qasr bin ghashir"), skeleton("kismaayo") == skeleton("kismayo")
    (True, True)
    """
    text = _ARTICLE.sub("", key + " ").strip() or key
    if iso2 == "SO":
        text = text.translate(_SOMALI) or text
    for one, other in _SAME:
        text = text.replace(one, other)
    return _DOUBLE.sub(r"\1", text[:1] + _VOWELS.sub("", text[1:]))


def _plain(key: str) -> str:
    """Return a name without its article and without double letters, as spellings of one name differ in both."""
    return _DOUBLE.sub(r"\1", _ARTICLE.sub("", key))


def skeleton_code(iso2: str, key: str) -> int:
    """Return the number under which the gazetteer finds the places of a country by the skeleton of a name."""
    return crc32(f"{iso2}:{skeleton(key, iso2)}".encode())


def similar_places(gazetteer: Gazetteer, name: str, iso3: str) -> list[int]:
    """Return the rows of the places in a country whose names are close to this one, the most alike first."""
    key = place_key(name)
    country = countries().get(iso3)
    bones = skeleton(key, country.iso2) if country is not None else ""
    if country is None or len(key) < _SHORTEST or len(bones) < _BONES:
        return []
    needed = _CLOSE if len(bones) > _FEW else _CLOSER
    found = []
    for row in gazetteer.by_skeleton(skeleton_code(country.iso2, key)):
        place = gazetteer.place(row)
        other = place_key(place.name)
        pair = (key, other) if len(bones) <= _BONES else (_plain(key), _plain(other))
        alike = SequenceMatcher(None, *pair, autojunk=False).ratio()
        if place.iso3 == iso3 and alike >= needed:
            found.append((-alike, -place.population, row))
    return [row for _, _, row in sorted(found)]
