"""Where an event happened: the place of this event rather than the first place in the text."""

from __future__ import annotations

import math
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.coding.countries import countries, find_country
from exporter.coding.gazetteer import load_gazetteer, place_key
from exporter.coding.gazetteer.transliteration import similar_places, skeleton
from exporter.coding.places import read_places
from exporter.events import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.coding.gazetteer import Place
    from exporter.coding.places import PlaceMention
    from exporter.coding.reading import Reading
    from exporter.events.record import PlacePrecision

# What being in a country is worth, in powers of ten of inhabitants, by how the text brings that country in.
_NAMED_BESIDE = 7.0
_STATED = 3.5
_FOCUS = 1.5
_SENTENCE = 2.5
_BARE = 0.5  # weight up to which a name stands alone, without a word that says where
_CITY = 300_000  # inhabitants from which a place has one usual English name
_ARTICLES = frozenset(("al", "el", "ad", "ar", "as", "az", "ash", "an", "at"))
_TOWN = 5_000  # inhabitants: of names that stand alone only towns of the country count
_FOREIGN = 150_000  # inhabitants: a place in no expected country must be as large as this to be meant
_ENOUGH = 1.5  # score below which a sentence is taken to say nothing of where
_CLAUSE = 1.0  # what standing in the event's own clause is worth
_STEP = 0.04  # what a token of distance costs
_FAR = 25  # tokens beyond which distance costs no more
_HERE = 2.0  # weight from which a country is where something happened
_HELD = {"admin1": 350.0, "admin2": 150.0}  # kilometres that a place may lie from the point of the region that holds it
_BESIDE_KM = 80.0  # kilometres that it may lie from a place named beside it
_COUNTRY = 2.6  # what a country is worth less than a place in it
_LOOK_BACK = 3  # sentences
_FADE = 0.7  # what a sentence of distance costs
_TOLD_LATER = 0.35  # what a sentence costs in an incident that several report
_DATELINE = 8  # tokens within which a dash closes a dateline
_KM = 6371.0


@dataclass(frozen=True, slots=True)
class _Choice:
    """A mention with its sentence and score."""

    score: float
    sentence: int
    mention: PlaceMention


class Locations:
    """The places of one document; each sentence is read once, on demand."""

    def __init__(self, reading: Reading) -> None:
        # A document that points to itself would stay in memory until the next search for rings.
        self._reading: Reading = weakref.proxy(reading)
        self._gazetteer = load_gazetteer()
        self._mentions: dict[int, list[PlaceMention]] = {}
        self._resolved: dict[tuple[int, int], Location | None] = {}
        stated = find_country(reading.document.country)
        self._stated = stated.iso3 if stated else None

    # --- which place

    def of_clause(self, sentence: int, first: int, last: int, trigger: int) -> Location | None:
        """Return where an event happened whose clause is the tokens ``first`` to ``last`` of a sentence."""
        return self._best([sentence], {sentence: (first, last, trigger)})

    def of_incident(self, sentences: Sequence[int], words: Iterable[tuple[int, int, int]]) -> Location | None:
        """Return where an incident happened that these sentences report, told by these words."""
        spans: dict[int, tuple[int, int, int]] = {}
        for sentence, first, last in words:
            old = spans.get(sentence)
            spans[sentence] = (min(first, old[0]), max(last, old[1]), old[2]) if old else (first, last, first)
        return self._best(list(sentences), spans)

    def _best(self, sentences: list[int], spans: Mapping[int, tuple[int, int, int]]) -> Location | None:
        choices = [
            choice
            for rank, sentence in enumerate(sentences)
            for choice in self._choices(sentence, spans.get(sentence), rank * _TOLD_LATER)
        ]
        if max((choice.score for choice in choices), default=0.0) < _ENOUGH:
            choices += self._around(sentences[0] if sentences else 0, set(sentences))
        unplaced: Location | None = None
        for choice in sorted(choices, key=lambda one: (-one.score, one.sentence, one.mention.start)):
            location = self.resolve(choice.sentence, choice.mention)
            if location is None:
                continue
            if location.latitude is not None:
                if unplaced is None or location.precision == "country":
                    return unplaced or location
                return _placed(unplaced, location)
            unplaced = unplaced or location
        return unplaced or self._country_only()

    def _choices(self, sentence: int, span: tuple[int, int, int] | None, cost: float) -> list[_Choice]:
        found = []
        for mention in self.mentions(sentence):
            if mention.inside:
                continue
            score = mention.weight - cost
            if mention.country:
                if mention.weight < _HERE and (self._stated or mention.country != self._reading.focus):
                    continue  # "the border with Somalia"
                score -= _COUNTRY
            if span is not None:
                first, last, trigger = span
                if first <= mention.start < last:
                    score += _CLAUSE
                score -= _STEP * min(abs(mention.start - trigger), _FAR)
            found.append(_Choice(score, sentence, mention))
        return found

    def _around(self, sentence: int, known: set[int]) -> list[_Choice]:
        """Return the places of the sentences before, of a headline's text, and of the dateline."""
        found = []
        earlier = range(sentence - 1, max(sentence - 1 - _LOOK_BACK, -1), -1)
        later = range(sentence + 1, sentence + 2)
        for index in (*earlier, *later):
            if index in known or index >= len(self._reading.sentences):
                continue
            cost = _FADE * (1 + abs(index - sentence))
            found += self._choices(index, None, cost)
        dateline = self._dateline()
        if dateline is not None and 0 not in known:
            found.append(_Choice(0.4, 0, dateline))
        return found

    def _dateline(self) -> PlaceMention | None:
        """Return the place that opens the text before a dash: "NAIROBI, Kenya (AP) -"."""
        if not self._reading.sentences:
            return None
        tokens = self._reading.sentences[0].tokens[:_DATELINE]
        if not any(token.text in ("-", "–", "—", "--") for token in tokens):
            return None
        return next((one for one in self.mentions(0) if one.start == 0), None)

    def _country_only(self) -> Location | None:
        country = countries().get(self._stated or self._reading.focus or "")
        if country is None:
            return None
        return self._of_country(country.iso3, None)

    # --- reading

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

    # --- which place of that name

    def resolve(self, sentence: int, mention: PlaceMention) -> Location | None:
        """Return the location that a mention names, or None where it names none."""
        key = (sentence, mention.start)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(sentence, mention)
        return self._resolved[key]

    def _resolve(self, sentence: int, mention: PlaceMention) -> Location | None:
        text = self._text(sentence, mention)
        if mention.country:
            return self._of_country(mention.country, text)
        anchor = self._anchor(sentence, mention)
        place = self._place(sentence, mention, anchor, text)
        if place is not None and mention.whole:
            return _location(place, text, _precision(place, mention), name=_name(place, text))
        if place is not None:
            return _location(place, text, "site" if mention.unit == "site" else "near", name=text)
        if mention.beside is not None:
            beside = self.resolve(sentence, mention.beside)
            if beside is not None and beside.precision != "country":
                return replace(beside, precision="near", text=text)
        hinted = bool(mention.unit or mention.within)
        if not hinted and (mention.weight < _ENOUGH or not self._stated):
            return None
        return self._unknown(anchor, text)

    def _text(self, sentence: int, mention: PlaceMention) -> str:
        tokens = self._reading.sentences[sentence].tokens
        return self._reading.document.text[tokens[mention.start].start : tokens[mention.end - 1].end]

    def _anchor(self, sentence: int, mention: PlaceMention) -> Location | None:
        """Return the smallest region named beside the mention that is known; a country where no region is."""
        country = None
        for index, outer in enumerate(mention.within):
            outer.within = outer.within or mention.within[index + 1 :]
            location = self.resolve(sentence, outer)
            if location is None or location.latitude is None:
                continue
            if location.precision != "country":
                return location
            country = country or location
        return country

    def _worth(self, sentence: int, anchor: Location | None) -> dict[str, float]:
        worth: dict[str, float] = {}
        if anchor is not None and anchor.iso3:
            worth[anchor.iso3] = _NAMED_BESIDE
        if self._stated:
            worth.setdefault(self._stated, _STATED)
        for other in self.mentions(sentence):
            if other.country:
                worth.setdefault(other.country, _SENTENCE)
        if self._reading.focus:
            worth.setdefault(self._reading.focus, _FOCUS)
        return worth

    def _place(self, sentence: int, mention: PlaceMention, anchor: Location | None, text: str) -> Place | None:
        worth = self._worth(sentence, anchor)
        if mention.match is not None:
            best = self._gazetteer.best(
                mention.match,
                worth=tuple(sorted(worth.items())),
                within=[self._text(sentence, outer) for outer in mention.within],
                region=mention.unit in ("admin1", "admin2") or mention.inside,
                near=_point(anchor) if anchor is not None and anchor.precision != "country" else None,
            )
            if best is not None:
                place = self._gazetteer.place(best[1])
                if self._meant(place, mention, worth) and _fits(place, anchor):
                    return place
        home = anchor.iso3 if anchor is not None and anchor.iso3 else self._stated
        if home and (mention.whole or mention.match is None) and (mention.inside or mention.weight >= _HERE):
            for row in similar_places(self._gazetteer, text, home):
                place = self._gazetteer.place(row)
                if _fits(place, anchor):
                    return place
        return None

    def _meant(self, place: Place, mention: PlaceMention, worth: Mapping[str, float]) -> bool:
        """Tell whether a text can mean this place: one of an expected country, or a large one by its own name."""
        if place.kind == "area":
            return mention.weight > _BARE
        own = mention.match is not None and place_key(place.name) == mention.match.key
        if mention.weight <= _BARE:  # a name without a word that says where may be a person's
            return own and place.population >= (_TOWN if place.iso3 == self._stated else _FOREIGN)
        if place.iso3 in worth:
            return True
        return mention.whole and (own or not self._stated) and place.population >= _FOREIGN

    def _unknown(self, anchor: Location | None, text: str) -> Location | None:
        """Return a place that the gazetteer lacks, at the point of the region named beside it."""
        name = text
        if anchor is None:
            country = countries().get(self._stated or "")
            if country is None:
                return None
            return Location(name=name, country=country.name, iso3=country.iso3, precision="place", text=text)
        if anchor.precision == "country":
            return Location(name=name, country=anchor.country, iso3=anchor.iso3, precision="place", text=text)
        admin1 = anchor.name if anchor.precision == "admin1" else anchor.admin1
        admin2 = anchor.name if anchor.precision != "admin1" else None
        precision: PlacePrecision = (
            "near" if anchor.precision in ("place", "near", "site") else anchor.precision or "near"
        )
        return Location(
            name=name,
            admin1=admin1,
            admin2=admin2,
            country=anchor.country,
            iso3=anchor.iso3,
            latitude=anchor.latitude,
            longitude=anchor.longitude,
            precision=precision,
            text=text,
        )

    def _of_country(self, iso3: str, text: str | None) -> Location | None:
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


def _fits(place: Place, anchor: Location | None) -> bool:
    """Tell whether a place can lie where the text puts it."""
    if anchor is None:
        return True
    if anchor.iso3 and anchor.iso3 != place.iso3:
        return False
    point = _point(anchor)
    if point is None or anchor.precision in ("country", "region"):
        return True
    reach = _HELD.get(anchor.precision or "", _BESIDE_KM)
    return distance_km(point, (place.latitude, place.longitude)) <= reach


def _placed(unplaced: Location, anchor: Location) -> Location:
    """Return a place without a point at the point of another place that the text tells of."""
    if unplaced.iso3 != anchor.iso3:
        return unplaced
    return replace(
        unplaced,
        admin1=anchor.admin1,
        admin2=anchor.admin2,
        latitude=anchor.latitude,
        longitude=anchor.longitude,
        precision="near",
    )


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
