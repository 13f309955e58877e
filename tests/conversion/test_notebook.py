import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from schema_examples import example

import exporter
from exporter.conversion import LossError, UnreadableEventsError, convert
from exporter.events import event_schema
from exporter.layouts import UnknownLayoutError


@pytest.fixture
def icews():
    return pd.DataFrame([example("icews"), example("icews", **{"Event ID": "7"})])


@pytest.fixture
def events(icews, tmp_path):
    exporter.convert(icews, "event", tmp_path / "events.parquet")
    return tmp_path / "events.parquet"


def test_a_dataframe_becomes_a_dataframe_of_the_other_layout(icews):
    cameo = exporter.convert(icews, "cameo")
    assert isinstance(cameo, pd.DataFrame)
    assert cameo["cameo_code"].tolist() == icews["CAMEO Code"].tolist()


def test_an_arrow_table_becomes_an_arrow_table(icews):
    cameo = exporter.convert(pa.Table.from_pandas(icews), "cameo")
    assert isinstance(cameo, pa.Table)
    assert cameo.num_rows == 2


def test_the_layout_of_a_dataframe_is_detected(icews):
    assert exporter.detect(icews).layout == "icews"
    assert exporter.detect(pd.DataFrame({"colour": ["red"]})).layout is None


def test_a_dataframe_of_no_layout_is_refused():
    with pytest.raises(UnknownLayoutError, match="colour"):
        exporter.convert(pd.DataFrame({"colour": ["red"]}), "cameo")


def test_what_is_wrong_with_a_dataframe_is_a_warning(icews):
    icews.loc[1, "Story ID"] = "first"
    with pytest.warns(exporter.InputWarning, match="Story ID"):
        exporter.convert(icews, "cameo")


def test_faults_of_one_kind_in_a_column_are_one_warning(icews):
    icews["Story ID"] = ["first", "second"]
    with pytest.warns(exporter.InputWarning) as caught:
        exporter.convert(icews, "cameo")
    (said,) = [str(one.message) for one in caught if "Story ID" in str(one.message)]
    assert "2 times" in said


@pytest.mark.parametrize("names", ["{}", "f{}"])
def test_columns_that_are_only_counted_are_those_of_a_file_without_names(names):
    rows = pd.DataFrame([example("gdelt2")])
    counted = rows.set_axis([names.format(place) for place in range(rows.shape[1])], axis=1)
    found = exporter.detect(counted)
    assert (found.layout, found.columns[0], found.header) == ("gdelt2", "GLOBALEVENTID", False)
    assert exporter.convert(counted, "cameo").equals(exporter.convert(rows, "cameo"))


def test_a_width_that_no_layout_has_is_named():
    with pytest.raises(UnknownLayoutError, match="3 columns without names"):
        exporter.convert(pd.DataFrame([[1, 2, 3]]), "cameo")


def test_row_numbers_and_tags_in_a_dataframe_are_left_out_as_in_a_file(icews):
    tags = dict.fromkeys(icews.columns, "#x")
    frame = pd.concat([pd.DataFrame([tags]), icews], ignore_index=True)
    frame.insert(0, "Unnamed: 0", ["0", "1", "2"])
    with pytest.warns(exporter.InputWarning) as caught:
        cameo = exporter.convert(frame, "cameo")
    assert len(cameo) == 2
    assert [name in str(one.message) for one, name in zip(caught, ["index-column", "hxl-tags"], strict=True)]
    assert exporter.validate(frame).counts == {"index-column": 1, "hxl-tags": 1}


def test_columns_of_a_dataframe_that_lost_their_name_are_known_by_their_place():
    frame = pd.DataFrame([example("gdelt2")]).rename(columns={"Actor1Geo_ADM2Code": "Unnamed: 39"})
    assert exporter.convert(frame, "gdelt2")["Actor1Geo_ADM2Code"].tolist() == [example("gdelt2")["Actor1Geo_ADM2Code"]]


def test_a_file_is_written_without_names_and_not_where_something_is_lost(icews, tmp_path):
    exporter.convert(icews, "icews", tmp_path / "out.tab", header=False)
    assert (tmp_path / "out.tab").read_text(encoding="utf-8").startswith(example("icews")["Event ID"] + "\t")
    with pytest.raises(LossError):
        exporter.convert(icews, "cameo", strict=True)


def test_what_is_lost_is_handed_on(icews):
    losses = []
    exporter.convert(icews, "cameo", on_loss=losses.append)
    assert [(loss.source, loss.target, loss.lossless) for loss in losses] == [("icews", "cameo", False)]


def test_arguments_for_counts_are_refused_for_other_layouts(icews):
    with pytest.raises(TypeError, match="period: only acled-aggregate takes such arguments, not cameo"):
        exporter.convert(icews, "cameo", period="month")


def test_dataframes_are_merged_by_the_identifier_of_their_layout():
    old = pd.DataFrame([example("acled", event_id_cnty=f"KAZ{number}", timestamp="5") for number in (1, 2)])
    new = pd.DataFrame([example("acled", event_id_cnty="KAZ2", fatalities="9", timestamp="6")])
    merged = exporter.merge(old, new, deleted=["KAZ1"])
    assert merged[["event_id_cnty", "fatalities"]].to_numpy().tolist() == [["KAZ2", "9"]]


def test_event_files_hold_what_tables_held(icews, events):
    assert exporter.detect(events).layout == "event"
    assert pq.read_schema(events).names == event_schema().names
    back = exporter.convert(events, "icews")
    assert back["Event ID"].astype(str).tolist() == icews["Event ID"].tolist()
    assert back["CAMEO Code"].tolist() == icews["CAMEO Code"].tolist()


def test_event_files_in_json_lines_are_the_same(icews, events, tmp_path):
    exporter.convert(events, "event", tmp_path / "events.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["origin"]["layout"] for line in lines] == ["icews", "icews"]
    exporter.convert(icews, "cameo", tmp_path / "a.csv")
    exporter.convert(tmp_path / "events.jsonl", "cameo", tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == (tmp_path / "b.csv").read_text(encoding="utf-8")


def test_events_in_one_array_are_the_same(icews, events, tmp_path):
    exporter.convert(events, "event", tmp_path / "events.json.gz")
    assert exporter.detect(tmp_path / "events.json.gz").layout == "event"
    assert exporter.convert(tmp_path / "events.json.gz", "icews").equals(exporter.convert(icews, "icews"))


def test_events_that_are_none_are_refused_with_their_line(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(UnreadableEventsError, match="line 1"):
        exporter.convert(path, "cameo", layout="event")


def test_what_events_lose_is_counted(events, tmp_path):
    (loss,) = convert(events, "petrarch2", tmp_path / "out.csv").losses
    lost = {column.column for column in loss.columns}
    assert loss.source == "event"
    assert "location.name" in lost
    assert "date.start" not in lost


def test_aggregation_can_be_told_how(tmp_path):
    days = ("2022-01-05", "2022-03-05")
    rows = [example("acled", event_id_cnty=f"KAZ{number}", event_date=day) for number, day in enumerate(days)]
    counts = exporter.convert(pd.DataFrame(rows), "acled-aggregate", period="month", zeros=True)
    assert counts["EVENTS"].tolist() == [1, 0, 1]
    assert counts["WEEK"].dt.month.tolist() == [1, 2, 3]
    done = convert(pd.DataFrame(rows), "acled-aggregate", tmp_path / "out.csv")
    assert not done.lossless
    assert "counted" in done.losses[0].to_text()
