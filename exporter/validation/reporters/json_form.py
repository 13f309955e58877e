"""Reports as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.validation.result import Report


def render(reports: Sequence[Report], *, color: bool, width: int) -> str:  # noqa: ARG001 - JSON has neither
    """Return the reports as one JSON object."""
    content = {"valid": all(report.valid for report in reports), "reports": [report.to_dict() for report in reports]}
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False, default=str)
