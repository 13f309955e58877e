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
