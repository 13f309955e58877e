"""JSON Lines: whatever pyarrow makes of them, what is said of a line is what jsonschema says of it."""

import io
import json

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exporter.tables import RowNumbers
from exporter.validation import Validator, json_lines, validate
from exporter.validation.json_lines import LineReader, blocks

SCHEMA = {
    "required": ["a", "b"],
    "properties": {
        "a": {"type": ["integer", "null"], "maximum": 9007199254740992},
        "b": {"type": ["string", "null"], "minLength": 1, "not": {"const": "no"}},
        "c": {"type": "number", "minimum": 0},
        "d": {"type": ["object", "null"], "required": ["x"], "properties": {"x": {"type": ["integer", "null"]}}},
        "e": {"items": {"required": ["y"], "properties": {"y": {"type": ["string", "null"]}}}},
    },
    "if": {"properties": {"a": {"const": 1}}},
    "then": {"required": ["c"]},
    "maxProperties": 5,
}
A = ["1", "2", "null", "1.0", "1e0", "-0", '"1"', "true", "9007199254740993", "123456789012345678901234567890", "{}"]
B = ['"x"', '"no"', '""', "null", '"\\u00e9"', '"\\ud800"', '"\\udc00"', '"\\ud83d\\ude42"', '":null"', '"k\\":null"']
B += ['"2022-01-05"', '"\\u0000"', '"null"', "3", '["x"]', '"a\\nb"']
C = ["0", "1.5", "-1", "-0.0", "NaN", "1e400", "9007199254740993", "null", '"3"', "5"]
D = ["null", '{"x":1}', '{"x":null}', "{}", '{"x":1.0}', '{"x":1,"x":null}', '{"z":null}', "[]"]
E = ["[]", '[{"y":"k"}]', '[{"y":null},{"y":"k"}]', "[{}]", "[null]", '[{"y":1}]', "null", '[":null"]']
BROKEN = [
    "",
    " ",
    "null",
    "1",
    "[]",
    '{"a":1',
    '{"a":1}{"a":2}',
    '{"a":1}null',
    '{"a":1}}',
    '{"a":01}',
    "{}",
    '{"a\\u0022":null}',
]
DAMAGED = [
    b'{"a":1,"b":"\xff"}',
    b'{"a":1,"b":"\t"}',
    b'\xef\xbb\xbf{"a":1,"b":"x"}',
    b'{"a":1,"b":"x"}\r',
    b'{"a":1,\x00"b":"x"}',
]
usual = st.fixed_dictionaries(
    {"a": st.sampled_from(A[:3]), "b": st.sampled_from(B[:4]), "c": st.sampled_from(C[:3])},
    optional={"d": st.sampled_from(D[:3]), "e": st.sampled_from(E[:3])},
)
unusual = st.fixed_dictionaries(
    {},
    optional={
        "a": st.sampled_from(A),
        "b": st.sampled_from(B),
        "c": st.sampled_from(C),
        "d": st.sampled_from(D),
        "e": st.sampled_from(E),
        "z_": st.sampled_from(["null", "1", '"q"']),
    },
)


@st.composite
def lines(draw, fields):
    found = draw(fields)
    colon, comma = draw(st.sampled_from([(":", ","), (": ", ", "), (" : ", " , ")]))
    names = draw(st.permutations(list(found))) if draw(st.booleans()) else list(found)
    return ("{" + comma.join(f'"{name}"{colon}{found[name]}' for name in names) + "}").encode()


any_lines = st.one_of(
    st.lists(lines(usual), min_size=1, max_size=40),
    st.lists(
        st.one_of(
            lines(usual), lines(unusual), st.sampled_from([one.encode() for one in BROKEN]), st.sampled_from(DAMAGED)
        ),
        min_size=1,
        max_size=20,
    ),
)


def expected_of(text):
    reference = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults, broken = [], []
    for number, line in enumerate(text.split(b"\n"), 1):
        stripped = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        try:
            value = json.loads(stripped, parse_constant=json_lines.refuse_constant)
        except ValueError:
            if stripped.strip():
                broken.append(number)
            continue
        faults += [(number, tuple(e.path), e.validator, e.message) for e in reference.iter_errors(value)]
    return faults, broken


def found_in(text):
    faults, broken, rows = [], [], []
    validator = Validator(SCHEMA)
    for batch, result, findings in validator.validate_lines(blocks(io.BytesIO(text)), jobs=1):
        assert len(batch) == len(result.valid_mask) or not batch.num_columns
        bad = set()
        for row, *fault in result.faults():
            faults.append((result.rows.of(row), *fault))
            bad.add(row)
        assert {row for row, valid in enumerate(result.valid_mask.to_pylist()) if not valid} == bad
        rows += [result.rows.of(row) for row in range(len(result.valid_mask))]
        broken += [finding.row for finding in findings]
    return faults, broken, rows


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(any_lines, st.sampled_from([40, 300, 1 << 20]), st.booleans())
def test_lines_are_judged_as_jsonschema_judges_them(parts, size, ends):
    text = b"\n".join(parts) + (b"\n" if ends else b"")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_lines, "_BLOCK", size)
        patched.setattr(json_lines, "_FEW", 2)
        faults, broken, _ = found_in(text)
    expected, not_json = expected_of(text)
    assert sorted(map(repr, faults)) == sorted(map(repr, expected))
    assert broken == not_json


def read(*parts):
    (block,) = blocks(io.BytesIO(b"\n".join(parts) + b"\n"))
    return LineReader({}).read(block)


@pytest.mark.parametrize(
    ("parts", "unsure"),
    [
        ([b'{"a":1,"b":null}', b'{"a":2,"b":"x"}'], []),
        ([b'{"a":1,"b":null}', b'{"a":2}'], [1]),
        ([b'{"a": 1, "b": null}', b'{"a": 2, "b": null}'], []),
        ([b'{"a":{"x":null}}', b'{"a":null}', b'{"a":{}}'], [2]),
        ([b'{"a":[{"x":null},{"x":1}]}', b'{"a":[null]}', b'{"a":[{},{"x":2}]}'], [2]),
        ([b'{"a":"k\\":null","b":":null"}', b'{"a":"x"}'], [1]),
        ([b'{"a":1.5}', b'{"a":9007199254740993}', b'{"a":NaN}'], [1, 2]),
        ([b'{"a":[1.5]}', b'{"a":[9007199254740992]}'], [1]),
    ],
)
def test_lines_that_may_have_lost_something_are_named(parts, unsure):
    assert read(*parts).unsure.tolist() == unsure


@pytest.mark.parametrize(
    "line", [b"null", b'{"a":1}null{"a":2}', b"", b'{"a":"\xff"}', b'{"a":1,"a":2}', b"[1]", b'{"a":\n1}']
)
def test_lines_that_pyarrow_must_not_see_are_left_to_python(line):
    assert read(line) is None


def test_one_odd_line_does_not_keep_the_others_from_being_read_at_once():
    parts = [b'{"a":1}'] * 500 + [b'{"a":"one"}'] + [b'{"a":2}'] * 499
    found = read(*parts)
    assert 500 in found.unsure.tolist()
    assert len(found.unsure) <= 32


@pytest.mark.parametrize("piece", [1, 2, 3, 4, 7, 64])
def test_nothing_is_missed_where_pieces_meet(monkeypatch, piece):
    monkeypatch.setattr(json_lines, "_PIECE", piece)
    parts = [b'{"a":null,"b":"x"}', b'{"a": null,"b":null}', b'{"b":null}'] * 5
    assert read(*parts).unsure.tolist() == [2, 5, 8, 11, 14]


def test_types_are_learnt_from_one_block_for_the_next():
    reader = LineReader({"properties": {"n": {"type": ["number", "null"]}}})
    for text, kind in ((b'{"n":null}\n', pa.float64()), (b'{"n":1}\n', pa.float64()), (b'{"n":"x"}\n', None)):
        (block,) = blocks(io.BytesIO(text))
        found = reader.read(block)
        assert (found and found.batch.schema.field("n").type) == kind


CHECKS = [
    {"code": "repeated", "kind": "unique", "severity": "error", "title": "T", "columns": ["id"]},
    {"code": "order", "kind": "ordered", "severity": "warning", "title": "T", "columns": ["low", "high"]},
]


def test_domain_checks_hold_for_lines_however_they_were_read(tmp_path, monkeypatch):
    monkeypatch.setattr(json_lines, "_BLOCK", 60)
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"id":"a","low":1,"high":2}\n{"id":"b","low":3,"high":2}\n{"id":"a","low":1.0,"high":2}\n'
        'not json\n{"high":0,"low":1,"id":"c"}\n{"id":"c","more":true}\n["a"]\n{"id":"b"}\n',
        encoding="utf-8",
    )
    report = validate(path, schema={}, checks=CHECKS)
    assert [(finding.row, finding.code, finding.message) for finding in report.findings] == [
        (2, "order", "low is 3 but high is 2"),
        (3, "repeated", "'a' stands in row 1 already"),
        (4, "not-json", "the line is not JSON: Expecting value: line 1 column 1 (char 0)"),
        (5, "order", "low is 1 but high is 0"),
        (6, "repeated", "'c' stands in row 5 already"),
        (8, "repeated", "'b' stands in row 2 already"),
    ]
    assert (report.rows, report.invalid_rows) == (7, 3)


def test_rows_are_handed_on_with_their_numbers(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id":"a","n":1}\n\n{"id":"b","n":1.0}\n{"id":"c"}\n', encoding="utf-8")
    taken = []
    validate(path, schema={"required": ["n"]}, checks=[], on_batch=lambda batch, result: taken.append((batch, result)))
    ((batch, result),) = taken
    assert batch.to_pylist() == [{"id": "a", "n": 1}, {"id": "b", "n": 1}, {"id": "c", "n": None}]
    assert result.valid_mask.to_pylist() == [True, True, False]
    assert result.rows == RowNumbers(1, (1,))
