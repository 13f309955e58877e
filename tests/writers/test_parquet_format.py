import io
import json
import threading

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from exporter.events import event_schema
from exporter.writers import parquet_format

SCHEMA = pa.schema(
    [
        pa.field("id", pa.string(), nullable=False, metadata={"title": "Identifier", "description": "Who it is."}),
        pa.field("kind", pa.dictionary(pa.int32(), pa.string())),
        pa.field("day", pa.date32()),
        pa.field("dead", pa.int16(), metadata={"description": "Deaths.", "unit": "persons"}),
    ],
    metadata={"title": "Test rows"},
)
ROWS = [{"id": f"r{n:04}", "kind": "ab"[n % 2], "day": None, "dead": n if n % 3 else None} for n in range(1000)]
BATCH = pa.RecordBatch.from_pylist(ROWS, schema=SCHEMA)


def written(batch, *, rows_in_batch=1000, **options):
    stream = io.BytesIO()
    with parquet_format.encoder(stream, batch.schema, **options) as sink:
        for start in range(0, batch.num_rows, rows_in_batch):
            sink.write(batch.slice(start, rows_in_batch))
    return stream.getvalue()


def test_types_and_values_survive():
    table = parquet.read_table(io.BytesIO(written(BATCH)))
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist() == ROWS


def test_columns_and_dataset_are_described_in_the_file():
    file = parquet.ParquetFile(io.BytesIO(written(BATCH)))
    assert file.schema_arrow.field("dead").metadata[b"unit"] == b"persons"
    assert file.metadata.metadata[b"title"] == b"Test rows"
    assert json.loads(file.metadata.metadata[b"columns"])["id"]["description"] == "Who it is."


def test_compression_is_zstd_and_row_groups_have_a_fixed_size():
    metadata = parquet.ParquetFile(io.BytesIO(written(BATCH, row_group_rows=400))).metadata
    assert [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)] == [400, 400, 200]
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_text_that_does_not_repeat_is_not_put_into_a_dictionary():
    row_group = parquet.ParquetFile(io.BytesIO(written(BATCH))).metadata.row_group(0)
    encodings = {row_group.column(n).path_in_schema: row_group.column(n).encodings for n in range(4)}
    assert "RLE_DICTIONARY" not in encodings["id"]
    assert "RLE_DICTIONARY" in encodings["kind"]


def test_the_file_says_what_it_is_sorted_by():
    metadata = parquet.ParquetFile(io.BytesIO(written(BATCH, sorted_by=["day", "id"]))).metadata
    assert [column.column_index for column in metadata.row_group(0).sorting_columns] == [2, 0]


def test_the_bytes_do_not_depend_on_how_rows_are_batched():
    whole = written(BATCH, row_group_rows=300)
    assert whole == written(BATCH, row_group_rows=300, rows_in_batch=7)
    reversed_dictionary = pa.DictionaryArray.from_arrays(
        pa.array([1 - n % 2 for n in range(1000)], pa.int32()), pa.array(["b", "a"])
    )
    position = SCHEMA.get_field_index("kind")
    assert whole == written(BATCH.set_column(position, SCHEMA.field("kind"), reversed_dictionary), row_group_rows=300)


def written_by_one_writer(batch, *, row_group_rows, sorted_by):
    """The same file from a single writer of pyarrow, whose columns come one after the other."""
    mine = parquet.ParquetFile(io.BytesIO(written(batch, row_group_rows=row_group_rows)))
    stream = io.BytesIO()
    options = {"compression": "zstd", "compression_level": 3, "data_page_size": 8 << 20, "version": "2.6"}
    flat = any(pa.types.is_dictionary(field.type) for field in batch.schema)
    options["use_dictionary"] = [f.name for f in batch.schema if not pa.types.is_string(f.type)] if flat else True
    sorting = [parquet.SortingColumn(batch.schema.get_field_index(name)) for name in sorted_by]
    schema = batch.schema.with_metadata(mine.schema_arrow.metadata)
    with parquet.ParquetWriter(stream, schema, sorting_columns=sorting, **options) as writer:
        for start in range(0, batch.num_rows, row_group_rows):
            rows = pa.Table.from_batches([batch.slice(start, row_group_rows)]).cast(schema)
            writer.write_table(rows, row_group_rows)
    return stream.getvalue()


def test_columns_encoded_apart_make_the_file_that_one_writer_makes():
    mine = written(BATCH, row_group_rows=300, sorted_by=["day", "id"])
    assert mine == written_by_one_writer(BATCH, row_group_rows=300, sorted_by=["day", "id"])


def test_nested_columns_encoded_apart_make_the_file_that_one_writer_makes():
    place = pa.struct({"name": pa.string(), "points": pa.list_(pa.float64())})
    schema = pa.schema({"id": pa.string(), "place": place, "names": pa.list_(pa.string())})
    rows = [
        {"id": str(n), "place": {"name": f"n{n % 7}", "points": [n / 2] * (n % 3)}, "names": [None, "x"][: n % 3]}
        for n in range(500)
    ]
    batch = pa.RecordBatch.from_pylist(rows, schema=schema)
    mine = written(batch, row_group_rows=200, sorted_by=["id"])
    assert mine == written_by_one_writer(batch, row_group_rows=200, sorted_by=["id"])
    assert parquet.read_table(io.BytesIO(mine)).to_pylist() == rows


@pytest.mark.parametrize("cores", [1, 2, 7])
def test_the_bytes_do_not_depend_on_the_number_of_cores(monkeypatch, cores):
    expected = written(BATCH, row_group_rows=90)
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert written(BATCH, row_group_rows=90, rows_in_batch=64) == expected


def test_polars_and_duckdb_read_rows_by_the_statistics_of_row_groups(tmp_path):
    path = tmp_path / "rows.parquet"
    path.write_bytes(written(BATCH, row_group_rows=300))
    assert pl.read_parquet(path).filter(pl.col("id") == "r0999")["dead"].to_list() == [None]
    relation = duckdb.read_parquet(str(path)).filter("id >= 'r0900'")
    assert relation.aggregate("count(*), max(dead)").fetchall() == [(100, 998)]


def test_a_file_that_is_given_up_half_way_leaves_no_thread_behind():
    def broken():
        with parquet_format.encoder(io.BytesIO(), SCHEMA, row_group_rows=10) as sink:
            sink.write(BATCH)
            raise ValueError

    before = threading.active_count()
    with pytest.raises(ValueError, match=r"^$"):
        broken()
    assert threading.active_count() == before


def test_text_without_a_dictionary_and_days_as_text_are_written_as_the_schema_has_them():
    plain = pa.schema([field.with_type(pa.string()) if field.name in {"kind", "day"} else field for field in SCHEMA])
    stream = io.BytesIO()
    with parquet_format.encoder(stream, SCHEMA, row_group_rows=300) as sink:
        sink.write(BATCH.slice(0, 100))
        sink.write(BATCH.slice(100).cast(plain))
    assert stream.getvalue() == written(BATCH, row_group_rows=300)


def test_a_table_without_rows_keeps_its_columns():
    table = parquet.read_table(io.BytesIO(written(BATCH.slice(0, 0))))
    assert table.num_rows == 0
    assert table.schema.equals(SCHEMA)


def test_nested_events_keep_their_shape():
    empty = pa.RecordBatch.from_pylist([], schema=event_schema())
    assert parquet.read_schema(io.BytesIO(written(empty))).equals(event_schema())


@pytest.mark.parametrize("values", [3, 127, 128, 400])
def test_dictionaries_with_gaps_and_unused_values_make_the_file_that_one_writer_makes(values):
    schema = pa.schema({"kind": pa.dictionary(pa.int32(), pa.string())})
    texts = [None if n % 5 == 0 else f"v{n * 7 % values}" for n in range(2000)]
    plain = pa.record_batch({"kind": pa.array(texts)})
    expected = written_by_one_writer(plain.cast(schema), row_group_rows=2000, sorted_by=["kind"])
    dictionary = ["unused", *(f"v{n}" for n in reversed(range(values)))]
    indices = pa.array([None if text is None else dictionary.index(text) for text in texts], pa.int32())
    encoded = pa.DictionaryArray.from_arrays(indices, pa.array(dictionary))
    mixed = pa.record_batch({"kind": encoded})
    assert written(mixed, row_group_rows=2000, rows_in_batch=70, sorted_by=["kind"]) == expected
