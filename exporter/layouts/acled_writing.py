"""Events into ACLED's columns: one row for each incident."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_kinds import acled_coded, acled_kinds
from exporter.layouts.acled_merging import merge_incidents
from exporter.layouts.acled_values import (
    CROWD_SIZE,
    NO_REPORT,
    UNDISCLOSED,
    civilian_targeting,
    countries,
    country_number,
    disorder_type,
    ended,
    interaction,
    join_scales,
    of_country,
    place_code,
    time_code,
)
from exporter.layouts.cells import apply, day_of, middle
from exporter.layouts.lost import lost_events
from exporter.layouts.nested import SEPARATOR, join_text, part, rows_of, spread
from exporter.layouts.table import Extract

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.layouts.table import Columns

    Completion: TypeAlias = Callable[[Columns, pa.RecordBatch], tuple[Columns, list[Finding]]]

MONADIC = "acled-monadic"
FAMILY = frozenset({"acled", "acled-numeric", "acled-population", "acled-2019", "acled-legacy", MONADIC})
# Digits of a number made from content: among a million incidents of one country two are alike once in 1,800 releases.
_NUMBER_DIGITS = 15
_DECIMALS = 4  # of coordinates in ACLED
_REQUIRED = {
    "actor1": "incident-without-actor",
    "inter1": "incident-without-actor-type",
    "iso3": "incident-without-country",
    "event_date": "incident-without-date",
    "latitude": "incident-without-place",
}
_UNTYPED = "the event has no row in ACLED's columns: its codes have no counterpart among ACLED's types"
_MISSING = {
    "incident-without-actor": "no party is named",
    "incident-without-actor-type": "the kind of the first party is not known",
    "incident-without-country": "the country is not known",
    "incident-without-date": "the day is not known",
    "incident-without-place": "no place with coordinates is known",
}


def acled_extract(batch: pa.RecordBatch, complete: Completion | None = None) -> Extract:
    """Return ACLED's columns, actor types as text, for the events of a batch that ACLED has a type for.

    Events of one incident become one row; they must be in one batch, see ``whole_incidents``. Events that were read
    from another dataset and have no type in ACLED are findings; of the coder's own many have none by design.
    ``complete`` adds what the rows of a layout must have and the events have not.
    """
    gone = pc.is_in(batch.column("status"), value_set=pa.array(["deleted", "duplicate"]))
    stands = ~gone.to_numpy(zero_copy_only=False)
    coded = acled_coded(batch)
    read = pc.is_valid(batch.column("origin")).to_numpy(zero_copy_only=False)
    untyped = batch.column("event_id").filter(pa.array(stands & read & ~coded))
    rows = np.flatnonzero(stands & coded)
    if len(rows) < batch.num_rows:
        batch = batch.take(pa.array(rows))
    columns = acled_columns(batch)
    imported = _own(batch).to_numpy(zero_copy_only=False)
    findings, whole = _complete(columns, batch, imported)
    if not whole.all():
        columns = {name: values.filter(pa.array(whole)) for name, values in columns.items()}
        rows, batch = rows[whole], batch.filter(pa.array(whole))
    if complete is not None:
        columns, added = complete(columns, batch)
        findings += added
    monadic = is_monadic(batch)
    columns["monadic"] = pa.array(monadic)
    apart = _own(batch).to_numpy(zero_copy_only=False) & ~monadic
    columns, rows = merge_incidents(
        columns, batch.column("incident_id"), rows, event_ids=batch.column("event_id"), apart=apart
    )
    columns["fatalities"] = pc.fill_null(columns["fatalities"], 0)
    findings = [*lost_events("event-without-acled-type", _UNTYPED, untyped), *findings]
    return Extract(columns=columns, events=rows, findings=findings)


def _own(batch: pa.RecordBatch) -> pa.Array:
    """Return which events were read from ACLED files."""
    layout = part(batch.column("origin"), "layout")
    return pc.fill_null(pc.is_in(layout, value_set=pa.array(sorted(FAMILY))), fill_value=False)


def is_monadic(batch: pa.RecordBatch) -> NDArray[Any]:
    """Return which events were read from a file with one row for each actor."""
    layout = part(batch.column("origin"), "layout")
    found: NDArray[Any] = pc.fill_null(pc.equal(layout, MONADIC), fill_value=False).to_numpy(zero_copy_only=False)
    return found


def acled_columns(batch: pa.RecordBatch) -> Columns:
    """Return ACLED's columns for each event of a batch; ``fatalities`` is null where none are reported."""
    length = batch.num_rows
    columns = acled_kinds(batch) | _place(batch) | _texts(batch)
    date = batch.column("date")
    day = middle(part(date, "start"), part(date, "end"))
    reported = pc.coalesce(
        part(batch.column("effects"), "fatalities", "low"), part(batch.column("effects"), "fatalities", "best")
    )
    columns |= {
        "event_id_cnty": _identifiers(batch, columns["iso3"]),
        "event_date": day,
        "year": pc.year(day).cast(pa.int16()),
        "time_precision": time_code(part(date, "precision")),
        "disorder_type": disorder_type(columns["sub_event_type"]),
        "interaction": interaction(columns["inter1"], columns["inter2"]),
        "civilian_targeting": civilian_targeting(columns["sub_event_type"], columns["inter1"], columns["inter2"]),
        "fatalities": reported,
        "timestamp": apply(part(batch.column("document"), "published"), _seconds, pa.int64()),
        "tags": _tags(batch, columns["event_type"], length),
    }
    return columns


def _place(batch: pa.RecordBatch) -> Columns:
    location = batch.column("location")
    iso3 = part(location, "iso3")
    country = pc.coalesce(of_country(iso3, "acled_name"), part(location, "country"))
    columns = {
        "iso3": iso3,
        "country": country,
        "iso": country_number(iso3),
        "region": of_country(iso3, "acled_region"),
        "admin1": part(location, "admin1"),
        "admin2": part(location, "admin2"),
        "admin3": part(location, "admin3"),
        "location": part(location, "name"),
        "latitude": part(location, "latitude"),
        "longitude": part(location, "longitude"),
        "geo_precision": place_code(part(location, "precision")),
    }
    coded = pc.is_null(batch.column("origin"))
    for axis in ("latitude", "longitude"):
        columns[axis] = pc.if_else(coded, pc.round(columns[axis], _DECIMALS), columns[axis])
    wide = pc.is_in(part(location, "precision"), value_set=pa.array(["country"]))
    rows = np.flatnonzero(pc.and_(coded, wide).to_numpy(zero_copy_only=False))
    return _at_capital(columns, rows) if len(rows) else columns


def _at_capital(columns: Columns, rows: NDArray[Any]) -> Columns:
    """Put events that are known to a country only at its capital, as ACLED does for a region at its chief town."""
    from exporter.coding.gazetteer import load_gazetteer  # noqa: PLC0415 - the gazetteer takes time to load

    gazetteer = load_gazetteer()
    capitals: dict[str, tuple[str | None, str | None, float, float] | None] = {}
    new: dict[str, list[Any]] = {name: [] for name in ("location", "admin1", "latitude", "longitude")}
    for iso3 in columns["iso3"].take(pa.array(rows)).to_pylist():
        if iso3 not in capitals:
            name = countries()["iso3"].get(iso3, {}).get("capital")
            place = gazetteer.find(name, countries=[iso3]) if name else None
            capitals[iso3] = (place.name, place.admin1, place.latitude, place.longitude) if place else None
        found = capitals[iso3] or (None, None, None, None)
        for values, value in zip(new.values(), found, strict=True):
            values.append(round(value, _DECIMALS) if isinstance(value, float) else value)
    for name, values in new.items():
        there = spread(rows, pa.array(values, columns[name].type), len(columns[name]))
        columns[name] = pc.coalesce(there, columns[name])
    return columns


def _texts(batch: pa.RecordBatch) -> Columns:
    length = batch.num_rows
    sources = batch.column("sources")
    rows, items = rows_of(sources), sources.flatten()
    names, scales = part(items, "name"), part(items, "scale")
    named = pc.is_valid(names).to_numpy(zero_copy_only=False)
    own = _own(batch)
    # A semicolon parts the names of the list; files of ACLED have it so, other names must not bring one along.
    listed = pc.if_else(own.take(pa.array(rows)), names, pc.replace_substring(names, ";", ","))
    joined = join_text(rows[named], listed.drop_null(), length)
    document = batch.column("document")
    publisher = pc.coalesce(part(document, "publisher"), apply(part(document, "url"), _host, pa.string()))
    one = pc.replace_substring(pc.coalesce(publisher, part(document, "id")), ";", ",")
    source = pc.coalesce(joined, one, pc.if_else(own, pa.scalar(None, pa.string()), pa.scalar(UNDISCLOSED)))
    scaled = pc.is_valid(scales).to_numpy(zero_copy_only=False)
    scale = join_text(rows[scaled], scales.drop_null(), length)
    evidence = batch.column("evidence")
    passages = join_text(rows_of(evidence), ended(part(evidence.flatten(), "text")), length, " ")
    return {
        "source": source,
        "source_scale": apply(scale, lambda text: join_scales(text.split(SEPARATOR)) if text else None, pa.string()),
        "notes": pc.coalesce(batch.column("notes"), passages),
    }


def _tags(batch: pa.RecordBatch, event_type: pa.Array, length: int) -> pa.Array:
    tags = batch.column("tags")
    joined = join_text(rows_of(tags), tags.flatten(), length)
    # ACLED states the size of every demonstration; rows that were read keep what they had.
    crowd = part(batch.column("effects"), "crowd")
    demonstration = pc.is_in(event_type, value_set=pa.array(["Protests", "Riots"]))
    stated = pc.fill_null(pc.match_substring(joined, CROWD_SIZE), fill_value=False)
    unread = pc.and_(pc.is_null(batch.column("origin")), pc.invert(stated))
    wanted = pc.and_(unread, demonstration)
    if not pc.any(wanted).as_py():
        return joined
    size = pa.array([CROWD_SIZE + _crowd(one) for one in crowd.to_pylist()], pa.string())
    both = pc.if_else(pc.is_null(joined), size, pc.binary_join_element_wise(size, pc.fill_null(joined, ""), SEPARATOR))
    return pc.if_else(wanted, both, joined)


def _crowd(crowd: dict[str, Any] | None) -> str:
    """Return the words for the size of a crowd.

    >>> _crowd({"text": None, "low": 100, "high": None}), _crowd({"text": None, "low": 30, "high": 50})
    ('at least 100', 'between 30 and 50')
    """
    text, low, high = (crowd or {}).get("text"), (crowd or {}).get("low"), (crowd or {}).get("high")
    if text:
        return str(text).replace(SEPARATOR, ", ")
    if low is not None and high is not None:
        return str(low) if low == high else f"between {low} and {high}"
    if low is not None:
        return f"at least {low}"
    return NO_REPORT if high is None else f"up to {high}"


def _identifiers(batch: pa.RecordBatch, iso3: pa.Array) -> pa.Array:
    origin = batch.column("origin")
    own = _own(batch)
    native = pc.if_else(own, part(origin, "native_id"), pa.scalar(None, pa.string()))
    if pc.all(own).as_py():
        return native
    made = pc.binary_join_element_wise(iso3, apply(batch.column("incident_id"), incident_number, pa.string()), "")
    return pc.if_else(own, native, made)


def incident_number(incident_id: str | None) -> str | None:
    """Return the number that stands for an incident in ``event_id_cnty``: made from its identifier alone.

    >>> incident_number("i09af3be41c77d2568ea1")
    '908868448807702'
    """
    if incident_id is None:
        return None
    digest = hashlib.sha256(incident_id.encode("utf-8", "surrogatepass")).digest()
    return str(int.from_bytes(digest[:12], "big") % (9 * 10 ** (_NUMBER_DIGITS - 1)) + 10 ** (_NUMBER_DIGITS - 1))


def _seconds(published: str | None) -> int | None:
    moment = day_of(published)
    return int(moment.timestamp()) if moment else None


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _complete(columns: Columns, batch: pa.RecordBatch, imported: NDArray[Any]) -> tuple[list[Finding], NDArray[Any]]:
    """Name the incidents that lack what ACLED cannot do without; rows that were read from ACLED files stay."""
    complete = np.ones(batch.num_rows, bool)
    findings: list[Finding] = []
    for column, code in _REQUIRED.items():
        lacking = pc.is_null(columns[column]).to_numpy(zero_copy_only=False) & ~imported & complete
        complete &= ~lacking
        findings += lost_events(
            code,
            f"the incident has no row in ACLED's columns: {_MISSING[code]}",
            batch.column("event_id").filter(pa.array(lacking)),
            column="country" if column == "iso3" else column,
        )
    return findings, complete
