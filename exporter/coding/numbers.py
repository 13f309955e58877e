"""Numbers in a sentence: digits, words, ranges and vague amounts, and what they count."""

# ruff: noqa: PLR2004 - lengths and limits of calendars and numerals are what this module is about
# ruff: noqa: C901, PLR0911, PLR0912 - one question after the other, each with its own answer

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from exporter.coding.number_words import number_words, read_cardinal, read_decimal
from exporter.coding.words import phrase_table, word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

QuantityKind = Literal["count", "ordinal", "money", "percent", "measure", "duration", "age", "label", "year", "date"]

_DASHES = frozenset("-–—‐‑−")
_YEARS = range(1900, 2100)
_OLDEST = 110  # years: a bare number between commas after a name is an age up to here


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a sentence: tokens ``first`` to ``last`` (exclusive), with bounds where the text gives any.

    ``best`` is the lowest credible figure, as ACLED records it. ``high`` is None where the text sets no upper bound
    ("at least 12"), ``low`` where it sets no lower one ("up to 20").
    """

    first: int
    last: int
    low: int | None
    best: int
    high: int | None
    kind: QuantityKind = "count"
    vague: bool = False


@cache
def _months() -> frozenset[str]:
    return word_set(word_lists("dates"), "months")


class _Reader:
    """Reads the quantities of one sentence."""

    __slots__ = ("lowers", "tokens", "words")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.words = number_words()

    def number(self, at: int) -> tuple[int, int, bool] | None:
        """Read a plain number at a token: value, end, and whether it is vague."""
        lowers, words = self.lowers, self.words
        if at >= len(lowers):
            return None
        word = lowers[at]
        if self.tokens[at].kind == "number":
            return self._from_digits(at)
        if word in words.lists["articles"]:
            return self._from_article(at)
        if word == "half" and lowers[at + 1 : at + 2] in (["a"], ["of"]):
            return self._half(at)
        if word in words.plural:
            end = self._of(at + 1)
            larger = words.plural.get(lowers[end]) if end == at + 2 and end < len(lowers) else None
            if larger is not None:  # "tens of thousands"
                return words.plural[word] * larger, self._of(end + 1), True
            return words.plural[word], end, True
        if word in words.vague:
            return self._from_vague(at)
        if word in words.lists["both"]:
            return 2, at + 1, False
        if word in words.collective or word in words.scales:
            return None
        return self._from_words(at)

    def _from_digits(self, at: int) -> tuple[int, int, bool] | None:
        found = read_decimal(self.lowers[at])
        if found is None:
            return None
        value, multiplier = found
        end = at + 1
        while end < len(self.lowers) and self.lowers[end] in self.words.scales and end < at + 3:
            multiplier *= self.words.scales[self.lowers[end]]
            end += 1
        if end < len(self.lowers) and self.lowers[end] == "dozen":
            multiplier *= 12
            end += 1
        result = value * multiplier
        return (round(result), end, False) if result == int(result) or multiplier > 1 else None

    def _from_article(self, at: int) -> tuple[int, int, bool] | None:
        lowers, words = self.lowers, self.words
        if at + 1 >= len(lowers):
            return None
        following = lowers[at + 1]
        if following in words.collective:
            return words.collective[following], self._of(at + 2), following == "handful"
        if following in words.scales:
            value, end = words.scales[following], at + 2
            while end < len(lowers) and lowers[end] in words.scales:
                value *= words.scales[lowers[end]]
                end += 1
            rest = read_cardinal(lowers, end + 1, len(lowers)) if lowers[end : end + 1] == ["and"] else None
            if rest and rest[0] < 100 <= value:
                return value + rest[0], rest[1], False
            return value, end, False
        if following in {"few", "couple"}:
            scale = lowers[at + 2] if at + 2 < len(lowers) else ""
            if scale in words.scales:
                return words.scales[scale], self._of(at + 3), True
            if scale in words.plural:
                return words.plural[scale], self._of(at + 3), True
            if scale == "dozen":
                return 12, self._of(at + 3), True
            return words.vague["few"], at + 2, True
        return None

    def _from_vague(self, at: int) -> tuple[int, int, bool] | None:
        lowers, words = self.lowers, self.words
        if at and lowers[at - 1] in {"as", "so", "too", "how", "very"}:
            return None
        scale = lowers[at + 1] if at + 1 < len(lowers) else ""
        if scale in words.scales or scale in words.plural:
            return words.scales.get(scale) or words.plural[scale], self._of(at + 2), True
        if scale in words.collective:
            return words.collective[scale], self._of(at + 2), True
        return words.vague[lowers[at]], at + 1, True

    def _half(self, at: int) -> tuple[int, int, bool] | None:
        """Read "half a million", "half a dozen"."""
        scale = self.lowers[at + 2] if at + 2 < len(self.lowers) else ""
        size = self.words.scales.get(scale) or (12 if scale == "dozen" else 0)
        return (size // 2, at + 3, False) if size else None

    def _from_words(self, at: int) -> tuple[int, int, bool] | None:
        lowers, words = self.lowers, self.words
        found = read_cardinal(lowers, at, len(lowers))
        if found is None:
            return None
        value, end = found
        half = lowers[end : end + 3] == ["and", "a", "half"]
        end += 3 * half
        if end < len(lowers):
            if lowers[end] in words.scales:
                value = int((value + 0.5 * half) * words.scales[lowers[end]])
                end += 1
            elif lowers[end] in ("dozen", "score") or (lowers[end] in ("dozens", "scores") and value > 1):
                value *= words.collective[lowers[end].rstrip("s")]
                end += 1
        return value, self._of(end) if value > 12 and lowers[end - 1] in ("dozen", "score") else end, False

    def _of(self, at: int) -> int:
        """Step over the "of" of "dozens of", unless a definite noun follows."""
        lowers = self.lowers
        if lowers[at : at + 1] == ["of"] and lowers[at + 1 : at + 2] != ["the"]:
            return at + 1
        return at


def find_quantities(tokens: Sequence[Token]) -> list[Quantity]:
    """Return the numbers of a sentence in order, each with what it counts.

    >>> from exporter.coding.text import tokenise
    >>> [(q.low, q.best, q.high, q.kind) for q in find_quantities(tokenise("Between 10 and 15 men, aged 30, took $5."))]
    [(10, 10, 15, 'count'), (30, 30, 30, 'age'), (5, 5, 5, 'money')]
    """
    words = number_words()
    starters, articles = words.starters, words.lists["articles"]
    reader: _Reader | None = None
    found: list[Quantity] = []
    i = 0
    count = len(tokens)
    while i < count:
        token = tokens[i]
        lower = token.lower
        if token.kind == "punct" or not (
            token.kind == "number"
            or lower in starters
            or lower in articles
            or ("-" in lower and lower.partition("-")[0] in starters)
        ):
            i += 1
            continue
        if reader is None:
            reader = _Reader(tokens)
        quantity = _quantity(reader, i)
        if quantity is None:
            i += 1
            continue
        found.append(quantity)
        i = max(quantity.last, i + 1)
    return found


def _quantity(reader: _Reader, at: int) -> Quantity | None:
    lowers = reader.lowers
    ordinal = _ordinal(reader, at)
    if ordinal is not None:
        return Quantity(at, at + 1, ordinal, ordinal, ordinal, "ordinal")
    read = reader.number(at)
    if read is None:
        return None
    value, end, vague = read
    low: int | None = value
    high: int | None = None if vague else value
    upper = _range_end(reader, at, end, value)
    if upper is not None:
        high, end = upper
    kind = _kind(reader, at, end, value)
    first = at
    if upper is not None and at and lowers[at - 1] in reader.words.lists["range_openers"]:
        first = at - 1
    low, high, first = _bounds(lowers, first, low, high, value)
    if lowers[end : end + 2] in (["or", "more"], ["or", "so"], ["and", "more"]):
        high = None
        end += 2
    elif end < len(lowers) and lowers[end] == "+":
        high = None
        end += 1
    return Quantity(first, end, low, value, high, kind, vague)


def _range_end(reader: _Reader, at: int, end: int, value: int) -> tuple[int, int] | None:
    """Read the upper end of "10 to 15", "10-15", "between 10 and 15", "two or three"."""
    lowers = reader.lowers
    if end + 1 >= len(lowers):
        return None
    link = lowers[end]
    dash = link in _DASHES
    opened = at > 0 and lowers[at - 1] in reader.words.lists["range_openers"]
    if not (dash or link in ("to", "or") or (link == "and" and opened)):
        return None
    upper = reader.number(end + 1)
    if upper is None or lowers[end + 1] in reader.words.lists["articles"] or upper[0] <= value:
        return None
    return upper[0], upper[1]


def _bounds(
    lowers: list[str], first: int, low: int | None, high: int | None, value: int
) -> tuple[int | None, int | None, int]:
    """Apply the words before a number: "at least", "up to", "about"."""
    table = _openers()
    for _ in range(2):
        for width in (4, 3, 2, 1):
            if first < width:
                continue
            role = table.get(tuple(lowers[first - width : first]))
            if role is None:
                continue
            first -= width
            if role == "lower_bound":
                high = None if high == value else high
            elif role == "upper_bound":
                low = None
            break
        else:
            break
    return low, high, first


@cache
def _openers() -> dict[tuple[str, ...], str]:
    table = phrase_table("numbers", "lower_bound", "upper_bound", "approximate")
    return {words: role for phrases in table.values() for words, role in phrases}


def _ordinal(reader: _Reader, at: int) -> int | None:
    lower = reader.lowers[at]
    if reader.tokens[at].kind == "number":
        return (
            int(lower[:-2])
            if lower[-2:] in ("st", "nd", "rd", "th") and lower[:-2].isdecimal() and len(lower) < 8
            else None
        )
    if lower in reader.words.ordinals:
        return reader.words.ordinals[lower]
    head, dash, tail = lower.partition("-")
    if dash and head in reader.words.tens and tail in reader.words.ordinals:
        return reader.words.tens[head] + reader.words.ordinals[tail]
    return None


def _kind(reader: _Reader, at: int, end: int, value: int) -> QuantityKind:
    """Tell what the number at ``at`` counts, from the words around it."""
    lowers, lists = reader.lowers, reader.words.lists
    before = lowers[at - 1] if at else ""
    after = lowers[end] if end < len(lowers) else ""
    digits = reader.tokens[at].kind == "number"
    if before in lists["currency_symbols"] or before in lists["currency_before"] or after in lists["currencies"]:
        return "money"
    if after in ("%", "percent", "percentage") or lowers[end : end + 2] == ["per", "cent"]:
        return "percent"
    if before in lists["age_before"] or lowers[end : end + 2] in (["years", "old"], ["years", "of"]):
        return "age"
    if after in _DASHES and end + 1 < len(lowers) and reader.tokens[end].start == reader.tokens[end - 1].end:
        joined = lowers[end + 1]
        if joined.startswith(("year", "yr")) and "old" in joined:
            return "age"
        if reader.tokens[end + 1].start == reader.tokens[end].end and reader.tokens[end + 1].kind == "word":
            return "measure"
    if after.startswith(("year-old", "years-old")):
        return "age"
    if after in lists["time_units"]:
        return "duration"
    if after in lists["measures"]:
        return "measure"
    dated = at > 1 and lowers[at - 2].rstrip("stndrh").isdecimal() and before in _months() and value not in _YEARS
    if digits and not dated and (before in _months() or after in _months()):
        return "date" if value <= 31 or value in _YEARS else "count"
    years = digits and value in _YEARS and "," not in lowers[at]
    if years and end > at + 1 and lowers[end - 1].isdecimal() and int(lowers[end - 1]) in _YEARS:
        return "year"
    if years and end == at + 1:
        following = reader.tokens[end] if end < len(lowers) else None
        if (
            following is None
            or following.kind != "word"
            or not following.lower.endswith(("s", "people", "men", "women"))
        ):
            return "year"
        if before in ("in", "of", "since", "the", "until", "during", "'s"):
            return "year"
    joined_before = before in _DASHES and reader.tokens[at - 1].end == reader.tokens[at].start
    if digits and (before in lists["labels"] or joined_before):
        return "label"
    if (
        digits
        and before == ","
        and after == ","
        and 0 < value < _OLDEST
        and at > 1
        and reader.tokens[at - 2].text[0].isupper()
    ):
        return "age"
    if before == "(" and after == ")" and 0 < value < _OLDEST:
        return "age"
    return "count"
