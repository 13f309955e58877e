"""Which of the places of one name a text can mean: by inhabitants, expected countries and what it names beside it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from exporter.coding.gazetteer import place_key
from exporter.coding.gazetteer.transliteration import similar_places
from exporter.coding.place_spots import distance_km, point_of
from exporter.coding.place_words import BARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.coding.gazetteer import Gazetteer, Match, Place
    from exporter.coding.place_mention import PlaceMention
    from exporter.coding.place_spots import Spot

HERE = 2.0  # weight from which another spelling is looked for
_TOWN = 5_000  # inhabitants: of names that stand alone only towns of the country count
_LONG = 6  # letters of a name that is hardly a person's where only one place on earth has it
_WELL_KNOWN = 20_000  # inhabitants from which a town of the country needs no other place to tell it
_FOREIGN = 150_000  # inhabitants: a place in no expected country must be as large as this to be meant
_HELD = {"admin1": 350.0, "admin2": 150.0}  # kilometres from a region's point to a place whose region is not known
_BORDERING = {"admin1": 100.0, "admin2": 60.0}  # the same for a place that the gazetteer puts into another region
_BESIDE_KM = 120.0  # kilometres that a place may lie from a town whose name stands for the region around it
ABOUT_KM = 100.0  # kilometres that it may lie from another place that its sentence names
_SAME_KM = 40.0  # kilometres within which a town and a district of one name are one


class PlaceChoice:
    """Chooses among the places of a name; ``stated`` is the ISO code of the document's country, where it has one."""

    def __init__(self, gazetteer: Gazetteer, stated: str | None) -> None:
        self._gazetteer, self._stated = gazetteer, stated

    def choose(
        self,
        mention: PlaceMention,
        match: Match | None,
        anchor: Spot | None,
        worths: Iterable[Mapping[str, float]],
        text: str,
    ) -> Place | None:
        """Return the place that a mention means, or None.

        ``match`` is what the gazetteer knows of its name, ``anchor`` what the text names beside it, ``worths`` what
        being in a country is worth, one tried after the other, and ``text`` the name as written, which may be another
        spelling.
        """
        if match is not None:
            found = (self._likeliest(mention, match, anchor, worth) for worth in worths)
            place = next((place for place in found if place is not None), None)
            if place is not None:
                return place
        home = anchor.location.iso3 if anchor is not None and anchor.location.iso3 else self._stated
        if home and (mention.whole or mention.loose or match is None) and (mention.inside or mention.weight >= HERE):
            for row in similar_places(self._gazetteer, text, home):
                place = self._gazetteer.place(row)
                if self._fits(place, anchor, mention):
                    return place
        return None

    def is_certain(self, place: Place, mention: PlaceMention) -> bool:
        """Tell whether a name stands for one place wherever it is named."""
        if not mention.whole or mention.unit in ("site", "place"):
            return False
        own = mention.match is not None and place_key(place.name) == mention.match.key
        if self._stated and place.iso3 != self._stated:
            return own and place.population >= _FOREIGN
        if place.kind in ("admin1", "area"):
            return True
        return own and (place.population >= _WELL_KNOWN or self._is_alone(mention.match, place))

    def _is_alone(self, match: Match | None, place: Place) -> bool:
        """Tell whether no other place of the country has the name."""
        rows = {candidate >> 1 for candidate in match.candidates} if match else set()
        same = [self._gazetteer.place(row) for row in rows if self._gazetteer.iso3(row) == place.iso3]
        here = (place.latitude, place.longitude)
        return all(distance_km(here, (one.latitude, one.longitude)) <= _SAME_KM for one in same)

    def _is_only(self, match: Match | None, place: Place) -> bool:
        """Tell whether a long name is that of one place on earth, so that it is hardly a person's."""
        if match is None or len(match.key) < _LONG:
            return False
        here = (place.latitude, place.longitude)
        places = [self._gazetteer.place(row) for row in {candidate >> 1 for candidate in match.candidates}]
        return all(distance_km(here, (one.latitude, one.longitude)) <= _SAME_KM for one in places)

    def _likeliest(
        self, mention: PlaceMention, match: Match, anchor: Spot | None, worth: Mapping[str, float]
    ) -> Place | None:
        """Return the likeliest place of a name, or None where the text cannot mean it."""
        location = anchor.location if anchor is not None else None
        best = self._gazetteer.best(
            match,
            worth=tuple(sorted(worth.items())),
            holders=self._holders(mention),
            region=mention.unit in ("admin1", "admin2") or (mention.inside and mention.unit != "place"),
            near=point_of(location) if location is not None and location.precision != "country" else None,
        )
        if best is None:
            return None
        place = self._gazetteer.place(best[1])
        return place if self._meant(place, mention, worth) and self._fits(place, anchor, mention) else None

    def _holders(self, mention: PlaceMention) -> tuple[int, ...]:
        """Return the rows of all regions that the names beside a mention may mean."""
        matches = [outer.match for outer in mention.within if outer.match is not None]
        return tuple(row for match in matches for row in self._gazetteer.regions(match, self._stated))

    def _meant(self, place: Place, mention: PlaceMention, worth: Mapping[str, float]) -> bool:
        """Tell whether a text can mean this place: one of an expected country, or a large one by its own name."""
        if place.kind == "area":
            return mention.weight > BARE
        if mention.inside and self._stated and place.iso3 not in worth:
            return False
        own = mention.match is not None and place_key(place.name) == mention.match.key
        home = place.iso3 == self._stated
        if mention.weight <= BARE and not mention.unit:  # a name without a word that says where may be a person's
            if home and (place.kind == "site" or self._is_only(mention.match, place)):
                return True
            return own and place.population >= (_TOWN if home else _FOREIGN)
        if mention.loose and not (own and (place.kind != "place" or place.population >= _TOWN)):
            return False
        return place.iso3 in worth or (mention.whole and (own or not self._stated) and place.population >= _FOREIGN)

    def _fits(self, place: Place, anchor: Spot | None, mention: PlaceMention) -> bool:
        """Tell whether a place can lie where the text puts it."""
        if anchor is None:
            return True
        location = anchor.location
        if location.iso3 and location.iso3 != place.iso3:
            return False
        point = point_of(location)
        if point is None or location.precision in ("country", "region"):
            return True
        return distance_km(point, (place.latitude, place.longitude)) <= self._reach(place, anchor, mention)

    def _reach(self, place: Place, anchor: Spot, mention: PlaceMention) -> float:
        """Return how far from an anchor a place may lie, in kilometres."""
        holder = anchor.place
        if not mention.within:
            return ABOUT_KM
        rows = (*([holder.row] if holder is not None else []), *self._holders(mention))
        if any(self._gazetteer.holds(row, place.row) for row in rows):
            return math.inf
        if holder is None or holder.kind not in ("admin1", "admin2"):
            return _HELD.get(anchor.location.precision or "", _BESIDE_KM)
        # A region without inhabitants is one that the gazetteer's own division of the country does not have.
        elsewhere = holder.population and (place.admin1 if holder.kind == "admin1" else place.admin2)
        return (_BORDERING if elsewhere else _HELD)[holder.kind]
