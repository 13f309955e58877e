import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.tables import TableError, read_table
from exporter.tables.jsontext import JsonStream


def table(data):
    return read_table(io.BytesIO(data.encode() if isinstance(data, str) else data))


def problems(reader):
    reader.read()
    return [(finding.code, finding.row) for finding in reader.findings]


def numbers(reader):
    return [chunk.rows.of(index) for chunk in reader.numbered() for index in range(chunk.batch.num_rows)]


def test_numbers_stay_as_they_are_written():
    line = '{"a": 1.0, "b": 12345678901234567890, "c": 2.02E+13, "d": true, "e": null, "f": "010", "g": [1.0, "x"]}'
    (row,) = table(line).read().to_pylist()
    assert row == {
        "a": "1.0",
        "b": "12345678901234567890",
        "c": "2.02E+13",
        "d": "true",
        "e": None,
        "f": "010",
        "g": '[1.0,"x"]',
    }


def test_a_line_is_a_row_and_broken_ones_are_named():
    data = '{"a": 1}\n\n{"a": 2\n[3]\n{"a": 4} x\n{"a": 5, "b": 6}\n'
    assert [row["a"] for row in table(data).read().to_pylist()] == ["1", "5"]
    assert numbers(table(data)) == [1, 6]
    assert problems(table(data)) == [("broken-json", 3), ("type", 4), ("broken-json", 5)]


def test_a_key_that_is_there_twice_is_named():
    reader = table('{"a": 1, "a": 2}\n{"a": 3}\n')
    assert [row["a"] for row in reader.read().to_pylist()] == ["2", "3"]
    assert [(f.code, f.row, f.column) for f in reader.findings] == [("repeated-key", 1, "a")]


def test_a_key_that_comes_too_late_is_named():
    reader = table('{"a": 1}\n' * 1000 + '{"a": 2, "late": 3}\n')
    assert reader.columns == ["a"]
    reader.read()
    assert [(f.code, f.row, f.column, f.value) for f in reader.findings] == [("unknown-column", 1001, "late", "3")]


def test_an_array_of_objects_is_a_table():
    reader = table('[{"a": 1},\n {"a": 2, "b": "x"}]')
    assert reader.columns == ["a", "b"]
    assert [tuple(row.values()) for row in reader.read().to_pylist()] == [("1", None), ("2", "x")]
    assert numbers(table('[{"a": 1}, 5, {"a": 2}]')) == [1, 3]


@pytest.mark.parametrize("indent", [None, 2])
def test_the_answer_of_an_api_is_a_table(indent):
    answer = {"status": 200, "success": True, "count": 2, "messages": [], "data": [{"a": "x"}, {"a": "y"}], "more": 1}
    reader = table(json.dumps(answer, indent=indent))
    assert reader.read()["a"].to_pylist() == ["x", "y"]
    assert reader.findings == []


def test_an_answer_that_is_not_whole_says_so():
    reader = table('{"TotalCount": 5, "Result": [{"a": 1}]}')
    assert problems(reader) == [("partial-answer", None)]


def test_an_answer_without_rows_is_an_empty_table():
    assert table('{"status": 200, "count": 0, "data": []}\n').read().num_rows == 0


def test_an_answer_that_is_an_error_is_refused():
    with pytest.raises(TableError, match=r"no list of rows \(it has: status, error\)"):
        table('{"status": 403,\n"error": {"message": "no"}}')


@pytest.mark.parametrize("data", ['[{"a": 1}, ', '[{"a": 1} {"a": 2}]', '[{"a": 1}] x', "[", '{"data": [{"a": 1}]'])
def test_a_broken_document_is_refused(data):
    with pytest.raises(TableError, match="is not JSON"):
        table(data).read()


def test_what_is_not_utf8_is_named():
    reader = table('{"a": "café"}\n{"a": "x"}\n'.encode("cp1252"))
    assert reader.read()["a"].to_pylist() == ["café", "x"]
    assert [(f.code, f.row) for f in reader.findings] == [("invalid-utf8", 1)]


def test_half_a_surrogate_pair_can_be_written():
    assert table('{"a": "x \\ud83d"}').read()["a"].to_pylist() == ["x \ufffd"]


def test_a_document_larger_than_a_block_is_read():
    rows = [{"id": number, "notes": "n" * 3000} for number in range(1000)]
    reader = table(json.dumps({"data": rows}))
    assert reader.read()["id"].to_pylist() == [str(number) for number in range(1000)]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(json_values, min_size=1, max_size=4), st.integers(1, 7))
def test_a_stream_of_any_pieces_gives_the_same_values(values, size):
    text = " ".join(json.dumps(value) for value in values)
    stream = io.StringIO(text)
    walker = JsonStream(lambda _: stream.read(size))
    found = []
    while walker.peek():
        found.append(json.loads(json.dumps(walker.value())))
    flat = json.loads(json.dumps(values), parse_int=str)
    assert found == flat


def test_a_record_with_several_lists_is_a_row_not_an_answer_with_rows():
    reader = table('{"id": "1", "actor": [{"name": "a"}], "event": ["PROTEST"]}\n')
    assert reader.read().to_pylist() == [{"id": "1", "actor": '[{"name":"a"}]', "event": '["PROTEST"]'}]
