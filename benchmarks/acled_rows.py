"""Make rows of the acled layout as a real file has them: alike in cardinalities and lengths, notes and ids unique.

    python benchmarks/acled_rows.py 1000000 rows.parquet

The rows are invented from the code lists; they meet the layout's schema and its checks, and are the same on every run.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from exporter.schemas import arrow_schema, code_list

PLACES, ADMIN1, ADMIN2, ADMIN3 = 24_000, 1_900, 9_000, 4_000
NAMED_ACTORS, SOURCES, TAGS = 4_000, 6_000, 400
DAYS = 365 * 9
BLOODLESS, WITH_ALLIES = 0.8, 0.3  # shares of rows
SYLLABLES = "ka ra ma lo ti su ne do vi sha be gu ar el in ol za mi ro ta pe ul en ho"
WORDS = (
    "police security forces members of the armed group residents students workers farmers held a demonstration "
    "outside the office town hall main road market bridge village district to demand better pay water supply "
    "release detained colleagues clashed with fired at shelled attacked abducted injured several people were "
    "reported no casualties were recorded during incident local sources said that at least unknown number "
    "gathered blocked burned tyres threw stones"
)
PARTIES = {  # actor types that take part, by event type
    "Battles": ("State forces", "Rebel group", "Political militia", "Identity militia", "External/Other forces"),
    "Explosions/Remote violence": ("State forces", "Rebel group", "Political militia", "External/Other forces"),
    "Violence against civilians": ("State forces", "Rebel group", "Political militia", "Identity militia"),
    "Strategic developments": ("State forces", "Rebel group", "Political militia", "External/Other forces"),
}
SHARES = {
    "Battles": 0.24,
    "Protests": 0.30,
    "Riots": 0.09,
    "Explosions/Remote violence": 0.20,
    "Violence against civilians": 0.12,
    "Strategic developments": 0.05,
}


def _names(rng: np.random.Generator, count: int, parts: int = 3) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(rng.choice(SYLLABLES.split(), rng.integers(2, parts + 2))).capitalize()] = None
    return list(names)


def _often_first(rng: np.random.Generator, size: int, count: int) -> np.ndarray[Any, Any]:
    """Return indexes below ``size`` of which the first are drawn much more often, as names of the world are."""
    return np.minimum((size * rng.random(count) ** 3).astype(np.int64), size - 1)


def _pick(values: list[str | None], indexes: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(indexes))


@cache
def _interactions() -> dict[tuple[str, str], str]:
    pairs = {}
    for row in code_list("acled_interactions"):
        one, two = row["actor_type_1"], row["actor_type_2"]
        pairs[one, two] = pairs[two, one] = row["interaction"]
    return pairs


def _kinds(rng: np.random.Generator, count: int) -> tuple[list[dict[str, str | None]], np.ndarray[Any, Any]]:
    """Return the combinations of kind and party types, and which of them each row has."""
    subs = [dict(row) for row in code_list("acled_sub_event_types")]
    combos: list[dict[str, str | None]] = []
    weights = []
    for sub in subs:
        kind = sub["event_type"]
        alike = sum(other["event_type"] == kind for other in subs)
        for one, two in _party_pairs(kind, sub["sub_event_type"]):
            always, never = (sub["civilian_targeting"] == word for word in ("always", "never"))
            targeting = "Civilian targeting" if always or (not never and "Civilians" in (one, two)) else None
            combos.append(
                {
                    "event_type": kind,
                    "sub_event_type": sub["sub_event_type"],
                    "disorder_type": sub["disorder_type"],
                    "civilian_targeting": targeting,
                    "inter1": one,
                    "inter2": two,
                    "interaction": _interactions()[one, two or ""],
                }
            )
            weights.append(SHARES[kind] / alike / len(_party_pairs(kind, sub["sub_event_type"])))
    shares = np.array(weights)
    return combos, rng.choice(len(combos), count, p=shares / shares.sum())


def _party_pairs(kind: str, sub: str) -> list[tuple[str, str | None]]:
    if kind == "Protests":
        seconds = ["State forces", "Rioters"] if sub != "Peaceful protest" else [None]
        return [("Protesters", second) for second in seconds]
    if kind == "Riots":
        return [("Rioters", second) for second in (None, "State forces", "Rioters", "Civilians")]
    ones = PARTIES[kind]
    if kind == "Violence against civilians":
        return [(one, "Civilians") for one in ones]
    if kind == "Battles":
        return [(one, two) for one in ones for two in ones if (one, two) in _interactions()]
    return [(one, two) for one in ones for two in (None, "Civilians") if two is None or (one, two) in _interactions()]


def _notes(rng: np.random.Generator, count: int) -> pa.Array:
    stock = [" ".join(rng.choice(WORDS.split(), rng.integers(12, 45))) for _ in range(3_000)]
    first, second = (_pick(stock, rng.integers(0, len(stock), count)) for _ in range(2))
    numbers = pc.cast(pa.array(np.arange(count)), pa.string())
    return pc.binary_join_element_wise("On report ", numbers, ", ", first, "; ", second, ".", "")


def acled_rows(count: int, seed: int = 1) -> pa.Table:
    """Return ``count`` valid rows, text columns as plain text."""
    rng = np.random.default_rng(seed)
    needed = ("acled_name", "acled_region", "lat_min", "numeric", "iso3")
    countries = [row for row in code_list("countries") if all(row[key] for key in needed)]
    combos, kind = _kinds(rng, count)
    columns: dict[str, pa.Array] = {name: _pick([combo[name] for combo in combos], kind) for name in combos[0]}
    place = _often_first(rng, PLACES, count)
    home = rng.integers(0, len(countries), PLACES)  # country of each place
    where = home[place]
    day = np.sort(rng.integers(0, DAYS, count))
    dates = pa.array(np.datetime64("2016-01-01") + day, pa.date32())
    prefix = _pick([row["iso3"] for row in countries], where)
    columns["event_id_cnty"] = pc.binary_join_element_wise(
        prefix, pc.cast(pa.array(np.arange(count) + 100), pa.string()), ""
    )
    columns["event_date"] = dates
    columns["year"] = pc.year(dates)
    columns["time_precision"] = pa.array(rng.choice([1, 2, 3], count, p=[0.9, 0.08, 0.02]))
    columns |= _actors(rng, count, columns)
    columns["iso"] = _pick([row["numeric"] for row in countries], where).cast(pa.int16())
    columns["region"] = _pick([row["acled_region"] for row in countries], where)
    columns["country"] = _pick([row["acled_name"] for row in countries], where)
    columns |= _geography(rng, place, [countries[number] for number in home.tolist()])
    columns["geo_precision"] = pa.array(rng.choice([1, 2, 3], count, p=[0.75, 0.2, 0.05]))
    columns |= _reporting(rng, count)
    columns["notes"] = _notes(rng, count)
    columns["fatalities"] = pa.array(np.where(rng.random(count) < BLOODLESS, 0, rng.geometric(0.3, count)))
    columns["timestamp"] = pa.array(1_600_000_000 + rng.integers(0, 100_000_000, count))
    schema = arrow_schema("acled")
    plain = pa.schema(
        [(field.name, pa.string() if pa.types.is_dictionary(field.type) else field.type) for field in schema]
    )
    return pa.table({name: columns[name] for name in schema.names}).cast(plain)


def _actors(rng: np.random.Generator, count: int, columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
    names = [
        f"{name} Front" if number % 3 else f"Military Forces of {name} (2016-)"
        for number, name in enumerate(_names(rng, NAMED_ACTORS))
    ]
    found: dict[str, pa.Array] = {"actor1": _pick(names, _often_first(rng, len(names), count))}
    second = _pick(names, _often_first(rng, len(names), count))
    found["actor2"] = pc.if_else(pc.is_valid(columns["inter2"]), second, pa.scalar(None, pa.string()))
    joined = [f"{names[one]}; {names[two]}" for one, two in rng.integers(0, len(names), (3_000, 2)).tolist()]
    for number, actor in (("1", "actor1"), ("2", "actor2")):
        there = pa.array(rng.random(count) < WITH_ALLIES)
        both = pc.and_(there, pc.is_valid(found[actor]))
        found[f"assoc_actor_{number}"] = pc.if_else(
            both, _pick(joined, _often_first(rng, 3_000, count)), pa.scalar(None, pa.string())
        )
    return found


def _geography(rng: np.random.Generator, place: np.ndarray[Any, Any], homes: list[Any]) -> dict[str, pa.Array]:
    def between(low: str, high: str) -> np.ndarray[Any, Any]:
        least = np.array([float(home[low]) for home in homes])
        greatest = np.array([float(home[high]) for home in homes])
        width = np.where(greatest >= least, greatest - least, 0)  # boxes across the date line shrink to their edge
        return np.round(least + width * rng.random(PLACES), 4)

    found = {
        "location": _pick(_names(rng, PLACES, 4), place),
        "latitude": pa.array(between("lat_min", "lat_max")[place]),
        "longitude": pa.array(between("lon_min", "lon_max")[place]),
    }
    for name, size, missing in (("admin1", ADMIN1, 0.0), ("admin2", ADMIN2, 0.1), ("admin3", ADMIN3, 0.6)):
        units: list[str | None] = list(_names(rng, size, 4))
        of_place = rng.integers(0, size, PLACES)
        values = [None if rng.random() < missing else units[unit] for unit in of_place.tolist()]
        found[name] = _pick(values, place)
    return found


def _reporting(rng: np.random.Generator, count: int) -> dict[str, pa.Array]:
    papers = [f"{name} Daily" for name in _names(rng, 900)]
    sources: list[str | None] = [
        "; ".join(rng.choice(papers, rng.integers(1, 4), replace=False)) for _ in range(SOURCES)
    ]
    scales: list[str | None] = [row["source_scale"] for row in code_list("acled_source_scales")]
    sizes: list[str | None] = [None] * TAGS + [f"crowd size=about {number}" for number in range(TAGS)]
    return {
        "source": _pick(sources, _often_first(rng, SOURCES, count)),
        "source_scale": _pick(scales, _often_first(rng, len(scales), count)),
        "tags": _pick(sizes, rng.integers(0, len(sizes), count)),
    }


def coded(table: pa.Table) -> pa.Table:
    """Return the rows with the types of the layout, most text columns dictionary-encoded."""
    return pa.table(
        {
            field.name: (
                table[field.name].combine_chunks().dictionary_encode()
                if pa.types.is_dictionary(field.type)
                else table[field.name]
            )
            for field in arrow_schema("acled")
        }
    )


if __name__ == "__main__":
    pq.write_table(acled_rows(int(sys.argv[1])), sys.argv[2])
