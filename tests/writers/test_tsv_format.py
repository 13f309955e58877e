import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.tables import ReadOptions, read_table
from exporter.writers import tsv_format
from exporter.writers.flat_text import NestedColumnError
from exporter.writers.tsv_format import UnquotableCellError


def written(batch, **options):
    stream = io.BytesIO()
    with tsv_format.encoder(stream, batch.schema, **options) as sink:
        sink.write(batch)
    return stream.getvalue()


def test_cells_are_quoted_only_where_they_must_be():
    rows = ["plain, with a comma", 'say "so"', "a\tb", "two\nlines", "", None]
    data = written(pa.record_batch({"a": rows, "n": pa.array(range(6))}))
    assert data.startswith(b'a\tn\nplain, with a comma\t0\n"say ""so"""\t1\n"a\tb"\t2\n"two\nlines"\t3\n""\t4\n\t5\n')
    read = [row["a"] for row in csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter="\t")]
    assert read == [text or "" for text in rows]


def test_numbers_days_and_dictionaries_are_written_as_in_csv():
    batch = pa.record_batch(
        {
            "f": [0.1 + 0.2],
            "day": pa.array([18993], pa.int32()).cast(pa.date32()),
            "code": pa.array(["010"]).dictionary_encode(),
        }
    )
    assert written(batch) == b"f\tday\tcode\n0.30000000000000004\t2022-01-01\t010\n"


def test_names_can_be_left_out():
    assert written(pa.record_batch({"a": [1]}), header=False) == b"1\n"


def test_quotation_marks_are_data_without_quoting():
    assert written(pa.record_batch({"a": ['"so"', 'x"y']}), quoting=False) == b'a\n"so"\nx"y\n'


@pytest.mark.parametrize("cell", ["a\tb", "a\nb", "a\rb"])
def test_a_cell_that_cannot_stand_without_quotation_marks_is_refused(cell):
    with pytest.raises(UnquotableCellError, match=r"column 'a' has a cell with a tab or a line break.*write \.csv"):
        written(pa.record_batch({"a": ["x", cell]}), quoting=False)


def test_a_formula_is_guarded_on_request():
    assert written(pa.record_batch({"a": ["=1+1", "safe"]}), guard=True) == b"a\n'=1+1\nsafe\n"


def test_a_nested_column_is_refused_by_name():
    with pytest.raises(NestedColumnError, match="'tags' is nested and TSV is flat"):
        written(pa.record_batch({"tags": [["x"]]}))


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff")), st.integers(0, 9)
        ),
        min_size=1,
    )
)
def test_what_is_written_reads_back_the_same(rows):
    batch = pa.record_batch(
        {"n": pa.array([str(n) for _, n in rows]), "t": pa.array([text for text, _ in rows], pa.string())}
    )
    options = ReadOptions(delimiter="\t", quoting=True, header=True)
    with read_table(io.BytesIO(written(batch)), options) as reader:
        assert reader.read().to_pylist() == batch.to_pylist()
