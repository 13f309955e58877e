"""ICEWS: 20 columns, sectors as labels, countries as names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import (
    Side,
    cameo_classifications,
    cameo_column,
    classified,
    goldstein,
    numbers,
    one_each,
    parties,
    quad_class,
    side_columns,
    writable,
)
from exporter.layouts.cells import constant, lookup, plain
from exporter.layouts.country_codes import NAME, from_iso3, to_iso3
from exporter.layouts.crossing import cameo_of
from exporter.layouts.icews_damage import mend_icews
from exporter.layouts.nested import field_type, join_text, part, pick, rows_of, split_text, struct
from exporter.layouts.table import Extract, TableLayout
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.findings import Finding
    from exporter.layouts.base import Context
    from exporter.layouts.table import Columns

_SIDES = (("actor1", "Source"), ("actor2", "Target"))
_SECTORS = "icews"
_BETWEEN_SECTORS = ","
_PLACE = {"City": "name", "District": "admin2", "Province": "admin1", "Latitude": "latitude", "Longitude": "longitude"}


class IcewsLayout(TableLayout):
    """Events of ICEWS: source, target, CAMEO code, story and place."""

    name = "icews"
    title = "ICEWS coded events"
    schema_name = "icews"
    dataset = "ICEWS"
    id_prefix = "icews"
    id_column = "Event ID"
    nulls = ("NA", "NULL")
    reading = ReadOptions(delimiter="\t", quoting=False)
    unique_ids = False
    family = frozenset({"icews"})

    def repair(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Give codes that were read as numbers their zero back, where the label or the code list decides."""
        return mend_icews(batch, self.match(batch.schema.names), context)

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of ICEWS's columns."""
        day = columns["Event Date"]
        story = columns["Story ID"].cast(pa.string())
        publisher = plain(columns["Publisher"])
        code = plain(columns["CAMEO Code"])
        return {
            "date": struct(
                field_type("date"),
                length,
                {"start": day, "end": day, "precision": constant("day", length)},
                pc.is_valid(day),
            ),
            "classifications": cameo_classifications(
                code, {"goldstein": columns["Intensity"], "quad_class": quad_class(code, "icews")}, length
            ),
            "direction": constant("directed", length),
            "participants": parties([_side(columns, slot, side) for slot, side in _SIDES], length),
            "location": _location(columns, length),
            "document": struct(
                field_type("document"),
                length,
                {"id": story, "publisher": publisher},
                pc.or_(pc.is_valid(story), pc.is_valid(publisher)),
            ),
            "sources": one_each("sources", {"name": publisher}, pc.is_valid(publisher), length),
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        code, day, country = plain(columns["CAMEO Code"]), columns["Event Date"], plain(columns["Country"])
        derived: Columns = {
            "Event Text": lookup(code, cameo_column("label"), pa.string()),
            "Sentence Number": pa.nulls(length, pa.int16()),
            "Country": _country_name(to_iso3(country, NAME, day), country),
            "Intensity": pc.coalesce(columns["Intensity"], goldstein(code, "icews")),
        }
        for _, side in _SIDES:
            derived[f"{side} Country"] = _country_name(to_iso3(columns[f"{side} Country"], NAME, day), None)
            derived[f"{side} Sectors"] = columns[f"{side} Sectors"]
        return derived

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return ICEWS's columns for the events of a batch that have a CAMEO code and a date."""
        rows, findings = writable(batch, {"CAMEO code": cameo_of(batch)}, "ICEWS's columns", self.family)
        batch = batch.take(pa.array(rows)) if len(rows) < batch.num_rows else batch
        return Extract(columns=self._columns(batch), events=rows, findings=findings)

    def _columns(self, batch: pa.RecordBatch) -> Columns:
        length = batch.num_rows
        code = cameo_of(batch)
        location, document, origin = batch.column("location"), batch.column("document"), batch.column("origin")
        own = pc.fill_null(pc.equal(part(origin, "layout"), self.name), fill_value=False)
        country = part(location, "iso3")
        columns: Columns = {
            "Event ID": numbers(pc.if_else(own, part(origin, "native_id"), None), batch),
            "Event Date": part(batch.column("date"), "start"),
            "Event Text": lookup(code, cameo_column("label"), pa.string()),
            "CAMEO Code": code,
            "Intensity": pc.coalesce(classified(batch, "cameo", "goldstein"), goldstein(code, "icews")),
            "Story ID": _story(part(document, "id")),
            "Sentence Number": pa.nulls(length, pa.int16()),
            "Publisher": part(document, "publisher"),
            "Country": _country_name(country, part(location, "country")),
        }
        for column, field in _PLACE.items():
            columns[column] = part(location, field)
        for slot, side in _SIDES:
            name, words, nation, _ = side_columns(batch, slot, "cameo")
            columns[f"{side} Name"] = pc.coalesce(name, words)
            columns[f"{side} Country"] = _country_name(nation, None)
            columns[f"{side} Sectors"] = _sectors(batch, slot)
        return columns


def _country_name(iso3: pa.Array, otherwise: pa.Array | None) -> pa.Array:
    name = from_iso3(iso3, "name")
    return name if otherwise is None else pc.coalesce(name, otherwise)


def _side(columns: Columns, slot: str, side: str) -> Side:
    rows, sectors = split_text(columns[f"{side} Sectors"], _BETWEEN_SECTORS)
    filled = pc.not_equal(sectors, "")
    return Side(
        slot=slot,
        name=columns[f"{side} Name"],
        country=to_iso3(columns[f"{side} Country"], NAME, columns["Event Date"]),
        lists=[(_SECTORS, rows[filled.to_numpy(zero_copy_only=False)], sectors.filter(filled))],
    )


def _sectors(batch: pa.RecordBatch, slot: str) -> pa.Array:
    """Return the sectors of the first party in a slot, joined as ICEWS joins them."""
    rows, items = pick(batch.column("participants"), "slot", slot)
    codes = part(items, "codes")
    listed = rows_of(codes)
    flat = codes.flatten()
    wanted = pc.equal(part(flat, "scheme"), _SECTORS)
    chosen = rows[listed[wanted.to_numpy(zero_copy_only=False)]]
    return join_text(chosen, part(flat, "code").filter(wanted), batch.num_rows, _BETWEEN_SECTORS)


def _location(columns: Columns, length: int) -> pa.Array:
    country = plain(columns["Country"])
    named = {field: columns[column] for column, field in _PLACE.items()}
    precision = pc.coalesce(
        pc.if_else(pc.is_valid(columns["City"]), pa.scalar("place"), None),
        pc.if_else(pc.is_valid(columns["District"]), pa.scalar("admin2"), None),
        pc.if_else(pc.is_valid(columns["Province"]), pa.scalar("admin1"), None),
        pc.if_else(pc.is_valid(country), pa.scalar("country"), None),
    )
    known = pc.or_(pc.is_valid(precision), pc.and_(pc.is_valid(named["latitude"]), pc.is_valid(named["longitude"])))
    named |= {"country": country, "iso3": to_iso3(country, NAME, columns["Event Date"]), "precision": precision}
    return struct(field_type("location"), length, named, known)


def _story(document_id: pa.Array) -> pa.Array:
    """Return document identifiers that are numbers."""
    digits = pc.match_substring_regex(document_id, "^[0-9]{1,18}$")
    return pc.if_else(pc.fill_null(digits, fill_value=False), document_id, None).cast(pa.int64())


LAYOUT = IcewsLayout()
