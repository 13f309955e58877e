"""ACLED's columns into Event columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_values import (
    CROWD_SIZE,
    NO_REPORT,
    civilian_targeting,
    code_to_types,
    country_number,
    disorder_type,
    interaction,
    iso3_of,
    of_country,
    party_countries,
    place_code,
    precisions,
    time_code,
    types_to_code,
)
from exporter.layouts.cells import apply, constant, lookup, plain
from exporter.layouts.nested import SEPARATOR, empty_lists, field_type, gather, present, split_text, struct

if TYPE_CHECKING:
    from exporter.layouts.table import Columns

_COUNT = re.compile("[0-9]{1,9}")
_SLOTS = (
    ("actor1", "assoc_actor_1", "inter1"),
    ("actor2", "assoc_actor_2", "inter2"),
)


def event_columns(columns: Columns, length: int) -> Columns:
    """Return the Event columns of ACLED's columns; actor types are text."""
    day = columns["event_date"]
    span = {"start": day, "end": day, "precision": _time_words(columns["time_precision"])}
    return {
        "date": struct(field_type("date"), length, span, pc.is_valid(day)),
        "classifications": _classifications(columns, length),
        "direction": _direction(columns, length),
        "participants": _participants(columns, length),
        "location": _location(columns, length),
        "effects": _effects(columns, length),
        "sources": _sources(columns, length),
        "notes": columns["notes"],
        "tags": gather([split_text(plain(columns["tags"]))], pa.list_(pa.string()), length),
    }


def derived_columns(columns: Columns, length: int) -> Columns:
    """Return what follows from other columns, and what an event has no place for, as it will be written again."""
    day = columns["event_date"]
    iso3 = iso3_of(columns["country"], columns["iso"])
    event_type, sub_event_type = code_to_types(*types_to_code(columns["event_type"], columns["sub_event_type"]))
    known_time = _time_words(columns["time_precision"])
    known_place = lookup(columns["geo_precision"], precisions("acled", "geo_precision"), pa.string())
    return {
        "year": pc.year(day).cast(pa.int16()),
        "time_precision": pc.if_else(
            pc.is_valid(day), time_code(pc.fill_null(known_time, "day")), pa.scalar(None, pa.int8())
        ),
        "disorder_type": disorder_type(sub_event_type),
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "interaction": interaction(columns["inter1"], columns["inter2"]),
        "civilian_targeting": civilian_targeting(sub_event_type, columns["inter1"], columns["inter2"]),
        "iso": country_number(iso3),
        "region": of_country(iso3, "acled_region"),
        "country": pc.coalesce(of_country(iso3, "acled_name"), plain(columns["country"])),
        "geo_precision": place_code(known_place),
        "source_scale": _only_where(columns["source_scale"], columns["source"]),
        "fatalities": pc.fill_null(columns["fatalities"], 0),
        "timestamp": pa.nulls(length, pa.int64()),
    }


def _time_words(codes: pa.Array) -> pa.Array:
    """Return the precision of each code; a record needs one, and a day is what ACLED means where it says nothing."""
    words = lookup(codes, precisions("acled", "time_precision"), pa.string(), missing="day")
    return pc.fill_null(words, "day")


def _only_where(values: pa.Array, other: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_valid(other), plain(values), pa.scalar(None, pa.string()))


def _classifications(columns: Columns, length: int) -> pa.Array:
    kind = field_type("classifications")
    code, parent = types_to_code(columns["event_type"], columns["sub_event_type"])
    rows = present(code)
    named = {
        "scheme": constant("acled", len(rows), pa.string()),
        "code": code.drop_null(),
        "parent": parent.take(pa.array(rows)),
    }
    items = struct(kind, len(rows), named)
    return gather([(rows, items)], pa.list_(pa.field("item", kind, nullable=False)), length)


def _direction(columns: Columns, length: int) -> pa.Array:
    violence = pc.fill_null(pc.equal(plain(columns["event_type"]), "Violence against civilians"), fill_value=False)
    alone = pc.and_(pc.is_null(columns["actor2"]), pc.is_null(columns["inter2"]))
    return pc.case_when(
        pc.make_struct(violence, alone),
        *(constant(word, length, pa.string()) for word in ("directed", "none", "unknown")),
    )


def _participants(columns: Columns, length: int) -> pa.Array:
    kind = field_type("participants")
    parts = []
    for main, others, type_column in _SLOTS:
        types = plain(columns[type_column])
        rows = np.flatnonzero(pc.or_(pc.is_valid(columns[main]), pc.is_valid(types)).to_numpy(zero_copy_only=False))
        taken = pa.array(rows)
        parts.append((rows, _parties(main, columns[main].take(taken), types.take(taken))))
        rows, names = split_text(plain(columns[others]))
        parts.append((rows, _parties(others, names)))
    return gather(parts, pa.list_(pa.field("item", kind, nullable=False)), length)


def _parties(slot: str, names: pa.Array, types: pa.Array | None = None) -> pa.Array:
    kind = field_type("participants")
    length = len(names)
    coded = kind.field("codes").type
    codes = empty_lists(coded, length)
    if types is not None:
        rows = present(types)
        scheme = constant("acled", len(rows), pa.string())
        codes = gather(
            [(rows, struct(coded.value_type, len(rows), {"scheme": scheme, "code": types.drop_null()}))], coded, length
        )
    return struct(
        kind,
        length,
        {
            "slot": constant(slot, length, pa.string()),
            "name": plain(names),
            "country": party_countries(names),
            "codes": codes,
        },
    )


def _location(columns: Columns, length: int) -> pa.Array:
    place = lookup(columns["geo_precision"], precisions("acled", "geo_precision"), pa.string())
    return struct(
        field_type("location"),
        length,
        {
            "name": plain(columns["location"]),
            "admin1": plain(columns["admin1"]),
            "admin2": plain(columns["admin2"]),
            "admin3": plain(columns["admin3"]),
            "country": plain(columns["country"]),
            "iso3": iso3_of(columns["country"], columns["iso"]),
            "latitude": columns["latitude"],
            "longitude": columns["longitude"],
            "precision": place,
        },
    )


def _effects(columns: Columns, length: int) -> pa.Array:
    kind = field_type("effects")
    deaths = columns["fatalities"].cast(pa.int64())
    reported = struct(kind.field("fatalities").type, length, {"low": deaths, "best": deaths}, pc.is_valid(deaths))
    size = apply(columns["tags"], crowd_size, pa.string())
    number = apply(size, lambda words: int(words) if words and _COUNT.fullmatch(words) else None, pa.int64())
    crowd = {"text": size, "low": number, "high": number}
    gathered = struct(kind.field("crowd").type, length, crowd, pc.is_valid(size))
    return struct(kind, length, {"fatalities": reported, "crowd": gathered})


def crowd_size(tags: str | None) -> str | None:
    """Return the size of the crowd that a row's tags state, None where they report none.

    >>> crowd_size("local administrators; crowd size= around 100"), crowd_size("crowd size=no report")
    ('around 100', None)
    """
    for tag in (tags or "").split(SEPARATOR):
        size = tag.removeprefix(CROWD_SIZE).strip()
        if tag.startswith(CROWD_SIZE) and size and size != NO_REPORT:
            return size
    return None


def _sources(columns: Columns, length: int) -> pa.Array:
    kind = field_type("sources")
    rows, names = split_text(plain(columns["source"]))
    scales = plain(columns["source_scale"]).take(pa.array(rows))
    items = struct(kind, len(rows), {"name": names, "scale": scales})
    return gather([(rows, items)], pa.list_(pa.field("item", kind, nullable=False)), length)
