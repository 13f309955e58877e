"""The words that tell of people harmed, arrested or gathered, and where a sentence has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token
    from exporter.coding.tolls import Kind

Role = Literal["verbs", "falls", "takes", "nouns"]

_KINDS: tuple[Kind, ...] = ("killed", "injured", "arrested")
_ROLES: tuple[Role, ...] = ("verbs", "falls", "takes", "nouns")
_SHORT = 3  # letters: "of" and "the" stay small in a title
_TITLE = 0.8  # share of long words with a capital that makes a title


@dataclass(frozen=True, slots=True)
class EffectCue:
    """Words of harm or arrest: tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    kind: Kind
    role: Role


@cache
def _cue_table() -> dict[str, tuple[tuple[tuple[str, ...], Kind, Role], ...]]:
    data = word_lists("effects")
    table: dict[str, list[tuple[tuple[str, ...], Kind, Role]]] = {}
    for kind in _KINDS:
        for role in _ROLES:
            for phrase in data[kind][role]:
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words, kind, role))
    return {
        word: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[1], entry[2])))
        for word, entries in table.items()
    }


@cache
def effect_hooks() -> frozenset[str]:
    """Return the words without which a sentence tells of no effects."""
    data = word_lists("effects")
    crowd = {phrase.split()[0] for phrase in data["crowd"]["events"]}
    stated = {"fatalities", "fatality", "casualties", "size", "coded"}
    return frozenset({*_cue_table(), *suicide_phrases(), *data["total_words"], *stated, *crowd})


@cache
def suicide_phrases() -> dict[str, list[tuple[str, ...]]]:
    """Return the phrases that tell of a suicide attacker, by first word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in word_lists("effects")["suicide"]:
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return table


@cache
def crowd_words() -> frozenset[str]:
    """Return the words that tell of a demonstration."""
    return frozenset(word_lists("effects")["crowd"]["events"])


def find_cues(tokens: Sequence[Token]) -> list[EffectCue]:
    """Return the words of harm or arrest of a sentence in order; names with a capital are none."""
    lowers = [token.lower for token in tokens]
    table = _cue_table()
    found: list[EffectCue] = []
    after = 0
    for i, word in enumerate(lowers):
        if i < after or word not in table:
            continue
        named = tokens[i].text[0].isupper() and not tokens[i].text.isupper()  # "twelve KIA" is no name
        if i and named and not tokens[i - 1].text.isupper() and not _in_title_case(tokens):
            continue
        for phrase, kind, role in table[word]:
            if tuple(lowers[i : i + len(phrase)]) == phrase:
                found.append(EffectCue(i, i + len(phrase), kind, role))
                after = i + len(phrase)
                break
    return found


def _in_title_case(tokens: Sequence[Token]) -> bool:
    """Tell whether a headline writes all its words with capitals."""
    long = [token.text for token in tokens if token.kind == "word" and len(token.text) > _SHORT]
    return sum(word[0].isupper() for word in long) > _TITLE * len(long)
