"""Code news text into political events, validate them, and publish datasets.

Nothing heavy is imported before it is used: the names below load their module on first access.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exporter.errors import ExporterError
    from exporter.events import Event
    from exporter.findings import Finding

__version__ = "0.1.0"

_HOMES = {
    "Event": "exporter.events",
    "ExporterError": "exporter.errors",
    "Finding": "exporter.findings",
}

__all__ = [
    "Event",
    "ExporterError",
    "Finding",
    "__version__",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'exporter' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
