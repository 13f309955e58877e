"""JSON: one document, or an array of documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, BinaryIO

from exporter.documents.errors import DocumentError
from exporter.documents.formats.jsonl import draft_of
from exporter.documents.formats.text import read_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.documents.draft import Draft, Origin


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the documents of a JSON file; the row of a document is its place in the array."""
    try:
        value = json.loads(read_whole(stream, origin))
    except (RecursionError, ValueError) as error:
        raise DocumentError(
            origin.name, f"is not JSON ({error})", advice="name it .jsonl where it holds a document on each line"
        ) from error
    entries = value if isinstance(value, list) else [value]
    for row, entry in enumerate(entries, 1):
        if draft := draft_of(entry, origin, row=row if isinstance(value, list) else None):
            yield draft
