"""Front lines of wars: where reports that name villages only are to be looked for, and who fires at them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Front:
    """One war's line in a country.

    Attributes:
        country: ISO code.
        since: first ISO day.
        until: last ISO day.
        rebels: name of those who hold out against the state.
        words: words of a report that speaks of the line; any of them will do.
        centre: a point in the middle of what is fought over.
        corners: south-western and north-eastern corner of what is fought over.
        held: outline of what the rebels hold.

    """

    country: str
    since: str
    until: str
    rebels: str
    words: frozenset[str]
    centre: Point
    corners: tuple[Point, Point]
    held: tuple[Point, ...]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Front:
        """Return the front of one row of the data."""
        south_west, north_east = (_point(corner) for corner in row["corners"])
        return cls(
            row["country"],
            row["since"],
            row["until"],
            row["rebels"],
            frozenset(row["words"]),
            _point(row["centre"]),
            (south_west, north_east),
            tuple(map(_point, row["held"])),
        )

    def reaches(self, point: Point) -> bool:
        """Tell whether a point lies in the region that is fought over."""
        (south, west), (north, east) = self.corners
        return south <= point[0] <= north and west <= point[1] <= east

    def holds(self, point: Point) -> bool:
        """Tell whether the rebels hold a point: a ray to the east crosses their outline an odd number of times."""
        inside = False
        y, x = point
        for (y1, x1), (y2, x2) in zip(self.held, (*self.held[1:], self.held[0]), strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
        return inside


def _point(pair: list[float]) -> Point:
    latitude, longitude = pair
    return latitude, longitude


@cache
def _fronts() -> tuple[Front, ...]:
    text = files("exporter.coding").joinpath("english", "fronts.json").read_text(encoding="utf-8")
    return tuple(Front.of(row) for row in json.loads(text)["fronts"])


def fronts_of(country: str | None, day: str | None) -> list[Front]:
    """Return the fronts in a country on an ISO day.

    >>> [front.rebels for front in fronts_of("UKR", "2019-05-01")], fronts_of("UKR", "2013-05-01")
    (['NAF: United Armed Forces of Novorossiya'], [])
    """
    return [one for one in _fronts() if one.country == country and one.since <= (day or "")[:10] <= one.until]


def front_told(country: str | None, day: str | None, words: Collection[str]) -> Front | None:
    """Return the front that words speak of, or None."""
    return next((one for one in fronts_of(country, day) if not one.words.isdisjoint(words)), None)
