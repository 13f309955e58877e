"""What a format's reader hands over: the fields of a document before they are checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporter.events import content_id
from exporter.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.findings import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where drafts come from, and where to say what is wrong with them.

    Attributes:
        name: the file, as the user named it.
        default_id: identifier of the document where the file holds one document and does not say.
        on_finding: takes every finding.
        columns: which column holds which field, where the user said so.

    """

    name: str
    default_id: str
    on_finding: Callable[[Finding], None]
    columns: Mapping[str, str] = field(default_factory=dict)

    def report(self, code: str, message: str, *, severity: Severity = "error", **details: Any) -> None:
        """Report a finding about this file."""
        self.on_finding(Finding(code=code, message=message, severity=severity, file=self.name, **details))


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of one document as a file states them.

    Attributes:
        fields: field of schema/document.schema.json → value.
        row: row of the table or line of the file; None where the file is the document.

    """

    fields: dict[str, Any]
    row: int | None = None


def id_of_content(fields: Mapping[str, Any]) -> str:
    """Return an identifier for a document that has none: the same for the same content.

    >>> id_of_content({"text": "Police met."}) == id_of_content({"text": "Police met.", "title": None})
    True
    """
    parts = (fields.get(name) for name in ("url", "title", "text"))
    return content_id("d", *(part if isinstance(part, str) else None for part in parts))
