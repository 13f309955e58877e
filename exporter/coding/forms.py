"""The phrases of a lexicon as the words of a sentence may show them: verbs by lemma, all else as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from exporter.coding.english.inflection import first_words, noun_forms, verb_forms
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

    A verb phrase is held once, under the lemma of its first word, whatever forms the verb has. Phrases wait until the
    word that they begin with comes up: of the thousands in a lexicon, a text asks for few.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._fixed: PhraseTrie[Form] = PhraseTrie(grow=_fixed_forms)
        self._verbs: PhraseTrie[Form] = PhraseTrie(grow=_verb_forms)
        self._lemmas: dict[str, list[tuple[str, bool]]] = {}
        lemmas: dict[tuple[str, ...], None] = {}
        for entry in entries:
            for phrase in entry.words:
                first = _first_words(entry.pos, phrase)
                if entry.pos == "verb":
                    lemmas[first] = None
                    self._verbs.wait(first, (entry, phrase))
                else:
                    self._fixed.wait(first, (entry, phrase))
        for lemma in dict.fromkeys(chain.from_iterable(lemmas)):
            self._inflect(lemma)

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, bool, list[Form]]]:
        """Return start, end and forms of every phrase, and whether its verb can be no participle there."""
        found = [(start, end, False, forms) for start, end, forms in self._fixed.matches(words)]
        lemmas, behind = self._lemmas, self._verbs.behind
        for start, word in enumerate(words):
            if word in lemmas:
                for lemma, finite in lemmas[word]:
                    found += [(start, end, finite, forms) for end, forms in behind(lemma, words, start + 1)]
        return found

    def _inflect(self, lemma: str) -> None:
        kinds: dict[str, set[str]] = {}
        for kind, form in verb_forms(lemma):
            kinds.setdefault(form, set()).add(kind)
        for form, found in kinds.items():
            self._lemmas.setdefault(form, []).append((lemma, found <= _FINITE_ONLY))


def _verb_forms(lemma: str, waiting: Iterable[tuple[Entry, str]]) -> Iterator[tuple[list[str], Form]]:
    """Yield the verb phrases of a lemma as words."""
    for entry, phrase in waiting:
        for one in alternatives(phrase):
            head, _, rest = one.partition(" + ")
            first, *others = head.split(" ")
            if first.lower() == lemma:
                more = words_of(" ".join(others))
                yield [lemma, *more], _form(entry, head, 1 + len(more), rest)


def _fixed_forms(first: str, waiting: Iterable[tuple[Entry, str]]) -> Iterator[tuple[list[str], Form]]:
    """Yield the other phrases that begin with a word, as words; nouns in singular and plural."""
    for entry, phrase in waiting:
        for one in alternatives(phrase):
            head, _, rest = one.partition(" + ")
            for form in [form for _, form in noun_forms(head.lower())] if entry.pos == "noun" else [head]:
                words = words_of(form)
                if words[0] == first:
                    yield words, _form(entry, head, len(words), rest)


def _form(entry: Entry, head: str, length: int, rest: str) -> Form:
    tail = tuple(words_of(rest)) if rest else ()
    return Form(entry, head, length + len(tail), length if tail else 0, tail)


def _first_words(pos: str, phrase: str) -> tuple[str, ...]:
    """Return the words under which a phrase waits: for a verb its lemma."""
    if pos == "verb":
        found = [one.partition(" ")[0].lower() for one in openings(phrase)]
        return (found[0],) if len(found) == 1 else tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(word for one in alternatives(phrase) for word in first_words(pos, one)))


def openings(phrase: str) -> Sequence[str]:
    """Return how a phrase may begin: as it stands, or each alternative where its first word is one.

    >>> openings("give (its|full) support"), openings("(pound|shell) towns")
    (('give (its|full) support',), ('pound towns', 'shell towns'))
    """
    bracket = phrase.find("(")
    return (phrase,) if bracket < 0 or 0 < phrase.find(" ") < bracket else tuple(alternatives(phrase))


def alternatives(phrase: str) -> Iterator[str]:
    """Yield a phrase for each alternative in its brackets.

    >>> list(alternatives("give (its|full|) support to"))
    ['give its support to', 'give full support to', 'give support to']
    """
    before, bracket, rest = phrase.partition("(")
    if not bracket:
        yield phrase
        return
    inside, _, after = rest.partition(")")
    for one in inside.split("|"):
        yield from alternatives(" ".join(f"{before}{one}{after}".split()))
