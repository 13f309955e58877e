"""Conditions across columns: many combinations, batch after batch, say what jsonschema says of each row."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exporter.validation import Validator, groups

IF = {"properties": {"a": {"const": "x"}}}
THENS = [
    {"properties": {"b": {"enum": ["y", None]}}},
    {"required": ["z"]},
    {"anyOf": [{"properties": {"b": {"const": "y"}}}, {"properties": {"c": {"minimum": 0}}}]},
    {"properties": {"b": {"minLength": 2}, "c": {"minimum": 0}}},
    {"if": {"properties": {"b": {"const": "y"}}}, "then": {"properties": {"c": {"type": "integer"}}}},
    {"not": {"properties": {"c": {"const": 0}}}},
    {"maxProperties": 2},
]
schemas = st.builds(
    lambda then, other, extra: {"allOf": [{"if": IF, "then": then, "else": other}, extra]},
    st.sampled_from(THENS),
    st.sampled_from(THENS),
    st.sampled_from([{}, {"oneOf": [{"properties": {"a": {"const": "x"}}}, {"properties": {"b": {"const": "y"}}}]}]),
)
rows = st.fixed_dictionaries(
    {
        "a": st.sampled_from(["x", "y", "v", None]),
        "b": st.sampled_from(["y", "n", "", "yy", None]),
        "c": st.sampled_from([-1.0, 0.0, -0.0, 1.5, None]),
        "d": st.sampled_from(["one", "two", "three"]),
    }
)
batches = st.lists(st.lists(rows, min_size=1, max_size=30), min_size=1, max_size=4)
TYPES = pa.schema({"a": pa.string(), "b": pa.string(), "c": pa.float64(), "d": pa.string()})
CODED = pa.schema({**{name: pa.dictionary(pa.int8(), pa.string()) for name in "abd"}, "c": pa.float64()})
EVERY_ONE = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def check(schema, parts, types):
    validator, reference = Validator(schema), Draft202012Validator(schema)
    for part in parts:
        batch = pa.RecordBatch.from_pylist(part, schema=types)
        expected = [
            (number, tuple(error.path), error.validator, error.message)
            for number, row in enumerate(batch.to_pylist())
            for error in reference.iter_errors(row)
        ]
        assert sorted(map(repr, validator.validate_batch(batch).faults())) == sorted(map(repr, expected))


@EVERY_ONE
@given(schemas, batches, st.sampled_from([TYPES, CODED]))
def test_what_one_batch_taught_holds_for_the_next(schema, parts, types):
    check(schema, parts, types)


@EVERY_ONE
@given(schemas, batches)
def test_where_combinations_are_too_many_for_a_table_those_that_occur_are_sorted(schema, parts):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(groups, "_HELD", 3)
        patched.setattr(groups, "_WIDEST", 8)
        check(schema, parts, TYPES)


def test_a_fault_that_shows_the_whole_row_shows_its_own():
    schema = {"if": IF, "then": {"anyOf": [{"properties": {"b": {"const": "y"}}}, {"required": ["z"]}]}}
    parts = [[{"a": "x", "b": "n", "d": name} for name in names] for names in (["one", "two"], ["three"])]
    check(schema, parts, pa.schema({name: pa.string() for name in "abd"}))
