r"""Regular expressions that RE2, the engine inside Arrow, and Python's ``re`` understand alike.

Only what is known to mean the same is translated; for anything else there is no translation and ``jsonschema`` is
asked. Left out on purpose: ``\d \w \s \b`` (Unicode in Python, ASCII in RE2), lookaround, back-references, flags,
and ``$`` anywhere but at the end (Python's also matches before a last newline, which at the end can be written out).
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

_QUANTIFIER = re.compile(r"[*+?]|\{([0-9]{1,3})(?:(,)([0-9]{0,3}))?\}")
_MOST_REPEATS = 200  # RE2 refuses more than a thousand in all, also when repeats are nested
_ESCAPED = frozenset(r".^$*+?{}[]()|\/-_,:;=!<>@#%&'\"~` ")
_SPECIAL = frozenset(r".^$*+?{}[]()|\\")
_CONTROL = {"n": r"\n", "t": r"\t", "r": r"\r", "f": r"\f", "v": r"\v"}


class _NoCounterpartError(Exception):
    """The pattern uses what RE2 and Python understand differently."""


class _Translator:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.at = pattern, 0

    def peek(self, length: int = 1) -> str:
        return self.pattern[self.at : self.at + length]

    def alternatives(self, depth: int) -> str:
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            self.at += 1
            branches.append(self.sequence(depth))
        return "|".join(branches)

    def sequence(self, depth: int) -> str:
        parts = []
        while (char := self.peek()) and char not in "|)":
            if char == "^":
                self.at += 1
                parts.append(r"\A")
                self.refuse_quantifier()
            elif char == "$" or self.peek(2) == r"\Z":
                parts.append(self.end(depth))
            else:
                parts.append(self.atom(depth) + self.quantifier())
        return "".join(parts)

    def end(self, depth: int) -> str:
        dollar = self.peek() == "$"
        self.at += 1 if dollar else 2
        if depth or self.peek() not in ("", "|"):
            raise _NoCounterpartError
        return r"\n?\z" if dollar else r"\z"

    def refuse_quantifier(self) -> None:
        if _QUANTIFIER.match(self.pattern, self.at):
            raise _NoCounterpartError

    def quantifier(self) -> str:
        found = _QUANTIFIER.match(self.pattern, self.at)
        if not found:
            if self.peek() == "{":
                raise _NoCounterpartError
            return ""
        if max(int(found[1] or 0), int(found[3] or 0)) > _MOST_REPEATS:
            raise _NoCounterpartError
        self.at = found.end()
        text = found[0]
        if self.peek() == "?":  # lazy: the same strings match
            self.at += 1
        elif self.peek() in ("+", "*", "{"):  # possessive or repeated
            raise _NoCounterpartError
        return text

    def atom(self, depth: int) -> str:
        char = self.peek()
        if char == "(":
            return self.group(depth)
        if char == "[":
            return self.character_class()
        if char == "\\":
            return self.escape()
        if char in "*+?{":
            raise _NoCounterpartError
        self.at += 1
        if char == ".":
            return r"[^\n]"
        return re.escape(char) if char.isascii() else char

    def group(self, depth: int) -> str:
        self.at += 1
        if self.peek() == "?":
            if self.peek(2) != "?:":
                raise _NoCounterpartError
            self.at += 2
        inner = self.alternatives(depth + 1)
        if self.peek() != ")":
            raise _NoCounterpartError
        self.at += 1
        return f"(?:{inner})"

    def escape(self) -> str:
        char = self.peek(2)[1:]
        if char in _CONTROL:
            self.at += 2
            return _CONTROL[char]
        if not char or char not in _ESCAPED:
            raise _NoCounterpartError
        self.at += 2
        return f"\\{char}" if char in _SPECIAL else re.escape(char)

    def character_class(self) -> str:
        self.at += 1
        negated = self.peek() == "^"
        self.at += negated
        members = []
        first = True
        while first or self.peek() != "]":
            first = False
            low = self.member()
            if self.peek() == "-" and self.peek(2) not in ("-]", "-"):
                self.at += 1
                high = self.member()
                if ord(high) < ord(low):
                    raise _NoCounterpartError
                members.append(f"{_quoted(low)}-{_quoted(high)}")
            else:
                members.append(_quoted(low))
        self.at += 1
        return f"[{'^' if negated else ''}{''.join(members)}]"

    def member(self) -> str:
        char = self.peek()
        # Python keeps doubled signs and brackets inside a class for a future syntax of sets.
        if not char or char in "[]" or self.peek(2) in ("--", "&&", "~~", "||"):
            raise _NoCounterpartError
        self.at += 1
        if char != "\\":
            return char
        escaped = self.peek()
        self.at += 1
        if escaped in _CONTROL:
            return {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}[escaped]
        if not escaped or escaped not in _ESCAPED:
            raise _NoCounterpartError
        return escaped


def _quoted(char: str) -> str:
    return f"\\x{{{ord(char):x}}}"


def for_re2(pattern: str) -> str | None:
    r"""Return ``pattern`` for RE2, or None where RE2 might see it differently than Python.

    >>> for_re2("^[A-Z]{3}$")
    '\\A[\\x{41}-\\x{5a}]{3}\\n?\\z'
    >>> for_re2(r"^\d+$") is None
    True
    """
    translator = _Translator(pattern)
    try:
        translated = translator.alternatives(0)
        if translator.at != len(pattern):
            return None
        pc.match_substring_regex(pa.array([""]), translated)
    except (_NoCounterpartError, pa.ArrowInvalid):
        return None
    try:
        re.compile(pattern)
    except re.error:
        return None
    return translated
