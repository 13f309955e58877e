"""How a table is to be read, where the file cannot say it itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    r"""What is known of a table before it is read; what is None is told from the file.

    Attributes:
        delimiter: character between cells: ``","``, ``"\t"``, ``";"``, ``"|"`` or ``"\x01"``.
        quoting: whether quotation marks enclose cells. GDELT and ICEWS files are read without.
        header: whether the first row holds names.
        columns: names of the columns of a file without header.
        optional: how many of the last columns a row may leave out; they are read as null.
        encoding: encoding of the text; UTF-8 where None, UTF-16 where a byte order mark says so.
        keep_index: whether a column of running row numbers without a name is kept.
        sheet: name of the sheet of a workbook; the first with cells where None.
        as_text: whether Parquet columns are read as text, as all others are.
        block_bytes: how much is read at once; no row may be longer.

    """

    delimiter: str | None = None
    quoting: bool | None = None
    header: bool | None = None
    columns: tuple[str, ...] | None = None
    optional: int = 0
    encoding: str | None = None
    keep_index: bool = False
    sheet: str | None = None
    as_text: bool = True
    block_bytes: int = 2**24
