"""Who tells a sentence and of when: the report itself, a quotation, an author's own story, or history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.quotations import Quotations
    from exporter.coding.text import Sentence

_YEAR = 4  # digits
_FIRST_YEAR = 1800
_BACK = 3  # sentences of a paragraph in which a year of the past goes on


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The word lists of english/reporting.json, by their names there."""

    happens: frozenset[str]
    imply: frozenset[str]
    copulas: frozenset[str]
    factual: frozenset[str]
    helps: frozenset[str]
    laws: frozenset[str]
    habits: frozenset[str]
    spans: frozenset[str]
    since: frozenset[str]
    own_voice: frozenset[str]
    saying: frozenset[str]
    suppositions: frozenset[str]
    doubted: frozenset[str]
    past: frozenset[str]
    pluperfect: frozenset[str]
    statives: frozenset[str]
    not_yet: frozenset[str]
    asked: frozenset[str]
    nobody: frozenset[str]
    counts: frozenset[str]
    insists: frozenset[str]
    lasting: frozenset[str]
    denials: frozenset[str]
    tries: frozenset[str]
    vague: frozenset[str]
    quarrels: frozenset[str]
    long_events: frozenset[str]
    causes: frozenset[str]
    fresh: frozenset[str]
    makers: frozenset[str]
    periods: frozenset[str]


@cache
def reporting_words() -> ReportingWords:
    """Return the word lists, read once a process."""
    data = word_lists("reporting")
    return ReportingWords(*(word_set(data, field.name) for field in fields(ReportingWords)))


class Narration:
    """Who tells the sentences of one document, and of when; each sentence is asked once."""

    def __init__(self, published: str | None, sentences: Sequence[Sentence], quotations: Quotations) -> None:
        year = (published or "")[:_YEAR]
        self._year = int(year) if year.isdecimal() else None
        self._sentences = sentences
        self._quotations = quotations
        self._own: dict[int, bool] = {}
        self._past: dict[int, bool] = {}
        self._of_past: dict[int, bool] = {}

    def is_own_story(self, index: int) -> bool:
        """Tell whether the author of a sentence speaks of himself: "I", "we", outside quotation marks."""
        known = self._own.get(index)
        if known is None:
            sentence, own = self._sentences[index], reporting_words().own_voice
            known = self._own[index] = not own.isdisjoint(sentence.words) and any(
                word in own and sentence.written[at] != "US" and sentence.offset(at) not in self._quotations
                for at, word in enumerate(sentence.words)
            )
        return known

    def is_of_the_past(self, index: int) -> bool:
        """Tell whether a sentence, or one closely before it in its paragraph, names a year well before publication.

        What a sentence says of these days (*on Monday*, *last week*) does not go on from there.
        """
        known = self._of_past.get(index)
        if known is None:
            fresh = not reporting_words().fresh.isdisjoint(self._sentences[index].words)
            sentences = self._sentences[index if fresh else max(0, index - _BACK) : index + 1]
            paragraph = sentences[-1].paragraph
            known = any(self._names_past(one) for one in sentences if one.paragraph == paragraph)
            self._of_past[index] = known
        return known

    def _names_past(self, sentence: Sentence) -> bool:
        known = self._past.get(sentence.index)
        if known is None:
            words = sentence.words
            # Most sentences have no figure at all.
            known = self._past[sentence.index] = ("number" in sentence.kinds or "ago" in words) and any(
                self._is_distant(word, words[at - 1] if at else "")
                for at, word in enumerate(words)
                if word[0].isdigit() or word == "ago"
            )
        return known

    def _is_distant(self, word: str, before: str) -> bool:
        """Tell whether a word gives a year of the past, or counts back in years: "in 1994", "decades ago"."""
        if before in reporting_words().since:
            return False
        if word == "ago":
            return before in reporting_words().spans
        year = word.removesuffix("s")
        past = self._year is not None and len(year) == _YEAR and year.isdecimal()
        return past and _FIRST_YEAR <= int(year) < (self._year or 0) - 1
