"""Read CSV and its kin into batches of text, with exact row numbers."""

from __future__ import annotations

import codecs
import os
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from exporter.tables.cells import checked_column, readable
from exporter.tables.errors import TableError
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.opening import as_utf8, take_head
from exporter.tables.reader import TableReader
from exporter.tables.shape import Shape, find_shape
from exporter.tables.sniffing import parse_record
from exporter.tables.validity import Utf8Stream, holds_utf8

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.tables.collecting import FindingCollector
    from exporter.tables.options import ReadOptions
    from exporter.tables.source import TableSource

HEAD_BYTES = 2**20
_SHOWN = 80


class _Rows:
    """Keeps count of where rows stand while some of them are left out or put back."""

    def __init__(self, shape: Shape, options: ReadOptions, problems: FindingCollector) -> None:
        self._shape, self._options, self._problems = shape, options, problems
        self._next = shape.first_row
        self._bad: list[tuple[int, tuple[str | None, ...] | None]] = []

    def take_bad(self, row: csv.InvalidRow) -> str:
        """Note a row of another width: mended where cells may be missing at its end, else left out."""
        number = self._shape.first_row + row.number - 1
        width = len(self._shape.columns)
        mended = None
        if width - self._options.optional <= row.actual_columns <= width:
            cells = parse_record(row.text, self._shape.dialect)
            mended = (*cells, *[None] * (width - len(cells))) if len(cells) == row.actual_columns else None
        if mended is not None and row.actual_columns == width:
            pass  # most rows are shorter, which was said of all of them
        elif mended is not None:
            self._problems.add(
                "short-row",
                f"the row has {row.actual_columns} cells of {width}; those left out at its end were read as empty",
                severity="warning",
                row=number,
            )
        else:
            self._problems.add(
                "row-width",
                f"the row has {row.actual_columns} cells where {width} are expected; it was left out",
                row=number,
                value=readable(row.text[:_SHOWN]),
                expected=f"{width} cells",
            )
        self._bad.append((number, mended))
        return "skip"

    def place(self, batch: pa.RecordBatch) -> NumberedBatch:
        """Return the batch with the mended rows put back and the numbers of its rows."""
        first = self._next
        gaps: list[int] = []
        mended: list[tuple[str | None, ...]] = []
        order: list[int] = []  # indices into the batch with the mended rows behind it
        taken = used = 0
        for number, cells in self._bad:
            before = number - self._next  # rows of the batch that stand before this one
            if taken + before > batch.num_rows:
                break
            order += range(taken, taken + before)
            taken, used = taken + before, used + 1
            if cells is None:
                gaps.append(len(order))
            else:
                order.append(batch.num_rows + len(mended))
                mended.append(cells)
            self._next = number + 1
        del self._bad[:used]
        self._next += batch.num_rows - taken
        batch = self._widened(batch)
        if mended:
            order += range(taken, batch.num_rows)
            both = pa.Table.from_batches([batch, _rows(mended, batch.schema)]).take(pa.array(order))
            batch = both.combine_chunks().to_batches()[0]
        return NumberedBatch(batch, RowNumbers(first, tuple(gaps)))

    def rest(self) -> NumberedBatch:
        """Return the mended rows that stand behind the last batch."""
        names = self._shape.columns[: self._shape.width]
        return self.place(pa.RecordBatch.from_pylist([], schema=pa.schema([(name, pa.string()) for name in names])))

    def _widened(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        missing = self._shape.columns[batch.num_columns :]
        if not missing:
            return batch
        empty = [pa.nulls(batch.num_rows, pa.string())] * len(missing)
        return pa.RecordBatch.from_arrays([*batch.columns, *empty], names=list(self._shape.columns))


def _rows(rows: Sequence[tuple[str | None, ...]], schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)], schema=schema
    )


def _without(chunk: NumberedBatch, leave_out: pa.BooleanArray) -> NumberedBatch:
    """Return the chunk without the rows at which ``leave_out`` is true."""
    gaps, kept = [], 0
    places = set(pc.indices_nonzero(leave_out).to_pylist())
    old = list(chunk.rows.gaps)
    for index in range(chunk.batch.num_rows):
        while old and old[0] <= index:
            old.pop(0)
            gaps.append(kept)
        if index in places:
            gaps.append(kept)
        else:
            kept += 1
    gaps += [kept] * len(old)
    return NumberedBatch(chunk.batch.filter(pc.invert(leave_out)), RowNumbers(chunk.rows.first, tuple(gaps)))


def _blank(batch: pa.RecordBatch) -> pa.BooleanArray | None:
    """Return which rows hold nothing at all, or None where there is none."""
    if batch.num_columns == 1:
        return None  # an empty line is a row of one null
    blank = None
    for column in sorted(batch.columns, key=lambda column: column.null_count):
        if column.null_count == 0:
            return None
        nulls = column.is_null()
        blank = nulls if blank is None else pc.and_(blank, nulls)
        if not blank.true_count:
            return None
    return blank


def _leave_out(chunk: NumberedBatch, shape: Shape, problems: FindingCollector) -> NumberedBatch:
    """Leave out blank rows and headers that stand among the data."""
    blank = _blank(chunk.batch)
    if blank is not None:
        for index in pc.indices_nonzero(blank).to_pylist():
            problems.add("blank-row", "the row is blank; it was left out", severity="warning", row=chunk.rows.of(index))
        chunk = _without(chunk, blank)
    if shape.header is None:
        return chunk
    repeated = None
    for place, name in enumerate(shape.header[: len(chunk.batch.columns)]):
        if not name or len(shape.header) != chunk.batch.num_columns:
            continue
        same = pc.equal(chunk.batch.column(place), name).fill_null(False)  # noqa: FBT003  # Arrow's signature
        repeated = same if repeated is None else pc.and_(repeated, same)
        if not repeated.true_count:
            return chunk
    if repeated is None:
        return chunk
    for index in pc.indices_nonzero(repeated).to_pylist():
        problems.add(
            "repeated-header",
            "the row repeats the header, as files put behind one another have it; it was left out",
            severity="warning",
            row=chunk.rows.of(index),
        )
    return _without(chunk, repeated)


def _parsed(source: TableSource, shape: Shape, rows: _Rows) -> Iterator[pa.RecordBatch]:
    quoting, options = shape.dialect.quoting, source.options
    try:
        yield from csv.open_csv(
            source.stream,
            read_options=csv.ReadOptions(
                use_threads=False,  # else rows of another width have no number
                block_size=options.block_bytes,
                column_names=shape.columns[: shape.width],
            ),
            parse_options=csv.ParseOptions(
                delimiter=shape.dialect.delimiter,
                quote_char='"' if quoting else False,
                newlines_in_values=quoting,
                ignore_empty_lines=False,  # else row numbers would be wrong behind them
                invalid_row_handler=rows.take_bad,
            ),
            convert_options=csv.ConvertOptions(
                check_utf8=False,  # it was made sure of before
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
                column_types=dict.fromkeys(shape.columns[: shape.width], pa.string()),
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV file" in str(error):
            return
        if "straddl" not in str(error):
            raise TableError(source.name, f"cannot be read ({error})") from error
        raise TableError(
            source.name,
            f"holds a row of more than {options.block_bytes:,} bytes",
            advice="look for a quotation mark that is not closed, or say that the file does not quote cells",
        ) from error


def _chunks(source: TableSource, shape: Shape) -> Iterator[NumberedBatch]:
    problems = source.problems
    rows = _Rows(shape, source.options, problems)
    kept = [column for column in shape.columns if column not in shape.dropped]
    parsed = (rows.place(batch) for batch in _parsed(source, shape, rows))
    for placed in chain(parsed, (rows.rest() for _ in range(1))):
        chunk = _leave_out(placed, shape, problems)
        arrays = [checked_column(chunk.batch.column(column), column, chunk.rows, problems) for column in kept]
        batch = pa.RecordBatch.from_arrays(arrays, names=kept)
        if batch.num_rows:
            yield NumberedBatch(batch, chunk.rows)


def _native(path: str, start: int) -> pa.NativeFile | None:
    """Return a file from ``start``, to be read without Python in between.

    None where it is not UTF-8, or its last line has no newline.
    """
    with Path(path).open("rb") as file:
        marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        file.seek(-1, os.SEEK_END)
        if file.read(1) not in b"\r\n":
            return None
        file.seek(0)
        if not holds_utf8(file):
            return None
    start += len(codecs.BOM_UTF8) if marked else 0
    native = pa.OSFile(path)
    native.seek(start)
    return native


def read(source: TableSource) -> TableReader:
    """Return a reader of a delimited file.

    Raises:
        TableError: it is not certain which value belongs in which column.

    """
    stream, is_transcoded = as_utf8(source.stream, source.name, encoding=source.options.encoding)
    # At the end of a file without a last newline, pyarrow takes an empty cell for a quoted one if an earlier one was.
    head, stream = take_head(stream, HEAD_BYTES, source.name, end_line=True)
    shape = find_shape(source, head, whole=len(head) < HEAD_BYTES - len(codecs.BOM_UTF8))
    native = None if source.path is None or is_transcoded else _native(source.path, shape.start)
    if native is None:
        stream.read(shape.start)
        stream = cast("BinaryIO", Utf8Stream(stream))

    def close() -> None:
        stream.close()
        if native is not None:
            native.close()

    return TableReader(
        source.name,
        columns=[column for column in shape.columns if column not in shape.dropped],
        header=shape.header,
        chunks=_chunks(replace(source, stream=native or stream), shape),
        problems=source.problems,
        close=close,
    )
