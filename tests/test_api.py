"""The public functions, as a notebook uses them."""

import json

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import exporter
from exporter.events import event_schema
from exporter.release import build_release

REPORTS = [
    {"id": "a", "text": "Police arrested twelve protesters in Almaty on Wednesday.", "published": "2022-01-05"},
    {"id": "b", "text": "Rioters attacked police officers in Almaty on Thursday.", "published": "2022-01-06"},
]


@pytest.fixture
def release(tmp_path, stub, make_documents):
    build_release(make_documents(*range(5)), tmp_path / "out", coder=stub())
    return tmp_path / "out"


@pytest.fixture
def jsonl(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    return path


def test_documents_are_taken_in_every_form(jsonl):
    expected = exporter.code(REPORTS)["event_id"].tolist()
    assert expected
    for source in (
        jsonl,
        str(jsonl),
        [jsonl],
        pd.DataFrame(REPORTS),
        exporter.read_documents([jsonl], on_finding=print),
    ):
        assert exporter.code(source)["event_id"].tolist() == expected


def test_arrow_in_is_arrow_out():
    events = exporter.code(pa.Table.from_pylist(REPORTS))
    assert isinstance(events, pa.Table)
    assert events.schema.equals(event_schema())
    assert isinstance(exporter.to_layout(events, "cameo"), pa.Table)


def test_a_frame_of_events_makes_the_rows_of_a_layout():
    rows = exporter.to_layout(exporter.code(REPORTS), "cameo")
    assert isinstance(rows, pd.DataFrame)
    assert set(rows["document_id"]) == {"a", "b"}


def test_what_is_wrong_with_the_input_is_a_warning(tmp_path):
    (tmp_path / "broken.jsonl").write_text("{broken\n")
    with pytest.warns(exporter.InputWarning, match=r"broken\.jsonl, row 1"):
        assert len(exporter.code(tmp_path / "broken.jsonl")) == 0


def test_what_is_wrong_with_the_input_can_be_collected(tmp_path, findings):
    (tmp_path / "broken.jsonl").write_text("{broken\n")
    exporter.code(tmp_path / "broken.jsonl", on_finding=findings.append)
    assert [finding.row for finding in findings] == [1]


def test_a_dictionary_that_is_no_document_is_refused():
    with pytest.raises(exporter.ExporterError, match="'text' is a required property"):
        exporter.code([{"id": "a"}])


def test_explaining_twice_gives_the_same():
    first, second = exporter.explain(REPORTS[0]["text"]), exporter.explain(REPORTS[0]["text"])
    assert first["coded"].any()
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("name", ["events.jsonl", "events.parquet"])
def test_events_of_a_release_are_read_back(release, make_event, name):
    events = exporter.read_events(release / name)
    assert sorted(events["event_id"]) == sorted(make_event(number).event_id for number in range(5))
    rows = exporter.to_layout(events, "acled").sort_values(["event_date", "event_id_cnty"])
    assert rows["event_id_cnty"].tolist() == pd.read_csv(release / "acled.csv")["event_id_cnty"].tolist()


def test_a_file_that_holds_no_events_is_refused_by_name(release):
    with pytest.raises(exporter.ExporterError, match=r"acled\.parquet does not hold events"):
        exporter.read_events(release / "acled.parquet")


def test_a_broken_line_of_events_is_named(tmp_path):
    (tmp_path / "events.jsonl").write_text('{"event_id": "a"}\n')
    with pytest.raises(exporter.ExporterError, match=r"events\.jsonl does not hold events: line 1: 'extra'"):
        exporter.read_events(tmp_path / "events.jsonl")


@pytest.mark.parametrize("layout", ["acled", "cameo"])
def test_the_rows_of_a_layout_are_valid_as_a_frame_and_as_a_table(release, layout):
    events = exporter.read_events(release / "events.parquet")
    rows = exporter.to_layout(events, layout)
    assert exporter.validate(rows, layout=layout).valid
    assert exporter.validate(pa.Table.from_pandas(pd.read_parquet(release / f"{layout}.parquet"))).valid


def test_a_frame_that_pandas_read_from_csv_is_valid_too(release):
    frame = pd.read_csv(release / "acled.csv", parse_dates=["event_date"])
    assert exporter.validate(frame, layout="acled").valid


def test_times_that_are_no_dates_stay_times():
    frame = pd.DataFrame({"day": pd.to_datetime(["2022-01-05 10:00"])})
    schema = {"properties": {"day": {"type": "string", "format": "date"}}}
    assert not exporter.validate(frame, schema=schema).valid


def test_whole_numbers_stay_whole_where_some_are_missing():
    events = exporter.code(REPORTS)
    assert exporter.to_layout(events, "cameo")["arrested"].dtype == "Int32"


def test_a_dataset_is_built_from_a_frame(tmp_path):
    summary = exporter.build(pd.DataFrame(REPORTS), tmp_path / "My Data", dataset={"title": "Mine"})
    assert summary.documents == 2
    assert json.loads((tmp_path / "My Data" / "datapackage.json").read_text())["name"] == "my-data"


def test_the_codebook_is_a_frame_and_the_schema_a_copy():
    assert exporter.codebook("acled")["column"].iloc[0] == "event_id_cnty"
    exporter.schema("event").clear()
    assert exporter.schema("event")["title"] == "Event"


def test_the_release_opens_in_pandas_with_the_right_types(release):
    frame = pd.read_parquet(release / "acled.parquet")
    assert str(frame["fatalities"].dtype).startswith("int")
    assert frame["event_date"].iloc[0].isoformat()[:10] == "2022-01-01"
    assert pd.read_parquet(release / "cameo.parquet")["cameo_code"].tolist() == ["193"] * 5


def test_the_release_opens_in_polars_with_the_right_types(release):
    table = pl.read_parquet(release / "acled.parquet")
    assert (table.schema["event_date"], table.schema["latitude"]) == (pl.Date, pl.Float64)
    assert pl.read_parquet(release / "cameo.parquet")["cameo_code"].cast(pl.String).to_list() == ["193"] * 5
    assert pl.read_csv(release / "cameo.csv", try_parse_dates=True).schema["event_date"] == pl.Date


def test_the_release_opens_in_duckdb_with_the_right_types(release):
    relation = duckdb.read_parquet(str(release / "acled.parquet"))
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    assert (types["event_date"], types["latitude"], types["notes"]) == ("DATE", "DOUBLE", "VARCHAR")
    events = duckdb.read_json(str(release / "events.jsonl"))
    assert events.project("location.name").fetchall() == [("Almaty",)] * 5
