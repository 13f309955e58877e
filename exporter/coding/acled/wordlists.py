"""The lists of function words of the ACLED logic."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def scope_words() -> dict[str, list[str]]:
    """Return the lists of function words by which scopes open and close."""
    text = files("exporter.coding").joinpath("english", "acled", "scope.json").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return {name: words for name, words in data.items() if isinstance(words, list)}


@cache
def label_words() -> dict[str, str]:
    """Return the kinds that ACLED's own notes name before a colon, with their sub-event types."""
    text = files("exporter.coding").joinpath("english", "acled", "scope.json").read_text(encoding="utf-8")
    labels: dict[str, str] = json.loads(text)["labels"]
    return labels


@cache
def name_set(name: str) -> frozenset[str]:
    """Return a list of english/acled/scope.json as a set."""
    return frozenset(scope_words()[name])
