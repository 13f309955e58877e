"""Reports that turn to another incident: another place, words that set it apart, and what lies in the past."""

from exporter.coding import get_coder
from exporter.documents import Document
from exporter.layouts import to_layout

CLOSE = "\n\nThe mayor asked for calm. Schools stayed shut. Shops did too. Nobody knew for how long."


def rows(text, country="Nigeria", published="2024-03-12"):  # a Tuesday
    """Return the ACLED rows of a report, each as place, type and deaths."""
    events = get_coder().code(Document(id="r", text=text + CLOSE, published=published, country=country))
    found = to_layout(events, "acled").to_pylist()
    return sorted((one["location"], one["sub_event_type"], one["fatalities"]) for one in found)


def test_a_separate_incident_has_its_own_deaths():
    text = (
        "Gunmen shot dead nine farmers near Gwoza on Sunday.\n\n"
        "In a separate attack on Monday, gunmen shot dead three herders near Dikwa."
    )
    assert rows(text) == [("Dikwa", "Attack", 3), ("Gwoza", "Attack", 9)]


def test_a_sentence_that_opens_with_a_place_of_a_kind_turns_there():
    text = (
        "Gunmen shot dead nine farmers near Gwoza on Sunday.\n\n"
        "In the northern town of Dikwa, gunmen shot dead three herders."
    )
    assert rows(text) == [("Dikwa", "Attack", 3), ("Gwoza", "Attack", 9)]


def test_a_sentence_that_opens_with_the_same_place_goes_on():
    text = (
        "Gunmen shot dead nine farmers near Gwoza on Sunday, police said.\n\n"
        "In Gwoza, gunmen also shot dead two herders on Sunday."
    )
    assert rows(text) == [("Gwoza", "Attack", 11)]


def test_what_is_added_at_another_place_is_an_incident_of_its_own():
    text = (
        "Gunmen shot dead nine farmers near Gwoza on Sunday.\n\n"
        "Another three farmers were shot dead by gunmen in Dikwa, police said."
    )
    assert rows(text) == [("Dikwa", "Attack", 3), ("Gwoza", "Attack", 9)]


def test_what_strikes_from_afar_is_coded_for_each_place():
    text = "Army jets bombed a rebel camp in Gwoza on Sunday.\n\nThe jets shelled Dikwa and Bama overnight."
    assert {place for place, _, _ in rows(text)} == {"Gwoza", "Dikwa", "Bama"}


def test_an_attack_of_an_earlier_year_is_not_added_to_the_news():
    text = (
        "A car bomb exploded at a market in Maiduguri on Sunday, killing 14 people.\n\n"
        "In 2017 a truck bomb at the same market killed more than 500 people."
    )
    assert rows(text) == [("Maiduguri", "Remote explosive/landmine/IED", 14)]


def test_police_who_meet_a_crowd_elsewhere_meet_a_demonstration_where_the_report_tells_of_one():
    text = (
        "Hundreds of people marched in Abuja on Monday to protest against fuel prices.\n\n"
        "In Kano, police fired tear gas at youths who had barricaded roads with burning tyres and thrown stones."
    )
    assert rows(text) == [("Abuja", "Peaceful protest", 0), ("Kano", "Violent demonstration", 0)]


def test_an_incident_without_a_day_has_the_day_of_the_incident_before_it():
    text = (
        "MAIDUGURI, Nigeria - Gunmen killed 12 farmers in Gwoza on 6 February 2024, officials said. "
        "Another nine people died when a missile hit a car in Dikwa, the officials said."
    )
    events = get_coder().code(Document(id="r", text=text + CLOSE))
    days = {one["location"]: str(one["event_date"]) for one in to_layout(events, "acled").to_pylist()}
    assert days == {"Gwoza": "2024-02-06", "Dikwa": "2024-02-06"}


def first_actors(text, country="Pakistan"):
    """Return the first actor of each ACLED row of a report, by place."""
    events = get_coder().code(Document(id="r", text=text + CLOSE, published="2024-03-12", country=country))
    return {one["location"]: one["actor1"] for one in to_layout(events, "acled").to_pylist()}


def test_a_group_suspected_of_another_incident_is_not_held_to_have_done_this_one():
    text = (
        "Unidentified gunmen shot dead two traders in Khuzdar on Sunday.\n\n"
        "Meanwhile, police arrested three suspected members of the Tehreek-e-Taliban Pakistan in Peshawar on Monday."
    )
    assert first_actors(text)["Khuzdar"] == "Unidentified Armed Group (Pakistan)"


def test_whom_the_next_sentence_blames_has_done_it():
    text = (
        "Men armed with machetes killed 17 civilians in Komanda on Sunday.\n\n"
        "The head of civil society in the area blames the Allied Democratic Forces (ADF)."
    )
    country = "Democratic Republic of Congo"
    assert first_actors(text, country) == {"Komanda": "ADF: Allied Democratic Forces"}


def test_a_toll_that_rose_since_is_the_toll():
    text = (
        "Two car bombs exploded at a market in Maiduguri on Sunday, killing at least 30 people.\n\n"
        "The governor, who went there on Monday, said the death toll had risen to 100."
    )
    assert rows(text) == [("Maiduguri", "Remote explosive/landmine/IED", 100)]


def test_the_capital_of_a_dateline_is_no_party_and_the_word_behind_it_no_name():
    text = "KYIV, Ukraine (Reuters) - A Russian missile attack on Kremenchuk killed one person on Sunday."
    assert first_actors(text, "Ukraine") == {"Kremenchuk": "Military Forces of Russia (2000-)"}


def test_how_a_war_began_is_not_added_to_the_news():
    text = (
        "Gunmen shot dead nine farmers in Gwoza on Sunday.\n\n"
        "The insurgency began when gunmen stormed Maiduguri and killed 800 people."
    )
    assert rows(text) == [("Gwoza", "Attack", 9)]


def test_a_bomb_that_hits_a_vehicle_with_a_load_did_not_go_off_too_early():
    text = "Three soldiers were killed on Sunday when a roadside bomb hit a truck that was carrying food in Gwoza."
    assert rows(text) == [("Gwoza", "Remote explosive/landmine/IED", 3)]
