import pytest

from exporter.coding.gazetteer import load_gazetteer, place_key


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.mark.parametrize(
    ("written", "name", "iso3"),
    [
        ("Almaty", "Almaty", "KAZ"),
        ("Alma-Ata", "Almaty", "KAZ"),
        ("Nur-Sultan", "Astana", "KAZ"),
        ("Kiev", "Kyiv", "UKR"),
        ("Kyiv", "Kyiv", "UKR"),
        ("Bombay", "Mumbai", "IND"),
        ("Rangoon", "Yangon", "MMR"),
        ("İstanbul", "Istanbul", "TUR"),
    ],
)
def test_a_place_is_found_by_its_usual_names(gazetteer, written, name, iso3):
    place = gazetteer.find(written)
    assert (place.name, place.iso3) == (name, iso3)


def test_the_expected_country_decides_between_places_of_one_name(gazetteer):
    assert gazetteer.find("London").iso3 == "GBR"
    assert gazetteer.find("London", countries=["CAN"]).iso3 == "CAN"


def test_a_named_region_decides_between_places_of_one_name(gazetteer):
    assert gazetteer.find("Springfield", countries=["USA"], within=["Illinois"]).admin1 == "Illinois"


def test_regions_are_places_of_their_own(gazetteer):
    region = gazetteer.find("Lower Shabelle")
    assert (region.kind, region.iso3) == ("admin1", "SOM")
    assert region.latitude == pytest.approx(2, abs=1)


def test_the_longest_name_wins(gazetteer):
    keys = [place_key(word) for word in ["New", "York", "City", "officials"]]
    assert gazetteer.match(keys, 0).end == 3


def test_a_mark_ends_a_name(gazetteer):
    assert gazetteer.match(["new", "", "york"], 0) is None or gazetteer.match(["new", "", "york"], 0).end == 1


def test_an_unknown_name_is_no_place(gazetteer):
    assert gazetteer.find("Qwertzuiop") is None


def test_every_place_has_a_country_and_coordinates_on_earth(gazetteer):
    for row in range(0, len(gazetteer), 997):
        place = gazetteer.place(row)
        assert len(place.iso3) == 3
        assert -90 <= place.latitude <= 90
        assert -180 <= place.longitude <= 180


def test_the_gazetteer_knows_the_places_of_the_world(gazetteer):
    assert len(gazetteer) > 200_000
