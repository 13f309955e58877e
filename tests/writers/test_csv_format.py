import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv

from exporter.writers import csv_format, open_writer
from exporter.writers.flat_text import NestedColumnError


def written(batch, *, pieces=1, **options):
    stream = io.BytesIO()
    with csv_format.encoder(stream, batch.schema, **options) as sink:
        for start in range(0, batch.num_rows, max(1, batch.num_rows // pieces)):
            sink.write(batch.slice(start, max(1, batch.num_rows // pieces)))
    return stream.getvalue()


def test_null_is_an_empty_cell_and_empty_text_is_quoted():
    assert written(pa.record_batch({"a": ["", None, "x"]})) == b'a\n""\n\n"x"\n'


def test_quotes_commas_and_newlines_stay_in_their_cell():
    rows = ['say "so"', "a,b", "two\nlines", "carriage\rreturn", "both\r\n"]
    data = written(pa.record_batch({"a": rows, "n": pa.array(range(5))}))
    assert [row["a"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""))] == rows


def test_no_number_loses_a_digit():
    numbers = [0.1 + 0.2, 1 / 3, 5e-324, 1.7976931348623157e308, -0.0, 43.25]
    data = written(pa.record_batch({"f": numbers, "i": pa.array([2**63 - 1, -(2**63), 0, 1, 2, 3])}))
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert [float(row["f"]) for row in rows] == numbers
    assert [int(row["i"]) for row in rows][:2] == [2**63 - 1, -(2**63)]


def test_dates_are_iso():
    days = pa.array([18993, None], pa.int32()).cast(pa.date32())
    assert written(pa.record_batch({"day": days})) == b"day\n2022-01-01\n\n"


def test_codes_keep_their_zeros_because_text_is_quoted():
    assert written(pa.record_batch({"code": ["010"]})) == b'code\n"010"\n'


def test_a_header_cell_is_quoted_only_where_it_must_be():
    assert written(pa.record_batch({"plain": [1], 'a,"b"': [2]})).splitlines()[0] == b'plain,"a,""b"""'


def test_the_bytes_depend_neither_on_batches_nor_on_dictionaries():
    text = [f"value {n % 7}" for n in range(1000)]
    plain = pa.record_batch({"a": text})
    coded = pa.record_batch({"a": pa.array(text).dictionary_encode()})
    assert written(plain) == written(plain, pieces=9) == written(coded, pieces=4)


def test_rows_stay_in_order_however_many_threads_encode_them():
    data = written(pa.record_batch({"n": pa.array(range(100_000))}))
    assert data == b"n\n" + b"".join(b"%d\n" % n for n in range(100_000))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_formula_is_left_alone_and_guarded_on_request(cell):
    batch = pa.record_batch({"a": [cell, "safe", None]})
    values = [row[0] if row else None for row in csv.reader(io.StringIO(written(batch).decode(), newline=""))]
    guarded = [
        row[0] if row else None for row in csv.reader(io.StringIO(written(batch, guard=True).decode(), newline=""))
    ]
    assert values == ["a", cell, "safe", None]
    assert guarded == ["a", "'" + cell, "safe", None]


def test_a_nested_column_is_refused_by_name():
    with pytest.raises(NestedColumnError, match="'tags' is nested"):
        written(pa.record_batch({"tags": [["x"]]}))


@given(st.lists(st.tuples(st.none() | st.text(st.characters(codec="utf-8")), st.none() | st.floats(allow_nan=False))))
def test_what_is_written_reads_back_the_same(rows):
    batch = pa.record_batch(
        {"t": pa.array([text for text, _ in rows], pa.string()), "f": pa.array([f for _, f in rows], pa.float64())}
    )
    table = arrow_csv.read_csv(
        io.BytesIO(written(batch)),
        parse_options=arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        convert_options=arrow_csv.ConvertOptions(
            column_types={"t": pa.string(), "f": pa.float64()},
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )
    assert table.to_pylist() == batch.to_pylist()


def test_a_compressed_file_is_the_same_on_every_run(tmp_path):
    for name in ("a.csv.gz", "b.csv.gz"):
        with open_writer(tmp_path / name, pa.schema({"n": pa.int8()})) as writer:
            writer.write(pa.record_batch({"n": pa.array([1, 2], pa.int8())}))
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()
    assert pa.input_stream(tmp_path / "a.csv.gz", compression="gzip").read() == b"n\n1\n2\n"
