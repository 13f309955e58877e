"""Peoples and villages that bear arms."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def first_actors(text, country="Kenya", published="2019-05-01"):
    """Return name and actor type of both main actors of the first ACLED event of a text."""
    events = get_coder().code(Document(id="a", text=text, country=country, published=published))
    event = next(event for event in events if event.classification("acled"))
    parties = (event.participant(slot) for slot in ("actor1", "actor2"))
    return [(party.name, party.code("acled")) if party else None for party in parties]


@pytest.mark.parametrize(
    "text",
    [
        "Turkana attack Samburu traders at the river.",
        "Turkana warriors attack Samburu village, kill three.",
        "Armed fighters from the Turkana tribe attacked a hamlet and killed two elders.",
    ],
)
def test_a_people_that_attacks_is_its_militia(text):
    name, kind = first_actors(text)[0]
    assert name.startswith("Turkana ")
    assert kind == "Identity militia"


def test_militiamen_of_a_name_that_no_list_holds_are_a_communal_militia():
    found = first_actors("Members of an Oldare militia killed two shepherds at a well.")
    assert found[0] == ("Oldare Communal Militia (Kenya)", "Identity militia")


def test_a_militia_that_bears_a_proper_name_is_not_taken_for_a_people():
    found = first_actors("On 3 May, ZRK-B militiamen killed two farmers in Nakuru.")
    assert found[0][1] == "Political militia"


def test_bandits_who_take_a_herd_are_taken_for_a_peoples_militia():
    found = first_actors("Bandits killed a man in Kimalel and drove away his cattle.")
    assert found[0] == ("Unidentified Ethnic Militia (Kenya)", "Identity militia")


def test_unknown_gunmen_remain_unknown_though_a_herd_is_told_of():
    found = first_actors("Unknown gunmen killed a man in Kimalel and drove away his cattle.")
    assert found[0] == ("Unidentified Armed Group (Kenya)", "Political militia")


def test_a_civilian_doer_of_a_clause_is_not_the_first_actor_of_an_attack():
    found = first_actors("Three men stabbed a cobbler to death in his stall in Nakuru.")
    assert found[0][1] == "Political militia"
