"""Find places by name in the gazetteer's Arrow files, without building anything at start."""

from __future__ import annotations

import atexit
import math
from bisect import bisect_left
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from exporter.coding.countries import by_iso2
from exporter.coding.gazetteer.keys import place_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_Context = tuple[tuple[int, ...], tuple[tuple[str, float], ...], tuple[int, ...], bool, tuple[float, float] | None]
PlaceKind = Literal["place", "site", "admin2", "admin1", "area"]

_MOST_WORDS = 7  # no name of the gazetteer that news text uses is longer
_REMEMBERED = 200_000  # keys; beyond it the memory is emptied, so that endless text needs no endless memory
_STEP = 128  # every so many keys are held as Python bytes, which narrows the search at once
_SCALE = 100_000  # coordinates are stored as whole numbers of 1/100,000 degree
_OTHER_NAME = 1.7  # what a name costs a place that is better known under another one
_HOME = 6.0  # what being in the expected country is worth, in powers of ten of inhabitants
_LESS_EXPECTED = 1.0  # what each further country of the list is worth less
_VILLAGE = 20  # times as many people as its namesake a region must have to be meant rather than the town
_REGION = 5  # times as many people as a place elsewhere a region must have to be meant rather than that place
_ADDED = 5_000  # inhabitants that a place added by hand counts as having: news named it, or it would not be there
_NEAR = 4.0  # what being beside a place named with it is worth
_KIND = {"place": 0.0, "site": 0.0, "admin2": -2.5, "admin1": -2.0, "area": 3.0}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer; ``admin1`` and ``admin2`` are the names of the regions that hold it."""

    row: int
    name: str
    kind: PlaceKind
    iso3: str
    country: str
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    population: int
    geonames_id: int


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in text: end of its tokens, and the places that carry it as ``row * 2 + is_other_name``."""

    end: int
    key: str
    candidates: tuple[int, ...]


class Gazetteer:
    """Places by name.

    >>> gazetteer = load_gazetteer()
    >>> almaty = gazetteer.find("Alma-Ata", countries=["KAZ"])
    >>> almaty.name, almaty.iso3, round(almaty.latitude, 1)
    ('Almaty', 'KAZ', 43.3)
    """

    def __init__(self, folder: Path) -> None:
        places, names = (_read(folder / f"{name}.arrow") for name in ("places", "names"))
        self._folder = folder
        self._keys, self._offsets = _text(names.column("key"))
        self._of_key = _numbers(names.column("place"), "I")
        self._count = len(names)
        self._every = [self._key(index) for index in range(0, self._count, _STEP)]
        self._names, self._name_offsets = _text(places.column("name"))
        self._kind = _numbers(places.column("kind"), "B")
        self._country = _numbers(places.column("country"), "B")
        self._admin1 = _numbers(places.column("admin1"), "i")
        self._admin2 = _numbers(places.column("admin2"), "i")
        self._latitude = _numbers(places.column("latitude"), "i")
        self._longitude = _numbers(places.column("longitude"), "i")
        self._population = _numbers(places.column("population"), "I")
        self._geonames_id = _numbers(places.column("geonames_id"), "I")
        metadata = places.schema.metadata
        self._kinds: list[PlaceKind] = metadata[b"kinds"].decode().split()
        known = by_iso2()
        self._iso3 = [known[code].iso3 for code in metadata[b"countries"].decode().split()]
        self._country_names = {country.iso3: country.name for country in known.values()}
        self._entries: dict[str, tuple[int, int, bool]] = {}
        self._ranked: dict[_Context, tuple[float, int] | None] = {}

    def _key(self, index: int) -> bytes:
        return bytes(self._keys[self._offsets[index] : self._offsets[index + 1]])

    def entry(self, key: str) -> tuple[int, int, bool]:
        """Return first and last row (exclusive) of a key in the name table, and whether longer names begin with it."""
        found = self._entries.get(key)
        if found is None:
            if len(self._entries) > _REMEMBERED:
                self._entries.clear()
            wanted = key.encode("utf-8", "surrogatepass")
            block = bisect_left(self._every, wanted)
            low, high = max(0, block - 1) * _STEP, min(block * _STEP + 1, self._count)
            first = last = bisect_left(range(self._count), wanted, low, high, key=self._key)
            while last < self._count and self._key(last) == wanted:
                last += 1
            longer = last < self._count and self._key(last).startswith(wanted + b" ")
            found = self._entries[key] = (first, last, longer)
        return found

    def match(self, keys: Sequence[str], at: int) -> Match | None:
        """Return the longest name that begins at ``at`` of a list of place keys, one for each token, or None.

        An empty key (a mark) ends every name.
        """
        key = keys[at]
        if not key:
            return None
        best: Match | None = None
        end = at + 1
        while True:
            first, last, longer = self.entry(key)
            if last > first:
                best = Match(end, key, tuple(self._of_key[first:last]))
            if not longer or end >= len(keys) or not keys[end] or end - at >= _MOST_WORDS:
                return best
            key = f"{key} {keys[end]}"
            end += 1

    def candidates(self, name: str) -> tuple[int, ...]:
        """Return the places that carry a name, as ``row * 2 + is_other_name``."""
        first, last, _ = self.entry(place_key(name))
        return tuple(self._of_key[first:last])

    def find(self, name: str, *, countries: Sequence[str] = (), within: Sequence[str] = ()) -> Place | None:
        """Return the best place of that name, or None."""
        match = Match(0, place_key(name), self.candidates(name))
        worth = tuple((iso3, _HOME - _LESS_EXPECTED * min(index, 3)) for index, iso3 in enumerate(countries))
        holders = [row for region in within for row in self.regions(Match(0, region, self.candidates(region)))]
        best = self.best(match, worth=worth, holders=tuple(holders))
        return None if best is None else self.place(best[1])

    def best(
        self,
        match: Match,
        *,
        worth: tuple[tuple[str, float], ...] = (),
        holders: tuple[int, ...] = (),
        region: bool = False,
        near: tuple[float, float] | None = None,
    ) -> tuple[float, int] | None:
        """Return score and row of the likeliest place of a match.

        Args:
            match: a name with its candidates.
            worth: pairs of ISO code and what being there is worth, in powers of ten of inhabitants.
            holders: rows of the regions that the text puts the place in; a place in one of them beats all others.
            region: the text calls the place a region ("Homs province"), so that regions come before towns.
            near: latitude and longitude of a place named beside it.

        """
        context = (match.candidates, worth, holders, region, near)
        if context in self._ranked:
            return self._ranked[context]
        if len(self._ranked) > _REMEMBERED:
            self._ranked.clear()
        regions = set(holders)
        values = dict(worth)
        scored = [
            (self._score(candidate, values, regions, region=region) + self._nearness(candidate >> 1, near), candidate)
            for candidate in match.candidates
        ]
        best = min(scored, key=lambda item: (-item[0], item[1]), default=None)
        answer = None if best is None else (best[0], self._namesake(best[1] >> 1, match, region=region))
        self._ranked[context] = answer
        return answer

    def _namesake(self, row: int, match: Match, *, region: bool) -> int:
        """Return the town for a region of its name that holds it, and the region for a village that it does not hold.

        "New York" is the city, and "Samburu" the county rather than a village elsewhere.
        """
        rows = [other >> 1 for other in match.candidates if self._country[other >> 1] == self._country[row]]
        kind = self._kinds[self._kind[row]]
        if kind == "admin1" and not region:
            towns = [town for town in rows if self._kinds[self._kind[town]] == "place" and self._admin1[town] == row]
            town = max(towns, key=lambda one: self._population[one], default=row)
            return town if self._population[town] * _VILLAGE >= self._population[row] else row
        if kind == "place":
            wider = [one for one in rows if self._kinds[self._kind[one]] == "admin1" and self._admin1[row] != one]
            largest = max(wider, key=lambda one: self._population[one], default=row)
            return largest if self._population[largest] > _REGION * self._population[row] else row
        return row

    def _score(self, candidate: int, worth: dict[str, float], regions: set[int], *, region: bool) -> float:
        row = candidate >> 1
        kind = self._kinds[self._kind[row]]
        people = self._population[row]
        if kind == "place" and not self._geonames_id[row]:
            people = _ADDED
        score = math.log10(1 + people) - _OTHER_NAME * (candidate & 1)
        score += worth.get(self._iso3[self._country[row]], 0.0)
        score += -_KIND[kind] if region and kind in ("admin1", "admin2") else _KIND[kind]
        if regions:
            for parent in (self._admin1[row], self._admin2[row]):
                if parent in regions:
                    score += 2 * _HOME
        return score

    def _nearness(self, row: int, near: tuple[float, float] | None) -> float:
        """Return what being near a place is worth: all within a degree, nothing beyond ten."""
        if near is None:
            return 0.0
        north = abs(self._latitude[row] / _SCALE - near[0])
        east = abs(self._longitude[row] / _SCALE - near[1])
        return _NEAR * max(0.0, 1.0 - max(north, min(east, 360 - east) - 1) / 9)

    def regions(self, match: Match, iso3: str | None = None) -> list[int]:
        """Return the rows of the regions of a name, of one country only where it is given."""
        return [
            row
            for row in dict.fromkeys(candidate >> 1 for candidate in match.candidates)
            if self._kinds[self._kind[row]] in ("admin1", "admin2") and iso3 in (None, self.iso3(row))
        ]

    def holds(self, region: int, row: int) -> bool:
        """Tell whether a place is put into a region."""
        return region in (self._admin1[row], self._admin2[row])

    def by_skeleton(self, code: int) -> list[int]:
        """Return the rows of the places that have a name whose skeleton has this code."""
        codes, places = self._skeletons
        at = bisect_left(codes, code)
        rows = []
        while at < len(codes) and codes[at] == code:
            rows.append(places[at])
            at += 1
        return rows

    @cached_property
    def _skeletons(self) -> tuple[memoryview[int], memoryview[int]]:
        """Codes of skeletons and the rows of their places; few texts write names in another way."""
        skeletons = _read(self._folder / "skeletons.arrow")
        return _numbers(skeletons.column("code"), "I"), _numbers(skeletons.column("place"), "I")

    def name(self, row: int) -> str:
        """Return the name of the place in a row."""
        return bytes(self._names[self._name_offsets[row] : self._name_offsets[row + 1]]).decode()

    def iso3(self, row: int) -> str:
        """Return the country of the place in a row."""
        return self._iso3[self._country[row]]

    def place(self, row: int) -> Place:
        """Return the place in a row."""
        admin1, admin2 = self._admin1[row], self._admin2[row]
        iso3 = self.iso3(row)
        return Place(
            row=row,
            name=self.name(row),
            kind=self._kinds[self._kind[row]],
            iso3=iso3,
            country=self._country_names[iso3],
            admin1=self.name(admin1) if admin1 >= 0 else None,
            admin2=self.name(admin2) if admin2 >= 0 else None,
            latitude=self._latitude[row] / _SCALE,
            longitude=self._longitude[row] / _SCALE,
            population=self._population[row],
            geonames_id=self._geonames_id[row],
        )

    def __len__(self) -> int:
        return len(self._kind)


def _read(path: Path) -> pa.RecordBatch:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).get_batch(0)


def _numbers(column: pa.Array, form: Literal["B", "i", "I"]) -> memoryview[int]:
    return memoryview(column.buffers()[1]).cast("B").cast(form)


def _text(column: pa.Array) -> tuple[memoryview[int], memoryview[int]]:
    _, offsets, data = column.buffers()
    return memoryview(data).cast("B"), memoryview(offsets).cast("B").cast("i")


@cache
def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, read once for each process."""
    folder = ExitStack()
    atexit.register(folder.close)  # what lies in a zip file stays unpacked as long as it may be read
    return Gazetteer(folder.enter_context(as_file(files("exporter.coding").joinpath("gazetteer"))))
