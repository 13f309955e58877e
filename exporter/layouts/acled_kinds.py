"""Parties and types of events as ACLED has them, whichever scheme they were coded in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_values import CIVILIANS, code_to_types, event_types_of_today
from exporter.layouts.cells import apply, lookup
from exporter.layouts.nested import join_text, part, pick, rows_of, spread
from exporter.schemas import crosswalk

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from exporter.layouts.table import Columns

_SCHEMES = ("acled", "acled-legacy", "ucdp")


def acled_coded(batch: pa.RecordBatch) -> NDArray[Any]:
    """Return which events have a type in ACLED, of their own or by a crosswalk."""
    coded = np.zeros(batch.num_rows, bool)
    found = batch.column("classifications")
    known = pc.is_in(part(found.flatten(), "scheme"), value_set=pa.array(_SCHEMES))
    coded[rows_of(found)[known.to_numpy(zero_copy_only=False)]] = True
    return coded


def acled_kinds(batch: pa.RecordBatch) -> Columns:
    """Return the parties of each event with their types and associates, its event type and sub-event type.

    Types of before 2019 become those of today. UCDP's types and sides are read by crosswalks where ACLED's are
    missing.
    """
    columns = _parties(batch)
    coded = pc.and_(pc.is_null(batch.column("origin")), pc.is_valid(columns["inter1"]))
    alone = pc.and_(coded, pc.is_null(columns["inter2"]))  # whom the coder gives no type takes no part in ACLED's event
    for column in ("actor2", "assoc_actor_2"):
        columns[column] = pc.if_else(alone, pa.scalar(None, pa.string()), columns[column])
    columns |= _types(batch, columns["inter1"], columns["inter2"])
    rows, items = pick(batch.column("classifications"), "scheme", "ucdp")
    if len(rows):
        columns |= _of_ucdp(columns, spread(rows, part(items, "code"), batch.num_rows), batch.column("location"))
    return columns


def _parties(batch: pa.RecordBatch) -> Columns:
    length = batch.num_rows
    columns: Columns = {}
    for number in "12":
        rows, items = pick(batch.column("participants"), "slot", f"actor{number}")
        places, coded = pick(part(items, "codes"), "scheme", "acled")
        called = spread(rows[places], part(coded, "label"), length)  # ACLED's name of a party that has another
        columns[f"actor{number}"] = pc.coalesce(called, spread(rows, part(items, "name"), length))
        columns[f"inter{number}"] = spread(rows[places], part(coded, "code"), length)
        rows, items = pick(batch.column("participants"), "slot", f"assoc_actor_{number}")
        columns[f"assoc_actor_{number}"] = join_text(rows, part(items, "name"), length)
    return columns


def _types(batch: pa.RecordBatch, first: pa.Array, second: pa.Array) -> Columns:
    length = batch.num_rows
    rows, items = pick(batch.column("classifications"), "scheme", "acled")
    kind, sub = code_to_types(spread(rows, part(items, "code"), length), spread(rows, part(items, "parent"), length))
    rows, items = pick(batch.column("classifications"), "scheme", "acled-legacy")
    if len(rows):
        wider, narrower = event_types_of_today(spread(rows, part(items, "code"), length), first, second)
        kind, sub = pc.coalesce(kind, wider), pc.coalesce(sub, narrower)
    return {"event_type": kind, "sub_event_type": sub}


@cache
def _violence(column: str) -> dict[str, str | None]:
    return {row["type_of_violence"]: row[column] or None for row in crosswalk("ucdp_to_acled")}


def _side(joined: str | None) -> str | None:
    """Return the ACLED actor type of a UCDP side from the type of violence and the side's name, joined."""
    if joined is None:
        return None
    violence, _, name = joined.partition("|")
    for row in crosswalk("ucdp_sides_to_acled"):
        if row["type_of_violence"] == violence and row["name_part"] in name:
            return row["actor_type"]
    return None


def _of_ucdp(columns: Columns, violence: pa.Array, location: pa.Array) -> Columns:
    found = {
        name: pc.coalesce(columns[name], lookup(violence, _violence(name), pa.string()))
        for name in ("event_type", "sub_event_type")
    }
    for number in "12":
        name, kind = columns[f"actor{number}"], columns[f"inter{number}"]
        joined = pc.binary_join_element_wise(violence, name, "|")
        found[f"inter{number}"] = pc.coalesce(kind, apply(joined, _side, pa.string()))
        # UCDP says Civilians where ACLED says whose.
        named = pc.binary_join_element_wise(name, pa.scalar(" ("), part(location, "country"), pa.scalar(")"), "")
        bare = pc.and_(pc.equal(name, CIVILIANS), pc.is_valid(named))
        found[f"actor{number}"] = pc.if_else(pc.fill_null(bare, fill_value=False), named, name)
    return found
