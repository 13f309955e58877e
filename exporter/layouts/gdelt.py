"""What the event files of GDELT 1.0 and 2.0 share."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import (
    Side,
    cameo_column,
    classified,
    first_source,
    goldstein,
    numbers,
    one_each,
    quad_class,
    side_columns,
)
from exporter.layouts.cells import apply, constant, day_of, encoded, lookup, plain, write_column
from exporter.layouts.coded import CodedLayout
from exporter.layouts.country_codes import from_iso3, to_iso3
from exporter.layouts.gdelt_damage import fits_column, mend_gdelt
from exporter.layouts.nested import field_type, part, struct
from exporter.schemas import code_list
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.findings import Finding
    from exporter.layouts.base import Context
    from exporter.layouts.table import Columns

FAMILY = frozenset({"gdelt1", "gdelt2"})

_GEO = ("FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_PRECISIONS = {0: None, 1: "country", 2: "admin1", 3: "place", 4: "place", 5: "admin1"}
_UNITED_STATES = "US"
_MOST = 0.9  # share of the names of a damaged header that must stand in their place
DAY = 1_000_000  # a day's number times this is the number of its midnight
_MONTH_DAYS, _YEAR_DAYS = 30, 365  # GDELT takes months of 30 and years of 365 days for its decimal year


def to_day(number: int) -> dt.date | None:
    """Return the day that a number such as 20220105 names, or None where it names none."""
    try:
        return dt.date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def to_number(day: pa.Array) -> pa.Array:
    """Return the number that names each day, such as 20220105."""
    return apply(day, lambda one: one.year * 10000 + one.month * 100 + one.day, pa.int32())


@cache
def _tokens(code: str) -> tuple[str, ...]:
    return tuple(code[start : start + 3] for start in range(0, len(code), 3))


@cache
def _countries() -> frozenset[str]:
    """Return the CAMEO tokens that name a country or a region of the world."""
    regions = (row["code"] for row in code_list("cameo_actor_roles") if row["class"] == "international region")
    listed = (*code_list("countries"), *code_list("historic_states"))
    return frozenset(row["cameo"] for row in listed if row["cameo"]) | frozenset(regions)


@cache
def _roles() -> frozenset[str]:
    classes = {"primary role", "primary role suffix", "secondary role", "tertiary role", "international generic"}
    return frozenset(row["code"] for row in code_list("cameo_actor_roles") if row["class"] in classes)


def _country_of(code: str) -> str | None:
    first = _tokens(code)[0]
    return first if first in _countries() else None


def _role_of(code: str, place: int) -> str | None:
    """Return the role of a code at a place; a country's token is none."""
    tokens = _tokens(code)[1:] if _country_of(code) else _tokens(code)
    roles = [token for token in tokens if token in _roles()]
    return roles[place] if place < len(roles) else None


class GdeltLayout(CodedLayout):
    """An event file of GDELT: the place of the action is the event's, the places of the actors are kept."""

    dataset = "GDELT"
    id_prefix = "gdelt"
    id_column = "GLOBALEVENTID"
    nulls = ("NA",)
    reading = ReadOptions(header=False, delimiter="\t", quoting=False)
    family = FAMILY
    sides = (("actor1", "Actor1"), ("actor2", "Actor2"))
    lazy = True
    own_words = frozenset({"DATEADDED"})  # a day in GDELT 1, a moment in GDELT 2

    def added(self, day: pa.Array, published: pa.Array) -> pa.Array:
        """Return the column DATEADDED for events of other datasets: when the report was published, else the day."""
        raise NotImplementedError

    def repair(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Give codes that were read as numbers their zero back, and cut space around codes."""
        return mend_gdelt(batch, self.match(batch.schema.names), context)

    def name_columns(self, columns: Sequence[str], sample: pa.Table) -> list[str]:
        """Return the layout's names where the table has as many columns and most of them stand in their place."""
        names = self.schema.names
        matched = self.match(columns)
        placed = sum(matched.get(column) == name for column, name in zip(columns, names, strict=False))
        if len(columns) != len(names) or placed == len(names) or placed < _MOST * len(names):
            return list(columns)
        moved = [(column, name) for column, name in zip(columns, names, strict=True) if matched.get(column) != name]
        fitting = all(fits_column(sample.column(column), self.schema_name, name) for column, name in moved)
        return list(names) if fitting else list(columns)

    def write(self, name: str, values: pa.Array) -> pa.Array:
        """Return a typed column as text; scores have one decimal at least, the decimal year has four."""
        text = write_column(values)
        if name == "GoldsteinScale":
            whole = pc.invert(pc.match_substring(text, "."))
            return pc.if_else(whole, pc.binary_join_element_wise(text, "0", "."), text)
        return text

    def day(self, columns: Columns) -> pa.Array:
        """Return the day of each event."""
        return apply(columns["SQLDATE"], to_day, pa.date32())

    def code(self, columns: Columns) -> pa.Array:
        """Return the CAMEO code of each event."""
        return plain(columns["EventCode"])

    def scores(self, columns: Columns, code: pa.Array) -> Columns:  # noqa: ARG002 - the file states both
        """Return score and class as the file states them."""
        return {"goldstein": columns["GoldsteinScale"], "quad_class": columns["QuadClass"]}

    def side(self, columns: Columns, slot: str, prefix: str) -> Side:
        """Return a party by its code, its name and its country."""
        return Side(
            slot=slot,
            name=columns[f"{prefix}Name"],
            country=to_iso3(columns[f"{prefix}CountryCode"], "cameo"),
            codes=[("cameo", columns[f"{prefix}Code"])],
        )

    def report(self, columns: Columns, length: int) -> Columns:
        """Return the place of the action and the address of the report."""
        url = columns["SOURCEURL"]
        return {
            "location": _location(columns, length),
            "document": struct(field_type("document"), length, {"url": url}, pc.is_valid(url)),
            "sources": one_each("sources", {"url": url}, pc.is_valid(url), length),
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        code, day = self.code(columns), self.day(columns)
        derived = _of_day(day, columns["SQLDATE"]) | _of_code(code) | _counts(length)
        derived |= {
            "GoldsteinScale": pc.coalesce(columns["GoldsteinScale"], goldstein(code, "gdelt")),
            "QuadClass": pc.coalesce(columns["QuadClass"], quad_class(code, "gdelt")),
        }
        derived |= {"DATEADDED": self.added(day, pa.nulls(length, pa.string()))}
        for _, prefix in self.sides:
            derived |= _of_actor(columns[f"{prefix}Code"], prefix) | self._no_place(prefix, length)
        action = {name: columns[f"ActionGeo_{name}"] for name in _GEO}
        precision = lookup(columns["ActionGeo_Type"], _PRECISIONS, pa.string())
        iso3 = to_iso3(action["CountryCode"], "fips")
        coordinates = pc.and_(pc.is_valid(action["Lat"]), pc.is_valid(action["Long"]))
        placed = pc.or_(pc.is_valid(action["FullName"]), coordinates)
        derived |= self._place_columns(precision, iso3, pc.if_else(placed, action["FullName"], None), length)
        derived["ActionGeo_FeatureID"] = apply(
            apply(action["FeatureID"], _gazetteer_id, pa.string()), _feature, pa.string()
        )
        return derived

    def columns_of(self, batch: pa.RecordBatch, code: pa.Array, own: pa.Array) -> Columns:
        """Return GDELT's columns for events."""
        length = batch.num_rows
        day = part(batch.column("date"), "start")
        number = to_number(day)
        location = batch.column("location")
        url = pc.coalesce(part(batch.column("document"), "url"), first_source(batch, "url"))
        columns = {"SQLDATE": number} | _of_day(day, number) | {"EventCode": code} | _of_code(code) | _counts(length)
        sources = pc.max_element_wise(pc.list_value_length(batch.column("sources")), 1).cast(pa.int32())
        columns |= {
            "GLOBALEVENTID": numbers(pc.if_else(own, part(batch.column("origin"), "native_id"), None), batch),
            "GoldsteinScale": _score(batch, "goldstein", goldstein(code, "gdelt"), own),
            "QuadClass": _score(batch, "quad_class", quad_class(code, "gdelt"), own),
            "NumSources": sources,
            "NumMentions": sources,
            "NumArticles": sources,
            "DATEADDED": self.added(day, part(batch.column("document"), "published")),
            "SOURCEURL": url,
        }
        for slot, prefix in self.sides:
            name, words, country, actor = side_columns(batch, slot, "cameo")
            columns |= _of_actor(actor, prefix) | self._no_place(prefix, length)
            stated = pc.coalesce(from_iso3(country, "cameo"), columns[f"{prefix}CountryCode"])
            columns |= {
                f"{prefix}Code": actor,
                f"{prefix}Name": pc.utf8_upper(pc.coalesce(name, words)),
                f"{prefix}CountryCode": pc.if_else(pc.is_valid(actor), columns[f"{prefix}CountryCode"], stated),
            }
        words = part(location, "text")
        full = pc.if_else(own, words, _full_name(location))
        columns |= self._place_columns(part(location, "precision"), part(location, "iso3"), full, length)
        columns |= {
            # A place of a kind that GDELT has not is none.
            **{
                f"ActionGeo_{name}": pc.if_else(pc.or_(own, pc.greater(columns["ActionGeo_Type"], 0)), values, None)
                for name, values in {
                    "FullName": full,
                    "Lat": part(location, "latitude"),
                    "Long": part(location, "longitude"),
                }.items()
            },
            "ActionGeo_FeatureID": apply(part(location, "gazetteer_id"), _feature, pa.string()),
        }
        return columns

    def _place_columns(self, precision: pa.Array, iso3: pa.Array, full: pa.Array, length: int) -> Columns:
        fips = from_iso3(iso3, "fips")
        american = pc.fill_null(pc.equal(fips, _UNITED_STATES), fill_value=False)
        kinds = {"country": 1, "admin1": 5, "admin2": 4, "place": 4, "site": 4, "near": 4}
        known = pc.if_else(pc.is_valid(fips), pa.scalar(1, pa.int8()), pa.scalar(0, pa.int8()))
        kind = pc.coalesce(lookup(precision, kinds, pa.int8()), known)
        inside = {5: 2, 4: 3}
        kind = pc.if_else(american, lookup(kind, {0: 0, 1: 1, **inside}, pa.int8()), kind)
        kind = pc.if_else(pc.or_(pc.is_valid(full), pc.is_valid(fips)), kind, pa.scalar(0, pa.int8()))
        columns = {
            "ActionGeo_Type": kind,
            "ActionGeo_CountryCode": pc.if_else(pc.equal(kind, 0), None, fips),
            "ActionGeo_ADM1Code": pc.if_else(pc.equal(kind, 1), fips, None),
        }
        if "ActionGeo_ADM2Code" in self.schema.names:
            columns["ActionGeo_ADM2Code"] = pa.nulls(length, pa.string())
        return columns

    def _no_place(self, prefix: str, length: int) -> Columns:
        names = [name for name in self.schema.names if name.startswith(f"{prefix}Geo_")]
        columns: Columns = {name: pa.nulls(length, self.schema.field(name).type) for name in names}
        return columns | {f"{prefix}Geo_Type": constant(0, length, pa.int8())}


def _score(batch: pa.RecordBatch, field: str, of_code: pa.Array, own: pa.Array) -> pa.Array:
    """Return what the file said of its own events; other datasets score codes in another way."""
    return pc.coalesce(pc.if_else(own, classified(batch, "cameo", field), None), of_code)


def _of_day(day: pa.Array, number: pa.Array) -> Columns:
    def fraction(one: dt.date) -> float:
        return round(one.year + ((one.month - 1) * _MONTH_DAYS + one.day) / _YEAR_DAYS, 4)

    return {
        "MonthYear": pc.divide(number, 100).cast(pa.int32()),
        "Year": pc.divide(number, 10000).cast(pa.int16()),
        "FractionDate": apply(day, fraction, pa.float64()),
    }


def _of_code(code: pa.Array) -> Columns:
    def base(one: str) -> str:
        return one[:3]

    return {
        "EventBaseCode": apply(code, base, pa.string()),
        "EventRootCode": lookup(code, cameo_column("root"), pa.string()),
    }


def _counts(length: int) -> Columns:
    return {
        "IsRootEvent": constant(1, length, pa.int8()),
        **{name: constant(1, length, pa.int32()) for name in ("NumMentions", "NumSources", "NumArticles")},
        "AvgTone": pa.nulls(length, pa.float64()),
    }


def _of_actor(code: pa.Array, prefix: str) -> Columns:
    """Return what the chained code of an actor says; groups, ethnic and religious codes cannot be told from it."""
    columns: Columns = {f"{prefix}CountryCode": apply(code, _country_of, pa.string())}
    for place in range(3):

        def role(one: str, place: int = place) -> str | None:
            return _role_of(one, place)

        columns[f"{prefix}Type{place + 1}Code"] = apply(code, role, pa.string())
    nothing = pa.nulls(len(code), pa.string())
    return columns | {f"{prefix}{name}Code": nothing for name in ("KnownGroup", "Ethnic", "Religion1", "Religion2")}


def _gazetteer_id(feature: str) -> str | None:
    """Return where a GDELT feature stands: negative numbers in GNS, positive in GNIS; others are codes of units."""
    if feature.removeprefix("-").isdecimal():
        return f"gns:{feature}" if feature.startswith("-") else f"gnis:{feature}"
    return None


def _feature(gazetteer_id: str) -> str | None:
    gazetteer, _, number = gazetteer_id.partition(":")
    return number if gazetteer in {"gns", "gnis"} else None


def _location(columns: Columns, length: int) -> pa.Array:
    full = columns["ActionGeo_FullName"]
    places = encoded(full)
    iso3 = to_iso3(columns["ActionGeo_CountryCode"], "fips")
    kind = columns["ActionGeo_Type"]
    latitude, longitude = columns["ActionGeo_Lat"], columns["ActionGeo_Long"]
    named = {
        "name": apply(places, _first_part, pa.string()),
        "admin1": apply(places, _middle_part, pa.string()),
        "country": pc.coalesce(from_iso3(iso3, "name"), apply(places, _last_part, pa.string())),
        "iso3": iso3,
        "latitude": latitude,
        "longitude": longitude,
        "precision": lookup(kind, _PRECISIONS, pa.string()),
        "gazetteer_id": apply(columns["ActionGeo_FeatureID"], _gazetteer_id, pa.string()),
        "text": full,
    }
    known = pc.or_(pc.is_valid(full), pc.or_(pc.is_valid(iso3), pc.and_(pc.is_valid(latitude), pc.is_valid(longitude))))
    return struct(field_type("location"), length, named, known)


@lru_cache(maxsize=2**16)  # places come again, and are asked for their name, unit and country
def _parts(full: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in full.split(","))


def _first_part(full: str) -> str | None:
    return _parts(full)[0] or None


def _middle_part(full: str) -> str | None:
    parts = _parts(full)
    return (parts[-2] or None) if len(parts) > 2 else None  # noqa: PLR2004 - place, unit and country


def _last_part(full: str) -> str | None:
    return _parts(full)[-1] or None


def _full_name(location: pa.Array) -> pa.Array:
    """Return place, first-level unit and country joined by commas, each once."""
    place = pc.coalesce(part(location, "name"), part(location, "text"))
    country = part(location, "country")
    unit = pc.if_else(pc.equal(part(location, "admin1"), place), None, part(location, "admin1"))
    rest = pc.if_else(pc.is_valid(unit), pc.binary_join_element_wise(pc.fill_null(unit, ""), country, ", "), country)
    alone = pc.or_(pc.is_null(place), pc.equal(place, country))
    joined = pc.binary_join_element_wise(pc.fill_null(place, ""), pc.fill_null(rest, ""), ", ")
    return pc.if_else(pc.fill_null(alone, fill_value=True), country, pc.if_else(pc.is_null(rest), place, joined))


def stamp(published: str) -> int | None:
    """Return the UTC moment of an ISO 8601 date or time as a number such as 20220105143000."""
    moment = day_of(published)
    return int(moment.astimezone(dt.UTC).strftime("%Y%m%d%H%M%S")) if moment else None
