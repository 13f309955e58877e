"""When an event happened: date expressions resolved against publication, and the choice among those of a text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from exporter.coding.date_forms import find_date_forms
from exporter.coding.date_resolution import Precision, coarser, parse_day, resolve, shift_day
from exporter.coding.datelines import dateline_end
from exporter.coding.words import word_lists, word_set
from exporter.events import DateSpan

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from exporter.coding.date_words import DateForm
    from exporter.coding.text import Sentence, Token

Opener = Literal["since", "from", "until", "by", "before", "after"]

_AROUND = 3  # days to either side of a date given as "around" or "as reported": the week that ACLED's precision 2 means
_OLD = 92  # days before publication: what is older is told as background of the news
_LEADING = 4  # tokens before a date that still opens its sentence: "As reported on", "In the night to"
_LEADING_NEAR = 4  # tokens: a date that opens the sentence counts as no further from any trigger
_FRESH = 60  # days for which an event is news
_RUNNING_REACH = 6  # sentences for which a date goes on to hold
_TIGHT = 6  # tokens: how near a trigger "the previous day" has to stand to date it where no day is named before
_STORY_REACH = 8  # sentences for which the day of a story goes on to hold
_RELATIVE = 10  # tokens from a date back to the word that opens its relative clause
_NEWS = 7  # days before publication that news is of
_SPOKEN = 3  # tokens between a verb of saying and its date
_FUTURE_REACH = 14  # tokens: how far before a date a word such as "will" still rules it


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a sentence: tokens ``first`` to ``last`` (exclusive), first and last possible day.

    ``background`` is long before publication, ``ahead`` after it; ``loose`` counts from a date that the text has not
    named ("the previous day" in a first sentence), so it tells of something beside the event; ``aside`` stands in
    brackets or describes a noun ("the May 2022 elections"), so it dates no event unless nothing else does; ``absolute``
    needs no other date of the text; ``told`` is when somebody spoke of it ("police said on Monday", a dateline);
    ``relative`` is the token that opens the relative clause in which a date stands that is no news of the week, or -1.
    """

    first: int
    last: int
    start: dt.date
    end: dt.date
    precision: Precision
    text: str
    opener: Opener | None = None
    approximate: bool = False
    reported: bool = False
    background: bool = False
    aside: bool = False
    ahead: bool = False
    loose: bool = False
    absolute: bool = True
    told: bool = False
    relative: int = -1

    def span(self) -> DateSpan:
        """Return the mention as the date of an Event record."""
        return DateSpan(self.start.isoformat(), self.end.isoformat(), self.precision, self.text)


@cache
def _sets() -> dict[str, frozenset[str]]:
    data = word_lists("dates")
    names = ("approximate", "future_words", "determiners", "after_date", "saying", "before_saying", "relatives")
    return {key: word_set(data, key) for key in names}


class DateReader:
    """The dates of one document's sentences; read in order, since later ones refer back to earlier ones."""

    def __init__(self, published: str | dt.date | None, text: str, sentences: Sequence[Sentence]) -> None:
        self._published = parse_day(published) if isinstance(published, str) else published
        self._text = text
        self._sentences = sentences
        self._anchor: dt.date | None = None
        self._read: list[list[DateMention]] = []
        self._openers: dict[str, Opener] = word_lists("dates")["range_openers"]

    def mentions(self, index: int) -> list[DateMention]:
        """Return the dates of a sentence, resolved."""
        while len(self._read) <= index:
            self._read_next()
        return self._read[index]

    def date_of(self, index: int, first: int, last: int, trigger: int, *, continues: bool = False) -> DateSpan | None:
        """Return the date of an event: its clause's, else its sentence's, else the running one, else publication.

        ``first`` to ``last`` (exclusive) are the tokens of the event's clause in sentence ``index`` and ``trigger`` the
        token of its trigger. What ``continues`` a story happened, where it has no date, on the day told of last, and
        the day on which somebody speaks of it is not its own.
        """
        mention = choose(self.mentions(index), first, last, trigger) or self._running_at(index)
        if continues and (mention is None or (mention.told and abs(mention.first - trigger) > _SPOKEN)):
            mention = self._story_at(index) or mention or next((one for one in self._read[index] if one.told), None)
        if mention is not None:
            return mention.span()
        if self._published is None:
            return None
        day = self._published.isoformat()
        return DateSpan(day, day, "day", None)

    def is_dated(self, index: int, trigger: int) -> bool:
        """Tell whether a sentence, or one that it goes on from, gives a date for an event with that trigger."""
        mention = choose(self.mentions(index), 0, len(self._sentences[index].words), trigger) or self._running_at(index)
        return mention is not None and not (mention.background or mention.aside or mention.ahead)

    def opens_with_day(self, index: int) -> bool:
        """Tell whether a sentence opens with a day of its own: "On Monday", not "The next day"."""
        return any(
            mention.first <= _LEADING and mention.precision == "day" and mention.absolute and not mention.background
            for mention in self.mentions(index)
        )

    def is_background(self, index: int, first: int, last: int, trigger: int) -> bool:
        """Tell whether the date of an event's own sentence lies long before publication."""
        mention = choose(self.mentions(index), first, last, trigger)
        return mention is not None and mention.background

    def is_old(self, index: int, first: int, last: int, trigger: int) -> bool:
        """Tell whether the date of an event's own sentence is no news: of a year, or months before publication."""
        mention = choose(self.mentions(index), first, last, trigger)
        if mention is None or self._published is None or mention.opener:
            return False
        known = mention.start if mention.precision == "year" else mention.end
        return (self._published - known).days > _FRESH

    def _read_next(self) -> None:
        index = len(self._read)
        sentence = self._sentences[index]
        found: list[DateMention] = []
        dateline = dateline_end(index, sentence.tokens)
        for form in find_date_forms(sentence):
            mention = self._resolve(form, sentence.tokens)
            if mention is not None and mention.first < dateline:
                mention = replace(mention, told=True)
            if mention is not None:
                found.append(mention)
                if (mention.precision == "day" or mention.approximate) and not mention.opener:
                    self._anchor = mention.start + (mention.end - mention.start) // 2
        self._read.append(found)

    def _running_at(self, index: int) -> DateMention | None:
        """Return the date that the paragraph's sentences before this one left to those that follow."""
        for earlier in range(index - 1, max(index - _RUNNING_REACH, 0) - 1, -1):
            if self._sentences[earlier].paragraph != self._sentences[index].paragraph:
                return None
            kept = [
                mention
                for mention in self._read[earlier]
                if not (mention.background or mention.opener or mention.aside or mention.ahead)
            ]
            if kept:
                return choose(kept, 0, kept[-1].last, 0)
        return None

    def _story_at(self, index: int) -> DateMention | None:
        """Return the day of this week that the text told of last, in whatever paragraph."""
        for earlier in range(index - 1, max(index - _STORY_REACH, 0) - 1, -1):
            kept = [one for one in self._read[earlier] if self._goes_on(one)]
            if kept:
                return choose(kept, 0, kept[-1].last, 0)
        return None

    def _goes_on(self, mention: DateMention) -> bool:
        beside = mention.told or mention.background or mention.opener or mention.aside or mention.ahead
        if beside or mention.precision != "day" or self._published is None:
            return False
        return (self._published - mention.end).days <= _NEWS

    def _resolve(self, form: DateForm, tokens: Sequence[Token]) -> DateMention | None:
        lowers = [token.lower for token in tokens[max(form.first - _FUTURE_REACH, 0) : form.first]]
        following = tokens[form.last].lower if form.last < len(tokens) else ""
        future = _is_future(lowers) or following in ("will", "would")
        span = resolve(form, self._published, self._anchor, future=future)
        if span is None:
            return None
        start, end, precision = span
        opener = self._openers.get(lowers[-1]) if lowers else None
        if form.until is not None:
            opener = None
        named = self._anchor is not None or not form.anaphoric or not form.offset
        text = self._text[tokens[form.first].start : tokens[form.last - 1].end]
        mention = DateMention(form.first, form.last, start, end, precision, text, opener=opener)
        mention = replace(self._marked(mention, tokens, lowers), loose=not named, absolute=not form.anaphoric)
        if opener == "since" and self._published is not None and mention.end <= self._published:
            mention = replace(mention, end=self._published, precision=coarser(mention.start, self._published))
        return mention

    def _marked(self, mention: DateMention, tokens: Sequence[Token], lowers: list[str]) -> DateMention:
        """Mark what is approximate, reported, in brackets or long past; widen what is approximate."""
        sets = _sets()
        bracket = _open(lowers, "(", ")") or _open(lowers, "[", "]")
        reported = len(lowers) > 1 and lowers[-2] == "reported" and lowers[-3:-2] in (["as"], [])
        after = [token.lower for token in tokens[mention.last : mention.last + 5]]
        loose = bool(lowers) and (
            lowers[-1] in sets["approximate"] or lowers[-3:] in (["on", "or", "before"], ["on", "or", "about"])
        )
        loose = loose or lowers[-3:] == ["on", "or", "around"] or lowers[-3:] == ["on", "or", "after"]
        loose = loose or (
            after[:1] == ["("]
            and bool({"reported", "around", "of", "before", "about"} & set(after[1:4]))
            and ")" in after
        )
        opener = None if loose else mention.opener
        ahead = self._published is not None and mention.start > self._published
        fresh = self._published is None or (
            mention.precision == "day" and (self._published - mention.end).days <= _NEWS
        )
        background = self._published is not None and (self._published - mention.end).days > _OLD
        start, end, precision = mention.start, mention.end, mention.precision
        if (loose or reported) and precision == "day" and start == end:
            start, end, precision = shift_day(start, -_AROUND), shift_day(end, _AROUND), "week"
        return replace(
            mention,
            start=start,
            end=end,
            precision=precision,
            opener=opener,
            approximate=loose or reported,
            reported=reported,
            background=background,
            aside=bracket or _describes(mention, tokens),
            ahead=ahead,
            told=_is_told(lowers),
            relative=-1 if fresh else _relative(mention, tokens),
        )


def _open(lowers: Sequence[str], opening: str, closing: str) -> bool:
    """Tell whether a bracket stands open behind these words."""
    if opening not in lowers:
        return False
    at = len(lowers) - 1 - lowers[::-1].index(opening)
    return closing not in lowers[at:]


def _is_told(lowers: Sequence[str]) -> bool:
    """Tell whether the words before a date say that somebody spoke on it: "police said on Monday"."""
    sets = _sets()
    at = len(lowers)
    while at and lowers[at - 1] in sets["before_saying"]:
        at -= 1
    return at > 0 and lowers[at - 1] in sets["saying"]


def _relative(mention: DateMention, tokens: Sequence[Token]) -> int:
    """Return the token that opens the relative clause of a date: "a man who was stabbed last month"; -1 without one."""
    openers = _sets()["relatives"]
    for at in range(mention.first - 1, max(mention.first - _RELATIVE, 0), -1):
        if tokens[at].lower in openers:
            return at
        if tokens[at].kind == "punct":
            return -1
    return -1


def _describes(mention: DateMention, tokens: Sequence[Token]) -> bool:
    """Tell whether a day, month or year stands between a determiner and its noun: "the 2020 war"."""
    if not mention.first or mention.last >= len(tokens):
        return False
    lower = tokens[mention.first].lower
    if lower in word_lists("dates")["weekdays"] or lower in word_lists("dates")["last"]:
        return False
    following = tokens[mention.last]
    before = tokens[mention.first - 1].lower
    sets = _sets()
    return before in sets["determiners"] and following.kind == "word" and following.lower not in sets["after_date"]


def choose(mentions: Sequence[DateMention], first: int, last: int, trigger: int) -> DateMention | None:
    """Return the mention that dates an event with this clause and trigger, or None.

    A date inside the clause wins over one outside it, a date that opens the sentence over others outside the clause,
    and "since", "until" and dates in brackets come last; between equals the nearest wins.
    """
    best: tuple[tuple[int, int, int], DateMention] | None = None
    days = any(mention.precision == "day" and not mention.aside for mention in mentions)
    for mention in mentions:
        inside = first <= mention.first < last
        leads = mention.first <= _LEADING
        weak = (
            2 * mention.aside + (mention.opener in ("until", "by", "before", "after")) + (mention.ahead and not leads)
        )
        weak += mention.told and abs(mention.first - trigger) > _SPOKEN
        weak += days and mention.precision in ("month", "year")
        if trigger < mention.relative:
            continue  # the date of a deed that only says who somebody is
        if mention.loose and not leads and abs(mention.first - trigger) > _TIGHT:
            continue
        if not inside and not leads and (mention.first > trigger or weak or mention.background):
            continue
        distance = trigger - mention.last if mention.last <= trigger else mention.first - trigger
        rank = (weak, 0 if inside else 1, min(distance, _LEADING_NEAR) if leads else distance)
        if best is None or rank < best[0]:
            best = (rank, mention)
    return best[1] if best else None


def _is_future(lowers: Sequence[str]) -> bool:
    words = _sets()["future_words"]
    for i in range(len(lowers) - 1, -1, -1):
        word = lowers[i]
        if word in (";", ".", "said", "told"):
            return False
        if word in words:
            return word != "to" or lowers[i - 1 : i] in (
                ["due"],
                ["set"],
                ["expected"],
                ["scheduled"],
                ["planned"],
                ["plans"],
            )
    return False
