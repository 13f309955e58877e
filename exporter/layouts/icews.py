"""ICEWS: 20 columns, sectors as labels, countries as names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import (
    Side,
    cameo_column,
    classified,
    goldstein,
    joined_of,
    numbers,
    one_each,
    quad_class,
    side_columns,
)
from exporter.layouts.cells import lookup, plain
from exporter.layouts.coded import CodedLayout
from exporter.layouts.country_codes import NAME, from_iso3, to_iso3
from exporter.layouts.icews_damage import mend_icews
from exporter.layouts.nested import field_type, part, split_text, struct
from exporter.layouts.roles import icews_sectors
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.findings import Finding
    from exporter.layouts.base import Context
    from exporter.layouts.table import Columns

_SECTORS = "icews"
_BETWEEN_SECTORS = ","
_PLACE = {"City": "name", "District": "admin2", "Province": "admin1", "Latitude": "latitude", "Longitude": "longitude"}


class IcewsLayout(CodedLayout):
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
    sides = (("actor1", "Source"), ("actor2", "Target"))

    def repair(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Give codes that were read as numbers their zero back, where the label or the code list decides."""
        return mend_icews(batch, self.match(batch.schema.names), context)

    def day(self, columns: Columns) -> pa.Array:
        """Return the day of each event."""
        return columns["Event Date"]

    def code(self, columns: Columns) -> pa.Array:
        """Return the CAMEO code of each event."""
        return plain(columns["CAMEO Code"])

    def scores(self, columns: Columns, code: pa.Array) -> Columns:
        """Return the score that the file gives, and the class of the code."""
        return {"goldstein": columns["Intensity"], "quad_class": quad_class(code, "icews")}

    def side(self, columns: Columns, slot: str, prefix: str) -> Side:
        """Return a party; its sectors are codes of a scheme of their own."""
        rows, sectors = split_text(columns[f"{prefix} Sectors"], _BETWEEN_SECTORS)
        filled = pc.not_equal(sectors, "")
        return Side(
            slot=slot,
            name=columns[f"{prefix} Name"],
            country=to_iso3(columns[f"{prefix} Country"], NAME, columns["Event Date"]),
            lists=[(_SECTORS, rows[filled.to_numpy(zero_copy_only=False)], sectors.filter(filled))],
        )

    def report(self, columns: Columns, length: int) -> Columns:
        """Return place, story and publisher."""
        story, publisher = columns["Story ID"].cast(pa.string()), plain(columns["Publisher"])
        known = pc.or_(pc.is_valid(story), pc.is_valid(publisher))
        return {
            "location": _location(columns, length),
            "document": struct(field_type("document"), length, {"id": story, "publisher": publisher}, known),
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
        for _, side in self.sides:
            derived[f"{side} Country"] = _country_name(to_iso3(columns[f"{side} Country"], NAME, day), None)
            derived[f"{side} Sectors"] = columns[f"{side} Sectors"]
        return derived

    def columns_of(self, batch: pa.RecordBatch, code: pa.Array, own: pa.Array) -> Columns:
        """Return ICEWS's columns for events."""
        length = batch.num_rows
        location, document, origin = batch.column("location"), batch.column("document"), batch.column("origin")
        country = part(location, "iso3")
        columns: Columns = {
            "Event ID": numbers(pc.if_else(own, part(origin, "native_id"), None), batch),
            "Event Date": part(batch.column("date"), "start"),
            "Event Text": lookup(code, cameo_column("label"), pa.string()),
            "CAMEO Code": code,
            # Other datasets score codes in another way.
            "Intensity": pc.coalesce(
                pc.if_else(own, classified(batch, "cameo", "goldstein"), None), goldstein(code, "icews")
            ),
            "Story ID": _story(part(document, "id")),
            "Sentence Number": pa.nulls(length, pa.int16()),
            "Publisher": part(document, "publisher"),
            "Country": _country_name(country, part(location, "country")),
        }
        for column, field in _PLACE.items():
            columns[column] = part(location, field)
        for slot, side in self.sides:
            name, words, nation, _ = side_columns(batch, slot, "cameo")
            columns[f"{side} Name"] = pc.coalesce(name, words)
            columns[f"{side} Country"] = _country_name(nation, None)
            columns[f"{side} Sectors"] = joined_of(batch, slot, icews_sectors, _BETWEEN_SECTORS)
        return columns


def _country_name(iso3: pa.Array, otherwise: pa.Array | None) -> pa.Array:
    name = from_iso3(iso3, "name")
    return name if otherwise is None else pc.coalesce(name, otherwise)


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
