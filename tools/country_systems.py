"""Write the crosswalk of country systems from the code lists of countries and of past states.

The lists have a row for each country, the crosswalk one for each code of a system, with the days on which it means the
state, who states it and how good the match is. ``python -m tools.country_systems`` writes it anew; a test fails where
it is not what this would write.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Mapping

PATH = Path(__file__).resolve().parents[1] / "schema" / "crosswalks" / "country_systems.csv"
SYSTEMS = {
    "iso2": "ISO 3166-1 alpha-2",
    "numeric": "ISO 3166-1 numeric",
    "cameo": "CAMEO 1.1b3; ISO 3166-1 where it has no code",
    "fips": "FIPS 10-4",
    "gw": "Gleditsch-Ward list of independent states",
    "cow": "Correlates of War state list",
}
COLUMNS = ("system", "code", "iso3", "name", "valid_from", "valid_to", "kind", "source", "note")
_USER_ASSIGNED = "XKX"
_ALWAYS = ("0000", "9999")  # before and after every date
Row = dict[str, str]


def crosswalk_rows() -> list[Row]:
    """Return the rows of the crosswalk, by system, code and date."""
    rows = []
    for system, source in SYSTEMS.items():
        found = [_row(system, source, row) for row in code_list("countries") if row[system]]
        known = {(row["code"], row["iso3"]) for row in found}
        for state in code_list("historic_states"):
            row = _row(system, source, state) | _of_the_past(state)
            if row["code"] and (row["code"], row["iso3"]) not in known:
                found.append(row)
        _mark_shared(found)
        rows += sorted(found, key=lambda row: (row["code"], row["valid_from"], row["iso3"]))
    return rows


def _row(system: str, source: str, state: Mapping[str, str]) -> Row:
    assigned = state["iso3"] == _USER_ASSIGNED and system in {"iso2", "numeric", "cameo"}
    return {
        "system": system,
        "code": state[system],
        "iso3": state["iso3"],
        "name": state["name"],
        "valid_from": state["valid_from"],
        "valid_to": state["valid_to"],
        "kind": "own proposal" if assigned else "one-to-one",
        "source": "event-exporter" if assigned else source,
        "note": "user-assigned: ISO has no code" if assigned else "",
    }


def _of_the_past(state: Mapping[str, str]) -> Row:
    """Return what a past state's row says otherwise: a state that only changed its name is the one of today."""
    if state["kind"] == "name":
        return {"iso3": state["successors"], "kind": "lossy", "note": "code of a former name, read as that of today"}
    return {"note": f"today: {state['successors']}"}


def _mark_shared(rows: list[Row]) -> None:
    """Call lossy what is not the only state with a code on some day."""
    by_code = defaultdict(list)
    for row in rows:
        by_code[row["code"]].append(row)
    for sharing in by_code.values():
        for row in sharing:
            others = [one for one in sharing if one["iso3"] != row["iso3"] and _meet(one, row)]
            if others and row["kind"] == "one-to-one":
                row["kind"] = "lossy"
                row["note"] = "; ".join(filter(None, [row["note"], f"shared with {others[0]['name']}"]))


def _meet(one: Row, other: Row) -> bool:
    first, last = _ALWAYS
    return (one["valid_from"] or first) <= (other["valid_to"] or last) and (other["valid_from"] or first) <= (
        one["valid_to"] or last
    )


def text() -> str:
    """Return the crosswalk as CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(crosswalk_rows())
    return out.getvalue()


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="")
