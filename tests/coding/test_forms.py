"""Phrases wait for the word that they begin with, and none is missed."""

import pytest

from exporter.coding.forms import FormTrie, alternatives
from exporter.coding.lexicon import entry_of, load_lexicon


def matched(pos, phrase, words):
    trie = FormTrie([entry_of({"id": "x", "pos": pos, "words": [phrase], "plover": "ASSAULT"})])
    return [(start, end) for start, end, _, _ in trie.matches(words.split())]


@pytest.mark.parametrize(
    ("pos", "phrase", "words"),
    [
        ("verb", "(pound|shell) the town", "shelled the town"),
        ("noun", "(air|drone) strike", "drone strikes"),
        ("noun", "strike (wave|)", "strikes"),
        ("noun", "exchange of fire", "exchanges of fire"),
        ("phrase", "under (fire|attack)", "under attack"),
    ],
)
def test_every_form_of_every_alternative_is_found(pos, phrase, words):
    assert matched(pos, phrase, words) == [(0, len(words.split()))]


def test_a_verb_with_its_particle_further_on_is_found_by_its_verb():
    assert matched("verb", "call + off", "calling the strike off") == [(0, 1)]


def test_every_phrase_of_the_embedded_lexicon_is_found():
    lexicon = load_lexicon()
    for entry in lexicon.entries.values():
        for phrase in (one.partition(" + ")[0] for text in entry.words for one in alternatives(text)):
            found = {
                form.entry.id
                for *_, bundle in lexicon.pair_trie.matches(phrase.lower().split())
                for form in bundle.forms
            }
            assert entry.id in found or not phrase.replace(" ", "").isalpha(), phrase
