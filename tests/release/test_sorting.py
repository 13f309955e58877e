import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.release import sorting
from exporter.release.sorting import ExternalSort


def by_text(batch):
    return batch.column("t")


def result(sort):
    return [row for batch in sort.batches() for row in batch.to_pylist()]


@pytest.mark.parametrize("run_bytes", [1, 500, 10_000_000])
@given(rows=st.lists(st.text(st.characters(codec="utf-8"), max_size=3), max_size=60), size=st.integers(1, 20))
def test_rows_come_out_in_the_order_of_their_bytes_and_equal_ones_as_they_came(tmp_path_factory, rows, size, run_bytes):
    batch = pa.record_batch({"t": pa.array(rows, pa.string()), "n": pa.array(range(len(rows)), pa.int64())})
    sort = ExternalSort(by_text, tmp_path_factory.mktemp("runs"), run_bytes=run_bytes)
    for start in range(0, len(rows), size):
        sort.add(batch.slice(start, size))
    expected = sorted(batch.to_pylist(), key=lambda row: (row["t"].encode(), row["n"]))
    assert result(sort) == expected


def test_more_runs_than_are_merged_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(sorting, "_FAN_IN", 3)
    monkeypatch.setattr(sorting, "_SLICE_ROWS", 2)
    sort = ExternalSort(by_text, tmp_path, run_bytes=1)
    numbers = [(n * 37) % 101 for n in range(101)]
    for start in range(0, 101, 4):
        sort.add(pa.record_batch({"t": [f"{n:03}" for n in numbers[start : start + 4]]}))
    assert [row["t"] for row in result(sort)] == [f"{n:03}" for n in range(101)]
    assert len(list(tmp_path.iterdir())) <= 3


def test_nothing_in_is_nothing_out(tmp_path):
    assert result(ExternalSort(by_text, tmp_path)) == []


def test_nested_rows_survive_the_disk(tmp_path):
    rows = [{"t": "b", "l": [{"x": 1}], "m": [("k", None)]}, {"t": "a", "l": [], "m": []}]
    schema = pa.schema(
        {"t": pa.string(), "l": pa.list_(pa.struct({"x": pa.int64()})), "m": pa.map_(pa.string(), pa.string())}
    )
    sort = ExternalSort(by_text, tmp_path, run_bytes=1)
    for row in rows:
        sort.add(pa.RecordBatch.from_pylist([row], schema=schema))
    assert result(sort) == rows[::-1]
