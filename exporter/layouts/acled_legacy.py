"""ACLED's layout before 2017: 25 columns in capitals, nine event types, Gleditsch-Ward numbers for countries."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled import AcledLayout
from exporter.layouts.acled_reading import event_columns
from exporter.layouts.acled_values import (
    digits,
    event_types_of_today,
    iso3_of,
    numbers_to_text,
    text_to_numbers,
    types_to_code,
)
from exporter.layouts.acled_writing import acled_extract
from exporter.layouts.cells import constant, lookup, plain
from exporter.layouts.country_codes import from_iso3
from exporter.layouts.nested import field_type, gather, pick, present, spread, struct
from exporter.layouts.table import Extract
from exporter.schemas import crosswalk

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

# Columns of today that the layout has under another name; all others differ in their letters' case alone.
_RENAMED = {"assoc_actor_1": "ALLY_ACTOR_1", "assoc_actor_2": "ALLY_ACTOR_2"}
_ABSENT = ("sub_event_type", "disorder_type", "civilian_targeting", "region", "source_scale", "tags")
_SCHEME = "acled-legacy"


class AcledLegacyLayout(AcledLayout):
    """The 25 columns of the versions before 2017; files in small letters and another order are read as well."""

    name = "acled-legacy"
    title = "ACLED, before 2017"
    schema_name = "acled-legacy"
    id_column = "EVENT_ID_CNTY"
    numeric = True
    faithful = frozenset(_RENAMED.get(name, name.upper()) for name in AcledLayout.faithful - {"inter1", "inter2"}) | {
        "EVENT_TYPE"
    }

    def to_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns of today; the event type keeps its old name."""
        current = {_current(name): values for name, values in columns.items()}
        current |= dict.fromkeys(_ABSENT, pa.nulls(length, pa.string()))
        current |= {"iso": pa.nulls(length, pa.int16()), "timestamp": pa.nulls(length, pa.int64())}
        return current | numbers_to_text(current, length)

    def from_current(self, columns: Columns, length: int) -> Columns:
        """Return the columns of the time; the event type is a legacy one already."""
        columns = columns | text_to_numbers(columns, length)
        iso3 = iso3_of(columns["country"], columns["iso"])
        own = {
            "GWNO": from_iso3(iso3, "gw", columns["event_date"]).cast(pa.int16()),
            "EVENT_ID_NO_CNTY": digits(columns["event_id_cnty"]),
        }
        return own | {name: columns[_current(name)] for name in self.schema.names if name not in own}

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns; the old type is a classification of its own beside that of today."""
        current = self.to_current(columns, length)
        return event_columns(current, length) | {"classifications": _classifications(current, length)}

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that follow from others; every event has its old type."""
        return {name: values for name, values in super().derive(columns, length).items() if name != "EVENT_TYPE"}

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the layout's columns; events of today's types get the old type that held them."""
        found = acled_extract(batch)
        length = len(found.events)
        older = _older_types(found.columns["event_type"], found.columns["sub_event_type"])
        rows, items = pick(batch.column("classifications"), "scheme", _SCHEME)
        stated = spread(rows, pc.struct_field(items, "code"), batch.num_rows)
        own = stated.take(pa.array(found.events.clip(min=0))) if batch.num_rows else stated
        single = pa.array(found.events >= 0)
        kind = pc.coalesce(pc.if_else(single, own, pa.scalar(None, pa.string())), older)
        columns = self.from_current(found.columns | {"event_type": kind}, length)
        return Extract(columns=columns, events=found.events, findings=found.findings)


def _current(name: str) -> str:
    return name.lower().replace("ally_actor", "assoc_actor")


def _classifications(current: Columns, length: int) -> pa.Array:
    kind = field_type("classifications")
    older = plain(current["event_type"])
    event_type, sub_event_type = event_types_of_today(older, current["inter1"], current["inter2"])
    parts = []
    today = types_to_code(event_type, sub_event_type)
    for scheme, code, parent in (("acled", *today), (_SCHEME, older, None)):
        rows = present(code)
        columns = {"scheme": constant(scheme, len(rows), pa.string()), "code": code.drop_null()}
        if parent is not None:
            columns["parent"] = parent.take(pa.array(rows))
        parts.append((rows, struct(kind, len(rows), columns)))
    return gather(parts, pa.list_(pa.field("item", kind, nullable=False)), length)


@cache
def _old_names() -> dict[str, str]:
    """Return the old type of each event type and sub-event type of today, joined; the wider type first."""
    rows = crosswalk("acled_legacy_to_acled")
    return {f"{row['event_type']}|{row['sub_event_type']}": row["legacy_event_type"] for row in rows}


def _older_types(event_type: pa.Array, sub_event_type: pa.Array) -> pa.Array:
    kind = pc.fill_null(plain(event_type), "")
    exact = pc.binary_join_element_wise(kind, pc.fill_null(plain(sub_event_type), ""), "|")
    wider = pc.binary_join_element_wise(kind, pa.scalar(""), "|")
    return pc.coalesce(lookup(exact, _old_names(), pa.string()), lookup(wider, _old_names(), pa.string()))


LAYOUT = AcledLegacyLayout()
