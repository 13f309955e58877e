"""The formats by name, and the one function that opens a file in any of them."""

from __future__ import annotations

import contextlib
import importlib
import zipfile
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from exporter.errors import UnknownNameError
from exporter.writers.atomic import STDOUT, atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

# A module has SUFFIXES and encoder(stream, schema, **options).
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "exporter.writers.csv_format",
        "tsv": "exporter.writers.tsv_format",
        "jsonl": "exporter.writers.jsonl_format",
        "json": "exporter.writers.json_format",
        "xlsx": "exporter.writers.xlsx_format",
        "parquet": "exporter.writers.parquet_format",
    }
)
TEXT_FORMATS = frozenset({"csv", "tsv"})  # those that keep cells as they are written
_COMPRESSIONS = MappingProxyType({".gz": "gzip", ".zst": "zstd"})
_ZIP = ".zip"
_PACKED = frozenset({*_COMPRESSIONS, _ZIP})
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip archive can state: the same on every run


class Sink(Protocol):
    """What takes batches and makes bytes of one format of them."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Take the rows of ``batch``."""


class Writer:
    """An open file of some format; it counts the rows that it is given."""

    def __init__(self, sink: Sink, schema: pa.Schema) -> None:
        self._sink, self.schema, self.rows = sink, schema, 0

    def write(self, batch: pa.RecordBatch | pa.Table) -> None:
        """Write the rows of ``batch``, which has the columns of the schema; text may stand without a dictionary."""
        for piece in batch.to_batches() if isinstance(batch, pa.Table) else [batch]:
            self._sink.write(piece)
            self.rows += piece.num_rows


def format_of(path: str | Path) -> str:
    """Return the format that the name of ``path`` asks for; ``.gz``, ``.zst`` and ``.zip`` behind it do not count.

    Raises:
        UnknownNameError: no format has such a suffix.

    >>> format_of("out/events.jsonl.zst")
    'jsonl'

    """
    name = Path(path)
    suffix = Path(name.stem).suffix if name.suffix.lower() in _PACKED else name.suffix
    for known, module in FORMATS.items():
        if suffix.lower() in importlib.import_module(module).SUFFIXES:
            return known
    raise UnknownNameError("format for files", suffix.removeprefix(".") or str(path), FORMATS)


def text_options(path: str | Path, *, quoting: bool | None) -> dict[str, Any]:
    """Return the options for a file whose dataset has quotation marks around cells, or has not (False).

    Tabs between cells without quotation marks are a form of its own; in all others cells need them.

    >>> text_options("out.tab", quoting=False), text_options("out.csv", quoting=False)
    ({'quoting': False}, {})
    """
    unquoted = quoting is False and path != STDOUT and format_of(path) == "tsv"
    return {"quoting": False} if unquoted else {}


@contextlib.contextmanager
def open_writer(
    path: str | Path,
    schema: pa.Schema,
    *,
    format: str | None = None,  # noqa: A002 - the word that users know from the command line
    **options: Any,
) -> Iterator[Writer]:
    """Open ``path`` for writing batches of ``schema``; the file appears, whole, when the block ends.

    Args:
        path: a file, or ``-`` for standard output.
        schema: the columns.
        format: one of ``FORMATS``; by default what the suffix of ``path`` says, and jsonl for ``-``.
        **options: what the format's encoder takes.

    Raises:
        UnknownNameError: there is no such format.
        WriteError: the operating system refused.

    >>> import pyarrow as pa
    >>> with open_writer("/dev/null", pa.schema({"n": pa.int8()}), format="csv") as writer:
    ...     writer.rows
    0

    """
    name = format or ("jsonl" if path == STDOUT else format_of(path))
    if name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)
    module = importlib.import_module(FORMATS[name])
    with (
        atomic_file(path) as stream,
        _compressed(stream, path) as target,
        module.encoder(target, schema, **options) as sink,
    ):
        yield Writer(sink, schema)


@contextlib.contextmanager
def _compressed(stream: BinaryIO, path: str | Path) -> Iterator[Any]:
    suffix = Path(path).suffix.lower()
    if suffix == _ZIP:
        member = zipfile.ZipInfo(Path(path).stem, _ZIP_EPOCH)
        member.compress_type = zipfile.ZIP_DEFLATED
        with zipfile.ZipFile(stream, "w") as archive, archive.open(member, "w", force_zip64=True) as target:
            yield target
    elif suffix in _COMPRESSIONS:
        with pa.CompressedOutputStream(_KeptOpen(stream), _COMPRESSIONS[suffix]) as target:
            yield target
    else:
        yield stream


class _KeptOpen:
    """A stream that the compressor may close without closing the file, which must still be synced."""

    closed = False

    def __init__(self, stream: BinaryIO) -> None:
        self.write, self.flush = stream.write, stream.flush

    def close(self) -> None:
        """Keep the file open."""
