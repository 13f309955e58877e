"""Whether a text is in English, which alone the embedded coder reads."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

_HEAD = 2_000  # characters looked at
_SHARE = 0.1  # of the words: from here on words of another language are no names
_FEW = 3  # such words; a name may have two


@cache
def _words(languages: str) -> frozenset[str]:
    text = files("exporter.documents").joinpath("languages.json").read_text(encoding="utf-8")
    return frozenset(json.loads(text)[languages])


def is_foreign(text: str) -> bool:
    """Tell whether a text is surely not in English, by its script or its commonest words.

    >>> is_foreign("Полиция задержала десять человек."), is_foreign("Police detained ten people in the Rue de la Paix.")
    (True, False)
    """
    head = text[:_HEAD].lower()
    if not head.isascii() and len(head.encode("ascii", "ignore")) * 2 < len(head):
        return True  # another script
    words = head.split()
    foreign = sum(map(_words("others").__contains__, words))
    return foreign >= max(_FEW, _SHARE * len(words)) and foreign > sum(map(_words("english").__contains__, words))
