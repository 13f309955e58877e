"""How the places of a sentence hang together: which region holds which place, and which lies near which."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.place_mention import PlaceMention
    from exporter.coding.place_names import Names

_GAP = 4  # tokens between a place and the region that holds it: "village (", "town in the"


def nest(names: Names, found: Sequence[PlaceMention]) -> None:
    """Hang regions on the places that they hold: "Balcad, Middle Shabelle", "Talbiseh (Homs, Homs)"."""
    for index, mention in enumerate(found):
        if mention.inside:
            continue
        last = mention
        for other in found[index + 1 :]:
            link = _link(names, last, other)
            if link == "near":
                mention.beside = mention.beside or other
            if link != "holds":
                break
            if _is_listed(names, other):
                break
            other.inside = True
            mention.within.append(other)
            last = other


def _is_listed(names: Names, mention: PlaceMention) -> bool:
    """Tell whether a name goes on in a list of equals: "Jawf, Hajjah, and Sadah governorates"."""
    at = mention.end
    if names.tokens[mention.start - 1].lower != ",":
        return False
    if at < len(names.tokens) and names.tokens[at].lower == ",":
        at += 1
    return at + 1 < len(names.tokens) and names.tokens[at].lower == "and" and names.capital(at + 1)


def _link(names: Names, inner: PlaceMention, outer: PlaceMention) -> str:
    """Tell how a place hangs on the one before: it holds it, it is near it, or not at all."""
    between = [token.lower for token in names.tokens[inner.end : outer.start]]
    if inner.country and not outer.country and between == ["in"]:
        return ""  # "militiamen from Ethiopia in Forole"
    if len(between) > _GAP or not between:
        return ""
    words = names.words
    kinds = (words.place_words, words.region_words, words.site_words, words.lead)
    rest = [word for word in between if not any(word in kind for kind in kinds)]
    if rest in ([","], ["("], ["in"], ["of"], [",", "in"], ["("], [",", "of"], ["at"], ["within"]):
        return "holds"
    return "near" if rest and rest[-1] in words.near and len(rest) <= 2 else ""  # noqa: PLR2004 - ", near"
