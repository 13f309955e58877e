import json
from collections import Counter
from pathlib import Path

import pytest

from exporter.coding.acled import event_types, find_incidents
from exporter.coding.text import split

SNIPPETS = [json.loads(line) for line in Path(__file__).with_name("snippets.jsonl").read_text("utf-8").splitlines()]
CODED = [
    (one["sub_event_type"], found[0].sub_event_type if found else None)
    for one in SNIPPETS
    for found in [find_incidents(split(one["text"]))]
]


def test_every_sub_event_type_has_at_least_twenty_snippets():
    counts = Counter(one["sub_event_type"] for one in SNIPPETS)
    assert set(counts) == set(event_types())
    assert min(counts.values()) >= 20


@pytest.mark.parametrize("name", sorted(event_types()))
def test_most_snippets_of_a_type_are_coded_as_it(name):
    answers = [coded for gold, coded in CODED if gold == name]
    assert answers.count(name) / len(answers) >= 0.75


def test_most_codes_of_a_type_are_right():
    given = Counter(coded for _, coded in CODED if coded)
    right = Counter(coded for gold, coded in CODED if gold == coded)
    assert {name: count for name, count in given.items() if right[name] / count < 0.75} == {}
