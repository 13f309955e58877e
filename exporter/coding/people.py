"""Groups of people in a sentence and how many they are: "two soldiers", "him", "several villagers"."""

# ruff: noqa: C901, PLR0911, PLR0912 - one question after the other, each with its own answer

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.numbers import Quantity
    from exporter.coding.text import Token

SEVERAL = 3  # what ACLED records for a plural without a number
QUOTES = frozenset("\"“”'‘’«»[]")


@dataclass(frozen=True, slots=True)
class People:
    """A group of people: tokens ``first`` to ``last`` (exclusive); ``best`` is None where the text gives no clue."""

    first: int
    last: int
    low: int | None
    best: int | None
    high: int | None
    head: str = ""
    vague: bool = False
    definite: bool = False
    added: bool = False
    subset: bool = False
    counted: bool = False


@cache
def effect_words() -> dict[str, frozenset[str]]:
    """Return the plain word lists of effects as sets."""
    data = word_lists("effects")
    return {key: frozenset(value) for key, value in data.items() if isinstance(value, list)}


@cache
def _stops() -> frozenset[str]:
    """Words at which a noun group ends."""
    sets = effect_words()
    keys = (
        "prepositions",
        "links",
        "auxiliaries",
        "relatives",
        "after_object",
        "clause_openers",
        "modals",
        "negations",
    )
    return frozenset(("they", "he", "she", "it", "we")).union(*(sets[key] for key in keys))


class PeopleReader:
    """Reads the groups of people in one sentence; ``cues`` are tokens that begin a word of harm or arrest."""

    __slots__ = ("by_first", "count", "cues", "inside", "lowers", "quantities", "sets", "stops", "tokens")

    def __init__(self, tokens: Sequence[Token], quantities: Sequence[Quantity], cues: frozenset[int]) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.count = len(tokens)
        self.quantities = quantities
        self.by_first = {quantity.first: quantity for quantity in quantities if quantity.kind == "count"}
        self.inside = frozenset(i for quantity in quantities for i in range(quantity.first + 1, quantity.last))
        self.cues = cues
        self.sets = effect_words()
        self.stops = _stops()

    def word(self, i: int) -> str:
        """Return the lower-case word at ``i``, empty outside the sentence."""
        return self.lowers[i] if 0 <= i < self.count else ""

    def group(self, at: int, limit: int) -> People | None:
        """Return the group of people that begins at ``at`` and ends before ``limit``."""
        sets = self.sets
        i = at
        definite = added = one = False
        while i < limit:
            word = self.lowers[i]
            if i in self.by_first:
                break
            if word in sets["definite"] and i + 1 < limit:
                if word == "her" and (self.word(i + 1) in self.stops or self.tokens[i + 1].kind == "punct"):
                    break
                definite = True
            elif word in {"another", "other", "additional", "further", "more"}:
                added = True
                one = one or word == "another"
            elif not (word in {"all", "some", "either", "reportedly", "allegedly", "approximately"} or word in QUOTES):
                break
            i += 1
        if i >= limit:
            single = one or (definite and added)
            return People(at, i, 1, 1, 1, "", added=one, definite=definite, counted=one) if single else None
        if i in self.by_first:
            return self._counted(at, i, limit, definite=definite, added=added)
        word = self.lowers[i]
        if i in self.cues or (self.tokens[i].kind == "punct"):
            return None
        if word == "it":
            return None
        if word in sets["pronouns_one"]:
            return People(at, i + 1, 1, 1, 1, "", definite=True)
        if word in sets["pronouns_many"]:
            return People(at, i + 1, None, None, None, "", definite=True)
        if word in {"a", "an"} or one:
            return self._single(at, i + (word in {"a", "an"}), limit, added=added)
        if word in sets["unknown_number"] and self.word(i + 1) in {"number", "numbers", "amount"}:
            end, head = self._head(i + 3, limit)
            return People(at, end, SEVERAL, SEVERAL, None, head, vague=True, counted=True)
        if word in self.stops:
            return None
        return self._bare(at, i, limit, definite=definite, added=added)

    def _counted(self, at: int, i: int, limit: int, *, definite: bool, added: bool) -> People | None:
        quantity = self.by_first[i]
        end, head = self._head(quantity.last, limit)
        if self.word(end) == "of" and end == quantity.last:
            over = (
                end + 1 + (self.word(end + 1) in self.sets["definite"] and self.word(end + 1) not in {"those", "these"})
            )
            if self.word(end + 1) in self.sets["subset_of"]:
                return People(
                    at,
                    end + 2,
                    quantity.low,
                    quantity.best,
                    quantity.high,
                    "",
                    vague=quantity.vague,
                    subset=True,
                    counted=True,
                )
            definite = definite or (over > end + 1 and self.word(end + 1) in {"the", "these", "those"})
            end, head = self._head(over, limit)
        if head in self.sets["not_people"] or (head in {"head", "heads"} and self.word(end) == "of"):
            return None
        inside = self.lowers[quantity.last : end]
        added = (
            added or any(word in {"other", "others", "more", "additional", "further"} for word in inside)
        ) and not definite
        subset = self.word(at - 1) in self.sets["subset"] or self.lowers[end : end + 2] in (
            ["of", "them"],
            ["of", "whom"],
        )
        return People(
            at,
            end,
            quantity.low,
            quantity.best,
            quantity.high,
            head,
            vague=quantity.vague,
            definite=definite,
            added=added,
            subset=subset,
            counted=True,
        )

    def _single(self, at: int, i: int, limit: int, *, added: bool) -> People | None:
        """Read a group that begins with "a": one person, unless a noun such as "number" makes it several."""
        if (
            self.word(i) in self.sets["unknown_number"]
            and self.word(i + 1) in {"number", "amount"}
            and self.word(i + 2) != "of"
        ):
            return People(at, i + 2, SEVERAL, SEVERAL, None, vague=True, added=added, counted=True)
        for j in range(i, min(i + 3, limit)):
            if self.lowers[j] in self.sets["group_nouns"] and self.word(j + 1) == "of":
                inner = j + 2
                if inner in self.by_first:
                    return self._counted(at, inner, limit, definite=False, added=added)
                end, head = self._head(inner, limit)
                return People(at, end, SEVERAL, SEVERAL, None, head, vague=True, added=added, counted=True)
        end, head = self._head(i, limit)
        if head in self.sets["not_people"]:
            return None
        if head == "family":
            return People(at, end, SEVERAL, SEVERAL, None, head, vague=True, added=added, counted=True)
        return People(at, end, 1, 1, 1, head, added=added, counted=True)

    def _bare(self, at: int, i: int, limit: int, *, definite: bool, added: bool) -> People | None:
        end, head = self._head(i, limit)
        if end == i or head in self.sets["not_people"]:
            return None
        named = not self.tokens[end - 1].text[0].islower()
        if self.plural(head) and not (named and i > 0 and not head.endswith(("men", "ers", "ists", "ants", "people"))):
            if definite:
                return People(at, end, None, None, None, head, definite=True, added=added)
            return People(at, end, SEVERAL, SEVERAL, None, head, vague=True, added=added)
        return People(at, end, 1, 1, 1, head, definite=definite, added=added)

    def _head(self, i: int, limit: int) -> tuple[int, str]:
        """Return where the nouns from ``i`` end, and the last of them."""
        start = i
        while i < limit:
            token = self.tokens[i]
            word = token.lower
            if i in self.cues:
                break
            if token.kind == "punct":
                if word not in QUOTES and not (word in {"-", "/"} and i > start):
                    break
            elif (
                (i in self.by_first and i > start)
                or (word in self.stops and not (i == start and word in {"other", "more"}) and not _acronym(token))
                or (word.endswith("ed") and (self._verbal(i, start) if i > start else self._ends_clause(i + 1)))
                or (word.endswith("ly") and i > start)
                or (word.endswith("ing") and i > start and self.plural(self.lowers[i - 1]))
            ):
                break
            i += 1
        j = i - 1
        while j >= start and (self.tokens[j].kind == "punct" or self.lowers[j] == "'s"):
            j -= 1
        return i, self.lowers[j] if j >= start else ""

    def _ends_clause(self, i: int) -> bool:
        """Tell whether no noun follows: the word before is a participle of its own."""
        return i >= self.count or self.tokens[i].kind == "punct" or self.lowers[i] in self.stops

    def _verbal(self, i: int, start: int) -> bool:
        """Tell whether a word in -ed is a verb: after a noun, not after a determiner or another such word."""
        before = self.lowers[i - 1]
        if i - 1 < start or before.endswith(("ed", "ly")):
            return False
        return self.plural(before) or (
            i - 1 > start - 1 and self.word(i + 1) in self.stops | {"the", "a", "an", "his", "their"}
        )

    def plural(self, word: str) -> bool:
        """Tell whether a noun is in the plural."""
        sets = self.sets
        if word in sets["plurals"] or word.endswith("men"):
            return True
        return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in sets["singular_s"]

    def over_of(self, i: int) -> int:
        """Step over "of ..." and a bracket behind a group."""
        if self.word(i) == "of":
            end, _ = self._head(i + 1 + (self.word(i + 1) in self.sets["definite"] | {"a", "an"}), self.count)
            i = end
        if self.word(i) == "(":
            for j in range(i + 1, min(i + 12, self.count)):
                if self.lowers[j] == ")":
                    return j + 1
        return i

    def begins_count(self, i: int) -> bool:
        """Tell whether a counted group begins at ``i``."""
        word = self.lowers[i]
        if i in self.by_first:
            return True
        if word in {"a", "an", "another"}:
            return i not in self.inside
        return (
            word in self.sets["unknown_number"] and self.word(i + 1) == "number" and self.word(i - 1) not in {"a", "an"}
        )


def _acronym(token: Token) -> bool:
    """Tell whether a word that looks like a small one is a name: "IS", "US"."""
    return len(token.text) > 1 and token.text.isupper()
