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


def test_whom_a_protest_is_meant_for_has_no_actor_type():
    found = incident("Residents protested in front of the Ministry of Health in Nakuru.")
    assert found.get("actor2", (None, None))[1] is None


def test_a_force_is_a_party_by_its_raid():
    found = incident("A teacher was killed during a police raid in Nakuru.")
    assert found["actor1"] == ("Police Forces of Kenya (2013-)", "State forces")


def test_a_label_with_a_date_behind_it_names_no_party():
    found = incident("Movement of forces: On 1 May 2019, Al Shabaab fighters were sighted near Mandera.")
    assert found["actor1"] == ("Al Shabaab", "Rebel group")


def test_one_man_of_a_nation_is_no_army():
    found = incident("A Ugandan stabbed a shopkeeper in Nakuru.")
    assert found["actor1"][1] != "State forces"


def test_a_force_that_claims_to_have_acted_acted():
    found = incident("Kenyan forces claim to have killed three Al Shabaab fighters near Mandera.")
    assert "Military Forces of Kenya (2013-)" in {found["actor1"][0], found["actor2"][0]}


def test_who_acts_and_then_accuses_is_a_party():
    found = incident(
        "Al Shabaab shot and killed five civilians near Mandera after accusing them of spying for soldiers."
    )
    assert found["actor1"] == ("Al Shabaab", "Rebel group")


def test_a_force_that_is_helped_acts_itself():
    found = incident("Turkish forces supported by rebels shelled the village of Hakurk.", country="Iraq")
    assert found["actor1"] == ("Military Forces of Turkey (2016-)", "External/Other forces")


def test_a_local_defence_force_is_no_army():
    found = incident("The Yaw Defence Force attacked the army near Gangaw.", country="Myanmar", published="2022-05-01")
    assert {found["actor1"][1], found["actor2"][1]} == {"Political militia", "State forces"}


@pytest.mark.parametrize(
    "told",
    ["Al Shabaab claimed responsibility.", "Al Shabaab is suspected.", "The killers are thought to be Al Shabaab."],
)
def test_who_is_said_to_have_done_an_attack_is_its_first_actor(told):
    found = incident(f"Gunmen killed two teachers in Mandera. {told}")
    assert found["actor1"] == ("Al Shabaab", "Rebel group")


def test_who_is_hit_is_not_taken_for_the_doer_though_suspected():
    found = incident("Unidentified gunmen murdered a suspected member of Al Shabaab in Mombasa.")
    assert found["actor1"][0] == "Unidentified Armed Group (Kenya)"


def test_the_country_of_a_place_is_no_party():
    found = incident("In Lodwar, Kenya, armed men driving a lorry shot a bus driver.")
    assert found["actor1"][0] == "Unidentified Armed Group (Kenya)"


def test_police_who_find_a_body_are_no_doers():
    found = incident("Police found two corpses of men who had been shot in Gitaru.")
    assert found["actor1"][0] == "Unidentified Armed Group (Kenya)"


def test_a_force_near_which_a_bomber_strikes_is_not_the_bomber():
    found = incident("A suicide bomber killed 30 people in a mosque in a police compound in Mandera.")
    assert found["actor1"] == ("Unidentified Armed Group (Kenya)", "Political militia")


@pytest.mark.parametrize(
    "text", ["Police shoot and wound a clerk in Kitale.", "Warders beat an inmate to death in Kitale."]
)
def test_forces_whose_headline_hides_the_verb_are_the_doers(text):
    assert incident(text)["actor1"] == ("Police Forces of Kenya (2013-)", "State forces")


def test_the_unit_in_a_bracket_behind_a_states_forces_is_the_actor():
    found = incident("Government security forces (NISA) shot a trader in Jowhar.", country="Somalia")
    assert found["actor1"][0].endswith("National Intelligence and Security Agency")


def test_killings_in_the_manner_of_gangs_are_a_gangs_where_gangs_are_parties():
    text = "Two corpses, tied and gagged, lay in the town; gunmen had shot both men."
    assert incident(text, country="Mexico")["actor1"][0] == "Unidentified Gang (Mexico)"
    assert incident(text, country="Kenya")["actor1"][0] == "Unidentified Armed Group (Kenya)"


def test_a_government_building_that_a_mob_storms_makes_no_civilians_of_it():
    found = incident("Rioters stormed the county administration building in Nakuru.")
    assert found["actor2"][0] == "Government of Kenya (2013-)"


def test_in_text_on_several_countries_a_crowd_is_of_the_country_of_its_place():
    text = (
        "France and Poland agreed on a budget. The French president met ministers in Paris. France will pay. "
        "In Munich several hundred people held a vigil on Thursday. France thanked Chad and Peru."
    )
    events = get_coder().code(Document(id="d", text=text, published="2022-01-07"))
    (vigil,) = (one for one in events if one.classification("acled"))
    assert vigil.participant("actor1").name == "Protesters (Germany)"
