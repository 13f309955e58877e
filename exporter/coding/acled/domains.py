"""Subjects that borrow the words of violence: sport, markets, courts, weather."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 2  # words of one subject that a sentence of that subject holds


@cache
def _subjects() -> dict[str, str]:
    text = files("exporter.coding").joinpath("english", "acled", "domains.json").read_text(encoding="utf-8")
    data = json.loads(text)
    return {word: name for name, words in data.items() if isinstance(words, list) for word in words}


def subject_words(words: Sequence[str]) -> dict[str, int]:
    """Return how many different words of each subject a sentence holds."""
    subjects = _subjects()
    found: dict[str, int] = {}
    for word in subjects.keys() & words:
        found[subjects[word]] = found.get(subjects[word], 0) + 1
    return found
