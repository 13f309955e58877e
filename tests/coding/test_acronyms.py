"""Acronyms that a text explains, and those of the agency that sent it."""

from exporter.coding import get_coder
from exporter.documents import Document


def names(text):
    return {one.name for event in get_coder().code(Document(id="a", text=text)) for one in event.participants}


def test_an_acronym_that_the_text_explains_is_not_another_body_of_that_name():
    text = "The Fruit Sellers Bureau (FSB) accused Rwanda of theft. On Friday the FSB accused Kenya of theft."
    assert not any("Russia" in name or "Federal Security" in name for name in names(text))


def test_an_acronym_that_the_text_explains_as_known_is_that_body():
    text = "The African Union (AU) condemned Rwanda on Friday."
    assert any("African Union" in name for name in names(text))


def test_the_agency_of_a_dateline_is_no_party():
    text = "JOHANNESBURG, June 16 (ANA) - The union accused the police of theft on Friday."
    assert not any("Afghan" in name for name in names(text))
