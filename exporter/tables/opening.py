"""Open files as bytes or text, whether they are packed or not."""

from __future__ import annotations

import io
import sys
import zlib
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, BinaryIO, TextIO, cast

from exporter.tables.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

Source = str | Path | BinaryIO

STDIN = "-"
# A year of GDELT unpacks to about a tenth of this; what is larger is a mistake or an attack.
MAX_BYTES = 64 * 2**30

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_LONGEST_MAGIC = 4
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOK_PART = "[Content_Types].xml"
_ARCHIVER_TRACES = ("__MACOSX/", ".DS_Store")
_MAX_LAYERS = 3  # an archive in an archive is seen in the wild; more is not
_BUFFER = 2**18


class _Guarded(io.RawIOBase):
    """Pass bytes on, count them, and turn the failures of the stream below into InputError."""

    def __init__(
        self,
        stream: IO[bytes],
        name: str,
        *,
        prefix: bytes = b"",
        limit: int | None = None,
        below: IO[bytes] | None = None,
    ) -> None:
        self._stream, self._name, self._prefix, self._limit = stream, name, prefix, limit
        self._count, self._below = 0, below

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        if self._prefix:
            data, self._prefix = self._prefix[: len(view)], self._prefix[len(view) :]
        else:
            data = self._read(len(view))
        self._count += len(data)
        if self._limit is not None and self._count > self._limit:
            raise InputError(
                self._name,
                f"unpacks to more than {self._limit:,} bytes",
                advice="unpack it by hand if it is really that large",
            )
        view[: len(data)] = data
        return len(data)

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size) or b""
        except InputError:
            raise
        except (EOFError, OSError, zlib.error, ValueError) as error:
            raise InputError(self._name, f"cannot be read to its end ({error})", advice="fetch it again") from error
        except Exception as error:  # zipfile and pyarrow raise classes of their own for the same thing
            if type(error).__module__.partition(".")[0] not in {"zipfile", "pyarrow"}:
                raise
            raise InputError(self._name, f"is damaged ({error})", advice="fetch it again") from error

    def close(self) -> None:
        if not self.closed:
            super().close()
            for stream in (self._stream, self._below):
                if stream is not None and stream is not sys.stdin.buffer:
                    stream.close()


def source_name(source: Source) -> str:
    """Return the name of a source as findings should give it.

    >>> source_name("-")
    '<stdin>'
    """
    if isinstance(source, (str, Path)):
        return "<stdin>" if str(source) == STDIN else str(source)
    return str(getattr(source, "name", "<stream>"))


def _raw(source: Source, name: str) -> IO[bytes]:
    if not isinstance(source, (str, Path)):
        return source
    if str(source) == STDIN:
        return sys.stdin.buffer
    try:
        return Path(source).open("rb", buffering=0)
    except FileNotFoundError:
        raise InputError(name, "there is no such file") from None
    except IsADirectoryError:
        raise InputError(name, "is a folder where a file is expected") from None
    except OSError as error:
        raise InputError(name, f"cannot be opened ({error.strerror})") from error


def _peek(stream: IO[bytes], name: str) -> tuple[bytes, IO[bytes]]:
    """Return the first bytes and a stream that still begins with them."""
    if stream.seekable():
        position = stream.tell()
        start = stream.read(_LONGEST_MAGIC)
        stream.seek(position)
        return start, stream
    start = b""
    while len(start) < _LONGEST_MAGIC and (more := stream.read(_LONGEST_MAGIC - len(start))):
        start += more  # a pipe may hand them over one by one
    return start, _buffered(stream, name, prefix=start)


def _gunzip(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import gzip  # noqa: PLC0415  # most input is not packed

    return _buffered(cast("IO[bytes]", gzip.GzipFile(fileobj=stream)), name, limit=limit, below=stream)


def _unzstd(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import pyarrow as pa  # noqa: PLC0415  # pyarrow carries the codec; it is slow to import

    return _buffered(pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd"), name, limit=limit, below=stream)


def _unzip(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import tempfile  # noqa: PLC0415
    import zipfile  # noqa: PLC0415  # most input is not packed

    if not stream.seekable():
        whole = tempfile.SpooledTemporaryFile(max_size=2**26)  # noqa: SIM115  # the archive closes it
        while block := stream.read(_BUFFER):
            whole.write(block)
        whole.seek(0)
        stream = cast("IO[bytes]", whole)
    try:
        archive = zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        raise InputError(name, f"is a damaged zip archive ({error})", advice="fetch it again") from error
    names = archive.namelist()
    if _WORKBOOK_PART in names:  # an .xlsx workbook is a zip archive too
        stream.seek(0)
        return stream
    members = [
        entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.startswith("__MACOSX/")
        and not entry.filename.endswith(".DS_Store")
    ]
    if len(members) != 1:
        what = "no file" if not members else f"{len(members)} files ({', '.join(m.filename for m in members[:3])}, …)"
        raise InputError(name, f"is a zip archive with {what} where one is expected", advice="unpack it first")
    if members[0].flag_bits & 1:
        raise InputError(name, "is a zip archive under a password", advice="unpack it first")
    if members[0].file_size > limit:
        raise InputError(name, f"unpacks to {members[0].file_size:,} bytes, more than {limit:,}")
    try:
        return _buffered(archive.open(members[0]), name, limit=limit, below=stream)
    except (NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(name, f"is a zip archive that cannot be unpacked ({error})") from error


_UNPACKERS: dict[bytes, Callable[[IO[bytes], str, int], IO[bytes]]] = {
    _GZIP: _gunzip,
    _ZSTD: _unzstd,
    _ZIP: _unzip,
    _EMPTY_ZIP: _unzip,
}


def _buffered(stream: IO[bytes], name: str, **details: Any) -> BinaryIO:
    return io.BufferedReader(_Guarded(stream, name, **details), _BUFFER)


def open_binary(source: Source, *, max_bytes: int = MAX_BYTES) -> BinaryIO:
    """Open a file for reading bytes, unpacking gzip, Zstandard and one-file zip archives as it is read.

    What packs a file is told from its first bytes, not from its name, so that standard input and misnamed downloads
    work too. A workbook (.xlsx) is returned as it is.

    Args:
        source: a path, ``"-"`` for standard input, or an open binary file.
        max_bytes: how many bytes a packed file may unpack to.

    Raises:
        InputError: the file cannot be opened; reading from it raises the same where it is damaged or too large.

    >>> import io, gzip
    >>> open_binary(io.BytesIO(gzip.compress(b"text"))).read()
    b'text'

    """
    name = source_name(source)
    stream = _raw(source, name)
    try:
        return _unpacked(stream, name, max_bytes)
    except InputError:
        stream.close()
        raise


def _unpacked(stream: IO[bytes], name: str, max_bytes: int) -> BinaryIO:
    for _ in range(_MAX_LAYERS):
        start, packed = _peek(stream, name)
        unpack = next((unpacker for magic, unpacker in _UNPACKERS.items() if start.startswith(magic)), None)
        stream = packed if unpack is None else unpack(packed, name, max_bytes)
        if stream is packed:
            return stream if isinstance(stream, io.BufferedReader) else _buffered(stream, name)
    raise InputError(name, f"is packed more than {_MAX_LAYERS - 1} times", advice="unpack it first")


def open_text(source: Source, *, encoding: str | None = None, max_bytes: int = MAX_BYTES) -> TextIO:
    r"""Open a file for reading text, unpacked as in ``open_binary``; newlines are left as they are.

    Without an encoding the text is UTF-8, or UTF-16 where a byte order mark says so; bytes that are neither become
    U+FFFD, the replacement character.

    >>> import io
    >>> open_text(io.BytesIO(b"\xef\xbb\xbfcaf\xc3\xa9")).read()
    'café'
    """
    stream = open_binary(source, max_bytes=max_bytes)
    if encoding is None:
        start, peeked = _peek(stream, source_name(source))
        stream = cast("BinaryIO", peeked)
        encoding = "utf-16" if start.startswith(_UTF16) else "utf-8-sig"
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
