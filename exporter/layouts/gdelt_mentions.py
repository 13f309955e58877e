"""GDELT 2.0 mentions: which document mentions which event; 16 columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.building import one_each
from exporter.layouts.cells import apply, constant
from exporter.layouts.gdelt import DAY, to_day
from exporter.layouts.lost import lost_events
from exporter.layouts.nested import field_type, part, struct
from exporter.layouts.table import Extract, TableLayout
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from exporter.layouts.table import Columns


class GdeltMentionsLayout(TableLayout):
    """Mentions: records without a classification, whose incident is the event that they mention."""

    name = "gdelt-mentions"
    title = "GDELT 2.0 mentions"
    schema_name = "gdelt-mentions"
    dataset = "GDELT"
    id_prefix = "gdelt"
    id_column = "GLOBALEVENTID"
    nulls = ("NA",)
    reading = ReadOptions(header=False, delimiter="\t", quoting=False)
    unique_ids = False
    family = frozenset({"gdelt-mentions"})

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of a mention: the document, and the day on which the event was added."""
        day = apply(pc.divide(columns["EventTimeDate"], DAY), to_day, pa.date32())
        seen = apply(pc.divide(columns["MentionTimeDate"], DAY), to_day, pa.date32())
        named = {
            "url": columns["MentionIdentifier"],
            "publisher": columns["MentionSourceName"],
            "published": seen.cast(pa.string()),
        }
        source = {"url": named["url"], "name": named["publisher"], "date": named["published"]}
        known = pc.or_(pc.is_valid(named["url"]), pc.is_valid(named["publisher"]))
        sure = pc.divide(columns["Confidence"].cast(pa.float64()), 100)
        span = {"start": day, "end": day, "precision": constant("day", length)}
        return {
            "date": struct(field_type("date"), length, span, pc.is_valid(day)),
            "document": struct(field_type("document"), length, named, known),
            "sources": one_each("sources", source, known, length),
            "coder": struct(
                field_type("coder"),
                length,
                {"name": constant("GDELT", length), "confidence": sure},
                pc.is_valid(sure),
            ),
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the columns that an event has no place for, and moments, of which it keeps the day."""
        return _unplaced(length) | {
            "EventTimeDate": _midnight(columns["EventTimeDate"]),
            "MentionTimeDate": _midnight(columns["MentionTimeDate"]),
            "Confidence": columns["Confidence"],
        }

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the mentions of a batch; an event of another dataset is no mention and has no row."""
        own = pc.fill_null(pc.equal(part(batch.column("origin"), "layout"), self.name), fill_value=False)
        others = batch.column("event_id").filter(pc.invert(own))
        findings = lost_events("event-without-mention", "the event is of another dataset, no mention", others)
        rows = np.flatnonzero(own.to_numpy(zero_copy_only=False))
        batch = batch.take(pa.array(rows)) if len(rows) < batch.num_rows else batch
        document = batch.column("document")
        days = (part(batch.column("date"), "start"), part(document, "published").cast(pa.date32()))
        added, seen = (
            pc.multiply(apply(day, lambda one: int(one.strftime("%Y%m%d")), pa.int64()), DAY) for day in days
        )
        confidence = pc.multiply(part(batch.column("coder"), "confidence"), 100)
        columns = _unplaced(batch.num_rows) | {
            "GLOBALEVENTID": part(batch.column("origin"), "native_id").cast(pa.int64()),
            "EventTimeDate": added,
            "MentionTimeDate": seen,
            "MentionIdentifier": part(document, "url"),
            "MentionSourceName": part(document, "publisher"),
            "Confidence": pc.round(confidence).cast(pa.int8()),
        }
        return Extract(columns=columns, events=rows, findings=findings)


def _midnight(moment: pa.Array) -> pa.Array:
    return pc.multiply(pc.divide(moment, DAY), DAY)


def _unplaced(length: int) -> Columns:
    return {
        "MentionType": constant(1, length, pa.int8()),
        "SentenceID": constant(1, length, pa.int32()),
        **{f"{name}CharOffset": constant(-1, length, pa.int32()) for name in ("Actor1", "Actor2", "Action")},
        "InRawText": constant(1, length, pa.int8()),
        "MentionDocLen": constant(0, length, pa.int32()),
        "MentionDocTone": pa.nulls(length, pa.float64()),
        "MentionDocTranslationInfo": pa.nulls(length, pa.string()),
        "Extras": pa.nulls(length, pa.string()),
    }


LAYOUT = GdeltMentionsLayout()
