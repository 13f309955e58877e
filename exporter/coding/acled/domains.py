"""Subjects that borrow the words of violence: sport, markets, courts, weather."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

ENOUGH = 2  # words of one subject that a sentence of that subject holds


@cache
def _words() -> dict[str, str]:
    text = files("exporter.coding").joinpath("english", "acled", "domains.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return {word: name for name, words in data.items() if isinstance(words, list) for word in words}


def subject_words(tokens: Sequence[Token]) -> dict[str, int]:
    """Return how many different words of each subject a sentence holds."""
    words = _words()
    found: dict[str, set[str]] = {}
    for token in tokens:
        name = words.get(token.lower)
        if name is not None:
            found.setdefault(name, set()).add(token.lower)
    return {name: len(held) for name, held in found.items()}
