import json

import pytest

from exporter.evaluation import GoldError, evaluate
from exporter.events import Classification, DocumentRef, Event, Evidence


def event(document, *codes, span=None, status="active"):
    return Event(
        event_id=f"{document}{codes}{span}",
        incident_id="i",
        status=status,
        document=DocumentRef(id=document),
        classifications=tuple(Classification(scheme, code, parent=parent) for scheme, code, parent in codes),
        evidence=(Evidence(*span, "x"),) if span else (),
    )


ARREST = ("cameo", "173", "17")
PRAISE = ("cameo", "051", "05")
SEIZE = ("cameo", "171", "17")


def only(evaluation):
    (scheme,) = evaluation.schemes
    return scheme


def test_a_perfect_coding_scores_one():
    events = [event("a", ARREST), event("b", PRAISE)]
    scheme = only(evaluate(events, events))
    assert (scheme.accuracy, scheme.macro_f1, scheme.micro_f1, scheme.cohen_kappa) == (1, 1, 1, 1)


def test_a_missed_event_costs_recall_and_an_invented_one_precision():
    scheme = only(evaluate([event("a", ARREST), event("a", PRAISE)], [event("a", ARREST), event("a", ARREST)]))
    scores = {one.category: (one.precision, one.recall) for one in scheme.classes}
    assert scores == {"051": (0, 0), "173": (0.5, 1)}


def test_events_are_paired_by_the_words_they_rest_on():
    gold = [event("a", ARREST, span=(0, 10)), event("a", PRAISE, span=(20, 30))]
    coded = [event("a", PRAISE, span=(0, 8)), event("a", ARREST, span=(21, 30))]
    assert only(evaluate(gold, coded)).confusion == (("051", "173", 1), ("173", "051", 1))


def test_evidence_in_other_words_is_another_event():
    scheme = only(evaluate([event("a", ARREST, span=(0, 10))], [event("a", ARREST, span=(20, 30))]))
    assert scheme.confusion == (("(no event)", "173", 1), ("173", "(no event)", 1))


def test_by_document_the_first_event_counts():
    gold = [event("a", ARREST), event("a", PRAISE)]
    scheme = only(evaluate(gold, [event("a", ARREST)], unit="document"))
    assert (scheme.units, scheme.accuracy) == (1, 1)


def test_roots_forgive_what_full_codes_do_not():
    gold, coded = [event("a", ARREST)], [event("a", SEIZE)]
    assert only(evaluate(gold, coded)).accuracy == 0
    assert only(evaluate(gold, coded, level="root")).accuracy == 1


def test_deleted_and_duplicate_events_do_not_count():
    coded = [event("a", ARREST), event("a", ARREST, status="deleted"), event("a", PRAISE, status="duplicate")]
    assert only(evaluate([event("a", ARREST)], coded)).accuracy == 1


def test_documents_that_the_gold_standard_does_not_hold_are_left_out():
    assert only(evaluate([event("a", ARREST)], [event("a", ARREST), event("b", ARREST)])).units == 1


def test_a_gold_csv_knows_documents_without_events(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text('document_id,cameo,acled\na,173,Arrests\n"b",,\n', encoding="utf-8")
    evaluation = evaluate(path, [event("a", ARREST), event("b", ARREST)])
    scores = {scheme.scheme: scheme.confusion for scheme in evaluation.schemes}
    assert scores["cameo"] == (("(no event)", "173", 1), ("173", "173", 1))
    assert scores["acled"] == (("Arrests", "(no event)", 1),)


def test_a_gold_csv_takes_its_wider_classes_from_the_code_lists(tmp_path):
    path = tmp_path / "gold.csv"
    path.write_text("document_id,scheme,code\na,acled,Armed clash\n", encoding="utf-8")
    coded = [event("a", ("acled", "Government regains territory", "Battles"))]
    assert only(evaluate(path, coded, level="root")).confusion == (("Battles", "Battles", 1),)


def test_events_in_json_lines_are_read_back(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps(event("a\u2028", ARREST).to_dict(), ensure_ascii=False) + "\n", encoding="utf-8")
    assert only(evaluate(path, path)).accuracy == 1


def test_the_confusion_table_has_gold_down_and_coded_across():
    table = only(evaluate([event("a", ARREST)], [event("a", PRAISE)])).confusion_table()
    assert table.loc["173", "051"] == 1
    assert table.to_numpy().sum() == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("gold.csv", b"text\nhello\n", "expected the columns document_id"),
        ("gold.csv", b"document_id,scheme,code\na,gdelt,1\n", "line 2: scheme 'gdelt' is none of"),
        ("gold.csv", b"document_id,cameo,start,end\na,173,x,y\n", "whole numbers"),
        ("gold.csv", b"document_id,cameo\n\xff,173\n", "not UTF-8"),
        ("gold.jsonl", b'{"event_id": 1}\n', "line 1 is no event"),
        ("gold.jsonl", b"{}]\n", "line 1 is no event"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GoldError, match=says):
        evaluate(path, [event("a", ARREST)])


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(GoldError, match=r"gold\.csv: cannot be read"):
        evaluate(tmp_path / "gold.csv", [])


def test_codings_of_other_documents_are_refused():
    with pytest.raises(GoldError, match="no document in common"):
        evaluate([event("a", ARREST)], [event("b", ARREST)])
