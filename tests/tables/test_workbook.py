import io
import sys
from datetime import date, datetime

import pytest

from exporter.errors import MissingDependencyError, UnknownNameError
from exporter.tables import ReadOptions, TableError, read_table

openpyxl = pytest.importorskip("openpyxl")


def book(*sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return io.BytesIO(file.getvalue())


def columns(data, **options):
    data.seek(0)
    with read_table(data, ReadOptions(**options)) as reader:
        return reader.columns


def codes(reader):
    return [(finding.code, finding.row) for finding in reader.findings]


def test_cells_become_text():
    moment = datetime.fromisoformat("2022-01-05T10:00")
    cells = ["010", date(2022, 1, 5), 2, 43.25, moment]
    reader = read_table(book(("a", [["code", "day", "best", "lat", "note"], cells])))
    assert [tuple(row.values()) for row in reader.read().to_pylist()] == [
        ("010", "2022-01-05", "2", "43.25", "2022-01-05 10:00:00")
    ]
    assert reader.findings == []


def test_rows_have_the_numbers_that_the_sheet_shows():
    reader = read_table(book(("a", [[], ["id", "b"], [1, None], [None], [2, "x"]])))
    assert [chunk.rows.of(index) for chunk in reader.numbered() for index in range(chunk.batch.num_rows)] == [3, 5]


def test_a_row_wider_than_the_header_is_named():
    reader = read_table(book(("a", [["id", "b"], [1, 2, 3], [4, 5]])))
    assert reader.read().to_pylist() == [{"id": "4", "b": "5"}]
    assert codes(reader) == [("row-width", 2)]


def test_the_first_sheet_with_cells_is_read_and_others_are_named():
    data = book(("empty", []), ("events", [["id"], [1]]), ("more", [["x"], [2]]))
    with read_table(data) as reader:
        assert reader.columns == ["id"]
        assert codes(reader) == [("other-sheets", None)]
    assert columns(data, sheet="more") == ["x"]
    with pytest.raises(UnknownNameError, match="did you mean 'events'"):
        columns(data, sheet="event")


def test_a_formula_without_its_value_is_named():
    reader = read_table(book(("a", [["id", "b"], [1, "=1+1"]])))
    assert reader.read().to_pylist() == [{"id": "1", "b": None}]
    assert [(f.code, f.row, f.value) for f in reader.findings] == [("formula-without-value", 2, "=1+1")]


def test_names_that_are_missing_are_made_up():
    with read_table(book(("a", [["id", None, "b"], [1, 2, 3]]))) as reader:
        assert reader.columns == ["id", "unnamed_2", "b"]
        assert codes(reader) == [("unnamed-column", 1)]


def test_a_workbook_without_cells_is_refused():
    with pytest.raises(TableError, match="no sheet with cells"):
        read_table(book(("a", [])))


def test_a_damaged_workbook_is_refused():
    with pytest.raises(TableError, match="damaged workbook"):
        read_table(io.BytesIO(book(("a", [["id"]])).getvalue().replace(b"xl/workbook", b"xl/WORKBOOK")))


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingDependencyError, match=r"event-exporter\[excel\]"):
        read_table(book(("a", [["id"], [1]])))
