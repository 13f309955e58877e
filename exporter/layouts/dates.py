"""Read the dates of published tables, whatever their form."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept", "september"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_PIVOT = 70  # years written 70 to 99 belong to the last century: no dataset of the field begins before 1970
_CENTURY = 100

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]00:00(?::00(?:[.]0{1,9})?)?Z?)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NAMED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4}|[0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")

DAY_FIRST = "day-month-year"
MONTH_FIRST = "month-day-year"
AMBIGUOUS = "ambiguous"


def _year(text: str) -> int:
    number = int(text)
    if len(text) > 2:  # noqa: PLR2004 - a year in full
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def numeric_order(texts: Iterable[str]) -> str | None:
    """Say whether dates of numbers name the day or the month first; ``AMBIGUOUS`` where no date tells.

    None means that no date is written in numbers with the year last, or that dates contradict one another.

    >>> numeric_order(["05-01-19", "31-12-19"])
    'day-month-year'
    >>> numeric_order(["05/01/2019"])
    'ambiguous'
    """
    days = months = seen = False
    for text in texts:
        if match := _NUMERIC.fullmatch(text.strip()):
            seen = True
            days |= int(match[1]) > 12  # noqa: PLR2004 - months of a year
            months |= int(match[3]) > 12  # noqa: PLR2004 - the same
    if not seen or (days and months):
        return None
    if days or months:
        return DAY_FIRST if days else MONTH_FIRST
    return AMBIGUOUS


def read_date(text: str, order: str | None = None) -> tuple[dt.date | None, str]:
    """Return the day that a cell names and the form it is written in; None where it cannot be told.

    ``order`` says how to read dates of numbers that end with the year, see ``numeric_order``.

    >>> read_date("5-Aug-24")
    (datetime.date(2024, 8, 5), 'day-month-year')
    >>> read_date("28 December 2022")[0].isoformat()
    '2022-12-28'
    """
    text = text.strip()
    for pattern, form in ((_ISO, "year-month-day"), (_COMPACT, "yearmonthday")):
        if match := pattern.fullmatch(text):
            return _date(*map(int, match.groups())), form
    if (match := _NAMED.fullmatch(text)) and (month := _MONTHS.get(match[2].lower())):
        return _date(_year(match[3]), month, int(match[1])), DAY_FIRST
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        if order in {DAY_FIRST, MONTH_FIRST}:
            day, month = (first, second) if order == DAY_FIRST else (second, first)
            return _date(year, month, day), str(order)
        return None, AMBIGUOUS
    return None, "unknown"


def read_dates(
    texts: Iterable[str], hints: Mapping[str, str] | None = None
) -> tuple[dict[str, dt.date | None], str | None, str | None]:
    """Return the day of each distinct text, the order of numeric dates, and the first form that is not ISO 8601."""
    distinct = list(dict.fromkeys(texts))
    order = numeric_order(distinct)
    if order == AMBIGUOUS:
        order = (hints or {}).get("date-order", AMBIGUOUS)
    days: dict[str, dt.date | None] = {}
    form = None
    for text in distinct:
        day, found = read_date(text, order)
        days[text] = day
        if day is not None and day.isoformat() != text:
            form = form or found
    return days, order, form
