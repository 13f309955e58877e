import pytest

from exporter.coding.lexicon import load_lexicon
from exporter.coding.place_spots import distance_km
from exporter.coding.reading import Reading
from exporter.documents import Document


def location(text, *, country=None, words=None):
    """Return where the incident of a text happened, told by ``words`` of its first sentence."""
    reading = Reading(Document(id="a", text=text, country=country), load_lexicon())
    at = 0
    if words:
        at = next(token.index for token in reading.sentences[0].tokens if token.start >= text.index(words))
    return reading.locations.of_incident(range(len(reading.sentences)), [(0, at, at + 1)])


@pytest.mark.parametrize(
    ("text", "country", "name", "precision"),
    [
        ("Protesters marched in Almaty on Monday.", "Kazakhstan", "Almaty", "place"),
        ("Protesters marched in Alma-Ata on Monday.", None, "Almaty", "place"),
        ("Two soldiers were killed near Mandera.", "Kenya", "Mandera", "near"),
        ("Two soldiers were killed on the outskirts of Mandera.", "Kenya", "Mandera", "near"),
        ("Residents of Gede protested.", "Kenya", "Gede", "country"),
        ("Fighting went on in Homs province.", "Syria", "Homs", "admin1"),
        ("Ten people were killed in Kenya.", None, "Kenya", "country"),
        ("Rebels fought in the Donbas.", None, "Donbas", "region"),
    ],
)
def test_the_place_is_the_one_that_the_text_puts_the_event_in(text, country, name, precision):
    found = location(text, country=country)
    assert (found.name, found.precision) == (name, precision)


@pytest.mark.parametrize(
    "text",
    [
        "Tens of workers marched, said a union leader, Carlos Cusco.",
        "The court heard King Charles on the killings.",
    ],
)
def test_the_surname_of_somebody_is_no_place(text):
    assert location(text, country="Peru").name == "Peru"


def test_a_name_that_a_noun_announces_is_a_place():
    assert location("In the capital, Lima, workers marched.", country="Peru").name == "Lima"


def test_a_part_of_a_country_that_stands_for_it_has_a_point_of_its_own():
    found = location("Shots were heard in Gaza.", country="Israel")
    assert (found.name, found.iso3, found.precision) == ("Gaza", "PSE", "region")


@pytest.mark.parametrize("water", ["Gulf of Aden", "Black Sea", "Strait of Hormuz"])
def test_events_at_sea_have_the_waters_as_their_place(water):
    found = location(f"A drone hit a tanker in the {water}.", country="Yemen")
    assert (found.name, found.precision) == (water, "region")


def test_a_city_named_after_its_country_is_the_city():
    assert location("Shots were heard in Kuwait City.").precision == "place"


def test_a_small_town_is_found_in_a_country_that_the_report_names_elsewhere():
    text = "Aircraft struck a house in Rafah. The Palestinians fired back."
    assert location(text, country="Israel").iso3 == "PSE"


def test_a_region_beside_a_name_decides_which_place_it_is():
    assert location("A man was shot in Springfield, Illinois.").admin1 == "Illinois"


def test_a_country_beside_a_name_decides_which_place_it_is():
    assert location("Shots were heard in Tripoli, Lebanon.").iso3 == "LBN"
    assert location("Shots were heard in Tripoli, Libya.").iso3 == "LBY"


def test_where_people_come_from_is_not_where_it_happened():
    text = "Farmers from Kisumu protested in Nakuru against taxes."
    assert location(text, country="Kenya", words="protested").name == "Nakuru"


@pytest.mark.parametrize(
    ("text", "country", "region"),
    [
        ("Shots were heard in San Francisco (California).", "United States", "California"),
        ("A rally was held in Cagliari (Cagliari, Sardegna).", "Italy", "Sardinia"),
        ("Two men were shot in Morelia, Michoacan de Ocampo.", "Mexico", "Michoacan"),
        ("Shops were looted in Lee's Summit (Missouri).", "United States", "Missouri"),
        ("Workers marched in Lima-Rimac, Lima Province.", "Peru", "Lima"),
    ],
)
def test_a_town_lies_in_the_region_whatever_the_region_is_called_and_however_large_it_is(text, country, region):
    found = location(text, country=country)
    assert (found.precision, found.admin1) == ("place", region)


def test_a_region_of_the_country_is_meant_rather_than_a_neighbour_of_that_name():
    found = location("Bandits stole cattle in Niger.", country="Nigeria")
    assert (found.iso3, found.admin1) == ("NGA", "Niger")


@pytest.mark.parametrize(
    "text",
    [
        "In Fresnillo, Zacatecas, two men were shot in Colonia Del Valle.",
        "In Fresnillo, Zacatecas, two men were shot in the Buenavista neighborhood.",
    ],
)
def test_a_neighbourhood_lies_in_the_town_that_the_sentence_names(text):
    found = location(text, country="Mexico", words="shot")
    assert found.latitude == pytest.approx(23.18, abs=0.2)
    assert found.longitude == pytest.approx(-102.87, abs=0.2)


def test_a_large_city_abroad_is_not_drawn_to_the_town_of_the_sentence():
    text = "Students gathered in Nairobi. They demanded the release of a singer held in Kampala."
    reading = Reading(Document(id="a", text=text, country="Kenya"), load_lexicon())
    assert reading.locations.of_clause(1, 0, 12, 10).iso3 == "UGA"


def test_a_name_that_goes_on_is_not_the_place_that_it_begins_with():
    found = location("Workers gathered outside the Marriott Hotel in Hartford (Connecticut).", country="United States")
    assert found.admin1 == "Connecticut"


def test_a_surname_that_is_a_towns_is_the_town_where_something_happens_in_it():
    assert location("Workers marched in Toledo on Monday.", country="Spain").admin1 == "Castille-La Mancha"


def test_a_place_of_which_only_the_country_is_known_lies_at_its_capital_and_says_so():
    found = location("Traders protested in Zarbalan.", country="Kenya")
    assert (found.name, found.precision) == ("Zarbalan", "country")
    assert found.latitude == pytest.approx(-1.28, abs=0.1)


def test_a_rally_against_a_country_is_at_none_of_that_name():
    text = "Students held an anti-Russia rally at the museum in Lewes (Delaware)."
    assert location(text, country="United States").admin1 == "Delaware"


def test_a_long_name_of_one_place_on_earth_is_that_place_wherever_it_stands():
    assert location("The Loiyangalani land dispute goes on.", country="Kenya").name == "Loiyangalani"


def test_a_region_lies_at_its_capital():
    found = location("Herders clashed in Marsabit County.", country="Kenya")
    assert (found.precision, found.latitude) == ("admin1", pytest.approx(2.33, abs=0.1))


def test_an_unknown_village_keeps_its_name_and_lies_in_the_region_named_beside_it():
    found = location("Gunmen killed two in Zarbalan village (Bossaso, Bari).", country="Somalia")
    assert (found.name, found.admin2, found.iso3) == ("Zarbalan", "Bossaso", "SOM")
    assert found.latitude == pytest.approx(11.28, abs=0.2)


def test_an_unknown_village_near_a_known_town_is_put_there():
    found = location("Gunmen killed two in Zarbalan village near Jowhar town.", country="Somalia")
    assert (found.name, found.precision, found.text) == ("Jowhar", "near", "Zarbalan")


def test_another_spelling_of_a_name_is_understood():
    found = location("Shells fell in Qaser Bin Ghashir.", country="Libya")
    assert (found.name, found.gazetteer_id) == ("Qaser Bin Ghashir", "geonames:2213618")


def test_a_sentence_without_a_place_takes_the_one_before():
    text = "Protesters gathered in Nakuru. Police fired tear gas."
    reading = Reading(Document(id="a", text=text, country="Kenya"), load_lexicon())
    assert reading.locations.of_incident([1], [(1, 1, 2)]).name == "Nakuru"


def test_the_next_paragraph_tells_where_only_if_nothing_before_does():
    reports = "A mob burned a van in Juliaca. Officers hid.\n\nTwelve were held.\n\nIn Cusco, workers marched."
    reading = Reading(Document(id="a", text=reports, country="Peru"), load_lexicon())
    assert reading.locations.of_clause(2, 0, 3, 2).name == "Juliaca"


def test_a_statement_is_not_put_where_the_sentence_before_was():
    reading = Reading(
        Document(id="a", text="A mob burned a van in Juliaca. The EU condemned it.", country="Peru"), load_lexicon()
    )
    assert reading.locations.of_clause(1, 0, 4, 2, continues=False).name == "Peru"


def test_without_any_place_the_country_is_left():
    found = location("Police fired tear gas.", country="Ghana")
    assert (found.iso3, found.precision) == ("GHA", "country")


def test_a_text_that_names_nothing_has_no_place():
    assert location("Police fired tear gas.") is None


def test_months_and_organisations_are_no_places():
    assert location("The Senate met in May to discuss it.") is None


def test_distances_are_on_the_globe():
    assert distance_km((0, 179.5), (0, -179.5)) == pytest.approx(111, abs=1)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Traders marched peacefully. Nobody was hurt. Location: Lodwar town.", "Lodwar"),
        ("Traders marched past the banks of the Kenyan capital Nairobi.", "Nairobi"),
        ("Farmers marched in the governor's stronghold Kisii.", "Kisii"),
        ("Raiders from Ethiopia in Sololo shot a herder.", "Sololo"),
        ("Protests broke out across Kenya. (Nakuru town alone)", "Nakuru"),
    ],
)
def test_a_note_of_a_country_happened_where_any_sentence_says(text, name):
    assert name in location(text, country="Kenya").name


def test_an_unknown_village_of_a_note_lies_at_the_place_that_is_named_beside():
    found = location("Youths marched past the Kisii governor at Ekonjero.", country="Kenya")
    assert (found.name, found.precision) == ("Ekonjero", "near")
    assert distance_km((found.latitude, found.longitude), (-0.68, 34.77)) < 20


def test_an_institute_lies_where_its_name_begins():
    found = location("Two groups fought at Meru Teachers Training Institute.", country="Kenya")
    assert distance_km((found.latitude, found.longitude), (0.05, 37.65)) < 20


def test_text_on_several_countries_puts_what_names_no_place_into_none_of_them():
    text = "Workers marched. Rain fell. France spoke. Poland wrote. Chad came. Peru went. Kenya slept."
    reading = Reading(Document(id="a", text=text), load_lexicon())
    assert reading.locations.of_incident([0], [(0, 1, 2)]) is None
