from datetime import date

import pytest

from exporter.coding import get_coder
from exporter.coding.countries import countries
from exporter.coding.naming import read_rows
from exporter.coding.officials import BODIES, people
from exporter.documents import Document
from exporter.schemas import code_list


def parties(text, day):
    """Return name and CAMEO code of the parties of the first event that is coded from a text of a day."""
    event = get_coder().code(Document(id="d", text=text, published=day))[0]
    return [(one.name, one.code("cameo")) for one in event.participants]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        pytest.param("2006-03-01", "USALEG", id="an earlier office"),
        pytest.param("2012-03-01", "USAGOV", id="in office"),
        pytest.param("2017-01-19", "USAGOV", id="on the last day"),
        pytest.param("2017-01-20", "USAELI", id="a former president"),
        pytest.param(None, "USAGOV", id="without a date: as the text speaks of people"),
    ],
)
def test_an_official_is_who_he_was_on_the_day_of_the_report(day, code):
    assert parties("Barack Obama condemned Iran on Monday.", day)[0] == ("Barack Obama", code)


def test_an_undated_text_may_itself_say_that_somebody_left_office():
    assert parties("Former President Barack Obama condemned Iran.", None)[0] == ("Barack Obama", "USAELI")


def test_a_role_without_dates_is_what_somebody_is_outside_of_any_office():
    text = "Raila Odinga condemned Uganda on Monday."
    assert [parties(text, day)[0][1] for day in ("2010-05-03", "2018-05-03")] == ["KENGOV", "KENOPP"]


def test_of_one_surname_the_holder_of_an_office_is_meant():
    text = "The Congolese minister spoke. Kabila condemned Rwanda."
    named = [parties(text, day)[0][0] for day in ("1999-05-03", "2005-05-03")]
    assert named == ["Laurent-Désiré Kabila", "Joseph Kabila"]


@pytest.mark.parametrize("name", ["Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Erdogan"])
def test_names_are_found_with_and_without_diacritics(name):
    assert parties(f"{name} condemned Greece on Monday.", "2020-05-03")[0] == ("Recep Tayyip Erdoğan", "TURGOV")


def test_other_spellings_are_of_one_person():
    named = {parties(f"{name} condemned Poland.", "2020-05-03")[0][0] for name in ("Sergei Lavrov", "Sergey Lavrov")}
    assert len(named) == 1


def test_who_changed_from_a_state_to_a_body_of_states_acts_for_that():
    text = "Jens Stoltenberg condemned Russia on Monday."
    found = [parties(text, day)[0][1] for day in ("2012-05-03", "2020-05-03", "2025-05-03")]
    assert found == ["NORGOV", "IGOWSTNAT", "NORGOV"]


def test_no_day_lies_between_two_terms_of_a_person():
    for person in people().values():
        terms = sorted(term for term in ((one.since, one.until) for one in person.terms()))
        assert terms[0][0] == "", person.name
        assert any(until == "" for _, until in terms), person.name


def test_offices_are_of_known_countries_and_roles_and_end_after_they_begin():
    roles = {row["code"] for row in code_list("cameo_actor_roles")}
    assert {row["role"] for row in read_rows("roles")} <= {*roles, "REL"}  # CAMEO codes religion by faith
    for row in read_rows("officials"):
        assert row["country"] in {*countries(), *BODIES}, row["names"]
        assert row["role"] in {one["role"] for one in read_rows("roles")}, row["names"]
        days = [date.fromisoformat(row[column]) for column in ("since", "until") if row[column]]
        assert days == sorted(days), row["names"]
