import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator

from exporter.validation import Validator
from exporter.validation.json_form import ColumnTypeError, RepeatedColumnError

SCHEMA = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string", "minLength": 1}, "n": {"type": ["integer", "null"], "minimum": 0}},
}


def test_faults_are_those_of_jsonschema():
    rows = [{"id": "a", "n": 1}, {"id": "", "n": -1}, {"id": None, "n": None}]
    batch = pa.RecordBatch.from_pylist(rows)
    expected = {
        (number, tuple(error.path), error.validator, error.message)
        for number, row in enumerate(rows)
        for error in Draft202012Validator(SCHEMA).iter_errors(row)
    }
    assert set(Validator(SCHEMA).validate_batch(batch).faults()) == expected


def test_rows_are_numbered_from_the_first_row_given():
    batch = pa.RecordBatch.from_pydict({"id": ["a", ""], "n": [1, 2]})
    (finding,) = Validator(SCHEMA).validate_batch(batch, rows=100).findings
    assert (finding.row, finding.column, finding.code) == (101, "id", "min-length")


def test_a_missing_column_is_an_absent_key():
    batch = pa.RecordBatch.from_pydict({"n": [1]})
    (finding,) = Validator(SCHEMA).validate_batch(batch).findings
    assert finding.message == "'id' is a required property"


def test_a_null_cell_is_json_null():
    batch = pa.RecordBatch.from_pydict({"id": pa.array([None], pa.string())})
    (finding,) = Validator(SCHEMA).validate_batch(batch).findings
    assert finding.message == "None is not of type 'string'"


def test_binary_columns_are_refused():
    with pytest.raises(ColumnTypeError, match="binary"):
        Validator(SCHEMA).validate_batch(pa.RecordBatch.from_pydict({"id": pa.array([b"a"])}))


def test_two_columns_of_one_name_are_refused():
    batch = pa.RecordBatch.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["id", "id"])
    with pytest.raises(RepeatedColumnError, match="'id'"):
        Validator(SCHEMA).validate_batch(batch)
