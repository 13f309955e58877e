"""Who is the subject or object of a word of harm: "two soldiers and a civilian" of "were killed"."""

# ruff: noqa: C901 - one question after the other, each with its own answer

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.people import QUOTES, People, PeopleReader, effect_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_JOINED = 10  # tokens between a person and the "and" that joins another: "an inspector with the border police and"
_NEAR = 40  # tokens: how far a subject may stand from its verb


class VictimReader(PeopleReader):
    """Finds the people to whom a verb or noun of harm applies."""

    __slots__ = ()

    def objects(self, at: int) -> list[People]:
        """Return the groups that begin at ``at``: the object of a verb, with what is joined to it."""
        if self.word(at) in {"himself", "herself", "themselves"} and self.word(at + 1) == "and":
            at += 2  # "killed himself and four guards": the attacker is counted apart
        first = self.group(at, self.count)
        if first is None:
            return []
        found = [first]
        end = first.last
        pending: list[People] = []
        for _ in range(8):
            end = self.over_of(end)
            link = self.word(end)
            if link not in {",", "and", "or", "plus", "&", "+", "as"}:
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
            kin = self.word(start) in self.sets["kin"]  # "a husband and wife"
            if following is None or self._governs(following.last):
                break
            if not (following.counted or self._own(start) or kin):
                break
            if following.definite and self.word(start) in {"the", "these", "those", "this", "that"}:
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
        verb = self._before_members(verb, floor)
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
        aside = self._aside(start, verb)
        counts = [i for i in range(start, verb) if self.begins_count(i) and i not in aside]
        starts = [i for i in counts if not self._governed(i)] or [i for i in counts if self._numbered(i)][:1]
        if not starts:
            lone = self._plain_subject(start, verb)
            return [lone, *self._kin(lone.last, verb)] if lone else []
        for at in reversed(starts):  # "five officers escorting a bus were killed"
            found_last = self.group(at, verb)
            if found_last is not None:
                kin = self._kin(found_last.last, verb)
                return _without_breakdown([*self._joined_before(at, floor), found_last, *kin])
        return []

    def _aside(self, start: int, end: int) -> set[int]:
        """Return the tokens in brackets: "At least 20 (some reports say 30) were"."""
        found: set[int] = set()
        opened = -1
        for i in range(start, end):
            if self.lowers[i] == "(":
                opened = i
            elif self.lowers[i] == ")" and opened >= 0:
                found.update(range(opened, i + 1))
        return found

    def _kin(self, at: int, verb: int) -> list[People]:
        """Return whom "and his son" adds to a subject."""
        at = self.over_of(at)
        if self.word(at) in {"and", "&"} and self._own(at + 1):
            kin = self.group(at + 1, verb)
            return [kin] if kin and kin.best is not None else []
        return []

    def touching(self, verb: int) -> People | None:
        """Return the group that ends right before a participle: "the guards killed in"."""
        counted = self.before(verb)
        if counted is not None:
            return counted
        i = verb - 1
        while i >= 0 and self.tokens[i].kind == "word" and self.lowers[i] not in self.stops and i not in self.cues:
            i -= 1
        start = i + 1
        group = self.group(start, verb) if start < verb else None
        return group if group is not None and group.last == verb else None

    def with_joined(self, people: People) -> list[People]:
        """Return a group with those joined before it."""
        return _without_breakdown([*self._joined_before(people.first, max(people.first - _NEAR, 0)), people])

    def before(self, cue: int) -> People | None:
        """Return the counted group that ends right before a token: "three people" of "left three people dead"."""
        for i in range(cue - 1, max(cue - 8, -1), -1):
            if self.begins_count(i):
                group = self.group(i, cue)
                end = self.over_of(group.last) if group else i
                while end < cue and self.lowers[end] in {
                    "reported",
                    "reportedly",
                    "confirmed",
                    "feared",
                    "found",
                    "left",
                }:
                    end += 1
                return group if end >= cue else None
            if self.tokens[i].kind == "punct" and self.lowers[i] not in QUOTES:
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

    def _own(self, i: int) -> bool:
        """Tell whether a person is named by kin or office: "and his son"."""
        return self.word(i) in {"his", "her", "their"}

    def _governs(self, i: int) -> bool:
        """Tell whether a verb follows, so that the group before it begins a clause of its own."""
        word = self.word(i)
        return word in self.sets["auxiliaries"] or i in self.cues or (word.endswith("ed") and self.word(i - 1) != "")

    def _numbered(self, i: int) -> bool:
        """Tell whether "a number of", "a total of" or "a group of" stands before."""
        return self.word(i - 1) == "of" and self.word(i - 2) in self.sets["group_nouns"] | self.sets["total_words"]

    def _has_count(self, start: int, end: int) -> bool:
        return any(self.begins_count(i) for i in range(start, end))

    def _governed(self, i: int) -> bool:
        """Tell whether a preposition stands before the group that begins at ``i``."""
        before = self.word(i - 1)
        if before in {"the", "these", "those", "all", "another", "other", "his", "their", "its"}:
            before = self.word(i - 2)
        return (before in self.sets["prepositions"] or before == "as") and before != "including" and i > 0

    def _before_members(self, verb: int, floor: int) -> int:
        """Step back over "including ..." between a subject and its verb."""
        closed = 0
        for i in range(verb - 1, floor - 1, -1):
            closed = max(closed + (self.lowers[i] == ")") - (self.lowers[i] == "("), 0)
            if closed:
                continue
            if self.lowers[i] == "including" or (self.lowers[i] in self.sets["mainly"] and self.word(i - 1) == ","):
                return i - (self.word(i - 1) == ",")
            if i in self.cues or self.lowers[i] in self.sets["auxiliaries"] or self.lowers[i] in self.sets["relatives"]:
                return verb
        return verb

    def _clause_start(self, verb: int, floor: int) -> int:
        openers = self.sets["clause_openers"]
        closed = 0
        for i in range(verb - 1, floor - 1, -1):
            word = self.lowers[i]
            closed = max(closed + (word == ")") - (word == "("), 0)
            if closed:
                continue
            if word in openers or i in self.cues:
                return i + 1
            if self.tokens[i].kind == "punct" and word not in QUOTES and word not in {"/", "(", ")"}:
                if word in {"-", "–"} and self.tokens[i - 1].end == self.tokens[i].start:
                    continue
                if word == "," and self.begins_count(i + 1) is False and self._list_comma(i):
                    continue
                return i + 1
        return floor

    def _list_comma(self, i: int) -> bool:
        """Tell whether a comma only sets off an age or a word: "Ali, 34, was"."""
        return self.word(i + 1) == "aged" or self.word(i + 2) == ","

    def _antecedent(self, relative: int, floor: int) -> People | None:
        end = relative - (self.word(relative - 1) == ",")
        for i in range(end - 1, max(floor, end - 12) - 1, -1):
            if self.tokens[i].kind == "punct" and self.lowers[i] not in QUOTES | {"-", ",", "(", ")"}:
                return None
            if self.begins_count(i):
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
            if self.word(i) not in {"and", ",", "or", "&", "+"} or i <= floor:
                break
            i -= self.word(i - 1) == ","
            start = next(
                (j for j in range(i - 1, max(floor, i - 10) - 1, -1) if self.begins_count(j)),
                -1,
            )
            if self.word(at - 1) == "," and (not found or (start >= 0 and self._governed(start))):
                break
            group = self.group(start, i) if start >= 0 else None
            if (
                group is None
                or not group.counted
                or not self._reaches(group.last, i)
                or self.word(start - 1) in self.cues_before()
            ):
                break
            if self._starts_object(start):
                break
            found.insert(0, group)
            at = start
        return found

    def _reaches(self, end: int, link: int) -> bool:
        """Tell whether only "of ..." or "with ..." stands between a group and the "and" behind it."""
        end = self.over_of(end)
        if end < link and self.word(end) in {"with", "from"} and link - end <= _JOINED:
            end, _ = self._head(end + 1 + (self.word(end + 1) in {"the", "a", "an", "his", "their"}), self.count)
            end = self.over_of(end)
        if self.word(end - 1) == ")":
            end, _ = self._head(end, link)  # "four Front of the West (FW) cadres"
        return end >= link

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
