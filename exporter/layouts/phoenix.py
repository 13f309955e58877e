"""Phoenix daily files (2014-2018): 26 columns without header."""

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
    joined_sources,
    paired_sources,
    parties,
    quad_class,
    side_columns,
    writable,
)
from exporter.layouts.cells import apply, constant, lookup, plain
from exporter.layouts.country_codes import from_iso3, to_iso3
from exporter.layouts.crossing import cameo_of
from exporter.layouts.gdelt import to_day, to_number
from exporter.layouts.nested import field_type, part, struct
from exporter.layouts.table import Extract, TableLayout
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_SIDES = (("actor1", "Source"), ("actor2", "Target"))
_BETWEEN = ";"


def _entity(code: str) -> str:
    return code[:3]


def _role(code: str) -> str | None:
    return code[3:6] or None


def _attribute(code: str) -> str | None:
    return code[6:] or None


class PhoenixLayout(TableLayout):
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

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of Phoenix's columns."""
        day = apply(columns["Date"].cast(pa.int32()), to_day, pa.date32())
        code = plain(columns["EventCode"])
        scores = {"goldstein": columns["GoldsteinScore"], "quad_class": columns["QuadClass"]}
        return {
            "date": struct(
                field_type("date"),
                length,
                {"start": day, "end": day, "precision": constant("day", length)},
                pc.is_valid(day),
            ),
            "classifications": cameo_classifications(code, scores, length),
            "direction": constant("directed", length),
            "participants": parties([_side(columns, slot, side) for slot, side in _SIDES], length),
            "location": _location(columns, length),
            "sources": _sources(columns),
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others, and those that an event has no place for."""
        day = apply(columns["Date"].cast(pa.int32()), to_day, pa.date32())
        code = plain(columns["EventCode"])
        derived = _of_day(day) | {"EventRootCode": lookup(code, cameo_column("root"), pa.string())}
        for _, side in _SIDES:
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

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return Phoenix's columns for the events of a batch that have a CAMEO code and a date."""
        rows, findings = writable(batch, {"CAMEO code": cameo_of(batch)}, "Phoenix's columns", self.family)
        batch = batch.take(pa.array(rows)) if len(rows) < batch.num_rows else batch
        return Extract(columns=self._columns(batch), events=rows, findings=findings)

    def _columns(self, batch: pa.RecordBatch) -> Columns:
        length = batch.num_rows
        code = cameo_of(batch)
        day = part(batch.column("date"), "start")
        location, origin, listed = batch.column("location"), batch.column("origin"), batch.column("sources")
        own = pc.fill_null(pc.equal(part(origin, "layout"), self.name), fill_value=False)
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
        for slot, side in _SIDES:
            actor = side_columns(batch, slot, "cameo")[3]
            columns |= {f"{side}ActorFull": actor} | _of_actor(actor, side)
        return columns


def _side(columns: Columns, slot: str, side: str) -> Side:
    code = columns[f"{side}ActorFull"]
    country = to_iso3(apply(code, _entity, pa.string()), "cameo")
    return Side(slot=slot, name=code, country=country, codes=[("cameo", code)])


def _of_actor(code: pa.Array, side: str) -> Columns:
    return {
        f"{side}ActorEntity": apply(code, _entity, pa.string()),
        f"{side}ActorRole": apply(code, _role, pa.string()),
        f"{side}ActorAttribute": apply(code, _attribute, pa.string()),
    }


def _of_day(day: pa.Array) -> Columns:
    return {
        "Year": pc.year(day).cast(pa.int16()),
        "Month": pc.month(day).cast(pa.int8()),
        "Day": pc.day(day).cast(pa.int8()),
    }


def _location(columns: Columns, length: int) -> pa.Array:
    """Return the place; region and country are taken as the columns are named, as the daily files write them."""
    country = columns["CountryName"]
    named = {
        "name": columns["LocationName"],
        "admin1": columns["StateName"],
        "country": country,
        "iso3": pc.coalesce(to_iso3(country, "iso3"), to_iso3(country, "name")),
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
