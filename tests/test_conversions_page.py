"""docs/layouts.md says what conversions lose and what real files give."""

import importlib.util
from pathlib import Path

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


def test_a_conversion_within_acled_loses_no_type_of_actor():
    written, report = TOOL.loss_of("acled", "acled-numeric")
    assert written == 2
    assert "inter1" not in [column.column for column in report.columns]
