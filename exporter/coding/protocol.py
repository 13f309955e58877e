"""What every coder offers, embedded or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from exporter.documents import Document
    from exporter.events import Event


@runtime_checkable
class Coder(Protocol):
    """A coder turns one document into its events, the main event first, and remembers nothing of it."""

    @property
    def name(self) -> str:
        """Name of the coder, as events carry it."""
        ...

    @property
    def version(self) -> str:
        """Version of its rules and data, as events carry it."""
        ...

    def code(self, document: Document) -> list[Event]:
        """Return the events of a document."""
        ...
