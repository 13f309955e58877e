"""Workbooks (.xlsx) of one sheet: names in the first row, text as text, dates as dates. Needs the extra ``excel``."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import zipfile
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from exporter.errors import ExporterError, MissingDependencyError
from exporter.writers.flat_text import flattening

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    import pyarrow as pa

    from exporter.writers.registry import Sink

SUFFIXES = (".xlsx",)

# What Excel can hold.
MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
_EXACT = 10**15  # whole numbers from here on lose their last digits
_NOT_TEXT = ("=", "#")  # text that begins with one would be a formula, or an error
_FIRST_YEAR = 1900

_IN_MEMORY = 2**26
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip archive can state: the same on every run
_MOMENT = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z?")


class WorkbookLimitError(ExporterError):
    """A table holds something that a workbook cannot; the text says what."""

    def __str__(self) -> str:
        return f"{self.args[0]}, which a workbook cannot hold; write .csv or .parquet"


def encoder(stream: BinaryIO, schema: pa.Schema, *, header: bool = True) -> AbstractContextManager[Sink]:
    """Return a sink that writes a workbook.

    Text is never run as a formula, and whole numbers of more than fifteen digits are written as text, since Excel would
    round them. The file is written when the sink is closed.

    Args:
        stream: where the bytes go.
        schema: the columns.
        header: whether the first row names the columns.

    Raises:
        MissingDependencyError: openpyxl is not installed.
        NestedColumnError: a column is a list, a struct or a map.

    """
    return _WorkbookSink(stream, schema, header=header)


class _WorkbookSink:
    """Adds rows to a sheet, which openpyxl keeps on disk."""

    def __init__(self, stream: BinaryIO, schema: pa.Schema, *, header: bool) -> None:
        try:
            from openpyxl import Workbook  # noqa: PLC0415 - an extra
        except ModuleNotFoundError:
            raise MissingDependencyError("writing workbooks (.xlsx)", "openpyxl", "excel") from None
        self._stream = stream
        self._flattened = flattening(schema, guard=False, format="XLSX")
        self._names = schema.names
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet("rows")
        self._rows = 0
        if header:
            self._add(self._names)

    def write(self, batch: pa.RecordBatch) -> None:
        """Add the rows of ``batch``.

        Raises:
            WorkbookLimitError: there are too many, or a cell is too long or holds a control character.

        """
        columns = [column.to_pylist() for column in self._flattened(batch).columns]
        for row in zip(*columns, strict=True):
            self._add(row)

    def _add(self, row: Any) -> None:
        from openpyxl.utils.exceptions import IllegalCharacterError  # noqa: PLC0415 - an extra

        self._rows += 1
        if self._rows > MAX_ROWS:
            raise WorkbookLimitError(f"the table has more than {MAX_ROWS:,} rows")
        try:
            self._sheet.append([self._cell(value, name) for value, name in zip(row, self._names, strict=True)])
        except IllegalCharacterError:
            raise WorkbookLimitError(f"row {self._rows} has a cell with a control character") from None

    def _cell(self, value: Any, name: str) -> Any:
        if isinstance(value, int | float) and not abs(value) < _EXACT:  # NaN is less than nothing
            value = str(value)
        elif isinstance(value, dt.date) and value.year < _FIRST_YEAR:
            value = value.isoformat()
        if not isinstance(value, str):
            return value
        if len(value) > MAX_CHARACTERS:
            raise WorkbookLimitError(f"row {self._rows}, column {name!r}: the cell has {len(value):,} characters")
        if not value.startswith(_NOT_TEXT):
            return value
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - an extra

        cell = WriteOnlyCell(self._sheet, value)
        cell.data_type = "s"
        return cell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as whole:
            self._book.save(whole)  # what openpyxl keeps on disk goes only with this
            if kind is None:
                _without_moments(whole, self._stream)


def _without_moments(book: Any, stream: BinaryIO) -> None:
    """Copy a workbook without the moment at which it was written, so that the same rows give the same bytes."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with source.open(name) as part, target.open(entry, "w") as out:
                if name == "docProps/core.xml":
                    out.write(_MOMENT.sub(b"1980-01-01T00:00:00Z", part.read()))
                else:
                    while block := part.read(2**20):
                        out.write(block)
