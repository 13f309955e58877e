"""Where a text first names somebody, and whom it introduces: found once, since any sentence may ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.coding.text import Sentence

TIMES = 3  # the first mentions of a name, which introduce it
_INTRODUCED = re.compile(r"(?=[A-Z][\w’'-]+ ([^\s,]+), (?:\d|an? |the |who |whose ))")
_SURNAME = re.compile(r"(?=[A-Z][\w’'-]+ (\w[\w’'-]*))")


class FirstMentions:
    """The sentences of a text in which each word first stands."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._found: dict[str, list[int]] = {}
        self._read = 0  # sentences that are in the index
        self.introduced = frozenset(match[1] for match in _INTRODUCED.finditer(text))
        self.surnames = frozenset(_heads(match[1] for match in _SURNAME.finditer(text)))

    def of(self, wanted: Iterable[str], last: int) -> Iterator[tuple[int, int]]:
        """Yield the first places of any of some words, in the order of the text: sentence and token."""
        while self._read <= last:
            for word in set(self._sentences[self._read].words):
                first = self._found.setdefault(word, [])
                if len(first) < TIMES:
                    first.append(self._read)
            self._read += 1
        words = frozenset(wanted)
        left = TIMES
        for index in sorted({index for word in words for index in self._found.get(word, ()) if index <= last}):
            for at, word in enumerate(self._sentences[index].words):
                if word in words and left:
                    left -= 1
                    yield index, at


def _heads(words: Iterable[str]) -> Iterator[str]:
    """Yield words, and what stands before a hyphen or an apostrophe in them: a name may end there."""
    for word in words:
        yield word
        yield from (word[: match.start()] for match in re.finditer(r"\W", word))
