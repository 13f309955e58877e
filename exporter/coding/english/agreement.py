"""Whether a noun is plural, as far as the verb behind it must agree with it."""

from __future__ import annotations

_COLLECTIVE = frozenset(("people", "police", "troops", "men", "women", "children", "militia"))


def is_plural(word: str) -> bool:
    """Tell whether a noun looks like a plural."""
    return word.endswith("s") or word in _COLLECTIVE


def noun_before_preposition(i: int, words: list[str], tags: list[str]) -> str:
    """Return the noun that the phrase before ``i`` hangs on: deputies in "deputies in the north back the bill"."""
    at = i - 1
    while at > 0 and tags[at] in "NEJDS#RK":
        at -= 1
    return words[at - 1] if at > 0 and tags[at] == "P" and tags[at - 1] in "NE" else ""
