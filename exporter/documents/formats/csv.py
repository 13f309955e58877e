"""Tables: one document per row, with a column of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from exporter.documents.draft import Draft, Origin, id_of_content
from exporter.documents.errors import DocumentError
from exporter.tables import ReadOptions, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWS = 1000  # held as Python objects at a time
_BLOCK_BYTES = 2**26  # so that a cell may hold a text of 50 MB
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
    with read_table(stream, ReadOptions(header=True, block_bytes=_BLOCK_BYTES), name=origin.name) as reader:
        places = columns_of_fields(reader.columns, origin)
        if "id" not in places:
            origin.report(
                "missing-id",
                "the table has no column of identifiers; documents are called after their content",
                severity="warning",
                expected=f"a column {', '.join(_NAMES['id'])}",
            )
        for chunk in reader.numbered():
            for start in range(0, chunk.batch.num_rows, _ROWS):
                part = chunk.batch.slice(start, _ROWS)
                columns = [part.column(place).to_pylist() for place in places.values()]
                for index, cells in enumerate(zip(*columns, strict=True), start):
                    fields: dict[str, Any] = dict(zip(places, cells, strict=True))
                    fields["text"] = fields["text"] or ""
                    if "id" not in places:
                        fields["id"] = id_of_content(fields)
                    yield Draft(fields, chunk.rows.of(index))
        for finding in reader.findings:
            origin.on_finding(finding)
