"""Both sides of a battle."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def sides(text, country="Somalia", published="2021-05-01"):
    """Return the names of both main actors of the first ACLED event of a text."""
    events = get_coder().code(Document(id="a", text=text, country=country, published=published))
    event = next(event for event in events if event.classification("acled"))
    parties = (event.participant(slot) for slot in ("actor1", "actor2"))
    return [party.name if party else None for party in parties]


@pytest.mark.parametrize(
    "text",
    [
        "Two units of the army exchanged fire near the port.",
        "Rival factions of the army exchanged fire near the port.",
    ],
)
def test_forces_that_fight_each_other_are_both_sides(text):
    assert sides(text) == ["Military Forces of Somalia (2017-)"] * 2


def test_gunmen_named_once_for_both_sides_are_both():
    found = sides("A gun battle between unidentified gunmen broke out in the market quarter.")
    assert found == ["Unidentified Armed Group (Somalia)"] * 2


def test_of_allies_the_state_is_the_main_actor():
    found = sides("Government soldiers (GS) and Hawadle clan militia fought Al Shabaab at a well near Jalalaqsi.")
    assert found == ["Military Forces of Somalia (2017-)", "Al Shabaab"]


def test_a_militia_that_fights_soldiers_is_no_ally_of_them():
    found = sides("Hawadle clan militia and soldiers clashed near Jalalaqsi.")
    assert found == ["Hawadle Clan Militia (Somalia)", "Military Forces of Somalia (2017-)"]


def test_fire_at_a_front_line_is_of_the_two_sides_of_the_war():
    text = "Observers of the ceasefire recorded 30 bursts of small-arms fire in both directions near Donetsk."
    found = sides(text, country="Ukraine", published="2019-06-01")
    assert set(found) == {"Military Forces of Ukraine (2019-)", "NAF: United Armed Forces of Novorossiya"}


def test_shells_on_what_rebels_hold_are_the_states():
    found = sides("Observers recorded six artillery explosions near Donetsk.", "Ukraine", "2019-06-01")
    assert found == ["Military Forces of Ukraine (2019-)", None]


def test_shells_on_what_the_state_holds_are_the_rebels():
    found = sides("Observers recorded six artillery explosions near Avdiivka.", "Ukraine", "2019-06-01")
    assert found == ["NAF: United Armed Forces of Novorossiya", None]


def test_forces_of_two_countries_are_two_sides():
    found = sides("Troops of Chad and Niger exchanged fire near Kome.", country="Chad")
    assert found == ["Military Forces of Chad (2021-)", "Military Forces of Niger (2021-)"]


def test_of_two_named_behind_between_the_second_is_the_enemy():
    text = "A rebel fell in a gun battle between Al Shabaab and the police in Jowhar. Other rebels fled."
    assert sides(text) == ["Al Shabaab", "Police Forces of Somalia (2017-)"]


def test_a_commander_who_is_shot_is_no_doer():
    found = sides("A police commander was gunned down by Al Shabaab fighters in Jowhar.")
    assert found == ["Al Shabaab", "Police Forces of Somalia (2017-)"]


def test_forces_of_one_state_that_meet_are_both_sides():
    found = sides("Police exchanged fire with soldiers near the port of Bosaso.")
    assert found == ["Police Forces of Somalia (2017-)", "Military Forces of Somalia (2017-)"]


def test_who_is_shot_by_somebody_unseen_is_the_second_actor():
    found = sides("A soldier was shot dead in an ambush near Jowhar.")
    assert found == ["Unidentified Armed Group (Somalia)", "Military Forces of Somalia (2017-)"]


def test_a_numbered_corps_that_no_list_holds_is_the_states():
    found = sides("Gunmen attacked a convoy of the 17th Corps near Homs, and soldiers fired back.", "Syria")
    assert found[1] == "Military Forces of Syria (2000-)"


def test_a_force_is_the_states_until_it_rebels():
    text = "Soldiers clashed with the Rapid Support Forces in Nyala."
    assert sides(text, "Sudan", "2020-06-01")[1].startswith("Military Forces of Sudan")
    assert sides(text, "Sudan", "2024-06-01")[1] == "RSF: Rapid Support Forces"


def test_an_attack_that_is_repelled_is_its_doers():
    assert sides("Soldiers repelled an IS attack near Mosul.", "Iraq", "2019-06-01")[1] == "Islamic State (Iraq)"
    found = sides("Ukrainian troops repelled a Russian assault near Izium.", "Ukraine", "2022-06-01")
    assert found == ["Military Forces of Ukraine (2019-)", "Military Forces of Russia (2000-)"]


def test_the_group_in_a_bracket_behind_unnamed_fighters_is_the_actor():
    text = "Soldiers clashed with militiamen (VDP) near Djibo."
    assert sides(text, "Burkina Faso")[1] == "VDP: Volunteer for Defense of Homeland"


def test_who_is_suspected_further_on_is_not_taken_for_unnamed_fighters():
    text = "Suspected jihadists ambushed a convoy that was to bring food and water to Djibo for the VDP."
    assert sides(text, "Burkina Faso")[0] == "Unidentified Armed Group (Burkina Faso)"


def test_separatists_are_those_of_the_country():
    assert sides("Separatists and soldiers traded fire in Kumbo.", "Cameroon")[0] == "Ambazonian Separatists (Cameroon)"


def test_a_missile_is_its_countrys():
    found = sides("A Russian missile hit a Ukrainian depot in Dnipro.", "Ukraine", "2023-05-01")
    assert found == ["Military Forces of Russia (2000-)", "Military Forces of Ukraine (2019-)"]


def test_who_hits_a_mine_did_not_lay_it():
    found = sides("Kenyan soldiers struck a landmine near Dhobley; two were wounded.")
    assert found == ["Unidentified Armed Group (Somalia)", "Military Forces of Kenya (2013-)"]


def test_who_mans_a_post_is_attacked_with_it():
    found = sides("A suicide bomber attacked a checkpoint manned by soldiers in Mogadishu.")
    assert found == ["Unidentified Armed Group (Somalia)", "Military Forces of Somalia (2017-)"]
