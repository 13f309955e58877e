import csv
import json
import random
from dataclasses import replace

import pyarrow as pa
import pytest
from pyarrow import parquet

from exporter.events import DateSpan, from_batch
from exporter.findings import Finding
from exporter.release import FindingLog, build_release, sorting
from exporter.release.dataset import Dataset
from exporter.schemas import arrow_schema, load_schema

FILES = {
    "README.md",
    "SHA256SUMS",
    "acled.csv",
    "acled.parquet",
    "cameo.csv",
    "cameo.parquet",
    "codebook.csv",
    "codebook.md",
    "datapackage.json",
    "events.jsonl",
    "events.parquet",
    "validation.json",
}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def contents(folder):
    return {entry.name: entry.read_bytes() for entry in folder.iterdir()}


@pytest.fixture
def release(tmp_path, stub, make_documents):
    build_release(make_documents(*range(40)), tmp_path / "out", coder=stub(), dataset=Dataset(name="test"))
    return tmp_path / "out"


def test_the_folder_holds_every_file_and_nothing_else(release):
    assert {entry.name for entry in release.iterdir()} == FILES


def test_each_table_is_sorted_by_date_and_identifier(release):
    for name, key in (("acled", "event_id_cnty"), ("cameo", "event_id")):
        order = [(row["event_date"], row[key]) for row in rows_of(release / f"{name}.csv")]
        assert order == sorted(order)
        assert len(order) == 40
    events = [json.loads(line) for line in (release / "events.jsonl").read_text().splitlines()]
    order = [(event["date"]["start"], event["event_id"]) for event in events]
    assert order == sorted(order)


def test_parquet_and_text_hold_the_same(release, make_event):
    events = list(from_batch(parquet.read_table(release / "events.parquet")))
    assert [event.to_dict() for event in events] == [
        json.loads(line) for line in (release / "events.jsonl").read_text().splitlines()
    ]
    assert {event.event_id: event for event in events}[make_event(7).event_id] == make_event(7)


@pytest.mark.parametrize("layout", ["acled", "cameo"])
def test_parquet_is_typed_as_the_schema_says(release, layout):
    assert parquet.read_schema(release / f"{layout}.parquet").equals(arrow_schema(layout))


@pytest.mark.parametrize("layout", ["acled", "cameo"])
def test_the_columns_stand_in_the_order_of_the_schema(release, layout):
    header = (release / f"{layout}.csv").read_text().splitlines()[0]
    assert header.split(",") == list(load_schema(layout)["properties"])


def test_nothing_depends_on_the_order_of_the_documents_or_on_what_fits_in_memory(
    release, tmp_path, stub, make_documents, monkeypatch
):
    documents = make_documents(*range(40))
    random.Random(7).shuffle(documents)  # noqa: S311 - no secret
    monkeypatch.setattr(sorting, "RUN_BYTES", 1)
    build_release(documents, tmp_path / "other", coder=stub(), dataset=Dataset(name="test"))
    assert contents(tmp_path / "other") == contents(release)


def test_an_incident_reported_twice_is_one_row_of_acled_and_two_of_cameo(tmp_path, stub, make_documents):
    coder = stub((("incident_id", "i1"), ("date", DateSpan("2022-01-05", "2022-01-05"))))
    summary = build_release(make_documents(1, 2), tmp_path / "out", coder=coder)
    assert summary.rows == {"events": 2, "acled": 1, "cameo": 2}


def test_an_event_that_is_here_twice_is_written_once_and_reported(tmp_path, stub, make_documents):
    summary = build_release(make_documents(3, 3, 3), tmp_path / "out", coder=stub())
    assert summary.rows["events"] == 1
    assert [finding.code for finding in summary.findings] == ["repeated-event", "repeated-event"]
    assert summary.valid


def test_an_invalid_event_is_not_written_and_makes_the_build_invalid(tmp_path, make_documents, make_event):
    class Mistaken:
        name, version = "mistaken", "1"

        def code(self, document):
            event = make_event(int(document.text))
            bad = replace(event.location, latitude=943.25) if document.text == "1" else event.location
            return [replace(event, location=bad)]

    summary = build_release(make_documents(0, 1, 2), tmp_path / "out", coder=Mistaken())
    assert summary.rows == {"events": 2, "acled": 2, "cameo": 2}
    assert not summary.valid
    assert "943.25" in summary.findings[0].message
    record = json.loads((tmp_path / "out" / "validation.json").read_text())
    assert record["valid"] is False
    assert [table["rows_refused"] for table in record["tables"]] == [0, 0, 1]


def test_documents_without_events_leave_empty_tables(tmp_path, stub, make_documents):
    summary = build_release(make_documents(""), tmp_path / "out", coder=stub())
    assert summary.valid
    assert summary.rows == {"events": 0, "acled": 0, "cameo": 0}
    assert parquet.read_table(tmp_path / "out" / "acled.parquet").num_rows == 0
    assert rows_of(tmp_path / "out" / "acled.csv") == []


def test_no_documents_are_an_error_and_said_so(tmp_path, stub):
    summary = build_release([], tmp_path / "out", coder=stub())
    assert not summary.valid
    assert [finding.code for finding in summary.findings] == ["no-documents"]


def test_events_below_a_confidence_are_left_out(tmp_path, stub, make_documents):
    summary = build_release(make_documents(*range(10)), tmp_path / "out", coder=stub(), min_confidence=0.8)
    assert summary.rows["events"] == 4
    assert "confidence below 0.8 are left out" in (tmp_path / "out" / "README.md").read_text()


def test_a_cell_that_a_spreadsheet_would_run_is_reported_and_left_as_it_is(tmp_path, stub, make_documents):
    summary = build_release(make_documents(1), tmp_path / "out", coder=stub((("notes", "=1+1"),)))
    assert summary.valid
    assert ("formula-cell", "notes", "=1+1") in {(one.code, one.column, one.value) for one in summary.findings}
    assert rows_of(tmp_path / "out" / "acled.csv")[0]["notes"] == "=1+1"


def test_formulas_are_guarded_on_request_in_csv_alone(tmp_path, stub, make_documents):
    coder = stub((("notes", "=1+1"),))
    build_release(make_documents(1), tmp_path / "plain", coder=coder)
    build_release(make_documents(1), tmp_path / "guarded", coder=coder, guard_formulas=True)
    assert rows_of(tmp_path / "plain" / "acled.csv")[0]["notes"] == "=1+1"
    assert rows_of(tmp_path / "guarded" / "acled.csv")[0]["notes"] == "'=1+1"
    assert parquet.read_table(tmp_path / "guarded" / "acled.parquet")["notes"].to_pylist() == ["=1+1"]


def test_the_date_comes_from_the_description_the_environment_or_the_input(tmp_path, stub, make_documents, monkeypatch):
    def created(name, **options):
        build_release(make_documents(1, 2), tmp_path / name, coder=stub(), **options)
        return json.loads((tmp_path / name / "datapackage.json").read_text())["created"]

    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert created("input") == "2022-02-02T00:00:00Z"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1672531200")
    assert created("environment") == "2023-01-01T00:00:00Z"
    assert created("description", dataset=Dataset(created="2024-01-01")) == "2024-01-01T00:00:00Z"


def test_findings_about_the_input_are_recorded_without_the_folders_of_this_machine(tmp_path, stub, make_documents):
    log = FindingLog()
    log.add(Finding(code="unreadable-file", message="cannot be opened", file=f"{tmp_path}/in/a.txt"))
    build_release(make_documents(1), tmp_path / "out", coder=stub(), log=log)
    record = json.loads((tmp_path / "out" / "validation.json").read_text())
    assert record["findings"][0]["file"] == "a.txt"
    assert str(tmp_path) not in (tmp_path / "out" / "validation.json").read_text()


def test_memory_for_sorting_is_bounded_whatever_the_number_of_events(tmp_path, stub, make_documents, monkeypatch):
    held = []
    spill = sorting.ExternalSort._spill  # noqa: SLF001 - what is held can only be seen from inside
    monkeypatch.setattr(sorting, "RUN_BYTES", 200_000)
    monkeypatch.setattr(sorting, "_BATCH_ROWS", 20)
    monkeypatch.setattr(sorting, "_SLICE_ROWS", 20)
    monkeypatch.setattr("exporter.coding.batches._EVENTS_IN_BATCH", 20)

    def watched(sort, table):
        held.append(table.nbytes)
        return spill(sort, table)

    monkeypatch.setattr(sorting.ExternalSort, "_spill", watched)
    build_release(make_documents(*range(800)), tmp_path / "out", coder=stub())
    assert len(held) > 3
    assert max(held) < 300_000


def test_the_work_folder_is_gone_after_a_failure(tmp_path, make_documents):
    class Broken:
        name, version = "broken", "1"

        def code(self, document):
            raise pa.ArrowInvalid(document.text)

    with pytest.raises(pa.ArrowInvalid):
        build_release(make_documents(1), tmp_path / "out", coder=Broken())
    assert list(tmp_path.iterdir()) == []
