import json
from pathlib import Path

import pyarrow as pa
import pytest
from jsonschema import Draft202012Validator, FormatChecker

from exporter.schemas import arrow_schema, code_list, load_schema, schema_names

SCHEMA = Path(__file__).resolve().parents[2] / "schema"
LAYOUTS = sorted(path.name.removesuffix(".schema.json") for path in (SCHEMA / "layouts").glob("*.schema.json"))
CHECKS = sorted((SCHEMA / "layouts").glob("*.checks.json"))
REQUIRED = {"id", "date", "actor", "event"}  # what a record of PLOVER must have
OPTIONAL = {
    "gdelt1": ("SOURCEURL",),
    "ucdp-ged": (
        "relid",
        "code_status",
        "conflict_dset_id",
        "dyad_dset_id",
        "side_a_dset_id",
        "side_b_dset_id",
        "where_description",
        "iso3",
        "gwnoa",
        "gwnob",
    ),
    "plover-json": tuple(column for column in load_schema("plover-json")["properties"] if column not in REQUIRED),
    "acled-population": ("population_1km", "population_2km", "population_5km"),
}
ANNOTATIONS = {"title", "description", "type"}


def columns(name):
    return load_schema(name)["properties"]


@pytest.mark.parametrize("name", schema_names())
def test_schema_is_valid_draft_2020_12(name):
    Draft202012Validator.check_schema(load_schema(name))


@pytest.mark.parametrize("name", schema_names())
def test_schema_is_identified_by_name_and_semantic_version(name):
    kind, version = load_schema(name)["$id"].rsplit(":", 1)
    assert kind == f"urn:event-exporter:schema:{name}"
    assert [part.isdecimal() for part in version.split(".")] == [True] * 3


@pytest.mark.parametrize("name", LAYOUTS)
def test_arrow_types_derive_for_every_column(name):
    schema = arrow_schema(name)
    assert schema.names == list(columns(name))
    assert any(pa.types.is_nested(field.type) for field in schema) == (name == "plover-json")


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_is_required_unless_older_files_lack_it_and_no_other_is_allowed(name):
    schema = load_schema(name)
    assert schema["required"] == [column for column in schema["properties"] if column not in OPTIONAL.get(name, ())]
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_column_is_described_with_examples_that_it_allows(name):
    for column, part in columns(name).items():
        assert part.keys() >= ANNOTATIONS, column
        check = Draft202012Validator(part, format_checker=FormatChecker())
        assert part["examples"], column
        assert [error.message for example in part["examples"] for error in check.iter_errors(example)] == []


@pytest.mark.parametrize("name", LAYOUTS)
def test_descriptions_differ_from_titles_and_end_as_sentences(name):
    for part in columns(name).values():
        assert part["description"] != part["title"]
        assert part["description"].endswith(".")


@pytest.mark.parametrize("name", LAYOUTS)
def test_allowed_values_are_those_of_the_code_list(name):
    for column, part in columns(name).items():
        if "x-code-list" in part:
            reference = part["x-code-list"]
            listed = [row[reference["value"]] for row in code_list(reference["list"])]
            allowed = [str(value) for value in part.get("enum", ()) if value is not None]
            assert set(allowed) <= set(listed), column


def test_patterns_read_alike_everywhere():
    # \d, \w and \s mean different things to Python, ECMAScript and RE2.
    text = "".join(path.read_text(encoding="utf-8") for path in SCHEMA.rglob("*.json"))
    patterns = text.split('"pattern": "')[1:]
    assert patterns
    assert not any("\\\\d" in pattern.split('"')[0] or "\\\\w" in pattern.split('"')[0] for pattern in patterns)


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.name)
def test_checks_have_the_documented_form(path):
    Draft202012Validator(load_schema("checks")).validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.name)
def test_checks_name_columns_of_their_layout_and_rows_of_code_lists(path):
    known = columns(path.name.removesuffix(".checks.json"))
    for check in json.loads(path.read_text(encoding="utf-8"))["checks"]:
        assert set(check["columns"]) <= set(known)
        if check["kind"] == "in_list":
            assert check["from"] in code_list(check["list"])[0]
        if check["kind"] == "maps_to":
            assert {check["from"], check["to"]} <= set(code_list(check["list"])[0])


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_has_checks(name):
    assert SCHEMA / "layouts" / f"{name}.checks.json" in CHECKS
