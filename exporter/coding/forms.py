"""The phrases of a lexicon as the words of a sentence may show them: verbs by lemma, all else as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.english.inflection import noun_forms, verb_forms
from exporter.coding.phrases import PhraseTrie
from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.coding.lexicon import Entry

_FINITE_ONLY = frozenset(("base", "third"))


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One phrase of an entry.

    ``gap`` is the number of words before the place where an object may stand, or 0.
    """

    entry: Entry
    lemma: str
    length: int
    gap: int = 0
    rest: tuple[str, ...] = ()


class FormTrie:
    """Find the phrases of entries in lower-case words.

    A verb phrase is held once, under the lemma of its first word, whatever forms the verb has.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._fixed: PhraseTrie[Form] = PhraseTrie()
        self._verbs: PhraseTrie[Form] = PhraseTrie()
        self._lemmas: dict[str, list[tuple[str, bool]]] = {}
        for entry in entries:
            for phrase in phrases_of(entry):
                self._add(entry, phrase)

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, bool, list[Form]]]:
        """Yield start, end and forms of every phrase, and whether its verb can be no participle there."""
        for start, end, forms in self._fixed.matches(words):
            yield start, end, False, forms
        lemmas, verbs = self._lemmas, self._verbs
        for start, word in enumerate(words):
            for lemma, finite in lemmas.get(word, ()):
                for end, forms in verbs.behind(lemma, words, start + 1):
                    yield start, end, finite, forms

    def _add(self, entry: Entry, phrase: str) -> None:
        head, _, rest = phrase.partition(" + ")
        tail = tuple(words_of(rest)) if rest else ()
        if entry.pos == "verb":
            first, *others = head.split(" ")
            more = words_of(" ".join(others)) if others else []
            lemma = first.lower()
            if lemma not in self._verbs:
                self._inflect(lemma)
            self._verbs.add([lemma, *more], _form(entry, phrase, 1 + len(more), tail))
            return
        forms = [form for _, form in noun_forms(head.lower())] if entry.pos == "noun" else [head]
        for form in forms:
            words = words_of(form)
            self._fixed.add(words, _form(entry, phrase, len(words), tail))

    def _inflect(self, lemma: str) -> None:
        kinds: dict[str, set[str]] = {}
        for kind, form in verb_forms(lemma):
            kinds.setdefault(form, set()).add(kind)
        for form, found in kinds.items():
            self._lemmas.setdefault(form, []).append((lemma, found <= _FINITE_ONLY))


def _form(entry: Entry, phrase: str, length: int, tail: tuple[str, ...]) -> Form:
    return Form(entry, phrase.partition(" + ")[0], length + len(tail), length if tail else 0, tail)


def phrases_of(entry: Entry) -> Iterator[str]:
    """Yield the phrases of an entry, alternatives in brackets written out."""
    for phrase in entry.words:
        yield from _alternatives(phrase)


def _alternatives(phrase: str) -> Iterator[str]:
    """Yield a phrase for each alternative in its brackets.

    >>> list(_alternatives("give (its|full|) support to"))
    ['give its support to', 'give full support to', 'give support to']
    """
    before, bracket, rest = phrase.partition("(")
    if not bracket:
        yield phrase
        return
    inside, _, after = rest.partition(")")
    for one in inside.split("|"):
        yield from _alternatives(" ".join(f"{before}{one}{after}".split()))
