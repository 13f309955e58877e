import dataclasses
import datetime as dt

import jsonschema
import pyarrow as pa
import pytest

from exporter.events import Classification, Code, Participant
from exporter.layouts import Context, get_layout, to_layout
from exporter.layouts.cells import write_column
from exporter.schemas import load_schema


@pytest.fixture
def row(riot):
    def one(**changes):
        (only,) = to_layout([dataclasses.replace(riot, **changes)], "cameo").to_pylist()
        return only

    return one


def test_a_pair_becomes_a_row(row):
    assert row() == {
        "event_id": "e1",
        "event_date": dt.date(2022, 1, 5),
        "date_precision": "day",
        "source_name": "Rioters (Kazakhstan)",
        "source_code": "KAZCVL",
        "source_country": "KAZ",
        "target_name": "Police Forces of Kazakhstan (2019-)",
        "target_code": "KAZCOP",
        "target_country": "KAZ",
        "cameo_code": "145",
        "cameo_root": "14",
        "cameo_label": "Protest violently, riot, not specified below",
        "quad_class": 3,
        "goldstein": -7.5,
        "plover_type": "PROTEST",
        "plover_mode": "riot",
        "plover_contexts": "economic; executive",
        "location": "Almaty",
        "admin1": "Almaty City",
        "country": "Kazakhstan",
        "iso3": "KAZ",
        "latitude": 43.256689,
        "longitude": 76.928611,
        "geo_precision": "place",
        "fatalities": 3,
        "injured": 4,
        "arrested": None,
        "confidence": 0.8,
        "source": "Steppe Courier",
        "url": "https://www.courier.example/a",
        "published": "2022-01-05T10:00:00+06:00",
        "sentence": "Rioters attacked police in Almaty.",
        "document_id": "d1",
        "incident_id": "i1",
        "coder_version": "embedded 1.0.0",
    }


def test_the_row_is_valid_by_the_schema(row):
    found = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row().items()}
    jsonschema.Draft202012Validator(load_schema("cameo")).validate(found)


def test_the_plover_type_of_a_cameo_code_comes_from_the_crosswalk(row):
    found = row(classifications=(Classification("cameo", "173"),))
    assert (found["plover_type"], found["plover_mode"], found["plover_contexts"]) == ("COERCE", "arrest", "legal")


def test_the_codes_of_an_acled_type_come_from_the_crosswalks(row):
    found = row(classifications=(Classification("acled", "Suicide bomb", parent="Explosions/Remote violence"),))
    assert (found["cameo_code"], found["plover_type"], found["plover_mode"]) == ("1831", "ASSAULT", "suicide-attack")


def test_parties_of_an_acled_file_get_country_and_role(row, riot):
    bare = tuple(
        dataclasses.replace(party, codes=tuple(code for code in party.codes if code.scheme == "acled"))
        for party in riot.participants
    )
    found = row(participants=bare)
    assert (found["source_code"], found["target_code"]) == ("KAZCVL", "KAZCOP")


def test_an_acled_type_of_before_2019_is_read_by_its_parties(row):
    found = row(classifications=(Classification("acled-legacy", "Riots/Protests"),))
    assert (found["cameo_code"], found["plover_type"], found["plover_mode"]) == ("145", "PROTEST", "riot")


def test_scores_and_classes_are_those_of_one_table_whatever_the_dataset_says(row):
    found = row(classifications=(Classification("cameo", "016", goldstein=-5.0, quad_class=3),))
    assert (found["goldstein"], found["quad_class"]) == (-2.0, 1)


def test_an_event_of_another_scheme_has_no_row(riot, findings):
    events = [dataclasses.replace(riot, classifications=(Classification("ucdp", "9"),))]
    assert to_layout(events, "cameo", on_finding=findings.append).num_rows == 0
    assert [(finding.code, finding.value) for finding in findings] == [("event-without-cameo-code", "e1")]


def test_rows_read_back_are_the_rows_written(riot):
    layout = get_layout("cameo")
    table = to_layout(
        [riot, dataclasses.replace(riot, event_id="e2", location=None, coder=None, effects=riot.effects)], "cameo"
    )
    text = pa.RecordBatch.from_arrays(
        [write_column(column.combine_chunks()) for column in table.columns], names=table.schema.names
    )
    events, findings = layout.to_events(text, Context())
    assert findings == []
    assert pa.Table.from_batches([layout.from_events(events)[0]]).to_pylist() == table.to_pylist()
    assert layout.to_text(events).to_pylist() == text.to_pylist()


@pytest.mark.parametrize("column", ["cameo_label", "goldstein", "quad_class", "plover_mode"])
def test_cells_that_do_not_follow_from_the_code_are_kept(column):
    layout = get_layout("cameo")
    text = dict.fromkeys(layout.schema.names) | {"event_id": "e1", "incident_id": "i1", "cameo_code": "173"}
    text |= {column: {"cameo_label": "Detain", "goldstein": "-4", "quad_class": "3", "plover_mode": "arrest"}[column]}
    batch = pa.RecordBatch.from_pylist([text], schema=pa.schema([(name, pa.string()) for name in text]))
    events, _ = layout.to_events(batch, Context())
    assert layout.to_text(events).to_pylist()[0][column] == text[column]


def _party(slot, name, country, *codes):
    return Participant(slot=slot, name=name, country=country, codes=tuple(Code("cameo", code) for code in codes))


def _pairs(riot, *parties):
    found = to_layout([dataclasses.replace(riot, participants=parties)], "cameo").to_pylist()
    return [(one["event_id"], one["source_name"], one["target_name"]) for one in found]


def test_every_state_that_acts_or_is_acted_on_has_a_row_of_its_own(riot):
    found = _pairs(
        riot,
        _party("actor1", "Norway", "NOR", "NOR"),
        _party("assoc_actor_1", "Sweden", "SWE", "SWE"),
        _party("actor2", "Mali", "MLI", "MLI"),
        _party("assoc_actor_2", "Niger", "NER", "NER"),
    )
    assert found == [
        ("e1", "Norway", "Mali"),
        ("e1-2", "Norway", "Niger"),
        ("e1-3", "Sweden", "Mali"),
        ("e1-4", "Sweden", "Niger"),
    ]


def test_a_second_state_without_a_target_has_a_row_of_its_own(riot):
    norway, sweden = _party("actor1", "Norway", "NOR", "NOR"), _party("assoc_actor_1", "Sweden", "SWE", "SWE")
    assert _pairs(riot, norway, sweden) == [("e1", "Norway", None), ("e1-2", "Sweden", None)]


def test_who_a_crowd_is_makes_no_second_pair(riot):
    crowd, farmers = _party("actor1", "Protesters (Mali)", "MLI", "MLIOPP"), _party("assoc_actor_1", "Farmers", "MLI")
    police = _party("actor2", "Police Forces of Mali", "MLI", "MLICOP")
    assert _pairs(riot, crowd, farmers, police) == [("e1", "Protesters (Mali)", "Police Forces of Mali")]
