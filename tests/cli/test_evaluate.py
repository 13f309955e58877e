import json

from click.testing import CliRunner

from exporter.cli import cli

GOLD = "document_id,cameo\na,173\nb,051\nc,\n"
CODED = "document_id,cameo\na,173\nb,173\n"


def run(tmp_path, *options, gold=GOLD):
    (tmp_path / "gold.csv").write_text(gold, encoding="utf-8")
    (tmp_path / "coded.csv").write_text(CODED, encoding="utf-8")
    return CliRunner().invoke(cli, ["evaluate", str(tmp_path / "gold.csv"), str(tmp_path / "coded.csv"), *options])


def test_evaluate_prints_scores_by_class_and_agreement(tmp_path):
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "cameo: 2 units, accuracy 50.0" in result.output
    assert "Krippendorff's alpha" in result.output
    assert [line.split() for line in result.output.splitlines() if line.strip().startswith("173 ")] == [
        ["173", "50.0", "100.0", "66.7", "1", "2"]
    ]


def test_evaluate_by_document_counts_agreement_that_nothing_happened(tmp_path):
    result = run(tmp_path, "--unit", "document", "--format", "json")
    (scheme,) = json.loads(result.output)["schemes"]
    assert scheme["units"] == 3
    assert ["(no event)", "(no event)", 1] in scheme["confusion"]


def test_evaluate_on_a_wider_level_compares_roots(tmp_path):
    result = run(tmp_path, "--level", "root", "--format", "json")
    (scheme,) = json.loads(result.output)["schemes"]
    assert [one["category"] for one in scheme["classes"]] == ["05", "17"]


def test_evaluate_says_what_a_gold_file_must_hold(tmp_path):
    result = run(tmp_path, gold="text\nhello\n")
    assert result.exit_code != 0
    assert "expected the columns document_id" in str(result.exception)
