import gzip
import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from schema_examples import example

from exporter.errors import UnknownNameError
from exporter.tables import InputError, TableError
from exporter.validation import invalid_rows, render, valid_rows, validate, validate_file
from exporter.validation.reference import InvalidSchemaError

SCHEMA = {
    "title": "Things",
    "required": ["id", "n"],
    "properties": {
        "id": {"type": "string", "minLength": 1},
        "n": {"type": "integer", "minimum": 0},
        "kind": {"enum": ["Peaceful protest", "Armed clash", None]},
    },
}
CSV = "id,n,kind\na,1,Peaceful protest\nb,12x,Peacefull protest\n,3,\nd,-1,Armed clash\n"


def places(report):
    return [(finding.row, finding.column, finding.code) for finding in report.findings]


def test_a_csv_file_is_read_as_text(tmp_path):
    path = tmp_path / "things.csv"
    path.write_text(CSV, encoding="utf-8")
    report = validate_file(path, schema=SCHEMA)
    assert (report.rows, report.invalid_rows, report.valid) == (4, 3, False)
    assert places(report) == [(3, "n", "type"), (3, "kind", "enum"), (4, "id", "type"), (5, "n", "minimum")]
    assert report.counts == {"type": 2, "enum": 1, "minimum": 1}
    enum = report.findings[1]
    assert (enum.file, enum.value, enum.nearest) == (str(path), "Peacefull protest", "Peaceful protest")
    assert enum.expected == "one of 'Peaceful protest', 'Armed clash', None"


def test_rows_are_counted_over_newlines_in_cells(tmp_path):
    path = tmp_path / "things.csv"
    path.write_text('id,n\n"a\nb",1\nc,-1\n', encoding="utf-8")
    assert places(validate_file(path, schema=SCHEMA)) == [(3, "n", "minimum")]


def test_a_parquet_file_is_typed(tmp_path):
    path = tmp_path / "things.parquet"
    pq.write_table(pa.table({"id": ["1"], "n": ["1"]}), path)
    assert [finding.message for finding in validate_file(path, schema=SCHEMA).findings] == [
        "'1' is not of type 'integer'"
    ]


def test_json_lines_keep_absent_keys_apart_from_nulls(tmp_path):
    path = tmp_path / "things.jsonl.gz"
    lines = [{"id": "a", "n": 1}] * 20 + [{"id": "b"}, {"id": "c", "n": None}, {"n": 1.0, "id": "d"}, [1]]
    text = "\n".join(map(json.dumps, lines)) + '\n{"id": NaN}\n\n{"id": "e", "n": 2}\n'
    path.write_bytes(gzip.compress(text.encode()))
    report = validate_file(path, schema=SCHEMA)
    assert [(finding.row, finding.message.split(":")[0]) for finding in report.findings] == [
        (21, "'n' is a required property"),
        (22, "None is not of type 'integer'"),
        (25, "the line is not JSON"),
    ]
    assert report.rows == 25


def test_a_data_frame():
    report = validate(pd.DataFrame({"id": ["a", None], "n": [1, 2]}), schema=SCHEMA)
    assert places(report) == [(3, "id", "type")]


def test_columns_of_a_table_that_are_only_counted_are_those_of_the_layout():
    row = example("gdelt2")
    frame = pd.DataFrame([list(row.values()), list(row.values())])
    assert places(validate(frame)) == [(3, "GLOBALEVENTID", "repeated-id")]


def test_columns_of_a_table_in_another_spelling_are_named():
    frame = pd.DataFrame([{name.lower(): value for name, value in example("gdelt-mentions").items()}])
    report = validate(frame)
    assert (report.schema, report.valid) == ("gdelt-mentions", True)
    assert set(report.counts) == {"column-spelling"}


def test_a_table_that_is_all_text_holds_cells_as_a_file_does():
    row = example("icews", City="NA")
    report = validate(pd.DataFrame([row]))
    assert (report.valid, report.counts) == (True, {"null-word": 1})
    assert not validate(pd.DataFrame([row | {"Event ID": "seven"}])).valid


def test_counts_in_a_data_frame_whose_text_is_of_several_kinds():
    row = {name: value or None for name, value in example("acled-aggregate").items()}
    table = pa.table({name: pa.array([value, value]) for name, value in row.items()})
    table = table.set_column(0, "WEEK", table.column("WEEK").cast(pa.date32()))
    table = table.set_column(2, "COUNTRY", table.column("COUNTRY").cast(pa.large_string()))
    repeated = [name for name in validate(table).counts if name.startswith("repeated")]
    assert repeated == ["repeated-row"]


def test_the_answer_of_an_api_that_has_everything_as_text_holds_cells(tmp_path):
    row = example("acled", civilian_targeting="")
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"status": 200, "success": True, "count": 2, "data": [row, row | {"year": "x"}]}))
    assert places(validate_file(path)) == [(2, "year", "type"), (2, "event_id_cnty", "repeated-id")]


@pytest.mark.parametrize("text", ['[{"n": 1,}]', '{"status": 200, "data": [{"n": NaN}]}'])
def test_an_array_that_is_not_json_is_refused(tmp_path, text):
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(TableError, match="is not JSON"):
        validate_file(path)


def test_an_open_file():
    assert validate(io.BytesIO(CSV.encode()), schema=SCHEMA).invalid_rows == 3


def test_alike_findings_are_folded_and_counted():
    table = pa.table({"id": ["x"] * 10, "n": [-1] * 5 + list(range(-10, -5))})
    report = validate(table, schema=SCHEMA, max_findings=3)
    assert [(finding.row, finding.count) for finding in report.findings] == [(2, 5), (7, 1), (8, 1)]
    assert (report.counts, report.omitted) == ({"minimum": 10}, 3)


def test_errors_that_are_not_shown_count():
    report = validate(io.BytesIO(b'{"id": "a", "n": 1}\n{]\n'), schema=SCHEMA, max_findings=0)
    assert (report.valid, report.invalid_rows, report.findings, report.counts) == (False, 0, [], {"not-json": 1})


def test_findings_as_a_data_frame():
    frame = validate(pa.table({"id": ["x"], "n": [-1]}), schema=SCHEMA).to_pandas()
    assert frame[["row", "column", "code", "value"]].to_numpy().tolist() == [[2, "n", "minimum", -1]]
    assert list(validate(pa.table({"id": ["x"], "n": [1]}), schema=SCHEMA).to_pandas()["row"]) == []


def test_good_and_bad_rows_part():
    table = pa.table({"id": ["a", "", "c"], "n": [1, -2, 3], "kind": [None, "x", None]})
    parts = []
    validate(table, schema=SCHEMA, on_batch=lambda *batch: parts.append(batch))
    ((batch, result),) = parts
    assert valid_rows(batch, result)["id"].to_pylist() == ["a", "c"]
    bad = invalid_rows(batch, result).to_pylist()
    assert [row["invalid_row"] for row in bad] == [3]
    assert sorted(bad[0]["invalid_reasons"].split("; ")) == [
        "id: '' should be non-empty",
        "kind: 'x' is not one of ['Peaceful protest', 'Armed clash', None]",
        "n: -2 is less than the minimum of 0",
    ]


def test_the_layout_is_told_by_the_columns(shared):
    path = shared("samples/acled/acled_current_text_inter_somalia_part.csv")
    report = validate_file(path)
    assert (report.schema, report.invalid_rows) == ("acled", 0)


def test_a_file_without_names_is_told_by_its_width(shared):
    report = validate_file(shared("samples/gdelt/gdelt2_20191024143000.export.CSV"))
    assert (report.schema, report.rows) == ("gdelt2", 2_111)


def test_columns_of_no_layout():
    with pytest.raises(UnknownNameError, match="no layout with the columns"):
        validate(pa.table({"x": [1]}))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="nothing"):
        validate(tmp_path / "nothing.csv", schema=SCHEMA)


def test_a_schema_that_is_none():
    with pytest.raises(InvalidSchemaError, match="'number-ish' is not valid"):
        validate(pa.table({"x": [1]}), schema={"type": "number-ish"})


def test_the_reports_as_json():
    report = validate(pa.table({"id": ["x"], "n": [-1]}), schema=SCHEMA)
    content = json.loads(render([report], "json"))
    assert content["valid"] is False
    assert content["reports"][0]["findings"][0]["message"] == "-1 is less than the minimum of 0"


def test_the_reports_as_text():
    report = validate(pa.table({"id": ["x"] * 2, "n": [-1] * 2, "kind": ["Armed clas", None]}), schema=SCHEMA)
    text = render([report], "text")
    assert "table as Things: 2 rows, 2 invalid rows" in text
    assert "row 2, n: minimum: -1 is less than the minimum of 0 (expected at least 0) [2 times]" in text
    assert "did you mean 'Armed clash'?" in text
    assert "\x1b" not in text
    assert "\x1b[" in render([report], "text", color=True)


def test_an_unknown_form_of_report():
    with pytest.raises(UnknownNameError, match="report form"):
        render([], "xml")


def test_json_records_of_a_layout_are_told_by_their_keys(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"id": "1", "date": "2022-01-05", "actor": [], "event": ["PROTEST"]}\n', encoding="utf-8")
    assert (validate_file(path).schema, validate_file(path).valid) == ("plover-json", True)


def test_the_rows_of_an_answer_of_an_api_are_validated(tmp_path):
    record = {"id": "1", "date": "2022-01-05", "actor": [], "event": ["PROTEST"]}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"success": True, "count": 2, "data": [record, record | {"date": 5}]}), encoding="utf-8")
    report = validate_file(path)
    assert (report.schema, report.rows, report.invalid_rows) == ("plover-json", 2, 1)
    assert [finding.row for finding in report.findings if finding.code == "type"] == [2]


@pytest.fixture
def told():
    """Return what the text form says of a row of a schema."""
    return lambda schema, row: render([validate(pd.DataFrame([row]), schema=schema)], "text")


def test_a_wrong_constant_is_shown_with_what_was_found(told):
    assert "'Rioters only' was expected, not 'Sole actor'" in told(
        {"properties": {"interaction": {"const": "Rioters only"}}}, {"interaction": "Sole actor"}
    )


def test_a_row_that_no_alternative_takes_is_not_shown_whole(told):
    schema = {"anyOf": [{"properties": {name: {"const": "Rioters"}}} for name in ("inter1", "inter2")]}
    text = told(schema, {"inter1": "Civilians", "inter2": "Protesters"})
    assert "the row is not valid under any of the given schemas" in text
    assert "(expected inter1 'Rioters' or inter2 'Rioters')" in text


def test_what_alternatives_want_is_left_out_where_it_is_no_constants(told):
    assert "expected" not in told({"anyOf": [{"required": ["a"]}, {"properties": {"b": {"const": 1}}}]}, {"b": 2})
