"""Read a sheet of a workbook (.xlsx) into batches of text."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.errors import ExporterError, MissingDependencyError, UnknownNameError
from exporter.tables.errors import TableError
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.reader import TableReader
from exporter.tables.shape import unique_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.tables.source import TableSource

Row = tuple[int, list[str | None]]

_BATCH_ROWS = 2**14
_MAX_BYTES = 2**32  # a sheet holds a million rows at most
_MAX_WHOLE = 2**53  # floats beyond it are not exact


def cell_text(value: Any) -> str | None:
    """Return a cell of a workbook as text: dates in ISO form, whole numbers without a point.

    >>> cell_text(10.0), cell_text(datetime(2022, 1, 5)), cell_text(True)
    ('10', '2022-01-05', 'TRUE')
    """
    match value:
        case None | str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _MAX_WHOLE else repr(value)
        case datetime():
            whole_day = value.time() == time()
            return value.date().isoformat() if whole_day else value.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _check_size(source: TableSource) -> None:
    try:
        with zipfile.ZipFile(source.stream) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise TableError(source.name, f"is a damaged workbook ({error})", advice="fetch it again") from error
    if size > _MAX_BYTES:
        raise TableError(source.name, f"unpacks to {size:,} bytes, more than {_MAX_BYTES:,}", advice="save it as CSV")


def _sheet(book: Any, source: TableSource) -> Any:
    wanted = source.options.sheet
    if wanted is not None:
        if wanted not in book.sheetnames:
            raise UnknownNameError("sheet", wanted, book.sheetnames)
        return book[wanted]
    filled = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its extent is wrong often enough
        if any(cell is not None for row in islice(sheet.iter_rows(values_only=True), 100) for cell in row):
            filled.append(sheet)
    if not filled:
        raise TableError(source.name, "has no sheet with cells")
    if len(filled) > 1:
        others = ", ".join(sheet.title for sheet in filled[1:])
        source.problems.add(
            "other-sheets",
            f"the sheet {filled[0].title!r} was read; there are others: {others}",
            severity="warning",
            value=others,
        )
    return filled[0]


def _damaged(source: TableSource, error: Exception) -> TableError:
    return TableError(source.name, f"is a damaged workbook ({error})", advice="save it again")


def _both(sheet: Any, formulas: Any, source: TableSource) -> Iterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Yield each row as values and as it was written."""
    try:
        sheet.reset_dimensions()
        formulas.reset_dimensions()
        yield from zip(sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
    except Exception as error:  # a damaged workbook makes openpyxl raise nearly anything
        raise _damaged(source, error) from error


def _rows(sheet: Any, formulas: Any, source: TableSource) -> Iterator[Row]:
    for number, (values, written) in enumerate(_both(sheet, formulas, source), 1):
        for place, (value, text) in enumerate(zip(values, written, strict=False), 1):
            if value is None and text is not None:
                source.problems.add(
                    "formula-without-value",
                    "the workbook holds a formula whose value was never worked out; the cell was read as empty",
                    row=number,
                    column=f"{place}",
                    value=str(text),
                )
        cells = [cell_text(value) for value in values]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _fitting(rows: Iterator[Row], width: int, source: TableSource) -> Iterator[Row]:
    for number, cells in rows:
        if len(cells) > width:
            source.problems.add(
                "row-width",
                f"the row has {len(cells)} cells where {width} are expected; it was left out",
                row=number,
                value=cells[width],
                expected=f"{width} cells",
            )
            continue
        yield number, [*cells, *[None] * (width - len(cells))]


def _chunks(rows: Iterator[Row], columns: list[str]) -> Iterator[NumberedBatch]:
    while chunk := list(islice(rows, _BATCH_ROWS)):
        numbers, cells = zip(*chunk, strict=True)
        arrays = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
        yield NumberedBatch(pa.RecordBatch.from_arrays(arrays, names=columns), RowNumbers.of_rows(numbers))


def read(source: TableSource) -> TableReader:
    """Return a reader of a sheet; its first row that holds anything is the header.

    Raises:
        MissingDependencyError: the package that reads workbooks is not installed.
        TableError: the workbook is damaged or empty.
        UnknownNameError: it has no sheet of the name asked for.

    """
    try:
        import openpyxl  # noqa: PLC0415  # optional, and slow to import
    except ImportError as error:
        raise MissingDependencyError("reading workbooks", "openpyxl", "excel") from error
    _check_size(source)
    try:
        book = openpyxl.load_workbook(source.stream, read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(source.stream, read_only=True, data_only=False)
        sheet = _sheet(book, source)
        rows = _rows(sheet, formulas[sheet.title], source)
        number, header = next(rows, (1, []))
    except ExporterError:
        raise
    except Exception as error:  # a damaged workbook makes openpyxl raise nearly anything
        raise _damaged(source, error) from error
    columns = unique_names([name or "" for name in header], source.problems, number)

    def close() -> None:
        book.close()
        formulas.close()
        source.stream.close()

    return TableReader(
        source.name,
        columns=columns,
        header=[name or "" for name in header],
        chunks=_chunks(_fitting(rows, len(columns), source), columns),
        problems=source.problems,
        close=close,
    )
