"""GDELT, ICEWS, Phoenix, PETRARCH2, POLECAT and UCDP: rows to events and back, and events of other origin to rows."""

import json

import jsonschema
import pyarrow as pa
import pytest
from schema_examples import example_batch

from exporter.events import from_batch, to_batch
from exporter.layouts import Context, get_layout, to_layout
from exporter.schemas import load_schema

CODED = ["gdelt2", "gdelt1", "icews", "phoenix", "petrarch2", "polecat", "plover-json", "ucdp-ged"]
ALL = [*CODED, "gdelt-mentions"]


def events_of(name, **cells):
    batch = example_batch(name)
    row = batch.to_pylist()[0] | cells
    batch = pa.RecordBatch.from_pylist([row], schema=batch.schema)
    events, findings = get_layout(name).to_events(batch, Context())
    assert findings == []
    return batch, events


@pytest.fixture
def killing(riot):
    """Return the record of an attack with deaths, which every layout of coded events can hold."""
    codes = [
        {"scheme": "acled", "code": "Attack", "parent": "Violence against civilians"},
        {"scheme": "cameo", "code": "180"},
        {"scheme": "plover", "code": "ASSAULT"},
    ]
    return type(riot).from_dict(riot.to_dict() | {"classifications": codes})


def json_form(row):
    return json.loads(json.dumps(row, default=str))


@pytest.mark.parametrize("name", ALL)
def test_a_row_comes_back_cell_by_cell(name):
    batch, events = events_of(name)
    assert get_layout(name).to_text(events, batch.schema.names).to_pylist() == batch.to_pylist()


@pytest.mark.parametrize("name", ALL)
def test_empty_cells_come_back_empty(name):
    layout = get_layout(name)
    batch = example_batch(name)
    empty = dict.fromkeys(batch.schema.names) | {
        column: batch.column(column)[0].as_py()
        for column, part in load_schema(name)["properties"].items()
        if "null" not in part["type"]
    }
    batch = pa.RecordBatch.from_pylist([empty], schema=batch.schema)
    events, _ = layout.to_events(batch, Context())
    assert layout.to_text(events, batch.schema.names).to_pylist() == [empty]


@pytest.mark.parametrize("name", ALL)
def test_null_forms_come_back_as_they_stood(name):
    layout = get_layout(name)
    batch = example_batch(name)
    nullable = {
        column: (*layout.nulls, "")[0]
        for column, part in load_schema(name)["properties"].items()
        if "null" in part["type"]
    }
    row = batch.to_pylist()[0] | nullable
    batch = pa.RecordBatch.from_pylist([row], schema=batch.schema)
    events, _ = layout.to_events(batch, Context())
    assert layout.to_text(events, batch.schema.names).to_pylist() == [row]


@pytest.mark.parametrize("name", ALL)
def test_imported_rows_are_valid_events(name):
    _, events = events_of(name)
    (event,) = from_batch(events)
    jsonschema.Draft202012Validator(load_schema("event")).validate(event.to_dict())


@pytest.mark.parametrize("name", CODED)
def test_a_coded_event_becomes_a_valid_row(name, killing):
    (row,) = to_layout([killing], name).to_pylist()
    jsonschema.Draft202012Validator(load_schema(name)).validate(json_form(row))


def test_a_coded_event_is_no_mention(riot):
    assert to_layout([riot], "gdelt-mentions").num_rows == 0


@pytest.mark.parametrize("name", CODED)
def test_deleted_events_have_no_row_and_are_no_finding(name, riot):
    findings = []
    deleted = type(riot).from_dict(riot.to_dict() | {"status": "deleted"})
    assert to_layout([deleted], name, on_finding=findings.append).num_rows == 0
    assert findings == []


@pytest.mark.parametrize("name", CODED)
def test_an_event_without_date_is_named(name, killing):
    findings = []
    undated = type(killing).from_dict(killing.to_dict() | {"date": None})
    assert to_layout([undated], name, on_finding=findings.append).num_rows == 0
    assert [finding.code for finding in findings] == ["event-without-date"]


def test_gdelt_rows_say_who_did_what_to_whom_and_where():
    _, events = events_of("gdelt2", Actor2Code="KAZEDU", Actor2CountryCode="KAZ", Actor2Name="STUDENT")
    (event,) = from_batch(events)
    assert event.classification("cameo").code == "173"
    assert [(one.slot, one.country, one.code("cameo")) for one in event.participants] == [
        ("actor1", "KAZ", "KAZCOP"),
        ("actor2", "KAZ", "KAZEDU"),
    ]
    assert (event.location.name, event.location.iso3, event.location.precision) == ("Almaty", "KAZ", "place")
    assert event.date.start == "2022-01-05"


def test_gdelt_codes_keep_their_zero():
    _, events = events_of("gdelt2", EventCode="040", EventBaseCode="040", EventRootCode="04")
    assert next(from_batch(events)).classification("cameo").code == "040"


def test_the_decimal_year_is_gdelts(riot):
    (row,) = to_layout([riot], "gdelt2").to_pylist()
    assert row["FractionDate"] == pytest.approx(2022 + 5 / 365, abs=1e-4)


def test_an_actors_roles_follow_from_its_code(riot):
    (row,) = to_layout([riot], "gdelt2").to_pylist()
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type1Code"]) == ("KAZCOP", "KAZ", "COP")


def test_icews_sectors_are_codes_of_the_party():
    _, events = events_of("icews")
    (event,) = from_batch(events)
    assert [code.code for code in event.participant("actor1").codes] == ["Police", "Government"]


def test_ucdp_deaths_and_precisions_are_kept():
    _, events = events_of("ucdp-ged", low="1", best="2", high="4", where_prec="4", date_prec="4", adm_2="")
    (event,) = from_batch(events)
    deaths = event.effects.fatalities
    assert (deaths.low, deaths.best, deaths.high) == (1, 2, 4)
    assert (event.location.precision, event.date.precision) == ("admin1", "month")


def test_ucdp_sources_get_their_dates():
    _, events = events_of("ucdp-ged", source_office="A;B", source_date="2022-01-06;2022-01-07")
    assert [(one.name, one.date) for one in next(from_batch(events)).sources] == [
        ("A", "2022-01-06"),
        ("B", "2022-01-07"),
    ]


def test_a_change_of_the_event_is_written_and_what_was_kept_is_not():
    batch, events = events_of("ucdp-ged", latitude="43.250000")
    (event,) = from_batch(events)
    moved = event.to_dict()
    moved["location"]["latitude"] = 44.5
    written = get_layout("ucdp-ged").to_text(to_batch([type(event).from_dict(moved)]), batch.schema.names)
    assert written.column("latitude").to_pylist() == ["44.5"]


def test_polecat_types_come_from_cameo_where_plover_is_not_coded():
    _, events = events_of("gdelt2")
    (row,) = to_layout(pa.Table.from_batches([events]), "polecat").to_pylist()
    assert (row["Event Type"], row["Event Mode"], row["Quad Code"]) == ("COERCE", "arrest", "MATERIAL CONFLICT")


@pytest.mark.parametrize(("target", "column"), [("cameo", "source_code"), ("gdelt2", "Actor1Code")])
@pytest.mark.parametrize(("name", "code"), [("Japan", "JPN"), ("Citizen (Japan)", None)])
def test_a_state_without_a_code_has_that_of_its_country(target, column, name, code):
    _, events = events_of("icews", **{"Source Name": name, "Source Country": "Japan", "Source Sectors": None})
    (row,) = get_layout(target).from_events(events)[0].to_pylist()
    assert row[column] == code


def test_an_intensity_of_icews_follows_the_code_and_not_the_score_of_gdelt():
    _, events = events_of("gdelt2", EventCode="016", EventBaseCode="016", EventRootCode="01", GoldsteinScale="-2.0")
    rows, _ = get_layout("icews").from_events(events)
    assert rows["Intensity"].to_pylist() == [-5.0]
