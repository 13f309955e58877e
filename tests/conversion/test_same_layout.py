import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from schema_examples import example

from exporter.conversion import convert, convert_table, incoming
from exporter.layouts import Context, get_layout
from exporter.schemas import load_schema
from exporter.tables import read_table


@pytest.mark.parametrize("name", ["acled", "acled-2019", "acled-legacy", "acled-monadic", "cameo", "icews"])
def test_a_file_that_stays_in_its_layout_has_the_rows_that_its_events_give(tmp_path, name):
    examples = {column: str(part["examples"][0]) for column, part in load_schema(name)["properties"].items()}
    separator = "\t" if name == "icews" else ";"
    source, out = tmp_path / "in.csv", tmp_path / "out.parquet"
    cells = [value.replace(separator, ",") for value in examples.values()]
    source.write_text(f"{separator.join(examples)}\n{separator.join(cells)}\n", encoding="utf-8")
    result = convert(source, name, out, source_layout=name)
    layout = get_layout(name)
    batches = [layout.to_events(batch, Context())[0] for batch in read_table(source, layout.reading).batches()]
    expected = pa.Table.from_batches([layout.from_events(batch)[0] for batch in batches])
    assert (result.rows_in, result.rows_out) == (1, 1)
    assert pq.read_table(out).to_pylist() == expected.to_pylist()


@pytest.mark.parametrize(("target", "row", "file"), [("acled", 1_001, "table"), ("acled-numeric", 1_001, None)])
def test_what_is_wrong_is_named_with_its_row_however_many_batches_there_are(monkeypatch, target, row, file):
    monkeypatch.setattr(incoming, "_ROWS", 100)
    examples = {column: part["examples"][0] for column, part in load_schema("acled")["properties"].items()}
    cells = {name: None if value is None else str(value) for name, value in examples.items()}
    count = 1_000
    columns = {name: pa.repeat(pa.scalar(value, pa.string()), count) for name, value in cells.items()}
    columns["event_id_cnty"] = pa.array([f"KAZ{number}" for number in range(count)])
    columns["civilian_targeting"] = pa.nulls(count, pa.string())
    columns["fatalities"] = pa.array(["0"] * (count - 1) + ["-1"])
    findings = []
    convert_table(pa.table(columns), target, on_finding=findings.append, examined=0)
    assert [(one.code, one.file, one.row) for one in findings] == [("minimum", file, row)]


@pytest.mark.parametrize("target", ["cameo", "acled-numeric", "acled"])
@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_the_bytes_do_not_depend_on_the_number_of_threads(monkeypatch, tmp_path, target, suffix):
    monkeypatch.setattr(incoming, "_ROWS", 100)
    count = 1_000
    columns = {name: pa.repeat(pa.scalar(value, pa.string()), count) for name, value in example("acled").items()}
    columns["event_id_cnty"] = pa.array([f"KAZ{number}" for number in range(count)])
    columns["location"] = pa.array([f"Place {number // 30}" for number in range(count)])
    for jobs in (1, 3):
        convert(pa.table(columns), target, tmp_path / f"{jobs}.{suffix}", jobs=jobs, examined=0)
    assert (tmp_path / f"1.{suffix}").read_bytes() == (tmp_path / f"3.{suffix}").read_bytes()
