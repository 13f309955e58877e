import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def incident(text, country="Kenya", published="2019-05-01"):
    """Return name and actor type by slot of the first ACLED event of a text."""
    events = get_coder().code(Document(id="a", text=text, country=country, published=published))
    event = next(event for event in events if event.classification("acled"))
    return {party.slot: (party.name, party.code("acled")) for party in event.participants}


def test_a_peaceful_protest_has_no_second_actor_though_the_police_is_named():
    found = incident("Residents protested peacefully in Nakuru against police brutality.")
    assert found["actor1"] == ("Protesters (Kenya)", "Protesters")
    assert "actor2" not in found


def test_the_police_that_disperses_a_protest_is_the_second_actor():
    found = incident("Police fired tear gas to disperse protesters in Nakuru.")
    assert found["actor1"][1] == "Protesters"
    assert found["actor2"] == ("Police Forces of Kenya (2013-)", "State forces")


def test_who_plants_a_bomb_unseen_is_an_unidentified_armed_group():
    found = incident("Three soldiers were killed when a roadside bomb hit their vehicle near Mandera.")
    assert found["actor1"] == ("Unidentified Armed Group (Kenya)", "Political militia")
    assert found["actor2"] == ("Military Forces of Kenya (2013-)", "State forces")


def test_victims_of_an_attack_are_civilians():
    found = incident("Gunmen killed two farmers in Mandera.")
    assert found["actor2"] == ("Civilians (Kenya)", "Civilians")


def test_a_group_and_an_army_that_clash_are_the_two_actors():
    found = incident("Al Shabaab militants clashed with Kenyan soldiers near Mandera.")
    assert {found["actor1"][0], found["actor2"][0]} == {"Al Shabaab", "Military Forces of Kenya (2013-)"}


def test_an_army_abroad_is_an_external_force():
    found = incident("Turkish forces shelled the village of Hakurk.", country="Iraq")
    assert found["actor1"] == ("Military Forces of Turkey (2016-)", "External/Other forces")


def test_who_is_in_a_crowd_is_an_associated_actor():
    found = incident("Students protested in Nakuru against higher fees.")
    assert found["assoc_actor_1"][0] == "Students (Kenya)"


@pytest.mark.parametrize("verb", ["reported", "observed", "condemned"])
def test_who_only_reports_is_no_party(verb):
    found = incident(f"The police {verb} that gunmen killed two farmers in Mandera.")
    assert found["actor1"][0] == "Unidentified Armed Group (Kenya)"
