"""The coder does nothing twice and leaves nothing behind."""

import gc
import sys
from collections import Counter

import pytest

from exporter.coding import get_coder
from exporter.coding.acled import frames
from exporter.coding.acled.incidents import find_incidents
from exporter.coding.english.parse import parse
from exporter.coding.reading import Reading
from exporter.coding.text import split
from exporter.coding.triggers import find_candidates
from exporter.documents import document_from_dict

TEXT = (
    "Police in Nairobi, Kenya, arrested 12 protesters on Monday. Rebels clashed with soldiers near Goma, and five "
    "people were killed. The president of France met the Chinese foreign minister in Paris. It was a warm day."
)


@pytest.fixture
def document():
    return document_from_dict({"id": "1", "text": TEXT, "published": "2020-05-05"})


def test_a_coded_document_leaves_nothing_that_points_to_itself(document):
    coder = get_coder()
    coder.code(document)
    gc.collect()
    gc.disable()
    try:
        coder.code(document)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_sentence_whose_words_allow_no_entry_is_not_analysed(document, monkeypatch):
    parsed = []
    coder = get_coder()

    def counting(sentence, *options):
        parsed.append(sentence.index)
        return parse(sentence, *options)

    monkeypatch.setattr("exporter.coding.reading.parse", counting)
    reading = Reading(document, coder.lexicon)
    assert not find_candidates(reading.sentences[-1].words, coder.lexicon.trie)
    assert list(reading.clauses())
    assert parsed == [0, 1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "Did police arrest protesters in Nairobi?",
        "In 1994 police arrested protesters in Nairobi.",
        "I saw police arrest protesters in Nairobi.",
        "“Police arrested protesters in Nairobi and rebels killed five people there.”",
    ],
)
def test_a_sentence_that_reports_nothing_whatever_its_grammar_is_not_analysed(text, monkeypatch):
    coder = get_coder()
    reading = Reading(document_from_dict({"id": "1", "text": text, "published": "2020-05-05"}), coder.lexicon)
    assert reading.candidates(0)
    monkeypatch.setattr("exporter.coding.reading.parse", None)
    assert not list(reading.clauses())


def test_what_was_found_in_sentences_far_behind_is_forgotten_and_found_again():
    coder = get_coder()
    long = Reading(document_from_dict({"id": "1", "text": f"{TEXT} " * 50, "published": "2020-05-05"}), coder.lexicon)
    first = next(long.clauses()).analysis
    assert long.analysis(0) is first
    *_, last = long.clauses()
    assert long.analysis(last.analysis.sentence.index) is last.analysis
    assert long.analysis(0) is not first
    assert long.analysis(0).tags == first.tags


def test_what_hangs_together_with_no_news_is_not_read_for_incidents(monkeypatch):
    read = []
    monkeypatch.setattr("exporter.coding.acled.incidents.read", lambda one: read.append(one.index) or frames.read(one))
    quiet = " ".join(["The road was long."] * 5)
    text = (
        f"{quiet} Rebels attacked the village on Monday. The rebels shelled the town. {quiet} Rebels attack villages."
    )
    found = find_incidents(split(text))
    assert [one.sentences for one in found] == [(5, 6)]
    assert sorted(read) == [0, 1, 2, 3, 4, 5, 6, 7, 8]


def test_actors_are_looked_up_once_in_a_sentence(document):
    coder = get_coder()
    asked = Counter()
    find = coder.actors.find

    class Counting:
        def find(self, sentence):
            asked[sentence.index] += 1
            return find(sentence)

    coder.actors = Counting()
    coder.code(document)
    assert asked
    assert max(asked.values()) == 1


def _work(coder, text):
    """Return how many calls of Python functions the coding of a text takes."""
    calls = 0

    def count(_frame, kind, _value):
        nonlocal calls
        calls += kind == "call"

    document = document_from_dict({"id": "1", "text": text, "published": "2020-05-05"})
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        coder.code(document)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("joint", ["\n\n", " ", ", and "])
def test_a_document_of_twice_the_length_takes_twice_the_work(joint):
    coder = get_coder()
    report = TEXT if joint != ", and " else TEXT.replace(".", "")
    _work(coder, report)
    short, long = (_work(coder, joint.join([report] * count)) for count in (100, 200))
    assert long < 2.3 * short
