import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.layouts.dates import AMBIGUOUS, DAY_FIRST, MONTH_FIRST, numeric_order, read_date, read_dates

NEW_YEARS_EVE = dt.date(2019, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2019-12-31",
        "2019-12-31 00:00:00.000",
        "2019-12-31T00:00:00Z",
        "20191231",
        "31 December 2019",
        "31-December-2019",
        "31-Dec-19",
        " 31 dec 2019 ",
    ],
)
def test_forms_that_name_the_month_or_begin_with_the_year_are_read(text):
    assert read_date(text)[0] == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("text", "order"), [("31-12-19", DAY_FIRST), ("31/12/2019", DAY_FIRST), ("12/31/2019", MONTH_FIRST)]
)
def test_forms_in_numbers_are_read_by_the_order_of_the_column(text, order):
    assert numeric_order([text]) == order
    assert read_date(text, order)[0] == NEW_YEARS_EVE


@pytest.mark.parametrize("text", ["31-12-19", "05-01-19"])
def test_forms_in_numbers_are_not_guessed_at(text):
    assert read_date(text)[0] is None


def test_an_order_that_no_date_tells_is_ambiguous():
    assert numeric_order(["05-01-19", "06/02/2019"]) == AMBIGUOUS


def test_an_order_that_dates_contradict_is_none():
    assert numeric_order(["31-12-19", "12-31-19"]) is None


def test_an_order_settled_by_an_earlier_batch_is_used():
    days, order, form = read_dates(["05-01-19"], {"date-order": DAY_FIRST})
    assert (days["05-01-19"], order, form) == (dt.date(2019, 1, 5), DAY_FIRST, DAY_FIRST)


@pytest.mark.parametrize(
    "text",
    [
        "2019-02-30",
        "31 Foo 2019",
        "31-13-19",
        "2.02E+13",
        "yesterday",
        "",
        "2019-12-31 13:00:00",
        "1-Mayo-19",
        "٣١-١٢-١٩",
    ],
)
def test_what_is_no_date_is_not_read(text):
    assert read_date(text, DAY_FIRST)[0] is None


@pytest.mark.parametrize(
    ("text", "year"), [("1-May-97", 1997), ("1-May-70", 1970), ("1-May-69", 2069), ("1-May-24", 2024)]
)
def test_two_digits_of_a_year_lie_between_1970_and_2069(text, year):
    assert read_date(text)[0] == dt.date(year, 5, 1)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    forms = ["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%d-%b-%y", "%d-%m-%y", "%d/%m/%Y"]
    assert {read_date(day.strftime(form), DAY_FIRST)[0] for form in forms} == {day}
