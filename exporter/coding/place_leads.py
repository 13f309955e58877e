"""What the words before a name say of it: whether something happened there or near it, and what kind of place it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from exporter.coding.place_words import SURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.place_mention import PlaceMention
    from exporter.coding.place_names import Names

_CODED = 4.5  # weight behind "coded to", as event coders write where they put an event
_JOINS = frozenset(("and", ",", "or", "/", "("))
_LISTING = frozenset((",", "and"))
_DASHES = frozenset(("–", "—", "-", "--"))
_RENAMED = 6  # tokens before a dash among which a word says what the name behind it is


class Lead(NamedTuple):
    """What the words before a name say of it.

    Attributes:
        weight: how surely something happened there; 0 where no word says so.
        near: whether it happened near it rather than in it.
        unit: admin1, admin2 or place where they call it so, or an empty string.

    """

    weight: float
    near: bool
    unit: str


def read_lead(names: Names, found: Sequence[PlaceMention], at: int) -> Lead:
    """Return what the words before a name say of it; ``found`` are the places before it."""
    words, tokens = names.words, names.tokens
    near = False
    unit = "place" if at and tokens[at - 1].text in words.seats else ""  # "the Kenyan capital Nairobi"
    i = at - 1 - bool(unit)
    while i >= 0:
        lower = tokens[i].lower
        if lower == "of" and i > 0 and tokens[i - 1].lower in words.unit_of:
            noun = tokens[i - 1].lower
            near = near or noun in words.near_nouns
            unit = unit or words.region_words.get(noun, "place")
            i -= 2
        elif (
            lower in words.lead
            or (lower in words.unit_of and i < at and unit)
            or (lower == "," and i == at - 1 and _is_apposed(names, i))
        ):
            i -= 1
        elif lower in words.unit_of and tokens[i].text.islower() and i == at - 1:
            unit = words.region_words.get(lower, "place")  # "the village Balade"
            i -= 1
        else:
            break
    if i < 0:
        return Lead(SURE if unit else 0.0, near, unit)
    lower = tokens[i].lower
    marked = _mark(names, i)
    if marked:
        return Lead(marked, near, unit or "place")
    if lower in _JOINS and found and _is_joined(names, found[-1], i):
        last = found[-1]
        return Lead(last.weight, last.near, unit)
    weight = words.prepositions.get(lower, 0.0)
    earlier = tokens[i - 1].lower if i > 0 else ""
    if lower in ("to", "as", "in", "at") and earlier in words.coded:
        weight = _CODED if earlier == "coded" else weight
    elif lower == "of" and earlier in words.people_of:
        weight = SURE
    weight = max(weight, SURE) if unit and weight < 1 else weight
    return Lead(weight, near or lower in words.near, unit)


def _mark(names: Names, i: int) -> float:
    """Return the weight of a name behind a mark: "Location: Kapedo", "the second city - Osh"; 0 without one."""
    words, tokens = names.words, names.tokens
    if tokens[i].lower == ":" and i > 0 and tokens[i - 1].lower in words.labels:
        return _CODED
    renamed = any(token.lower in words.unit_of for token in tokens[max(i - _RENAMED, 0) : i])
    return SURE if renamed and tokens[i].lower in _DASHES else 0.0


def continues_list(names: Names, found: Sequence[PlaceMention], at: int) -> bool:
    """Tell whether only commas and "and" stand between the last place found and a name: "in Brest, Grodno and"."""
    if not at or names.tokens[at - 1].lower not in _LISTING or not found:
        return False
    return all(names.tokens[k].lower in _LISTING for k in range(found[-1].end, at - 1))


def _is_apposed(names: Names, comma: int) -> bool:
    """Tell whether a name behind a comma renames a noun: "in the capital, Lima,"."""
    noun, before = names.tokens[max(comma - 1, 0)], names.tokens[max(comma - 2, 0)].lower
    return noun.text.islower() and noun.lower in names.words.unit_of and before in names.words.lead


def _is_joined(names: Names, last: PlaceMention, i: int) -> bool:
    """Tell whether a comma or conjunction directly follows the last place found, its unit word aside."""
    return last.end <= i and all(names.unit(k) or names.tokens[k].lower in _JOINS for k in range(last.end, i + 1))
