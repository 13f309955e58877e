"""Read publication dates in the shapes that files have them in."""

from __future__ import annotations

import re
from datetime import date, time
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ](?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_YEAR_FIRST = re.compile(r"(?P<y>[0-9]{4})[/.](?P<m>[0-9]{1,2})[/.](?P<d>[0-9]{1,2})")
_YEAR_LAST = re.compile(r"(?P<a>[0-9]{1,2})[/.-](?P<b>[0-9]{1,2})[/.-](?P<y>[0-9]{4})")
_DAY_NAME = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -](?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<y>[0-9]{4})")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<y>[0-9]{4})")
_MONTHS = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
_LONGEST = 100
_SHORTEST_MONTH = 3
_MONTHS_IN_YEAR = 12


def _month(name: str) -> int | None:
    fold = name.casefold()
    if fold == "sept":
        return 9
    found = [n for n, month in enumerate(_MONTHS, 1) if month == fold or month[:_SHORTEST_MONTH] == fold]
    return found[0] if found else None


def _iso(match: re.Match[str]) -> str:
    day = date.fromisoformat(match["date"]).isoformat()
    if match["time"] is None:
        return day
    clock = time.fromisoformat(match["time"])
    zone = (match["zone"] or "").upper()
    if zone in {"UTC", "GMT"}:
        zone = "Z"
    return f"{day}T{clock:%H:%M:%S}{zone}"


def _day(match: re.Match[str], month: int | None) -> str | None:
    return None if month is None else date(int(match["y"]), month, int(match["d"])).isoformat()


def _numeric(match: re.Match[str]) -> str | None:
    first, second = int(match["a"]), int(match["b"])
    if first <= _MONTHS_IN_YEAR and second <= _MONTHS_IN_YEAR and first != second:
        return None  # day and month cannot be told apart
    day, month = (first, second) if second <= _MONTHS_IN_YEAR else (second, first)
    return date(int(match["y"]), month, day).isoformat()


def normal_date(text: str) -> str | None:
    """Return a publication date in ISO 8601 form, or None where it is not certain which day is meant.

    ISO dates and times, RFC 5322 dates (as feeds have them), ``5 January 2022``, ``January 5, 2022``, ``2022/1/5``,
    ``20220105`` and ``25.1.2022`` are read. ``5/1/2022`` is not: it is another day in London than in New York.

    Raises:
        ValueError: the text has the shape of a date but there is no such day.

    >>> normal_date("Wed, 05 Jan 2022 10:00:00 +0600")
    '2022-01-05T10:00:00+06:00'
    >>> normal_date("5/1/2022") is None
    True

    """
    if len(text) > _LONGEST:
        return None
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        return _iso(match)
    if match := _COMPACT.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _day(match, int(match["m"]))
    if match := _YEAR_LAST.fullmatch(text):
        return _numeric(match)
    plain = _DAY_NAME.sub("", text, count=1)
    if match := _DAY_FIRST.fullmatch(plain) or _MONTH_FIRST.fullmatch(plain):
        return _day(match, _month(match["month"]))
    return _rfc5322(text)


def _rfc5322(text: str) -> str | None:
    if ":" not in text:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, IndexError):
        return None
    except ValueError as error:
        if "Invalid date" in str(error):  # said of what has no such shape at all
            return None
        raise
    return moment.isoformat(timespec="seconds")
