import io
import json

import pyarrow as pa
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


def test_a_table_without_rows_keeps_its_columns():
    table = parquet.read_table(io.BytesIO(written(BATCH.slice(0, 0))))
    assert table.num_rows == 0
    assert table.schema.equals(SCHEMA)


def test_nested_events_keep_their_shape():
    empty = pa.RecordBatch.from_pylist([], schema=event_schema())
    assert parquet.read_schema(io.BytesIO(written(empty))).equals(event_schema())
