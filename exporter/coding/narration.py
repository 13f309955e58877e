"""Who tells a sentence and of when: the report itself, a quotation, an author's own story, or history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.coding.quotations import Quotations
    from exporter.coding.text import Sentence

_YEAR = 4  # digits
_FIRST_YEAR = 1800
_BACK = 3  # sentences of a paragraph in which a year of the past goes on
_END = 2  # tokens: a year and a stop


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
    beside: frozenset[str]
    articles: frozenset[str]
    within: frozenset[str]
    makers: frozenset[str]
    periods: frozenset[str]
    not_done: frozenset[str]
    plans: frozenset[str]
    not_begun: frozenset[str]


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
        self._goes_on: dict[int, bool] = {}

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
        """Tell whether a sentence, or one closely before it in its paragraph, dates what it tells well back."""
        return self.names_the_past(index) or self.goes_on_from_the_past(index)

    def names_the_past(self, index: int) -> bool:
        """Tell whether a sentence names a year well before publication, or counts back in years."""
        known = self._past.get(index)
        if known is None:
            known = self._past[index] = next(self._distant(self._sentences[index]), -1) >= 0
        return known

    def goes_on_from_the_past(self, index: int) -> bool:
        """Tell whether a sentence closely before, in the same paragraph, tells of a year well before publication.

        What a sentence says of these days (*on Monday*, *last week*) does not go on from there, nor does anything
        from a year that only a clause beside the main one names (*after he left in 2015, he spoke*).
        """
        known = self._goes_on.get(index)
        if known is None:
            sentence = self._sentences[index]
            fresh = not reporting_words().fresh.isdisjoint(sentence.words)
            known = self._goes_on[index] = not fresh and any(
                self._tells_the_past(one, last=one.index + 1 == index)
                for one in self._sentences[max(0, index - _BACK) : index]
                if one.paragraph == sentence.paragraph
            )
        return known

    def _tells_the_past(self, sentence: Sentence, *, last: bool) -> bool:
        """Tell whether a sentence leaves a year to those behind it: its own, or for the next the one it ends with."""
        if not self.names_the_past(sentence.index):
            return False
        words, beside = sentence.words, reporting_words().beside
        return any(
            beside.isdisjoint(words[1:at]) or (last and at >= len(words) - _END) for at in self._distant(sentence)
        )

    def _distant(self, sentence: Sentence) -> Iterator[int]:
        """Yield where a sentence gives a year of the past, or counts back in years: "in 1994", "decades ago"."""
        # Most sentences have no figure at all.
        if "number" in sentence.kinds or "ago" in sentence.words:
            for at, word in enumerate(sentence.words):
                if (word[0].isdigit() or word == "ago") and self._is_distant(sentence, at):
                    yield at

    def _is_distant(self, sentence: Sentence, at: int) -> bool:
        words, since = sentence.words, reporting_words().since
        word, before = words[at], words[at - 1] if at else ""
        if before in since or (before == "the" and at > 1 and words[at - 2] in since):
            return False
        if word == "ago":
            return before in reporting_words().spans
        year = word.removesuffix("s")
        if self._year is None or len(year) != _YEAR or not year.isdecimal():
            return False
        if before in reporting_words().articles and year == word:
            return False  # the 2015 agreement
        return _FIRST_YEAR <= int(year) < self._year - 1
