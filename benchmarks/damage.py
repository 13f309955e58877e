"""Damage rows of the acled layout as files are: misspelt values, broken rules, numbers out of range, empty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable


def _misspelt(column: pa.Array) -> pa.Array:
    return pc.replace_substring(column, "o", "0", max_replacements=1)


def _constant(value: Any) -> Callable[[pa.Array], pa.Array]:
    return lambda column: pa.array([value] * len(column), column.type)


def _numbered(text: str) -> Callable[[pa.Array], pa.Array]:
    return lambda column: pa.array([f"{text}{number}" for number in range(len(column))], column.type)


DAMAGES: list[tuple[str, Callable[[pa.Array], pa.Array]]] = [
    ("country", _constant(None)),
    ("region", _misspelt),
    ("disorder_type", _misspelt),
    ("event_type", _constant("Riots")),
    ("interaction", _constant("Civilians only")),
    ("latitude", lambda column: pc.add(column, 200.0)),
    ("fatalities", lambda column: pc.subtract(pc.negate(column), 1)),
    ("event_id_cnty", _numbered("X-")),
    ("notes", _constant("")),
    ("tags", _numbered("crowd size=;")),
    ("time_precision", _constant(4)),
    ("source_scale", _misspelt),
]


def damaged(table: pa.Table, share: float, seed: int = 2) -> pa.Table:
    """Return the table with that share of its rows damaged, each in one cell."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(table), int(len(table) * share), replace=False))
    which = rng.integers(0, len(DAMAGES), len(rows))
    for number, (name, damage) in enumerate(DAMAGES):
        hit = rows[which == number]
        column = table[name].combine_chunks()
        mask = np.zeros(len(table), dtype=bool)
        mask[hit] = True
        changed = pc.replace_with_mask(column, pa.array(mask), damage(column.take(pa.array(hit))).cast(column.type))
        table = table.set_column(table.column_names.index(name), name, changed)
    return table
