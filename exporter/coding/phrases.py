"""A trie over words, for phrases of any kind: triggers, actors, places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, KeysView, Sequence

T = TypeVar("T")


class _Node(Generic[T]):
    __slots__ = ("next", "payloads")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.payloads: list[T] = []


class PhraseTrie(Generic[T]):
    """Find the longest known phrases in a list of lower-case words.

    >>> trie = PhraseTrie([("South Sudan", "SSD"), ("Sudan", "SDN")])
    >>> list(trie.scan(["in", "south", "sudan"]))
    [(1, 3, ['SSD'])]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]] = ()) -> None:
        self._first: dict[str, _Node[T]] = {}
        for phrase, payload in phrases:
            self.add(phrase, payload)

    def add(self, phrase: str | Sequence[str], payload: T) -> None:
        """Add a phrase, given as text or as lower-case words; one phrase may carry several payloads."""
        words = words_of(phrase) if isinstance(phrase, str) else list(phrase)
        if not words:
            raise ValueError("a phrase needs at least one word")
        level = self._first
        for word in words:
            node = level.get(word)
            if node is None:
                node = level[word] = _Node()
            level = node.next
        node.payloads.append(payload)  # type: ignore[union-attr] # there is at least one word

    def __contains__(self, word: str) -> bool:
        """Tell whether any phrase begins with that word."""
        return word in self._first

    @property
    def beginnings(self) -> KeysView[str]:
        """The first words of all phrases, for callers that ask word by word."""
        return self._first.keys()

    def longest(self, words: Sequence[str], at: int) -> tuple[int, list[T]] | None:
        """Return the end and payloads of the longest phrase that begins at ``at``, or None."""
        node = self._first.get(words[at])
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

    def every(self, words: Sequence[str], at: int) -> Iterator[tuple[int, list[T]]]:
        """Yield the end and payloads of every phrase that begins at ``at``, shortest first."""
        level = self._first
        while at < len(words):
            node = level.get(words[at])
            if node is None:
                return
            at += 1
            if node.payloads:
                yield at, node.payloads
            level = node.next

    def behind(self, first: str, words: Sequence[str], at: int) -> Iterator[tuple[int, list[T]]]:
        """Yield the end and payloads of every phrase that is ``first`` and then the words at ``at``."""
        node = self._first.get(first)
        while node is not None:
            if node.payloads:
                yield at, node.payloads
            if at >= len(words):
                return
            node = node.next.get(words[at])
            at += 1

    def matches(self, words: Sequence[str]) -> list[tuple[int, int, list[T]]]:
        """Return start, end and payloads of every phrase of the words, those that begin first and are shortest first.

        >>> PhraseTrie([("South Sudan", "SSD"), ("south", "S")]).matches(["in", "south", "sudan"])
        [(1, 2, ['S']), (1, 3, ['SSD'])]
        """
        first, count = self._first, len(words)
        found: list[tuple[int, int, list[T]]] = []
        for start, word in enumerate(words):
            node = first.get(word)
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
