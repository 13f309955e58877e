import zipfile

import pyarrow as pa
import pytest

from exporter.errors import UnknownNameError
from exporter.writers import format_of, open_writer

SCHEMA = pa.schema({"n": pa.int8()})


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.csv", "csv"),
        ("a.CSV.gz", "csv"),
        ("a.csv.zip", "csv"),
        ("a.tsv", "tsv"),
        ("a.tab.zst", "tsv"),
        ("a.jsonl.zst", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.json", "json"),
        ("a.parquet", "parquet"),
    ],
)
def test_the_suffix_tells_the_format(name, expected):
    assert format_of(name) == expected


def test_an_unknown_suffix_names_the_formats(tmp_path):
    with pytest.raises(UnknownNameError, match=r"'ods' \(there are: csv, json, jsonl, parquet, tsv, xlsx\)"):
        format_of(tmp_path / "a.ods")


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(UnknownNameError), open_writer(tmp_path / "a.csv", SCHEMA, format="cvs"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_writer_counts_the_rows_of_batches_and_tables(tmp_path):
    batch = pa.record_batch({"n": pa.array([1, 2], pa.int8())})
    with open_writer(tmp_path / "a.jsonl", SCHEMA) as writer:
        writer.write(batch)
        writer.write(pa.Table.from_batches([batch, batch]))
        assert writer.rows == 6
    assert (tmp_path / "a.jsonl").read_text() == '{"n":1}\n{"n":2}\n' * 3


def test_a_zip_archive_has_one_file_and_is_the_same_on_every_run(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        with open_writer(tmp_path / folder / "rows.tsv.zip", SCHEMA) as writer:
            writer.write(pa.record_batch({"n": pa.array([1], pa.int8())}))
    with zipfile.ZipFile(tmp_path / "a" / "rows.tsv.zip") as archive:
        assert archive.namelist() == ["rows.tsv"]
        assert archive.read("rows.tsv") == b"n\n1\n"
    assert (tmp_path / "a" / "rows.tsv.zip").read_bytes() == (tmp_path / "b" / "rows.tsv.zip").read_bytes()


def test_an_option_overrides_the_suffix(tmp_path):
    with open_writer(tmp_path / "rows.txt", SCHEMA, format="csv") as writer:
        writer.write(pa.record_batch({"n": pa.array([1], pa.int8())}))
    assert (tmp_path / "rows.txt").read_text() == "n\n1\n"
