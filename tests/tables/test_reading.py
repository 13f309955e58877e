import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exporter.tables import NumberedBatch, ReadOptions, RowNumbers, TableError, TableFile, read_table


def parquet(table):
    file = io.BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


ROWS = [{"id": str(number), "notes": "n" * 500} for number in range(5000)]
FORMS = {
    "csv": "id,notes\n" + "".join(f"{row['id']},{row['notes']}\n" for row in ROWS),
    "jsonl": "".join(json.dumps(row) + "\n" for row in ROWS),
    "json": json.dumps(ROWS),
}


@pytest.fixture(params=[*FORMS, "parquet", "csv.gz"])
def data(request):
    if request.param == "parquet":
        return parquet(pa.Table.from_pylist(ROWS))
    data = FORMS[request.param.removesuffix(".gz")].encode()
    return gzip.compress(data, 1) if request.param.endswith(".gz") else data


def test_a_table_can_be_looked_at_and_then_read_whole(data):
    with TableFile(io.BytesIO(data)) as file:
        first = file.sample()
        again = file.sample()
        table = file.read().read()
    assert first.columns == ["id", "notes"]
    assert first.rows.to_pylist() == again.rows.to_pylist() == ROWS[:1000]
    assert table.to_pylist() == ROWS


def test_standard_input_can_be_looked_at_and_then_read_whole(data, monkeypatch):
    class Pipe(io.BytesIO):
        def seekable(self):
            return False

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Pipe(data)))
    with TableFile("-") as file:
        assert file.sample().rows.num_rows == 1000
        assert file.read().read().num_rows == 5000


def test_a_file_can_be_looked_at_that_cannot_be_read_without_its_layout():
    data = b"1\t010\n2\t020\tu\n" * 10
    with TableFile(io.BytesIO(data)) as file:
        sample = file.sample()
        assert (sample.columns, sample.header) == (["column_1", "column_2", "column_3"], None)
        assert sample.rows["column_3"].to_pylist()[:2] == [None, "u"]
        with pytest.raises(TableError, match="different widths"):
            file.read()
    with read_table(io.BytesIO(data), ReadOptions(columns=("id", "code", "url"), optional=1)) as reader:
        assert reader.read().num_rows == 20


def test_a_stream_that_was_handed_in_stays_open():
    stream = io.BytesIO(b"id,b\n1,2\n")
    read_table(stream).read()
    assert not stream.closed


def test_a_file_is_closed_when_it_was_read(tmp_path):
    (tmp_path / "a.csv").write_text("id,b\n1,2\n")
    assert read_table(tmp_path / "a.csv").read().num_rows == 1


def test_parts_without_gaps_know_where_they_begin():
    batch = pa.record_batch({"row": [2, 3, 7, 8, 10]})
    runs = list(NumberedBatch(batch, RowNumbers(2, (2, 2, 2, 4, 5))).runs())
    assert [(part["row"].to_pylist(), first) for part, first in runs] == [([2, 3], 2), ([7, 8], 7), ([10], 10)]


@pytest.mark.parametrize(
    ("name", "rows", "columns", "codes"),
    [
        ("acled/acled_2016_api_africa.csv", 500, 26, {"index-column", "mojibake"}),
        ("acled/acled_2019layout_kenya_userdatefmt.csv", 5725, 32, set()),
        ("acled/acled_current_text_inter_somalia_part.csv", 1100, 31, set()),
        ("acled/acled_v6era_uppercase_southasia_part.csv", 1500, 25, set()),
        ("gdelt/gdelt1_20141124.export.CSV.zip", 100, 58, set()),
        ("gdelt/gdelt1_georgia_2013-05_header_R.csv", 3268, 58, {"row-names"}),
        ("gdelt/gdelt2_20190121220000_semicolon_excelmangled.csv", 1629, 61, {"unnamed-column", "mojibake"}),
        ("gdelt/gdelt2_20191024143000.export.CSV", 2111, 61, set()),
        ("gdelt/gdelt2_mentions_20170701_pandas.csv", 1635, 16, set()),
        ("icews/icews_events.2018.sample.tab", 3705, 20, set()),
        ("ucdp/ucdp_ged23_49cols_sample1000.csv", 1000, 49, set()),
        ("ucdp/ucdp_ged_hdx_bangladesh_hxl.csv", 601, 43, {"hxl-tags"}),
    ],
)
def test_real_files_are_read_as_they_are(name, rows, columns, codes, shared):
    reader = read_table(shared(f"samples/{name}"))
    table = reader.read()
    assert (table.num_rows, table.num_columns) == (rows, columns)
    assert {finding.code for finding in reader.findings} == codes


def test_real_rows_of_two_widths_are_mended_where_the_layout_allows_it(shared):
    path = shared("samples/gdelt/gdelt1_20160728_ragged57-58.tsv")
    with pytest.raises(TableError, match="201 of 57 cells, 509 of 58 cells"):
        read_table(path)
    reader = read_table(path, ReadOptions(columns=tuple(f"c{place}" for place in range(58)), optional=1))
    assert reader.read()["c57"].null_count == 201
    assert sum(finding.count for finding in reader.findings if finding.code == "short-row") == 201
