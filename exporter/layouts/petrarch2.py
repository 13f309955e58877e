"""What PETRARCH2 writes: tab-separated lines of five columns and more, without header."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import Side, goldstein, one_each, quad_class, side_columns
from exporter.layouts.cells import apply, plain
from exporter.layouts.coded import CodedLayout, party_of_code
from exporter.layouts.gdelt import to_day, to_number
from exporter.layouts.nested import field_type, part, struct
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns


class Petrarch2Layout(CodedLayout):
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
    sides = (("actor1", "source"), ("actor2", "target"))

    def day(self, columns: Columns) -> pa.Array:
        """Return the day of each event."""
        return apply(columns["date"].cast(pa.int32()), to_day, pa.date32())

    def code(self, columns: Columns) -> pa.Array:
        """Return the CAMEO code of each event."""
        return plain(columns["code"])

    def scores(self, columns: Columns, code: pa.Array) -> Columns:  # noqa: ARG002 - the code says both
        """Return score and class of the code in Phoenix's table."""
        return {"goldstein": goldstein(code, "phoenix"), "quad_class": quad_class(code, "phoenix")}

    def side(self, columns: Columns, slot: str, prefix: str) -> Side:
        """Return a party by its code."""
        return party_of_code(slot, columns[prefix])

    def report(self, columns: Columns, length: int) -> Columns:
        """Return the sentences, their publisher and words."""
        url, publisher, ids = columns["url"], columns["source_name"], columns["ids"]
        story = {"url": url, "publisher": publisher, "id": ids}
        reported = pc.or_(pc.is_valid(url), pc.is_valid(publisher))
        return {
            "document": struct(field_type("document"), length, story, pc.is_valid(ids)),
            "sources": one_each("sources", {"url": url, "name": publisher}, reported, length),
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

    def columns_of(self, batch: pa.RecordBatch, code: pa.Array, own: pa.Array) -> Columns:
        """Return PETRARCH2's columns for events."""
        document, origin = batch.column("document"), batch.column("origin")
        columns: Columns = {
            "date": to_number(part(batch.column("date"), "start")).cast(pa.string()),
            "code": code,
            "issues": pa.nulls(batch.num_rows, pa.string()),
            "ids": pc.if_else(
                own, part(origin, "native_id"), pc.coalesce(part(document, "id"), batch.column("event_id"))
            ),
            "url": part(document, "url"),
            "source_name": part(document, "publisher"),
            "texts": batch.column("notes"),
        }
        return columns | {side: side_columns(batch, slot, "cameo")[3] for slot, side in self.sides}


LAYOUT = Petrarch2Layout()
