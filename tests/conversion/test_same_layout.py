import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from exporter.conversion import convert
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
