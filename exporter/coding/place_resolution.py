"""Which place of a name a text means: by the regions beside it, the places of its sentence and the country."""

from __future__ import annotations

import weakref
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.countries import countries, find_country
from exporter.coding.fronts import front_told
from exporter.coding.gazetteer import load_gazetteer, place_key
from exporter.coding.place_choice import ABOUT_KM, HERE, PlaceChoice
from exporter.coding.place_spots import Spot, distance_km, location_of, point_of, precision_of, usual_name
from exporter.coding.place_words import SURE
from exporter.coding.places import read_places
from exporter.events import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.coding.fronts import Front
    from exporter.coding.gazetteer import Match, Place
    from exporter.coding.place_mention import PlaceMention
    from exporter.coding.reading import Reading

# What being in a country is worth, in powers of ten of inhabitants, by how the text brings that country in.
_NAMED_BESIDE = 9.0
_STATED = 6.0
_FOCUS = 1.5
_SENTENCE = 2.5
_ENOUGH = 1.5  # weight below which a name that the gazetteer lacks may be anything


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
        self._choice = PlaceChoice(self._gazetteer, self.stated)

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

    def country_named(self, mention: PlaceMention) -> str | None:
        """Return the ISO code of the one country that has a place of a name, among those that the text is about."""
        if mention.match is None:
            return None
        homes = {self._gazetteer.iso3(one >> 1) for one in mention.match.candidates}
        homes &= self._reading.named_countries
        return homes.pop() if len(homes) == 1 else None

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
            latitude=round(capital.latitude, 4) if capital and known else None,
            longitude=round(capital.longitude, 4) if capital and known else None,
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
            return Spot(location_of(place, text, precision_of(place, mention), name=usual_name(place, text)), place)
        if place is not None:
            return Spot(location_of(place, text, "site" if mention.unit == "site" else "near", name=text))
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
        if anchor is None and mention.beside is None and not (place and self._choice.is_certain(place, mention)):
            about = self._about(sentence, mention, bracketed=place is None)
            if about is None and (front := self._front(sentence)) is not None:
                return self._at_front(front, sentence, mention, match)
            if about is not None and not (place and _near(place, about.location)):
                return self._place(sentence, mention, match, about), about
        if place is None and anchor is not None and anchor.place is not None and anchor.place.kind == "place":
            alone = self._place(sentence, mention, match, None)
            sure = alone is not None and self._choice.is_certain(alone, mention)
            if alone is not None and sure and alone.population > anchor.place.population:
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
        return location_of(place, text, "region", name=text) if place is not None else None

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

    # --- which place of that name

    def _place(self, sentence: int, mention: PlaceMention, match: Match | None, anchor: Spot | None) -> Place | None:
        text = self.text(sentence, mention)
        return self._choice.choose(mention, match, anchor, self._worths(sentence, mention, anchor), text)

    def _worths(self, sentence: int, mention: PlaceMention, anchor: Spot | None) -> Iterator[dict[str, float]]:
        """Give what being in a country is worth; then, for a place alone, by all countries that the text is about."""
        yield self._worth(sentence, anchor)
        if anchor is None and mention.whole and mention.weight >= HERE:
            yield dict.fromkeys(self._reading.named_countries, _FOCUS)  # Rafah, where Palestinians are named

    def _worth(self, sentence: int, anchor: Spot | None) -> dict[str, float]:
        """Return what being in a country is worth, by ISO code."""
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
    here = point_of(location)
    return here is not None and distance_km(here, (place.latitude, place.longitude)) <= ABOUT_KM
