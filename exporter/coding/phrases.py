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


_Group = list[tuple[int, Any]]  # what waits for the same words, numbered in the order in which it came


class Node(Generic[T]):
    """Where words lead: the payloads of the phrase that ends here, and by word what may follow."""

    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.next: dict[str, Node[T]] = {}
        self.payloads: list[T] = []


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
        self._first: dict[str, Node[T] | list[_Group]] = {}  # by first word: its node, or what waits for it
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._count = 0
        self._make = grow
        for phrase, payload in phrases:
            self.add(phrase, payload)

    def add(self, phrase: str | Sequence[str], payload: T) -> None:
        """Add a phrase, given as text or as lower-case words; one phrase may carry several payloads."""
        words = words_of(phrase) if isinstance(phrase, str) else phrase
        if not words:
            raise ValueError("a phrase needs at least one word")
        node = self.root(words[0])
        if node is None:
            node = self._first[words[0]] = Node()
        _add(node, words, payload)

    def wait(self, first: tuple[str, ...], thing: object) -> None:
        """Leave something from which phrases are made once one of the words that they may begin with comes up."""
        group = self._groups.get(first)
        if group is None:
            group = self._groups[first] = []
            for word in first:
                groups = self._first.setdefault(word, [])
                if not isinstance(groups, list):
                    raise TypeError(f"{word!r} has come up already")
                groups.append(group)
        self._count += 1
        group.append((self._count, thing))

    def root(self, first: str) -> Node[T] | None:
        """Return the node of a first word, or None; what waits for the word is made into phrases now."""
        node = self._first.get(first)
        if not isinstance(node, list):
            return node
        with _GROWING:
            groups = self._first[first]
            if isinstance(groups, list) and self._make is not None:  # no other thread was quicker
                grown: Node[T] = Node()
                things = [thing for _, thing in sorted(chain.from_iterable(groups), key=itemgetter(0))]
                for words, payload in self._make(first, things):
                    _add(grown, words, payload)
                self._first[first] = grown
        return self.root(first)

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[T]] | None:
        """Return the end and payloads of the longest phrase that begins at ``at``, or None."""
        node = self.root(words[at])
        if node is None:
            return None
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

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, list[T]]]:
        """Return start, end and payloads of every phrase of the words, those that begin first and are shortest first.

        >>> PhraseTrie([("South Sudan", "SSD"), ("south", "S")]).matches(["in", "south", "sudan"])
        [(1, 2, ['S']), (1, 3, ['SSD'])]
        """
        first, count = self._first, len(words)
        found: list[tuple[int, int, list[T]]] = []
        for start in [at for at, word in enumerate(words) if word in first]:
            node = self.root(words[start])
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
        for at in [at for at, word in enumerate(words) if word in first]:
            if at >= free:
                found = self.longest(words, at)
                if found is not None:
                    free = found[0]
                    yield at, free, found[1]


def _add(node: Node[T], words: Sequence[str], payload: T) -> None:
    for word in words[1:]:
        following = node.next.get(word)
        if following is None:
            following = node.next[word] = Node()
        node = following
    node.payloads.append(payload)
