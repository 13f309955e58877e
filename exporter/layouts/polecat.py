"""POLECAT: 40 columns, PLOVER types with modes and contexts, parties with sectors."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.base import TO_CAMEO_OR_PLOVER
from exporter.layouts.building import (
    Side,
    joined_of,
    narrowest,
    one_day,
    one_each,
    parties,
    side_columns,
    writable,
)
from exporter.layouts.cells import apply, constant, lookup, plain
from exporter.layouts.country_codes import from_iso3, iso3_or_name
from exporter.layouts.crossing import plover_of
from exporter.layouts.nested import field_type, gather, join_text, part, pick, rows_of, split_text, struct
from exporter.layouts.plover_values import intensity, labels, quads
from exporter.layouts.roles import plover_sectors
from exporter.layouts.table import Extract, TableLayout
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_SIDES = (("actor1", "Actor"), ("actor2", "Recipient"))
_BETWEEN = ";"
_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_GEONAMES = "geonames:"
_PLACE = {"City": "name", "District": "admin2", "Province": "admin1", "Latitude": "latitude", "Longitude": "longitude"}


class PolecatLayout(TableLayout):
    """Events of POLECAT; the first of several parties of a side is the party, the row keeps them all."""

    name = "polecat"
    title = "POLECAT events"
    schema_name = "polecat"
    dataset = "POLECAT"
    id_prefix = "polecat"
    id_column = "Event ID"
    nulls = ("None", "NA")
    reading = ReadOptions(delimiter="\t", quoting=False)
    aliases = MappingProxyType({"event intensity": "Intensity"})
    unique_ids = False
    family = frozenset({"polecat"})
    schemes = frozenset({"plover"})
    written_from = TO_CAMEO_OR_PLOVER

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of POLECAT's columns."""
        day = columns["Event Date"]
        published = columns["Publication Date"].cast(pa.string())
        publisher = columns["Source"]
        report = {"publisher": publisher, "published": published, "language": columns["Language"]}
        known = pc.or_(pc.is_valid(publisher), pc.is_valid(published))
        version = {"name": constant("POLECAT", length), "version": columns["Version"]}
        return {
            "date": one_day(day, length),
            "classifications": _classifications(columns, length),
            "direction": constant("directed", length),
            "participants": parties([_side(columns, slot, side) for slot, side in _SIDES], length),
            "location": _location(columns, length),
            "document": struct(field_type("document"), length, report, known),
            "sources": one_each("sources", {"name": publisher, "date": published}, known, length),
            "coder": struct(field_type("coder"), length, version, pc.is_valid(columns["Version"])),
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        kind, mode = plain(columns["Event Type"]), plain(columns["Event Mode"])
        derived = {
            "Intensity": intensity(kind, mode),
            "Quad Code": lookup(quads(kind), _QUADS, pa.string()),
            "Country": from_iso3(iso3_or_name(columns["Country"], columns["Event Date"]), "iso3"),
        } | _unplaced(length)
        known = pc.or_(pc.is_valid(columns["Source"]), pc.is_valid(columns["Publication Date"]))
        derived["Language"] = pc.if_else(known, columns["Language"], None)
        derived["GeoNames ID"] = columns["GeoNames ID"]
        derived["Placename"] = columns["City"]
        for _, side in _SIDES:
            country = iso3_or_name(columns[f"{side} Country"], columns["Event Date"])
            derived |= _of_side(country, columns["Event Date"], columns[f"{side} Sectors"], side)
        return derived

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return POLECAT's columns for the events of a batch that have a PLOVER type and a date."""
        kind, mode = plover_of(batch)
        rows, findings = writable(batch, {"PLOVER type": kind}, "POLECAT's columns", self.family)
        taken = pa.array(rows)
        kind, mode = kind.take(taken), mode.take(taken)
        batch = batch.take(taken) if len(rows) < batch.num_rows else batch
        return Extract(columns=_written(batch, kind, mode), events=rows, findings=findings)


def _written(batch: pa.RecordBatch, kind: pa.Array, mode: pa.Array) -> Columns:
    length = batch.num_rows
    location, document, origin = batch.column("location"), batch.column("document"), batch.column("origin")
    own = pc.fill_null(pc.equal(part(origin, "layout"), "polecat"), fill_value=False)
    listed, items = pick(batch.column("classifications"), "scheme", "plover")
    contexts = part(items, "contexts")
    joined = join_text(listed[rows_of(contexts)], contexts.flatten(), length, _BETWEEN)
    identifier = part(location, "gazetteer_id")
    numbered = pc.fill_null(pc.match_substring_regex(identifier, f"^{_GEONAMES}[0-9]{{1,18}}$"), fill_value=False)
    place = pc.if_else(numbered, pc.utf8_slice_codeunits(identifier, len(_GEONAMES)), None)
    published = pc.utf8_slice_codeunits(part(document, "published"), 0, 10)
    dated = pc.fill_null(pc.match_substring_regex(published, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), fill_value=False)
    columns: Columns = {
        "Event ID": pc.coalesce(pc.if_else(own, part(origin, "native_id"), None), batch.column("event_id")),
        "Event Date": part(batch.column("date"), "start"),
        "Event Type": kind,
        "Event Mode": mode,
        "Intensity": intensity(kind, mode),
        "Quad Code": lookup(quads(kind), _QUADS, pa.string()),
        "Contexts": joined,
        "Country": part(location, "iso3"),
        "Placename": part(location, "name"),
        "GeoNames ID": place.cast(pa.int64()),
        "Raw Placename": part(location, "text"),
        "Source": part(document, "publisher"),
        "Publication Date": pc.if_else(dated, published, None).cast(pa.date32()),
        "Language": part(document, "language"),
        "Version": part(batch.column("coder"), "version"),
    } | _unplaced(length)
    for column, field in _PLACE.items():
        columns[column] = part(location, field)
    for slot, side in _SIDES:
        name, words, country, _ = side_columns(batch, slot, "plover")
        sectors = joined_of(batch, slot, plover_sectors, _BETWEEN)
        columns |= _of_side(country, columns["Event Date"], sectors, side)
        columns |= {f"{side} Name": name, f"{side} Name Raw": words, f"{side} Country": country}
        columns[f"{side} Sectors"] = sectors
    return columns


def _classifications(columns: Columns, length: int) -> pa.Array:
    kind, mode = plain(columns["Event Type"]), plain(columns["Event Mode"])
    lists = field_type("classifications").field("contexts").type
    named = {
        "scheme": constant("plover", length, pa.string()),
        "code": kind,
        "label": labels(kind),
        "mode": mode,
        "contexts": gather([split_text(columns["Contexts"], _BETWEEN)], lists, length),
        "goldstein": columns["Intensity"],
        "quad_class": quads(kind),
    }
    return one_each("classifications", named, pc.is_valid(kind), length)


def _first(text: pa.Array) -> pa.Array:
    return apply(text, lambda cell: cell.split(_BETWEEN)[0] or None, pa.string())


def _side(columns: Columns, slot: str, side: str) -> Side:
    rows, sectors = split_text(columns[f"{side} Sectors"], _BETWEEN)
    return Side(
        slot=slot,
        name=columns[f"{side} Name"],
        country=iso3_or_name(_first(columns[f"{side} Country"]), columns["Event Date"]),
        text=columns[f"{side} Name Raw"],
        lists=[("plover", rows, sectors)],
    )


def _of_side(country: pa.Array, day: pa.Array, sectors: pa.Array, side: str) -> Columns:
    length = len(country)
    return {
        f"{side} Country": country,
        f"{side} COW": from_iso3(country, "cow", day),
        f"Primary {side} Sector": _first(sectors),
        f"{side} Title": pa.nulls(length, pa.string()),
        f"Wikipedia {side} ID": pa.nulls(length, pa.string()),
    }


def _unplaced(length: int) -> Columns:
    names = ("Feature Type", "Story People", "Story Organizations", "Story Locations")
    return {name: pa.nulls(length, pa.string()) for name in names}


def _location(columns: Columns, length: int) -> pa.Array:
    number = columns["GeoNames ID"].cast(pa.string())
    country = columns["Country"]
    named = {field: columns[column] for column, field in _PLACE.items()}
    iso3 = iso3_or_name(country, columns["Event Date"])
    named |= {
        "country": pc.coalesce(from_iso3(iso3, "name"), country),
        "iso3": iso3,
        "precision": narrowest(
            {"country": country, "admin1": columns["Province"], "admin2": columns["District"], "place": columns["City"]}
        ),
        "gazetteer_id": pc.binary_join_element_wise(_GEONAMES, number, ""),
        "text": columns["Raw Placename"],
    }
    known = constant(value=False, length=length, kind=pa.bool_())
    for values in named.values():
        known = pc.or_(known, pc.is_valid(values))
    return struct(field_type("location"), length, named, known)


LAYOUT = PolecatLayout()
