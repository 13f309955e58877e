"""Keep documents apart whose identifiers are the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.documents.document import Document

_SHOWN_DIGITS = 8


def _digest(*parts: str | None) -> bytes:
    content = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).digest()


class Repeats:
    """Remembers the identifiers that were seen, in about 150 bytes each."""

    def __init__(self, on_finding: Callable[[Finding], None]) -> None:
        self._on_finding = on_finding
        self._seen: dict[bytes, bytes] = {}

    def resolve(self, document: Document) -> Document | None:
        """Return the document, under another id where its id was seen before, or None where it is a repetition."""
        content = _digest(document.text, document.title, document.published, document.url)
        known = self._seen.setdefault(_digest(document.id), content)
        if known is content:
            return document
        if known == content:
            self._on_finding(
                Finding(
                    code="repeated-document",
                    message=f"document {document.id!r} is here a second time, word for word; it was left out",
                    severity="warning",
                    file=document.path,
                    column="id",
                    value=document.id,
                )
            )
            return None
        other = f"{document.id}~{content.hex()[:_SHOWN_DIGITS]}"
        self._on_finding(
            Finding(
                code="repeated-id",
                message=f"another document has the id {document.id!r}; this one is called {other!r}",
                file=document.path,
                column="id",
                value=document.id,
                expected="an id of its own for each document",
            )
        )
        return self.resolve(replace(document, id=other))
