"""Lists and objects of PLOVER records in the shapes that people write them in, given the shape of the schema."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.findings import Finding
from exporter.layouts.cells import apply
from exporter.layouts.json_cells import renamed, unknown_keys
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.layouts.base import Context

_BETWEEN = ";"
_CODE = 3  # letters of a country and of a sector
_PARTY = {
    "actor": "name",
    "actor_name": "name",
    "actorname": "name",
    "sector": "sectors",
    "actor_text": "text",
    "actortext": "text",
    "raw": "text",
}
_PLACE = {
    "placename": "name",
    "place": "name",
    "city": "name",
    "adm1": "admin1",
    "adm2": "admin2",
    "province": "admin1",
    "district": "admin2",
    "iso3": "country",
    "lat": "latitude",
    "lon": "longitude",
    "long": "longitude",
    "lng": "longitude",
    "geonamesid": "geonames_id",
}
_SIZE = {"killed": "dead", "deaths": "dead", "wounded": "injured", "detained": "arrested"}


def mend_plover(
    batch: pa.RecordBatch, matched: Mapping[str, str], schema: pa.Schema, context: Context
) -> tuple[pa.RecordBatch, list[Finding]]:
    """Return the batch with its lists and objects in the shape of the schema, and the keys that have no place in it.

    What is no JSON is left as it is: reading it says so.
    """
    findings: list[Finding] = []
    for place, header in enumerate(batch.schema.names):
        name = matched.get(header)
        if name is None or not pa.types.is_nested(schema.field(name).type):
            continue
        cells = batch.column(place)
        mended, unknown = _column(cells, name, schema.field(name).type)
        batch = batch.set_column(place, header, mended)
        findings += [
            Finding(
                code="unknown-key",
                message=f"the layout has no key {key!r} there; its value has no place in an event",
                severity="warning",
                file=context.file,
                row=context.row(rows[0]),
                column=f"{header}.{key}",
                value=cells[rows[0]].as_py(),
                count=len(rows),
            )
            for key, rows in sorted(unknown.items())
        ]
    return batch, findings


def mend_column(cells: pa.Array, name: str, kind: pa.DataType) -> pa.Array:
    """Return a column of lists or objects in the shape of the schema; any other as it is."""
    return _column(cells, name, kind)[0] if pa.types.is_nested(kind) else cells


def _column(cells: pa.Array, name: str, kind: pa.DataType) -> tuple[pa.Array, dict[str, list[int]]]:
    """Return a column in the shape of the schema, and the rows of each key that has no place in it."""
    known: dict[str, tuple[str, set[str]]] = {}
    unknown: dict[str, list[int]] = {}
    mended: list[str | None] = []
    for row, cell in enumerate(cells.to_pylist()):
        if not cell:
            mended.append(None)
            continue
        if cell not in known:
            known[cell] = _mended(cell, name, kind)
        mended.append(known[cell][0])
        for key in known[cell][1]:
            unknown.setdefault(key, []).append(row)
    return pa.array(mended, pa.string()), unknown


def _mended(cell: str, name: str, kind: pa.DataType) -> tuple[str, set[str]]:
    try:
        value = json.loads(cell) if cell.lstrip()[:1] in '[{"' else cell
    except (ValueError, RecursionError):
        return cell, set()
    if pa.types.is_list(kind):
        value = _list(value)
        if name in {"actor", "recipient"}:
            value = [_party(item) for item in value]
    elif name == "location":
        value = _place(value)
    elif isinstance(value, dict):
        value = renamed(value, _SIZE)
    return json.dumps(value, ensure_ascii=False), unknown_keys(value, kind)


def _list(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [item.strip() for item in value.split(_BETWEEN) if item.strip()]
    return value if isinstance(value, list) else [value]


def _place(value: Any) -> Any:
    if isinstance(value, dict):
        return renamed(value, _PLACE)
    return {"name": value} if isinstance(value, str) else value


@cache
def _known_codes() -> tuple[frozenset[str], frozenset[str]]:
    countries = frozenset(row["iso3"] for row in code_list("countries"))
    return countries, frozenset(row["code"] for row in code_list("plover_sectors"))


def _party(value: Any) -> Any:
    """Return a party; a bare string is a code of country and sectors, or else a name.

    >>> _party("KAZ COP"), _party("IGOUNO"), _party("Almaty police")
    ({'country': 'KAZ', 'sectors': ['COP']}, {'sectors': ['IGO', 'UNO']}, {'name': 'Almaty police'})
    """
    if isinstance(value, dict):
        named = renamed(value, _PARTY)
        return named | ({"sectors": _list(named["sectors"])} if named.get("sectors") is not None else {})
    if not isinstance(value, str):
        return value
    joined = value.replace(" ", "")
    tokens = [joined[start : start + _CODE] for start in range(0, len(joined), _CODE)]
    countries, sectors = _known_codes()
    party: dict[str, Any] = {"country": tokens.pop(0)} if tokens and tokens[0] in countries else {}
    if tokens:
        party["sectors"] = tokens
    return party if party and all(token in sectors for token in tokens) else {"name": value}


def place_cell(words: pa.Array) -> pa.Array:
    """Return the places that stand as JSON objects where the words for a place belong; null for words.

    >>> place_cell(pa.array(['{"lat": 43.2}', "in Almaty"])).to_pylist()
    ['{"latitude": 43.2}', None]
    """

    def place(cell: str | None) -> str | None:
        if not cell or not cell.startswith("{"):
            return None
        try:
            return json.dumps(_place(json.loads(cell)), ensure_ascii=False)
        except (ValueError, RecursionError):
            return None

    return apply(words, place, pa.string())
