"""Markdown, one document per file, with optional front matter; markup is taken off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from exporter.documents.draft import Draft, Origin
from exporter.documents.formats.text import read_whole, split_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+)\n?")
# In this order; each pattern reads a text once, from left to right.
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), replacement)
    for pattern, replacement in (
        (r"^[ \t]*(?:```|~~~).*$", ""),
        (r"^[ \t]{0,3}#{1,6}[ \t]+", ""),
        (r"^[ \t]{0,3}>[ \t]?", ""),
        (r"^[ \t]{0,3}(?:[-*_][ \t]*){3,}$", ""),
        (r"^[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+", ""),
        (r"!\[[^\]\n]{0,1000}\]\([^)\n]{0,2000}\)", ""),
        (r"\[([^\]\[\n]{0,1000})\]\([^)\n]{0,2000}\)", r"\1"),
        (r"<(https?://[^>\s]{1,2000})>", r"\1"),
        (r"(\*\*|__)(?=\S)([^\n]{1,1000}?)(?<=\S)\1", r"\2"),
        (r"(?<![\w*])([*_])(?=\S)([^\n*_]{1,1000})(?<=\S)\1(?![\w*])", r"\2"),
        (r"`([^`\n]{1,1000})`", r"\1"),
    )
)


def _without_comments(text: str) -> str:
    pieces, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[place:start])
        place = end + len("-->")
    return "".join([*pieces, text[place:]])


def plain(text: str) -> str:
    """Return the words of a Markdown text.

    >>> plain("**Police** detained [twelve](https://news.example) people.")
    'Police detained twelve people.'
    """
    text = _without_comments(text.replace("\r\n", "\n").replace("\r", "\n"))
    for pattern, replacement in _MARKUP:
        text = pattern.sub(replacement, text)
    return text


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the one document that the file is; a first heading of the first level is its title."""
    fields, text = split_front_matter(read_whole(stream, origin), origin)
    heading = _TITLE.match(text.replace("\r\n", "\n")[:2000])
    if heading and not fields.get("title"):
        fields["title"] = plain(heading["title"]).strip().rstrip("#").rstrip()
        text = text.replace("\r\n", "\n")[heading.end() :]
    yield Draft({"id": origin.default_id, **fields, "text": plain(text).strip("\n")})
