"""Open files as bytes or text, whether they are packed or not."""

from __future__ import annotations

import codecs
import io
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, TextIO, cast

from exporter.tables.errors import InputError
from exporter.tables.streams import BUFFER_BYTES, Borrowed, Transcoded, buffered

if TYPE_CHECKING:
    from collections.abc import Callable


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
_IN_MEMORY = 2**26
_MAX_LAYERS = 3  # an archive in an archive is seen in the wild; more is not


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
        return cast("IO[bytes]", Borrowed(source))
    if str(source) == STDIN:
        return cast("IO[bytes]", Borrowed(sys.stdin.buffer))
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
    return start, buffered(stream, name, prefix=start)


def _gunzip(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import gzip  # noqa: PLC0415  # most input is not packed

    return buffered(cast("IO[bytes]", gzip.GzipFile(fileobj=stream)), name, limit=limit, below=stream)


def _unzstd(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import pyarrow as pa  # noqa: PLC0415  # pyarrow carries the codec; it is slow to import

    return buffered(pa.CompressedInputStream(pa.PythonFile(stream, "r"), "zstd"), name, limit=limit, below=stream)


def _unzip(stream: IO[bytes], name: str, limit: int) -> IO[bytes]:
    import tempfile  # noqa: PLC0415
    import zipfile  # noqa: PLC0415  # most input is not packed

    if not stream.seekable():
        whole = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # the archive closes it
        while block := stream.read(BUFFER_BYTES):
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
        return buffered(archive.open(members[0]), name, limit=limit, below=stream)
    except (NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(name, f"is a zip archive that cannot be unpacked ({error})") from error


_UNPACKERS: dict[bytes, Callable[[IO[bytes], str, int], IO[bytes]]] = {
    _GZIP: _gunzip,
    _ZSTD: _unzstd,
    _ZIP: _unzip,
    _EMPTY_ZIP: _unzip,
}


def open_binary(source: Source, *, max_bytes: int = MAX_BYTES) -> BinaryIO:
    """Open a file for reading bytes, unpacking gzip, Zstandard and one-file zip archives as it is read.

    What packs a file is told from its first bytes, not from its name, so that standard input and misnamed downloads
    work too. A workbook (.xlsx) is returned as it is.

    Args:
        source: a path, ``"-"`` for standard input, or an open binary file, which is not closed with what is returned.
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
            return stream if isinstance(stream, io.BufferedReader) else buffered(stream, name)
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


def as_utf8(stream: BinaryIO, name: str, *, encoding: str | None = None) -> tuple[BinaryIO, bool]:
    """Return a stream of the same text in UTF-8, and whether its bytes are others.

    They are where ``encoding`` is another, or a byte order mark says that the text is UTF-16; else the bytes pass as
    they are, whether UTF-8 or not.

    Raises:
        InputError: there is no such encoding; reading raises the same where the text is not in it.

    """
    start, peeked = _peek(stream, name)
    if encoding is None and start.startswith(_UTF16):
        encoding = "utf-16"
    if encoding is None or codecs_name(encoding, name) == "utf-8":
        return cast("BinaryIO", peeked), False
    return buffered(cast("IO[bytes]", Transcoded(cast("BinaryIO", peeked), encoding)), name), True


def codecs_name(encoding: str, name: str) -> str:
    """Return the usual name of an encoding.

    Raises:
        InputError: there is no such encoding.

    """
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise InputError(name, f"cannot be read as {encoding!r}: there is no such encoding") from None


def take_head(stream: BinaryIO, size: int, name: str, *, end_line: bool = False) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, a byte order mark left out, and a stream that still begins with them.

    With ``end_line`` a newline is put behind the last line where it has none.
    """
    head = stream.read(size).removeprefix(codecs.BOM_UTF8)
    return head, buffered(stream, name, prefix=head, end_line=end_line)


def plain_path(source: Source, head: bytes) -> str | None:
    """Return the path of a file that begins with ``head`` as it lies on disk, a byte order mark apart, or None."""
    if not isinstance(source, (str, Path)) or not Path(source).is_file():
        return None
    with Path(source).open("rb") as file:
        start = file.read(len(head) + len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8)
    return str(source) if start.startswith(head) else None


def seekable(stream: BinaryIO, path: str | None) -> BinaryIO:
    """Return the bytes of a stream as a file that can be read from any place: the one at ``path``, or a copy."""
    if path is not None:
        stream.close()
        return cast("BinaryIO", Path(path).open("rb", buffering=0))
    import tempfile  # noqa: PLC0415  # most input is not packed

    whole = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # handed on
    while block := stream.read(BUFFER_BYTES):
        whole.write(block)
    stream.close()
    whole.seek(0)
    return cast("BinaryIO", whole)
