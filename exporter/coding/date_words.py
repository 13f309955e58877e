"""What a worded date says, and the words that dates are made of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from exporter.coding.words import phrase_table, word_lists, word_set

Form = Literal["day", "month", "year", "weekday", "offset", "period", "count", "day_of_month"]
Part = Literal["early", "mid", "late"]


@dataclass(frozen=True, slots=True)
class DateForm:
    """A date as worded: tokens ``first`` to ``last`` (exclusive) and what they say.

    ``offset`` counts days for an offset and weeks, months or years (as ``unit`` says) for a period or count;
    ``anaphoric`` forms count from the date that the text spoke of last.
    """

    first: int
    last: int
    form: Form
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: DateForm | None = None
    weekday: int | None = None
    offset: int | None = None
    unit: str | None = None
    part: Part | None = None
    anaphoric: bool = False
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class DateWords:
    """The word lists of dates in the form that the parser asks for.

    ``hooks`` are the words that a date can begin with or hang on; where they only begin phrases, with the words that
    may stand second.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    unsure: frozenset[str]
    units: dict[str, int]
    parts: dict[str, Part]
    last: frozenset[str]
    this: frozenset[str]
    next: frozenset[str]
    back: frozenset[str]
    earlier: frozenset[str]
    later: frozenset[str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    offsets: dict[tuple[str, ...], int]
    hooks: dict[str, frozenset[str] | None]
    times: frozenset[str]
    before_month: frozenset[str]
    before_year: frozenset[str]
    after_date: frozenset[str]


@cache
def date_words() -> DateWords:
    """Return the words of dates, read once a process."""
    data = word_lists("dates")
    phrases = phrase_table("dates", "relative", "anaphoric")
    offsets = {tuple(phrase.split()): days for key in ("relative", "anaphoric") for phrase, days in data[key].items()}
    last, this, following = (word_set(data, key) for key in ("last", "this", "next"))
    back, earlier, later = (word_set(data, key) for key in ("back", "back_anaphoric", "forward_anaphoric"))
    words = {*data["months"], *data["weekdays"], *last, *this, *following, *back, *earlier, *later, "weekend"}
    words |= {first for first, found in phrases.items() if any(len(phrase) == 1 for phrase, _ in found)}
    hooks: dict[str, frozenset[str] | None] = {
        first: frozenset(phrase[1] for phrase, _ in found) for first, found in phrases.items() if first not in words
    }
    hooks.update(dict.fromkeys(sorted(words)))
    return DateWords(
        months=data["months"],
        weekdays=data["weekdays"],
        unsure=word_set(data, "ambiguous_months", "ambiguous_weekdays"),
        units=data["period_units"],
        parts=data["parts"],
        last=last,
        this=this,
        next=following,
        back=back,
        earlier=earlier,
        later=later,
        phrases=phrases,
        offsets=offsets,
        hooks=hooks,
        times=word_set(data, "times_of_day"),
        before_month=word_set(data, "before_month"),
        before_year=word_set(data, "before_year"),
        after_date=word_set(data, "after_date"),
    )
