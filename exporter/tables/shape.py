"""Decide which columns a delimited file has, and name what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from exporter.tables.errors import TableError
from exporter.tables.sniffing import Dialect, Record, looks_like_header, records, sniff_dialect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.tables.collecting import FindingCollector
    from exporter.tables.source import TableSource

_ENOUGH = 0.9  # share of rows of one width that makes the others the exception
_INTEGER = re.compile(r"[0-9]+")
# What pandas and R call a column of row numbers that had no name.
INDEX_NAMES = frozenset({"", "Unnamed: 0", "X", "...1"})
_FEWEST_TAGS = 2
AN_INDEX = "the first column has no name and counts the rows; it was left out"
TAGS = "the row holds HXL tags, not data; it was left out"
_LOOKED_AT = 1_000  # records by which the width is told


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a delimited file and where its data begins.

    Attributes:
        dialect: how cells are written.
        columns: a name for each cell of a row, each another.
        width: how many cells most rows have; the last columns are empty where that is less.
        dropped: names of the columns that are no data.
        start: where the first row of data begins in the file, in bytes.
        first_row: its row number, as a spreadsheet counts.
        header: the names as the file has them, None for a file without.

    """

    dialect: Dialect
    columns: tuple[str, ...]
    width: int
    dropped: frozenset[str]
    start: int
    first_row: int
    header: tuple[str, ...] | None


def _text(cell: str) -> str:
    """Return a cell of the sample, which has one character per byte, as text."""
    data = cell.encode("latin-1")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def unique_names(header: Sequence[str], problems: FindingCollector, row: int) -> list[str]:
    """Return the names of a header with every name there, and each once."""
    taken = set(header)
    names: list[str] = []
    for place, name in enumerate(header, 1):
        unique = name.strip()
        if not unique:
            unique = f"unnamed_{place}"
            problems.add(
                "unnamed-column",
                f"column {place} has no name; it is called {unique}",
                severity="warning",
                row=row,
                column=unique,
            )
        elif unique in names:
            count = 2
            while f"{unique}_{count}" in taken:
                count += 1
            unique = f"{unique}_{count}"
            problems.add(
                "repeated-column",
                f"column {place} has the name {name!r} of an earlier one; it is called {unique}",
                row=row,
                column=unique,
                expected="a name of its own for each column",
            )
        taken.add(unique)
        names.append(unique)
    return names


def is_running(cells: Sequence[str]) -> bool:
    """Return whether cells count rows: 0, 1, 2, … or 1, 2, 3 and so on.

    >>> is_running(["1", "2"]), is_running(["2", "3"])
    (True, False)
    """
    return (
        bool(cells)
        and cells[0] in {"0", "1"}
        and all(cell == str(number) for number, cell in enumerate(cells, int(cells[0])))
    )


def _is_row_names(cells: Sequence[str]) -> bool:
    """Return whether cells are row names as R writes them: numbers, each once."""
    return len(set(cells)) == len(cells) and all(_INTEGER.fullmatch(cell) for cell in cells)


def is_tags(cells: Sequence[str]) -> bool:
    """Return whether cells are tags of the Humanitarian Exchange Language, which stand below the names.

    >>> is_tags(["#date", "", "#adm1+name"]), is_tags(["#1", "Almaty"])
    (True, False)
    """
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= _FEWEST_TAGS and all(cell.startswith("#") for cell in filled)


def _width(rows: Sequence[Record], source: TableSource, named: int | None) -> int:
    """Return how many cells most rows have; ``named`` is the number of names, None where it is not known."""
    widths = Counter(len(record.cells) for record in rows)
    enough = _ENOUGH * widths.total()
    if named is None and source.options.optional:
        named = max(widths)
    width, count = widths.most_common(1)[0]
    if count >= enough:
        return width
    if named and sum(widths[named - missing] for missing in range(source.options.optional + 1)) >= enough:
        return named
    # A header in the file and most rows agree: the others are the exception, however few rows there are.
    if named and not source.options.columns and widths[named] * 2 > widths.total():
        return named
    found = ", ".join(f"{count} of {width} cells" for width, count in sorted(widths.items()))
    expected = f" where {named} are expected" if named else ""
    raise TableError(
        source.name,
        f"its first {widths.total()} rows have different widths{expected}: {found}",
        advice="say which layout it is, if it is one that leaves cells out",
    )


def _fit(names: list[str], rows: Sequence[Record], width: int, source: TableSource) -> tuple[list[str], frozenset[str]]:
    """Return a name for each cell of a row, and the names that are no data."""
    wide = [record for record in rows if len(record.cells) == width]
    if not rows or width == len(names):
        return names, frozenset()
    if len(names) - source.options.optional <= width < len(names):
        source.problems.add(
            "short-rows",
            f"the rows have {width} cells of {len(names)}; {', '.join(names[width:])} were read as empty",
            severity="warning",
            row=wide[0].number,
        )
        return names, frozenset()
    if width == len(names) + 1:
        if all(not record.cells[-1] for record in wide):
            source.problems.add(
                "trailing-delimiter",
                f"every row ends with a delimiter that the header has not: {width} cells under {len(names)} names; "
                "the last cell, always empty, was left out",
                severity="warning",
                row=wide[0].number,
            )
            return [*names, "unnamed_last"], frozenset({"unnamed_last"})
        # Without a header a first column of numbers may as well be identifiers.
        if source.options.header is not False and _is_row_names([record.cells[0] for record in wide]):
            source.problems.add(
                "row-names",
                f"{width} cells under {len(names)} names: the first cell of each row is a row name, as R writes them, "
                "and would push every value under the name to its left; it was left out",
                severity="warning",
                row=wide[0].number,
            )
            return ["row_name", *names], frozenset({"row_name"})
    if source.options.columns:
        raise TableError(
            source.name,
            f"has rows of {width} cells where {len(names)} are expected",
            advice="say which layout it is",
        )
    raise TableError(
        source.name,
        f"has {len(names)} names but rows of {width} cells",
        advice="correct the header, so that it is certain which value belongs under which name",
    )


def _columns(
    header: Record, rows: Sequence[Record], width: int, source: TableSource
) -> tuple[list[str], frozenset[str]]:
    """Return the names of the columns under a header, and those that are no data."""
    names = [_text(cell) for cell in header.cells]
    if rows and width == len(names) - 1 and not names[-1].strip():
        names.pop()  # the header alone ends with a delimiter
    is_index = len(names) == width and names[0].strip() in INDEX_NAMES
    if is_index and not source.options.keep_index and is_running([record.cells[0] for record in rows]):
        source.problems.add(
            "index-column",
            AN_INDEX,
            severity="warning",
            row=header.number,
        )
        return ["row_name", *unique_names(names[1:], source.problems, header.number)], frozenset({"row_name"})
    return _fit(unique_names(names, source.problems, header.number), rows, width, source)


def find_shape(source: TableSource, head: bytes, *, whole: bool) -> Shape:
    """Return the shape of the delimited file that begins with ``head``; ``whole`` says whether this is all of it.

    Raises:
        TableError: it is not certain which value belongs in which column.

    """
    options, sample = source.options, head.decode("latin-1")
    dialect = sniff_dialect(sample, options, whole=whole)
    found = (record for record in records(sample, dialect, whole=whole) if not record.blank)
    filled = list(islice(found, _LOOKED_AT))
    if not filled:
        raise TableError(source.name, "holds no rows" if whole else "begins with a cell too long to be one")
    first = filled[0]
    if not (looks_like_header(first.cells) if options.header is None else options.header):
        width = _width(filled, source, len(options.columns) if options.columns else None)
        given = list(options.columns or [f"column_{place}" for place in range(1, width + 1)])
        names, dropped = _fit(given, filled, width, source)
        return Shape(dialect, tuple(names), width, dropped, dialect.start, dialect.skipped + 1, None)
    rows, last = filled[1:], first
    if rows and is_tags(rows[0].cells):
        last, rows = rows[0], rows[1:]
        source.problems.add(
            "hxl-tags",
            TAGS,
            severity="warning",
            row=last.number,
            value=next(cell for cell in last.cells if cell),
        )
    width = _width(rows, source, len(first.cells)) if rows else len(first.cells)
    names, dropped = _columns(first, rows, width, source)
    width = min(width, len(names))
    header = tuple(_text(cell) for cell in first.cells)
    return Shape(dialect, tuple(names), width, dropped, last.end, last.number + 1, header)
