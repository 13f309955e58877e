"""Whatever the bytes, reading ends in documents, rows, findings or an error that says what is wrong."""

import contextlib
import gzip
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exporter.documents import FORMATS, read_documents
from exporter.errors import ExporterError
from exporter.tables import ReadOptions, TableFile

SEEDS = [
    b'id,text\n1,"a, b"\n2,x\n',
    b"1\t2\t3\n4\t5\t6\n",
    b"sep=;\na;b\n1;2\n",
    b'{"id": "a", "text": "x"}\n{"a": 1}\n',
    b'[{"id": "a", "text": "y", "published": "2022-01-05"}]',
    b'{"data": [{"a": 1}], "count": 4}',
    b"<rss><channel><item><title>a</title><description>b</description></item></channel></rss>",
    b"---\ntitle: a\n---\n# b\ntext",
    b"PAR1" + bytes(30),
    b"PK\x03\x04" + bytes(30),
    gzip.compress(b"a,b\n1,2\n"),
    "a,b\n1,é\n".encode("utf-16"),
]
BITS = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\t",
    b"\x00",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b"{",
    b"]",
    b"\\ud800",
    b"1e999",
    b"#",
]


@st.composite
def damaged(draw):
    data = draw(st.sampled_from(SEEDS))
    for place, bit in draw(st.lists(st.tuples(st.integers(0, 90), st.sampled_from(BITS) | st.binary(max_size=3)))):
        data = data[:place] + bit + data[place + draw(st.integers(0, 2)) :]
    return data


quick = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(damaged(), st.sampled_from([None, *FORMATS]))
def test_documents(data, format_name):
    if format_name == "html":
        pytest.importorskip("trafilatura")
    found = []
    with contextlib.suppress(ExporterError):
        for document in read_documents([io.BytesIO(data)], on_finding=found.append, format=format_name):
            assert document.text.encode()
            assert document.id.encode()
    assert all(str(finding).encode("utf-8", "backslashreplace") for finding in found)


@quick
@given(damaged(), st.sampled_from([ReadOptions(), ReadOptions(optional=1), ReadOptions(block_bytes=64, header=False)]))
def test_tables(data, options):
    with contextlib.suppress(ExporterError), TableFile(io.BytesIO(data)) as file:
        with contextlib.suppress(ExporterError):
            file.sample()
        with file.read(options) as reader:
            last = 0
            for chunk in reader.numbered():
                chunk.batch.validate(full=True)
                numbers = [chunk.rows.of(index) for index in range(chunk.batch.num_rows)]
                assert numbers == sorted({number for number in numbers if number > last})
                last = numbers[-1]
