import pyarrow as pa
import pytest

from exporter.release.parting import OtherColumnsError, RowParter
from exporter.validation import BatchResult


def parted(path, *batches):
    with RowParter(path, None) as parter:
        for batch in batches:
            parter.take(batch, BatchResult(pa.array([True] * len(batch))))


def test_rows_that_lack_a_column_or_have_it_in_another_type_are_written_with_the_others(tmp_path):
    one, two = pa.record_batch({"a": [1.0], "b": ["x"]}), pa.record_batch({"a": [2]})
    parted(tmp_path / "rows.jsonl", one, two)
    assert (tmp_path / "rows.jsonl").read_text() == '{"a":1.0,"b":"x"}\n{"a":2.0,"b":null}\n'


@pytest.mark.parametrize("other", [{"a": [1], "new": [1]}, {"a": ["text"]}])
def test_rows_that_one_table_cannot_hold_are_refused_and_nothing_is_written(tmp_path, other):
    with pytest.raises(OtherColumnsError, match="from line 2 on"):
        parted(tmp_path / "rows.csv", pa.record_batch({"a": [1]}), pa.record_batch(other))
    assert not (tmp_path / "rows.csv").exists()
