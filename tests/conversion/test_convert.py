import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from schema_examples import example

from exporter.conversion import ConversionError, LossError, convert
from exporter.errors import UnknownNameError
from exporter.layouts import UnknownLayoutError, detect
from exporter.schemas import load_schema
from exporter.tables import TableError
from exporter.validation import validate_file

POPULATION = [name for name in load_schema("acled-population")["properties"] if name.startswith("population_")]


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


def test_an_answer_without_rows_is_refused(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text('{"status": 200, "success": true, "count": 0, "data": []}', encoding="utf-8")
    with pytest.raises(TableError, match="holds no rows"):
        convert(path, "cameo", tmp_path / "out.csv")


def test_an_answer_that_is_an_error_is_refused_with_what_it_says(tmp_path):
    path = tmp_path / "answer.json"
    path.write_text('{"status": 403, "success": false, "error": {"message": "no access"}}', encoding="utf-8")
    with pytest.raises(TableError, match="gave no rows: no access"):
        convert(path, "cameo", tmp_path / "out.csv")


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
    statement = {"CAMEO Code": "010", "Event Text": "Make statement"}
    source = write(tmp_path / "icews.csv", [example("icews"), example("icews", **{"Event ID": "7", **statement})])
    findings = []
    done = convert(source, "polecat", tmp_path / "out.csv", on_finding=findings.append)
    assert (done.rows_in, done.rows_out) == (2, 1)
    assert [finding.code for finding in findings] == ["event-without-plover-type"]
    assert done.losses[0].unwritten == {"event-without-plover-type": 1}
    assert done.losses[0].codes == {"cameo 010": 1}
    assert "codes of events that were not written: cameo 010 1" in done.losses[0].to_text()


def test_what_is_made_for_the_target_is_no_loss(tmp_path):
    source = write(tmp_path / "old.csv", [example("acled-2019", notes="")])
    (loss,) = convert(source, "acled", tmp_path / "out.csv").losses
    assert loss.made == {"made-note": 1}
    assert loss.unwritten == {}
    assert "made up, made-note: 1" in loss.to_text()


def test_cells_that_the_target_fills_are_counted(tmp_path):
    row = example("acled-numeric", event_type="Violence against civilians", sub_event_type="Attack")
    row |= {"disorder_type": "Political violence", "inter1": "2", "inter2": "7", "interaction": "27"}
    source = write(tmp_path / "a.csv", [row | {"civilian_targeting": ""}])
    (loss,) = convert(source, "acled", tmp_path / "out.csv").losses
    assert (loss.lossless, loss.filled) == (True, {"civilian_targeting": 1})
    assert "civilian_targeting: 1 empty cells filled from other columns" in loss.to_text()


@pytest.mark.parametrize("suffix", ["tsv", "tab", "tsv.gz", "tab.zst", "csv.zip", "json", "xlsx"])
def test_what_is_written_in_any_format_is_read_again(tmp_path, suffix):
    rows = [example("acled", notes='said "no"\tand left\nat once', civilian_targeting="")]
    source = write(tmp_path / "a.csv", rows)
    convert(source, "acled", tmp_path / f"out.{suffix}")
    convert(tmp_path / f"out.{suffix}", "acled", tmp_path / "back.csv")
    assert read(tmp_path / "back.csv") == read(source)


def test_a_dataset_without_quotation_marks_is_written_with_tabs_as_it_is_published(gdelt, tmp_path):
    convert(gdelt, "gdelt2", tmp_path / "out.tsv", header=False)
    assert (tmp_path / "out.tsv").read_bytes() == gdelt.read_bytes()


def test_quotation_marks_are_data_in_tabular_files_of_datasets_that_do_not_quote(tmp_path):
    row = example("icews", Publisher='The "Daily"')
    convert(write(tmp_path / "i.csv", [row]), "icews", tmp_path / "out.tab")
    assert '\tThe "Daily"\t' in (tmp_path / "out.tab").read_text(encoding="utf-8")
    convert(tmp_path / "out.tab", "icews", tmp_path / "back.csv")
    assert read(tmp_path / "back.csv") == [row]


def test_a_column_that_the_layout_does_not_have_is_lost_in_parquet_and_kept_in_csv(tmp_path):
    row = example("acled", civilian_targeting="") | {"my_code": "x1"}
    source = write(tmp_path / "a.csv", [row])
    (loss,) = convert(source, "acled", tmp_path / "out.parquet").losses
    assert [(one.column, one.lost, one.examples) for one in loss.unknown] == [("my_code", 1, (("x1", None),))]
    assert "my_code: no column of acled, left out with 1 values ('x1')" in loss.to_text()
    kept = convert(source, "acled", tmp_path / "out.csv")
    assert (kept.lossless, read(tmp_path / "out.csv")[0]["my_code"]) == (True, "x1")


def test_a_file_of_its_own_layout_is_normalised_where_that_is_asked_for(tmp_path):
    row = example("acled", event_date="5 January 2022", civilian_targeting="NULL", tags="")
    source = write(tmp_path / "a.csv", [row])
    as_it_stands = convert(source, "acled", tmp_path / "kept.csv")
    normalised = convert(source, "acled", tmp_path / "normalised.csv", normalise=True)
    assert (as_it_stands.verbatim, normalised.verbatim) == (True, False)
    dates = [read(tmp_path / name)[0]["event_date"] for name in ("kept.csv", "normalised.csv")]
    assert dates == ["5 January 2022", "2022-01-05"]
    assert validate_file(tmp_path / "normalised.csv").valid


@pytest.mark.parametrize(("target", "deaths"), [("ucdp-ged", "best"), ("cameo", "fatalities")])
def test_rows_for_each_party_become_one_event_of_both(tmp_path, target, deaths):
    event = {"event_type": "Battles", "sub_event_type": "Armed clash", "disorder_type": "Political violence"}
    event |= {"interaction": "State forces-Rebel group", "civilian_targeting": "", "fatalities": "3"}
    sides = [("Military Forces of Kazakhstan (2019-)", "State forces"), ("Steppe Front", "Rebel group")]
    rows = [example("acled-monadic", **event, actor1=actor, assoc_actor_1="", inter1=kind) for actor, kind in sides]
    done = convert(write(tmp_path / "m.csv", rows), target, tmp_path / "out.csv")
    assert (done.rows_in, done.rows_out, read(tmp_path / "out.csv")[0][deaths]) == (2, 1, "3")


def test_a_table_of_counts_stays_one(tmp_path):
    source = write(tmp_path / "counts.csv", [example("acled-aggregate")])
    done = convert(source, "acled-aggregate", tmp_path / "out.csv")
    assert (done.lossless, read(tmp_path / "out.csv")) == (True, read(source))


def test_strict_writes_nothing_where_something_is_lost(gdelt, tmp_path):
    with pytest.raises(LossError, match=r"gdelt2 to cameo loses values of .*; nothing was written to") as caught:
        convert(gdelt, "cameo", tmp_path / "out.csv", strict=True)
    assert caught.value.conversion.rows_in == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gdelt.CSV"]


def test_strict_converts_every_row_back(tmp_path):
    rows = [example("acled-population", civilian_targeting="", **dict.fromkeys(POPULATION, "")) for _ in range(3)]
    rows[2]["population_best"] = "7"
    source = write(tmp_path / "a.csv", [{**row, "event_id_cnty": f"KAZ{n}"} for n, row in enumerate(rows)])
    assert convert(source, "acled", tmp_path / "out.csv", examined=1).lossless
    with pytest.raises(LossError, match="population_best"):
        convert(source, "acled", tmp_path / "out.csv", examined=1, strict=True)


def test_strict_refuses_standard_output(gdelt):
    with pytest.raises(ConversionError, match="name a file"):
        convert(gdelt, "cameo", "-", strict=True)


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
