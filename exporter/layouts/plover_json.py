"""PLOVER's own form: JSON records with lists of parties, types, modes and contexts."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.base import TO_CAMEO_OR_PLOVER
from exporter.layouts.building import joined_sources, lists_of, narrowest, one_each, writable
from exporter.layouts.cells import constant, lookup
from exporter.layouts.country_codes import from_iso3, iso3_or_name
from exporter.layouts.crossing import plover_of
from exporter.layouts.json_cells import read_json
from exporter.layouts.nested import (
    SEPARATOR,
    field_type,
    gather,
    part,
    pick,
    present,
    rows_of,
    split_text,
    spread,
    struct,
)
from exporter.layouts.plover_damage import mend_column, place_cell, unknown_keys_of
from exporter.layouts.plover_values import intensity, labels, quads
from exporter.layouts.roles import plover_sectors
from exporter.layouts.table import Extract, TableLayout
from exporter.schemas import arrow_schema, code_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.layouts.base import Context
    from exporter.layouts.cells import Column
    from exporter.layouts.table import Columns

_NEEDED = frozenset({"date", "event", "actor"})
_PLACE = {field: field for field in ("name", "admin1", "admin2", "latitude", "longitude")}
_GEONAMES = "geonames:"
_AUXILIARY = "plover_mode="  # tag for a mode that says how real the event is
# Acts that are done together: without a recipient all actors are alike.
_MUTUAL = ("AGREE", "CONSULT", "COOPERATE")


@cache
def _auxiliary() -> frozenset[str]:
    return frozenset(row["mode"] for row in code_list("plover_auxiliary_modes"))


@cache
def _types_of_mode() -> frozenset[str]:
    return frozenset(f"{row['type']}|{row['mode']}" for row in code_list("plover_modes"))


class PloverJsonLayout(TableLayout):
    """Records of PLOVER; cells of lists and objects are JSON."""

    name = "plover-json"
    title = "PLOVER records (JSON)"
    schema_name = "plover-json"
    dataset = "PLOVER"
    id_prefix = "plover"
    id_column = "id"
    aliases = MappingProxyType(
        {"source": "actor", "target": "recipient", "eventloc": "event_loc", "end_date": "enddate"}
    )
    family = frozenset({"plover-json"})
    schemes = frozenset({"plover"})
    written_from = TO_CAMEO_OR_PLOVER

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:  # noqa: ARG002 - the names say enough
        """Say how well a table fits: records need a date, a type and an actor, and may leave out the others."""
        known = set(self.match(columns).values())
        return len(known) / len(columns) if known >= _NEEDED else 0.0

    def read_cells(self, name: str, text: pa.Array, *, hints: dict[str, str] | None = None) -> Column:
        """Return cells as typed values: a single value is a list of one, a name is a party."""
        return super().read_cells(name, mend_column(text, name, self.schema.field(name).type), hints=hints)

    def remark(self, columns: Columns, batch: pa.RecordBatch, context: Context) -> list[Finding]:  # noqa: ARG002
        """Name the keys of lists and objects that the schema has no place for."""
        return unknown_keys_of(batch, self.match(batch.schema.names), self.schema, context)

    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns of PLOVER's keys."""
        start = columns["date"]
        span = {
            "start": start,
            "end": pc.coalesce(columns["enddate"], start),
            "precision": constant("day", length, pa.string()),
        }
        mutual = _mutual(columns)
        link, cited = columns["link"], columns["cite_info"]
        by = columns["coder"]
        return {
            "date": struct(field_type("date"), length, span, pc.is_valid(start)),
            "classifications": _classifications(columns, length),
            "direction": pc.if_else(
                mutual,
                "mutual",
                pc.if_else(pc.greater(_lengths(columns["recipient"]), 0), "directed", "none"),
            ),
            "participants": _participants(columns, mutual, length),
            "location": _location(columns, length),
            "effects": _effects(columns["size"], length),
            "document": struct(field_type("document"), length, {"url": link}, pc.is_valid(link)),
            "sources": one_each("sources", {"name": cited}, pc.is_valid(cited), length),
            "coder": struct(field_type("coder"), length, {"name": by}, pc.is_valid(by)),
            "tags": _auxiliary_tags(columns["mode"], length),
            "notes": columns["event_text"],
        }

    def derive(self, columns: Columns, length: int) -> Columns:
        """Return the keys that an event gives back in one shape only, or has no place for."""
        found = _written(self.assemble(self.build(columns, length), length), None)
        return {name: found[name] for name in self.schema.names if name not in {"id", "date"}}

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return PLOVER's keys for the events of a batch that have a PLOVER type and a date."""
        kind, mode = plover_of(batch)
        rows, findings = writable(batch, {"PLOVER type": kind}, "PLOVER's records", self.family)
        taken = pa.array(rows)
        batch = batch.take(taken) if len(rows) < batch.num_rows else batch
        return Extract(columns=_written(batch, (kind.take(taken), mode.take(taken))), events=rows, findings=findings)


def _lengths(lists: pa.Array) -> pa.Array:
    return pc.fill_null(pc.list_value_length(lists), 0)


def _mutual(columns: Columns) -> pa.Array:
    together = np.zeros(len(columns["event"]), bool)
    among = pc.is_in(columns["event"].flatten(), value_set=pa.array(_MUTUAL)).to_numpy(zero_copy_only=False)
    together[rows_of(columns["event"])[among]] = True
    several = pc.and_(pc.greater(_lengths(columns["actor"]), 1), pc.equal(_lengths(columns["recipient"]), 0))
    return pc.and_(pa.array(together), several)


def _classifications(columns: Columns, length: int) -> pa.Array:
    """Return a classification for each type: the first has the contexts, each the first mode that is one of its own."""
    events, modes, contexts = columns["event"], columns["mode"], columns["context"]
    rows, kinds = rows_of(events), events.flatten()
    known = _types_of_mode()
    by_row: dict[int, list[str]] = {}
    for row, mode in zip(rows_of(modes).tolist(), modes.flatten().to_pylist(), strict=True):
        by_row.setdefault(row, []).append(mode)
    mode = [
        next((mode for mode in by_row.get(row, ()) if f"{kind}|{mode}" in known), None)
        for row, kind in zip(rows.tolist(), kinds.to_pylist(), strict=True)
    ]
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    place = np.full(length, -1)
    place[rows[first]] = first
    context_rows = place[rows_of(contexts)]
    there = context_rows >= 0
    listed = field_type("classifications").field("contexts").type
    scale = columns["event_scale"].take(pa.array(rows)) if len(rows) else pa.array([], pa.float64())
    leading = np.zeros(len(rows), bool)
    leading[first] = True
    named = {
        "scheme": constant("plover", len(rows), pa.string()),
        "code": kinds,
        "label": labels(kinds),
        "mode": pa.array(mode, pa.string()),
        "contexts": gather([(context_rows[there], contexts.flatten().filter(pa.array(there)))], listed, len(rows)),
        "goldstein": pc.if_else(pa.array(leading), scale, pa.scalar(None, pa.float64())),
        "quad_class": quads(kinds),
    }
    items = struct(field_type("classifications"), len(rows), named)
    return gather([(rows, items)], lists_of("classifications"), length)


def _participants(columns: Columns, mutual: pa.Array, length: int) -> pa.Array:
    """Return the parties: the first of a side leads, of parties to a mutual act the second is the other side."""
    kind = field_type("participants")
    alike = mutual.to_numpy(zero_copy_only=False)
    parts = []
    for lists, slot, associate in (
        (columns["actor"], "actor1", "assoc_actor_1"),
        (columns["recipient"], "actor2", "assoc_actor_2"),
    ):
        rows, items = rows_of(lists), lists.flatten()
        places = np.arange(len(rows)) - np.searchsorted(rows, rows)
        slots = np.where(places == 0, slot, associate).astype(object)
        slots[alike[rows] & (places == 1)] = "actor2"
        country = iso3_or_name(part(items, "country"), columns["date"].take(pa.array(rows)))
        named = {
            "slot": pa.array(slots, pa.string()),
            "name": part(items, "name"),
            "text": part(items, "text"),
            "country": country,
            "codes": _codes(part(items, "sectors")),
        }
        parts.append((rows, struct(kind, len(rows), named)))
    return gather(parts, lists_of("participants"), length)


def _codes(sectors: pa.Array) -> pa.Array:
    kind = field_type("participants").field("codes").type
    rows, codes = rows_of(sectors), sectors.flatten()
    named = {"scheme": constant("plover", len(rows), pa.string()), "code": codes}
    return gather([(rows, struct(kind.value_type, len(rows), named))], kind, len(sectors))


def _location(columns: Columns, length: int) -> pa.Array:
    words = columns["event_loc"]
    stated, _ = read_json(place_cell(words), columns["location"].type)
    place = pc.if_else(pc.is_valid(columns["location"]), columns["location"], stated)
    words = pc.if_else(pc.is_valid(stated), pa.scalar(None, pa.string()), words)
    country = part(place, "country")
    iso3 = iso3_or_name(country, columns["date"])
    number = part(place, "geonames_id").cast(pa.string())
    named = {field: part(place, name) for name, field in _PLACE.items()} | {
        "country": pc.coalesce(from_iso3(iso3, "name"), country),
        "iso3": iso3,
        "precision": narrowest(
            {"country": country, "admin1": part(place, "admin1"), "admin2": part(place, "admin2")}
            | {"place": part(place, "name")}
        ),
        "gazetteer_id": pc.binary_join_element_wise(_GEONAMES, number, ""),
        "text": words,
    }
    return struct(field_type("location"), length, named, pc.or_(pc.is_valid(place), pc.is_valid(words)))


def _effects(size: pa.Array, length: int) -> pa.Array:
    kind = field_type("effects")
    dead = part(size, "dead")
    counts = dict.fromkeys(("low", "best", "high"), dead)
    deaths = struct(kind.field("fatalities").type, length, counts, pc.is_valid(dead))
    named = {"fatalities": deaths, "injured": part(size, "injured"), "arrested": part(size, "arrested")}
    return struct(kind, length, named)


def _auxiliary_tags(modes: pa.Array, length: int) -> pa.Array:
    rows, items = rows_of(modes), modes.flatten()
    wanted = pc.is_in(items, value_set=pa.array(sorted(_auxiliary())))
    tags = pc.binary_join_element_wise(_AUXILIARY, items.filter(wanted), "")
    kind = pa.list_(pa.field("item", pa.string(), nullable=False))
    return gather([(rows[wanted.to_numpy(zero_copy_only=False)], tags)], kind, length)


def _written(batch: pa.RecordBatch, crossed: tuple[pa.Array, pa.Array] | None) -> Columns:
    """Return PLOVER's keys; ``crossed`` gives type and mode by crosswalk where an event has none of its own."""
    length = batch.num_rows
    rows, items = pick(batch.column("classifications"), "scheme", "plover")
    kinds, modes = [(rows, part(items, "code"))], [_stated(rows, part(items, "mode"))]
    leading, mode = spread(rows, part(items, "code"), length), spread(rows, part(items, "mode"), length)
    if crossed is not None:
        lacking = np.setdiff1d(np.arange(length), rows)
        kinds.append((lacking, crossed[0].take(pa.array(lacking))))
        modes.append(_stated(lacking, crossed[1].take(pa.array(lacking))))
        leading, mode = crossed
    modes.append(_auxiliary_modes(batch.column("tags")))
    contexts = part(items, "contexts")
    texts = pa.list_(pa.field("item", pa.string(), nullable=False))
    date, document, location = batch.column("date"), batch.column("document"), batch.column("location")
    start, end = part(date, "start"), part(date, "end")
    sides = _sides(batch)
    evidence = batch.column("evidence")
    passage = spread(rows_of(evidence), part(evidence.flatten(), "text"), length)
    origin = batch.column("origin")
    own = pc.fill_null(pc.equal(part(origin, "layout"), "plover-json"), fill_value=False)
    return {
        "id": pc.coalesce(pc.if_else(own, part(origin, "native_id"), None), batch.column("event_id")),
        "date": start,
        "enddate": pc.if_else(pc.fill_null(pc.greater(end, start), fill_value=False), end, None),
        "actor": sides[0],
        "recipient": sides[1],
        "event": gather(kinds, texts, length),
        "mode": gather(modes, texts, length),
        "context": gather([(rows[rows_of(contexts)], contexts.flatten())], texts, length),
        "event_loc": part(location, "text"),
        "event_text": pc.coalesce(batch.column("notes"), passage),
        "quad_code": quads(leading),
        "event_scale": intensity(leading, mode),
        "link": part(document, "url"),
        "cite_info": pc.coalesce(joined_sources(batch.column("sources"), "name", "; "), part(document, "publisher")),
        "coder": part(batch.column("coder"), "name"),
        "location": _place(location, length),
        "size": _size(batch.column("effects"), length),
    } | _unplaced(length)


def _unplaced(length: int) -> Columns:
    names = ("time", "endtime", "text", "text_info", "coded_time", "comment")
    return {name: pa.nulls(length, pa.string()) for name in names} | {"coded_date": pa.nulls(length, pa.date32())}


def _stated(rows: NDArray[np.int64], values: pa.Array) -> tuple[NDArray[np.int64], pa.Array]:
    return rows[present(values)], values.drop_null()


def _auxiliary_modes(tags: pa.Array) -> tuple[NDArray[np.int64], pa.Array]:
    rows, items = rows_of(tags), tags.flatten()
    known = {f"{_AUXILIARY}{mode}": mode for mode in _auxiliary()}
    return _stated(rows, lookup(items, known, pa.string()))


def _sides(batch: pa.RecordBatch) -> tuple[pa.Array, pa.Array]:
    """Return actors and recipients; the parties to a mutual act all stand among the actors."""
    lists = batch.column("participants")
    rows, items = rows_of(lists), lists.flatten()
    mutual = pc.equal(batch.column("direction"), "mutual").to_numpy(zero_copy_only=False)
    acting = pc.is_in(part(items, "slot"), value_set=pa.array(["actor1", "assoc_actor_1"]))
    first = acting.to_numpy(zero_copy_only=False) | mutual[rows]
    listed = arrow_schema("plover-json").field("actor").type
    kind = listed.value_type
    codes = part(items, "codes")
    flat = codes.flatten()
    wanted = pc.equal(part(flat, "scheme"), "plover")
    coded = rows_of(codes)[wanted.to_numpy(zero_copy_only=False)]
    own = np.zeros(len(rows), bool)
    own[coded] = True
    crossed = split_text(pc.if_else(pa.array(own), None, plover_sectors(items, SEPARATOR)))
    stated = (coded, part(flat, "code").filter(wanted))
    sectors = gather([stated, crossed], kind.field("sectors").type, len(rows))
    fields = {"name": part(items, "name"), "country": part(items, "country"), "text": part(items, "text")}
    parties = struct(kind, len(rows), fields | {"sectors": sectors})

    def of_side(mask: NDArray[np.bool_]) -> pa.Array:
        return gather([(rows[mask], parties.filter(pa.array(mask)))], listed, batch.num_rows)

    return of_side(first), of_side(~first)


def _place(location: pa.Array, length: int) -> pa.Array:
    identifier = part(location, "gazetteer_id")
    numbered = pc.fill_null(pc.match_substring_regex(identifier, f"^{_GEONAMES}[0-9]{{1,18}}$"), fill_value=False)
    number = pc.if_else(numbered, pc.utf8_slice_codeunits(identifier, len(_GEONAMES)), None)
    named = {name: part(location, field) for name, field in _PLACE.items()} | {
        "country": pc.coalesce(part(location, "iso3"), part(location, "country")),
        "geonames_id": number.cast(pa.int64()),
    }
    known = constant(value=False, length=length, kind=pa.bool_())
    for values in named.values():
        known = pc.or_(known, pc.is_valid(values))
    kind = arrow_schema("plover-json").field("location").type
    return struct(kind, length, named, known)


def _size(effects: pa.Array, length: int) -> pa.Array:
    deaths = part(effects, "fatalities")
    named = {
        "dead": pc.coalesce(part(deaths, "best"), part(deaths, "low")),
        "injured": part(effects, "injured"),
        "arrested": part(effects, "arrested"),
    }
    known = pc.or_(pc.or_(*(pc.is_valid(named[name]) for name in ("dead", "injured"))), pc.is_valid(named["arrested"]))
    return struct(arrow_schema("plover-json").field("size").type, length, named, known)


LAYOUT = PloverJsonLayout()
