"""Sentences and tokens with offsets into the document's text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain, compress, count
from operator import add, itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TokenKind = Literal["word", "number", "punct"]

LONGEST = 400  # tokens: a longer sentence is cut, so that nothing downstream can be driven beyond linear time

# The first way is only a quick one: a word of plain letters before a space or comma can be nothing else.
_TOKEN = re.compile(
    r"(?P<plain>[A-Za-z]++(?=[ ,\n]))"
    r"|(?P<acronym>(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?)"
    r"|(?P<number>\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|bn|mn|m|k|tn|pm|am|km|s)?(?![^\W_]))"
    r"|(?P<clitic>['’](?:s|S|ve|re|ll|d|m)(?![^\W_]))"
    r"|(?P<word>[^\W_][^\W_\u0300-\u036f]*[\u0300-\u036f]*"
    r"(?:['’](?!(?:s|S|ve|re|ll|d|m)(?![^\W_]))[^\W_][^\W_]*|[-‐‑&][^\W_][^\W_]*|[\u0300-\u036f]+[^\W_]*)*)"
    r"|(?P<punct>\.{2,}|-{2,}|[^\s\w\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|_)"
)
_RUN = re.compile(r"\S+")
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_SAME = str.maketrans({"’": "'", "‐": "-", "‑": "-"})

_HEADLINE = 25  # tokens
_SHORT = 3  # letters: words up to this length have small letters in titles too
_STOPS = frozenset((".", "!", "?", "…", "...", "....", "。"))
_CLOSERS = frozenset(("”", "’", "»", ")", "]", '"', "'"))
_OPENERS = frozenset(("“", "‘", "«", "(", "[", '"', "'"))
_NO_HEADLINE = _STOPS | _CLOSERS | {":"}  # what no headline ends with


@cache
def _list(name: str) -> frozenset[str]:
    data = json.loads(files("exporter.coding").joinpath("english", "abbreviations.json").read_text(encoding="utf-8"))
    return frozenset(data[name])


@dataclass(slots=True, eq=False)
class Token:
    """A word, number or mark; ``start`` and ``end`` are offsets into the document's text."""

    text: str
    lower: str
    start: int
    end: int
    index: int
    kind: TokenKind


class _Piece(NamedTuple):
    """A token as it stands in a run of characters without space; ``start`` and ``end`` count from there.

    ``stops`` tells whether it may end a sentence. ``capital`` is 0 but for a word longer than three letters, 1 where
    that has a capital and -4 where not: so the sum is above 0 where more than four fifths of such words have one.
    """

    text: str
    lower: str
    start: int
    end: int
    kind: TokenKind
    stops: bool
    capital: int

    @classmethod
    def of(cls, text: str, lower: str, start: int, end: int, kind: TokenKind) -> Self:
        """Return a piece with what follows from the others."""
        stops = lower in _STOPS if kind == "punct" else text[-1] == "."
        long = kind == "word" and len(text) > _SHORT
        return cls(text, lower, start, end, kind, stops, (1 if text[0].isupper() else -4) if long else 0)


# One field of a piece, to be asked of all pieces of a passage at once.
_text_of, _lower_of, _kind_of = itemgetter(0), itemgetter(1), itemgetter(4)
_stops_of, _capital_of = itemgetter(5), itemgetter(6)


@dataclass(slots=True, eq=False)
class Sentence:
    """A run of tokens that the coder reads as one sentence.

    Most sentences are left for their words alone: tokens are made when they are first asked for.

    Attributes:
        words: the tokens in lower case.

    """

    start: int
    end: int
    words: list[str]
    index: int
    paragraph: int
    headline: bool
    _pieces: list[_Piece]
    _origins: list[int]
    _tokens: list[Token] | None = None
    _written: list[str] | None = None
    _kinds: list[TokenKind] | None = None

    @property
    def tokens(self) -> list[Token]:
        """The tokens, indexed from 0."""
        if self._tokens is None:
            self._tokens = _made(self._pieces, self._origins)
        return self._tokens

    @property
    def written(self) -> list[str]:
        """The tokens as they stand in the text."""
        if self._written is None:
            self._written = list(map(_text_of, self._pieces))
        return self._written

    @property
    def kinds(self) -> list[TokenKind]:
        """The kinds of the tokens."""
        if self._kinds is None:
            self._kinds = list(map(_kind_of, self._pieces))
        return self._kinds

    def capitals(self) -> tuple[int, bool]:
        """Return how many words are longer than three letters, and whether more than four fifths have a capital."""
        found = list(map(_capital_of, self._pieces))
        return len(found) - found.count(0), sum(found) > 0

    def forget(self) -> None:
        """Let go of what can be made again."""
        self._tokens = self._written = self._kinds = None

    def offset(self, at: int) -> int:
        """Return where in the document's text a token begins."""
        return self._origins[at] + self._pieces[at].start

    def text(self, document: str) -> str:
        """Return the sentence as it stands in the document's text."""
        return document[self.start : self.end]


def _made(pieces: Sequence[_Piece], origins: Sequence[int]) -> list[Token]:
    return [
        Token(text, lower, origin + start, origin + end, index, kind)
        for index, ((text, lower, start, end, kind, *_), origin) in enumerate(zip(pieces, origins, strict=True))
    ]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a passage, indexed from 0.

    Possessive and other clitics ('s, 've) are tokens of their own; initials (U.S.) and hyphenated words stay whole.

    >>> [token.text for token in tokenise("Gen. al-Sisi's U.S. visit, 3,811 km.")]
    ['Gen.', 'al-Sisi', "'s", 'U.S.', 'visit', ',', '3,811', 'km', '.']
    """
    passage = _Passage(text, start, len(text) if end is None else end)
    return _made(passage.pieces, passage.origins)


# What runs of characters without space are cut into, remembered: the same words come again and again.
_KNOWN: dict[str, tuple[_Piece, ...]] = {}
_REMEMBERED = 100_000  # runs: endless text needs no endless memory
_LONG = 40  # characters: a longer run hardly comes again


class _Passage:
    """A passage as pieces, each with the offset that it counts from.

    Attributes:
        stops: which pieces may end a sentence.

    """

    __slots__ = ("origins", "pieces", "stops")

    def __init__(self, text: str, start: int, end: int) -> None:
        runs = text[start:end].split()
        known = _KNOWN
        cuts = [known.get(run) or _cut(run) for run in runs]
        self.pieces = list(chain.from_iterable(cuts))
        self.origins = [at for at, cut in zip(_starts(text, start, end, runs), cuts, strict=True) for _ in cut]
        self.stops = list(compress(count(), map(_stops_of, self.pieces)))

    def start(self, at: int) -> int:
        return self.origins[at] + self.pieces[at].start

    def end(self, at: int) -> int:
        return self.origins[at] + self.pieces[at].end


def _starts(text: str, start: int, end: int, runs: Sequence[str]) -> Iterable[int]:
    """Return where runs of characters begin: by their lengths where one space is between any two, as nearly always."""
    lengths = list(map(len, runs))
    if sum(lengths) + len(lengths) - 1 == end - start:
        return map(add, accumulate(lengths, initial=start), range(len(lengths)))
    return [found.start() for found in _RUN.finditer(text, start, end)]


def _cut(run: str) -> tuple[_Piece, ...]:
    """Return the pieces of a run of characters without space."""
    pieces: list[_Piece] = []
    for found in _TOKEN.finditer(run):
        word, (at, stop) = found[0], found.span()
        kind: TokenKind = "number" if found.lastgroup == "number" else "punct" if found.lastgroup == "punct" else "word"
        if word == "." and pieces and _joins(pieces[-1], at):
            last = pieces.pop()
            pieces.append(_Piece.of(last.text + ".", last.lower + ".", last.start, stop, "word"))
            continue
        lower = word if kind == "punct" else word.lower()
        pieces.append(_Piece.of(word, lower if word.isascii() else lower.translate(_SAME), at, stop, kind))
    cut = tuple(pieces)
    if len(run) <= _LONG:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        _KNOWN[run] = cut
    return cut


def words_of(phrase: str) -> list[str]:
    """Return the lower-case words of a phrase as the tokeniser would cut them."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return phrase.lower().split()  # plain words, as nearly all phrases of the data are: nothing to be cut
    return [piece.lower for run in phrase.split() for piece in _KNOWN.get(run) or _cut(run)]


def split(text: str) -> list[Sentence]:
    """Return the sentences of a text in order; every token belongs to one sentence.

    A blank line always ends a sentence. A first line without a stop above a longer line is a headline.

    >>> [len(sentence.tokens) for sentence in split("Mr. Ali met U.S. troops. They left.")]
    [6, 3]
    """
    sentences: list[Sentence] = []
    at = 0
    paragraph = 0
    while at < len(text):
        found = _BREAK.search(text, at)
        end = found.start() if found else len(text)
        for part, (start, stop) in enumerate(_lines(text, at, end)):
            passage = _Passage(text, start, stop)
            pieces, origins = passage.pieces, passage.origins
            bounds = _bounds(passage)
            lone = len(bounds) == 1 and pieces[-1].lower not in _NO_HEADLINE
            for first, last in bounds:
                inside = pieces[first:last]
                headline = lone and last - first <= _HEADLINE and (part == 0 or not sentences)
                sentences.append(
                    Sentence(
                        passage.start(first),
                        passage.end(last - 1),
                        list(map(_lower_of, inside)),
                        len(sentences),
                        paragraph,
                        headline,
                        inside,
                        origins[first:last],
                    )
                )
        paragraph += 1
        at = found.end() if found else len(text)
    return sentences


def _joins(last: _Piece, at: int) -> bool:
    """Tell whether a full stop at ``at`` belongs to the word before it."""
    if last.end != at or last.kind != "word":
        return False
    return (
        last.lower in _list("titles")
        or last.lower in _list("abbreviations")
        or (len(last.text) == 1 and last.text.isupper())
    )


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut a headline off the paragraph below it where only a line end stands between them."""
    newline = text.find("\n", start, end)
    if newline < 0:
        return [(start, end)]
    following = text.find("\n", newline + 1, end)
    first = text[start:newline].strip()
    second = text[newline + 1 : end if following < 0 else following].strip()
    if first and first[-1] not in ".!?\"”'’:,;" and second[:1].isupper() and len(first) * 3 < len(second) * 2:
        return [(start, newline), (newline + 1, end)]
    return [(start, end)]


def _bounds(passage: _Passage) -> list[tuple[int, int]]:
    """Return first and last piece (exclusive) of each sentence of a passage."""
    pieces, count = passage.pieces, len(passage.pieces)
    bounds: list[tuple[int, int]] = []
    begin = at = 0
    for stop in (*passage.stops, count):
        while (cut := max(begin + LONGEST, at + 1)) <= stop:
            bounds.append((begin, cut))
            begin = at = cut
        at = stop
        if stop == count:
            break
        if pieces[stop].kind == "punct":
            at = _behind_closers(passage, stop + 1)
            ended = at >= count or not pieces[at].text[0].islower()
        else:
            ended = stop + 1 < count and _ends(pieces[stop], pieces[stop + 1], stop - begin)
            at += ended
        if ended:
            bounds.append((begin, at))
            begin = at
    if begin < count:
        bounds.append((begin, count))
    return bounds


def _behind_closers(passage: _Passage, at: int) -> int:
    """Return the first piece behind the marks that close what a stop ends."""
    pieces = passage.pieces
    while (
        at < len(pieces)
        and pieces[at].lower in _CLOSERS
        and (passage.start(at) == passage.end(at - 1) or pieces[at].text == "”")
    ):
        at += 1
    return at


def _ends(token: _Piece, following: _Piece, length: int) -> bool:
    """Tell whether an abbreviation with its stop also ends the sentence."""
    stem = token.lower[:-1]
    if stem in _list("titles") or length < 2 or stem in _list("months_and_days") and following.kind == "number":
        return False
    if len(stem) == 1:
        return False
    if following.lower in _OPENERS:
        return True
    return following.text[0].isupper() and following.lower in _list("sentence_starters")
