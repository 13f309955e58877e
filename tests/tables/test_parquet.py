import gzip
import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exporter.tables import ReadOptions, TableError, read_table


@pytest.fixture
def data():
    table = pa.table(
        {
            "code": pa.array(["010", None, ""]),
            "kind": pa.array(["a", "b", "a"]).dictionary_encode(),
            "day": pa.array([date(2022, 1, 5), None, date(2022, 1, 6)]),
            "best": pa.array([0, 2**53 + 1, None]),
            "latitude": pa.array([43.25, -0.1, None]),
            "at": pa.array([datetime(2022, 1, 5, 10, tzinfo=UTC), None, None], pa.timestamp("s")),
            "parts": pa.array([[1, 2], [], None]),
        }
    )
    file = io.BytesIO()
    pq.write_table(table, file, row_group_size=2)
    return file.getvalue()


def test_every_type_becomes_text(data):
    rows = [tuple(row.values()) for row in read_table(io.BytesIO(data)).read().to_pylist()]
    assert rows[0] == ("010", "a", "2022-01-05", "0", "43.25", "2022-01-05 10:00:00", "[1, 2]")
    assert rows[1] == (None, "b", None, "9007199254740993", "-0.1", None, "[]")
    assert rows[2] == ("", "a", "2022-01-06", None, None, None, None)


def test_types_stay_where_they_are_asked_for(data):
    table = read_table(io.BytesIO(data), ReadOptions(as_text=False)).read()
    assert table.schema.field("day").type == pa.date32()
    assert table.schema.field("best").type == pa.int64()


def test_a_file_on_disk_and_a_packed_one_are_the_same(data, tmp_path):
    (tmp_path / "a.parquet").write_bytes(data)
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(data))
    with read_table(tmp_path / "a.parquet") as plain, read_table(tmp_path / "a.parquet.gz") as packed:
        assert plain.read().equals(packed.read())


def test_rows_are_numbered_as_if_the_names_stood_above(data):
    reader = read_table(io.BytesIO(data))
    assert [chunk.rows.of(index) for chunk in reader.numbered() for index in range(chunk.batch.num_rows)] == [2, 3, 4]


def test_text_that_is_not_utf8_is_named():
    file = io.BytesIO()
    pq.write_table(pa.table({"place": pa.array([b"x", b"caf\xe9", None])}), file)
    reader = read_table(io.BytesIO(file.getvalue()))
    assert reader.read()["place"].to_pylist() == ["x", "café", None]
    assert [(f.code, f.row, f.column) for f in reader.findings] == [("invalid-utf8", 3, "place")]


def test_a_damaged_file_is_refused(data):
    with pytest.raises(TableError, match="no readable Parquet file"):
        read_table(io.BytesIO(data[:-20]))
