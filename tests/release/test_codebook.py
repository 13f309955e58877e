import csv
import io

import pytest

from exporter.errors import UnknownNameError
from exporter.release.codebook import Counts, codebook_csv, codebook_markdown, columns, documented_layouts
from exporter.schemas import load_schema


def named(layout, name):
    return next(column for column in columns(layout) if column.name == name)


def test_every_column_of_a_layout_is_there_in_its_order():
    assert [column.name for column in columns("acled")] == list(load_schema("acled")["properties"])


@pytest.mark.parametrize("layout", documented_layouts())
def test_every_column_has_a_title_a_description_and_a_type(layout):
    for column in columns(layout):
        assert column.title, column.name
        assert column.description, column.name
        assert column.type in {"string", "integer", "number", "date", "boolean", "object", "array"}


def test_nested_fields_stand_behind_what_holds_them():
    names = [column.name for column in columns("event")]
    assert names.index("participants") < names.index("participants[].name") < names.index("participants[].codes[].code")
    assert "effects.fatalities.best" in names


def test_allowed_values_come_with_the_labels_of_their_code_list():
    assert named("acled", "time_precision").values.keys() == {"1", "2", "3"}
    assert all(named("acled", "time_precision").values.values())
    assert "010" in named("cameo", "cameo_code").values


def test_a_joined_column_has_the_codes_of_its_list():
    assert "legal" in named("cameo", "plover_contexts").values


def test_units_and_ranges_are_told():
    latitude = named("acled", "latitude")
    assert (latitude.unit, latitude.minimum, latitude.maximum) == ("degrees north", -90, 90)


def test_the_table_has_one_row_for_each_column_with_the_share_missing():
    counts = Counts(rows=8, missing={"assoc_actor_1": 2, "event_id_cnty": 0})
    rows = {row["column"]: row for row in csv.DictReader(io.StringIO(codebook_csv({"acled": counts})))}
    assert list(rows) == list(load_schema("acled")["properties"])
    assert (rows["assoc_actor_1"]["missing"], rows["assoc_actor_1"]["share_missing"]) == ("2", "0.2500")
    assert rows["event_id_cnty"]["share_missing"] == "0.0000"


def test_without_data_nothing_is_said_of_data():
    row = next(csv.DictReader(io.StringIO(codebook_csv({"acled": None}))))
    assert (row["rows"], row["missing"], row["share_missing"]) == ("", "", "")


def test_the_markdown_has_every_column_and_every_value():
    text = codebook_markdown({"cameo": Counts(rows=4, missing={"injured": 3})})
    assert "| `injured` |" in text
    assert "| 75.0 % |" in text
    assert all(f"`{code}`" in text for code in load_schema("cameo")["properties"]["cameo_code"]["enum"] if code)


def test_every_link_inside_the_markdown_leads_somewhere():
    text = codebook_markdown(dict.fromkeys(documented_layouts()))
    headings = {
        "#"
        + "".join(
            letter for letter in line.lstrip("# ").lower().replace(" ", "-") if letter.isalnum() or letter in "-_"
        )
        for line in text.splitlines()
        if line.startswith("#")
    }
    links = {part.split(")")[0] for part in text.split("](")[1:]}
    assert links
    assert links <= headings


def test_an_unknown_layout_names_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'acled'"):
        columns("acleds")
