"""One row for each directed pair: events of several parties, such as the deeds of two states, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.nested import part, rows_of, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIDES = (("actor1", "assoc_actor_1"), ("actor2", "assoc_actor_2"))
_ALLIES = tuple(ally for _, ally in _SIDES)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Events taken apart into pairs.

    Attributes:
        batch: a row for each pair, its two parties in the slots actor1 and actor2, identifiers told apart.
        events: the row of the event of each pair in the batch that was taken apart.

    """

    batch: pa.RecordBatch
    events: NDArray[Any]


def pairs_of(batch: pa.RecordBatch) -> Pairs:
    """Return a row for each source and target of the events of a batch.

    An ally is a party of its own where it has a CAMEO code and another country than the main actor of its side;
    others, such as the farmers among protesters, say who the main actor is. The first pair keeps the event's
    identifier, those behind it have it with "-2", "-3" and so on.
    """
    rows = _with_allies(batch)
    everything = np.arange(batch.num_rows)
    if not len(rows):
        return Pairs(batch, everything)
    participants = batch.column("participants")
    split = [_split(parties) for parties in participants.take(pa.array(rows)).to_pylist()]
    counts = np.ones(batch.num_rows, dtype=np.int64)
    counts[rows] = [len(pairs) for pairs in split]
    events = np.repeat(everything, counts)
    starts = np.cumsum(counts) - counts
    places = np.concatenate([starts[row] + np.arange(len(pairs)) for row, pairs in zip(rows, split, strict=True)])
    new = pa.array([parties for pairs in split for parties in pairs], participants.type)
    mask = np.zeros(len(events), dtype=bool)
    mask[places] = True
    taken = batch.take(pa.array(events))
    columns = {
        "participants": pc.if_else(pa.array(mask), spread(places, new, len(events)), taken.column("participants")),
        "event_id": _identifiers(taken.column("event_id"), np.arange(len(events)) - starts[events]),
    }
    arrays = [columns.get(name, taken.column(name)) for name in taken.schema.names]
    return Pairs(pa.RecordBatch.from_arrays(arrays, schema=batch.schema), events)


def _with_allies(batch: pa.RecordBatch) -> NDArray[Any]:
    """Return the rows of the events that have an ally with a country, which may be a party of its own."""
    participants = batch.column("participants")
    items = participants.flatten()
    allied = pc.is_in(part(items, "slot"), value_set=pa.array(_ALLIES))
    wanted = pc.and_(allied, pc.is_valid(part(items, "country")))
    return np.unique(rows_of(participants)[wanted.to_numpy(zero_copy_only=False)])


def _split(parties: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return the parties of each pair; those of the event as it stands where it is one pair."""
    sides = [_side(parties, main, ally) for main, ally in _SIDES]
    if all(len(side) <= 1 for side in sides):
        return [parties]
    sources, targets = ([[party] for party in side] or [[]] for side in sides)
    return [[*source, *target] for source in sources for target in targets]


def _side(parties: list[dict[str, Any]], main: str, ally: str) -> list[dict[str, Any]]:
    found = [party for party in parties if party["slot"] == main][:1]
    if not found:
        return []
    countries = {found[0]["country"]}
    for party in parties:
        coded = any(code["scheme"] == "cameo" for code in party["codes"] or [])
        if party["slot"] == ally and coded and party["country"] and party["country"] not in countries:
            countries.add(party["country"])
            found.append({**party, "slot": main})
    return found


def _identifiers(identifiers: pa.Array, number: NDArray[Any]) -> pa.Array:
    suffix = pc.binary_join_element_wise("-", pa.array(number + 1).cast(pa.string()), "")
    return pc.binary_join_element_wise(
        identifiers, pc.if_else(pa.array(number == 0), pa.scalar("", pa.string()), suffix), ""
    )
