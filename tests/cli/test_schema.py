import json

from click.testing import CliRunner

from exporter.cli import cli
from exporter.schemas import load_schema, schema_names


def test_a_schema_is_printed_as_json():
    result = CliRunner().invoke(cli, ["schema", "event"])
    assert json.loads(result.output) == load_schema("event")


def test_without_a_name_the_names_are_listed():
    assert CliRunner().invoke(cli, ["schema"]).output.split() == schema_names()
