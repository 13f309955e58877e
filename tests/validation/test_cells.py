import pyarrow as pa
import pytest

from exporter.validation import Validator
from exporter.validation.cells import column_of, read_cell, read_column, wanted_kinds

SCHEMA = {
    "properties": {
        "n": {"type": ["integer", "null"]},
        "x": {"type": "number"},
        "b": {"type": "boolean"},
        "code": {"type": "string"},
    }
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0", 0),
        ("1.0", 1.0),
        ("1e2", 100.0),
        ("12345678901234567890", 12345678901234567890),
        ("01", "01"),
        ("+1", "+1"),
        (" 1", " 1"),
        ("1,000", "1,000"),
        ("12x", "12x"),
        ("NaN", "NaN"),
        ("1e999", "1e999"),
        ("0x10", "0x10"),
        ("", ""),
    ],
)
def test_a_cell_is_a_number_where_it_is_a_json_literal(text, value):
    found = read_cell(text, ["integer"])
    assert (found, type(found)) == (value, type(value))
    column = read_column(pa.array([text, None, "7"]), {"integer"})
    assert [(one, type(one)) for one in column.values()] == [(value, type(value)), (None, type(None)), (7, int)]


def test_a_column_of_numbers_holds_doubles():
    assert read_column(pa.array(["5", "2.50", "x", None]), {"number"}).values() == [5.0, 2.5, "x", None]


def test_booleans_are_true_and_false():
    assert read_column(pa.array(["true", "false", "TRUE", None]), {"boolean"}).values() == [True, False, "TRUE", None]


def test_text_is_never_converted():
    assert read_column(pa.array(["010", "true"]), {"string", "integer"}).values() == ["010", "true"]


def test_kinds_are_found_through_references_and_branches():
    schema = {"$defs": {"count": {"type": "integer"}}}
    assert wanted_kinds({"anyOf": [{"$ref": "#/$defs/count"}, {"const": None}]}, schema) == {"integer", "null"}
    assert wanted_kinds({"enum": ["a", 1, True, 1.5]}) == {"string", "integer", "boolean", "number"}
    assert wanted_kinds({"$ref": "#/$defs/nowhere"}, schema) == set()


def test_a_cell_of_the_wrong_type_is_named_as_it_stands():
    batch = pa.RecordBatch.from_pydict(
        {"n": ["1", "12x", None], "x": ["1.5", "2", ""], "b": ["true", "yes", "false"], "code": ["010", "", None]}
    )
    found = Validator(SCHEMA, text_cells=True).validate_batch(batch).findings
    assert [(finding.row, finding.column, finding.value, finding.message) for finding in found] == [
        (3, "n", "12x", "'12x' is not of type 'integer', 'null'"),
        (3, "b", "yes", "'yes' is not of type 'boolean'"),
        (4, "x", "", "'' is not of type 'number'"),
        (4, "code", None, "None is not of type 'string'"),
    ]


def test_conditions_see_cells_of_the_wrong_type():
    schema = {
        "properties": {"n": {"type": "integer"}, "k": {"type": "string"}},
        "if": {"properties": {"n": {"type": "string"}}},
        "then": {"properties": {"k": {"const": "odd"}}},
    }
    batch = pa.RecordBatch.from_pydict({"n": ["1", "x", "y"], "k": ["even", "odd", "even"]})
    found = Validator(schema, text_cells=True).validate_batch(batch)
    assert sorted(fault[:3] for fault in found.faults()) == [
        (1, ("n",), "type"),
        (2, ("k",), "const"),
        (2, ("n",), "type"),
    ]


@pytest.mark.parametrize(
    "values",
    [
        [1.5, True],
        [{"a": 1.5}, {"a": False}],
        [[1.5, None], [True]],
        [1, 2.5, None],
        [{"a": 1}, {"b": 1}],
        ["a", 1, None, {"a": [True]}],
        [2**53 + 1, 0.5],
        [2**70, 1],
        ["\ud800", "a"],
        [{}, {}],
    ],
)
def test_json_values_as_a_column_are_what_they_were(values):
    kept = column_of(values).values()
    assert kept == values
    assert [isinstance(value, bool) for value in kept] == [isinstance(value, bool) for value in values]
