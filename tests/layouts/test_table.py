"""What all layouts do with cells, on the columns of ACLED."""

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_examples import example_batch

from exporter.events import from_batch, to_batch
from exporter.layouts import Context, get_layout
from exporter.tables import RowNumbers

NAMES = ["acled", "acled-numeric", "acled-2019", "acled-legacy", "acled-monadic", "acled-population", "cameo"]
CELL = st.one_of(
    st.none(),
    st.sampled_from(["", "NA", "0", "1", "2", "007", "3.0", "-1", "x", " ", "; ", "a; b", "2022-01-05", "5-Aug-24"]),
    st.sampled_from(
        ["Kazakhstan", "Rioters", "Civilians", "Armed clash", "Battles", "Violence Against Civilians", "6"]
    ),
    st.text(max_size=6),
)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_any_cells_come_back_as_they_were(name, data):
    layout = get_layout(name)
    columns = [*layout.schema.names, "of the user"]
    cells = st.dictionaries(st.sampled_from(columns), CELL, max_size=15)
    lines = [dict.fromkeys(columns) | line for line in data.draw(st.lists(cells, min_size=1, max_size=3))]
    if name == "cameo":
        lines = [line | {"event_id": "e", "incident_id": "i", "cameo_code": "173"} for line in lines]
    else:
        kinds = {"acled-legacy": {"EVENT_TYPE": "Remote violence"}}
        lines = [line | kinds.get(name, {"sub_event_type": "Attack"}) for line in lines]
        key = layout.id_column
        lines = [line | {key: f"KAZ{number}"} for number, line in enumerate(lines)]
    batch = pa.RecordBatch.from_pylist(lines, schema=pa.schema([(column, pa.string()) for column in columns]))
    events, _ = layout.to_events(batch, Context())
    assert layout.to_text(events, columns).to_pylist() == lines


def test_a_cell_that_cannot_be_read_is_named_with_its_row_and_kept():
    batch = example_batch("acled", fatalities="many")
    context = Context(file="a.csv", rows=RowNumbers(7))
    events, (finding,) = get_layout("acled").to_events(batch, context)
    assert (finding.code, finding.file, finding.row, finding.column, finding.value) == (
        "unreadable-value",
        "a.csv",
        7,
        "fatalities",
        "many",
    )
    assert finding.severity == "error"
    assert get_layout("acled").to_text(events).column("fatalities").to_pylist() == ["many"]
    assert get_layout("acled").from_events(events)[0].column("fatalities").to_pylist() == [None]


def test_dates_in_another_form_are_named_by_the_first_and_counted():
    days = ["2024-08-04", "5-Aug-24", None, "6-Aug-24"]
    batch = (
        pa.Table.from_batches([example_batch("acled", event_date=day) for day in days]).combine_chunks().to_batches()[0]
    )
    typed, (finding,) = get_layout("acled").parse(batch, Context())
    assert [str(day) for day in typed.column("event_date").to_pylist()] == [
        "2024-08-04",
        "2024-08-05",
        "None",
        "2024-08-06",
    ]
    assert (finding.code, finding.severity, finding.row, finding.value, finding.count) == (
        "date-form",
        "warning",
        3,
        "5-Aug-24",
        2,
    )


def test_many_cells_that_cannot_be_read_are_folded():
    batch = pa.Table.from_batches([example_batch("acled", fatalities="many")] * 250).combine_chunks().to_batches()[0]
    _, findings = get_layout("acled").parse(batch, Context())
    assert len(findings) == 100
    assert sum(finding.count for finding in findings) == 250


def test_a_kept_form_gives_way_to_a_changed_value():
    layout = get_layout("acled")
    events, _ = layout.to_events(example_batch("acled", latitude="45.7980", longitude="76.9200"), Context())
    (event,) = from_batch(events)
    data = event.to_dict()
    data["location"]["latitude"] = 43.25
    text = layout.to_text(to_batch([type(event).from_dict(data)])).to_pylist()[0]
    assert (text["latitude"], text["longitude"]) == ("43.25", "76.9200")


def test_a_cell_that_contradicts_others_is_kept_for_the_dataset_it_came_from():
    events, _ = get_layout("acled").to_events(example_batch("acled", region="Europe"), Context())
    for name in ("acled", "acled-numeric"):
        assert get_layout(name).from_events(events)[0].column("region").to_pylist() == ["Europe"]
    (event,) = from_batch(events)
    assert event.extra["region"] == "Europe"


def test_words_of_one_layout_are_not_written_into_another():
    numeric = get_layout("acled-numeric")
    events, _ = numeric.to_events(example_batch("acled-numeric", interaction="60"), Context())
    assert numeric.to_text(events).column("interaction").to_pylist() == ["60"]
    assert get_layout("acled").from_events(events)[0].column("interaction").to_pylist() == ["State forces-Rioters"]


def test_columns_of_the_user_follow_the_layouts_own():
    layout = get_layout("acled")
    events, _ = layout.to_events(example_batch("acled", mine="1", other=None), Context())
    assert layout.to_text(events).schema.names == [*layout.schema.names, "mine"]
    assert layout.to_text(events, ["other", "mine"]).to_pylist() == [{"other": None, "mine": "1"}]


@pytest.mark.parametrize("change", [str.upper, str.title, lambda name: f" {name} "])
def test_names_of_columns_may_differ_in_case_and_space(change):
    layout = get_layout("acled")
    batch = example_batch("acled")
    renamed = batch.rename_columns([change(name) for name in batch.schema.names])
    typed, _ = layout.parse(renamed, Context())
    assert typed.equals(layout.parse(batch, Context())[0])
    events, _ = layout.to_events(renamed, Context())
    assert layout.to_text(events, renamed.schema.names).equals(renamed)


def test_events_know_where_they_were_read():
    events, _ = get_layout("acled").to_events(example_batch("acled"), Context(release="2026-01", first_row=5))
    (event,) = from_batch(events)
    assert event.event_id == "acled:KAZ2811"
    assert event.origin.to_dict() == {
        "dataset": "ACLED",
        "release": "2026-01",
        "layout": "acled",
        "native_id": "KAZ2811",
        "row": 5,
    }


def test_rows_of_a_monadic_file_share_an_incident_and_not_an_identifier():
    batch = pa.Table.from_batches([example_batch("acled-monadic")] * 2).combine_chunks().to_batches()[0]
    first, second = from_batch(get_layout("acled-monadic").to_events(batch, Context())[0])
    assert (first.event_id, second.event_id) == ("acled:KAZ2811:1", "acled:KAZ2811:2")
    assert first.incident_id == second.incident_id == "acled:KAZ2811"


def test_rows_without_identifier_are_told_apart_by_their_number():
    (event,) = from_batch(
        get_layout("acled").to_events(example_batch("acled", event_id_cnty=None), Context(first_row=3))[0]
    )
    assert (event.event_id, event.origin.native_id) == ("acled:row-3", None)


def test_two_rows_of_a_monadic_file_are_one_row_with_two_actors_and_back():
    lines = [
        {"actor1": "Police Forces of Kazakhstan (2019-)", "inter1": "State forces", "assoc_actor_1": None},
        {"actor1": "Rioters (Kazakhstan)", "inter1": "Rioters", "assoc_actor_1": "Students (Kazakhstan)"},
    ]
    monadic = get_layout("acled-monadic")
    batch = (
        pa.Table.from_batches([example_batch("acled-monadic", **line) for line in lines])
        .combine_chunks()
        .to_batches()[0]
    )
    events, _ = monadic.to_events(batch, Context())
    (pair,) = get_layout("acled").from_events(events)[0].to_pylist()
    assert (pair["actor1"], pair["actor2"]) == ("Rioters (Kazakhstan)", "Police Forces of Kazakhstan (2019-)")
    assert (pair["assoc_actor_1"], pair["interaction"]) == ("Students (Kazakhstan)", "State forces-Rioters")
    assert monadic.to_text(events).equals(batch)


def test_a_row_with_two_actors_is_two_rows_of_a_monadic_file():
    events, _ = get_layout("acled").to_events(example_batch("acled"), Context())
    rows = get_layout("acled-monadic").from_events(events)[0].to_pylist()
    assert [(line["actor1"], line["inter1"]) for line in rows] == [
        ("Rioters (Kazakhstan)", "Rioters"),
        ("Military Forces of Kazakhstan (2019-)", "State forces"),
    ]
    assert {line["interaction"] for line in rows} == {"State forces-Rioters"}


def test_types_of_before_2019_become_those_of_today_where_they_can():
    lines = [("Battle-No change of territory", "3", "1"), ("Riots/Protests", "5", "1"), ("Remote violence", "3", "1")]
    batches = [
        example_batch("acled-legacy", EVENT_TYPE=kind, INTER1=first, INTER2=second, EVENT_ID_CNTY=f"{number}KAZ")
        for number, (kind, first, second) in enumerate(lines)
    ]
    batch = pa.Table.from_batches(batches).combine_chunks().to_batches()[0]
    events, _ = get_layout("acled-legacy").to_events(batch, Context())
    assert [[(one.scheme, one.code) for one in event.classifications] for event in from_batch(events)] == [
        [("acled", "Armed clash"), ("acled-legacy", "Battle-No change of territory")],
        [("acled", "Riots"), ("acled-legacy", "Riots/Protests")],
        [("acled", "Explosions/Remote violence"), ("acled-legacy", "Remote violence")],
    ]


def test_an_event_type_alone_is_kept_through_every_layout():
    batch = example_batch("acled", sub_event_type=None, disorder_type=None)
    events, _ = get_layout("acled").to_events(batch, Context())
    (event,) = from_batch(events)
    assert [(one.scheme, one.code, one.parent) for one in event.classifications] == [("acled", "Riots", None)]
    assert get_layout("acled").to_text(events).equals(batch)
    (line,) = get_layout("acled-legacy").from_events(events)[0].to_pylist()
    assert (line["EVENT_TYPE"], line["INTER1"]) == ("Riots/Protests", 5)


def test_types_of_today_become_those_of_before_2019():
    events, _ = get_layout("acled").to_events(example_batch("acled"), Context())
    (line,) = get_layout("acled-legacy").from_events(events)[0].to_pylist()
    assert (line["EVENT_TYPE"], line["INTER1"], line["INTERACTION"], line["GWNO"]) == ("Riots/Protests", 5, 15, 705)


def test_rows_that_repeat_an_identifier_stay_rows():
    batch = (
        pa.Table.from_batches([example_batch("acled"), example_batch("acled", fatalities="3"), example_batch("acled")])
        .combine_chunks()
        .to_batches()[0]
    )
    layout = get_layout("acled")
    assert layout.to_text(layout.to_events(batch, Context())[0]).equals(batch)


def test_the_size_of_a_crowd_is_read_from_the_tags():
    tags = ["crowd size=103", "local administrators; crowd size= around 50", "crowd size=no report", None]
    batch = pa.Table.from_batches([example_batch("acled", tags=text) for text in tags]).combine_chunks().to_batches()[0]
    events, _ = get_layout("acled").to_events(batch, Context())
    crowds = [event.effects.crowd for event in from_batch(events)]
    assert [(crowd.text, crowd.low, crowd.high) for crowd in crowds[:2]] == [
        ("103", 103, 103),
        ("around 50", None, None),
    ]
    assert crowds[2:] == [None, None]
