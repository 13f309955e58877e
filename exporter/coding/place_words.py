"""The words that tell of places, and what they weigh."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

SURE = 2.4  # weight of prepositions behind which an unknown name is a place
BARE = 0.5  # weight of a name without a preposition


class PlaceWords:
    """The words of english/places.json, as sets."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.prepositions: dict[str, float] = data["prepositions"]
        self.near = frozenset(data["near"])
        self.near_nouns = frozenset(data["near_nouns"])
        self.lead = frozenset(data["lead"])
        self.unit_of = frozenset(data["unit_of"])
        self.region_words: dict[str, str] = data["region_words"]
        self.place_words = frozenset(data["place_words"])
        self.site_words = frozenset(data["site_words"])
        self.skip = frozenset(data["skip"])
        self.joined_by = frozenset(data["joined_by"]) - frozenset(data["not_joining"])
        self.waters = frozenset(data["waters"])
        self.organisations = frozenset(data["organisations"])
        self.coded = frozenset(data["coded"])
        self.people_of = frozenset(data["people_of"])
        self.particles = frozenset(data["particles"])
        self.not_names = frozenset(data["not_names"])
        self.not_places = frozenset(data["not_places"])
        self.heads = frozenset(data["heads"])
        self.features = frozenset(data["features"])
        self.seats = frozenset(data["seats"])
        self.labels = frozenset(data["labels"])
        self.institutes = frozenset(data["institutes"])
        self.prefixes = frozenset(data["prefixes"])
        self.elided = tuple(data["elided"])
        self.plain = self.place_words | self.site_words | frozenset(self.region_words) | frozenset(data["parts"])


@cache
def place_words() -> PlaceWords:
    """Return the words, read once."""
    text = files("exporter.coding").joinpath("english", "places.json").read_text(encoding="utf-8")
    return PlaceWords(json.loads(text))
