"""What ``validate`` can be given, as batches or as JSON values that know their rows."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from exporter.errors import UnknownNameError
from exporter.layouts import (
    LAYOUTS,
    UnknownLayoutError,
    choose,
    detect_layout,
    detect_table,
    is_all_text,
    settle_table,
    text_batches,
)
from exporter.schemas import load_schema, schema_names
from exporter.tables import STDIN, ReadOptions, RowNumbers, TableError, TableFile, open_binary, read_table, source_name
from exporter.tables.opening import take_head
from exporter.tables.parquet import as_text
from exporter.validation.json_lines import Lines, blocks, refuse_constant
from exporter.validation.saved_again import NullWords, Renaming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    import pandas as pd

    from exporter.findings import Finding
    from exporter.layouts import Layout
    from exporter.tables import TableReader

    Data: TypeAlias = pa.Table | pa.RecordBatch | pd.DataFrame | str | Path | IO[bytes]

BATCH_ROWS = 65_536
_LINES = 8_192  # items of an array held as lines at a time
_HEAD = 4_096
_SAMPLE = 100  # rows by which a layout is told
_PARQUET = b"PAR1"
_MARK = b"\xef\xbb\xbf"
_EVENT = "event"
_ROWS = ("data", "Result")  # what the APIs of ACLED and UCDP call the rows of their answers
_ANSWER = re.compile(
    rb'\s*[{]\s*"(?:status|success|count|last_update|data|Result|Total|Next|Previous).*?"(?:data|Result)"\s*:\s*\[',
    re.DOTALL,
)
_OF_EVENTS = {"event_id", "incident_id", "classifications"}  # keys that no other layout has together
_FIRST = RowNumbers(2)  # below one row of names


class Piece(NamedTuple):
    """A part of the data: a batch, or lines where the data is JSON; and which rows these are."""

    data: pa.RecordBatch | Lines
    rows: RowNumbers


@dataclass(slots=True)
class Source:
    """Data to validate.

    Attributes:
        name: the file as the user named it; None for data in memory.
        pieces: the data, in order.
        columns: the columns, or None for JSON values.
        text_cells: whether cells are text that stands for the values that the schema wants.
        told: name of the schema of the layout that a file was found to have.
        findings: what reading found; more come while the pieces are read.
        close: closes the file.

    """

    name: str | None
    pieces: Iterator[Piece]
    columns: list[str] | None
    text_cells: bool = False
    told: str | None = None
    findings: list[Finding] = field(default_factory=list)
    close: Callable[[], None] = lambda: None

    def layout(self) -> str:
        """Return the layout that the data has, by its columns and first rows; JSON values of none are taken for events.

        Raises:
            UnknownNameError: no layout fits.

        """
        if self.told is not None:
            return self.told
        first = next(self.pieces, None)
        self.pieces = chain([] if first is None else [first], self.pieces)
        if self.columns is None:
            return _layout_of_json(first.data) if first is not None and isinstance(first.data, Lines) else _EVENT
        if first is not None and isinstance(first.data, pa.RecordBatch):
            sample = first.data.slice(0, _SAMPLE)
            texts = pa.table({name: _text(sample[name]) for name in self.columns})
            fits = detect_layout(self.columns, texts)
            if fits:
                return LAYOUTS[fits[0][0]].schema_name
        found = set(self.columns)
        for name in schema_names():
            schema = load_schema(name)
            if "properties" in schema and set(schema.get("required", ())) <= found <= set(schema["properties"]):
                return name
        raise UnknownNameError("layout with the columns", ", ".join(self.columns), schema_names())


def _layout_of_json(lines: Lines) -> str:
    """Return the layout that JSON objects have by their keys; that of events where they have no other."""
    values, *_ = lines.decoded(np.arange(min(lines.count, _SAMPLE)))
    rows = [value for value in values if isinstance(value, dict)]
    keys = list(dict.fromkeys(key for row in rows for key in row))
    if set(keys) >= _OF_EVENTS:
        return _EVENT
    texts = {key: pa.array([_cell(row.get(key)) for row in rows], pa.string()) for key in keys}
    fits = detect_layout(keys, pa.table(texts))
    return LAYOUTS[fits[0][0]].schema_name if fits else _EVENT


def _cell(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(column: pa.Array) -> pa.Array:
    try:
        return as_text(column)
    except pa.ArrowException:  # a nested column has no text, and no flat layout has one
        return pa.nulls(len(column), pa.string())


def open_source(data: Data, layout: str | None = None, *, told: bool = True) -> Source:
    """Return data as a source; a file is told by its first bytes, and ``layout`` says how such files are written.

    ``told`` says whether a file without ``layout`` is read as the layout that it looks like.

    Raises:
        InputError: the file cannot be opened.
        TableError: it is not certain which value belongs in which column.

    """
    if isinstance(data, pa.RecordBatch):
        data = pa.Table.from_batches([data])
    if isinstance(data, pa.Table):
        return _in_memory(data, layout, told=told)
    if hasattr(data, "columns") and not hasattr(data, "read"):
        return open_source(pa.Table.from_pandas(data, preserve_index=False), layout, told=told)
    name = source_name(data)  # type: ignore[arg-type]  # what is no table is a path or a file
    head, stream = take_head(open_binary(data), _HEAD, name)  # type: ignore[arg-type]  # the same
    start = head.removeprefix(_MARK).lstrip()[:1]
    if start in (b"{", b"["):
        is_answer = start == b"{" and _ANSWER.match(head.removeprefix(_MARK)) is not None
        if start == b"{" and not is_answer:
            return Source(name, _lines(stream), None, close=stream.close)
        return _of_array(stream, name, layout, may_be_cells=told and is_answer)
    if isinstance(data, str | Path) and str(data) != STDIN:
        stream.close()  # a file on disk is read faster by its path
        stream = data  # type: ignore[assignment]  # what is read is one or the other
    if head.startswith(_PARQUET) or not told or (layout is not None and layout not in LAYOUTS):
        return _plain(read_table(stream, _options(layout), name=name), text_cells=not head.startswith(_PARQUET))
    with ExitStack() as opened:
        file = opened.enter_context(TableFile(stream, name=name))
        source = _of_layout(file, layout)
        opened.pop_all()  # the reader closes the file
    return source


def _plain(reader: TableReader, *, text_cells: bool) -> Source:
    pieces = (Piece(chunk.batch, chunk.rows) for chunk in reader.numbered())
    source = Source(reader.name, pieces, reader.columns, text_cells=text_cells, close=reader.close)
    source.pieces = _with_findings(pieces, source, lambda: reader.findings)
    return source


def _in_memory(table: pa.Table, layout: str | None, *, told: bool) -> Source:
    found = _layout_of_table(table, layout) if told else None
    if found is not None:
        return _of_table(table, found)
    return Source(None, _numbered(table.to_batches(max_chunksize=BATCH_ROWS)), table.column_names)


def _layout_of_table(table: pa.Table, layout: str | None) -> Layout | None:
    """Return the layout that a table in memory has; None for events, and where none fits."""
    if set(table.column_names) >= _OF_EVENTS:
        return None
    if layout is not None:
        return LAYOUTS.get(layout)
    fits = detect_table(table)
    return LAYOUTS[fits[0][0]] if fits else None


def _of_table(table: pa.Table, layout: Layout, *, name: str | None = None, first: int = _FIRST.first) -> Source:
    """Return a table in memory with the layout's names of its columns; where all is text, it stands for cells.

    ``first`` is the number of its first row.
    """
    settled = settle_table(table, layout, name, first)
    renaming = Renaming.of(layout, settled.table.column_names, name)
    table, first = settled.table.rename_columns(renaming.columns), settled.first_row
    if is_all_text(table):
        words = NullWords(layout, name)
        numbered = _numbered(text_batches(table, BATCH_ROWS), first)
        emptied = (Piece(words.emptied(piece.data, piece.rows), piece.rows) for piece in numbered)
        source = Source(name, emptied, table.column_names, text_cells=True, told=layout.schema_name)
        source.pieces = _with_findings(emptied, source, lambda: words.findings)
    else:
        pieces = _numbered(table.to_batches(max_chunksize=BATCH_ROWS), first)
        source = Source(name, pieces, table.column_names, told=layout.schema_name)
    source.findings += [*settled.findings, *renaming.findings]
    return source


def _of_layout(file: TableFile, layout: str | None) -> Source:
    """Return a file read as its layout's files are; one of no layout is read as any table."""
    try:
        opening = choose(file, layout)
    except UnknownLayoutError:
        return _plain(file.read(_options(layout)), text_cells=True)
    reader = file.read(opening.options)
    reader.rename(opening.names or reader.columns)
    renaming = Renaming.of(opening.layout, reader.columns, reader.name)
    reader.rename(renaming.columns)
    words = NullWords(opening.layout, reader.name)
    pieces = (Piece(words.emptied(chunk.batch, chunk.rows), chunk.rows) for chunk in reader.numbered())
    told = opening.layout.schema_name
    source = Source(reader.name, pieces, reader.columns, text_cells=True, told=told, close=reader.close)
    source.findings += renaming.findings
    source.pieces = _with_findings(pieces, source, lambda: [*words.findings, *reader.findings])
    return source


def _options(layout: str | None) -> ReadOptions:
    if layout is None or layout not in LAYOUTS:
        return ReadOptions(as_text=False)
    columns = tuple(load_schema(LAYOUTS[layout].schema_name)["properties"])
    reading = LAYOUTS[layout].reading
    return replace(reading, header=None, columns=reading.columns or columns, as_text=False)


def _with_findings(pieces: Iterable[Piece], source: Source, findings: Any) -> Iterator[Piece]:
    """Hand the reader's findings over when everything is read, since it folds them until then."""
    yield from pieces
    source.findings += findings()


def _numbered(batches: Iterable[pa.RecordBatch], first: int = _FIRST.first) -> Iterator[Piece]:
    rows = RowNumbers(first)
    for batch in batches:
        yield Piece(batch, rows)
        rows = RowNumbers(rows.first + len(batch))


def _of_array(stream: IO[bytes], name: str, layout: str | None, *, may_be_cells: bool) -> Source:
    """Return an array of JSON, or the answer of an API; with ``may_be_cells`` one of nothing but text as cells."""
    with closing(stream):
        values = _loaded(stream, name)
    as_cells = _of_answer(values, layout, name) if may_be_cells else None
    return as_cells or Source(name, _array(values), None)


def _loaded(stream: IO[bytes], name: str) -> list[Any]:
    """Return the items of an array, which may be the rows that an API answers with.

    Raises:
        TableError: the file is not JSON.

    """
    try:
        loaded = json.load(stream, parse_constant=refuse_constant)
    except ValueError as error:
        raise TableError(name, f"is not JSON ({error})", advice="fetch it again") from error
    if isinstance(loaded, dict):
        loaded = next(value for name, value in loaded.items() if name in _ROWS)
    return list(loaded)


def _of_answer(rows: list[Any], layout: str | None, name: str) -> Source | None:
    """Return the answer of an API that has everything as text, numbers too, as cells; None for any other."""
    if not rows or not all(isinstance(row, dict) and all(map(_is_cell, row.values())) for row in rows):
        return None
    columns = list(dict.fromkeys(key for row in rows for key in row))
    table = pa.table({key: pa.array([row.get(key) or None for row in rows], pa.string()) for key in columns})
    found = _layout_of_table(table, layout)
    return None if found is None else _of_table(table, found, name=name, first=1)


def _is_cell(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _array(values: list[Any]) -> Iterator[Piece]:
    """Yield the items of an array as lines, so that an item has the number that it would have as one."""
    items = iter(values)
    first = 1
    while block := [json.dumps(value).encode() for value in islice(items, _LINES)]:
        yield Piece(Lines.of(b"\n".join([*block, b""]), first), RowNumbers(first))
        first += len(block)


def _lines(stream: IO[bytes]) -> Iterator[Piece]:
    for lines in blocks(stream):
        yield Piece(lines, RowNumbers(lines.first))
