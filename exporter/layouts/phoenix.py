"""Phoenix daily files (2014-2018): 26 columns without header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import (
    Side,
    cameo_column,
    classified,
    goldstein,
    joined_sources,
    paired_sources,
    quad_class,
    side_columns,
)
from exporter.layouts.cells import apply, constant, lookup, plain
from exporter.layouts.coded import CodedLayout, entity, party_of_code
from exporter.layouts.country_codes import from_iso3, iso3_or_name
from exporter.layouts.gdelt import to_day, to_number
from exporter.layouts.nested import field_type, part, struct
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_BETWEEN = ";"


def _role(code: str) -> str | None:
    return code[3:6] or None


def _attribute(code: str) -> str | None:
    return code[6:] or None


class PhoenixLayout(CodedLayout):
    """Events of Phoenix; classes are its penta classes, scores those of its table."""

    name = "phoenix"
    title = "Phoenix daily events"
    schema_name = "phoenix"
    dataset = "Phoenix"
    id_prefix = "phoenix"
    id_column = "EventID"
    nulls = ("NA",)
    reading = ReadOptions(header=False, delimiter="\t", quoting=False)
    family = frozenset({"phoenix"})
    sides = (("actor1", "Source"), ("actor2", "Target"))

    def day(self, columns: Columns) -> pa.Array:
        """Return the day of each event."""
        return apply(columns["Date"].cast(pa.int32()), to_day, pa.date32())

    def code(self, columns: Columns) -> pa.Array:
        """Return the CAMEO code of each event."""
        return plain(columns["EventCode"])

    def scores(self, columns: Columns, code: pa.Array) -> Columns:  # noqa: ARG002 - the file states both
        """Return score and class as the file states them."""
        return {"goldstein": columns["GoldsteinScore"], "quad_class": columns["QuadClass"]}

    def side(self, columns: Columns, slot: str, prefix: str) -> Side:
        """Return a party by its code."""
        return party_of_code(slot, columns[f"{prefix}ActorFull"])

    def report(self, columns: Columns, length: int) -> Columns:
        """Return place and sources."""
        return {"location": _location(columns, self.day(columns), length), "sources": _sources(columns)}

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        code = self.code(columns)
        derived = _of_day(self.day(columns)) | {"EventRootCode": lookup(code, cameo_column("root"), pa.string())}
        for _, side in self.sides:
            derived |= _of_actor(columns[f"{side}ActorFull"], side)
        nothing = pa.nulls(length, pa.string())
        return derived | {
            "Issues": nothing,
            "SentenceID": nothing,
            "URLs": joined_sources(_sources(columns), "url", _BETWEEN),
            "NewsSources": joined_sources(_sources(columns), "name", _BETWEEN),
            "CountryName": columns["CountryName"],
            "QuadClass": pc.if_else(pc.is_valid(code), columns["QuadClass"], None),
            "GoldsteinScore": pc.if_else(pc.is_valid(code), columns["GoldsteinScore"], None),
        }

    def columns_of(self, batch: pa.RecordBatch, code: pa.Array, own: pa.Array) -> Columns:
        """Return Phoenix's columns for events."""
        length = batch.num_rows
        day = part(batch.column("date"), "start")
        location, origin, listed = batch.column("location"), batch.column("origin"), batch.column("sources")
        nothing = pa.nulls(length, pa.string())
        columns = _of_day(day) | {
            "EventID": pc.coalesce(pc.if_else(own, part(origin, "native_id"), None), batch.column("event_id")),
            "Date": to_number(day).cast(pa.string()),
            "EventCode": code,
            "EventRootCode": lookup(code, cameo_column("root"), pa.string()),
            "QuadClass": pc.if_else(own, classified(batch, "cameo", "quad_class"), quad_class(code, "phoenix")),
            "GoldsteinScore": pc.if_else(own, classified(batch, "cameo", "goldstein"), goldstein(code, "phoenix")),
            "Issues": nothing,
            "SentenceID": nothing,
            "ActionLat": part(location, "latitude"),
            "ActionLong": part(location, "longitude"),
            "LocationName": part(location, "name"),
            "StateName": part(location, "admin1"),
            "CountryName": pc.coalesce(part(location, "country"), from_iso3(part(location, "iso3"), "name")),
            "URLs": joined_sources(listed, "url", _BETWEEN),
            "NewsSources": joined_sources(listed, "name", _BETWEEN),
        }
        for slot, side in self.sides:
            actor = side_columns(batch, slot, "cameo")[3]
            columns |= {f"{side}ActorFull": actor} | _of_actor(actor, side)
        return columns


def _of_actor(code: pa.Array, side: str) -> Columns:
    return {
        f"{side}ActorEntity": apply(code, entity, pa.string()),
        f"{side}ActorRole": apply(code, _role, pa.string()),
        f"{side}ActorAttribute": apply(code, _attribute, pa.string()),
    }


def _of_day(day: pa.Array) -> Columns:
    return {
        "Year": pc.year(day).cast(pa.int16()),
        "Month": pc.month(day).cast(pa.int8()),
        "Day": pc.day(day).cast(pa.int8()),
    }


def _location(columns: Columns, day: pa.Array, length: int) -> pa.Array:
    """Return the place; region and country are taken as the columns are named, as the daily files write them."""
    country = columns["CountryName"]
    named = {
        "name": columns["LocationName"],
        "admin1": columns["StateName"],
        "country": country,
        "iso3": iso3_or_name(country, day),
        "latitude": columns["ActionLat"],
        "longitude": columns["ActionLong"],
        "precision": pc.if_else(pc.is_valid(columns["LocationName"]), pa.scalar("place"), None),
    }
    known = constant(value=False, length=length, kind=pa.bool_())
    for values in named.values():
        known = pc.or_(known, pc.is_valid(values))
    return struct(field_type("location"), length, named, known)


def _sources(columns: Columns) -> pa.Array:
    return paired_sources(columns["NewsSources"], columns["URLs"], "url", _BETWEEN)


LAYOUT = PhoenixLayout()
