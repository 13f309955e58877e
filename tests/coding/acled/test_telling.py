"""Acts that the grammar of a short text tells as done, against those that are meant, shown or put off."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def types(text: str, **options: str) -> list[str]:
    """Return the ACLED event types of a text, strategic developments left out."""
    events = get_coder().code(Document(id="a", text=text, **options))
    codes = [code for event in events for code in event.classifications if code.scheme == "acled"]
    return [code.parent for code in codes if code.parent[:3] != "Str"]


@pytest.mark.parametrize(
    "text",
    [
        "The new rules will make it harder for guilds to call a lawful strike.",
        "Ministers met to discuss the risk of riots.",
        "The branch has no mandate for industrial action.",
        "The council shelved the protest after the talks.",
        "The ferry crews said nothing on joining the strike.",
        "Officers need the means to fight armed gangs in the delta.",
    ],
)
def test_what_is_only_meant_is_no_act(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Potters began to march through the old town.",
        "Dockers came out onto the quay to block the road.",
        "Villagers tried to storm the office of the magistrate.",
        "The sect is believed to have planted the bomb.",
    ],
)
def test_an_infinitive_that_is_carried_out_is_an_act(text):
    assert types(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "Her drawings of the uprising hang in the town hall.",
        "The film shows the harbour riots through a boy's eyes.",
        "The murder of a shepherd in 2009 changed the law.",
        "The 1951 weavers' strike made him a union man.",
        "The hunger strike that she began in 2011 made her famous.",
        "Australian troops have been fighting in the valley since 2003.",
    ],
)
def test_what_is_shown_or_named_by_its_year_is_no_news(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "A general strike is a weapon of last resort.",
        "The pact provides for measures against terrorism.",
        "Riots harm the name of the city.",
        "The bishop said the killing of women was a national crisis.",
    ],
)
def test_a_general_statement_is_no_act(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The senator attacked her rival over his voting record.",
        "The candidates clashed over taxes on the evening show.",
        "The ministry came under attack from the bishops.",
        "The opener blasted 80 off 40 balls.",
        "Gold rallied to a six-month high.",
        "Women were gathering firewood behind the dam.",
        "Fans gathered outside the hotel to greet the singer.",
        "A demonstration of the new pump was held at the fair.",
        "The Ganesh procession passed the bridge at noon.",
        "A landslide blocked the pass road.",
        "A cycle rally was held to promote fitness.",
        "The temple procession will pass through the bazaar.",
        "Surveillance drones are based in the north.",
        "A land mine from the last war is kept at the museum.",
        "The kingdom executed 12 people who had been convicted of murder.",
        "The verdict turned out to be a surprise.",
    ],
)
def test_words_of_force_and_crowds_for_other_things_are_no_acts(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The latest violence has shaken the whole valley.",
        "The group that claimed the attacks has vowed to go on.",
        "Talks went on in an effort to end the strike.",
    ],
)
def test_what_is_taken_as_known_is_an_act(text):
    assert types(text) != []


def test_harm_to_ordinary_people_by_nobody_that_is_named_is_crime():
    assert types("Three people were killed at a garage in the suburb.") == []
    assert types("Three people were killed at a rally in the suburb.") != []


def test_what_is_being_done_by_a_crowd_is_no_noun():
    assert types("There were reports of two lorries being torched by furious villagers.") == ["Riots"]


def test_weak_words_are_enough_for_a_record_alone():
    text = "They were beaten up."
    assert types(text) == []
    assert types(text, published="2021-05-01", country="Kenya") == ["Violence against civilians"]


def test_a_phrase_of_three_words_is_not_undone_by_a_particle_further_on():
    assert types("Residents took to the streets over the fares on Monday.") == ["Protests"]


def test_what_is_refused_in_protest_is_a_protest():
    text = "Warders in the north have refused since Friday to unlock cells, in protest against long shifts."
    assert "Protests" in types(text)


def test_fire_that_is_opened_with_words_between_is_shooting():
    assert types("Gunmen opened indiscriminate fire on the passengers.") == ["Violence against civilians"]
