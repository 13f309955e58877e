"""The phrases of a lexicon as the words of a sentence may show them: verbs by lemma, all else as it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING

from exporter.coding.english.inflection import first_words, noun_forms, verb_forms
from exporter.coding.phrases import PhraseTrie
from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.coding.lexicon import Entry
    from exporter.coding.phrases import Node

    Wants = tuple["Form", frozenset[str], frozenset[str]]

_FINITE_ONLY = frozenset(("base", "third"))
_BRACKETS = re.compile(r"\(([^)]*)(?:\)|$)")
OBJECT = 8  # words of an object that may stand inside a phrase: "call the long planned strike off"


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


class Bundle:
    """The forms that are the same words at first.

    Attributes:
        forms: all of them.

    """

    __slots__ = ("_behind", "_wants", "_whole", "forms")

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = forms
        self._wants = [(form, form.entry.objects, form.entry.needs) for form in forms]
        self._whole = [wants for wants in self._wants if not wants[0].gap]
        self._behind: dict[str, list[int]] = {}  # by first word behind the object: numbers of forms
        for number, form in enumerate(forms):
            if form.gap:
                self._behind.setdefault(form.rest[0], []).append(number)

    def fitting(self, words: Sequence[str], end: int) -> Sequence[Wants]:
        """Return the forms of which all or, behind an object, the next word stands in ``words`` from ``end`` on.

        With each come the words of which its entry wants one as object, and one anywhere.
        """
        behind = self._behind
        # Common verbs have a hundred forms with an object inside, and hardly ever the word for one behind them.
        if not behind or behind.keys().isdisjoint(near := words[end : end + OBJECT + 2]):
            return self._whole
        numbers = {number for word in near if word in behind for number in behind[word]}
        return [wants for number, wants in enumerate(self._wants) if not wants[0].gap or number in numbers]


class FormTrie:
    """Find the phrases of entries in lower-case words.

    A verb phrase is held once, under the lemma of its first word, whatever forms the verb has. Phrases wait until the
    word that they begin with comes up: of the thousands in a lexicon, a text asks for few.

    Attributes:
        asked: the words that any entry wants to stand beside its phrase.

    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._fixed: PhraseTrie[Bundle] = PhraseTrie(grow=_fixed_forms)
        self._verbs: PhraseTrie[Bundle] = PhraseTrie(grow=_verb_forms)
        self._lemmas: dict[str, list[tuple[str, bool]]] = {}
        # By first word: where its phrases begin, once it has come up, and whether its verb can be no participle there.
        self._roots: dict[str, list[tuple[Node[Bundle], bool]] | None] = {}
        lemmas: dict[tuple[str, ...], None] = {}
        asked: set[str] = set()
        for entry in entries:
            asked |= entry.objects
            asked |= entry.needs
            for phrase in entry.words:
                first = _first_words(entry.pos, phrase)
                if entry.pos == "verb":
                    lemmas[first] = None
                    self._verbs.wait(first, (entry, phrase))
                else:
                    self._roots.update(dict.fromkeys(first))
                    self._fixed.wait(first, (entry, phrase))
        self.asked = frozenset(asked)
        for lemma in dict.fromkeys(chain.from_iterable(lemmas)):
            self._inflect(lemma)
        self._roots.update(dict.fromkeys(self._lemmas))

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, bool, Bundle]]:
        """Return start, end and forms of every phrase, and whether its verb can be no participle there."""
        roots, count = self._roots, len(words)
        found: list[tuple[int, int, bool, Bundle]] = []
        for start in [at for at, word in enumerate(words) if word in roots]:
            for root, finite in roots[words[start]] or self._grow(words[start]):
                node: Node[Bundle] | None = root
                end = start + 1
                while node is not None:
                    if node.payloads:
                        found.append((start, end, finite, node.payloads[0]))
                    if end >= count:
                        break
                    node = node.next.get(words[end])
                    end += 1
        return found

    def _grow(self, word: str) -> list[tuple[Node[Bundle], bool]]:
        """Make the phrases that begin with a word; return where they begin."""
        fixed = self._fixed.root(word)
        roots = [] if fixed is None else [(fixed, False)]
        for lemma, finite in self._lemmas.get(word, ()):
            verb = self._verbs.root(lemma)
            if verb is not None:
                roots.append((verb, finite))
        self._roots[word] = roots
        return roots

    def _inflect(self, lemma: str) -> None:
        kinds: dict[str, set[str]] = {}
        for kind, form in verb_forms(lemma):
            kinds.setdefault(form, set()).add(kind)
        for form, found in kinds.items():
            self._lemmas.setdefault(form, []).append((lemma, found <= _FINITE_ONLY))


def _verb_forms(lemma: str, waiting: Iterable[tuple[Entry, str]]) -> Iterator[tuple[Sequence[str], Bundle]]:
    """Yield the verb phrases of a lemma as words."""
    forms: dict[tuple[str, ...], list[Form]] = {}
    for entry, phrase in waiting:
        for one in _beginning(phrase, lemma):
            head, _, rest = one.partition(" + ")
            first, _, others = head.partition(" ")
            if first.lower() == lemma:
                words = (lemma, *_words(others))
                forms.setdefault(words, []).append(_form(entry, head, len(words), rest))
    for words, found in forms.items():
        yield words, Bundle(found)


def _fixed_forms(first: str, waiting: Iterable[tuple[Entry, str]]) -> Iterator[tuple[Sequence[str], Bundle]]:
    """Yield the other phrases that begin with a word, as words; nouns in singular and plural."""
    forms: dict[tuple[str, ...], list[Form]] = {}
    for entry, phrase in waiting:
        for one in alternatives(phrase):
            head, _, rest = one.partition(" + ")
            for form in [form for _, form in noun_forms(head.lower())] if entry.pos == "noun" else [head]:
                words = _words(form)
                if words[0] == first:
                    forms.setdefault(words, []).append(_form(entry, head, len(words), rest))
    for words, found in forms.items():
        yield words, Bundle(found)


def _form(entry: Entry, head: str, length: int, rest: str) -> Form:
    tail = _words(rest)
    return Form(entry, head, length + len(tail), length if tail else 0, tail)


@lru_cache(maxsize=10_000)
def _words(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase, remembered: alternatives of one entry share most of theirs."""
    return tuple(words_of(phrase))


def _first_words(pos: str, phrase: str) -> tuple[str, ...]:
    """Return the words under which a phrase waits: for a verb its lemma."""
    if pos == "verb":
        found = [one.partition(" ")[0].lower() for one in openings(phrase)]
        return (found[0],) if len(found) == 1 else tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys(word for one in alternatives(phrase) for word in first_words(pos, one)))


def _chosen_first(phrase: str) -> list[str]:
    """Return the alternatives that a phrase begins with, where each of them is one word or more; else nothing."""
    end = phrase.find(")")
    if not phrase.startswith("(") or phrase[end + 1 : end + 2].strip():
        return []
    options = phrase[1:end].split("|")
    return options if all(option and not option[0].isspace() for option in options) else []


def _beginning(phrase: str, word: str) -> Iterator[str]:
    """Yield the alternatives of a phrase but for those that, as can be told at once, begin with another word."""
    options = _chosen_first(phrase)
    if not options:
        return alternatives(phrase)
    kept = "|".join(option for option in options if option.partition(" ")[0].lower() == word)
    return alternatives(f"({kept}{phrase[phrase.find(')') :]}") if kept else iter(())


def openings(phrase: str) -> Sequence[str]:
    """Return how a phrase may begin: as it stands, or what its first word may be one of.

    >>> openings("give (its|full) support"), openings("(pound|open fire on) towns")
    (('give (its|full) support',), ['pound', 'open fire on'])
    """
    bracket = phrase.find("(")
    if bracket < 0 or 0 < phrase.find(" ") < bracket:
        return (phrase,)
    return _chosen_first(phrase) or tuple(alternatives(phrase))


def alternatives(phrase: str) -> Iterator[str]:
    """Yield a phrase for each alternative in its brackets.

    >>> list(alternatives("give (its|full|) support to"))
    ['give its support to', 'give full support to', 'give support to']
    """
    if "(" not in phrase:
        yield phrase
        return
    parts = _BRACKETS.split(phrase)  # what stands outside brackets and inside, in turn
    for chosen in product(*(part.split("|") if inside % 2 else (part,) for inside, part in enumerate(parts))):
        yield " ".join("".join(chosen).split())
