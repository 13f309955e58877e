"""Protests that a report tells of beside its main incident."""

from exporter.coding import get_coder
from exporter.documents import Document

_FIRST = "Hundreds of residents rallied in Zhanaozen on Sunday to protest against the price of gas."


def incidents(text):
    events = get_coder().code(Document(id="d", text=text, published="2022-01-02", country="Kazakhstan"))
    return [
        (event.location.name, event.classification("acled").code) for event in events if event.classification("acled")
    ]


def test_a_protest_at_another_place_is_an_incident_of_its_own():
    text = f"{_FIRST}\n\nIn Aktau, dozens of people gathered on the main square in support of the protest."
    assert incidents(text) == [("Zhanaozen", "Peaceful protest"), ("Aktau", "Peaceful protest")]


def test_a_second_sentence_on_the_same_protest_makes_no_other():
    text = f"{_FIRST}\n\nThe demonstrators blocked a road in Zhanaozen."
    assert incidents(text) == [("Zhanaozen", "Peaceful protest")]


def test_an_attack_told_in_a_report_makes_no_protest():
    filler = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."
    text = f"{filler}\n\n{filler}\n\nOn Monday a clerk was found hurt by a ditch. Strike leaders were seen at home."
    coded = get_coder().code(Document(id="r", text=text, published="2022-01-05"))
    assert [event for event in coded if event.classification("acled")] == []
