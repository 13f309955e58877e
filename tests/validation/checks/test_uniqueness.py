import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.validation import Validator
from exporter.validation.checks import seen_keys
from exporter.validation.checks.seen_keys import SeenKeys, hashes
from exporter.validation.checks.uniqueness import joined

CHECK = {"code": "repeated", "kind": "unique", "severity": "error", "title": "T", "columns": ["id"]}


def batches(ids, size):
    row = 2
    for batch in pa.table({"id": ids}).to_batches(max_chunksize=size):
        yield batch, row
        row += len(batch)


def repeated(ids, size=4, **options):
    validator = Validator({}, [CHECK], **options)
    return [
        (finding.row, finding.message)
        for _, result in validator.validate_batches(batches(ids, size), jobs=2)
        for finding in result.findings
    ]


def test_the_second_of_two_is_named_with_the_row_of_the_first():
    assert repeated(["a", "b", "a", "c", None, "b", None, "a"]) == [
        (4, "'a' stands in row 2 already"),
        (7, "'b' stands in row 3 already"),
        (9, "'a' stands in row 2 already"),
    ]


def test_numbers_are_identifiers_too():
    assert repeated(pa.array([10, 1, 10])) == [(4, "10 stands in row 2 already")]


def test_a_table_that_grows_forgets_nothing(monkeypatch):
    monkeypatch.setattr(seen_keys, "_START", 8)
    monkeypatch.setattr(seen_keys, "_MAPPED", 64)
    ids = [f"id{number % 3_000}" for number in range(4_000)]
    seen = SeenKeys(8)
    found = []
    for start in range(0, len(ids), 100):
        part = pa.array(ids[start : start + 100])
        places, firsts = seen.add(part, np.arange(start, start + 100))
        found += [(start + place, first) for place, first in zip(places, firsts, strict=True)]
    assert found == [(number, number - 3_000) for number in range(3_000, 4_000)]


def test_keys_whose_hashes_are_alike_are_told_apart(monkeypatch):
    monkeypatch.setattr(seen_keys, "hashes", lambda keys: np.full(len(keys), 7, dtype=np.uint64))
    seen = SeenKeys(8)
    assert seen.add(pa.array(["a", "b", "a", "c", "b"]), np.arange(10, 15)) == ([2, 4], [10, 11])
    assert seen.add(pa.array(["c", "d", "a"]), np.arange(15, 18)) == ([0, 2], [13, 10])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.integers(0, 30), max_size=12), max_size=8), st.sampled_from([0, 1, 20, 34, 44, 46]))
def test_hashes_may_be_as_bad_as_they_like(batches, shift):
    seen, first, row = SeenKeys(8), {}, 2
    for batch in batches:
        keys = pa.array([f"{number}" for number in batch], pa.string())
        expected = [(place, first.setdefault(number, row + place)) for place, number in enumerate(batch)]
        expected = [(place, met) for place, met in expected if met != row + place]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(seen_keys, "_PIECE", 5)
            patched.setattr(seen_keys, "hashes", lambda keys: hashes(keys) >> np.uint64(shift) << np.uint64(shift))
            places, firsts = seen.add(keys, np.arange(row, row + len(batch)))
        assert list(zip(places, firsts, strict=True)) == expected
        row += len(batch)


def test_a_batch_of_any_size_is_hashed_in_pieces():
    ids = [*range(150_000), 3, 149_999]
    assert repeated(pa.array(ids), len(ids)) == [
        (150_002, "3 stands in row 5 already"),
        (150_003, "149999 stands in row 150001 already"),
    ]


def test_hashes_look_at_every_byte():
    texts = ["", "a", "b", "a\x00", "a" * 8, "a" * 9, "a" * 16, "a" * 15 + "b", "ba" * 8, "é", "e"]
    assert len(set(hashes(pa.array(texts)).tolist())) == len(texts)
    assert hashes(pa.array(["xx", *texts]))[1:].tolist() == hashes(pa.array(texts)).tolist()


@pytest.mark.parametrize(
    ("one", "two"), [(("a", "bc"), ("ab", "c")), (("a:1", "b"), ("a", "1:b")), (("", "a"), ("a", ""))]
)
def test_several_columns_are_joined_without_mixing_them_up(one, two):
    keys = joined([pa.array(part) for part in zip(one, two, strict=True)])
    assert keys[0] != keys[1]
