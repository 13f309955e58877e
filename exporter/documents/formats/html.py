"""HTML pages, one article per page."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from exporter.documents.cleaning import clean_text
from exporter.documents.draft import Draft, Origin
from exporter.documents.errors import DocumentError
from exporter.documents.formats.text import decode
from exporter.errors import MissingDependencyError

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_BYTES = 2**26  # the parser needs about ten times as much memory as the page has bytes
_HEAD = 2048
_CHARSET = re.compile(rb"""<meta[^<>]{0,200}charset\s*=\s*["']?\s*(?P<name>[A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
# Beyond 255 levels the parser of libxml2 drops what is inside without a word.
_MAX_DEPTH = 250
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})\b[^<>]*>")
# Elements that have no end tag, or need none: they do not nest.
_FLAT = frozenset(
    {
        *("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p"),
        *("param", "source", "td", "th", "tr", "track", "wbr"),
    }
)
_WRAPPERS = re.compile(
    r"</?(?:b|center|div|em|font|i|main|section|small|span|strong|table|tbody|td|tr|u)\b[^<>]*>", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"""<html\b[^<>]{0,500}?\blang\s*=\s*["']?(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)""", re.IGNORECASE
)


def _depth(markup: str) -> int:
    depth = deepest = 0
    for tag in _TAG.finditer(markup):
        if tag["name"].casefold() not in _FLAT:
            depth = max(0, depth - 1) if tag["close"] else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _flattened(markup: str, origin: Origin) -> str:
    depth = _depth(markup)
    if depth <= _MAX_DEPTH:
        return markup
    origin.report(
        "deep-nesting",
        f"the page nests {depth} elements; those without a meaning of their own were taken out",
        severity="warning",
    )
    return _WRAPPERS.sub("\n", markup)


def _text(lines: str, title: str | None) -> str:
    """Return paragraphs apart, without the headline that is the title."""
    paragraphs = [line.removeprefix("- ").strip() for line in lines.splitlines()]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    if title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _decoded(data: bytes, origin: Origin) -> str:
    match = _CHARSET.search(data[:_HEAD])
    if match:
        try:
            return data.decode(match["name"].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # what a page says of its encoding is wrong often enough
    return decode(data, origin)


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the article of the page: its text without menus, advertisements and scripts, and what its head states.

    Raises:
        MissingDependencyError: the package that tells the article from the rest of the page is not installed.
        DocumentError: the page is too large, or no article is found on it.

    """
    try:
        import trafilatura  # noqa: PLC0415  # optional, and slow to import
    except ImportError as error:
        raise MissingDependencyError("reading HTML", "trafilatura", "html") from error
    # What it logs about a page it cannot read is said by the errors below.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise DocumentError(origin.name, f"is a page of more than {_MAX_BYTES:,} bytes")
    markup = _flattened(clean_text(_decoded(data, origin)), origin)  # the parser would stop at a NUL
    if not markup.strip():
        yield Draft({"id": origin.default_id, "text": ""})
        return
    found: Any = trafilatura.bare_extraction(
        markup,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    if found is None or not found.text:
        raise DocumentError(origin.name, "no article is found on the page", advice="save its text as .txt")
    language = _LANGUAGE.search(markup[:_HEAD])
    yield Draft(
        {
            "id": origin.default_id,
            "text": _text(found.text, found.title),
            "title": found.title,
            "published": found.date,
            "publisher": found.sitename,
            "url": found.url,
            "language": language["language"] if language else None,
        }
    )
