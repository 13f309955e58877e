import csv
import io
import json

import pytest
from click.testing import CliRunner

from exporter.cli import cli
from exporter.schemas import load_schema

NAMES = list(load_schema("acled")["properties"])


def output(*arguments):
    result = CliRunner().invoke(cli, ["codebook", *arguments])
    assert result.exit_code == 0
    return result.output


def test_markdown_has_a_line_for_each_column():
    assert all(f"| `{name}` |" in output("acled") for name in NAMES)


def test_csv_is_a_table():
    assert [row["column"] for row in csv.DictReader(io.StringIO(output("acled", "--format", "csv")))] == NAMES


def test_json_is_a_list_of_objects():
    assert [row["column"] for row in json.loads(output("acled", "--format", "json"))] == NAMES


@pytest.mark.parametrize("layout", ["event", "acled", "cameo"])
def test_without_a_layout_all_are_described(layout):
    assert f"\n## {layout}: " in output()
