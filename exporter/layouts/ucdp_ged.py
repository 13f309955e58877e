"""UCDP GED: one row for each event with deaths, 49 columns; older and candidate files have the same names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.base import TO_ACLED
from exporter.layouts.building import (
    Side,
    classified,
    joined_sources,
    numbers,
    one_each,
    paired_sources,
    parties,
    side_columns,
    writable,
)
from exporter.layouts.cells import apply, constant, lookup, plain
from exporter.layouts.country_codes import NAME, from_iso3, to_iso3
from exporter.layouts.country_findings import untimely
from exporter.layouts.nested import (
    field_type,
    part,
    pick,
    spread,
    struct,
)
from exporter.layouts.table import Extract, TableLayout
from exporter.schemas import code_list, crosswalk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.findings import Finding
    from exporter.layouts.base import Context
    from exporter.layouts.table import Columns

_SIDES = (("actor1", "a"), ("actor2", "b"))
_SOURCES = {"source_office": "name", "source_date": "date"}
_BETWEEN = ";"
_COUNTS = ("low", "best", "high")
_CELL = 0.5  # degrees of a PRIO-GRID cell
_CELLS_AROUND = 720
_CIVILIANS = "Civilians"
_WITHOUT_ADM_2 = pa.array([4, 6], pa.int8())  # precisions of a first-level unit and of a country
# Gleditsch-Ward numbers run by continent; the last number of each run and UCDP's name of the region.
_REGIONS = ((199, "Americas"), (399, "Europe"), (626, "Africa"), (699, "Middle East"), (999, "Asia"))


def _codes(scheme_column: str, field: str) -> Mapping[int, str]:
    return {
        int(row["code"]): row["precision"]
        for row in crosswalk("precisions")
        if row["scheme"] == "ucdp" and row["column"] == scheme_column and row["field"] == field
    }


def region_of(country_id: int) -> str:
    """Return the world region of a Gleditsch-Ward number; Egypt counts as Middle East in UCDP.

    >>> region_of(705), region_of(651), region_of(490)
    ('Asia', 'Middle East', 'Africa')
    """
    return next((region for last, region in _REGIONS if country_id <= last), "Asia")


def grid_cell(latitude: pa.Array, longitude: pa.Array) -> pa.Array:
    """Return the PRIO-GRID cell of each point: cells are numbered from the south-west corner of the map, row by row.

    >>> grid_cell(pa.array([35.763369]), pa.array([36.558974])).to_pylist()
    [181154]
    """
    known = pc.and_(pc.is_valid(latitude), pc.is_valid(longitude))
    north = np.asarray(pc.fill_null(latitude, 0.0), float)
    east = np.asarray(pc.fill_null(longitude, 0.0), float)
    row = np.minimum(np.floor((north + 90) / _CELL), 359)
    column = np.minimum(np.floor((east + 180) / _CELL), _CELLS_AROUND - 1)
    cells = pa.array((row * _CELLS_AROUND + column + 1).astype(np.int32))
    return pc.if_else(known, cells, pa.scalar(None, pa.int32()))


def date_code(days: int) -> int:
    """Return UCDP's date precision of a span: 1 the day, 2 up to six days, 3 a week, 4 a month, 5 more.

    >>> [date_code(days) for days in (0, 5, 6, 30, 31)]
    [1, 2, 3, 4, 5]
    """
    return next((code for last, code in ((0, 1), (5, 2), (6, 3), (30, 4)) if days <= last), 5)


class UcdpGedLayout(TableLayout):
    """Events of the UCDP Georeferenced Event Dataset."""

    name = "ucdp-ged"
    title = "UCDP Georeferenced Event Dataset"
    schema_name = "ucdp-ged"
    dataset = "UCDP GED"
    id_prefix = "ucdp"
    id_column = "id"
    nulls = ("NA",)
    family = frozenset({"ucdp-ged"})
    schemes = frozenset({"ucdp"})
    written_from = TO_ACLED

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of UCDP's columns."""
        start, end = columns["date_start"], columns["date_end"]
        precision = lookup(columns["date_prec"], _codes("date_prec", "date"), pa.string(), missing="day")
        span = {"start": start, "end": pc.coalesce(end, start), "precision": precision}
        kind = columns["type_of_violence"].cast(pa.string())
        labels = {row["code"]: row["label"] for row in code_list("ucdp_violence_types")}
        violence = {"scheme": constant("ucdp", length), "code": kind, "label": lookup(kind, labels, pa.string())}
        one_sided = pc.fill_null(pc.equal(kind, "3"), fill_value=False)
        deaths = {name: columns[name].cast(pa.int64()) for name in _COUNTS}
        fatalities = struct(field_type("effects").field("fatalities").type, length, deaths, pc.is_valid(deaths["best"]))
        return {
            "date": struct(field_type("date"), length, span, pc.is_valid(start)),
            "classifications": one_each("classifications", violence, pc.is_valid(kind), length),
            "direction": pc.if_else(one_sided, "directed", "unknown"),
            "participants": parties([_side(columns, slot, letter) for slot, letter in _SIDES], length),
            "location": _location(columns, length),
            "effects": struct(field_type("effects"), length, {"fatalities": fatalities}),
            "sources": _sources(columns),
            "notes": columns["source_headline"],
        }

    def remark(self, columns: Columns, batch: pa.RecordBatch, context: Context) -> list[Finding]:  # noqa: ARG002
        """Name the numbers of states that no state had on the day of the event."""
        return [
            finding
            for column in ("country_id", "gwnoa", "gwnob")
            for finding in untimely(columns[column].cast(pa.string()), "gw", columns["date_start"], column, context)
        ]

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        start, end = columns["date_start"], columns["date_end"]
        derived = _of_dates(start, pc.coalesce(end, start)) | _of_place(columns["latitude"], columns["longitude"])
        derived |= self._unplaced(length)
        iso3 = _iso3(columns)
        derived |= _of_country(iso3, pc.coalesce(from_iso3(iso3, "name"), plain(columns["country"])), start)
        derived["where_prec"] = pc.fill_null(_where_code(_precision(columns)), pa.scalar(6, pa.int8()))
        derived["dyad_name"] = _dyad(columns["side_a"], columns["side_b"])
        derived["deaths_unknown"] = columns["best"]
        derived["number_of_sources"] = _number_of_sources(_sources(columns))
        derived |= {column: joined_sources(_sources(columns), field, _BETWEEN) for column, field in _SOURCES.items()}
        return derived

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return UCDP's columns for the events of a batch that are violence with a party."""
        kind = _violence(batch)
        needed = {"type of violence": kind, "place": part(batch.column("location"), "latitude")}
        rows, findings = writable(batch, needed, "UCDP's columns", self.family)
        kind = kind.take(pa.array(rows))
        batch = batch.take(pa.array(rows)) if len(rows) < batch.num_rows else batch
        return Extract(columns=self._columns(batch, kind), events=rows, findings=findings)

    def _columns(self, batch: pa.RecordBatch, kind: pa.Array) -> Columns:
        length = batch.num_rows
        date, location, origin = batch.column("date"), batch.column("location"), batch.column("origin")
        own = pc.fill_null(pc.equal(part(origin, "layout"), self.name), fill_value=False)
        start, end = part(date, "start"), part(date, "end")
        latitude, longitude = part(location, "latitude"), part(location, "longitude")
        columns = _of_dates(start, end) | _of_place(latitude, longitude) | self._unplaced(length)
        iso3 = part(location, "iso3")
        columns |= _of_country(iso3, pc.coalesce(from_iso3(iso3, "name"), part(location, "country")), start)
        stated = lookup(part(date, "precision"), _date_words(), pa.int8())
        fatalities = [part(batch.column("effects"), "fatalities", name) for name in _COUNTS]
        best = pc.coalesce(fatalities[1], fatalities[0], pa.scalar(0, pa.int64()))
        columns |= {
            "id": numbers(pc.if_else(own, part(origin, "native_id"), None), batch),
            "type_of_violence": kind.cast(pa.int8()),
            "date_start": start,
            "date_end": end,
            "date_prec": pc.coalesce(columns["date_prec"], stated),
            "where_prec": pc.fill_null(_where_code(part(location, "precision")), pa.scalar(6, pa.int8())),
            "where_coordinates": pc.coalesce(part(location, "name"), columns["country"]),
            "where_description": part(location, "text"),
            "adm_1": part(location, "admin1"),
            "latitude": latitude,
            "longitude": longitude,
            "low": pc.coalesce(fatalities[0], best).cast(pa.int32()),
            "best": best.cast(pa.int32()),
            "high": pc.coalesce(fatalities[2], best).cast(pa.int32()),
            "number_of_sources": _number_of_sources(batch.column("sources")),
            "source_headline": batch.column("notes"),
        }
        one_sided = pc.equal(kind, "3")
        for slot, letter in _SIDES:
            name, words, _, code = side_columns(batch, slot, "ucdp")
            name = pc.coalesce(name, words, pa.scalar("Unknown"))
            if letter == "b":
                name = pc.if_else(one_sided, _CIVILIANS, name)
            columns |= {
                f"side_{letter}": name,
                f"side_{letter}_new_id": pc.coalesce(code, pa.scalar("0")).cast(pa.int32()),
                f"gwno{letter}": side_columns(batch, slot, "gw")[3],
            }
        wide = pc.and_(pc.is_in(columns["where_prec"], value_set=_WITHOUT_ADM_2), pc.invert(own))
        columns["adm_2"] = pc.if_else(wide, None, part(location, "admin2"))
        columns["dyad_name"] = _dyad(columns["side_a"], columns["side_b"])
        columns["conflict_name"] = columns["dyad_name"]
        for column, field in _SOURCES.items():
            columns[column] = joined_sources(batch.column("sources"), field, _BETWEEN)
        for name in ("conflict_new_id", "dyad_new_id"):
            columns[name] = constant(0, length, pa.int32())
        return columns | {"deaths_unknown": columns["best"]}

    def _unplaced(self, length: int) -> Columns:
        """Return the columns that an event has no place for, as they are written for other datasets."""
        texts = ("relid", "conflict_dset_id", "dyad_dset_id", "side_a_dset_id", "side_b_dset_id", "source_article")
        columns: Columns = {name: pa.nulls(length, pa.string()) for name in (*texts, "source_original")}
        columns |= {name: constant(0, length, pa.int32()) for name in ("deaths_a", "deaths_b", "deaths_civilians")}
        columns |= {name: constant(0, length, pa.int32()) for name in ("conflict_new_id", "dyad_new_id")}
        return columns | {
            "conflict_name": pa.nulls(length, pa.string()),
            "active_year": constant(0, length, pa.int8()),
            "event_clarity": constant(1, length, pa.int8()),
            "code_status": constant("Clear", length, pa.string()),
        }


def _side(columns: Columns, slot: str, letter: str) -> Side:
    state = columns[f"gwno{letter}"]
    return Side(
        slot=slot,
        name=columns[f"side_{letter}"],
        country=to_iso3(state, "gw", columns["date_start"]),
        codes=[("ucdp", columns[f"side_{letter}_new_id"].cast(pa.string())), ("gw", state)],
    )


def _iso3(columns: Columns) -> pa.Array:
    """Return the country of each event: as stated, else the state that had the number, or the name, on its day."""
    day = columns["date_start"]
    by_number = to_iso3(columns["country_id"].cast(pa.string()), "gw", day)
    return pc.coalesce(columns["iso3"], by_number, to_iso3(plain(columns["country"]), NAME, day))


def _precision(columns: Columns) -> pa.Array:
    return lookup(columns["where_prec"], _codes("where_prec", "place"), pa.string())


def _where_code(precision: pa.Array) -> pa.Array:
    words: dict[str, int] = {"site": 1}
    for code, word in _codes("where_prec", "place").items():
        words.setdefault(word, code)
    return lookup(precision, words, pa.int8())


def _date_words() -> dict[str, int]:
    words: dict[str, int] = {}
    for code, word in _codes("date_prec", "date").items():
        words.setdefault(word, code)
    return words


def _location(columns: Columns, length: int) -> pa.Array:
    named = {
        "name": columns["where_coordinates"],
        "admin1": columns["adm_1"],
        "admin2": columns["adm_2"],
        "country": plain(columns["country"]),
        "iso3": _iso3(columns),
        "latitude": columns["latitude"],
        "longitude": columns["longitude"],
        "precision": _precision(columns),
        "text": columns["where_description"],
    }
    return struct(field_type("location"), length, named)


def _sources(columns: Columns) -> pa.Array:
    return paired_sources(columns["source_office"], columns["source_date"], "date", _BETWEEN)


def _number_of_sources(sources: pa.Array) -> pa.Array:
    count = pc.fill_null(pc.list_value_length(sources), 0)
    return pc.if_else(pc.equal(count, 0), -1, count).cast(pa.int16())


def _of_dates(start: pa.Array, end: pa.Array) -> Columns:
    days = pc.subtract(end.cast(pa.int32()), start.cast(pa.int32()))
    return {"year": pc.year(start).cast(pa.int16()), "date_prec": apply(days, date_code, pa.int8())}


def _of_place(latitude: pa.Array, longitude: pa.Array) -> Columns:
    point = pc.binary_join_element_wise(longitude.cast(pa.string()), latitude.cast(pa.string()), " ")
    return {
        "geom_wkt": pc.binary_join_element_wise("POINT (", point, ")", ""),
        "priogrid_gid": grid_cell(latitude, longitude),
    }


def _of_country(iso3: pa.Array, name: pa.Array, day: pa.Array) -> Columns:
    number = from_iso3(iso3, "gw", day).cast(pa.int16())
    return {
        "country": name,
        "country_id": number,
        "region": apply(number, region_of, pa.string()),
        "iso3": iso3,
    }


def _dyad(first: pa.Array, second: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(first, second, " - ")


def _violence(batch: pa.RecordBatch) -> pa.Array:
    """Return the type of violence; ACLED's sub-event types are carried over where somebody was killed."""
    own = classified(batch, "ucdp")
    kinds = {
        (row["event_type"], row["sub_event_type"]): row["type_of_violence"] or None
        for row in crosswalk("acled_to_ucdp")
    }
    rows, items = pick(batch.column("classifications"), "scheme", "acled")
    sub = spread(rows, part(items, "code"), batch.num_rows)
    event_type = spread(rows, part(items, "parent"), batch.num_rows)
    exact = lookup(sub, {sub: kind for (_, sub), kind in kinds.items() if sub}, pa.string())
    # Where no sub-event type was coded, the event type stands in its place.
    event_type = pc.coalesce(event_type, sub)
    wide = lookup(event_type, {kind: found for (kind, sub), found in kinds.items() if not sub}, pa.string())
    deaths = part(batch.column("effects"), "fatalities", "best")
    deadly = pc.fill_null(pc.greater(deaths, 0), fill_value=False)
    return pc.coalesce(own, pc.if_else(deadly, pc.coalesce(exact, wide), None))


LAYOUT = UcdpGedLayout()
