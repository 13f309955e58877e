"""The CAMEO-style layout of this project: one row for each directed pair of parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.base import TO_CAMEO_OR_PLOVER
from exporter.layouts.building import Side, cameo_column, cameo_numbers, lists_of, parties, side_columns
from exporter.layouts.cameo_pairs import pairs_of
from exporter.layouts.cells import constant, encoded, lookup, plain
from exporter.layouts.crossing import acled_types, of_acled, walk
from exporter.layouts.lost import lost_events
from exporter.layouts.nested import (
    field_type,
    gather,
    join_text,
    part,
    pick,
    present,
    rows_of,
    split_text,
    spread,
    struct,
)
from exporter.layouts.table import Extract, TableLayout

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_UNCODED = "the event has no row in cameo: its codes have no counterpart in CAMEO or PLOVER"
_CODER_SEPARATOR = " "
_SIDES = (("actor1", "source"), ("actor2", "target"))


class CameoLayout(TableLayout):
    """Who did what to whom, with CAMEO and PLOVER codes; kin to files of GDELT and ICEWS."""

    name = "cameo"
    title = "CAMEO-style pairs (this project's)"
    schema_name = "cameo"
    dataset = "event-exporter"
    id_prefix = "cameo"
    id_column = "event_id"
    schemes = frozenset({"cameo", "plover"})
    written_from = TO_CAMEO_OR_PLOVER

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of the layout's columns; identifiers are taken as they stand."""
        day = columns["event_date"]
        date = {"start": day, "end": day, "precision": pc.fill_null(plain(columns["date_precision"]), "day")}
        return {
            "event_id": columns["event_id"],
            "incident_id": columns["incident_id"],
            "date": struct(field_type("date"), length, date, pc.is_valid(day)),
            "classifications": _classifications(columns, length),
            "direction": _direction(columns, length),
            "participants": parties([_side(columns, slot, prefix) for slot, prefix in _SIDES], length),
            "location": _location(columns, length),
            "effects": _effects(columns, length),
            "document": _document(columns, length),
            "sources": _sources(columns, length),
            "coder": _coder(columns, length),
            "notes": columns["sentence"],
        }

    def derive(self, columns: Columns, length: int) -> Columns:  # noqa: ARG002 - columns follow from columns alone
        """Return the columns that follow from the CAMEO code, and those that need another to be kept."""
        code = columns["cameo_code"]
        dated, coded = pc.is_valid(columns["event_date"]), pc.is_valid(columns["coder_version"])
        typed = pc.is_valid(columns["plover_type"])
        crossed = {}
        for name in ("plover_type", "plover_mode", "plover_contexts"):
            walked = lookup(code, walk("cameo_to_plover", "cameo_code", name), pa.string())
            crossed[name] = pc.if_else(typed, plain(columns[name]), walked)
        nothing = pa.scalar(None, pa.string())
        return crossed | {
            "date_precision": pc.if_else(dated, plain(columns["date_precision"]), nothing),
            "cameo_root": lookup(code, cameo_column("root"), pa.string()),
            "cameo_label": lookup(code, cameo_column("label"), pa.string()),
            "confidence": pc.if_else(coded, columns["confidence"], pa.scalar(None, pa.float64())),
            "quad_class": lookup(code, cameo_numbers("quad_class"), pa.float64()).cast(pa.int8()),
            "goldstein": lookup(code, cameo_numbers("goldstein"), pa.float64()),
        }

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the layout's columns for the events of a batch that have a CAMEO, PLOVER or ACLED code."""
        gone = pc.is_in(batch.column("status"), value_set=pa.array(["deleted", "duplicate"]))
        codes = _codes(batch)
        coded = pc.or_(pc.is_valid(codes["cameo_code"]), pc.is_valid(codes["plover_type"]))
        kept = pc.and_(coded, pc.invert(gone))
        uncoded = pc.and_(pc.invert(coded), pc.invert(gone))
        findings = lost_events("event-without-cameo-code", _UNCODED, batch.column("event_id").filter(uncoded))
        rows = np.flatnonzero(kept.to_numpy(zero_copy_only=False))
        if len(rows) < batch.num_rows:
            batch = batch.filter(kept)
            codes = {name: values.filter(kept) for name, values in codes.items()}
        pairs = pairs_of(batch)
        batch, rows, taken = pairs.batch, rows[pairs.events], pa.array(pairs.events)
        codes = {name: values.take(taken) for name, values in codes.items()}
        columns = codes | _sides(batch) | _place(batch) | _report(batch)
        date = batch.column("date")
        effects = batch.column("effects")
        columns |= {
            "event_id": batch.column("event_id"),
            "incident_id": batch.column("incident_id"),
            "event_date": part(date, "start"),
            "date_precision": part(date, "precision"),
            "fatalities": pc.coalesce(part(effects, "fatalities", "best"), part(effects, "fatalities", "low")),
            "injured": part(effects, "injured"),
            "arrested": part(effects, "arrested"),
        }
        return Extract(columns=columns, events=rows, findings=findings)


# Reading ------------------------------------------------------------------------------------------------------


def _classifications(columns: Columns, length: int) -> pa.Array:
    kind = field_type("classifications")
    parts = []
    rows = present(columns["cameo_code"])
    taken = pa.array(rows)
    code = plain(columns["cameo_code"]).take(taken)
    named = {
        "scheme": constant("cameo", len(rows), pa.string()),
        "code": code,
        "label": lookup(code, cameo_column("label"), pa.string()),
        "parent": lookup(code, cameo_column("parent"), pa.string()),
        "goldstein": columns["goldstein"].take(taken),
        "quad_class": columns["quad_class"].take(taken),
    }
    parts.append((rows, struct(kind, len(rows), named)))
    rows = present(columns["plover_type"])
    taken = pa.array(rows)
    contexts = split_text(plain(columns["plover_contexts"]).take(taken))
    named = {
        "scheme": constant("plover", len(rows), pa.string()),
        "code": plain(columns["plover_type"]).take(taken),
        "mode": plain(columns["plover_mode"]).take(taken),
        "contexts": gather([contexts], kind.field("contexts").type, len(rows)),
    }
    parts.append((rows, struct(kind, len(rows), named)))
    return gather(parts, lists_of("classifications"), length)


def _direction(columns: Columns, length: int) -> pa.Array:
    directed = pc.and_(pc.is_valid(columns["source_name"]), pc.is_valid(columns["target_name"]))
    return pc.if_else(directed, constant("directed", length, pa.string()), constant("unknown", length, pa.string()))


def _side(columns: Columns, slot: str, prefix: str) -> Side:
    name, code, country = (plain(columns[f"{prefix}_{column}"]) for column in ("name", "code", "country"))
    return Side(slot=slot, name=name, country=country, codes=[("cameo", code)])


def _location(columns: Columns, length: int) -> pa.Array:
    named = {
        "name": plain(columns["location"]),
        "admin1": plain(columns["admin1"]),
        "country": plain(columns["country"]),
        "iso3": plain(columns["iso3"]),
        "latitude": columns["latitude"],
        "longitude": columns["longitude"],
        "precision": plain(columns["geo_precision"]),
    }
    some = pc.is_valid(named["name"])
    for values in named.values():
        some = pc.or_(some, pc.is_valid(values))
    return struct(field_type("location"), length, named, some)


def _effects(columns: Columns, length: int) -> pa.Array:
    kind = field_type("effects")
    deaths = columns["fatalities"].cast(pa.int64())
    reported = struct(kind.field("fatalities").type, length, {"best": deaths}, pc.is_valid(deaths))
    counts = {name: columns[name].cast(pa.int64()) for name in ("injured", "arrested")}
    return struct(kind, length, {"fatalities": reported} | counts)


def _document(columns: Columns, length: int) -> pa.Array:
    named = {"id": columns["document_id"], "url": columns["url"], "published": columns["published"]}
    some = pc.or_(pc.or_(pc.is_valid(named["id"]), pc.is_valid(named["url"])), pc.is_valid(named["published"]))
    return struct(field_type("document"), length, named, some)


def _sources(columns: Columns, length: int) -> pa.Array:
    kind = field_type("sources")
    rows, names = split_text(plain(columns["source"]))
    return gather(
        [(rows, struct(kind, len(rows), {"name": names}))], pa.list_(pa.field("item", kind, nullable=False)), length
    )


def _coder(columns: Columns, length: int) -> pa.Array:
    text = plain(columns["coder_version"])
    split = pc.split_pattern(text, _CODER_SEPARATOR, max_splits=1)
    count = pc.fill_null(pc.list_value_length(split), 1)
    version = pc.if_else(pc.greater(count, 1), pc.list_element(_padded(split), 1), pa.scalar(None, pa.string()))
    named = {"name": pc.list_element(_padded(split), 0), "version": version, "confidence": columns["confidence"]}
    return struct(field_type("coder"), length, named, pc.is_valid(text))


def _padded(lists: pa.Array) -> pa.Array:
    """Return lists of two items, so that taking the second fails nowhere."""
    firsts = pc.list_slice(lists, 0, 2, return_fixed_size_list=True)
    return firsts.cast(pa.list_(pa.string()))


# Writing ------------------------------------------------------------------------------------------------------


def _codes(batch: pa.RecordBatch) -> Columns:
    """Return the codes of each event; what it lacks comes from the crosswalks, scores from the layout's own tables."""
    length = batch.num_rows
    found = batch.column("classifications")
    rows, items = pick(found, "scheme", "cameo")
    code = spread(rows, part(items, "code"), length)
    rows, items = pick(found, "scheme", "plover")
    kind = spread(rows, part(items, "code"), length)
    mode = spread(rows, part(items, "mode"), length)
    lists = part(items, "contexts")
    contexts = join_text(rows[rows_of(lists)], lists.flatten(), length)
    bare = pc.is_null(kind)
    if pc.any(bare).as_py():
        code, kind, mode, contexts = _crossed(batch, code, bare, (kind, mode, contexts))
    coded = encoded(code)
    return {
        "cameo_code": code,
        "cameo_root": lookup(coded, cameo_column("root"), pa.string()),
        "cameo_label": lookup(coded, cameo_column("label"), pa.string()),
        "goldstein": lookup(coded, cameo_numbers("goldstein"), pa.float64()),
        "quad_class": lookup(coded, cameo_numbers("quad_class"), pa.float64()).cast(pa.int8()),
        "plover_type": kind,
        "plover_mode": mode,
        "plover_contexts": contexts,
    }


def _crossed(
    batch: pa.RecordBatch, code: pa.Array, bare: pa.Array, plover: tuple[pa.Array, pa.Array, pa.Array]
) -> tuple[pa.Array, pa.Array, pa.Array, pa.Array]:
    joined = acled_types(batch)
    if joined is not None:
        direct = pc.or_(pc.is_valid(code), pc.is_null(joined))
        code = pc.coalesce(code, lookup(joined, of_acled("acled_to_cameo", "cameo_code"), pa.string()))
    crossed, coded = [], encoded(code)
    for column in ("plover_type", "plover_mode", "plover_contexts"):
        by_code = lookup(coded, walk("cameo_to_plover", "cameo_code", column), pa.string())
        if joined is not None and column != "plover_contexts":
            by_type = lookup(joined, of_acled("acled_to_plover", column), pa.string())
            by_code = pc.if_else(direct, by_code, by_type)
        crossed.append(by_code)
    kind, mode, contexts = (pc.if_else(bare, new, old) for new, old in zip(crossed, plover, strict=True))
    return code, kind, mode, contexts


def _sides(batch: pa.RecordBatch) -> Columns:
    columns: Columns = {}
    for slot, side in _SIDES:
        name, words, country, code = side_columns(batch, slot, "cameo")
        columns |= {f"{side}_name": pc.coalesce(name, words), f"{side}_country": country, f"{side}_code": code}
    return columns


def _place(batch: pa.RecordBatch) -> Columns:
    location = batch.column("location")
    names = {
        "location": "name",
        "admin1": "admin1",
        "country": "country",
        "iso3": "iso3",
        "latitude": "latitude",
        "longitude": "longitude",
        "geo_precision": "precision",
    }
    return {column: part(location, field) for column, field in names.items()}


def _report(batch: pa.RecordBatch) -> Columns:
    length = batch.num_rows
    document, coder, sources = batch.column("document"), batch.column("coder"), batch.column("sources")
    names = part(sources.flatten(), "name")
    named = pc.is_valid(names).to_numpy(zero_copy_only=False)
    joined = join_text(rows_of(sources)[named], names.drop_null(), length)
    evidence = batch.column("evidence")
    passages = join_text(rows_of(evidence), part(evidence.flatten(), "text"), length, " ")
    version = part(coder, "version")
    stamped = pc.binary_join_element_wise(part(coder, "name"), pc.fill_null(version, ""), _CODER_SEPARATOR)
    return {
        "confidence": part(coder, "confidence"),
        "source": pc.coalesce(joined, part(document, "publisher")),
        "url": part(document, "url"),
        "published": part(document, "published"),
        "sentence": pc.coalesce(batch.column("notes"), passages),
        "document_id": part(document, "id"),
        "coder_version": pc.if_else(pc.is_valid(version), stamped, part(coder, "name")),
    }


LAYOUT = CameoLayout()
