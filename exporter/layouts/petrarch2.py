"""What PETRARCH2 writes: tab-separated lines of five columns and more, without header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import (
    Side,
    cameo_classifications,
    goldstein,
    one_each,
    parties,
    quad_class,
    side_columns,
    writable,
)
from exporter.layouts.cells import apply, constant, plain
from exporter.layouts.country_codes import to_iso3
from exporter.layouts.crossing import cameo_of
from exporter.layouts.gdelt import to_day, to_number
from exporter.layouts.nested import field_type, part, struct
from exporter.layouts.table import Extract, TableLayout
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_SIDES = (("actor1", "source"), ("actor2", "target"))


def _entity(code: str) -> str:
    return code[:3]


class Petrarch2Layout(TableLayout):
    """Lines of PETRARCH2; ``---`` stands for what it did not find, and the last columns may be missing."""

    name = "petrarch2"
    title = "PETRARCH2 output"
    schema_name = "petrarch2"
    dataset = "PETRARCH2"
    id_prefix = "petrarch2"
    id_column = "ids"
    nulls = ("---",)
    reading = ReadOptions(header=False, delimiter="\t", quoting=False, optional=3)
    unique_ids = False
    family = frozenset({"petrarch2"})

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of PETRARCH2's columns."""
        day = apply(columns["date"].cast(pa.int32()), to_day, pa.date32())
        code = plain(columns["code"])
        scores = {"goldstein": goldstein(code, "phoenix"), "quad_class": quad_class(code, "phoenix")}
        report = {"url": columns["url"], "publisher": columns["source_name"], "id": columns["ids"]}
        source = {"url": columns["url"], "name": columns["source_name"]}
        reported = pc.or_(pc.is_valid(columns["url"]), pc.is_valid(columns["source_name"]))
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
            "document": struct(field_type("document"), length, report, pc.is_valid(columns["ids"])),
            "sources": one_each("sources", source, reported, length),
            "notes": columns["texts"],
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the column that an event has no place for."""
        identified = pc.is_valid(columns["ids"])
        return {
            "issues": pa.nulls(length, pa.string()),
            "url": pc.if_else(identified, columns["url"], None),
            "source_name": pc.if_else(identified, columns["source_name"], None),
        }

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return PETRARCH2's columns for the events of a batch that have a CAMEO code and a date."""
        rows, findings = writable(batch, {"CAMEO code": cameo_of(batch)}, "PETRARCH2's columns", self.family)
        batch = batch.take(pa.array(rows)) if len(rows) < batch.num_rows else batch
        document, origin = batch.column("document"), batch.column("origin")
        own = pc.fill_null(pc.equal(part(origin, "layout"), self.name), fill_value=False)
        columns: Columns = {
            "date": to_number(part(batch.column("date"), "start")).cast(pa.string()),
            "code": cameo_of(batch),
            "issues": pa.nulls(batch.num_rows, pa.string()),
            "ids": pc.if_else(
                own, part(origin, "native_id"), pc.coalesce(part(document, "id"), batch.column("event_id"))
            ),
            "url": part(document, "url"),
            "source_name": part(document, "publisher"),
            "texts": batch.column("notes"),
        }
        columns |= {side: side_columns(batch, slot, "cameo")[3] for slot, side in _SIDES}
        return Extract(columns=columns, events=rows, findings=findings)


def _side(columns: Columns, slot: str, side: str) -> Side:
    code = columns[side]
    country = to_iso3(apply(code, _entity, pa.string()), "cameo")
    return Side(slot=slot, name=code, country=country, codes=[("cameo", code)])


LAYOUT = Petrarch2Layout()
