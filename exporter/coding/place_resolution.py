"""Which place of a name a text means: by the regions beside it, the places of its sentence and the country."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.coding.countries import countries, find_country
from exporter.coding.fronts import front_told
from exporter.coding.gazetteer import load_gazetteer, place_key
from exporter.coding.gazetteer.transliteration import similar_places, skeleton
from exporter.coding.places import SURE, read_places
from exporter.events import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.coding.fronts import Front
    from exporter.coding.gazetteer import Match, Place
    from exporter.coding.places import PlaceMention
    from exporter.coding.reading import Reading
    from exporter.events.record import PlacePrecision

# What being in a country is worth, in powers of ten of inhabitants, by how the text brings that country in.
_NAMED_BESIDE = 9.0
_STATED = 6.0
_FOCUS = 1.5
_SENTENCE = 2.5
_BARE = 0.5  # weight up to which a name stands alone, without a word that says where
_HERE = 2.0  # weight from which another spelling is looked for
_ENOUGH = 1.5  # weight below which a name that the gazetteer lacks may be anything
_CITY = 300_000  # inhabitants from which a place has one usual English name
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "az", "ash", "an", "at"))
_TOWN = 5_000  # inhabitants: of names that stand alone only towns of the country count
_LONG = 6  # letters of a name that is hardly a person's where only one place on earth has it
_WELL_KNOWN = 20_000  # inhabitants from which a town of the country needs no other place to tell it
_FOREIGN = 150_000  # inhabitants: a place in no expected country must be as large as this to be meant
_HELD = {"admin1": 350.0, "admin2": 150.0}  # kilometres from a region's point to a place whose region is not known
_BORDERING = {"admin1": 100.0, "admin2": 60.0}  # the same for a place that the gazetteer puts into another region
_BESIDE_KM = 120.0  # kilometres that a place may lie from a town whose name stands for the region around it
_SAME_KM = 40.0  # kilometres within which a town and a district of one name are one
_ABOUT_KM = 100.0  # kilometres that it may lie from another place that its sentence names
_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention lies: the location, and the gazetteer's place where the whole name is known."""

    location: Location
    place: Place | None = None


class PlaceResolver:
    """The places of one document; each sentence is read once, on demand."""

    def __init__(self, reading: Reading) -> None:
        # A document that points to itself would stay in memory until the next search for rings.
        self._reading: Reading = weakref.proxy(reading)
        self._mentions: dict[int, list[PlaceMention]] = {}
        self._gazetteer = load_gazetteer()
        self._spots: dict[tuple[int, int], Spot | None] = {}
        stated = find_country(reading.document.country)
        self.stated = stated.iso3 if stated else None

    def mentions(self, sentence: int) -> list[PlaceMention]:
        """Return the places that a sentence names; made once."""
        known = self._mentions.get(sentence)
        if known is None:
            tokens = self._reading.sentences[sentence].tokens
            long = [token.text for token in tokens if token.kind == "word" and len(token.text) > 3]  # noqa: PLR2004
            shouting = len(long) > 3 and sum(word[0].isupper() for word in long) > 0.8 * len(long)  # noqa: PLR2004
            actors = self._reading.known(sentence)
            known = self._mentions[sentence] = read_places(tokens, actors, self._gazetteer, shouting=shouting)
        return known

    def resolve(self, sentence: int, mention: PlaceMention) -> Location | None:
        """Return the location that a mention names, or None where it names none."""
        spot = self._spot(sentence, mention)
        return spot.location if spot else None

    def text(self, sentence: int, mention: PlaceMention) -> str:
        """Return the words of a mention."""
        tokens = self._reading.sentences[sentence].tokens
        return self._reading.document.text[tokens[mention.start].start : tokens[mention.end - 1].end]

    def of_country(self, iso3: str, text: str | None) -> Location:
        """Return a country as a location, at the point of its capital."""
        country = countries()[iso3]
        capital = self._gazetteer.find(country.capital, countries=[iso3]) if country.capital else None
        known = capital is not None and capital.iso3 == iso3
        return Location(
            name=country.name,
            country=country.name,
            iso3=iso3,
            latitude=capital.latitude if capital and known else None,
            longitude=capital.longitude if capital and known else None,
            precision="country",
            text=text,
        )

    # --- one mention

    def _spot(self, sentence: int, mention: PlaceMention) -> Spot | None:
        key = (sentence, mention.start)
        if key not in self._spots:
            self._spots[key] = None  # a mention that leads back to itself has no anchor
            self._spots[key] = self._resolve(sentence, mention)
        return self._spots[key]

    def _resolve(self, sentence: int, mention: PlaceMention) -> Spot | None:
        text = self.text(sentence, mention)
        match = mention.match
        if mention.country:
            match = self._namesake(mention.country, text)
            if match is None:
                return Spot(self._territory(mention.country, text) or self.of_country(mention.country, text))
        place, around = self._placed(sentence, mention, match)
        if place is not None and mention.whole:
            return Spot(_location(place, text, _precision(place, mention), name=_name(place, text)), place)
        if place is not None:
            return Spot(_location(place, text, "site" if mention.unit == "site" else "near", name=text))
        if mention.beside is not None:
            beside = self.resolve(sentence, mention.beside)
            if beside is not None and beside.precision != "country":
                return Spot(replace(beside, precision="near", text=text))
        if not (mention.unit or mention.within) and (mention.weight < _ENOUGH or not self.stated):
            return None
        location = self._unknown(around, text, held=bool(mention.within))
        return Spot(location) if location is not None else None

    def _placed(self, sentence: int, mention: PlaceMention, match: Match | None) -> tuple[Place | None, Spot | None]:
        """Return the place that a mention means, and what else the text names that tells where it lies."""
        anchor = self._anchor(sentence, mention)
        place = self._place(sentence, mention, match, anchor)
        if anchor is None and mention.beside is None and not (place and self._certain(place, mention)):
            about = self._about(sentence, mention, bracketed=place is None)
            if about is None and (front := self._front(sentence)) is not None:
                return self._at_front(front, sentence, mention, match)
            if about is not None and not (place and _near(place, about.location)):
                return self._place(sentence, mention, match, about), about
        if place is None and anchor is not None and anchor.place is not None and anchor.place.kind == "place":
            alone = self._place(sentence, mention, match, None)
            if alone is not None and self._certain(alone, mention) and alone.population > anchor.place.population:
                return alone, anchor  # a village does not hold a city: another place of the region's name was taken
        return place, anchor

    def _namesake(self, iso3: str, text: str) -> Match | None:
        """Return the match of a country's name where the stated country has a region of that name: Niger State."""
        if not self.stated or iso3 == self.stated:
            return None
        match = self._gazetteer.match([place_key(text)], 0)
        if match is None:
            return None
        rows = [row << 1 for row in self._gazetteer.regions(match, self.stated)]
        return replace(match, candidates=tuple(rows)) if rows else None

    def _territory(self, iso3: str, text: str) -> Location | None:
        """Return the part of a country that a name means which also stands for the country: Gaza, the West Bank."""
        if text == countries()[iso3].name:
            return None
        match = self._gazetteer.match(place_key(text).split(), 0)
        if match is None or match.key != place_key(text):
            return None
        rows = (row for row in dict.fromkeys(one >> 1 for one in match.candidates) if self._gazetteer.iso3(row) == iso3)
        place = next((self._gazetteer.place(row) for row in rows), None)
        return _location(place, text, "region", name=text) if place is not None else None

    def _anchor(self, sentence: int, mention: PlaceMention) -> Spot | None:
        """Return the smallest region named beside the mention that is known; a country where no region is."""
        country = None
        for index, outer in enumerate(mention.within):
            outer.within = outer.within or mention.within[index + 1 :]
            spot = self._spot(sentence, outer)
            if spot is None or spot.location.latitude is None:
                continue
            if spot.location.precision != "country":
                return spot
            country = country or spot
        return country

    def _about(self, sentence: int, mention: PlaceMention, *, bracketed: bool) -> Spot | None:
        """Return the surest other place of the sentence, which tells where an uncertain one is to be looked for.

        ``bracketed`` places further on, "(Homs, Homs)", count where nothing at all is known of it.
        """
        found: list[tuple[tuple[bool, int, int], Spot]] = []
        for other in self.mentions(sentence):
            if other is mention or other.country or other.weak or not other.whole:
                continue
            if not (bracketed and other.bracketed) and (other.inside or other.weight < SURE):
                continue
            spot = self._spot(sentence, other)
            if spot is None or spot.place is None or spot.place.kind not in ("place", "admin2"):
                continue
            rank = (bool(other.within), spot.place.population, -abs(other.start - mention.start))
            found.append((rank, spot))
        return max(found, key=lambda item: item[0], default=(None, None))[1]

    def _front(self, sentence: int) -> Front | None:
        """Return the front line that a sentence speaks of."""
        words = self._reading.sentences[sentence].words
        return front_told(self.stated, self._reading.document.published, words)

    def _at_front(
        self, front: Front, sentence: int, mention: PlaceMention, match: Match | None
    ) -> tuple[Place | None, Spot]:
        """Return the place of a name that lies at a front line, and the region of that line."""
        country = countries()[front.country]
        latitude, longitude = front.centre
        around = Spot(
            Location(
                country=country.name,
                iso3=country.iso3,
                latitude=latitude,
                longitude=longitude,
                precision="region",
            )
        )
        place = self._place(sentence, mention, match, around)
        held = place is not None and front.reaches((place.latitude, place.longitude))
        return (place if held else None), around

    def _certain(self, place: Place, mention: PlaceMention) -> bool:
        """Tell whether a name stands for one place wherever it is named."""
        if not mention.whole or mention.unit in ("site", "place"):
            return False
        own = mention.match is not None and place_key(place.name) == mention.match.key
        if self.stated and place.iso3 != self.stated:
            return own and place.population >= _FOREIGN
        if place.kind in ("admin1", "area"):
            return True
        return own and (place.population >= _WELL_KNOWN or self._alone(mention.match, place))

    def _alone(self, match: Match | None, place: Place) -> bool:
        """Tell whether no other place of the country has the name."""
        rows = {candidate >> 1 for candidate in match.candidates} if match else set()
        same = [self._gazetteer.place(row) for row in rows if self._gazetteer.iso3(row) == place.iso3]
        here = (place.latitude, place.longitude)
        return all(distance_km(here, (one.latitude, one.longitude)) <= _SAME_KM for one in same)

    def _only(self, match: Match | None, place: Place) -> bool:
        """Tell whether a long name is that of one place on earth, so that it is hardly a person's."""
        if match is None or len(match.key) < _LONG:
            return False
        here = (place.latitude, place.longitude)
        places = [self._gazetteer.place(row) for row in {candidate >> 1 for candidate in match.candidates}]
        return all(distance_km(here, (one.latitude, one.longitude)) <= _SAME_KM for one in places)

    # --- which place of that name

    def _worth(self, sentence: int, anchor: Spot | None) -> dict[str, float]:
        worth: dict[str, float] = {}
        if anchor is not None and anchor.location.iso3:
            worth[anchor.location.iso3] = _NAMED_BESIDE
        if self.stated:
            worth.setdefault(self.stated, _STATED)
        for other in self.mentions(sentence):
            if other.country:
                worth.setdefault(other.country, _SENTENCE)
        if self._reading.focus:
            worth.setdefault(self._reading.focus, _FOCUS)
        return worth

    def _place(self, sentence: int, mention: PlaceMention, match: Match | None, anchor: Spot | None) -> Place | None:
        worth = self._worth(sentence, anchor)
        location = anchor.location if anchor is not None else None
        if match is not None:
            place = self._likeliest(mention, match, worth, anchor)
            if place is None and anchor is None and mention.whole and mention.weight >= _HERE:
                elsewhere = dict.fromkeys(self._reading.named_countries, _FOCUS)  # Rafah, where Palestinians are named
                place = self._likeliest(mention, match, elsewhere, anchor)
            if place is not None:
                return place
        home = location.iso3 if location is not None and location.iso3 else self.stated
        if home and (mention.whole or mention.loose or match is None) and (mention.inside or mention.weight >= _HERE):
            for row in similar_places(self._gazetteer, self.text(sentence, mention), home):
                place = self._gazetteer.place(row)
                if self._fits(place, anchor, mention):
                    return place
        return None

    def _likeliest(
        self, mention: PlaceMention, match: Match, worth: Mapping[str, float], anchor: Spot | None
    ) -> Place | None:
        """Return the likeliest place of a name, or None where the text cannot mean it."""
        location = anchor.location if anchor is not None else None
        best = self._gazetteer.best(
            match,
            worth=tuple(sorted(worth.items())),
            holders=self._holders(mention),
            region=mention.unit in ("admin1", "admin2") or (mention.inside and mention.unit != "place"),
            near=_point(location) if location is not None and location.precision != "country" else None,
        )
        if best is None:
            return None
        place = self._gazetteer.place(best[1])
        return place if self._meant(place, mention, worth) and self._fits(place, anchor, mention) else None

    def _holders(self, mention: PlaceMention) -> tuple[int, ...]:
        """Return the rows of all regions that the names beside a mention may mean."""
        matches = [outer.match for outer in mention.within if outer.match is not None]
        return tuple(row for match in matches for row in self._gazetteer.regions(match, self.stated))

    def _meant(self, place: Place, mention: PlaceMention, worth: Mapping[str, float]) -> bool:
        """Tell whether a text can mean this place: one of an expected country, or a large one by its own name."""
        if place.kind == "area":
            return mention.weight > _BARE
        if mention.inside and self.stated and place.iso3 not in worth:
            return False
        own = mention.match is not None and place_key(place.name) == mention.match.key
        home = place.iso3 == self.stated
        if mention.weight <= _BARE and not mention.unit:  # a name without a word that says where may be a person's
            if home and (place.kind == "site" or self._only(mention.match, place)):
                return True
            return own and place.population >= (_TOWN if home else _FOREIGN)
        if mention.loose and not (own and (place.kind != "place" or place.population >= _TOWN)):
            return False
        return place.iso3 in worth or (mention.whole and (own or not self.stated) and place.population >= _FOREIGN)

    def _fits(self, place: Place, anchor: Spot | None, mention: PlaceMention) -> bool:
        """Tell whether a place can lie where the text puts it."""
        if anchor is None:
            return True
        location = anchor.location
        if location.iso3 and location.iso3 != place.iso3:
            return False
        point = _point(location)
        if point is None or location.precision in ("country", "region"):
            return True
        return distance_km(point, (place.latitude, place.longitude)) <= self._reach(place, anchor, mention)

    def _reach(self, place: Place, anchor: Spot, mention: PlaceMention) -> float:
        """Return how far from an anchor a place may lie, in kilometres."""
        holder = anchor.place
        if not mention.within:
            return _ABOUT_KM
        rows = (*([holder.row] if holder is not None else []), *self._holders(mention))
        if any(self._gazetteer.holds(row, place.row) for row in rows):
            return math.inf
        if holder is None or holder.kind not in ("admin1", "admin2"):
            return _HELD.get(anchor.location.precision or "", _BESIDE_KM)
        # A region without inhabitants is one that the gazetteer's own division of the country does not have.
        elsewhere = holder.population and (place.admin1 if holder.kind == "admin1" else place.admin2)
        return (_BORDERING if elsewhere else _HELD)[holder.kind]

    def _unknown(self, anchor: Spot | None, text: str, *, held: bool) -> Location | None:
        """Return a place that the gazetteer lacks, at the point of what holds it or is named with it."""
        if anchor is None or anchor.location.precision == "country":
            country = countries().get((anchor.location.iso3 if anchor else self.stated) or "")
            if country is None:
                return None
            return Location(name=text, country=country.name, iso3=country.iso3, precision="place", text=text)
        around = anchor.location
        region = anchor.place is not None and anchor.place.kind == "admin1"
        return replace(
            around,
            name=text,
            admin2=around.admin2 if region or not held else around.name,
            precision="near" if around.precision in ("place", "near", "site") else around.precision or "near",
            gazetteer_id=None,
            text=text,
        )


def _near(place: Place, location: Location) -> bool:
    point = _point(location)
    return point is not None and distance_km(point, (place.latitude, place.longitude)) <= _ABOUT_KM


def _name(place: Place, text: str) -> str:
    """Return the usual name of a city, and the text's spelling of a smaller place's name where it is one name.

    Names that the gazetteer writes with the marks or the article of a transliteration are no usual ones.
    """
    key, own = place_key(text), place_key(place.name)
    usual = place.name.isascii() and place.name[0].isalpha() and own.partition(" ")[0] not in _ARTICLES
    if key == own or not usual or (place.population < _CITY and skeleton(key) == skeleton(own)):
        return text
    return place.name


def _point(location: Location) -> tuple[float, float] | None:
    if location.latitude is None or location.longitude is None:
        return None
    return location.latitude, location.longitude


def _precision(place: Place, mention: PlaceMention) -> PlacePrecision:
    if place.kind == "area":
        return "region"
    if place.kind in ("admin1", "admin2"):
        return place.kind
    if place.kind == "place" and mention.unit == "admin2":
        return "admin2"  # "Pekon township": a town that names its district
    if mention.unit == "site" or place.kind == "site":
        return "site"
    return "near" if mention.near else "place"


def _location(place: Place, text: str, precision: PlacePrecision, *, name: str | None = None) -> Location:
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


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points, in kilometres.

    >>> round(distance_km((43.25, 76.9), (51.18, 71.45)))
    972
    """
    latitude1, longitude1, latitude2, longitude2 = map(math.radians, (*one, *other))
    half = math.sin((latitude2 - latitude1) / 2) ** 2
    half += math.cos(latitude1) * math.cos(latitude2) * math.sin((longitude2 - longitude1) / 2) ** 2
    return 2 * _KM * math.asin(min(1.0, math.sqrt(half)))
