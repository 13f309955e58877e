import json

import pytest

TEXT = "Police arrested twelve protesters in Almaty on Wednesday. It rained."


@pytest.fixture
def run(event_exporter):
    return lambda *arguments, **options: event_exporter("explain", *arguments, **options)


def test_each_sentence_shows_the_words_and_rules_or_why_there_is_no_event(run):
    result = run("-", text=TEXT)
    lines = result.stdout.splitlines()
    assert result.status == 0
    assert lines[1] == "1. Police arrested twelve protesters in Almaty on Wednesday."
    assert lines[2].startswith("   event: 'arrested' 17")
    assert ", by " in lines[2]
    assert lines[-2:] == ["2. It rained.", "   none: no trigger"]


def test_what_was_written_shows_its_date_place_and_numbers_with_their_words(run):
    report = "---\npublished: 2022-01-06\n---\n" + TEXT
    lines = run("-", text=report).stdout.splitlines()
    (wrote,) = [line for line in lines if line.startswith("   wrote: 173")]
    assert "2022-01-05 (day, 'Wednesday')" in wrote
    assert "Almaty (place, 'Almaty')" in wrote
    assert "12 arrested" in wrote
    assert "confidence 0." in wrote


def test_the_words_of_an_acled_type_are_shown(run):
    lines = run("-", text="Students marched in Almaty and threw stones at police on Monday.").stdout.splitlines()
    (incident,) = [line for line in lines if line.startswith("   ACLED: ")]
    assert "Violent demonstration" in incident
    assert "'threw'" in incident


def test_an_acled_type_that_no_event_carries_says_so(run):
    filler = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."
    text = f"{filler}\n\n{filler}\n\nOn Monday a ceasefire began."
    incidents = [line for line in run("-", text=text).stdout.splitlines() if line.startswith("   ACLED: ")]
    assert incidents
    assert all("not written" in line for line in incidents)


def test_no_acled_type_is_shown_that_the_coder_does_not_find(run):
    lines = run("-", text="Students are to march to the ministry next week.").stdout.splitlines()
    assert [line for line in lines if line.startswith("   ACLED: ")] == []


def test_json_has_one_line_for_each_sentence(run):
    sentences = [json.loads(line) for line in run("-", "--format", "json", text=TEXT).stdout.splitlines()]
    assert [sentence["text"] for sentence in sentences] == TEXT.replace("Wednesday. ", "Wednesday.\n").split("\n")
    assert sentences[0]["triggers"][0]["coded"] is True
    assert sentences[1]["triggers"] == []


def test_an_unreadable_document_is_a_finding(run, tmp_path):
    (tmp_path / "reports.jsonl").write_text("{broken\n")
    result = run(tmp_path / "reports.jsonl")
    assert result.status == 1
    assert "reports.jsonl, row 1" in result.stderr
