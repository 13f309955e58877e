"""Who tells a sentence and of when: the report itself, a quotation, an author's own story, or history."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.reading import Reading

_YEAR = 4  # digits
_FIRST_YEAR = 1800
_BACK = 3  # sentences of a paragraph in which a year of the past goes on


@dataclass(frozen=True, slots=True)
class ReportingWords:
    """The word lists of english/reporting.json, by their names there."""

    happens: frozenset[str]
    imply: frozenset[str]
    copulas: frozenset[str]
    before_gerund: frozenset[str]
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


@cache
def reporting_words() -> ReportingWords:
    """Return the word lists, read once a process."""
    data = word_lists("reporting")
    return ReportingWords(*(word_set(data, field.name) for field in fields(ReportingWords)))


def voice(reading: Reading, analysis: Analysis, at: int) -> str:
    """Return why a word is not the report's own: it is quoted, or its author speaks of himself."""
    if analysis.tokens[at].start in reading.quotations:
        return "said in a quotation"
    own = any(
        word in reporting_words().own_voice and token.text != "US" and token.start not in reading.quotations
        for word, token in zip(analysis.words, analysis.tokens, strict=True)
    )
    return "an author's own story" if own else ""


def is_long_past(reading: Reading, analysis: Analysis, first: int, last: int, at: int) -> bool:
    """Tell whether a clause gives a year well before that of publication, or counts its time in years."""
    if reading.circumstances.is_background(analysis.sentence.index, first, last, at):
        return True
    here = analysis.sentence
    earlier = reading.sentences[max(0, here.index - _BACK) : here.index]
    told = [one.words for one in earlier if one.paragraph == here.paragraph] + [analysis.words]
    return any(_names_past(words, reading) for words in told)


def _names_past(words: Sequence[str], reading: Reading) -> bool:
    published = (reading.document.published or "")[:_YEAR]
    return any(
        _is_distant(word, before, published)
        for before, word in zip(["", *words], words, strict=False)
        if before not in reporting_words().since
    )


def _is_distant(word: str, before: str, published: str) -> bool:
    if word == "ago":
        return before in reporting_words().spans
    year = word.removesuffix("s")
    return bool(published) and len(year) == _YEAR and year.isdigit() and _FIRST_YEAR <= int(year) < int(published) - 1
