"""Groups of people in a sentence and how many they are: "two soldiers and a civilian", "him", "several villagers"."""

# ruff: noqa: C901, PLR0911, PLR0912 - one question after the other, each with its own answer

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.numbers import Quantity
    from exporter.coding.text import Token

SEVERAL = 3  # what ACLED records for a plural without a number
_NEAR = 40  # tokens: how far a subject may stand from its verb
_QUOTES = frozenset("\"“”'‘’«»[]")


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
    return frozenset().union(*(sets[key] for key in keys))


class PeopleReader:
    """Reads the groups of people in one sentence; ``cues`` are tokens that begin a word of harm or arrest."""

    __slots__ = ("by_first", "count", "cues", "lowers", "quantities", "sets", "stops", "tokens")

    def __init__(self, tokens: Sequence[Token], quantities: Sequence[Quantity], cues: frozenset[int]) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.count = len(tokens)
        self.quantities = quantities
        self.by_first = {quantity.first: quantity for quantity in quantities if quantity.kind == "count"}
        self.cues = cues
        self.sets = effect_words()
        self.stops = _stops()

    def word(self, i: int) -> str:
        """Return the lower-case word at ``i``, empty outside the sentence."""
        return self.lowers[i] if 0 <= i < self.count else ""

    def objects(self, at: int) -> list[People]:
        """Return the groups that begin at ``at``: the object of a verb, with what is joined to it."""
        first = self.group(at, self.count)
        if first is None:
            return []
        found = [first]
        end = first.last
        pending: list[People] = []
        for _ in range(8):
            end = self._over_of(end)
            link = self.word(end)
            if link not in {",", "and", "or", "plus", "&", "as"}:
                break
            start = end + 1
            if link == "," and self.word(start) in {"and", "or"}:
                start += 1
                link = "and"
            elif link == "as":
                if self.lowers[end : end + 3] != ["as", "well", "as"]:
                    break
                start = end + 3
            following = self.group(start, self.count) if start < self.count else None
            if following is None or not following.counted or following.definite or self._governs(following.last):
                break
            pending.append(following)
            end = following.last
            if link != ",":
                found += pending
                pending = []
        return _without_breakdown(found)

    def subject(self, verb: int) -> list[People]:
        """Return the groups that are the subject of the verb group that begins at ``verb``."""
        floor = max(verb - _NEAR, 0)
        start = self._clause_start(verb, floor)
        if self.word(start - 1) in self.sets["relatives"] and not self._has_count(start, verb):
            found = self._antecedent(start - 1, floor)
            if found is not None or self.word(start - 1) != "that":
                return [found] if found else []
        if start >= verb:
            if self.word(verb - 1) not in {",", ")", "]", "-", "–", "—"}:
                return []
            opener = {")": "(", "]": "["}.get(self.word(verb - 1), self.word(verb - 1))
            inner = next((i for i in range(verb - 2, floor - 1, -1) if self.lowers[i] == opener), -1)
            if inner <= floor:
                return []
            verb = inner
            start = self._clause_start(verb, floor)
        starts = [i for i in range(start, verb) if self._begins_count(i) and not self._governed(i)]
        if not starts:
            starts = [i for i in range(start, verb) if self._begins_count(i) and self.word(i - 1) in {"of", "number"}][
                :1
            ]
        if not starts:
            lone = self._plain_subject(start, verb)
            return [lone] if lone else []
        found_last = self.group(starts[-1], verb)
        if found_last is None:
            return []
        return _without_breakdown([*self._joined_before(starts[-1], floor), found_last])

    def with_joined(self, people: People) -> list[People]:
        """Return a group with those joined before it."""
        return _without_breakdown([*self._joined_before(people.first, max(people.first - _NEAR, 0)), people])

    def before(self, cue: int) -> People | None:
        """Return the counted group that ends right before a token: "three people" of "left three people dead"."""
        for i in range(cue - 1, max(cue - 8, -1), -1):
            if self._begins_count(i):
                group = self.group(i, cue)
                return group if group and self._over_of(group.last) >= cue else None
            if self.tokens[i].kind == "punct" and self.lowers[i] not in _QUOTES:
                return None
        return None

    def recent(self, cue: int) -> People | None:
        """Return the last counted group before a token, for "them" and "both"."""
        for i in range(cue - 1, max(cue - _NEAR, -1), -1):
            if i in self.by_first and self.by_first[i].best > 1:
                group = self.group(i, cue)
                if group is not None and group.best is not None and group.head:
                    return group
        return None

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
            elif not (word in {"all", "some", "reportedly", "allegedly", "approximately"} or word in _QUOTES):
                break
            i += 1
        if i >= limit:
            return People(at, i, 1, 1, 1, "", added=True, counted=True) if one else None
        if i in self.by_first:
            return self._counted(at, i, limit, definite=definite, added=added)
        word = self.lowers[i]
        if i in self.cues or (self.tokens[i].kind == "punct"):
            return None
        if word in sets["pronouns_one"] and word != "it":
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
            definite = definite or over > end + 1
            end, head = self._head(over, limit)
        if head in self.sets["not_people"]:
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
        if self._plural(head) and not (named and i > 0 and not head.endswith(("men", "ers", "ists", "ants", "people"))):
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
            if i in self.cues and i > start:
                break
            if token.kind == "punct":
                if word not in _QUOTES and not (word in {"-", "/"} and i > start):
                    break
            elif (
                (i in self.by_first and i > start)
                or (word in self.stops and not (i == start and word in {"other", "more"}))
                or (word.endswith("ed") and i > start and self._verbal(i, start))
                or (word.endswith("ly") and i > start)
            ):
                break
            i += 1
        j = i - 1
        while j >= start and (self.tokens[j].kind == "punct" or self.lowers[j] == "'s"):
            j -= 1
        return i, self.lowers[j] if j >= start else ""

    def _verbal(self, i: int, start: int) -> bool:
        """Tell whether a word in -ed is a verb: it stands after a noun, not after a determiner or another such word."""
        before = self.lowers[i - 1]
        if i - 1 < start or before.endswith(("ed", "ly")):
            return False
        return self._plural(before) or (
            i - 1 > start - 1 and self.word(i + 1) in self.stops | {"the", "a", "an", "his", "their"}
        )

    def _plural(self, word: str) -> bool:
        sets = self.sets
        if word in sets["plurals"] or word.endswith("men"):
            return True
        return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in sets["singular_s"]

    def _governs(self, i: int) -> bool:
        """Tell whether a verb follows, so that the group before it begins a clause of its own."""
        word = self.word(i)
        return word in self.sets["auxiliaries"] or i in self.cues or (word.endswith("ed") and self.word(i - 1) != "")

    def _over_of(self, i: int) -> int:
        """Step over "of ..." and a bracket behind a group."""
        if self.word(i) == "of":
            end, _ = self._head(i + 1 + (self.word(i + 1) in self.sets["definite"] | {"a", "an"}), self.count)
            i = end
        if self.word(i) == "(":
            for j in range(i + 1, min(i + 12, self.count)):
                if self.lowers[j] == ")":
                    return j + 1
        return i

    def _begins_count(self, i: int) -> bool:
        word = self.lowers[i]
        if i in self.by_first:
            return True
        if word == "another":
            return i + 1 not in self.by_first or True
        if word in {"a", "an"}:
            return True
        return (
            word in self.sets["unknown_number"] and self.word(i + 1) == "number" and self.word(i - 1) not in {"a", "an"}
        )

    def _has_count(self, start: int, end: int) -> bool:
        return any(self._begins_count(i) for i in range(start, end))

    def _governed(self, i: int) -> bool:
        """Tell whether a preposition stands before the group that begins at ``i``."""
        before = self.word(i - 1)
        if before in {"the", "these", "those", "all", "another", "other", "his", "their", "its"}:
            before = self.word(i - 2)
        return before in self.sets["prepositions"] and before != "including" and i > 0

    def _clause_start(self, verb: int, floor: int) -> int:
        openers = self.sets["clause_openers"]
        for i in range(verb - 1, floor - 1, -1):
            word = self.lowers[i]
            if word in openers or i in self.cues:
                return i + 1
            if self.tokens[i].kind == "punct" and word not in _QUOTES and word not in {"-", "/", "(", ")"}:
                if word == "," and self._begins_count(i + 1) is False and self._list_comma(i):
                    continue
                return i + 1
        return floor

    def _list_comma(self, i: int) -> bool:
        """Tell whether a comma only sets off an age or a word: "Ali, 34, was"."""
        return self.word(i + 1) == "aged" or self.word(i + 2) == ","

    def _antecedent(self, relative: int, floor: int) -> People | None:
        end = relative - (self.word(relative - 1) == ",")
        for i in range(end - 1, max(floor, end - 12) - 1, -1):
            if self.tokens[i].kind == "punct" and self.lowers[i] not in _QUOTES | {"-", ",", "(", ")"}:
                return None
            if self._begins_count(i):
                return self.group(i, end)
            if self.lowers[i] in self.sets["definite"] and i + 1 < end:
                return self.group(i, end)
        return None

    def _joined_before(self, at: int, floor: int) -> list[People]:
        """Return the counted groups joined before the one at ``at``: "three soldiers, two militants and"."""
        found: list[People] = []
        for _ in range(6):
            i = at - 1
            while i > floor and self.lowers[i] in {"the", "also"}:
                i -= 1
            if self.word(i) not in {"and", ",", "or", "&"} or i <= floor:
                break
            i -= self.word(i - 1) == ","
            start = next(
                (
                    j
                    for j in range(i - 1, max(floor, i - 10) - 1, -1)
                    if self._begins_count(j) and not self._governed(j)
                ),
                -1,
            )
            group = self.group(start, i) if start >= 0 else None
            if (
                group is None
                or not group.counted
                or self._over_of(group.last) < i
                or self.word(start - 1) in self.cues_before()
            ):
                break
            if self._starts_object(start):
                break
            found.insert(0, group)
            at = start
        return found

    def cues_before(self) -> frozenset[str]:
        """Return the words after which a group is the object of another verb."""
        return frozenset(("killing", "injuring", "wounding", "killed", "injured", "wounded", "arrested", "arresting"))

    def _starts_object(self, start: int) -> bool:
        """Tell whether the group at ``start`` follows a verb, so that it is no subject."""
        before = self.word(start - 1)
        return (before.endswith(("ed", "ing")) and before not in self.sets["clause_openers"]) or start - 1 in self.cues

    def _plain_subject(self, start: int, verb: int) -> People | None:
        """Return a subject without number or article: "Their leader", "Policemen", "Ahmed Ali"."""
        i = start
        while i < verb and (self.lowers[i] in self.sets["adverbs"] or self.lowers[i] in self.sets["links"]):
            i += 1
        if i < verb and self.lowers[i] in self.sets["prepositions"]:
            return None
        return self.group(i, verb) if i < verb else None


def _without_breakdown(groups: list[People]) -> list[People]:
    """Drop the parts where the first group is their sum: "five people, one woman and four men"."""
    if len(groups) > 2 and groups[0].head in effect_words()["generic"]:  # noqa: PLR2004 - a whole and its parts
        parts = [group.best for group in groups[1:]]
        if None not in parts and sum(part or 0 for part in parts) == groups[0].best:
            return groups[:1]
    return groups


def add_up(groups: Sequence[People]) -> People | None:
    """Return one group for all: bounds added, the first head kept."""
    known = [group for group in groups if group.best is not None and not group.subset]
    if not known:
        return groups[0] if groups else None
    if len(known) == 1:
        return known[0]
    lows = [group.low for group in known]
    highs = [group.high for group in known]
    return replace(
        known[0],
        last=known[-1].last,
        low=None if None in lows else sum(low or 0 for low in lows),
        best=sum(group.best or 0 for group in known),
        high=None if None in highs else sum(high or 0 for high in highs),
        vague=any(group.vague for group in known),
        added=known[0].added,
    )
