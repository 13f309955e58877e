"""What goes wrong when documents are read."""

from __future__ import annotations

from exporter.tables import InputError


class DocumentError(InputError):
    """A file that holds no documents that can be read."""
