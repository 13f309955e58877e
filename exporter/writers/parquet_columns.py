"""Columns of a Parquet file encoded apart, each as a file of its own, and the one file that they are joined into.

pyarrow encodes the columns of a file one after the other. What a column's pages hold does not depend on the columns
beside it, so that they can be encoded at the same time; only the footer says where they lie, and is made anew. The
numbers below are those of the format's own description of the footer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

import pyarrow as pa
from pyarrow import parquet

from exporter.writers.thrift_tree import Items, Struct, Typed, parse, serialize

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MAGIC = b"PAR1"
_LENGTH_BYTES = 4
# FileMetaData
_FILE_ROWS, _ROW_GROUPS = 3, 4
# RowGroup
_COLUMNS, _BYTES, _GROUP_ROWS, _GROUP_OFFSET, _COMPRESSED_BYTES, _ORDINAL = 1, 2, 3, 5, 6, 7
# ColumnChunk
_CHUNK_OFFSET, _CHUNK_METADATA = 2, 3
# ColumnMetaData: of data, index and dictionary pages
_PAGE_OFFSETS = (9, 10, 11)


@dataclass(frozen=True, slots=True)
class EncodedColumn:
    """A column of one row group.

    Attributes:
        pages: its bytes.
        group: what the footer says of a row group that has this column alone, and whose pages begin the file.

    """

    pages: memoryview
    group: Struct


def encode_column(column: pa.Array, field: pa.Field, options: Mapping[str, Any]) -> EncodedColumn:
    """Encode the rows of one column as one row group, as ``ParquetWriter`` does with ``options``."""
    data = memoryview(_file(pa.table([column], schema=pa.schema([field])), {**options, "store_schema": False}))
    footer, start = _footer(data)
    (group,) = footer[_ROW_GROUPS].value.values
    return EncodedColumn(data[len(_MAGIC) : start], group)


class JoinedFile:
    """A Parquet file that row groups of encoded columns are appended to.

    The bytes are those that one ``ParquetWriter`` would write.

    Args:
        stream: where the bytes go.
        schema: the columns, with their metadata.
        options: what ``ParquetWriter`` takes.

    """

    def __init__(self, stream: BinaryIO, schema: pa.Schema, options: Mapping[str, Any]) -> None:
        self._stream = stream
        # A row group without rows has what all row groups share, such as the order that rows come in.
        self._footer, _ = _footer(memoryview(_file(schema.empty_table(), options)))
        (self._template,) = self._footer[_ROW_GROUPS].value.values
        self._groups: list[Struct] = []
        self._rows = 0
        self._position = 0
        self._put(_MAGIC)

    def append(self, columns: Sequence[EncodedColumn]) -> None:
        """Append a row group."""
        rows = columns[0].group[_GROUP_ROWS].value
        chunks, first = [], None
        for column in columns:
            by = self._position - len(_MAGIC)
            chunks += [_moved_chunk(chunk, by) for chunk in column.group[_COLUMNS].value.values]
            first = first or _moved(column.group, [_GROUP_OFFSET], by).get(_GROUP_OFFSET)
            self._put(column.pages)
        group = dict(self._template)
        group[_COLUMNS] = Typed(group[_COLUMNS].kind, Items(group[_COLUMNS].value.kind, chunks))
        group[_GROUP_ROWS] = group[_GROUP_ROWS]._replace(value=rows)
        for number in (_BYTES, _COMPRESSED_BYTES):
            group[number] = group[number]._replace(value=sum(column.group[number].value for column in columns))
        if first is not None:
            group[_GROUP_OFFSET] = first
        if _ORDINAL in group:
            group[_ORDINAL] = group[_ORDINAL]._replace(value=len(self._groups))
        self._groups.append(group)
        self._rows += rows

    def close(self) -> None:
        """Write the footer."""
        kind, groups = self._footer[_ROW_GROUPS]
        rows = self._footer[_FILE_ROWS]._replace(value=self._rows)
        done = {_FILE_ROWS: rows, _ROW_GROUPS: Typed(kind, groups._replace(values=self._groups))}
        footer = serialize(self._footer | done)
        self._put(footer)
        self._put(len(footer).to_bytes(_LENGTH_BYTES, "little"))
        self._put(_MAGIC)

    def _put(self, data: bytes | memoryview) -> None:
        self._stream.write(data)
        self._position += len(data)


def _file(table: pa.Table, options: Mapping[str, Any]) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with parquet.ParquetWriter(sink, table.schema, **options) as writer:
        writer.write_table(table, max(table.num_rows, 1))
    return sink.getvalue()


def _footer(data: memoryview) -> tuple[Struct, int]:
    """Return the footer of a file, and where it starts."""
    end = len(data) - len(_MAGIC) - _LENGTH_BYTES
    start = end - int.from_bytes(data[end : end + _LENGTH_BYTES], "little")
    return parse(bytes(data[start:end])), start


def _moved(struct: Struct, offsets: Sequence[int], by: int) -> Struct:
    """Return ``struct`` with offsets into the file ``by`` bytes further; zero stands for none."""
    known = {number: struct[number] for number in offsets if number in struct and struct[number].value}
    return struct | {number: Typed(kind, value + by) for number, (kind, value) in known.items()}


def _moved_chunk(chunk: Struct, by: int) -> Struct:
    kind, metadata = chunk[_CHUNK_METADATA]
    return _moved(chunk, [_CHUNK_OFFSET], by) | {_CHUNK_METADATA: Typed(kind, _moved(metadata, _PAGE_OFFSETS, by))}
