import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from schema_examples import example

from exporter.conversion import convert
from exporter.errors import UnknownNameError
from exporter.layouts import UnknownLayoutError, detect
from exporter.schemas import load_schema


def write(path, rows, *, delimiter=",", header=True):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if header:
            writer.writerow(rows[0])
        writer.writerows(row.values() for row in rows)
    return path


def read(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@pytest.fixture
def icews(tmp_path):
    return write(tmp_path / "icews.tab", [example("icews"), example("icews", **{"Event ID": "7"})], delimiter="\t")


@pytest.fixture
def gdelt(tmp_path):
    rows = [example("gdelt2", GLOBALEVENTID=str(number)) for number in range(1, 4)]
    return write(tmp_path / "gdelt.CSV", rows, delimiter="\t", header=False)


def test_a_file_without_names_is_told_by_its_rows(gdelt):
    found = detect(gdelt)
    assert (found.layout, found.header, found.columns[0]) == ("gdelt2", False, "GLOBALEVENTID")


def test_a_file_with_names_is_told_by_them(icews):
    assert detect(icews).layout == "icews"


def test_a_table_of_no_layout_is_refused_with_its_columns(tmp_path):
    path = write(tmp_path / "other.csv", [{"colour": "red", "shape": "round"}])
    with pytest.raises(UnknownLayoutError, match="colour, shape"):
        convert(path, "cameo", tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_an_unknown_target_is_refused_with_the_nearest(icews, tmp_path):
    with pytest.raises(UnknownNameError, match="did you mean 'gdelt2'"):
        convert(icews, "gdelt22", tmp_path / "out.csv")


def test_rows_are_converted_and_typed(gdelt, tmp_path):
    done = convert(gdelt, "cameo", tmp_path / "out.parquet")
    table = pq.read_table(tmp_path / "out.parquet")
    assert (done.sources, done.rows_in, done.rows_out, done.errors) == (("gdelt2",), 3, 3, 0)
    assert table.column("cameo_code").to_pylist() == ["173"] * 3
    assert table.column("source_country").to_pylist() == ["KAZ"] * 3


def test_a_file_in_its_own_layout_comes_back_cell_by_cell(tmp_path):
    rows = [example("icews", City="NA", Latitude="43.2500"), example("icews", **{"Target Sectors": "NULL"})]
    source = write(tmp_path / "odd.tab", rows, delimiter="\t")
    done = convert(source, "icews", tmp_path / "out.csv")
    assert read(tmp_path / "out.csv") == rows
    assert done.lossless


def test_the_loss_report_names_columns_counts_and_examples(gdelt, tmp_path):
    (loss,) = convert(gdelt, "cameo", tmp_path / "out.csv").losses
    tone = next(one for one in loss.columns if one.column == "AvgTone")
    assert (tone.values, tone.lost, tone.examples) == (3, 3, (("-3.5", None),))
    assert "AvgTone: 3 of 3 values ('-3.5' is lost)" in loss.to_text()
    assert "EventCode" not in [one.column for one in loss.columns]
    assert json.loads(json.dumps(loss.to_dict()))["lossless"] is False


def test_events_that_the_target_has_no_code_for_are_counted(tmp_path):
    mentions = write(tmp_path / "mentions.csv", [example("gdelt-mentions")])
    findings = []
    done = convert(mentions, "cameo", tmp_path / "out.csv", on_finding=findings.append)
    assert (done.rows_in, done.rows_out) == (1, 0)
    assert [finding.code for finding in findings] == ["event-without-cameo-code"]
    assert done.losses[0].unwritten == {"event-without-cameo-code": 1}


def test_zeros_that_a_spreadsheet_took_are_given_back_with_a_finding(tmp_path):
    row = example("gdelt2", EventCode="40", EventBaseCode="40", EventRootCode="4", QuadClass="1", GoldsteinScale="1.0")
    source = write(tmp_path / "mangled.csv", [row], delimiter=";")
    findings = []
    done = convert(source, "cameo", tmp_path / "out.csv", on_finding=findings.append)
    assert read(tmp_path / "out.csv")[0]["cameo_code"] == "040"
    assert done.errors == 0
    mended = [(one.code, one.row, one.column, one.value, one.expected) for one in findings]
    assert ("lost-zero", 2, "EventCode", "40", "040") in mended


def test_a_moment_that_a_spreadsheet_rounded_is_an_error_and_not_guessed(tmp_path):
    source = write(tmp_path / "mangled.csv", [example("gdelt2", DATEADDED="2.02E+13")], delimiter=";")
    findings = []
    done = convert(source, "cameo", tmp_path / "out.csv", on_finding=findings.append)
    assert done.errors == 1
    assert [(one.code, one.column, one.value) for one in findings] == [("unreadable-value", "DATEADDED", "2.02E+13")]


def test_names_that_a_spreadsheet_lost_come_from_their_place(tmp_path):
    row = example("gdelt2")
    names = ["" if name.endswith("ADM2Code") else name for name in row]
    path = tmp_path / "unnamed.csv"
    path.write_text(";".join(names) + "\n" + ";".join(row.values()) + "\n", encoding="utf-8")
    assert detect(path).layout == "gdelt2"
    done = convert(path, "gdelt2", tmp_path / "out.csv")
    assert done.errors == 0
    assert read(tmp_path / "out.csv") == [row]


def test_a_file_that_was_saved_again_with_commas_and_quotes_is_read_as_it_is(tmp_path):
    source = write(tmp_path / "icews.csv", [example("icews", Publisher='The "Courier", evening edition')])
    convert(source, "cameo", tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[0]["source"] == 'The "Courier", evening edition'


def test_several_files_become_one(gdelt, icews, tmp_path):
    done = convert([gdelt, icews], "cameo", tmp_path / "out.csv")
    assert done.sources == ("gdelt2", "icews")
    assert done.rows_out == 5
    assert len({row["event_id"] for row in read(tmp_path / "out.csv")}) == 5


def test_a_file_without_rows_gives_a_table_of_names(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text(",".join(load_schema("icews")["properties"]) + "\n", encoding="utf-8")
    convert(path, "cameo", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("event_id,")


def test_acled_is_written_from_events_of_violence_of_another_dataset(tmp_path):
    source = write(tmp_path / "ged.csv", [example("ucdp-ged", best="3", high="4", low="2", deaths_civilians="3")])
    done = convert(source, "cameo", tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (done.errors, row["cameo_code"], row["fatalities"]) == (0, "180", "3")


def test_a_day_of_gdelt_1_becomes_the_midnight_of_gdelt_2(tmp_path):
    source = write(tmp_path / "one.CSV", [example("gdelt1")], delimiter="\t", header=False)
    done = convert(source, "gdelt2", tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert done.errors == 0
    assert row["DATEADDED"] == example("gdelt1")["SQLDATE"] + "000000"


def test_scores_of_another_dataset_are_not_taken_for_gdelts(tmp_path):
    source = write(
        tmp_path / "icews.tab", [example("icews", **{"CAMEO Code": "0311", "Intensity": "9.9"})], delimiter="\t"
    )
    convert(source, "gdelt2", tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert float(row["GoldsteinScale"]) != 9.9


def test_acled_events_become_rows_of_gdelt_by_crosswalk(tmp_path):
    cells = {"civilian_targeting": "", "notes": "Words."}
    source = write(tmp_path / "acled.csv", [example("acled", **cells)])
    done = convert(source, "gdelt2", tmp_path / "out.csv")
    (row,) = read(tmp_path / "out.csv")
    assert (done.rows_out, row["EventRootCode"]) == (1, "14")
