"""Sentences and tokens with offsets into the document's text."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

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
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_SAME = str.maketrans({"’": "'", "‐": "-", "‑": "-"})

_STOPS = frozenset((".", "!", "?", "…", "...", "....", "。"))
_CLOSERS = frozenset(("”", "’", "»", ")", "]", '"', "'"))
_OPENERS = frozenset(("“", "‘", "«", "(", "[", '"', "'"))


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


@dataclass(slots=True, eq=False)
class Sentence:
    """A run of tokens that the coder reads as one sentence."""

    start: int
    end: int
    tokens: list[Token]
    index: int
    paragraph: int
    headline: bool = False
    _words: list[str] | None = None

    @property
    def words(self) -> list[str]:
        """The tokens in lower case."""
        if self._words is None:
            self._words = [token.lower for token in self.tokens]
        return self._words

    def text(self, document: str) -> str:
        """Return the sentence as it stands in the document's text."""
        return document[self.start : self.end]


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the tokens of a passage, indexed from 0.

    Possessive and other clitics ('s, 've) are tokens of their own; initials (U.S.) and hyphenated words stay whole.

    >>> [token.text for token in tokenise("Gen. al-Sisi's U.S. visit, 3,811 km.")]
    ['Gen.', 'al-Sisi', "'s", 'U.S.', 'visit', ',', '3,811', 'km', '.']
    """
    tokens: list[Token] = []
    index = 0
    for found in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word = found[0]
        at, stop = found.span()
        group = found.lastgroup
        if group == "plain":
            tokens.append(Token(word, word.lower(), at, stop, index, "word"))
        elif group == "punct":
            if word == "." and index and _joins(tokens[-1], at):
                last = tokens[-1]
                last.text += "."
                last.lower += "."
                last.end = stop
                continue
            lower = word if word.isascii() else word.translate(_SAME)
            tokens.append(Token(word, lower, at, stop, index, "punct"))
        else:
            lower = word.lower()
            if not word.isascii():
                lower = lower.translate(_SAME)
            tokens.append(Token(word, lower, at, stop, index, "number" if group == "number" else "word"))
        index += 1
    return tokens


def words_of(phrase: str) -> list[str]:
    """Return the lower-case words of a phrase as the tokeniser would cut them."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():
        return phrase.lower().split()  # plain words, as nearly all phrases of the data are: nothing to be cut
    return [token.lower for token in tokenise(phrase)]


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
            pieces = _sentences(tokenise(text, start, stop))
            lone = len(pieces) == 1 and pieces[0][-1].lower not in _STOPS | _CLOSERS | {":"}
            for piece in pieces:
                for index, token in enumerate(piece):
                    token.index = index
                headline = lone and len(piece) <= 25 and (part == 0 or not sentences)
                sentences.append(Sentence(piece[0].start, piece[-1].end, piece, len(sentences), paragraph, headline))
        paragraph += 1
        at = found.end() if found else len(text)
    return sentences


def _joins(last: Token, at: int) -> bool:
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


def _sentences(tokens: list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = []
    begin = 0
    i = 0
    count = len(tokens)
    while i < count:
        token = tokens[i]
        if token.kind == "punct":
            if token.lower in _STOPS:
                i += 1
                while (
                    i < count
                    and tokens[i].lower in _CLOSERS
                    and (tokens[i].start == tokens[i - 1].end or tokens[i].text == "”")
                ):
                    i += 1
                if i >= count or not tokens[i].text[0].islower():
                    pieces.append(tokens[begin:i])
                    begin = i
                continue
        elif token.text[-1] == "." and i + 1 < count and _ends(token, tokens[i + 1], i - begin):
            pieces.append(tokens[begin : i + 1])
            begin = i + 1
        i += 1
        if i - begin >= LONGEST:
            pieces.append(tokens[begin:i])
            begin = i
    if begin < count:
        pieces.append(tokens[begin:])
    return pieces


def _ends(token: Token, following: Token, length: int) -> bool:
    """Tell whether an abbreviation with its stop also ends the sentence."""
    stem = token.lower[:-1]
    if stem in _list("titles") or length < 2 or stem in _list("months_and_days") and following.kind == "number":
        return False
    if len(stem) == 1:
        return False
    if following.lower in _OPENERS:
        return True
    return following.text[0].isupper() and following.lower in _list("sentence_starters")
