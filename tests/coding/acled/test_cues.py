import jsonschema
import pytest

from exporter.coding.acled.cues import find_cues
from exporter.coding.acled.senses import read_cues
from exporter.coding.text import split
from exporter.schemas import load_schema

ENTRIES = list(read_cues())


def test_every_entry_is_as_the_schema_says():
    validator = jsonschema.Draft202012Validator(load_schema("acled_cues"))
    assert [error.message for entry in ENTRIES for error in validator.iter_errors(entry)] == []


def test_identifiers_are_unique():
    names = [entry["id"] for entry in ENTRIES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_kind_is_found_in_the_example(entry):
    cues = [cue for sentence in split(entry["example"]) for cue in find_cues(sentence)]
    assert entry["cue"] in {kind for cue in cues for kind in cue.kinds}


def test_armed_before_a_noun_for_people_makes_an_armed_party():
    cues = find_cues(split("Armed youths waited at the bridge.")[0])
    assert cues[0].kinds == {"armed"}


def test_members_belong_to_the_group_that_is_named():
    cues = find_cues(split("Members of the army waited.")[0])
    assert cues[0].kinds >= {"state"}
