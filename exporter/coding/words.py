"""The word lists of a language, read from its folder once a process."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_lists(name: str, language: str = "english") -> dict[str, Any]:
    """Return the JSON object of ``exporter/coding/LANGUAGE/NAME.json``.

    >>> word_lists("numbers")["units"]["three"]
    3
    """
    source = files("exporter.coding").joinpath(language, f"{name}.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return data


def word_set(data: dict[str, Any], *keys: str) -> frozenset[str]:
    """Return the words of these lists (or of the keys of these mappings) as one set."""
    return frozenset(word for key in keys for word in data[key])


@cache
def phrase_table(
    name: str, *keys: str, language: str = "english"
) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """By first word: the phrases of these lists with the list that each is from, longest first."""
    data = word_lists(name, language)
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key in keys:
        for phrase in data[key]:
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, key))
    return {first: tuple(sorted(found, key=lambda one: (-len(one[0]), one))) for first, found in table.items()}
