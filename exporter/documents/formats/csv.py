"""CSV and its kin: one document per row, with a column of text."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from exporter.documents.draft import Draft, Origin
from exporter.documents.errors import DocumentError
from exporter.tables import open_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Field → the names that columns with it go by, the likeliest first; case, spaces and hyphens do not count.
_NAMES: dict[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "article_text", "full_text", "fulltext", "sentence"),
        *("notes", "note", "story", "description", "snippet"),
    ),
    "id": ("id", "document_id", "doc_id", "article_id", "uid", "sentence_id", "event_id_cnty"),
    "title": ("title", "headline", "source_headline"),
    "published": ("published", "publication_date", "published_at", "pubdate", "pub_date", "date", "event_date"),
    "publisher": ("publisher", "source", "source_name", "outlet"),
    "url": ("url", "link", "source_url", "sourceurl", "web_url"),
    "language": ("language", "lang"),
    "country": ("country",),
}


def _fold(name: str) -> str:
    return "_".join(name.replace("-", " ").replace("_", " ").casefold().split())


def columns_of_fields(columns: Sequence[str], origin: Origin) -> dict[str, int]:
    """Return which column holds which field.

    Raises:
        DocumentError: no column holds the text; the error names the columns there are.

    """
    folded = [_fold(name) for name in columns]
    found: dict[str, int] = {}
    for field, column in origin.columns.items():
        if _fold(column) not in folded:
            raise DocumentError(origin.name, f"has no column {column!r} for {field} (there are: {', '.join(columns)})")
        found[field] = folded.index(_fold(column))
    for field, names in _NAMES.items():
        place = next((folded.index(name) for name in names if name in folded), None)
        if field not in found and place is not None and place not in found.values():
            found[field] = place
    if "text" not in found:
        raise DocumentError(
            origin.name,
            f"has no column of text (there are: {', '.join(columns)})",
            advice=f"name the column one of {', '.join(_NAMES['text'])}, or say which it is",
        )
    return found


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield a document per row."""
    rows = csv.reader(io.StringIO(open_text(stream).read(), newline=""))
    header = next(rows, [])
    places = columns_of_fields(header, origin)
    for row, cells in enumerate(rows, 2):
        fields = {field: cells[place] or None for field, place in places.items() if place < len(cells)}
        yield Draft({**fields, "text": fields.get("text") or ""}, row)
