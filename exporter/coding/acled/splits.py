"""Verbs whose particle stands apart from them: "put the men behind bars", "whisked a lawyer off a street"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.english.inflection import verb_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

GAP = "…"
_REACH = 9  # tokens between a verb and its particle
_LOOSE = 3  # tokens from one word of the particle to the next: "into a white pickup"
_STOPS = frozenset((".", ";", ":", "(", "who", "that", "which", "after", "when", "while"))


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A form of such a verb: the words behind it, and what both mean together."""

    tail: tuple[str, ...]
    kind: str
    form: str
    rule: str
    text: str


def split_forms(entries: Iterable[tuple[str, str, str]]) -> dict[str, list[Split]]:
    """Return the splits of cue entries (phrase, kind, identifier) by every form of their verb, the longest first."""
    found: dict[str, list[Split]] = {}
    for phrase, kind, rule in entries:
        verb, _, rest = phrase.partition(f" {GAP} ")
        for name, form in verb_forms(verb):
            found.setdefault(form, []).append(Split(tuple(rest.split()), kind, name, rule, f"{form} {rest}"))
    return {form: sorted(splits, key=lambda one: -len(one.tail)) for form, splits in found.items()}


def find_split(words: Sequence[str], start: int, forms: Mapping[str, list[Split]]) -> list[Split]:
    """Return the splits of one meaning whose verb stands at ``start``: one for each form that it may be."""
    near = frozenset(words[start + 1 : start + 1 + _REACH])
    for split in forms.get(words[start], ()):
        if split.form == "third" and words[start + 1 : start + 2] == [split.tail[0]]:
            continue  # "forces from the south": nobody forces them
        if split.tail[0] in near and _follows(words, start, split.tail):
            return [one for one in forms[words[start]] if one.tail == split.tail and one.kind == split.kind]
    return []


def _follows(words: Sequence[str], start: int, tail: tuple[str, ...]) -> bool:
    for i in range(start + 1, min(start + 1 + _REACH, len(words))):
        if words[i] in _STOPS:
            return False
        if words[i] == tail[0]:
            return _completes(words, i, tail)
    return False


def _completes(words: Sequence[str], at: int, tail: tuple[str, ...]) -> bool:
    for word in tail[1:]:
        found = next((i for i in range(at + 1, min(at + 1 + _LOOSE, len(words))) if words[i] == word), -1)
        if found < 0:
            return False
        at = found
    return True
