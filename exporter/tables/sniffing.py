"""Tell from the first bytes of a delimited file how it is written."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.tables.options import ReadOptions

DELIMITERS = (",", "\t", ";", "\x01", "|")
_UNQUOTED = ("\t", "\x01")  # delimiters of machine-made files, in which a quotation mark may be a character like others
_SNIFFED_RECORDS = 200
_ENOUGH = 0.9  # share of records of one width that speaks for a delimiter
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_EXCEL_HINT = re.compile(r"\"?sep=(?P<delimiter>[!#-~\t\x01])\"?[\r\n]*", re.IGNORECASE)
_ENCLOSED = re.compile('"[^"]*(?:""[^"]*)*"')
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{1,4}[-/. ]([0-9]{1,2}|[A-Za-z]{3,9})[-/. ][0-9]{1,4}.*")
_ADDRESS = re.compile(r"https?://.*")


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a delimited file.

    Attributes:
        cells: what stands between the delimiters, quotes taken off.
        end: where the record ends in the sample, its newline included.
        number: its number in the file, from 1.

    """

    cells: tuple[str, ...]
    end: int
    number: int

    @property
    def blank(self) -> bool:
        """Whether the record is an empty line."""
        return not self.cells


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are written.

    Attributes:
        delimiter: the character between cells.
        quoting: whether quotation marks enclose cells.
        start: where the first record begins in the file.
        skipped: how many lines before it are not data.

    """

    delimiter: str
    quoting: bool
    start: int = 0
    skipped: int = 0


def records(sample: str, dialect: Dialect, *, whole: bool) -> Iterator[Record]:
    """Yield the records of the start of a file; the last, perhaps cut, only where ``whole`` says that it is all.

    ``sample`` holds one character per byte.
    """
    end = dialect.start

    def lines() -> Iterator[str]:
        nonlocal end
        for match in _LINE.finditer(sample, dialect.start):
            end = match.end()
            yield match[0]

    number = dialect.skipped
    try:
        for cells in csv.reader(
            lines(), delimiter=dialect.delimiter, quoting=csv.QUOTE_MINIMAL if dialect.quoting else csv.QUOTE_NONE
        ):
            number += 1
            if end < len(sample) or whole:
                yield Record(tuple(cells), end, number)
    except csv.Error:  # a cell longer than the module takes: what came before is sample enough
        return


def parse_record(text: str, dialect: Dialect) -> tuple[str | None, ...]:
    """Return the cells of one record; an empty cell that is not quoted is None.

    >>> parse_record('1,,""', Dialect(",", quoting=True))
    ('1', None, '')
    """
    if not dialect.quoting:
        return tuple(cell or None for cell in text.rstrip("\r\n").split(dialect.delimiter))
    mark = re.escape(dialect.delimiter)
    # What is quoted and empty is told from what is empty by a character that no text holds.
    marked = re.sub(f'(^|{mark})""(?=$|{mark})', "\\1\ue000", text.rstrip("\r\n"))
    cells = next(csv.reader([marked], delimiter=dialect.delimiter), [])
    return tuple("" if cell == "\ue000" else (cell or None) for cell in cells)


def _consistency(sample: str, dialect: Dialect, *, whole: bool) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    for record in records(sample, dialect, whole=whole):
        if not record.blank:
            widths[len(record.cells)] += 1
        if record.number >= _SNIFFED_RECORDS:
            break
    if not widths:
        return 0.0, 1
    width, count = widths.most_common(1)[0]
    share = count / widths.total() if width > 1 else 0.0
    # A few damaged rows are no reason to believe in a delimiter that stands as often in every text.
    return (1.0 if share >= _ENOUGH else share), width


def encloses(sample: str, delimiter: str, start: int = 0, *, whole: bool) -> bool:
    r"""Say whether quotation marks enclose cells: there are some, and all stand around cells or doubled inside.

    >>> encloses('name\tnote\nOsh\t"so ""they"" said"\n', "\t", whole=True)
    True
    >>> encloses('name\tnote\nOsh\tso "they" said\n', "\t", whole=True)
    False
    """
    beside = f"{delimiter}\r\n"
    place = sample.find('"', start)
    found = place >= 0
    while place >= 0:
        if place > start and sample[place - 1] not in beside:
            return False
        cell = _ENCLOSED.match(sample, place)
        if cell is None or cell.end() == len(sample):
            return cell is not None or not whole  # the sample ends within the cell, or with it
        if sample[cell.end()] not in beside:
            return False
        place = sample.find('"', cell.end())
    return found


def _first_width(sample: str, dialect: Dialect, *, whole: bool) -> int:
    return next((len(record.cells) for record in records(sample, dialect, whole=whole) if not record.blank), 0)


def sniff_dialect(sample: str, options: ReadOptions, *, whole: bool) -> Dialect:
    """Return how the file is written that begins with ``sample``; what the options state is not asked."""
    start = skipped = 0
    delimiters: Sequence[str] = (options.delimiter,) if options.delimiter else DELIMITERS
    if hint := _EXCEL_HINT.match(sample):
        start, skipped = hint.end(), 1
        delimiters = (options.delimiter or hint["delimiter"],)
    while (match := _LINE.match(sample, start)) and not match[0].strip("\r\n"):
        start, skipped = match.end(), skipped + 1
    candidates = []
    for delimiter in delimiters:
        quoting = options.quoting
        if quoting is None:
            quoting = delimiter not in _UNQUOTED or encloses(sample, delimiter, start, whole=whole)
        candidates.append(Dialect(delimiter, quoting, start, skipped))
    if len(candidates) == 1:
        return candidates[0]
    # A first record of one cell under the delimiter means that it stands in texts only: the file has one column.
    scores = [
        _consistency(sample, dialect, whole=whole) if _first_width(sample, dialect, whole=whole) > 1 else (0.0, 1)
        for dialect in candidates
    ]
    if max(scores) > (0.0, 1):
        return candidates[max(range(len(candidates)), key=lambda index: (scores[index], -index))]
    return next((dialect for dialect in candidates if dialect.delimiter not in sample), candidates[0])


def looks_like_header(cells: Sequence[str]) -> bool:
    """Return whether cells read like names: no number, date or address among them.

    >>> looks_like_header(["event_id_cnty", "event_date", ""])
    True
    >>> looks_like_header(["881990832", "20181024", "AUS"])
    False
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and not any(
        pattern.fullmatch(cell) for cell in filled for pattern in (_NUMBER, _DATE, _ADDRESS)
    )
