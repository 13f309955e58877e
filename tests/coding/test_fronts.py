from exporter.coding import get_coder
from exporter.coding.fronts import front_told, fronts_of
from exporter.documents import Document

DONETSK, AVDIIVKA, KYIV = (48.0, 37.8), (48.14, 37.74), (50.45, 30.52)


def test_rebels_hold_one_side_of_a_front():
    (front,) = fronts_of("UKR", "2019-05-01")
    assert front.holds(DONETSK)
    assert not front.holds(AVDIIVKA)


def test_a_front_does_not_reach_the_capital():
    (front,) = fronts_of("UKR", "2019-05-01")
    assert front.reaches(AVDIIVKA)
    assert not front.reaches(KYIV)


def test_a_front_is_told_by_words_of_a_line():
    assert front_told("UKR", "2019-05-01", ["fire", "ceasefire"]) is not None
    assert front_told("UKR", "2019-05-01", ["fire"]) is None


def test_a_village_in_a_report_of_the_front_is_looked_for_there():
    text = "Observers of the ceasefire counted nine explosions near Kashtanove."
    (event,) = get_coder().code(Document(id="a", text=text, country="Ukraine", published="2019-05-01"))
    assert event.location.name == "Kashtanove"
    assert abs(event.location.longitude - DONETSK[1]) < 1
