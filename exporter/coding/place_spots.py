"""Where a name lies: the gazetteer's place as the location of an event, its usual name, precision and distances."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.gazetteer import place_key
from exporter.coding.gazetteer.transliteration import skeleton
from exporter.events import Location

if TYPE_CHECKING:
    from exporter.coding.gazetteer import Place
    from exporter.coding.place_mention import PlaceMention
    from exporter.events.record import PlacePrecision

_CITY = 300_000  # inhabitants from which a place has one usual English name
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "az", "ash", "an", "at"))
_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention lies: the location, and the gazetteer's place where the whole name is known."""

    location: Location
    place: Place | None = None


def location_of(place: Place, text: str, precision: PlacePrecision, *, name: str | None = None) -> Location:
    """Return a place of the gazetteer as a location; ``text`` is what the document calls it."""
    return Location(
        name=name or place.name,
        admin1=place.name if place.kind == "admin1" else place.admin1,
        admin2=place.name if place.kind == "admin2" else place.admin2,
        country=place.country,
        iso3=place.iso3,
        latitude=round(place.latitude, 4),
        longitude=round(place.longitude, 4),
        precision=precision,
        gazetteer_id=f"geonames:{place.geonames_id}" if place.geonames_id else None,
        text=text,
    )


def usual_name(place: Place, text: str) -> str:
    """Return the usual name of a city, and the text's spelling of a smaller place's name where it is one name.

    Names that the gazetteer writes with the marks or the article of a transliteration are no usual ones.
    """
    key, own = place_key(text), place_key(place.name)
    usual = place.name.isascii() and place.name[0].isalpha() and own.partition(" ")[0] not in _ARTICLES
    if key == own or not usual or (place.population < _CITY and skeleton(key) == skeleton(own)):
        return text
    return place.name


def precision_of(place: Place, mention: PlaceMention) -> PlacePrecision:
    """Return how precisely a mention of a place tells where something happened."""
    if place.kind == "area":
        return "region"
    if place.kind in ("admin1", "admin2"):
        return place.kind
    if place.kind == "place" and mention.unit == "admin2":
        return "admin2"  # "Pekon township": a town that names its district
    if mention.unit == "site" or place.kind == "site":
        return "site"
    return "near" if mention.near else "place"


def point_of(location: Location) -> tuple[float, float] | None:
    """Return latitude and longitude, or None where no point is known."""
    if location.latitude is None or location.longitude is None:
        return None
    return location.latitude, location.longitude


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points, in kilometres.

    >>> round(distance_km((43.25, 76.9), (51.18, 71.45)))
    972
    """
    latitude1, longitude1, latitude2, longitude2 = map(math.radians, (*one, *other))
    half = math.sin((latitude2 - latitude1) / 2) ** 2
    half += math.cos(latitude1) * math.cos(latitude2) * math.sin((longitude2 - longitude1) / 2) ** 2
    return 2 * _KM * math.asin(min(1.0, math.sqrt(half)))
