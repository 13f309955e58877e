import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.layouts.cells import differs, lookup, middle, read_column, write_column

KINDS = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.float64(), pa.date32(), pa.string()]


def read(values, kind, **options):
    return read_column(pa.array(values, pa.string()), kind, **options)


@pytest.mark.parametrize("kind", [*KINDS, pa.dictionary(pa.int32(), pa.string())])
def test_empty_cells_and_marks_of_no_value_are_null(kind):
    column = read(["", None, "NA"], kind, nulls=("NA",))
    assert column.values.to_pylist() == [None, None, None]
    assert column.values.type == kind
    assert column.unreadable is None


def test_a_mark_of_no_value_is_text_where_the_layout_has_no_such_mark():
    assert read(["NA"], pa.string()).values.to_pylist() == ["NA"]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("007", pa.int8(), 7),
        (" 5 ", pa.int8(), 5),
        ("5.0", pa.int8(), 5),
        ("-128", pa.int8(), -128),
        (" 1.5", pa.float64(), 1.5),
        ("1e3", pa.float64(), 1000.0),
        (".5", pa.float64(), 0.5),
    ],
)
def test_numbers_are_read_whatever_their_form(text, kind, value):
    assert read([text, None], kind).values.to_pylist() == [value, None]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("128", pa.int8()),
        ("5.5", pa.int8()),
        ("five", pa.int8()),
        ("1,000", pa.int32()),
        ("٥", pa.int32()),
        ("infinity", pa.float64()),
        ("inf", pa.float64()),
        ("1e999", pa.float64()),
        ("43,25", pa.float64()),
        ("2022-02-30", pa.date32()),
    ],
)
def test_what_cannot_be_read_is_null_and_marked(text, kind):
    column = read([text, None], kind)
    assert column.values.to_pylist() == [None, None]
    assert column.unreadable.to_pylist() == [True, False]


def test_one_bad_cell_does_not_spoil_the_column():
    assert read(["1", "x", "3"], pa.int16()).values.to_pylist() == [1, None, 3]


def test_the_form_of_dates_is_said():
    column = read(["5-Aug-24", "2024-08-06"], pa.date32())
    assert column.values.to_pylist() == [dt.date(2024, 8, 5), dt.date(2024, 8, 6)]
    assert column.form == "day-month-year"
    assert read(["2024-08-05"], pa.date32()).form is None


def test_dates_that_could_be_two_days_are_not_read():
    column = read(["05-01-19"], pa.date32())
    assert column.ambiguous
    assert column.unreadable.to_pylist() == [True]


def test_the_order_of_dates_is_remembered_for_the_next_batch():
    hints = {}
    read(["31-12-19"], pa.date32(), hints=hints)
    assert read(["05-01-19"], pa.date32(), hints=hints).values.to_pylist() == [dt.date(2019, 1, 5)]


@given(st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))))
def test_whole_numbers_come_back(values):
    column = pa.array(values, pa.int64())
    assert read_column(write_column(column), pa.int64()).values.equals(column)


@given(st.lists(st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))))
def test_numbers_come_back(values):
    column = pa.array(values, pa.float64())
    assert read_column(write_column(column), pa.float64()).values.to_pylist() == values


@given(st.lists(st.one_of(st.none(), st.text())))
def test_text_comes_back_but_for_the_empty_one(values):
    column = read(values, pa.dictionary(pa.int32(), pa.string()))
    assert write_column(column.values).to_pylist() == [value or None for value in values]


@given(st.lists(st.tuples(st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text()))))
def test_columns_differ_where_their_values_do(pairs):
    left, right = (pa.array([pair[side] for pair in pairs], pa.string()) for side in (0, 1))
    assert differs(left, right).to_pylist() == [one != other for one, other in pairs]


def test_lookup_asks_for_each_value_and_leaves_null_what_is_unknown():
    assert lookup(pa.array(["a", "b", None, "a"]), {"a": 1}, pa.int8()).to_pylist() == [1, None, None, 1]


def test_the_middle_of_a_span_is_the_earlier_of_two_days():
    days = [dt.date(1969, 12, 30), dt.date(1969, 12, 31)]
    assert middle(pa.array(days[:1]), pa.array(days[1:])).to_pylist() == days[:1]
