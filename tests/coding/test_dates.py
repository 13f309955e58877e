import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.coding.dates import DateReader
from exporter.coding.text import split

PUBLISHED = "2022-01-12"  # a Wednesday


def reader_of(text, published=PUBLISHED):
    return DateReader(published, text, split(text))


def spans(text, published=PUBLISHED):
    reader = reader_of(text, published)
    return [
        (mention.start.isoformat(), mention.end.isoformat(), mention.precision)
        for sentence in split(text)
        for mention in reader.mentions(sentence.index)
    ]


def event_dates(text, published=PUBLISHED):
    """The date of each sentence, as for an event whose clause is the whole sentence."""
    reader = reader_of(text, published)
    sizes = [len(sentence.tokens) for sentence in split(text)]
    return [reader.date_of(index, 0, size, size // 2) for index, size in enumerate(sizes)]


def day(iso):
    return (iso, iso, "day")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 7 January 2021 they met", day("2021-01-07")),
        ("On 7 January they met", day("2022-01-07")),
        ("On January 7th, 2021, they met", day("2021-01-07")),
        ("On January 7 they met", day("2022-01-07")),
        ("On Jan. 7, they met", day("2022-01-07")),
        ("On the 7th of January they met", day("2022-01-07")),
        ("On 25 December they met", day("2021-12-25")),
        ("On 07/01/2022 they met", day("2022-01-07")),
        ("On 01/07/2022 they met", day("2022-01-07")),
        ("On 01/23/2021 they met", day("2021-01-23")),
        ("On 05/01 they met", day("2022-01-05")),
        ("On 2022-01-07 they met", day("2022-01-07")),
        ("On Monday, 10 January, they met", day("2022-01-10")),
        ("On Wednesday they met", day("2022-01-12")),
        ("On Monday they met", day("2022-01-10")),
        ("On Thursday they met", day("2022-01-06")),
        ("They met last Wednesday", day("2022-01-05")),
        ("They will meet on Monday", day("2022-01-17")),
        ("They met yesterday", day("2022-01-11")),
        ("They met on Tuesday night", day("2022-01-11")),
        ("They met three days ago", day("2022-01-09")),
        ("They met overnight into Tuesday", ("2022-01-10", "2022-01-11", "day")),
        ("They met last week", ("2022-01-03", "2022-01-09", "week")),
        ("They met at the weekend", ("2022-01-08", "2022-01-09", "week")),
        ("They met earlier this month", ("2022-01-01", "2022-01-12", "month")),
        ("They met last month", ("2021-12-01", "2021-12-31", "month")),
        ("They met in March", ("2021-03-01", "2021-03-31", "month")),
        ("They met in March 2014", ("2014-03-01", "2014-03-31", "month")),
        ("They met in early June", ("2021-06-01", "2021-06-10", "month")),
        ("They met in mid-March", ("2021-03-11", "2021-03-20", "month")),
        ("They met at the end of May 2020", ("2020-05-21", "2020-05-31", "month")),
        ("They met in 2014", ("2014-01-01", "2014-12-31", "year")),
        ("They met in the 1990s", ("1990-01-01", "1999-12-31", "year")),
        ("They met two years ago", ("2020-01-01", "2020-12-31", "year")),
        ("They met from 3 to 5 January", ("2022-01-03", "2022-01-05", "week")),
        ("They met on January 3-5", ("2022-01-03", "2022-01-05", "week")),
        ("They met on 30 December to 2 January", ("2021-12-30", "2022-01-02", "week")),
        ("They have met since Monday", ("2022-01-10", "2022-01-12", "week")),
        ("Around 7 January 2022 they met", ("2022-01-04", "2022-01-10", "week")),
        ("As reported on 7 January 2022, they met", ("2022-01-04", "2022-01-10", "week")),
        ("Friends of 29 February 2020 met", day("2020-02-29")),
    ],
)
def test_a_date_is_resolved_against_publication(text, expected):
    assert spans(text)[0] == expected


@pytest.mark.parametrize(
    "text", ["They may meet again", "They march on", "The sun sat low", "Route 31 was closed", "30 February 2020"]
)
def test_what_only_looks_like_a_date_is_none(text):
    assert spans(text) == [] or text.startswith("30")


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Earlier that day police left.", "2022-01-05"),
        ("The following day police left.", "2022-01-06"),
        ("The previous night police left.", "2022-01-04"),
        ("Two days later police left.", "2022-01-07"),
        ("A week earlier police left.", "2021-12-29"),
        ("Police left.", "2022-01-05"),
    ],
)
def test_a_later_sentence_refers_to_the_date_before(second, expected):
    found = event_dates(f"On 5 January they met. {second}")[1]
    assert found.start <= expected <= found.end


def test_without_any_date_the_event_has_the_day_of_publication():
    assert [d.start for d in event_dates("They met.")] == [PUBLISHED]


def test_without_publication_a_relative_date_is_unknown():
    assert event_dates("They met on Monday.", None) == [None]


def test_a_new_paragraph_does_not_inherit_the_date():
    assert event_dates("On 5 January they met.\n\nPolice left.")[1].start == PUBLISHED


def test_a_date_that_describes_a_noun_dates_no_event():
    assert event_dates("On 5 January 2022 the veterans of the 2020 war marched in town.")[0].start == "2022-01-05"


def test_a_date_in_brackets_yields_to_the_one_that_opens_the_sentence():
    assert event_dates("On 5 January they protested a killing (on 3 January) in town.")[0].start == "2022-01-05"


def test_a_count_from_another_event_is_no_date():
    assert spans("They met two days after the election.") == []


def test_a_day_counted_from_none_before_does_not_date_the_main_event():
    text = "Miners marched through the whole of the town because guards had hurt one of them the previous day."
    assert reader_of(text).date_of(0, 0, 18, 1).start == PUBLISHED


def test_dates_long_before_publication_are_background():
    text = "He was kidnapped in 2014."
    assert [mention.background for mention in reader_of(text).mentions(0)] == [True]


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_every_form_of_a_full_date_is_the_same_day(date):
    month = date.strftime("%B")
    forms = [
        f"On {date.day} {month} {date.year} they met",
        f"On {month} {date.day}, {date.year}, they met",
        f"On {date.isoformat()} they met",
        f"On the {date.day} of {month} {date.year} they met",
    ]
    assert {spans(form)[0] for form in forms} == {day(date.isoformat())}


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 12, 31)))
def test_a_weekday_lies_in_the_week_up_to_publication(date):
    for name in ("Monday", "Thursday", "Sunday"):
        start = dt.date.fromisoformat(spans(f"They met on {name}", date.isoformat())[0][0])
        assert 0 <= (date - start).days < 7
        assert start.strftime("%A") == name


@given(
    st.text(alphabet=st.sampled_from("0123456789/-., "), max_size=200),
    st.sampled_from(["May ", "last ", "on Monday ", ""]),
)
def test_any_text_is_read_without_fault(digits, word):
    text = f"On {word}{digits}{word} they met"
    assert all(start <= end for start, end, _ in spans(text))


def test_a_hostile_sentence_takes_linear_work():
    text = "On " + "1 and 2 to 3 May - " * 4_000
    assert len(spans(text)) > 1000


def story(text, sentence):
    """The day of what a later sentence tells, as it goes on from those before."""
    return reader_of(text).date_of(sentence, 0, 5, 1, continues=True).start


def test_what_goes_on_from_news_happened_on_the_day_told_of_last():
    text = "Workers marched in the port on Sunday.\n\nOfficers made forty arrests."
    assert story(text, 1) == "2022-01-09"
    assert event_dates(text)[1].start == PUBLISHED


def test_the_day_on_which_somebody_tells_of_it_is_not_that_of_the_event():
    text = "Workers marched in the port on Sunday.\n\nForty were held, the mayor said on Tuesday."
    assert story(text, 1) == "2022-01-09"
    assert story("Forty were held, the mayor said on Tuesday.", 0) == "2022-01-11"


def test_a_story_does_not_go_on_from_days_long_before_the_news():
    text = "Workers marched in the port on 3 December.\n\nOfficers made forty arrests."
    assert story(text, 1) == PUBLISHED


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        pytest.param("NAIROBI, Kenya, Jan 11 (Wire) -", "2022-01-09", id="agency"),
        pytest.param("Quito, 11 January (Andean Press) –", "2022-01-09", id="dash"),
    ],
)
def test_a_dateline_dates_only_what_no_other_date_does(dateline, day):
    assert event_dates(f"{dateline} Workers marched in the port on Sunday.")[0].start == day
    assert event_dates(f"{dateline} Workers marched in the port.")[0].start == "2022-01-11"


def test_a_dash_behind_small_letters_closes_no_dateline():
    assert event_dates("On Jan 10 - a public holiday - workers marched in the port.")[0].start == "2022-01-10"


@pytest.mark.parametrize(
    "text",
    [
        "Families held a vigil for a clerk who was stabbed last month.",
        "Police detained the driver that had left the town in November 2021.",
    ],
)
def test_the_date_of_a_deed_that_says_who_somebody_is_dates_that_deed_alone(text):
    reader = reader_of(text)
    words = text.split()
    trigger, last = 1, len(words)
    assert reader.date_of(0, 0, last, trigger).start == PUBLISHED
    assert reader.date_of(0, 0, last, words.index("who" if "who" in words else "that") + 2).precision == "month"


def test_a_day_of_this_week_in_a_relative_clause_dates_the_whole_sentence():
    assert event_dates("Police shot a man who had entered the base on Monday.")[0].start == "2022-01-10"
