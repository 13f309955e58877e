"""A place as a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.gazetteer import Match


@dataclass(slots=True, eq=False)
class PlaceMention:
    """A place as a sentence names it; ``start`` and ``end`` are token offsets, end exclusive.

    Attributes:
        weight: how surely the words before it say that something happened there.
        near: whether it happened near it rather than in it.
        match: the gazetteer's name, or None.
        whole: whether the gazetteer knows the whole name.
        loose: whether what follows the known part of the name is itself a name: "Pine Avenue", "Samsung Electronics".
        country: ISO code where the name is a country's, or an empty string.
        unit: admin1 or admin2 where the text calls it so, site for a building or square, or an empty string.
        within: the regions named beside it, from the smaller to the larger.
        inside: whether it is such a region of the mention before it.
        beside: the place that the text puts it near, or None.
        bracketed: whether a bracket opens before it: "(Homs, Homs)".
        listed: whether it goes on a list of places: "in Brest and Grodno".
        weak: whether it only may be a place: a people's name, or one within an institute's.

    """

    start: int
    end: int
    weight: float
    near: bool = False
    match: Match | None = None
    whole: bool = False
    loose: bool = False
    country: str = ""
    unit: str = ""
    within: list[PlaceMention] = field(default_factory=list)
    inside: bool = False
    beside: PlaceMention | None = None
    bracketed: bool = False
    listed: bool = False
    weak: bool = False
