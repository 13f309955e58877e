import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.coding.text import LONGEST, split, tokenise, words_of


def texts(text):
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Russia’s army", ["Russia", "’s", "army"]),
        ("the U.S. and U.N.", ["the", "U.S.", "and", "U.N."]),
        ("Gen. J. Smith", ["Gen.", "J.", "Smith"]),
        ("al-Shabaab's Sana'a", ["al-Shabaab", "'s", "Sana'a"]),
        ("didn’t go, they’ve", ["didn’t", "go", ",", "they", "’ve"]),
        ("$10bn and 3,811", ["$", "10bn", "and", "3,811"]),
        ("a\u200bb\u202e\x00c", ["a", "b", "c"]),
    ],
)
def test_tokens(text, words):
    assert texts(text) == words


def test_typographic_marks_are_lowered_to_plain_ones():
    assert words_of("Didn’t Al‑Qaeda") == ["didn't", "al-qaeda"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Mr. Ali. She left.", 2),
        ("The U.S. Army left. It went.", 2),
        ("They went to the U.S. The army stayed.", 2),
        ("“We will go.” He left.", 2),
        ("“Go!” he said. They went.", 2),
        ("On Jan. 5 police came. No. 5 stayed.", 2),
        ("Riots in the north\n\nPolice came.", 2),
        ("Riots in the north\nPolice came to the town on Monday and left it again.", 2),
        ("A line that is\nwrapped at the margin.", 1),
        ("", 0),
        (" \n\n ", 0),
    ],
)
def test_sentences(text, count):
    assert len(split(text)) == count


def test_a_first_line_without_a_stop_is_a_headline():
    first, second = split("Riots in the north\n\nPolice came to the town.")
    assert (first.headline, second.headline) == (True, False)
    assert (first.paragraph, second.paragraph) == (0, 1)


@given(st.text())
def test_offsets_are_those_of_the_text(text):
    for sentence in split(text):
        for index, token in enumerate(sentence.tokens):
            assert text[token.start : token.end] == token.text
            assert token.index == index
        assert sentence.text(text).startswith(sentence.tokens[0].text)


def test_a_sentence_without_end_is_cut():
    pieces = split("word " * 10_000)
    assert max(len(piece.tokens) for piece in pieces) <= LONGEST
    assert sum(len(piece.tokens) for piece in pieces) == 10_000


@pytest.mark.parametrize("unit", ["a.", "'s", "a-", "1,", '."', "\n", ". ", "a\u0301", "(", "-", "é’"])
def test_time_grows_with_length_alone(unit):
    def seconds(count):
        begin = time.process_time()
        split(unit * count)
        return time.process_time() - begin

    seconds(1_000)
    assert seconds(80_000) < 100 * max(seconds(10_000), 0.002)


def test_runs_of_characters_are_remembered_up_to_a_limit(monkeypatch):
    monkeypatch.setattr("exporter.coding.text._KNOWN", known := {})
    monkeypatch.setattr("exporter.coding.text._REMEMBERED", 10)
    for number in range(100):
        tokenise(f"word{number} {'long' * 50}{number}")
    assert 0 < len(known) <= 10
    assert all(len(run) < 50 for run in known)


def test_tokens_are_made_once():
    (sentence,) = split("They left.")
    assert sentence.words == ["they", "left", "."]
    assert sentence.offset(1) == 5
    assert sentence.tokens is sentence.tokens
