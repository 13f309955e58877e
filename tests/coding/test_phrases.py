import pytest

from exporter.coding.phrases import PhraseTrie


def test_the_longest_phrase_wins():
    trie = PhraseTrie([("Guinea", "GIN"), ("Papua New Guinea", "PNG")])
    assert list(trie.scan(["papua", "new", "guinea", "and", "guinea"])) == [(0, 3, ["PNG"]), (4, 5, ["GIN"])]


def test_a_phrase_broken_off_does_not_match():
    assert list(PhraseTrie([("South Sudan", 1)]).scan(["south", "korea"])) == []


def test_every_phrase_that_begins_at_a_word():
    trie = PhraseTrie([("take", 1), ("take over", 2), ("take over", 3)])
    assert trie.matches(["take", "over"]) == [(0, 1, [1]), (0, 2, [2, 3])]


def test_phrases_are_cut_as_the_tokeniser_cuts_text():
    assert list(PhraseTrie([("People's Party", 1)]).scan(["people", "'s", "party"])) == [(0, 3, [1])]


def test_an_empty_phrase_is_refused():
    with pytest.raises(ValueError, match="at least one word"):
        PhraseTrie([("  ", 1)])


def _shouted(first, waiting):
    return [([first, word], word.upper()) for word in waiting]


def test_what_waits_for_a_word_is_made_when_the_word_comes_up():
    asked = []
    trie = PhraseTrie(grow=lambda first, waiting: asked.append(first) or _shouted(first, waiting))
    for word in ("sudan", "korea"):
        trie.wait(("south", "southern"), word)
    trie.wait(("north",), "korea")
    assert trie.matches(["south", "korea"]) == [(0, 2, ["KOREA"])]
    assert list(trie.scan(["in", "south", "sudan"])) == [(1, 3, ["SUDAN"])]
    assert asked == ["south"]
