import csv
import json

import pytest

from exporter.release import build_release


@pytest.fixture
def run(event_exporter):
    return lambda *arguments, **options: event_exporter("validate", *arguments, **options)


@pytest.fixture
def release(tmp_path, stub, make_documents):
    build_release(make_documents(*range(5)), tmp_path / "out", coder=stub())
    return tmp_path / "out"


@pytest.fixture
def broken(release):
    path = release / "acled.csv"
    path.write_text(path.read_text().replace("Armed clash", "Armed clashes", 2))
    return path


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_table_of_a_release_is_valid(run, release):
    files = [*release.glob("*.csv"), *release.glob("*.parquet"), release / "events.jsonl"]
    result = run(*sorted(files))
    assert (result.status, result.stderr) == (0, "")
    assert result.stdout.count("valid") == len(files)


def test_a_broken_cell_is_named_with_row_column_value_and_what_was_expected(run, broken):
    result = run(broken)
    assert result.status == 1
    assert "row 2, sub_event_type: enum: 'Armed clashes'" in result.stdout
    assert "did you mean 'Armed clash'?" in result.stdout


def test_findings_are_json_on_request(run, broken):
    (report,) = json.loads(run(broken, "--format", "json").stdout)["reports"]
    assert report["invalid_rows"] == 2
    assert {finding["column"] for finding in report["findings"]} >= {"sub_event_type"}


def test_good_and_bad_rows_are_parted(run, broken, tmp_path):
    result = run(broken, "--valid-out", "-", "--invalid-out", tmp_path / "bad.csv")
    assert result.status == 1
    assert len(result.stdout.splitlines()) == 1 + 3
    assert "Armed clashes" in result.stderr
    bad = rows_of(tmp_path / "bad.csv")
    assert [row["invalid_row"] for row in bad] == ["2", "3"]
    assert "sub_event_type: 'Armed clashes' is not one of" in bad[0]["invalid_reasons"]


def test_parted_rows_of_several_files_would_be_mixed_up(run, broken):
    result = run(broken, broken, "--invalid-out", "bad.csv")
    assert result.status == 2
    assert "one FILE at a time" in result.stderr


def test_an_unknown_layout_is_named_with_the_nearest(run, release):
    result = run(release / "acled.csv", "--layout", "acledd")
    assert result.status == 2
    assert "did you mean 'acled'?" in result.stderr


def test_a_file_that_cannot_be_read_does_not_hide_the_others(run, release, tmp_path):
    result = run(tmp_path / "none.csv", release / "acled.csv")
    assert result.status == 2
    assert "none.csv" in result.stderr
    assert "5 rows, valid" in result.stdout


def test_lines_of_json_are_parted_too(run, release, tmp_path):
    lines = (release / "events.jsonl").read_text().splitlines()
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join([lines[0], lines[1].replace('"status":"active"', '"status":"gone"'), *lines[2:]]) + "\n")
    result = run(path, "--valid-out", tmp_path / "good.jsonl", "--invalid-out", tmp_path / "bad.jsonl")
    assert result.status == 1
    assert len((tmp_path / "good.jsonl").read_text().splitlines()) == len(lines) - 1
    (bad,) = map(json.loads, (tmp_path / "bad.jsonl").read_text().splitlines())
    assert (bad["status"], bad["invalid_row"]) == ("gone", 2)
