import datetime as dt
import sys

import openpyxl
import pyarrow as pa
import pytest

from exporter.errors import MissingDependencyError
from exporter.tables import read_table
from exporter.writers import open_writer, xlsx_format
from exporter.writers.flat_text import NestedColumnError
from exporter.writers.xlsx_format import WorkbookLimitError


def written(path, batch, **options):
    with open_writer(path, batch.schema, **options) as writer:
        writer.write(batch)
    return path


def cells(path):
    return list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))


def test_types_are_those_of_the_columns(tmp_path):
    day = dt.date(2022, 1, 5)
    batch = pa.record_batch({"code": ["010"], "n": [3], "x": [1.5], "day": [day], "none": pa.nulls(1, pa.string())})
    path = written(tmp_path / "a.xlsx", batch)
    assert cells(path) == [
        ("code", "n", "x", "day", "none"),
        ("010", 3, 1.5, dt.datetime.fromisoformat("2022-01-05"), None),
    ]


def test_what_is_written_reads_back_the_same(tmp_path):
    batch = pa.record_batch({"code": ["010", None], "n": ["1", "2"], "note": ["two\nlines", "=1+1"]})
    with read_table(written(tmp_path / "a.xlsx", batch)) as reader:
        assert reader.read().to_pylist() == batch.to_pylist()


@pytest.mark.parametrize("text", ["=1+1", "#N/A"])
def test_text_is_neither_a_formula_nor_an_error(tmp_path, text):
    path = written(tmp_path / "a.xlsx", pa.record_batch({"a": [text]}))
    assert [cell.data_type for (cell,) in openpyxl.load_workbook(path).active.iter_rows(min_row=2)] == ["s"]


def test_numbers_that_are_none_are_text(tmp_path):
    assert cells(written(tmp_path / "a.xlsx", pa.record_batch({"x": [float("nan")]})))[1:] == [("nan",)]


def test_numbers_that_a_spreadsheet_would_round_are_text(tmp_path):
    path = written(tmp_path / "a.xlsx", pa.record_batch({"n": [123456789012345678, 999]}))
    assert cells(path)[1:] == [("123456789012345678",), (999,)]


def test_names_can_be_left_out(tmp_path):
    assert cells(written(tmp_path / "a.xlsx", pa.record_batch({"a": [1]}), header=False)) == [(1,)]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    batch = pa.record_batch({"a": ["x", "y"]})
    first, second = (written(tmp_path / name, batch).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


@pytest.mark.parametrize(
    ("value", "says"), [("x" * 40_000, "row 2, column 'a': the cell has 40,000"), ("\x01", "a control character")]
)
def test_what_a_workbook_cannot_hold_is_refused(tmp_path, value, says):
    with pytest.raises(WorkbookLimitError, match=says):
        written(tmp_path / "a.xlsx", pa.record_batch({"a": [value]}))
    assert not list(tmp_path.iterdir())


def test_more_rows_than_a_sheet_has_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_format, "MAX_ROWS", 2)
    with pytest.raises(WorkbookLimitError, match="more than 2 rows"):
        written(tmp_path / "a.xlsx", pa.record_batch({"a": [1, 2]}))


def test_a_nested_column_is_refused_by_name(tmp_path):
    with pytest.raises(NestedColumnError, match="'tags' is nested and XLSX is flat"):
        written(tmp_path / "a.xlsx", pa.record_batch({"tags": [["x"]]}))


def test_the_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingDependencyError, match=r"event-exporter\[excel\]"):
        written(tmp_path / "a.xlsx", pa.record_batch({"a": [1]}))
