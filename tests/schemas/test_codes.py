import importlib.util
import json
from pathlib import Path

import pytest

from exporter.schemas import code_list, crosswalk

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema"
FOLDERS = {"codes": code_list, "crosswalks": crosswalk}
TABLES = [(folder, path.stem) for folder in FOLDERS for path in sorted((SCHEMA / folder).glob("*.csv"))]
SEPARATOR = "; "


def index(folder):
    return {
        name: entry
        for name, entry in json.loads((SCHEMA / folder / "index.json").read_text(encoding="utf-8")).items()
        if name != "$comment"
    }


def values(name, column):
    return {row[column] for row in code_list(name)}


@pytest.mark.parametrize("folder", FOLDERS)
def test_index_describes_every_table_and_no_other(folder):
    assert set(index(folder)) == {name for where, name in TABLES if where == folder}


@pytest.mark.parametrize(("folder", "name"), TABLES)
def test_index_names_the_columns_in_order(folder, name):
    assert list(index(folder)[name]["columns"]) == list(FOLDERS[folder](name)[0])


@pytest.mark.parametrize(("folder", "name"), TABLES)
def test_keys_tell_rows_apart(folder, name):
    keys = [tuple(row[column] for column in index(folder)[name]["key"]) for row in FOLDERS[folder](name)]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("folder", "name"), TABLES)
def test_cells_have_no_stray_space(folder, name):
    stray = [cell for row in FOLDERS[folder](name) for cell in row.values() if cell != cell.strip()]
    assert stray == []


@pytest.mark.parametrize("name", [name for folder, name in TABLES if folder == "crosswalks"])
def test_crosswalk_rows_say_how_good_they_are_and_who_says_so(name):
    rows = crosswalk(name)
    assert {row["kind"] for row in rows} <= {"one-to-one", "lossy", "own proposal"}
    assert all(row["source"] for row in rows)


def test_cameo_has_every_code_of_the_manual_and_one_of_icews():
    digits = [row["digits"] for row in code_list("cameo_codes")]
    assert [digits.count(level) for level in "234"] == [20, 149, 148]
    assert [row["code"] for row in code_list("cameo_codes") if row["in_manual"] == "no"] == ["1213"]


def test_cameo_codes_hang_together():
    codes = values("cameo_codes", "code")
    for row in code_list("cameo_codes"):
        assert row["root"] == row["code"][:2]
        assert row["parent"] == row["code"][:-1] if len(row["code"]) > 2 else row["parent"] == ""
        assert row["parent"] in codes | {""}


def test_every_cameo_code_has_a_score_and_says_whose():
    for row in code_list("cameo_codes"):
        stated = {"gdelt": row["goldstein_gdelt"], "icews": row["goldstein_icews"], "parent": None}
        assert -10 <= float(row["goldstein"]) <= 10
        assert stated[row["goldstein_source"]] in {row["goldstein"], None}


def test_interactions_are_the_pairs_of_actor_types():
    kinds = {row["code"]: row["actor_type"] for row in code_list("acled_actor_types")}
    for row in code_list("acled_interactions"):
        low, high = row["code"]
        assert (row["actor_type_1"], row["actor_type_2"]) == (kinds[low], kinds[high])


def test_sub_event_types_belong_to_event_types_and_disorder_types():
    for row in code_list("acled_sub_event_types"):
        assert row["event_type"] in values("acled_event_types", "event_type")
        assert row["disorder_type"] in values("acled_disorder_types", "disorder_type")


def test_pairs_of_source_scales_name_single_scales():
    singles = {row["source_scale"] for row in code_list("acled_source_scales") if row["kind"] == "single"}
    for row in code_list("acled_source_scales"):
        assert {row["first"], row["second"]} - {""} <= singles
        assert row["source_scale"] == "-".join(filter(None, (row["first"], row["second"])))


def test_crosswalks_use_known_codes_only():
    cameo, modes = values("cameo_codes", "code"), {(row["type"], row["mode"]) for row in code_list("plover_modes")}
    types, contexts = values("plover_types", "type"), values("plover_contexts", "context")
    assert {row["cameo_code"] for row in crosswalk("cameo_to_plover")} == cameo
    assert {row["cameo_code"] for name in ("acled_to_cameo", "plover_to_cameo") for row in crosswalk(name)} <= cameo | {
        ""
    }
    for name in ("cameo_to_plover", "acled_to_plover", "plover_to_cameo"):
        for row in crosswalk(name):
            assert row["plover_type"] in types | {""}
            assert not row["plover_mode"] or (row["plover_type"], row["plover_mode"]) in modes
            assert set(row.get("plover_contexts", "").split(SEPARATOR)) <= contexts | {""}


def test_the_crosswalk_of_country_systems_is_what_the_code_lists_say():
    spec = importlib.util.spec_from_file_location("country_systems", ROOT / "tools" / "country_systems.py")
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PATH.read_text(encoding="utf-8") == tool.text(), "run: python -m tools.country_systems"


def test_acled_crosswalks_cover_every_type():
    expected = {(row["event_type"], row["sub_event_type"]) for row in code_list("acled_sub_event_types")}
    expected |= {(row["event_type"], "") for row in code_list("acled_event_types")}
    for name in ("acled_to_plover", "acled_to_cameo"):
        assert {(row["event_type"], row["sub_event_type"]) for row in crosswalk(name)} == expected


def test_parties_of_acled_have_roles_of_cameo_and_sectors_of_plover():
    rows = crosswalk("acled_actors_to_roles")
    assert {row["actor_type"] for row in rows if not row["name_part"]} == values("acled_actor_types", "actor_type") - {
        ""
    }
    assert {row["cameo_role"] for row in rows} <= values("cameo_actor_roles", "code")
    assert {row["plover_sector"] for row in rows} <= values("plover_sectors", "code")
