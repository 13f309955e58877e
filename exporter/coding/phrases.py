"""A trie over words, for phrases of any kind: triggers, cues, actors."""

from __future__ import annotations

import threading
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")

_GROWING = threading.Lock()  # phrases that wait for their first word are added by one thread


class _Node(Generic[T]):
    __slots__ = ("next", "payloads", "waiting")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.payloads: list[T] = []
        self.waiting: list[list[tuple[int, Any]]] = []


class PhraseTrie(Generic[T]):
    """Find known phrases in a list of lower-case words.

    Phrases may be added at once, or wait until their first word comes up: large dictionaries are mostly never asked
    for, and their inflected forms take time to make.

    >>> trie = PhraseTrie([("South Sudan", "SSD"), ("Sudan", "SDN")])
    >>> list(trie.scan(["in", "south", "sudan"]))
    [(1, 3, ['SSD'])]
    """

    def __init__(
        self,
        phrases: Iterable[tuple[str, T]] = (),
        *,
        grow: Callable[[str, list[Any]], Iterable[tuple[Sequence[str], T]]] | None = None,
    ) -> None:
        """Add phrases.

        Args:
            phrases: pairs of a phrase, as text, and its payload.
            grow: makes the phrases, as words, that begin with a word, from what was left waiting for that word.

        """
        self._first: dict[str, _Node[T]] = {}
        self._groups: dict[tuple[str, ...], list[tuple[int, Any]]] = {}
        self._count = 0
        self._make = grow
        for phrase, payload in phrases:
            self.add(phrase, payload)

    def add(self, phrase: str | Sequence[str], payload: T) -> None:
        """Add a phrase, given as text or as lower-case words; one phrase may carry several payloads."""
        words = words_of(phrase) if isinstance(phrase, str) else phrase
        if not words:
            raise ValueError("a phrase needs at least one word")
        level = self._first
        for word in words[:-1]:
            level = _child(level, word).next
        _child(level, words[-1]).payloads.append(payload)

    def wait(self, first: tuple[str, ...], thing: object) -> None:
        """Leave something from which phrases are made once one of the words that they may begin with comes up."""
        group = self._groups.get(first)
        if group is None:
            group = self._groups[first] = []
            for word in first:
                _child(self._first, word).waiting.append(group)
        self._count += 1
        group.append((self._count, thing))

    def _grow(self, first: str, node: _Node[T]) -> None:
        with _GROWING:
            if node.waiting and self._make is not None:  # no other thread was quicker
                things = [thing for _, thing in sorted(chain.from_iterable(node.waiting), key=itemgetter(0))]
                for words, payload in self._make(first, things):
                    self.add(words, payload)
                node.waiting = []

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[T]] | None:
        """Return the end and payloads of the longest phrase that begins at ``at``, or None."""
        node = self._first.get(words[at])
        if node is None:
            return None
        if node.waiting:
            self._grow(words[at], node)
        best: tuple[int, list[T]] | None = None
        count = len(words)
        at += 1
        while True:
            if node.payloads:
                best = (at, node.payloads)
            if at >= count:
                return best
            following = node.next.get(words[at])
            if following is None:
                return best
            node = following
            at += 1

    def behind(self, first: str, words: Sequence[str], at: int) -> list[tuple[int, list[T]]]:
        """Return the end and payloads of every phrase that is ``first`` and then the words at ``at``."""
        node = self._first.get(first)
        if node is not None and node.waiting:
            self._grow(first, node)
        found: list[tuple[int, list[T]]] = []
        while node is not None:
            if node.payloads:
                found.append((at, node.payloads))
            if at >= len(words):
                break
            node = node.next.get(words[at])
            at += 1
        return found

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, list[T]]]:
        """Return start, end and payloads of every phrase of the words, those that begin first and are shortest first.

        >>> PhraseTrie([("South Sudan", "SSD"), ("south", "S")]).matches(["in", "south", "sudan"])
        [(1, 2, ['S']), (1, 3, ['SSD'])]
        """
        first, count = self._first, len(words)
        found: list[tuple[int, int, list[T]]] = []
        for start, word in enumerate(words):
            node = first.get(word)
            if node is None:
                continue
            if node.waiting:
                self._grow(word, node)
            end = start + 1
            while node is not None:
                if node.payloads:
                    found.append((start, end, node.payloads))
                if end >= count:
                    break
                node = node.next.get(words[end])
                end += 1
        return found

    def scan(self, words: Sequence[str]) -> Iterator[tuple[int, int, list[T]]]:
        """Yield start, end and payloads of the longest phrases from left to right, without overlap."""
        first = self._first
        free = 0
        for at, word in enumerate(words):
            if word in first and at >= free:
                found = self.longest(words, at)
                if found is not None:
                    free = found[0]
                    yield at, free, found[1]


def _child(level: dict[str, _Node[T]], word: str) -> _Node[T]:
    node = level.get(word)
    if node is None:
        node = level[word] = _Node()
    return node
