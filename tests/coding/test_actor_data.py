import pytest

from exporter.coding.actor_index import actor_index
from exporter.coding.countries import countries
from exporter.coding.naming import GENERIC, read_rows
from exporter.schemas import code_list

TYPES = {row["actor_type"] for row in code_list("acled_actor_types")} | {""}


def test_agents_carry_known_types_and_generic_names():
    for row in read_rows("agents"):
        assert row["acled"] in TYPES, row["class"]
        assert row["generic"] in {*GENERIC, ""}, row["class"]


def test_organisations_carry_known_types_countries_and_spans():
    for row in read_rows("organisations"):
        assert row["acled"] in TYPES, row["name"]
        assert row["country"] in {*countries(), ""}, row["name"]
        assert not row["until"] or row["since"] <= row["until"], row["name"]


@pytest.mark.parametrize("name", ["metonyms", "peoples"])
def test_every_row_belongs_to_a_country(name):
    assert all(row["country"] in countries() for row in read_rows(name))


def test_every_country_is_found_by_its_name_and_adjectives():
    from exporter.coding.text import split  # noqa: PLC0415 - only this test needs it

    for country in countries().values():
        for word in (country.name, *country.adjectives):
            found = actor_index().find(split(word)[0])
            known = {known.country for mention in found for known in mention.payload}
            assert country.iso3 in known, word
