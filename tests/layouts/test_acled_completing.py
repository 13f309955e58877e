"""What rows of ACLED's layout must have and their sources have not is made of the source, and named."""

import jsonschema
import pyarrow as pa
import pytest
from schema_examples import example_batch

from exporter.layouts import Context, get_layout
from exporter.schemas import load_schema


def through(source, target, **cells):
    """Return the row of the target for a row of the source, valid, and the codes of what was found."""
    events, findings = get_layout(source).to_events(example_batch(source, **cells), Context())
    rows, more = get_layout(target).from_events(events)
    (made,) = rows.to_pylist()
    record = made | {name: str(made[name]) for name in made if pa.types.is_date(rows.schema.field(name).type)}
    jsonschema.Draft202012Validator(load_schema(target)).validate(record)
    return made, [finding.code for finding in (*findings, *more)]


@pytest.mark.parametrize(
    ("kind", "first", "second", "today"),
    [
        ("Remote violence", "3", "1", ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("Violence against civilians", "3", "7", ("Violence against civilians", "Attack")),
        ("Riots/Protests", "5", "0", ("Riots", "Violent demonstration")),
        ("Riots/Protests", "6", "1", ("Protests", "Peaceful protest")),
        ("Strategic development", "1", "0", ("Strategic developments", "Other")),
    ],
)
@pytest.mark.parametrize("target", ["acled", "acled-numeric", "acled-2019"])
def test_an_older_type_gets_the_usual_sub_event_type_of_today_with_a_finding(target, kind, first, second, today):
    alone = {"ACTOR2": None, "ALLY_ACTOR_2": None} if second == "0" else {}
    made, codes = through(
        "acled-legacy", target, EVENT_TYPE=kind, INTER1=first, INTER2=second, INTERACTION=None, **alone
    )
    assert (made["event_type"], made["sub_event_type"]) == today
    assert codes == ["assumed-sub-event-type"]


def test_a_type_that_is_one_to_one_is_no_finding():
    kind = "Battle-Government regains territory"
    made, codes = through("acled-legacy", "acled", EVENT_TYPE=kind, INTER1="1", INTER2="2", INTERACTION=None)
    assert (made["sub_event_type"], codes) == ("Government regains territory", [])


def test_an_identifier_with_its_number_first_is_turned_round():
    kind = "Battle-No change of territory"
    cells = {"EVENT_TYPE": kind, "INTER1": "1", "INTER2": "2", "INTERACTION": None}
    assert through("acled-legacy", "acled", EVENT_ID_CNTY="17KAZ", **cells)[0]["event_id_cnty"] == "KAZ17"
    events, _ = get_layout("acled-legacy").to_events(example_batch("acled-legacy", EVENT_ID_CNTY="17KAZ"), Context())
    assert get_layout("acled-legacy").from_events(events)[0]["EVENT_ID_CNTY"].to_pylist() == ["17KAZ"]


def test_civilians_who_are_attacked_become_the_second_party():
    cells = {"ACTOR1": "Civilians (Kazakhstan)", "INTER1": "7", "ACTOR2": "Gang", "INTER2": "3", "INTERACTION": "37"}
    made, codes = through("acled-legacy", "acled", EVENT_TYPE="Violence against civilians", **cells)
    assert (made["actor1"], made["actor2"]) == ("Gang", "Civilians (Kazakhstan)")
    assert codes == ["turned-parties", "assumed-sub-event-type"]


@pytest.mark.parametrize(
    ("kind", "first", "today"),
    [
        ("Violence against civilians", "6", ("Protests", "Excessive force against protesters")),
        ("Violence against civilians", "5", ("Riots", "Violent demonstration")),
        ("Battle-No change of territory", "5", ("Riots", "Mob violence")),
    ],
)
def test_crowds_have_types_of_their_own_today(kind, first, today):
    made, codes = through("acled-legacy", "acled", EVENT_TYPE=kind, INTER1=first, INTER2="1", INTERACTION=None)
    assert ((made["event_type"], made["sub_event_type"]), codes) == (today, ["assumed-event-type"])


@pytest.mark.parametrize("target", ["acled", "acled-numeric", "acled-monadic"])
def test_an_event_without_words_gets_a_note_of_its_other_columns(target):
    cells = {"source_headline": None, "where_coordinates": "Almaty", "id": "300001"}
    events, _ = get_layout("ucdp-ged").to_events(example_batch("ucdp-ged", **cells), Context())
    rows, findings = get_layout(target).from_events(events)
    assert rows["notes"][0].as_py() == (
        "Attack; Government of Kazakhstan - Civilians (Kazakhstan); Almaty, Kazakhstan; 2022-01-06; UCDP GED 300001"
    )
    assert [(one.code, one.count) for one in findings] == [("made-note", 1)]


def test_a_layout_whose_notes_may_be_empty_has_none_made():
    events, _ = get_layout("ucdp-ged").to_events(example_batch("ucdp-ged", source_headline=None), Context())
    assert get_layout("acled-2019").from_events(events)[0]["notes"].to_pylist() == [None]


def test_what_follows_from_the_type_is_written_as_it_follows_in_another_layout():
    cells = {
        "disorder_type": "Demostrations",
        "civilian_targeting": None,
        "sub_event_type": "Excessive force against protesters",
    }
    made, _ = through("acled-numeric", "acled", event_type="Protests", inter1="6", interaction="16", **cells)
    assert made["disorder_type"] == "Political violence; Demonstrations"
    assert made["civilian_targeting"] == "Civilian targeting"


def test_rows_of_the_layout_itself_stay_as_they_are():
    events, _ = get_layout("acled").to_events(example_batch("acled", notes=None, sub_event_type=None), Context())
    rows, findings = get_layout("acled").from_events(events)
    assert (rows["notes"].to_pylist(), rows["sub_event_type"].to_pylist(), findings) == ([None], [None], [])
