"""Who tells a sentence and of when."""

import pytest

from exporter.coding.narration import Narration
from exporter.coding.quotations import Quotations
from exporter.coding.text import split


def narration(text, published="2020-05-05"):
    return Narration(published, split(text), Quotations(text))


def test_an_author_who_says_i_tells_his_own_story():
    assert narration("I met the rebels near the town.").is_own_story(0)


def test_whoever_says_we_in_a_quotation_is_not_the_author():
    assert not narration("“We will attack the town at dawn,” the rebels said.").is_own_story(0)


def test_a_country_in_capitals_is_no_pronoun():
    assert not narration("Troops of the US attacked the base.").is_own_story(0)


def test_a_year_of_the_past_goes_on_in_its_paragraph():
    assert narration("The war began in 2011. Rebels took the city.").is_of_the_past(1)


@pytest.mark.parametrize(
    "before",
    ["The mayor, who came back in 2011, spoke of peace.", "The mayor praised the 2011 treaty."],
)
def test_a_year_beside_the_main_clause_goes_nowhere(before):
    assert not narration(f"{before} Rebels took the city.").is_of_the_past(1)


def test_a_year_that_ends_a_sentence_goes_on_to_the_next():
    text = "The mayor spoke after he came back in 2011. Rebels took the city. The mayor fled."
    assert [narration(text).goes_on_from_the_past(at) for at in (1, 2)] == [True, False]


def test_a_year_of_the_past_ends_with_its_paragraph():
    assert not narration("The war began in 2011.\n\nRebels took the city.").is_of_the_past(1)


@pytest.mark.parametrize("opening", ["Two decades ago", "In 1994", "In the 1990s"])
def test_times_long_before_publication_are_past(opening):
    assert narration(f"{opening}, rebels took the city.").is_of_the_past(0)


@pytest.mark.parametrize(
    "opening", ["Since 2011", "Since the 1980s", "In 2019", "In 2030", "Some 1994,5 days later", "Two days ago"]
)
def test_times_near_or_open_are_not(opening):
    assert not narration(f"{opening}, rebels have held the city.").is_of_the_past(0)


def test_without_a_day_of_publication_no_year_is_past():
    assert not narration("In 1994, rebels took the city.", published=None).is_of_the_past(0)
