import pytest

from exporter.coding.acled import find_incidents
from exporter.coding.text import split


def code(text):
    found = find_incidents(split(text))
    return found[0].sub_event_type if found else None


def test_a_crowd_that_only_marches_is_a_peaceful_protest():
    assert code("Nurses marched through the town to demand better pay.") == "Peaceful protest"


def test_a_crowd_that_throws_stones_is_a_violent_demonstration():
    assert code("Nurses marched through the town and hurled stones at the police.") == "Violent demonstration"


def test_tear_gas_makes_an_intervention():
    assert code("Nurses marched through the town. Police fired tear gas.") == "Protest with intervention"


def test_live_ammunition_makes_excessive_force():
    assert code("Soldiers fired live ammunition at demonstrators.") == "Excessive force against protesters"


def test_what_a_protest_is_about_is_not_the_event():
    assert code("Students protested against the killing of a teacher by gunmen.") == "Peaceful protest"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked an army outpost.", "Armed clash"),
        ("Rebels attacked villagers.", "Attack"),
        ("Police arrested nine villagers.", "Arrests"),
    ],
)
def test_the_sides_decide_between_battle_and_attack(text, expected):
    assert code(text) == expected


def test_a_text_without_an_act_is_no_incident():
    assert find_incidents(split("The minister spoke about the weather.")) == []


def test_the_crowd_is_actor1_and_the_force_that_meets_it_actor2():
    (one,) = find_incidents(split("Police fired tear gas at demonstrators in the square."))
    assert (one.actor1.kind, one.actor2.kind) == ("crowd", "state")


def test_perpetrator_and_victim_keep_their_order_in_the_passive():
    (one,) = find_incidents(split("Two villagers were killed by gunmen."))
    assert (one.actor1.kind, one.actor2.kind) == ("armed", "group")
