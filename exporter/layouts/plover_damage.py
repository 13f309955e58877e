"""Lists and objects of PLOVER records in the shapes that people write them in, given the shape of the schema."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cells import apply, encoded
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


def mend_column(cells: pa.Array, name: str, kind: pa.DataType) -> pa.Array:
    """Return a column of lists or objects in the shape of the schema; any other as it is.

    What is no JSON is left as it is: reading it says so.
    """
    if not pa.types.is_nested(kind):
        return cells
    return apply(cells, lambda cell: _mended(cell, name, kind)[0] if cell else None, pa.string())


def unknown_keys_of(
    batch: pa.RecordBatch, matched: Mapping[str, str], schema: pa.Schema, context: Context
) -> list[Finding]:
    """Return a finding for each key of lists and objects that has no place in the schema."""
    findings = []
    for header, name in matched.items():
        kind = schema.field(name).type
        if not pa.types.is_nested(kind):
            continue
        cells = encoded(batch.column(header))
        of_cell = [_mended(cell, name, kind)[1] for cell in cells.dictionary.to_pylist()]
        for key in sorted(set().union(*of_cell)):
            having = pa.array([key in keys for keys in of_cell], pa.bool_()).take(cells.indices)
            rows = np.flatnonzero(pc.fill_null(having, fill_value=False).to_numpy(zero_copy_only=False))
            finding = Finding(
                code="unknown-key",
                message=f"the layout has no key {key!r} there; its value has no place in an event",
                severity="warning",
                file=context.file,
                row=context.row(int(rows[0])),
                column=f"{header}.{key}",
                value=batch.column(header)[int(rows[0])].as_py(),
                count=len(rows),
            )
            findings.append(finding)
    return findings


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
