"""JSON Lines: one document per line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

from exporter.documents.draft import Draft, Origin
from exporter.documents.formats.text import MAX_BYTES, decode

if TYPE_CHECKING:
    from collections.abc import Iterator


def draft_of(value: Any, origin: Origin, *, row: int | None) -> Draft | None:
    """Return the draft that a JSON value holds, or None, reported, where it is no object."""
    if isinstance(value, dict):
        return Draft(value, row)
    origin.report(
        "type",
        f"{type(value).__name__} where a document is expected",
        row=row,
        expected="a JSON object with id and text",
    )
    return None


def _parsed(line: str, origin: Origin, *, row: int) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        origin.report(
            "broken-json",
            f"the line is not JSON: {error.msg} at character {error.colno}",
            row=row,
            value=line[:80],
            expected="one JSON object on a line",
        )
    except (RecursionError, ValueError) as error:
        origin.report("broken-json", f"the line is JSON that cannot be read ({error})", row=row, value=line[:80])
    return None


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield a document per line; a line that is no document is reported and passed over."""
    row = 0
    while data := stream.readline(MAX_BYTES + 1):
        row += 1
        if len(data) > MAX_BYTES and not data.endswith(b"\n"):
            origin.report("long-line", f"the line is longer than {MAX_BYTES:,} bytes", row=row)
            while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
            continue
        line = decode(data, origin, row=row).strip()
        if not line:
            continue
        value = _parsed(line, origin, row=row)
        draft = None if value is None and line != "null" else draft_of(value, origin, row=row)
        if draft:
            yield draft
