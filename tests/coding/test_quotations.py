"""Which words of a text are somebody's own."""

import pytest

from exporter.coding.quotations import Quotations


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He said: “We have killed all of them.”", "killed"),
        ('He said: "We have killed all of them."', "killed"),
        ("“They came at dawn and,” she said, “they shot my son and two others.”", "shot"),
        ("“They came at dawn and killed us.\n\n“They burned the town and left.”", "burned"),
    ],
)
def test_a_longer_quotation_is_somebodys_own(text, word):
    assert text.index(word) in Quotations(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They “fled” and the army killed ten men of them.", "fled"),
        ("He said: “We have killed all of them.” Then he fled.", "fled"),
        ('"We have killed all of them," he said. Then he fled to the hills.', "fled"),
        ("“They came at dawn and,” she said when she fled, “they shot my son.”", "fled"),
        ("The rifle's 30\" barrel was found when they fled the town.", "fled"),
        ("“They came at dawn and killed us.\nTroops fled the town.", "fled"),
    ],
)
def test_what_stands_outside_or_is_only_a_word_is_the_texts_own(text, word):
    assert text.index(word) not in Quotations(text)


def test_a_text_without_marks_holds_no_quotation():
    assert 0 not in Quotations("Troops fled the town.")
