"""Date expressions as a sentence words them, before anything is known of the publication date."""

# ruff: noqa: PLR2004 - lengths and limits of calendars and numerals are what this module is about
# ruff: noqa: C901, PLR0911 - one question after the other, each with its own answer

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.coding.date_words import DateForm, date_words
from exporter.coding.number_words import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.coding.date_words import Part
    from exporter.coding.text import Sentence, Token


_DASHES = frozenset("-–—‐‑−")
_BEHIND_DAY = frozenset(("and", "in", "at", "by", "to", "when"))
_HYPHENATED = frozenset(("mid-", "late", "earl"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def find_date_forms(sentence: Sentence) -> list[DateForm]:
    """Return the date expressions of a sentence in order; none overlap.

    >>> from exporter.coding.text import split
    >>> [(f.form, f.day, f.month, f.year) for f in find_date_forms(split("On 8 June 2022, and in March,")[0])]
    [('day', 8, 6, 2022), ('month', None, 3, None)]
    """
    words, hooks = sentence.words, date_words().hooks
    hooked = [i for i, word in enumerate(words) if word in hooks or "-" in word or word[0].isdigit()]
    parser: _Parser | None = None
    found: list[DateForm] = []
    after = 0
    for i in hooked:
        if i < after or not _may_begin(words, i, hooks):
            continue
        if parser is None:
            parser = _Parser(sentence)
        form = parser.at(i, after)
        if form is not None:
            found.append(form)
            after = form.last
    return found


def _may_begin(words: list[str], i: int, hooks: Mapping[str, frozenset[str] | None]) -> bool:
    """Tell whether a word may begin a date, or be what one hangs on."""
    word = words[i]
    if word in hooks:
        seconds = hooks[word]
        return seconds is None or (i + 1 < len(words) and words[i + 1] in seconds)
    return word[0].isdigit() or word[:4] in _HYPHENATED


class _Parser:
    """Reads the date expressions of one sentence."""

    __slots__ = ("count", "kinds", "lowers", "sentence", "texts", "words")

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.kinds, self.texts = sentence.kinds, sentence.written
        self.lowers = sentence.words
        self.count = len(self.lowers)
        self.words = date_words()

    def at(self, i: int, floor: int) -> DateForm | None:
        """Return the expression that begins at token ``i`` (or hangs on it, not reaching below ``floor``)."""
        if self.kinds[i] == "number":
            return self._iso(i) or self._slashed(i) or self._day_first(i) or self._year(i) or self._day_alone(i)
        lower = self.lowers[i]
        words = self.words
        return (
            self._phrase(i)
            or (self._month_first(i, floor) if lower in words.months or "-" in lower else None)
            or (self._weekday(i, floor) if lower in words.weekdays else None)
            or (self._period(i, floor) if lower in words.last | words.this | words.next or lower == "weekend" else None)
            or (self._counted(i, floor) if lower in words.back | words.earlier | words.later else None)
        )

    def word(self, i: int) -> str:
        """Return the lower-case word at ``i``, empty outside the sentence."""
        return self.lowers[i] if 0 <= i < self.count else ""

    def _phrase(self, i: int) -> DateForm | None:
        for phrase, key in self.words.phrases.get(self.lowers[i], ()):
            if tuple(self.lowers[i : i + len(phrase)]) == phrase:
                last = i + len(phrase)
                if key == "relative" and phrase == ("overnight",) and self.word(last) in ("into", "to", "on"):
                    return self._overnight(i, last)
                if phrase[-1] == "day" and self.word(last) in ("of", "'s", "-"):
                    continue
                if self._leads_to_noun(last - 1):
                    continue
                offset = self.words.offsets[phrase]
                return DateForm(i, last, "offset", offset=offset, anaphoric=key == "anaphoric")
        return None

    def _leads_to_noun(self, i: int) -> bool:
        """Tell whether "before" or "after" at ``i`` counts from what follows: "two days after the arrest"."""
        if self.word(i) not in ("before", "after", "prior") or i + 1 >= self.count:
            return False
        return self.kinds[i + 1] != "punct" and self.lowers[i + 1] not in self.words.after_date

    def _overnight(self, i: int, at: int) -> DateForm | None:
        """Read "overnight into Thursday": from the eve to that day."""
        day = self.words.weekdays.get(self.word(at + 1))
        if day is None:
            return DateForm(i, at, "offset", offset=0)
        if self.lowers[at] == "on":
            return None
        upper = DateForm(at + 1, at + 2, "weekday", weekday=day)
        return DateForm(i, at + 2, "weekday", weekday=(day - 1) % 7, until=upper)

    def _iso(self, i: int) -> DateForm | None:
        """Read 2022-01-07."""
        if i + 4 >= self.count or not _adjacent(self.sentence.tokens[i : i + 5]):
            return None
        year, first, month, second, day = self.lowers[i : i + 5]
        if first != "-" or second != "-" or not (len(year) == 4 and year.isdecimal()):
            return None
        if not (month.isdecimal() and day.isdecimal() and 0 < int(month[:3]) <= 12 and 0 < int(day[:3]) <= 31):
            return None
        return DateForm(i, i + 5, "day", int(year), int(month), int(day))

    def _slashed(self, i: int) -> DateForm | None:
        """Read 07/01/2022, 23/01, 7.1.2022 as day and month, the other way about only where that cannot be."""
        lower = self.lowers[i]
        mark = "/" if "/" in lower else "."
        pieces = lower.split(mark)
        if not all(piece.isdecimal() and len(piece) <= 4 for piece in pieces):
            return None
        numbers = [int(piece) for piece in pieces]
        year: int | None = None
        if len(numbers) == 3:
            if len(pieces[0]) == 4 and mark == "/":
                year, month, day = numbers
            else:
                day, month, year = numbers
            if year < 100:
                year += 2000
            if not _FIRST_YEAR <= year <= _LAST_YEAR:
                return None
        elif (
            len(numbers) == 2
            and mark == "/"
            and self.word(i - 1) in ("on", "of", "by", "since", "from", "until", "around", "(", "[")
        ):
            if len(pieces[1]) == 4:
                return None
            day, month = numbers
        else:
            return None
        if month > 12 >= day:
            day, month = month, day
        return DateForm(i, i + 1, "day", year, month, day, numeric=True) if 0 < month <= 12 and 0 < day <= 31 else None

    def _day_number(self, i: int) -> int | None:
        """Return the day of the month that a token like 7, 07 or 7th may stand for."""
        word = self.word(i)
        stem = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
        return int(stem) if stem.isdecimal() and len(stem) <= 2 and 0 < int(stem) <= 31 else None

    def _month(self, i: int) -> int | None:
        month = self.words.months.get(self.word(i))
        return month if month and not self.texts[i][0].islower() else None

    def _day_first(self, i: int) -> DateForm | None:
        """Read 7 January 2022, the 7th of January, 7-9 January, 7 and 8 January, 30 April to 2 May."""
        day = self._day_number(i)
        if day is None:
            return None
        at = i + 1
        if self.word(at) == "of":
            at += 1
        month = self._month(at)
        if month is not None:
            form = self._with_year(DateForm(i, at + 1, "day", None, month, day))
            return self._to(form)
        if self.word(i + 1) in _DASHES or self.word(i + 1) in ("and", "to", "or", "through", "until", "&"):
            upper = self._day_number(i + 2)
            at = i + 3 + (self.word(i + 3) == "of")
            month = self._month(at)
            if upper is not None and month is not None and upper > day:
                later = self._with_year(DateForm(i + 2, at + 1, "day", None, month, upper))
                return DateForm(i, later.last, "day", later.year, month, day, until=later)
        return None

    def _to(self, form: DateForm) -> DateForm:
        """Extend a day to a range where another day follows: "30 April to 2 May"."""
        link = self.word(form.last)
        if link in _DASHES or link in ("to", "until", "through", "and"):
            at = form.last + 1
            upper = self._day_number(at)
            month = self._month(at + 1) if upper is not None else None
            if upper is None and link != "and":
                month = self._month(at)
                upper = self._day_number(at + 1) if month is not None else None
            if upper is not None and month is not None:
                later = self._with_year(DateForm(at, at + 2, "day", None, month, upper))
                return DateForm(
                    form.first, later.last, "day", form.year or later.year, form.month, form.day, until=later
                )
        return form

    def _with_year(self, form: DateForm) -> DateForm:
        at = form.last
        if self.word(at) == "," or self.word(at) in ("of", "in"):
            at += 1
        year = self._year_number(at)
        if year is None:
            if self.word(form.last) in ("last", "this", "next") and self.word(form.last + 1) == "year":
                shift = {"last": -1, "this": 0, "next": 1}[self.word(form.last)]
                return DateForm(
                    form.first, form.last + 2, form.form, None, form.month, form.day, offset=shift, part=form.part
                )
            return form
        return DateForm(form.first, at + 1, form.form, year, form.month, form.day, part=form.part)

    def _year_number(self, i: int) -> int | None:
        word = self.word(i)
        return int(word) if len(word) == 4 and word.isdecimal() and _FIRST_YEAR <= int(word) <= _LAST_YEAR else None

    def _month_first(self, i: int, floor: int) -> DateForm | None:
        """Read January 7th, 2022, January 7-9, January 2022, early January, mid-March, January."""
        lower = self.lowers[i]
        if "-" in lower:
            head, _, tail = lower.partition("-")
            part = self.words.parts.get(head)
            month = self.words.months.get(tail)
            if part and month:
                return self._with_year(DateForm(i, i + 1, "month", None, month, None, part=part))
            year = int(tail) if part and len(tail) == 4 and tail.isdecimal() else None
            return DateForm(i, i + 1, "year", year, part=part) if year else None
        month = self._month(i)
        if month is None:
            return None
        day = self._day_number(i + 1)
        if day is not None and not self._counts(i + 1):
            form = self._with_year(DateForm(i, i + 2, "day", None, month, day))
            link = self.word(i + 2)
            upper = self._day_number(i + 3) if link in _DASHES or link in ("and", "to", "or", "&") else None
            if upper is not None and upper > day and not self._counts(i + 3):
                later = self._with_year(DateForm(i + 3, i + 4, "day", None, month, upper))
                return DateForm(i, later.last, "day", later.year, month, day, until=later)
            return self._to(form)
        before = self.word(i - 1)
        if lower in self.words.unsure and before not in self.words.before_month and self._year_number(i + 1) is None:
            return None
        first, part = self._part(i, floor)
        if before in self.words.last | self.words.next and i - 1 >= floor:
            return DateForm(i - 1, i + 1, "month", None, month, offset=-1 if before in self.words.last else 1)
        return self._with_year(DateForm(first, i + 1, "month", None, month, part=part))

    def _counts(self, i: int) -> bool:
        """Tell whether the number at ``i`` counts the noun after it ("in May 20 people were killed" stays a date)."""
        return self.word(i + 1) in ("percent", "%") or (
            self.word(i - 1) not in self.words.months and self.word(i + 1).endswith("s") and self.kinds[i + 1] == "word"
        )

    def _part(self, i: int, floor: int) -> tuple[int, Part | None]:
        """Read what stands before a month or year: early, mid, the end of."""
        at = i - 1
        if self.word(at) == "of":
            at -= 1
        part = self.words.parts.get(self.word(at)) if at >= floor else None
        return (at, part) if part else (i, None)

    def _year(self, i: int) -> DateForm | None:
        """Read "in 2014"; a bare number is a year only where the word before says so."""
        year = self._year_number(i)
        lower = self.lowers[i]
        if year is None:
            decade = lower[:4] if len(lower) == 5 and lower.endswith("0s") else ""
            return DateForm(i, i + 1, "year", int(decade), unit="decade") if decade.isdecimal() else None
        before = self.word(i - 1)
        if before not in self.words.before_year and not (before in ("(", "[") and self.word(i + 1) in (")", "]")):
            return None
        if (
            i + 1 < self.count
            and self.kinds[i + 1] == "word"
            and self.lowers[i + 1].endswith(("people", "s"))
            and before in ("the", "of", "about", "around", "by")
        ):
            return None
        return DateForm(i, i + 1, "year", year, part=self._part(i, 0)[1])

    def _day_alone(self, i: int) -> DateForm | None:
        """Read "on the 25th"."""
        word = self.lowers[i]
        if word[-2:] not in ("st", "nd", "rd", "th") or self.lowers[max(i - 2, 0) : i] not in (
            ["on", "the"],
            ["the", "to"],
        ):
            return None
        day = self._day_number(i)
        at = i + 1
        free = at == self.count or self.kinds[at] == "punct" or self.lowers[at] in _BEHIND_DAY
        return DateForm(i, i + 1, "day_of_month", day=day) if day and free else None

    def _weekday(self, i: int, floor: int) -> DateForm | None:
        """Read Wednesday, last Friday, Monday night, Saturday and Sunday, Monday, 7 January."""
        if self.lowers[i] in self.words.unsure or not self.texts[i][0].isupper():
            return None
        weekday = self.words.weekdays[self.lowers[i]]
        at = i + 1
        for skip in ([","], ["the"], ["("], ["["], []):
            start = at + len(skip)
            if self.lowers[at:start] != skip or start >= self.count:
                continue
            full = None
            if self.kinds[start] == "number":
                full = self._day_first(start) or self._slashed(start)
            elif self.words.months.get(self.lowers[start]):
                full = self._month_first(start, start)
            if full is not None and full.form == "day":
                return DateForm(i, full.last, "day", full.year, full.month, full.day, full.until, numeric=full.numeric)
        before = self.word(i - 1)
        first, offset = i, None
        if i - 1 >= floor and before in self.words.last | self.words.next:
            first, offset = i - 1, -1 if before in self.words.last else 1
        if self.word(at) in self.words.times:
            at += 1
        elif self.word(at) == "last" and self.word(at + 1) == "week":
            at, offset = at + 2, -2
        elif self.word(at) == "'s":
            at += 1
        until = None
        if self.word(at) in ("and", "to", "through") or self.word(at) in _DASHES:
            upper = self.words.weekdays.get(self.word(at + 1))
            if upper is not None and self.texts[at + 1][0].isupper():
                until = DateForm(at + 1, at + 2, "weekday", weekday=upper)
                at += 2
        return DateForm(first, at, "weekday", weekday=weekday, offset=offset, until=until)

    def _period(self, i: int, floor: int) -> DateForm | None:
        """Read last week, earlier this month, the past three days, the weekend."""
        words = self.words
        lower = self.lowers[i]
        if lower == "weekend":
            ready = self.word(i - 1) in ("the", "over", "at") and i - 1 >= floor
            return DateForm(i - 1, i + 1, "period", offset=0, unit="weekend") if ready else None
        step = -1 if lower in words.last else 1 if lower in words.next else 0
        at = i + 1
        amount = 1
        number = read_words(self.word(at)) if self.word(at) not in words.units else None
        if number is None and self.word(at).isdecimal() and len(self.word(at)) < 4:
            number = int(self.word(at))
        if number is not None or self.word(at) in ("few", "several", "couple"):
            amount = number if number is not None else 3
            at += 1 + (self.word(at + 1) == "of")
        unit = self.word(at)
        if unit not in words.units or unit in ("hour", "hours", "minutes") or self.word(at + 1) in ("of", "-"):
            return None
        if unit == "day" and step != 0:
            return None
        first, part = self._part(i, floor)
        span = amount if at > i + 1 or lower == "past" else 0
        if span and step >= 0:
            return None
        return DateForm(first, at + 1, "period", offset=step, unit=unit.rstrip("s"), day=span or None, part=part)

    def _counted(self, i: int, floor: int) -> DateForm | None:
        """Read three days ago, a week earlier, two months later."""
        words = self.words
        unit = self.word(i - 1)
        if unit not in words.units or i - 2 < floor:
            return None
        amount_word = self.word(i - 2)
        amount = 1 if amount_word in ("a", "an") else read_words(amount_word)
        if amount is None and amount_word.isdecimal() and len(amount_word) < 4:
            amount = int(amount_word)
        if amount is None and amount_word in ("few", "several", "of"):
            amount = 3
        if amount is None:
            return None
        anaphoric = self.lowers[i] not in words.back
        if self._leads_to_noun(i):
            return None
        sign = 1 if self.lowers[i] in words.later else -1
        return DateForm(i - 2, i + 1, "count", offset=sign * amount, unit=unit.rstrip("s"), anaphoric=anaphoric)


def _adjacent(tokens: Sequence[Token]) -> bool:
    return all(left.end == right.start for left, right in pairwise(tokens))
