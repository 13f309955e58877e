"""Code news text into political events, validate them, and publish datasets.

Nothing heavy is imported before it is used: the names below load their module on first access.

>>> import exporter
>>> events = exporter.code_text("Police arrested twelve protesters in Almaty.", published="2022-01-05")
>>> "event_id" in events.columns
True
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exporter.api import (
        build,
        code,
        code_text,
        codebook,
        explain,
        read_events,
        schema,
        to_layout,
        validate,
    )
    from exporter.coding import Coder, get_coder
    from exporter.conversion.notebook import convert, detect, merge
    from exporter.documents import Document, read_documents
    from exporter.errors import ExporterError
    from exporter.events import Event
    from exporter.findings import Finding, InputWarning
    from exporter.validation import Report

__version__ = "0.1.0"

_HOMES = {
    "Coder": "exporter.coding",
    "Document": "exporter.documents",
    "Event": "exporter.events",
    "ExporterError": "exporter.errors",
    "Finding": "exporter.findings",
    "InputWarning": "exporter.findings",
    "Report": "exporter.validation",
    "build": "exporter.api",
    "code": "exporter.api",
    "code_text": "exporter.api",
    "codebook": "exporter.api",
    "convert": "exporter.conversion.notebook",
    "detect": "exporter.conversion.notebook",
    "explain": "exporter.api",
    "get_coder": "exporter.coding",
    "merge": "exporter.conversion.notebook",
    "read_documents": "exporter.documents",
    "read_events": "exporter.api",
    "schema": "exporter.api",
    "to_layout": "exporter.api",
    "validate": "exporter.api",
}

__all__ = [
    "Coder",
    "Document",
    "Event",
    "ExporterError",
    "Finding",
    "InputWarning",
    "Report",
    "__version__",
    "build",
    "code",
    "code_text",
    "codebook",
    "convert",
    "detect",
    "explain",
    "get_coder",
    "merge",
    "read_documents",
    "read_events",
    "schema",
    "to_layout",
    "validate",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'exporter' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
