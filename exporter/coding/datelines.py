"""The dateline of a report: where and when it was written, before a dash: "NAIROBI, Kenya, Aug 14 (AP) -"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

_DASHES = frozenset(("-", "–", "—", "--"))
_LONGEST = 18  # tokens: town, country, day and the names of agencies
HEADED = 2  # sentences among which a dateline stands: behind a headline


def dateline_end(index: int, tokens: Sequence[Token]) -> int:
    """Return the token behind the dash that closes the dateline of a sentence, or 0 where it has none."""
    if index >= HEADED:
        return 0
    for at, token in enumerate(tokens[:_LONGEST]):
        if token.lower in _DASHES and at and token.start > tokens[at - 1].end:
            return at + 1
        if token.kind == "word" and token.text[0].islower():
            return 0
    return 0
