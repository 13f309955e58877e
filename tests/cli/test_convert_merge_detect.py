import csv
import json

import pytest
from click.testing import CliRunner
from schema_examples import example

from exporter.cli import cli
from exporter.conversion import NotMeaningfulError


def run(*arguments):
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], standalone_mode=False)


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.fixture
def acled(tmp_path):
    return write(tmp_path / "acled.csv", [example("acled"), example("acled", event_id_cnty="KAZ2")])


def test_detect_names_the_layout(acled):
    result = run("detect", acled)
    assert result.return_value == 0
    assert f"{acled}: acled, 31 columns" in result.output


def test_detect_as_json_lists_every_layout_that_fits(acled):
    (found,) = json.loads(run("detect", acled, "--format", "json").output)
    assert found["layout"] == "acled"
    assert found["fits"][0] == ["acled", 1.0]


def test_detect_fails_where_nothing_fits(tmp_path):
    assert run("detect", write(tmp_path / "x.csv", [{"a": "b"}])).return_value == 1


def test_convert_writes_the_target_and_says_what_was_lost(acled, tmp_path):
    result = run("convert", acled, "--to", "cameo", "--out", tmp_path / "out.csv", "--loss", tmp_path / "loss.json")
    assert result.return_value == 0
    assert "2 rows read, 2 written" in result.stderr
    (report,) = json.loads((tmp_path / "loss.json").read_text(encoding="utf-8"))
    assert (report["source"], report["target"], report["lossless"]) == ("acled", "cameo", False)


def test_convert_strict_fails_on_loss_and_not_without(tmp_path):
    source = write(tmp_path / "icews.csv", [example("icews")])
    assert run("convert", source, "--to", "cameo", "--out", tmp_path / "a.csv", "--strict").return_value == 1
    assert run("convert", source, "--to", "icews", "--out", tmp_path / "b.csv", "--strict").return_value == 0
    assert cells(tmp_path / "b.csv") == cells(source)


def test_convert_strict_leaves_no_file_and_still_reports(tmp_path):
    source = write(tmp_path / "icews.csv", [example("icews")])
    result = run("convert", source, "--to", "cameo", "--out", tmp_path / "a.csv", "--strict", "--loss", tmp_path / "l")
    assert not (tmp_path / "a.csv").exists()
    assert json.loads((tmp_path / "l").read_text(encoding="utf-8"))[0]["lossless"] is False
    assert "nothing was written" in result.stderr


def test_convert_refuses_what_could_not_write_a_row(tmp_path):
    source = write(tmp_path / "mentions.csv", [example("gdelt-mentions")])
    result = run("convert", source, "--to", "plover-json", "--out", tmp_path / "a.jsonl")
    assert isinstance(result.exception, NotMeaningfulError)
    assert not (tmp_path / "a.jsonl").exists()


def test_convert_says_that_cells_are_kept_and_how_to_change_that(tmp_path):
    source = write(tmp_path / "a.csv", [example("acled", event_date="5 January 2022", civilian_targeting="")])
    kept = run("convert", source, "--to", "acled", "--out", tmp_path / "b.csv")
    assert "--normalise" in kept.stderr
    run("convert", source, "--to", "acled", "--out", tmp_path / "c.csv", "--normalise")
    assert cells(tmp_path / "c.csv")[1][1] == "2022-01-05"


def test_convert_leaves_the_names_out_of_text_files_only(acled, tmp_path):
    run("convert", acled, "--to", "acled", "--out", tmp_path / "b.tsv", "--no-header")
    assert (tmp_path / "b.tsv").read_text(encoding="utf-8").startswith("KAZ")
    refused = run("convert", acled, "--to", "acled", "--out", tmp_path / "b.parquet", "--no-header")
    assert "CSV and TSV files only" in str(refused.exception)


def test_convert_fails_where_the_data_is_invalid_and_still_writes_it(acled, tmp_path):
    result = run("convert", acled, "--to", "acled", "--out", tmp_path / "b.csv")
    assert result.return_value == 1
    assert "column civilian_targeting: error" in result.stderr
    assert cells(tmp_path / "b.csv") == cells(acled)


def test_merge_updates_a_dataset(acled, tmp_path):
    new = write(tmp_path / "new.csv", [example("acled", event_id_cnty="KAZ2", fatalities="5", timestamp="9999999999")])
    gone = tmp_path / "deleted.csv"
    gone.write_text(f"event_id_cnty\n{example('acled')['event_id_cnty']}\n", encoding="utf-8")
    result = run("merge", acled, new, "--out", tmp_path / "out.csv", "--deleted", gone)
    assert "0 added, 1 changed, 1 deleted" in result.stderr
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["event_id_cnty"], row["fatalities"]) == ("KAZ2", "5")


def test_merge_keeps_what_is_newer(acled, tmp_path):
    new = write(tmp_path / "new.csv", [example("acled", event_id_cnty="KAZ2", fatalities="5", timestamp="1")])
    assert "1 left because they are newer" in run("merge", acled, new, "--out", tmp_path / "out.csv").stderr


def test_merge_refuses_two_layouts(acled, tmp_path):
    other = write(tmp_path / "icews.csv", [example("icews")])
    result = run("merge", acled, other, "--out", tmp_path / "out.csv")
    assert "convert one of them" in str(result.exception)


def test_aggregation_by_month_with_zeros(tmp_path):
    days = ("2022-01-05", "2022-03-05")
    rows = [example("acled", event_id_cnty=f"KAZ{number}", event_date=day) for number, day in enumerate(days)]
    source, out = write(tmp_path / "acled.csv", rows), tmp_path / "out.csv"
    run("convert", source, "--to", "acled-aggregate", "--out", out, "--period", "month", "--zeros")
    with out.open(encoding="utf-8", newline="") as file:
        assert [(row["WEEK"], row["EVENTS"]) for row in csv.DictReader(file)] == [
            ("2022-01-01", "1"),
            ("2022-02-01", "0"),
            ("2022-03-01", "1"),
        ]


def test_options_for_counts_are_refused_elsewhere(acled, tmp_path):
    result = run("convert", acled, "--to", "cameo", "--out", tmp_path / "out.csv", "--zeros")
    assert "--zeros is for --to acled-aggregate only" in str(result.exception)
