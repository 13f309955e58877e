import dataclasses
import datetime as dt
import itertools

import jsonschema
import pytest

from exporter.events import (
    Classification,
    Code,
    CrowdSize,
    DateSpan,
    DocumentRef,
    Effects,
    Fatalities,
    Location,
    Origin,
    Participant,
    Source,
    to_batch,
)
from exporter.layouts import get_layout, to_layout
from exporter.layouts.acled_merging import merge
from exporter.schemas import load_schema


def rows(*events, findings=None):
    return to_layout(events, "acled", on_finding=findings.append if findings is not None else None).to_pylist()


@pytest.fixture
def changed(riot):
    return lambda **changes: dataclasses.replace(riot, **changes)


def json_form(row):
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()}


def test_an_incident_becomes_one_row_in_acled_columns(riot):
    (row,) = rows(riot)
    identifier = row.pop("event_id_cnty")
    assert identifier.startswith("KAZ")
    assert row == {
        "event_date": dt.date(2022, 1, 5),
        "year": 2022,
        "time_precision": 1,
        "disorder_type": "Demonstrations",
        "event_type": "Riots",
        "sub_event_type": "Violent demonstration",
        "actor1": "Rioters (Kazakhstan)",
        "assoc_actor_1": "Journalists (Kazakhstan); Students (Kazakhstan)",
        "inter1": "Rioters",
        "actor2": "Police Forces of Kazakhstan (2019-)",
        "assoc_actor_2": None,
        "inter2": "State forces",
        "interaction": "State forces-Rioters",
        "civilian_targeting": None,
        "iso": 398,
        "region": "Caucasus and Central Asia",
        "country": "Kazakhstan",
        "admin1": "Almaty City",
        "admin2": None,
        "admin3": None,
        "location": "Almaty",
        "latitude": 43.2567,
        "longitude": 76.9286,
        "geo_precision": 1,
        "source": "Steppe Courier",
        "source_scale": "National",
        "notes": "Rioters attacked police in Almaty.",
        "fatalities": 2,
        "tags": "crowd size=no report",
        "timestamp": int(dt.datetime(2022, 1, 5, 4, tzinfo=dt.UTC).timestamp()),
    }


def test_the_row_is_valid_by_the_schema(riot):
    (row,) = rows(riot)
    jsonschema.Draft202012Validator(load_schema("acled")).validate(json_form(row))


def test_the_identifier_depends_on_the_incident_alone(riot, changed):
    other = changed(event_id="e9", document=DocumentRef(id="d9"), effects=Effects())
    assert rows(riot)[0]["event_id_cnty"] == rows(other)[0]["event_id_cnty"]
    assert rows(riot)[0]["event_id_cnty"] != rows(changed(incident_id="i2"))[0]["event_id_cnty"]


def test_reports_of_one_incident_merge_whatever_their_order(riot, changed):
    second = changed(
        event_id="e2",
        document=DocumentRef(id="d2", published="2022-01-06"),
        sources=(Source("Border Post", scale="Regional"),),
        effects=Effects(fatalities=Fatalities(1, 1, 1), crowd=CrowdSize("about 1,000", 1000, 1000)),
        notes="A crowd fought police.",
    )
    (row,) = rows(riot, second)
    assert row == rows(second, riot)[0]
    assert row["fatalities"] == 1
    assert set(row["source"].split("; ")) == {"Steppe Courier", "Border Post"}
    assert row["source_scale"] == "National-Regional"
    assert row["tags"] == "crowd size=about 1,000"
    assert row["timestamp"] == int(dt.datetime(2022, 1, 6, tzinfo=dt.UTC).timestamp())
    assert "Rioters attacked police in Almaty." in row["notes"]
    assert "A crowd fought police." in row["notes"]


def test_reports_of_several_incidents_give_the_same_rows_in_every_order(changed):
    reports = [
        changed(event_id="e1"),
        changed(event_id="e2", document=DocumentRef(id="d2", published="2022-01-07"), tags=("crowd size=50", "women")),
        changed(event_id="e3", sources=(Source("Border Post"),), tags=("women", "crowd size=hundreds")),
        changed(event_id="e4", incident_id="i2", effects=Effects()),
    ]
    expected = {row["event_id_cnty"]: row for row in rows(*reports)}
    assert len(expected) == 2
    for order in itertools.permutations(reports):
        assert {row["event_id_cnty"]: row for row in rows(*order)} == expected


def test_a_report_without_deaths_does_not_lower_the_number_of_another(riot, changed):
    silent = changed(event_id="e2", effects=Effects())
    assert rows(riot, silent)[0]["fatalities"] == 2
    assert rows(silent)[0]["fatalities"] == 0


def test_the_higher_type_of_the_hierarchy_leads():
    reports = [
        {"sub_event_type": kind, "event_id": kind, "geo_precision": 1}
        | dict.fromkeys(("timestamp", "fatalities", "time_precision", "source_scale"))
        | dict.fromkeys(("assoc_actor_1", "assoc_actor_2", "source", "tags", "notes"))
        for kind in ("Mob violence", "Armed clash", "Attack")
    ]
    assert merge(reports)["sub_event_type"] == "Armed clash"


def test_an_event_without_acled_type_has_no_row(riot, changed):
    assert rows(changed(classifications=riot.classifications[1:])) == []


@pytest.mark.parametrize("status", ["deleted", "duplicate"])
def test_an_event_that_no_longer_stands_has_no_row(changed, status):
    assert rows(changed(status=status)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"location": None}, "incident-without-country"),
        ({"location": Location(name="Almaty", iso3="KAZ", precision="place")}, "incident-without-place"),
        ({"participants": ()}, "incident-without-actor"),
        ({"date": None}, "incident-without-date"),
    ],
)
def test_an_incident_that_acled_cannot_hold_is_named(changed, changes, code, findings):
    assert rows(changed(**changes), findings=findings) == []
    assert [(finding.code, finding.value) for finding in findings] == [(code, "e1")]


def test_an_incident_known_to_a_country_only_stands_at_its_capital(changed):
    wide = Location(name="Kazakhstan", country="Kazakhstan", iso3="KAZ", precision="country")
    (row,) = rows(changed(location=wide))
    assert (row["location"], row["geo_precision"]) == ("Astana", 3)
    assert row["latitude"] == pytest.approx(51.18, abs=0.05)


def test_a_period_is_dated_by_its_middle(changed):
    (row,) = rows(changed(date=DateSpan("2022-01-03", "2022-01-09", "week")))
    assert (row["event_date"], row["time_precision"]) == (dt.date(2022, 1, 6), 2)


def test_a_source_without_name_is_known_by_its_address(changed):
    (row,) = rows(changed(sources=(), document=DocumentRef(id="d1", url="https://www.courier.example/a")))
    assert row["source"] == "courier.example"


def test_a_semicolon_in_the_name_of_a_source_does_not_part_it(changed):
    (row,) = rows(changed(sources=(Source("Post; Courier"), Source("Border Post"))))
    assert row["source"] == "Post, Courier; Border Post"


def test_a_report_of_nobody_has_an_undisclosed_source(changed):
    (row,) = rows(changed(sources=(), document=None))
    assert row["source"] == "Undisclosed Source"


def test_civilian_targeting_follows_from_type_and_parties(riot, changed):
    party = riot.participants[1]
    victims = dataclasses.replace(party, codes=(dataclasses.replace(party.codes[1], code="Civilians"),))
    mob = dataclasses.replace(riot.classifications[0], code="Mob violence")
    (row,) = rows(changed(classifications=(mob,), participants=(riot.participants[0], victims)))
    assert row["civilian_targeting"] == "Civilian targeting"


def test_typed_rows_have_the_types_of_the_schema(riot):
    batch, findings = get_layout("acled").from_events(to_batch([riot]))
    assert batch.schema.equals(get_layout("acled").schema)
    assert findings == []


def test_events_of_ucdp_get_types_and_parties_by_crosswalks(riot):
    sides = (Participant("actor1", "JAS"), Participant("actor2", "Civilians"))
    (row,) = rows(dataclasses.replace(riot, classifications=(Classification("ucdp", "3"),), participants=sides))
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["actor1"], row["inter1"], row["actor2"]) == ("JAS", "Rebel group", "Civilians (Kazakhstan)")
    assert (row["interaction"], row["civilian_targeting"]) == ("Rebel group-Civilians", "Civilian targeting")


def test_an_event_of_another_dataset_without_acled_type_is_named(riot, findings):
    origin = Origin("GDELT", None, "gdelt2", "1", 1)
    event = dataclasses.replace(riot, origin=origin, classifications=riot.classifications[1:])
    assert rows(event, findings=findings) == []
    assert [(finding.code, finding.value) for finding in findings] == [("event-without-acled-type", "e1")]


def test_a_number_that_no_column_can_hold_is_left_out_and_named(riot, findings):
    event = dataclasses.replace(riot, effects=Effects(fatalities=Fatalities(5 * 10**9, 5 * 10**9, None)))
    assert rows(event, findings=findings)[0]["fatalities"] is None
    assert [(finding.code, finding.column, finding.value) for finding in findings] == [
        ("number-too-large", "fatalities", 5 * 10**9)
    ]


def test_whom_the_coder_gives_no_actor_type_is_no_second_actor(riot):
    untyped = tuple(
        dataclasses.replace(party, codes=tuple(code for code in party.codes if code.scheme != "acled"))
        if party.slot == "actor2"
        else party
        for party in riot.participants
    )
    (row,) = rows(dataclasses.replace(riot, participants=untyped))
    assert (row["actor2"], row["interaction"]) == (None, "Rioters only")


def test_a_party_goes_by_the_name_that_acled_gives_it(riot):
    called = tuple(
        dataclasses.replace(
            party, name="Kazakhstan", codes=(Code("acled", "State forces", "Government of Kazakhstan (2019-)"),)
        )
        if party.slot == "actor2"
        else party
        for party in riot.participants
    )
    (row,) = rows(dataclasses.replace(riot, participants=called))
    assert row["actor2"] == "Government of Kazakhstan (2019-)"
