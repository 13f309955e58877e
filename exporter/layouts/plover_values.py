"""What follows from a PLOVER type and mode, on whole columns."""

from __future__ import annotations

from functools import cache

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.cells import lookup
from exporter.schemas import code_list


@cache
def plover_types(column: str) -> dict[str, str]:
    """Return a column of the code list of PLOVER's types by type."""
    return {row["type"]: row[column] for row in code_list("plover_types")}


@cache
def _mode_scores() -> dict[str, float]:
    return {f"{row['type']} {row['mode']}": float(row["score"]) for row in code_list("plover_modes") if row["score"]}


def intensity(kind: pa.Array, mode: pa.Array) -> pa.Array:
    """Return the PLOVER score of each type and mode: the mode's where it has one."""
    by_mode = lookup(pc.binary_join_element_wise(kind, mode, " "), _mode_scores(), pa.float64())
    by_type = lookup(kind, {name: float(score) for name, score in plover_types("score").items()}, pa.float64())
    return pc.coalesce(by_mode, by_type)


def quads(kind: pa.Array) -> pa.Array:
    """Return the quad class of each type as a number."""
    return lookup(kind, {name: int(number) for name, number in plover_types("quad_class").items()}, pa.int8())


def labels(kind: pa.Array) -> pa.Array:
    """Return the name of each type in words."""
    return lookup(kind, plover_types("label"), pa.string())
