"""Open any tabular file."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, Self, cast

from exporter.tables.collecting import FindingCollector
from exporter.tables.opening import Source, open_binary, plain_path, seekable, source_name, take_head
from exporter.tables.options import ReadOptions
from exporter.tables.source import TableSource
from exporter.tables.streams import Borrowed, Recorder, buffered

if TYPE_CHECKING:
    from types import TracebackType

    import pyarrow as pa

    from exporter.tables.reader import TableReader

_HEAD_BYTES = 4096
_SAMPLED_ROWS = 1000
_SAMPLE_BYTES = 2**20
# When a table is only looked at, rows may lack so many cells of the widest; what they lack, the layout will say.
_LENIENT = 8
_SEEKING = frozenset({"parquet", "workbook"})  # formats whose table of contents stands at the end


class _Module(Protocol):
    """What each format's module provides."""

    def read(self, source: TableSource) -> TableReader:
        """Return a reader of the table."""


# Format → the first bytes that tell it. The module of the same name reads it; what tells nothing is delimited text.
_MAGIC = {"parquet": b"PAR1", "workbook": b"PK\x03\x04"}


def _format_of(head: bytes) -> str:
    if head.lstrip()[:1] in {b"{", b"["}:
        return "jsonrows"
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), "delimited")


@dataclass(frozen=True, slots=True)
class TableSample:
    """The first rows of a table.

    Attributes:
        columns: names of the columns, each another.
        header: the names as the file has them, None where it has none.
        rows: up to a thousand rows, all columns text.

    """

    columns: list[str]
    header: list[str] | None
    rows: pa.Table


def _first_rows(reader: TableReader) -> TableSample:
    import pyarrow as pa  # noqa: PLC0415  # slow to import

    batches: list[pa.RecordBatch] = []
    with reader, closing(reader.batches()) as coming:
        for batch in coming:
            batches.append(batch)
            if sum(one.num_rows for one in batches) >= _SAMPLED_ROWS:
                break
    empty = pa.table({column: pa.array([], pa.string()) for column in reader.columns})
    rows = pa.Table.from_batches(batches) if batches else empty
    return TableSample(reader.columns, reader.header, rows.slice(0, _SAMPLED_ROWS))


class TableFile:
    r"""A tabular file that can be looked at before it is read, standard input too.

    >>> import io
    >>> with TableFile(io.BytesIO(b"code;name\n010;\n")) as file:
    ...     columns = file.sample().columns
    ...     rows = file.read().read().to_pylist()
    >>> columns, rows
    (['code', 'name'], [{'code': '010', 'name': None}])

    """

    def __init__(self, source: Source, *, name: str | None = None) -> None:
        self.name = name or source_name(source)
        head, self._stream = take_head(open_binary(source), _HEAD_BYTES, self.name)
        self.format = _format_of(head)
        self._path = plain_path(source, head)
        if self.format in _SEEKING:
            self._stream = seekable(self._stream, self._path)

    def _open(self, stream: BinaryIO, options: ReadOptions, path: str | None = None) -> TableReader:
        module: _Module = import_module(f"exporter.tables.{self.format}")
        return module.read(TableSource(self.name, stream, options, FindingCollector(self.name), path))

    def sample(self, options: ReadOptions | None = None) -> TableSample:
        """Return the first rows; the file can still be read from its start.

        Rows may lack some of the last cells here even where the options do not say so.

        Raises:
            TableError: it is not certain which value belongs in which column.

        """
        options = options or ReadOptions()
        if self.format in _SEEKING:
            self._stream.seek(0)
            try:
                return _first_rows(self._open(cast("BinaryIO", Borrowed(self._stream)), options))
            finally:
                self._stream.seek(0)
        lenient = replace(
            options,
            optional=max(options.optional, _LENIENT),
            block_bytes=min(options.block_bytes, _SAMPLE_BYTES),
        )
        recorder = Recorder(self._stream)
        try:
            return _first_rows(self._open(cast("BinaryIO", recorder), lenient))
        finally:
            self._stream = buffered(self._stream, self.name, prefix=recorder.recorded())

    def read(self, options: ReadOptions | None = None) -> TableReader:
        """Return a reader of the table.

        Raises:
            TableError: it is not certain which value belongs in which column.

        """
        return self._open(self._stream, options or ReadOptions(), self._path)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def read_table(source: Source, options: ReadOptions | None = None, *, name: str | None = None) -> TableReader:
    r"""Return a reader of a tabular file: CSV and its kin, JSON, JSON Lines, Parquet or a workbook, packed or not.

    What the file is, and how it is written, is told from its first bytes, unless ``options`` state it. What is wrong
    with its structure is named in ``findings`` of the reader, and mended only where it is certain how.

    Args:
        source: a path, ``"-"`` for standard input, or an open binary file.
        options: what is known of the table.
        name: what findings call the file; its path where None.

    Raises:
        InputError: the file cannot be opened or unpacked.
        TableError: it is not certain which value belongs in which column.

    >>> import io
    >>> read_table(io.BytesIO(b"code;name\n010;\n")).read().to_pylist()
    [{'code': '010', 'name': None}]

    """
    file = TableFile(source, name=name)
    try:
        return file.read(options)
    except BaseException:
        file.close()
        raise
