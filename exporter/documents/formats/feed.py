"""RSS and Atom files: one document per entry.

Read with expat, which Python brings along. A feed needs no more of XML than elements and text; expat reads it as a
stream, fetches nothing, and a feed that declares entities of its own is refused, so that none can blow up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat  # see above

from exporter.documents.draft import Draft, Origin
from exporter.documents.errors import DocumentError
from exporter.documents.markup import is_block, text_of, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK = 2**16
_ENTRIES = frozenset({"item", "entry"})
_FEEDS = frozenset({"rss", "feed", "RDF"})
_CONTENT = "content:encoded"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_CONTENT_MODULE = "http://purl.org/rss/1.0/modules/content/"
_ATOM = "http://www.w3.org/2005/Atom"
_RSS_1 = "http://purl.org/rss/1.0/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {"": "", _ATOM: "", _RSS_1: "", _RDF: "", _DUBLIN_CORE: "dc:", _CONTENT_MODULE: "content:"}
_OTHER = "other:"
_SEPARATOR = " "  # none that stands in the name of a namespace
_XML_LANGUAGE = f"http://www.w3.org/XML/1998/namespace{_SEPARATOR}lang"
# Field → the elements that may hold it, the best first.
_FIELDS = {
    "id": ("guid", "id"),
    "title": ("title", "dc:title"),
    "published": ("pubDate", "published", "dc:date", "updated"),
    "url": ("link",),
    "text": (_CONTENT, "content", "description", "summary"),
    "language": ("dc:language", "language"),
}


class _EntityError(Exception):
    """A feed declares entities of its own."""


class _Feed:
    """Gathers entries while expat reads."""

    def __init__(self) -> None:
        self.entries: list[tuple[dict[str, str], int]] = []
        self.about: dict[str, str] = {}
        self.is_feed = False
        self._entry: dict[str, str] | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._inside = 0  # depth of the element whose text is gathered, markup in it included; 0 for none
        self._row = self._entry_depth = 0
        self._depths = frozenset({2, 3})  # of what a feed says of itself: feed/title, rss/channel/title
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text.append
        self.parser.EntityDeclHandler = self._refuse

    @staticmethod
    def _refuse(*_: object) -> None:
        raise _EntityError

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, local = tag.rpartition(_SEPARATOR)
        name = _PREFIXES.get(space, _OTHER) + local
        self._path.append(name)
        if len(self._path) == 1:
            self.is_feed = local in _FEEDS
            if language := attributes.get(_XML_LANGUAGE):
                self.about["language"] = language
        if self._inside:
            if is_block(local):
                self._text.append("\n")
            return
        if name in _ENTRIES and self._entry is None:
            self._entry, self._row = {}, self.parser.CurrentLineNumber
            self._entry_depth = len(self._path)
            return
        target = self.about if self._entry is None else self._entry
        if name == "link" and attributes.get("href") and attributes.get("rel", "alternate") == "alternate":
            target.setdefault("link", attributes["href"])
        known = any(name in names for names in _FIELDS.values())
        if known and len(self._path) in (self._depths if self._entry is None else {self._entry_depth + 1}):
            self._inside = len(self._path)
            self._text.clear()
            if attributes.get("type") == "xhtml":
                target[f"{name} type"] = "xhtml"

    def _end(self, tag: str) -> None:
        name = self._path[-1]
        if self._inside == len(self._path):
            target = self.about if self._entry is None else self._entry
            text = "".join(self._text).strip()
            if text:
                target.setdefault(name, text)
            self._inside = 0
        elif self._inside and is_block(tag.rpartition(_SEPARATOR)[2]):
            self._text.append("\n")
        self._path.pop()
        if name in _ENTRIES and not self._inside and self._entry is not None:
            self.entries.append((self._entry, self._row))
            self._entry = None


def _draft(entry: dict[str, str], row: int, about: dict[str, str]) -> Draft:
    fields = {}
    for field, names in _FIELDS.items():
        name = next((name for name in names if name in entry), None)
        if name is None:
            continue
        is_markup = field in {"text", "title"} and f"{name} type" not in entry
        fields[field] = text_of(entry[name]) if is_markup else tidy(entry[name])
    if "id" not in fields and "url" in fields:
        fields["id"] = fields["url"]
    if "language" not in fields and "language" in about:
        fields["language"] = about["language"]
    if "title" in about:
        fields["publisher"] = text_of(about["title"])
    return Draft({"text": "", **fields}, row)


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the entries of a feed; where the file is broken, those before the break.

    Raises:
        DocumentError: the file is no feed, or declares entities of its own.

    """
    feed = _Feed()
    done = False
    while not done:
        block = stream.read(_BLOCK)
        done = not block
        try:
            feed.parser.Parse(block, done)
        except _EntityError:
            raise DocumentError(
                origin.name, "declares entities of its own, which no feed needs", advice="look where it came from"
            ) from None
        except expat.ExpatError as error:
            origin.report(
                "broken-xml",
                f"the file is not XML from here on: {expat.ErrorString(error.code)}; entries before it were read",
                row=error.lineno,
            )
            done = True
        for entry, row in feed.entries:
            yield _draft(entry, row, feed.about)
        feed.entries.clear()
    if not feed.is_feed:
        raise DocumentError(origin.name, "is neither RSS nor Atom")
