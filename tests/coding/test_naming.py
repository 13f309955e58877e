import pytest

from exporter.coding.countries import countries
from exporter.coding.naming import actor_type, generic_name, government_years, heads, identity_name, militia_name


@pytest.mark.parametrize(
    ("iso3", "day", "years"),
    [
        ("KAZ", "2022-01-06", "(2019-)"),
        ("KAZ", "2011-12-16", "(1991-2019)"),
        ("KEN", "2010-05-01", "(2002-2013)"),
        ("SYR", "2024-12-20", "(2024-)"),
        ("SYR", "2020-12-20", "(2000-)"),
        ("USA", "2018-03-01", "(2017-)"),
        ("ATA", "2022-01-01", ""),
    ],
)
def test_the_government_in_power_on_the_day_gives_the_years(iso3, day, years):
    assert government_years(iso3, day) == years


def test_one_head_in_two_terms_without_a_break_is_one_government():
    assert government_years("BGR", "2018-01-01") == "(2014-)"


def test_governments_follow_each_other_in_time():
    for iso3, (days, _) in heads().items():
        assert iso3 in countries()
        assert list(days) == sorted(set(days)), iso3


@pytest.mark.parametrize(
    ("kind", "iso3", "name"),
    [
        ("protesters", "KAZ", "Protesters (Kazakhstan)"),
        ("rioters", "CIV", "Rioters (Ivory Coast)"),
        ("civilians", "COD", "Civilians (Democratic Republic of Congo)"),
        ("military", "KAZ", "Military Forces of Kazakhstan (2019-)"),
        ("police", "KAZ", "Police Forces of Kazakhstan (2019-)"),
        ("uag", "MEX", "Unidentified Armed Group (Mexico)"),
        ("uag", None, "Unidentified Armed Group"),
        ("nobody", "KAZ", None),
    ],
)
def test_generic_names_are_those_of_acled(kind, iso3, name):
    assert generic_name(kind, iso3, "2022-01-06") == name


def test_identities_and_militias_carry_their_country():
    assert identity_name("Students", "KAZ") == "Students (Kazakhstan)"
    assert militia_name("Pokot", "KEN") == "Pokot Ethnic Militia (Kenya)"


def test_state_forces_abroad_are_external_forces():
    assert actor_type("State forces", "RUS", "UKR") == "External/Other forces"
    assert actor_type("State forces", "UKR", "UKR") == "State forces"
    assert actor_type("Rebel group", "SOM", "KEN") == "Rebel group"
