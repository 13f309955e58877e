import io
import json

import pyarrow as pa
import pytest

from exporter.writers import json_format


def written(batch, count):
    stream = io.BytesIO()
    with json_format.encoder(stream, batch.schema) as sink:
        for start in range(count):
            sink.write(batch.slice(start, 1))
    return stream.getvalue()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_rows_are_one_array(count):
    batch = pa.record_batch({"t": ["two\nlines", None, "}\n,{"], "l": [["x"], [], None]})
    assert json.loads(written(batch, count)) == batch.slice(0, count).to_pylist()


def test_each_row_has_a_line():
    assert written(pa.record_batch({"n": [1, 2]}), 2) == b'[\n{"n":1},\n{"n":2}\n]\n'
