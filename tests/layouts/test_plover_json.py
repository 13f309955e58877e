"""PLOVER's JSON records: read in any shape of their lists and objects, written in one."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.conversion import convert
from exporter.events import from_batch
from exporter.layouts import Context, detect, get_layout, to_layout
from exporter.tables import read_table
from exporter.validation import validate_file

PLOVER = get_layout("plover-json")
ARREST = {
    "id": "PLV-1",
    "date": "2022-01-05",
    "actor": [{"name": "Almaty police", "country": "KAZ", "sectors": ["COP"]}],
    "recipient": [{"name": "Marchers", "country": "KAZ", "sectors": ["CVL", "OPP"]}, {"name": "Students"}],
    "event": ["COERCE", "ASSAULT"],
    "mode": ["arrest", "beat", "historical"],
    "context": ["legal"],
    "event_loc": "near the station",
    "location": {"name": "Almaty", "country": "KAZ", "latitude": 43.25, "longitude": 76.95},
    "size": {"dead": 0, "injured": 2, "arrested": 12},
}


def read(tmp_path, *records):
    path = tmp_path / "plover.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    with read_table(path) as reader:
        table = reader.read()
    batch = table.combine_chunks().to_batches()[0]
    events, findings = PLOVER.to_events(batch, Context())
    return batch, events, findings


def event_of(tmp_path, **changes):
    _, events, findings = read(tmp_path, ARREST | changes)
    assert findings == []
    return next(from_batch(events))


def test_a_record_is_told_by_its_keys(tmp_path):
    read(tmp_path, ARREST)
    assert detect(tmp_path / "plover.jsonl").layout == "plover-json"


def test_types_have_their_own_modes_and_the_first_the_contexts(tmp_path):
    first, second = event_of(tmp_path).classifications
    assert (first.code, first.mode, first.contexts, first.quad_class) == ("COERCE", "arrest", ("legal",), 4)
    assert (second.code, second.mode, second.contexts) == ("ASSAULT", "beat", ())


def test_a_mode_that_says_how_real_the_event_is_becomes_a_tag(tmp_path):
    assert event_of(tmp_path).tags == ("plover_mode=historical",)


def test_the_first_party_of_a_side_leads_and_the_others_are_its_associates(tmp_path):
    event = event_of(tmp_path)
    assert [(one.slot, one.name) for one in event.participants] == [
        ("actor1", "Almaty police"),
        ("actor2", "Marchers"),
        ("assoc_actor_2", "Students"),
    ]
    assert [code.code for code in event.participants[1].codes] == ["CVL", "OPP"]
    assert event.direction == "directed"


def test_parties_to_a_mutual_act_stand_on_both_sides_and_come_back_as_actors(tmp_path):
    actors = [{"name": "Kazakhstan"}, {"name": "Uzbekistan"}, {"name": "Kyrgyzstan"}]
    meeting = {"id": "1", "date": "2022-01-05", "event": ["CONSULT"], "actor": actors}
    _, events, _ = read(tmp_path, meeting)
    (event,) = from_batch(events)
    assert event.direction == "mutual"
    assert [one.slot for one in event.participants] == ["actor1", "actor2", "assoc_actor_1"]
    (row,) = PLOVER.from_events(events)[0].to_pylist()
    assert [party["name"] for party in row["actor"]] == ["Kazakhstan", "Uzbekistan", "Kyrgyzstan"]


def test_numbers_of_people_and_place_reach_the_event(tmp_path):
    event = event_of(tmp_path)
    assert (event.effects.fatalities.best, event.effects.injured, event.effects.arrested) == (0, 2, 12)
    assert (event.location.name, event.location.iso3, event.location.text) == ("Almaty", "KAZ", "near the station")


@pytest.mark.parametrize(
    ("actor", "party"),
    [
        ("KAZ COP", {"country": "KAZ", "sectors": ["COP"]}),
        ("IGOUNO", {"sectors": ["IGO", "UNO"]}),
        ("Almaty police", {"name": "Almaty police"}),
        ({"actor": "Police", "sector": "COP"}, {"name": "Police", "sectors": ["COP"]}),
    ],
)
def test_a_party_may_be_a_code_a_name_or_an_object_of_other_keys(tmp_path, actor, party):
    _, events, findings = read(tmp_path, ARREST | {"actor": [actor]})
    (row,) = PLOVER.from_events(events)[0].to_pylist()
    assert {key: value for key, value in row["actor"][0].items() if value} == party
    assert findings == []


def test_a_single_value_is_a_list_of_one(tmp_path):
    assert event_of(tmp_path, event="PROTEST", mode="strike").classifications[0].mode == "strike"


def test_a_place_may_stand_where_its_words_belong(tmp_path):
    place = {"placename": "Temirtau", "lat": 50.05}
    location = event_of(tmp_path, location=None, event_loc=place).location
    assert (location.name, location.latitude, location.text) == ("Temirtau", 50.05, None)


def test_a_key_without_a_place_is_a_finding_and_comes_back(tmp_path):
    batch, events, (finding,) = read(tmp_path, ARREST, ARREST | {"id": "2", "actor": [{"name": "x", "mood": "y"}]})
    assert (finding.code, finding.row, finding.column) == ("unknown-key", 3, "actor.mood")
    assert PLOVER.to_text(events, batch.schema.names).to_pylist() == batch.to_pylist()


@pytest.mark.parametrize("actor", ["[{", '[{"name": 5}]', "[[1]]"])
def test_a_cell_that_is_no_list_of_parties_is_an_error_with_its_row(actor):
    cells = {"id": ["1"], "date": ["2022-01-05"], "event": ["PROTEST"], "actor": [actor]}
    _, findings = PLOVER.to_events(pa.RecordBatch.from_pydict(cells), Context())
    assert [(one.code, one.row, one.expected) for one in findings] == [("unreadable-value", 2, "a JSON list")]


def test_written_records_are_valid_and_read_alike(tmp_path):
    read(tmp_path, ARREST, ARREST | {"id": "2", "event": "PROTEST", "actor": "Miners"})
    once, twice = tmp_path / "once.jsonl", tmp_path / "twice.jsonl"
    assert convert(tmp_path / "plover.jsonl", "plover-json", once).errors == 0
    convert(once, "plover-json", twice)
    assert once.read_bytes() == twice.read_bytes()
    report = validate_file(once)
    assert (report.valid, report.schema) == (True, "plover-json")


def test_records_of_the_coder_are_written(riot):
    (row,) = to_layout([riot], "plover-json").to_pylist()
    assert (row["event"], row["mode"], row["context"]) == (["PROTEST"], ["riot"], ["economic", "executive"])
    assert [party["name"] for party in row["actor"]] == [
        "Rioters (Kazakhstan)",
        "Journalists (Kazakhstan)",
        "Students (Kazakhstan)",
    ]
    assert row["size"] == {"dead": 3, "injured": 4, "arrested": None}


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)
parties = st.one_of(words, st.dictionaries(st.sampled_from(["name", "country", "sectors", "text", "z"]), words))
values = st.one_of(parties, st.lists(parties, max_size=3), st.none())


@given(st.lists(st.fixed_dictionaries({"actor": values, "recipient": values}), min_size=1, max_size=4))
def test_parties_of_any_shape_come_back_as_they_were(rows):
    def cell(value):
        return value if value is None or isinstance(value, str) else json.dumps(value)

    cells = {name: pa.array([cell(row[name]) for row in rows], pa.string()) for name in ("actor", "recipient")}
    same = {"id": [str(number) for number in range(len(rows))], "date": ["2022-01-05"] * len(rows)}
    batch = pa.RecordBatch.from_pydict(same | cells | {"event": ["PROTEST"] * len(rows)})
    events, _ = PLOVER.to_events(batch, Context())
    assert PLOVER.to_text(events, batch.schema.names).to_pylist() == batch.to_pylist()
