import datetime as dt
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.writers.json_text import NotJsonError, json_text, lines

TEXT = st.text(st.characters(codec="utf-8"))
ROW = st.fixed_dictionaries(
    {
        "t": st.none() | TEXT,
        "i": st.none() | st.integers(-(2**63), 2**63 - 1),
        "f": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "b": st.none() | st.booleans(),
        "l": st.none() | st.lists(TEXT, max_size=3),
        "s": st.none() | st.fixed_dictionaries({"x": st.none() | TEXT, "y": st.lists(st.integers(0, 9), max_size=2)}),
        "m": st.none() | st.dictionaries(TEXT, st.none() | TEXT, max_size=3),
        "ls": st.lists(st.fixed_dictionaries({"k": TEXT}), max_size=2),
    }
)
SCHEMA = pa.schema(
    {
        "t": pa.string(),
        "i": pa.int64(),
        "f": pa.float64(),
        "b": pa.bool_(),
        "l": pa.list_(pa.string()),
        "s": pa.struct({"x": pa.string(), "y": pa.list_(pa.int64())}),
        "m": pa.map_(pa.string(), pa.string()),
        "ls": pa.list_(pa.struct({"k": pa.string()})),
    }
)


@given(st.lists(ROW, max_size=6), st.integers(0, 3))
def test_each_line_reads_as_the_row_even_from_a_slice(rows, skipped):
    batch = pa.RecordBatch.from_pylist(rows, schema=SCHEMA).slice(min(skipped, len(rows)))
    # Newlines inside text are escaped, so LF ends a row and nothing else does.
    read = [json.loads(line) for line in lines(batch).to_pybytes().decode().split("\n")[:-1]]
    assert read == rows[skipped:]


def test_whole_floats_stay_floats_and_integers_integers():
    assert json_text(pa.array([1.0, 1e20, -0.0])).to_pylist() == ["1.0", "1e+20", "-0.0"]
    assert json_text(pa.array([1, None])).to_pylist() == ["1", "null"]


def test_dates_are_iso_text():
    assert json_text(pa.array([dt.date(2022, 1, 5)])).to_pylist() == ['"2022-01-05"']


def test_dictionary_columns_read_as_their_values():
    assert json_text(pa.array(["a", None, "a"]).dictionary_encode()).to_pylist() == ['"a"', "null", '"a"']


def test_text_outside_ascii_is_written_as_it_is():
    assert json_text(pa.array(["Алматы 😀"])).to_pylist() == ['"Алматы 😀"']


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_has_not_is_refused(number):
    with pytest.raises(NotJsonError, match="no NaN"):
        json_text(pa.array([number]))


def test_a_batch_without_rows_is_no_line():
    assert lines(pa.RecordBatch.from_pylist([], schema=SCHEMA)).to_pybytes() == b""
