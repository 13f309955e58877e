import pytest

from exporter.coding.actors import ActorResolver
from exporter.coding.lexicon import load_lexicon
from exporter.coding.reading import Reading
from exporter.documents import Document


def actor(text, words, *, country=None, published="2022-01-07", sentence=0):
    """Return the actor that the noun group with these words names."""
    reading = Reading(Document(id="a", text=text, country=country, published=published), load_lexicon())
    analysis = reading.analysis(sentence)
    at = text.index(words, reading.sentences[sentence].start)
    token = next(token.index for token in analysis.tokens if token.start >= at)
    return ActorResolver().actor(reading, analysis, analysis.group_at[token])


@pytest.mark.parametrize(
    ("text", "words", "code", "name"),
    [
        ("Kazakh police arrested ten men.", "Kazakh police", "KAZCOP", "Police Forces of Kazakhstan (2019-)"),
        ("The police of Kenya arrested ten men.", "The police", "KENCOP", "Police Forces of Kenya (2013-)"),
        ("Iran's foreign minister met envoys.", "foreign minister", "IRNGOV", "Government of Iran (1989-)"),
        ("Nigerian soldiers killed two.", "Nigerian soldiers", "NGAMIL", "Military Forces of Nigeria (2015-)"),
        ("Al Shabaab militants killed two.", "Al Shabaab", "SOMINS", "Al Shabaab"),
        ("The CSTO sent troops.", "The CSTO", "IGOCST", "CSTO: Collective Security Treaty Organization"),
        ("The Kremlin accused him.", "The Kremlin", "RUSGOV", "Government of Russia (2000-)"),
        ("Moscow accused him.", "Moscow", "RUS", "Russia"),
        ("The French lawmakers met him.", "French lawmakers", "FRALEG", "Government of France (2017-)"),
        ("Pokot raiders killed two.", "Pokot raiders", "KENUAF", "Pokot Ethnic Militia (Kenya)"),
        ("Chilean students marched.", "Chilean students", "CHLEDU", "Civilians (Chile)"),
    ],
)
def test_actors_carry_country_and_role(text, words, code, name):
    found = actor(text, words)
    assert (found.cameo_code(), found.acled_name("2022-01-07")) == (code, name)


def test_a_congress_is_that_of_the_country_that_a_report_is_given_for():
    assert actor("Workers marched to Congress.", "Congress", country="Peru").cameo_code() == "PERLEG"


def test_an_agent_without_a_country_is_of_the_country_that_the_text_is_about():
    assert actor("Police arrested ten men.", "Police", country="Ghana").cameo_code() == "GHACOP"


def test_an_official_is_named_and_counts_as_the_government():
    found = actor("President Putin met envoys.", "President Putin")
    assert (found.name, found.cameo_code()) == ("Vladimir Putin", "RUSGOV")


def test_a_name_means_what_it_meant_on_the_day():
    before = actor("The Taliban attacked Kunduz.", "The Taliban", published="2019-05-01")
    after = actor("The Taliban attacked Kunduz.", "The Taliban", published="2023-05-01")
    assert (before.at_home, after.at_home) == ("Rebel group", "State forces")


def test_an_unknown_name_keeps_its_words_and_the_role_they_tell():
    found = actor("The Zarvan Liberation Front attacked the base.", "The Zarvan", country="Chad")
    assert (found.name, found.at_home) == ("Zarvan Liberation Front", "Rebel group")


def test_short_names_must_stand_in_capitals():
    assert actor("They told us about it.", "us") is None
    assert actor("They told the US about it.", "the US").country == "USA"


def test_a_pronoun_points_back_to_an_official():
    found = actor("Mr. Putin spoke. He accused the rebels.", "He", sentence=1)
    assert found.name == "Vladimir Putin"


def test_students_are_civilians_with_an_identity():
    assert actor("Chilean students marched.", "Chilean students").identity_name() == "Students (Chile)"


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Emmanuel Macron flew to Kabul. The president met envoys from Syria and Iran.", "The president", "FRA"),
        ("Congress rebuked the sheikh over the war in Yemen.", "Congress", "USA"),
        ("The Home Office deported two Syrians.", "The Home Office", "GBR"),
        ("The German Foreign Office summoned the envoy.", "German Foreign Office", "DEU"),
    ],
)
def test_an_office_is_that_of_the_country_that_was_last_spoken_of(text, words, country):
    assert actor(text, words, sentence=text.count(". ")).country == country


@pytest.mark.parametrize(
    ("text", "country"),
    [("Syria burned. Kurdish forces left Syria.", "SYR"), ("Kurdish forces left Turkey.", "TUR")],
)
def test_forces_of_a_people_in_several_states_are_its_militia_where_the_text_is(text, country):
    found = actor(text, "Kurdish forces", sentence=text.count(". "))
    assert (found.country, found.at_home) == (country, "Identity militia")


def test_they_are_the_whole_group_before_and_not_a_word_of_it():
    found = actor("Kurdish forces left Syria. They shelled Ankara.", "They", sentence=1)
    assert found.at_home == "Identity militia"


def test_he_may_be_somebody_that_no_list_knows():
    assert actor("Donald Trump left as Peter Marlowe spoke. He criticised Iran.", "He", sentence=1) is None


def test_a_president_is_known_without_the_article_of_his_name():
    assert actor("Assad met envoys.", "Assad").name == "Bashar al-Assad"


def test_a_surname_behind_another_given_name_is_a_strangers():
    assert actor("Peter Putin met envoys.", "Putin").name != "Vladimir Putin"


def test_its_soldiers_are_those_of_the_country_named_before():
    assert actor("Turkey said two of its soldiers had left Syria.", "its soldiers").country == "TUR"


def test_a_people_of_several_states_that_the_sentence_names_has_no_one_home():
    assert actor("Kurdish militias left Turkey for Syria.", "Kurdish militias").country is None


def test_one_of_a_nation_is_a_person():
    assert actor("Two Syrians left.", "Two Syrians").at_home == "Civilians"


def test_parties_of_a_text_without_a_country_are_of_the_country_of_its_place():
    assert actor("Police arrested ten men in Almaty.", "Police").cameo_code() == "KAZCOP"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Fighters of the Taliban attacked Kunduz.", "Fighters", "Taliban"),
        ("Kenya asked the leaders of the Group of Seven for help.", "the leaders", "G7: Group of Seven"),
    ],
)
def test_members_are_those_of_the_organisation_that_they_are_of(text, words, name):
    assert actor(text, words, published="2020-05-01").name == name


def test_employees_are_not_the_body_that_they_work_for():
    assert actor("Employees of the World Food Programme were killed.", "Employees").cameo == "LAB"


def test_a_surname_within_a_longer_name_is_nobodys():
    assert actor("Residents of Putin Zarvanka were hurt.", "Residents", country="Chad").country == "TCD"
    assert actor("Putin Zarvanka met envoys.", "Putin").kind == "name"


def test_a_junta_is_the_government_of_the_country_that_a_report_is_about():
    text = "Myanmar is at war. " * 4 + "Chad and Peru wrote. Kenya and Mali came. The junta imposed a curfew."
    assert actor(text, "The junta", sentence=6).country == "MMR"


def test_in_running_text_an_agency_may_be_any_bodys():
    text = "Peru is dry. Rain is rare. Rivers are low. Fields lie bare. The agency suspended its operations."
    assert actor(text, "The agency", sentence=4) is None
