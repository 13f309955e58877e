import pytest

from exporter.coding import get_coder
from exporter.documents import Document


@pytest.fixture(scope="module")
def coder():
    return get_coder()


@pytest.fixture
def events(coder):
    return lambda text: coder.code(Document(id="d", text=text, published="2022-01-05"))


@pytest.mark.parametrize(
    "text",
    [
        "Police detained the students in Almaty.",
        "The army began to shell the rebels near Homs.",
        "Rebels were forced to release the hostages in Homs.",
        "Troops entered the town, killing twelve villagers.",
        "A bomb that killed twelve soldiers went off in Kabul.",
        "Clashes between the army and rebels erupted near Homs.",
    ],
)
def test_what_happened_is_reported(events, text):
    assert any(event.classification("plover") for event in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "The new base serves to defeat the rebels.",
        "The minister's book is about bombing villages.",
        "Ministers supported by Russia were at the table.",
        "The report deals with arrests.",
        "The novel shows soldiers without attacking anybody.",
    ],
)
def test_what_is_only_mentioned_is_not(events, text):
    # Texts of a sentence or two are read for ACLED's incidents whatever their form, as event notes are.
    assert [event for event in events(text) if event.classification("acled") is None] == []


@pytest.mark.parametrize(
    "text",
    [
        "Turkey considers the militia a terrorist group.",
        "Nobody knew how quickly Turkish troops attacked the town.",
        "Aid agencies warned that an assault on the town would cause a massacre.",
        "Neither Chad nor Mali has released the hostages.",
        "France made no attack on Mali.",
        "France denied that it had attacked Mali.",
        "The French brigade which led the assault on Timbuktu was at home.",
        "France tried to attack the rebels in Mali.",
        "The doctors threatened Mali with war.",
        "The residents banned the party.",
        "Peter Marlowe criticised the government.",
        "Some of the villagers were wounded.",
        "Until Turkey reaches a deal with Greece, the border stays closed.",
    ],
)
def test_what_is_thought_asked_denied_or_done_by_nobody_in_particular_is_not(events, text):
    found = [one for one in events(text) if one.classification("acled") is None]
    assert [one.classification("plover").code for one in found if one.classification("plover")] == []


def parties(event):
    return [(one.slot, one.text) for one in event.participants if one.slot in ("actor1", "actor2")]


@pytest.mark.parametrize(
    ("text", "code", "doer"),
    [
        ("Two soldiers were killed in a Turkish airstrike.", "195", "a Turkish airstrike"),
        ("A series of strikes by Russian jets killed 20 rebels.", "190", "Russian jets"),
        ("Ten rebels were killed when French troops shelled the town.", "194", "French troops"),
        ("A suicide bombing claimed by the Islamic State wounded two Danes.", "190", "the Islamic State"),
    ],
)
def test_harm_has_the_author_and_the_code_of_the_attack_that_did_it(events, text, code, doer):
    found = [one for one in events(text) if one.participant("actor2")]
    assert [(one.classification("cameo").code, parties(one)[0]) for one in found] == [(code, ("actor1", doer))]


def test_a_party_that_is_named_twice_is_one(events):
    (event,) = events("The French president, Emmanuel Macron, met Angela Merkel.")
    assert [one.name for one in event.participants] == ["Emmanuel Macron", "Angela Merkel"]


def test_nobody_is_harmed_by_being_where_harm_is_done(events):
    found = [party.text for event in events("Ten rebels were killed in Iraq.") for party in event.participants]
    assert "Ten rebels" in found
    assert "Iraq" not in found


def test_whom_a_text_is_about_is_told_by_its_title(coder):
    text = "Saudi and Kenyan diplomats spoke in Nairobi. Soldiers arrested ten men."
    found = coder.code(Document(id="d", title="Truce frays in Sudan", text=text, published="2022-01-05"))
    doers = [event.participant("actor1") for event in found if event.classification("cameo").code == "173"]
    assert [doer.country for doer in doers] == ["SDN"]


@pytest.mark.parametrize(
    "text",
    [
        "Kurdish fighters have fought the Islamic State.",
        "It was the year in which it stopped Iran, and the year it attacked Mali.",
    ],
)
def test_clauses_of_an_unclear_subject_and_lasting_fights_are_not(events, text):
    assert [one.notes for one in events(text) if one.classification("acled") is None] == []


def told(found):
    return [
        (one.classification("plover").code, *(party.name for party in one.participants))
        for one in found
        if one.classification("plover") is not None
    ]


@pytest.mark.parametrize("would", ["would win", "would “crush them all”"])
def test_who_speaks_goes_on_speaking_behind_what_he_says_will_be(events, would):
    text = f"Bashar al-Assad said that his troops {would} and warned Kurdish fighters not to rely on the US."
    assert ("THREATEN", "Bashar al-Assad", "Kurdish Ethnic Militia") in told(events(text))


def test_words_beside_an_announced_refusal_are_told(events):
    text = "Kenya said on Friday it would not join the summit, blaming Uganda for the delay."
    assert ("ACCUSE", "Kenya", "Uganda") in told(events(text))


@pytest.mark.parametrize(
    "text",
    [
        "The president of Kenya, who accused Uganda of espionage, flew home.",
        "Kenya is pressing Uganda to free the hostages.",
        "Kenya accuses Uganda of arming the rebels.",
        "Kenya closed the border after accusing Uganda of espionage.",
    ],
)
def test_words_to_others_are_news_in_the_present_and_beside_the_main_clause(events, text):
    assert {("ACCUSE", "Uganda"), ("REQUEST", "Uganda")} & {(one[0], one[-1]) for one in told(events(text))}


def test_words_in_a_clause_that_says_who_somebody_is_are_not(events):
    assert "ACCUSE" not in [one[0] for one in told(events("The envoy who accused Uganda of espionage flew home."))]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda are in talks over the border.",
        "The president of Kenya left after talks with Uganda.",
        "Talks between Kenya and Uganda led to a plan.",
    ],
)
def test_talks_between_two_are_held_though_a_noun_tells_them(coder, text):
    filler = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."
    found = coder.code(Document(id="d", text=f"{filler}\n\n{text}", published="2022-01-05"))
    assert [(one[0], len(one)) for one in told(found)] == [("CONSULT", 3)]


def test_a_fight_on_a_day_is(events):
    assert events("On Monday Kurdish fighters fought the Islamic State.")


def test_a_town_is_no_party(events):
    found = events("Turkish forces attacked Aleppo on Monday.")
    assert found
    assert not [party for event in found for party in event.participants if party.text == "Aleppo"]


def test_what_somebody_must_do_is_asked_of_whom_it_is_told(events):
    (event,) = events("Emmanuel Macron told Vladimir Putin that the siege must be lifted.")
    assert parties(event) == [("actor1", "Emmanuel Macron"), ("actor2", "Vladimir Putin")]


@pytest.mark.parametrize(
    "text",
    [
        "Turkey insisted the operation in Syria was legal.",
        "Joe Biden ordered his generals to leave.",
        "Her husband was arrested.",
        "Only ten men have been prosecuted in Britain so far.",
        "The brigade, which led the attack on the Taliban, was French.",
    ],
)
def test_assertions_words_to_ones_own_and_private_lives_are_not(events, text):
    found = [one for one in events(text) if one.classification("acled") is None]
    assert [one.notes for one in found] == []


def report(sentence):
    """Return a text too long to be a note, whose last sentence is this one."""
    filler = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."
    return f"{filler}\n\n{filler}\n\n{sentence}"


def test_in_a_report_a_noun_that_nothing_happens_to_is_no_event(events):
    assert events(report("Ties were strained by the support of Russia for Iran.")) == []


def test_in_a_report_what_a_decree_orders_is_an_event(events):
    decree = "The president of Kenya signed an order on the dispatch of peacekeeping troops to Somalia."
    assert events(report(decree))


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkish officials met Zorbledon on Monday.",
        "The talks went on for hours, threatening Iran.",
        "Prisoners held in Iraq wrote letters.",
        "The town, which was surrounded by Turkey, is old.",
    ],
)
def test_in_a_report_strangers_loose_participles_and_attributes_make_no_event(events, sentence):
    assert [one.notes for one in events(report(sentence))] == []


def test_in_a_report_a_figure_of_the_detained_is_news(events):
    assert events(report("The number of people detained in Kazakhstan has reached 3,000."))
