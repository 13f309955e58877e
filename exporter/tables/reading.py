"""Open any tabular file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from exporter.tables.collecting import FindingCollector
from exporter.tables.opening import Source, open_binary, source_name, take_head
from exporter.tables.options import ReadOptions
from exporter.tables.source import TableSource

if TYPE_CHECKING:
    from exporter.tables.reader import TableReader

_HEAD = 4096


class _Module(Protocol):
    """What each format's module provides."""

    def read(self, source: TableSource) -> TableReader:
        """Return a reader of the table."""


# Format → the first bytes that tell it. The module of the same name reads it; what tells nothing is delimited text.
_MAGIC = {"parquet": b"PAR1", "workbook": b"PK\x03\x04", "jsonrows": b"{"}


def _format_of(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] in {b"{", b"["}:
        return "jsonrows"
    return next((name for name, magic in _MAGIC.items() if head.startswith(magic)), "delimited")


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
    name = name or source_name(source)
    stream = open_binary(source)
    head, stream = take_head(stream, _HEAD, name)
    module: _Module = import_module(f"exporter.tables.{_format_of(head)}")
    try:
        return module.read(
            TableSource(name, stream, head, len(head) < _HEAD, options or ReadOptions(), FindingCollector(name))
        )
    except BaseException:
        stream.close()
        raise
