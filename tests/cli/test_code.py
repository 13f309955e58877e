import json

import pytest
from pyarrow import parquet

from exporter.events import event_schema
from exporter.schemas import load_schema
from exporter.validation import Validator

TEXT = "Police arrested twelve protesters in Almaty on Wednesday."
# A report on several countries whose last sentence is right too seldom to be written.
UNSURE = (
    "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go.\n\n"
    + 3 * "Kenya and Somalia spoke. Uganda and Chad wrote. Peru and Chile came. "
    + "\n\nRussia opposed the plan, and it rained, and it snowed, and people slept, and dogs barked."
)


@pytest.fixture
def run(event_exporter):
    return lambda *arguments, **options: event_exporter("code", *arguments, **options)


@pytest.fixture
def reports(tmp_path):
    path = tmp_path / "reports.jsonl"
    documents = [{"id": f"d{n}", "text": TEXT, "published": "2022-01-05"} for n in range(3)]
    path.write_text("".join(json.dumps(document) + "\n" for document in documents))
    return path


def test_events_go_to_a_file_and_the_count_to_standard_error(run, reports, tmp_path):
    result = run(reports, "--out", tmp_path / "events.jsonl")
    events = [json.loads(line) for line in (tmp_path / "events.jsonl").read_text().splitlines()]
    assert (result.status, result.stdout) == (0, "")
    assert result.stderr == f"3 documents gave {len(events)} events\n"
    assert [event["document"]["id"] for event in events if event["classifications"]][:1] == ["d0"]
    assert Validator(load_schema("event")).validate_rows(events).valid


def test_a_dash_is_standard_input_and_output(run):
    result = run("-", "-o", "-", text=TEXT)
    assert result.status == 0
    assert json.loads(result.stdout.splitlines()[0])["evidence"][0]["text"] in TEXT


def test_parquet_has_the_event_schema(run, reports, tmp_path):
    assert run(reports, "-o", tmp_path / "events.parquet").status == 0
    assert parquet.read_schema(tmp_path / "events.parquet").equals(event_schema())


def test_the_number_of_jobs_changes_nothing(run, reports):
    assert run(reports, "--jobs", "2").stdout == run(reports).stdout


def test_events_below_a_confidence_are_left_out(run, reports):
    assert run(reports, "--min-confidence", "1").stdout == ""


def test_uncertain_events_are_written_on_request_and_say_so(run):
    assert run("-", text=UNSURE).stdout == ""
    events = [json.loads(line) for line in run("-", "--include-uncertain", text=UNSURE).stdout.splitlines()]
    assert [event["evidence"][0]["text"] for event in events] == ["Russia opposed the plan"]
    assert events[0]["coder"]["version"].endswith(".uncertain")


def test_a_broken_line_is_a_finding_and_the_other_documents_are_coded(run, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"id": "a", "text": \n' + json.dumps({"id": "b", "text": TEXT}) + "\n")
    result = run(path, "--format", "json")
    finding = json.loads(result.stderr.splitlines()[0])
    assert result.status == 1
    assert finding["row"] == 1
    assert finding["severity"] == "error"
    assert json.loads(result.stdout.splitlines()[0])["document"]["id"] == "b"


def test_a_missing_file_cannot_be_run_on_and_leaves_no_output(run, tmp_path):
    result = run(tmp_path / "none.txt", "-o", tmp_path / "events.jsonl")
    assert result.status == 2
    assert "none.txt" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_flat_format_is_refused_with_advice(run, reports, tmp_path):
    result = run(reports, "-o", tmp_path / "events.csv")
    assert result.status == 2
    assert "is nested and CSV is flat; write JSON Lines or Parquet" in result.stderr
    assert not (tmp_path / "events.csv").exists()
