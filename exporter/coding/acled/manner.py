"""How a text tells: as an event note, as news of an act, or in passing."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.coding.acled.mentions import is_year
from exporter.coding.acled.scopes import MAIN
from exporter.coding.acled.wordlists import name_set, scope_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.frames import Reading
    from exporter.coding.text import Sentence

_IN = frozenset(("in", "since", "of", "until", "from", "by", "back", "early", "late", ",")) | {
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
}
_BEGINS = 8  # tokens in which a sentence that opens with a war says that it began
LEAD = 4  # sentences: what opens a report


def is_note(sentences: Sequence[Sentence]) -> bool:
    """Tell whether a text is written as an event note: it begins with the day, or with a kind and a colon."""
    words = sentences[0].words[:8]
    if (
        (":" in words and not _is_dateline(sentences[0], words.index(":")))
        or words[:1] == ["around"]
        or (words[:1] == ["as"] and "reported" in words)
    ):
        return True
    return (words[:1] == ["on"] and any(word[:1].isdigit() for word in words)) or words[0][:1].isdigit()


def _is_dateline(sentence: Sentence, colon: int) -> bool:
    """Tell whether what stands before a colon is the place that a report comes from: "NAGPUR: The court …"."""
    return all(token.text.isupper() for token in sentence.tokens[:colon])


@cache
def _times() -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, ...]], frozenset[str]]:
    """Return the words that say when, the first words of the pairs that do, these pairs, and the names of months."""
    times = [tuple(phrase.split(" ")) for phrase in scope_words()["times"]]
    words = frozenset(phrase[0] for phrase in times if len(phrase) == 1)
    pairs = frozenset(phrase for phrase in times if len(phrase) > 1)
    return words, frozenset(phrase[0] for phrase in pairs), pairs, frozenset(scope_words()["months"])


def is_told(reading: Reading) -> bool:
    """Tell whether a sentence of running text reports its act as news: it says when, or opens the report."""
    if is_dated(reading.words):
        return True
    head = reading.index == 0  # the first sentence is news even where a noun names the act
    opens = reading.index < LEAD and any((f.cue.verb or head) and f.cue.scope == MAIN for f in reading.frames)
    by_day = head and _has_day(reading.words, _times()[3])  # "killed 17 people on 13 March 2022" is news
    return opens and (by_day or not any(map(is_year, reading.words)))


def is_dated(words: Sequence[str]) -> bool:
    """Tell whether a sentence says when, by a day or a time of late; with a year it tells of the past."""
    times, openers, pairs, months = _times()
    if not times.isdisjoint(words):
        return True
    paired = not openers.isdisjoint(words) and not pairs.isdisjoint(pairwise(words))
    dated = paired or (not months.isdisjoint(words) and _has_day(words, months))
    return dated and not any(map(is_year, words))


def is_of_long(words: Sequence[str]) -> bool:
    """Tell whether a sentence says how something long began: "The war began when fighters stormed the border"."""
    opening = words[:_BEGINS]
    return not name_set("long_events").isdisjoint(opening) and not name_set("begins").isdisjoint(opening)


def is_of_year(words: Sequence[str]) -> bool:
    """Tell whether a sentence says in which year something was, but not on which day: "in 2013", "since March 2011"."""
    if not any(is_year(word) and words[i - 1] in _IN for i, word in enumerate(words) if i):
        return False
    times, openers, pairs, months = _times()
    recent = not times.isdisjoint(words) or (not openers.isdisjoint(words) and not pairs.isdisjoint(pairwise(words)))
    return not recent and not _has_day(words, months)


def _has_day(words: Sequence[str], months: frozenset[str]) -> bool:
    """Tell whether a day of the month stands beside a month."""
    return any(
        word in months and any(_is_day(one) for one in (*words[max(i - 1, 0) : i], *words[i + 1 : i + 2]))
        for i, word in enumerate(words)
    )


def _is_day(word: str) -> bool:
    digits = word.rstrip("stndrh")
    return digits.isdigit() and len(digits) <= 2  # noqa: PLR2004 - a day of a month
