import gzip
import io
import os
import zipfile

import pyarrow as pa
import pytest

from exporter.tables import InputError, open_binary, open_text

TEXT = b"event_id,code\n1,010\n" * 100


def zstd(data):
    return pa.compress(data, "zstd", asbytes=True)


def archive(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return packed.getvalue()


class Pipe(io.RawIOBase):
    """A stream that cannot be rewound and hands bytes over one by one."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._data.read(min(size, 1) if size > 0 else size)


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd, lambda data: archive(a=data)])
@pytest.mark.parametrize("wrap", [io.BytesIO, Pipe])
def test_what_packs_a_file_is_told_from_its_bytes(pack, wrap):
    with open_binary(wrap(pack(TEXT))) as stream:
        assert stream.read() == TEXT


@pytest.mark.parametrize("pack", [gzip.compress, zstd])
def test_files_packed_in_parts_are_read_to_the_end(pack):
    assert open_binary(io.BytesIO(pack(b"a") + pack(b"b"))).read() == b"ab"


def test_a_packed_file_in_an_archive_is_unpacked():
    assert open_binary(io.BytesIO(archive(a=gzip.compress(TEXT)))).read() == TEXT


def test_more_layers_are_refused():
    with pytest.raises(InputError, match="packed more than 2 times"):
        open_binary(io.BytesIO(gzip.compress(gzip.compress(gzip.compress(TEXT)))))


@pytest.mark.parametrize("pack", [gzip.compress, zstd, lambda data: archive(a=data)])
def test_a_file_that_unpacks_to_too_much_is_stopped(pack):
    with pytest.raises(InputError, match="more than 1,000"):
        open_binary(io.BytesIO(pack(b"a" * 1001)), max_bytes=1000).read()


@pytest.mark.parametrize("pack", [gzip.compress, zstd, lambda data: archive(a=data)])
def test_a_damaged_file_says_so(pack):
    data = pack(os.urandom(10_000))
    with pytest.raises(InputError, match=r"fetch it again"):
        open_binary(io.BytesIO(data[:5000])).read()


def test_an_archive_of_several_files_is_refused_by_name():
    with pytest.raises(InputError, match=r"2 files \(a, b, …\)"):
        open_binary(io.BytesIO(archive(a=b"", b=b"")))


def test_what_an_archiver_leaves_behind_does_not_count():
    assert open_binary(io.BytesIO(archive(**{"a": TEXT, "__MACOSX/._a": b"x"}))).read() == TEXT


def test_an_empty_archive_is_refused():
    with pytest.raises(InputError, match="no file"):
        open_binary(io.BytesIO(archive()))


def test_a_locked_archive_is_refused():
    data = bytearray(archive(a=TEXT))
    for magic, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(magic) + flag] |= 1
    with pytest.raises(InputError, match="password"):
        open_binary(io.BytesIO(bytes(data)))


def test_a_workbook_stays_as_it_is():
    data = archive(**{"[Content_Types].xml": b"<Types/>"})
    assert open_binary(io.BytesIO(data)).read() == data


def test_standard_input_is_not_closed(monkeypatch):
    stdin = io.TextIOWrapper(io.BytesIO(gzip.compress(TEXT)))
    monkeypatch.setattr("sys.stdin", stdin)
    with open_binary("-") as stream:
        assert stream.read() == TEXT
    assert not stdin.buffer.closed


def test_a_missing_file_a_folder(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        open_binary(tmp_path / "gone")
    with pytest.raises(InputError, match="is a folder"):
        open_binary(tmp_path)


def test_text_keeps_its_newlines_and_loses_its_mark():
    assert open_text(io.BytesIO("\ufeffa\r\nb\rc".encode())).read() == "a\r\nb\rc"
    assert open_text(io.BytesIO("é\r\n".encode("utf-16"))).read() == "é\r\n"
    assert open_text(io.BytesIO(b"\xe9"), encoding="cp1252").read() == "é"
