import json

from exporter.coding.lexicon_check import check_lexicon


def test_every_example_of_the_embedded_lexicon_is_coded_as_it_says():
    report = check_lexicon()
    assert [finding.message for finding in report.findings if finding.severity == "error"] == []
    assert report.examples > 300
    assert report.words > 5000


def test_an_example_that_is_not_coded_is_named(tmp_path):
    entry = {"id": "mine.x", "pos": "verb", "words": ["frobnicate"], "cameo": "111", "example": "Peru sleeps."}
    path = tmp_path / "mine.jsonl"
    path.write_text(json.dumps(entry))
    (finding,) = [one for one in check_lexicon(path).findings if "mine.x" in one.message]
    assert finding.code == "example-not-coded"
    assert "no trigger" in finding.message
