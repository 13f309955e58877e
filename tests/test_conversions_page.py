"""docs/layouts.md says what conversions lose and what real files give."""

import importlib.util
from functools import cache
from pathlib import Path

import pytest

from exporter.conversion.meaning import is_meaningful
from exporter.layouts import LAYOUTS, Context, get_layout
from exporter.schemas import load_schema
from exporter.validation import Validator

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")


def load_tool():
    spec = importlib.util.spec_from_file_location("conversions", ROOT / "tools" / "conversions.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool()


def test_the_conversion_matrix_is_current():
    assert TOOL.put(PAGE, "matrix", TOOL.matrix()) == PAGE, "run: python -m tools.conversions"


def test_the_table_of_samples_is_current(shared):
    folder = shared("samples")
    assert TOOL.put(PAGE, "samples", TOOL.samples(folder)) == PAGE, "run: python -m tools.conversions FOLDER"


@pytest.mark.parametrize("source", [name for name in LAYOUTS if name != "acled-aggregate"])
def test_a_conversion_is_refused_exactly_where_no_row_of_the_examples_has_a_place(source):
    said = {target: is_meaningful(get_layout(source), get_layout(target)) for target in LAYOUTS}
    assert said == {target: TOOL.loss_of(source, target)[0] > 0 for target in LAYOUTS}


def test_a_conversion_within_acled_loses_no_type_of_actor():
    written, report = TOOL.loss_of("acled", "acled-numeric")
    assert written == 2
    assert "inter1" not in [column.column for column in report.columns]


@cache
def validator(target):
    return Validator(load_schema(get_layout(target).schema_name))


# Counts are no events, and the row of one party alone is no row of two.
@pytest.mark.parametrize("source", [name for name in LAYOUTS if name not in {"acled-aggregate", "acled-monadic"}])
def test_every_conversion_gives_rows_that_are_valid_or_none(source):
    layout, cells = get_layout(source), TOOL.example_rows(source)
    found = {}
    for target in LAYOUTS:
        events, _ = layout.to_events(cells, Context(keep=target in layout.family | {source}))
        rows, _ = get_layout(target).from_events(events)
        found[target] = [str(finding) for finding in validator(target).validate_batch(rows).findings]
    assert found == {target: [] for target in LAYOUTS}
