"""Worded dates resolved into days of the calendar, given the publication date and the date spoken of last."""

# ruff: noqa: PLR2004 - lengths and limits of calendars and numerals are what this module is about
# ruff: noqa: PLR0911 - one question after the other, each with its own answer

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from exporter.coding.date_words import DateForm

Precision = Literal["day", "week", "month", "year"]

_DAY = dt.timedelta(days=1)
_AROUND = 3  # days to either side of "a week ago"
_WEEK_SPAN, _MONTH_SPAN = 7, 31


def parse_day(text: str) -> dt.date | None:
    """Return the day of an ISO 8601 date or date-time, or None."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def resolve(
    form: DateForm, published: dt.date | None, anchor: dt.date | None, *, future: bool = False
) -> tuple[dt.date, dt.date, Precision] | None:
    """Return first and last possible day and precision of a worded date, or None where nothing anchors it.

    A weekday or a day without a year is the last one on or before publication, or the next one in a future clause.
    """
    base = (anchor or published) if form.anaphoric else published
    if form.form == "day":
        return _resolve_day(form, published, anchor, future=future)
    if form.form == "month":
        return _resolve_month(form, published, future=future)
    if form.form == "year":
        return _resolve_year(form)
    if base is None:
        return None
    if form.form == "offset":
        day = shift_day(base, form.offset or 0)
        return day, day, "day"
    if form.form == "weekday":
        return _resolve_weekday(form, base, future=future)
    if form.form == "day_of_month":
        return _day_of_month(form.day or 1, anchor or base)
    if form.form == "count":
        return _resolve_count(form, base)
    return _resolve_period(form, base)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift_day(day: dt.date, days: int) -> dt.date:
    """Return the day so many days later, within what a date can hold."""
    ordinal = min(max(day.toordinal() + days, 1), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


def _year_for(month: int, day: int, published: dt.date | None, *, future: bool) -> dt.date | None:
    """Return the day in the year that publication makes most likely."""
    if published is None:
        return None
    years = (0, 1) if future else (0, -1)
    for shift in years:
        found = _date(published.year + shift, month, day)
        if found is not None and ((found >= published) if future else (found <= shift_day(published, 7))):
            return found
    return _date(published.year, month, day)


def _resolve_day(
    form: DateForm, published: dt.date | None, anchor: dt.date | None, *, future: bool
) -> tuple[dt.date, dt.date, Precision] | None:
    month, day = form.month or 1, form.day or 1
    start = _one_day(form, (month, day), published, anchor, future=future)
    if form.numeric and published is not None and day <= 12 and month != day:
        other = _one_day(form, (day, month), published, anchor, future=future)
        if start is None or (other is not None and abs((other - published).days) < abs((start - published).days)):
            start = other
    if start is None:
        return None
    if form.until is None:
        return start, start, "day"
    upper = form.until
    rolls = upper.year is None and (upper.month or month) < start.month
    end = _date(upper.year or start.year + rolls, upper.month or month, upper.day or day)
    if end is None or end < start:
        return start, start, "day"
    return start, end, coarser(start, end)


def _one_day(
    form: DateForm, month_day: tuple[int, int], published: dt.date | None, anchor: dt.date | None, *, future: bool
) -> dt.date | None:
    year, offset = form.year, form.offset
    month, day = month_day
    if year is not None:
        return _date(year, month, day)
    if offset is not None and published is not None:
        return _date(published.year + offset, month, day)
    told = anchor is not None and published is not None and (published - anchor).days > 366
    if told and anchor is not None:
        return _date(anchor.year, month, day)
    return _year_for(month, day, published or anchor, future=future)


def _resolve_month(
    form: DateForm, published: dt.date | None, *, future: bool
) -> tuple[dt.date, dt.date, Precision] | None:
    month = form.month or 1
    year = form.year
    if year is None:
        if published is None:
            return None
        if form.offset in (-1, 1):
            ahead = month > published.month
            year = published.year + (
                (0 if ahead else 1) if form.offset == 1 else (-1 if ahead or month == published.month else 0)
            )
        elif form.offset == 0:
            year = published.year
        else:
            year = published.year - (month > published.month and not future) + (future and month < published.month)
    return _month_part(year, month, form.part)


def _month_part(year: int, month: int, part: str | None) -> tuple[dt.date, dt.date, Precision]:
    length = calendar.monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, length)}.get(part or "", (1, length))
    return dt.date(year, month, first), dt.date(year, month, last), "month"


def _resolve_year(form: DateForm) -> tuple[dt.date, dt.date, Precision] | None:
    if form.year is None:
        return None
    years = 9 if form.unit == "decade" else 0
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(form.part or "", (1, 12))
    return dt.date(form.year, first, 1), _month_part(form.year + years, last, None)[1], "year"


def _resolve_weekday(form: DateForm, base: dt.date, *, future: bool) -> tuple[dt.date, dt.date, Precision]:
    weekday = form.weekday or 0
    back = (base.weekday() - weekday) % 7
    if form.offset == -2:
        monday = shift_day(base, -base.weekday() - 7)
        start = shift_day(monday, weekday)
    elif form.offset == -1:
        start = shift_day(base, -(back or 7))
    elif form.offset == 1 or future:
        start = shift_day(base, (weekday - base.weekday()) % 7 or (7 if form.offset == 1 else 0))
    else:
        start = shift_day(base, -back)
    if form.until is None:
        return start, start, "day"
    length = ((form.until.weekday or 0) - weekday) % 7
    if shift_day(start, length) > base and not future and form.offset is None:
        start = shift_day(start, -7)
    return start, shift_day(start, length), "day" if length == 1 else "week"


def _day_of_month(day: int, base: dt.date) -> tuple[dt.date, dt.date, Precision] | None:
    found = _date(base.year, base.month, day)
    if found is not None and (found - base).days > _WEEK_SPAN:
        earlier = dt.date(base.year, base.month, 1) - _DAY
        found = _date(earlier.year, earlier.month, day) or found
    return (found, found, "day") if found else None


def _resolve_count(form: DateForm, base: dt.date) -> tuple[dt.date, dt.date, Precision]:
    offset, unit = form.offset or 0, form.unit
    if unit in ("hour", "minute"):
        return base, base, "day"
    if unit == "day":
        day = shift_day(base, offset)
        return day, day, "day"
    if unit in ("week", "weekend", "fortnight"):
        day = shift_day(base, offset * (14 if unit == "fortnight" else 7))
        return shift_day(day, -_AROUND), shift_day(day, _AROUND), "week"
    if unit == "month":
        year, month = _add_months(base, offset)
        return _month_part(year, month, None)
    year = min(max(base.year + offset * (10 if unit == "decade" else 1), 1), 9999)
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def _add_months(base: dt.date, months: int) -> tuple[int, int]:
    index = max(base.year * 12 + base.month - 1 + months, 12)
    return index // 12, index % 12 + 1


def _resolve_period(form: DateForm, base: dt.date) -> tuple[dt.date, dt.date, Precision]:
    step, unit = form.offset or 0, form.unit
    if form.day:  # "the past three days"
        start = shift_day(base, -form.day * {"day": 1, "week": 7, "month": 30}.get(unit or "", 365))
        return start, base, coarser(start, base)
    if unit == "week":
        monday = shift_day(base, -base.weekday() + 7 * step)
        return monday, shift_day(monday, 6) if step else max(base, monday), "week"
    if unit == "weekend":
        back = (base.weekday() - 5) % 7
        saturday = shift_day(base, -back + (7 if step > 0 else -7 if step < 0 and back < 2 else 0))
        return saturday, shift_day(saturday, 1), "week"
    if unit == "month":
        year, month = _add_months(base, step)
        start, end, _ = _month_part(year, month, form.part)
        return start, end if step or form.part else max(start, base), "month"
    if unit == "day":
        return base, base, "day"
    year = min(max(base.year + step * (10 if unit == "decade" else 1), 1), 9999)
    return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"


def coarser(start: dt.date, end: dt.date) -> Precision:
    """Return the precision of a range of days."""
    days = (end - start).days
    if days <= 1:
        return "day"
    return "week" if days <= _WEEK_SPAN else "month" if days <= _MONTH_SPAN else "year"
