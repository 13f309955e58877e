"""Read JSON piece by piece, with numbers as they are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_BLOCK = 2**20
_SPACE = " \t\r\n"


class Number(str):
    """A number as JSON text has it: 1.0 stays 1.0."""

    __slots__ = ()


class BrokenJsonError(ValueError):
    """Text is not JSON from some place on."""


class RowDecoder:
    """Decodes values; remembers whether an object had one of its keys twice."""

    def __init__(self) -> None:
        self.repeated: str | None = None
        self._decoder = json.JSONDecoder(
            parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=self._object
        )

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) != len(pairs):
            names = [name for name, _ in pairs]
            self.repeated = next(name for name in names if names.count(name) > 1)
        return value

    def decode(self, text: str, start: int = 0) -> tuple[Any, int]:
        """Return the value that begins at ``start``, and where it ends.

        Raises:
            BrokenJsonError: there is none.

        """
        self.repeated = None
        try:
            return self._decoder.raw_decode(text, start)
        except json.JSONDecodeError as error:
            raise BrokenJsonError(error.msg) from None
        except RecursionError:
            raise BrokenJsonError("it is nested too deep") from None


def cell_of(value: Any) -> str | None:
    """Return a JSON value as the text of a cell; lists and objects stay JSON.

    >>> cell_of(RowDecoder().decode('{"a": [1.0, "b", null, true]}')[0])
    '{"a":[1.0,"b",null,true]}'
    """
    if value is None or isinstance(value, str):
        return value
    return _dump(value)


def _dump(value: Any) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return (
            "{" + ",".join(f"{json.dumps(key, ensure_ascii=False)}:{_dump(part)}" for key, part in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(_dump, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


class JsonStream:
    """Walks through JSON text that need not fit into memory.

    Args:
        read: returns so many characters of text, fewer at its end.

    """

    def __init__(self, read: Callable[[int], str]) -> None:
        self.decoder = RowDecoder()
        self._read, self._text, self._place, self._ended = read, "", 0, False

    def _fill(self) -> None:
        """Drop what was passed and read as much again as there is."""
        more = self._read(max(_BLOCK, len(self._text) - self._place))
        self._ended = not more
        self._text = self._text[self._place :] + more
        self._place = 0

    def peek(self) -> str:
        """Return the next character that is no space, or nothing at the end."""
        while True:
            while self._place < len(self._text):
                if self._text[self._place] not in _SPACE:
                    return self._text[self._place]
                self._place += 1
            if self._ended:
                return ""
            self._fill()

    def expect(self, character: str) -> None:
        """Pass ``character``.

        Raises:
            BrokenJsonError: something else comes.

        """
        found = self.peek()
        if found != character:
            raise BrokenJsonError(f"{found!r} stands where {character!r} is expected" if found else "it ends too early")
        self._place += 1

    def value(self) -> Any:
        """Return the value that comes next, and pass it.

        Raises:
            BrokenJsonError: there is none.

        """
        self.peek()
        while True:
            try:
                value, end = self.decoder.decode(self._text, self._place)
            except BrokenJsonError:
                if self._ended:
                    raise
            else:
                if end < len(self._text) or self._ended:  # else a number may go on
                    self._place = end
                    return value
            self._fill()
