import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.coding.number_words import read_digits, read_words, write_words
from exporter.coding.numbers import find_quantities
from exporter.coding.text import tokenise


def quantities(text):
    return [(q.low, q.best, q.high) for q in find_quantities(tokenise(text)) if q.kind == "count"]


def kinds(text):
    return [(q.best, q.kind) for q in find_quantities(tokenise(text))]


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_number_written_in_words_reads_back(number):
    assert read_words(write_words(number)) == number


@given(st.integers(min_value=0, max_value=10**12))
def test_a_number_with_separators_reads_back(number):
    assert read_digits(f"{number:,}") == number


@given(st.integers(min_value=1, max_value=10**9))
def test_a_number_in_words_is_found_in_a_sentence(number):
    assert [q.best for q in find_quantities(tokenise(f"Police counted {write_words(number)} marchers."))] == [number]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-three miners were hurt", (23, 23, 23)),
        ("two hundred and five miners", (205, 205, 205)),
        ("one hundred twenty-five miners", (125, 125, 125)),
        ("a hundred miners", (100, 100, 100)),
        ("a thousand and one miners", (1001, 1001, 1001)),
        ("half a million marchers", (500_000, 500_000, 500_000)),
        ("1.5 million marchers", (1_500_000, 1_500_000, 1_500_000)),
        ("two and a half million marchers", (2_500_000, 2_500_000, 2_500_000)),
        ("10k marchers", (10_000, 10_000, 10_000)),
        ("1,00,000 farmers", (100_000, 100_000, 100_000)),
        ("two dozen farmers", (24, 24, 24)),
        ("a dozen farmers", (12, 12, 12)),
        ("half a dozen farmers", (6, 6, 6)),
        ("dozens of farmers", (12, 12, None)),
        ("several farmers", (3, 3, None)),
        ("a few farmers", (3, 3, None)),
        ("several hundred farmers", (100, 100, None)),
        ("a few dozen farmers", (12, 12, None)),
        ("hundreds of farmers", (100, 100, None)),
        ("many farmers", (10, 10, None)),
        ("between 10 and 15 farmers", (10, 10, 15)),
        ("10-15 farmers", (10, 10, 15)),
        ("10 to 15 farmers", (10, 10, 15)),
        ("two or three farmers", (2, 2, 3)),
        ("at least 12 farmers", (12, 12, None)),
        ("more than 100 farmers", (100, 100, None)),
        ("as many as 20 farmers", (None, 20, 20)),
        ("up to 20 farmers", (None, 20, 20)),
        ("nearly 50 farmers", (None, 50, 50)),
        ("about 50 farmers", (50, 50, 50)),
        ("50 or more farmers", (50, 50, None)),
        ("both farmers", (2, 2, 2)),
    ],
)
def test_amounts_have_the_bounds_that_the_text_gives(text, expected):
    assert quantities(text)[0] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They paid $5 million for it", "money"),
        ("They paid 300 rupees for it", "money"),
        ("Support fell to 43 percent", "percent"),
        ("Support fell to 43%", "percent"),
        ("It lies 30 km north", "measure"),
        ("It lasted 3 days", "duration"),
        ("A man aged 34 was hurt", "age"),
        ("Ahmed Ali, 34, was hurt", "age"),
        ("A 15-year-old boy was hurt", "age"),
        ("The 3rd brigade moved", "ordinal"),
        ("The third brigade moved", "ordinal"),
        ("A twenty-first attack followed", "ordinal"),
        ("Resolution 1373 was adopted", "label"),
        ("The war began in 2014", "year"),
        ("It happened on 7 January", "date"),
        ("A 3-member team arrived", "measure"),
    ],
)
def test_what_is_no_head_count_is_told_apart(text, kind):
    assert kinds(text)[0][1] == kind


def test_a_year_before_a_noun_is_a_head_count():
    assert kinds("Police detained 2000 people") == [(2000, "count")]


def test_digits_too_long_for_any_count_are_no_number():
    assert find_quantities(tokenise("9" * 6000 + " people")) == []


@given(st.text(alphabet=st.sampled_from("19,.- a/%$oneandtwenty hundred"), max_size=300))
def test_any_text_is_read_without_fault(text):
    tokens = tokenise(text)
    found = find_quantities(tokens)
    assert all(0 <= q.first < q.last <= len(tokens) for q in found)
