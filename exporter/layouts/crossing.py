"""Codes of one scheme for events that were coded in another, by the crosswalks."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_kinds import acled_coded, acled_kinds
from exporter.layouts.cells import encoded, lookup
from exporter.layouts.nested import part, pick, spread
from exporter.schemas import crosswalk


@cache
def walk(name: str, key: str, column: str) -> dict[str, str | None]:
    """Return a column of a crosswalk by another column."""
    return {row[key]: row[column] or None for row in crosswalk(name)}


@cache
def of_acled(name: str, column: str) -> dict[str, str | None]:
    """Return a column of a crosswalk by ACLED's event type and sub-event type, joined."""
    return {f"{row['event_type']}|{row['sub_event_type']}": row[column] or None for row in crosswalk(name)}


@cache
def _of_plover(column: str) -> dict[str, str | None]:
    return {f"{row['plover_type']}|{row['plover_mode']}": row[column] or None for row in crosswalk("plover_to_cameo")}


def acled_types(batch: pa.RecordBatch) -> pa.Array | None:
    """Return ACLED's event type and sub-event type of each event, joined; None where no event has any."""
    if not acled_coded(batch).any():
        return None
    types = acled_kinds(batch)
    return encoded(pc.binary_join_element_wise(types["event_type"], pc.fill_null(types["sub_event_type"], ""), "|"))


def cameo_of(batch: pa.RecordBatch) -> pa.Array:
    """Return the CAMEO code of each event: its own, else by the crosswalks from its ACLED or its PLOVER type."""
    code, _ = _classified(batch, "cameo")
    if not code.null_count:
        return code
    types = acled_types(batch)
    if types is not None:
        code = pc.coalesce(code, lookup(types, of_acled("acled_to_cameo", "cameo_code"), pa.string()))
    kind, mode = _classified(batch, "plover")
    if kind.null_count < len(kind):
        exact = pc.binary_join_element_wise(kind, pc.fill_null(mode, ""), "|")
        wide = pc.binary_join_element_wise(kind, pa.scalar(""), "|")
        for joined in (exact, wide):
            code = pc.coalesce(code, lookup(joined, _of_plover("cameo_code"), pa.string()))
    return code


def plover_of(batch: pa.RecordBatch) -> tuple[pa.Array, pa.Array]:
    """Return PLOVER type and mode of each event: its own, else by the crosswalks from its CAMEO code or ACLED type."""
    kind, mode = _classified(batch, "plover")
    if not kind.null_count:
        return kind, mode
    own = pc.is_valid(kind)
    code, _ = _classified(batch, "cameo")
    coded = encoded(code)
    crossed = [lookup(coded, walk("cameo_to_plover", "cameo_code", name), pa.string()) for name in _PLOVER]
    types = acled_types(batch)
    if types is not None:
        named = [lookup(types, of_acled("acled_to_plover", name), pa.string()) for name in _PLOVER]
        crossed = [
            pc.if_else(pc.is_valid(code), by_code, by_type) for by_code, by_type in zip(crossed, named, strict=True)
        ]
    return pc.coalesce(kind, crossed[0]), pc.if_else(own, mode, crossed[1])


_PLOVER = ("plover_type", "plover_mode")


def _classified(batch: pa.RecordBatch, scheme: str) -> tuple[pa.Array, pa.Array]:
    rows, items = pick(batch.column("classifications"), "scheme", scheme)
    return spread(rows, part(items, "code"), batch.num_rows), spread(rows, part(items, "mode"), batch.num_rows)
