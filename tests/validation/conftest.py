"""Hold the validator against jsonschema: what several test modules need."""

import numpy as np
import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

from exporter.validation import Validator
from exporter.validation.cells import Column
from exporter.validation.json_form import values_of

UNFIT = (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, UnicodeEncodeError)


def holds(values):
    """Whether an Arrow array can hold JSON values as they are, type and sign included."""
    try:
        return repr(values_of(pa.array(values))) == repr(values)
    except UNFIT:
        return False


def column_of(values):
    """Return JSON values as a column: an Arrow array with the values that it cannot hold beside it."""
    if holds(values):
        return Column(pa.array(values))
    kinds = [type(value) for value in values if value is not None]
    common = max(kinds, key=kinds.count, default=None)
    kept = [value if type(value) is common and holds([value]) else None for value in values]
    if not holds(kept):
        kept = [None] * len(values)
    odd = [row for row, value in enumerate(values) if repr(value) != repr(kept[row])]
    return Column(pa.array(kept), np.array(odd, dtype=np.int64), tuple(values[row] for row in odd))


class Equality:
    """Asserts that the validator and jsonschema say the same about rows that have the same keys."""

    checker = Draft202012Validator.FORMAT_CHECKER

    def expected(self, schema, rows, registry=None):
        reference = Draft202012Validator(schema, format_checker=self.checker, registry=registry or Registry())
        return [
            (number, tuple(error.path), error.validator, error.message)
            for number, row in enumerate(rows)
            for error in reference.iter_errors(row)
        ]

    def found(self, schema, rows, registry=None):
        names = tuple(rows[0])
        columns = [column_of([row[name] for row in rows]) for name in names]
        result = Validator(schema, registry=registry).validate_columns(names, columns, len(rows))
        faults = list(result.faults())
        broken = {row for row, *_ in faults}
        assert {row for row, valid in enumerate(result.valid_mask.to_pylist()) if not valid} == broken
        return faults

    def __call__(self, schema, rows, registry=None):
        expected = self.expected(schema, rows, registry)
        found = self.found(schema, rows, registry)
        assert set(found) == set(expected)
        assert len(found) == len(expected)


@pytest.fixture(scope="session")
def assert_equal():
    """Return the assertion that both say the same."""
    return Equality()
