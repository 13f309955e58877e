"""What a row of ACLED's layout must have and its source does not: made of what the source does say, and named."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from exporter.layouts.acled_values import CIVILIANS, civilian_targeting, disorder_type, interaction
from exporter.layouts.cells import lookup
from exporter.layouts.lost import folded
from exporter.layouts.nested import part
from exporter.schemas import crosswalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.findings import Finding
    from exporter.layouts.table import Columns

_AGAINST_CIVILIANS = "Violence against civilians"
_OLD_FORM = "^([0-9]+)([A-Z]{3})$"  # identifiers before 2017: 1BNG


@cache
def _assumed() -> dict[str, str]:
    """Return the sub-event type that each event type of today is given where none was coded."""
    rows = crosswalk("acled_legacy_to_acled")
    return {row["event_type"]: row["assumed_sub_event_type"] for row in rows if row["assumed_sub_event_type"]}


def completed(columns: Columns, batch: pa.RecordBatch, name: str, schema: pa.Schema) -> tuple[Columns, list[Finding]]:
    """Return ACLED's columns for the layout ``name`` with nothing missing that its rows must have.

    Rows that were read from this layout stay as they are. Others get today's form of an identifier, today's types and
    order of parties where older files had others, and a note where the source has no words for the event; each kind of
    change is one finding.
    """
    layout = part(batch.column("origin"), "layout")
    foreign = pc.fill_null(pc.not_equal(layout, name), fill_value=False)
    if not foreign.true_count:
        return columns, []
    columns = dict(columns)
    identifiers = columns["event_id_cnty"]
    turned = pc.replace_substring_regex(identifiers, _OLD_FORM, "\\2\\1")
    columns["event_id_cnty"] = pc.if_else(foreign, turned, identifiers)
    findings = _civilians_second(columns, batch, foreign)
    findings += _of_crowds(columns, batch, foreign)
    findings += _with_sub_event_types(columns, batch, foreign)
    _follow(columns)
    if not schema.field("notes").nullable:
        findings += _with_notes(columns, batch, foreign)
    return columns, findings


def _civilians_second(columns: Columns, batch: pa.RecordBatch, foreign: pa.Array) -> list[Finding]:
    """Put the civilians of violence against civilians second, where older files have them first."""
    first, second = (_is(columns[name], CIVILIANS) for name in ("inter1", "inter2"))
    turned = pc.and_(pc.and_(foreign, _is(columns["event_type"], _AGAINST_CIVILIANS)), pc.and_not(first, second))
    turned = pc.and_(turned, pc.is_valid(columns["actor2"]))
    if not turned.true_count:
        return []
    for one, other in (("actor1", "actor2"), ("assoc_actor_1", "assoc_actor_2"), ("inter1", "inter2")):
        left, right = columns[one], columns[other]
        columns[one], columns[other] = pc.if_else(turned, right, left), pc.if_else(turned, left, right)
    message = "the civilians who are attacked stood first; they are the second party in the layout of today"
    return folded("turned-parties", message, batch.column("event_id").filter(turned), column="actor1")


def _of_crowds(columns: Columns, batch: pa.RecordBatch, foreign: pa.Array) -> list[Finding]:
    """Give events that older files count as violence or battles, and whose parties are crowds, a type of today."""
    protesters, rioters, civilians = (
        pc.or_(*(_is(columns[name], kind) for name in ("inter1", "inter2")))
        for kind in ("Protesters", "Rioters", CIVILIANS)
    )
    battle, violence = (_is(columns["event_type"], kind) for kind in ("Battles", _AGAINST_CIVILIANS))
    violence = pc.and_not(violence, civilians)
    findings: list[Finding] = []
    for found, kind, sub in (
        (pc.and_(violence, protesters), "Protests", "Excessive force against protesters"),
        (pc.and_not(pc.and_(violence, rioters), protesters), "Riots", "Violent demonstration"),
        (pc.and_(battle, rioters), "Riots", "Mob violence"),
    ):
        changed = pc.and_(found, foreign)
        if changed.true_count:
            columns["event_type"] = pc.if_else(changed, kind, columns["event_type"])
            columns["sub_event_type"] = pc.if_else(changed, sub, columns["sub_event_type"])
            message = f"the layout of today counts such an event between such parties as {kind}: {sub}"
            ids = batch.column("event_id").filter(changed)
            findings += folded("assumed-event-type", message, ids, column="event_type")
    return findings


def _follow(columns: Columns) -> None:
    """Set what follows from the types and the parties anew."""
    sub, sides = columns["sub_event_type"], (columns["inter1"], columns["inter2"])
    columns["disorder_type"] = disorder_type(sub)
    columns["interaction"] = interaction(*sides)
    columns["civilian_targeting"] = civilian_targeting(sub, *sides)


def _is(values: pa.Array, word: str) -> pa.Array:
    return pc.fill_null(pc.equal(values, word), fill_value=False)


def _with_sub_event_types(columns: Columns, batch: pa.RecordBatch, foreign: pa.Array) -> list[Finding]:
    assumed = lookup(columns["event_type"], _assumed(), pa.string())
    lacking = pc.and_(pc.and_(foreign, pc.is_null(columns["sub_event_type"])), pc.is_valid(assumed))
    if not lacking.true_count:
        return []
    columns["sub_event_type"] = pc.if_else(lacking, assumed, columns["sub_event_type"])
    message = "the source coded no sub-event type; the usual one of its event type was assumed"
    ids = batch.column("event_id").filter(lacking)
    return folded("assumed-sub-event-type", message, ids, column="sub_event_type")


def _with_notes(columns: Columns, batch: pa.RecordBatch, foreign: pa.Array) -> list[Finding]:
    lacking = pc.and_(foreign, pc.is_null(columns["notes"]))
    if not lacking.true_count:
        return []
    date, origin = batch.column("date"), batch.column("origin")
    parties = _joined([columns["actor1"], columns["actor2"]], " - ")
    place = _joined([columns["location"], columns["country"]], ", ")
    days = _joined([part(date, side).cast(pa.string()) for side in ("start", "end")], " to ")
    day = pc.if_else(pc.equal(part(date, "start"), part(date, "end")), part(date, "start").cast(pa.string()), days)
    source = _joined([part(origin, "dataset"), part(origin, "native_id")], " ")
    made = _joined([columns["sub_event_type"], parties, place, day, source], "; ")
    columns["notes"] = pc.if_else(lacking, made, columns["notes"])
    message = "the source has no words for the event; a note was made of its other columns"
    return folded("made-note", message, batch.column("event_id").filter(lacking), column="notes")


def _joined(texts: Sequence[pa.Array], separator: str) -> pa.Array:
    """Return the texts of each row that are there, joined."""
    return pc.binary_join_element_wise(*texts, separator, null_handling="skip")
