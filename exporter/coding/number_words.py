"""Numerals: digits and number words to numbers, and back."""

# ruff: noqa: PLR2004 - lengths and limits of calendars and numerals are what this module is about

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 15  # digits: longer runs are identifiers


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words in the form that the parser asks for."""

    small: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    collective: dict[str, int]
    plural: dict[str, int]
    vague: dict[str, int]
    ordinals: dict[str, int]
    starters: frozenset[str]
    lists: dict[str, frozenset[str]]


@cache
def number_words() -> NumberWords:
    """Return the number words, read once a process."""
    data = word_lists("numbers")
    small = {**data["units"], **data["teens"]}
    plural = {word: bounds["low"] for word, bounds in data["plural_scales"].items()}
    starters = set(small) | set(data["tens"]) | set(data["scales"]) | set(data["collective"])
    starters |= {*data["plural_scales"], *data["vague"], *data["ordinals"], *data["both"], *data["none"], "half"}
    names = [
        *("both", "none", "articles", "currency_symbols", "currencies", "currency_before", "percent", "measures"),
        *("time_units", "times", "age_before", "labels", "range_words", "range_openers", "lower_bound_after"),
    ]
    return NumberWords(
        small=small,
        tens=data["tens"],
        scales=data["scales"],
        suffixes=data["suffixes"],
        collective=data["collective"],
        plural=plural,
        vague={word: bounds["low"] for word, bounds in data["vague"].items()},
        ordinals=data["ordinals"],
        starters=frozenset(starters),
        lists={name: word_set(data, name) for name in names},
    )


def read_digits(text: str) -> int | None:
    """Return the whole number that a run of digits stands for, or None.

    Thousands may be set off by commas (in threes, or the South Asian way); a point is a decimal point.

    >>> read_digits("3,811"), read_digits("1,00,000"), read_digits("20k"), read_digits("1.5m"), read_digits("12/01")
    (3811, 100000, 20000, 1500000, None)
    """
    value = read_decimal(text)
    return None if value is None else int(value[0] * value[1])


def read_decimal(text: str) -> tuple[float | int, int] | None:
    """Return number and multiplier of a digit token."""
    end = len(text)
    while end and text[end - 1].isalpha():
        end -= 1
    suffix = text[end:].lower()
    digits = text[:end]
    multiplier = 1
    if suffix:
        if suffix not in number_words().suffixes:
            return None
        multiplier = number_words().suffixes[suffix]
    whole, point, fraction = digits.partition(".")
    if point and not fraction.isdecimal():
        return None
    groups = whole.split(",")
    if len(groups) > 1 and not (
        all(group.isdecimal() and len(group) in (2, 3) for group in groups[1:]) and len(groups[-1]) == 3
    ):
        return None
    whole = "".join(groups)
    if not whole.isdecimal() or len(whole) > _LONGEST or len(fraction) > _LONGEST:
        return None
    return (float(f"{int(whole)}.{fraction}") if point else int(whole)), multiplier


def read_words(text: str) -> int | None:
    """Return the number that is written out in words, or None.

    >>> read_words("two hundred and five"), read_words("twenty-three thousand"), read_words("people")
    (205, 23000, None)
    """
    pieces = text.lower().replace("-", " ").split()
    found = read_cardinal(pieces, 0, len(pieces))
    return found[0] if found and found[1] == len(pieces) else None


def write_words(number: int) -> str:
    """Return a number below a quadrillion in English words.

    >>> write_words(3811)
    'three thousand eight hundred and eleven'
    """
    if not 0 <= number < 10**15:
        raise ValueError(f"a number from 0 to 999,999,999,999,999 is expected, not {number}")
    words = number_words()
    small = {value: word for word, value in words.small.items() if word != "nil"}
    tens = {value: word for word, value in words.tens.items() if word != "fourty"}

    def below_thousand(n: int) -> str:
        head = f"{small[n // 100]} hundred" if n >= 100 else ""
        rest = n % 100
        if not rest and head:
            return head
        tail = small[rest] if rest in small else tens[rest // 10 * 10] + (f"-{small[rest % 10]}" if rest % 10 else "")
        return f"{head} and {tail}" if head else tail

    if number < 1000:
        return below_thousand(number)
    parts = []
    for name in ("trillion", "billion", "million", "thousand"):
        size = words.scales[name]
        if number >= size:
            parts.append(f"{below_thousand(number // size)} {name}")
            number %= size
    if number:
        parts.append(f"and {below_thousand(number)}" if number < 100 else below_thousand(number))
    return " ".join(parts)


def _below_hundred(word: str) -> int | None:
    """Return the number of "seven", "twenty", "twenty-seven"."""
    words = number_words()
    tens, dash, unit = word.partition("-")
    if not dash:
        return words.small[word] if word in words.small else words.tens.get(word)
    low = words.small.get(unit)
    return words.tens[tens] + low if tens in words.tens and low is not None and 0 < low < 10 else None


def read_cardinal(pieces: Sequence[str], at: int, end: int) -> tuple[int, int] | None:
    """Read a written-out number from ``at``: its value and where it ends."""
    words = number_words()
    total = 0
    current: int | None = None
    last = 10**18  # size of the last scale: the next has to be smaller
    i = at
    room = 0  # what may still be added to the current group: tens leave room for units, hundreds for both
    while i < end:
        word = pieces[i]
        if word == "and":
            if (
                i == at
                or i + 1 >= end
                or _below_hundred(pieces[i + 1]) is None
                or room < 100
                or (current is None and not total)
            ):
                break
            i += 1
            continue
        size = _below_hundred(word)
        if size is not None and (current is None or size < room):
            current = (current or 0) + size
            room = 10 if word in words.tens else 0
        elif word == "hundred" and current is not None and current < 100:
            current *= 100
            room = 100
        elif word in words.scales and word != "hundred" and current is not None and words.scales[word] < last:
            last = words.scales[word]
            total += current * last
            current = None
            room = 1000
        else:
            break
        i += 1
    if i == at or (i > at and pieces[i - 1] == "and"):
        return None
    return total + (current or 0), i
