"""One sentence's words of harm with their people: voice, object, subject, denial and what is only told in passing."""

# ruff: noqa: C901 - one question after the other, each with its own answer
# ruff: noqa: PLR2004 - small distances in words, said beside each

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.effect_words import EffectCue, crowd_words, find_cues
from exporter.coding.numbers import find_quantities
from exporter.coding.people import People, effect_words
from exporter.coding.tolls import Kind, Toll
from exporter.coding.victims import VictimReader, add_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

_SEPARATE_REACH = 16  # tokens: how far behind harm "(coded separately)" still speaks of it
_OTHERS = frozenset(("he", "her", "him", "she", "them", "they"))
_SUSPECTED = 6  # tokens from "suspected" to the verb of what somebody is suspected of
_BESIDE = 5  # tokens behind a death within which "together with" names who died too
_MOST = 10**12  # people: more than ever lived, so no count of them


class HarmReader:
    """Reads what the verbs of harm and arrest of one sentence say."""

    def __init__(self, tokens: Sequence[Token], previous: Kind | None, before: Sequence[Token]) -> None:
        self.tokens = tokens
        self.before = before
        self.lowers = [token.lower for token in tokens]
        self.sets = effect_words()
        self.cues = [cue for cue in find_cues(tokens) if not self._describes_suspect(cue)]
        self.quantities = [quantity for quantity in find_quantities(tokens) if quantity.best < _MOST]
        self.people = VictimReader(tokens, self.quantities, frozenset(cue.first for cue in self.cues))
        self.previous = previous

    def _word(self, i: int) -> str:
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def _describes_suspect(self, cue: EffectCue) -> bool:
        """Tell whether a word of harm only says of what somebody is suspected: "a murder suspect"."""
        return self.lowers[cue.first] in self.sets["deverbal"] and self._word(cue.last) in self.sets["deverbal_heads"]

    def _from_verb(self, cue: EffectCue, index: int) -> Toll | None:
        start, passive, perfect, modal = self._verb_group(cue)
        if modal:
            return None
        word = (
            self.lowers[cue.last - 1]
            if self.lowers[cue.first] not in self.sets["shot_verbs"]
            else self.lowers[cue.first]
        )
        base = not word.endswith(
            ("ed", "dead", "slain", "down", "alive", "hurt", "shot", "beaten", "burnt", "death", "custody")
        )
        head = self.lowers[cue.first]
        active_only = (base or head.endswith("ing")) and not head.endswith("ed")
        if self._shares(cue, index) or self._word(cue.first - 1) in {"nearly", "almost"}:
            return None
        groups: list[People] = []
        adjacent: People | None = None
        if cue.role == "verbs" and not passive:
            found = self._object(cue, index)
            if found is None or (not found and active_only):
                return None
            groups = found
            if (
                found
                and not found[0].counted
                and found[0].best == 1
                and cue.last - cue.first == 1
                and head.endswith("ed")
            ):
                adjacent = self.people.touching(start)
                groups = self.people.with_joined(adjacent) if adjacent is not None and adjacent.counted else found
        if not groups and not passive and cue.role == "verbs":
            adjacent = self.people.touching(start)
            groups = self.people.with_joined(adjacent) if adjacent is not None else []
        if not groups:
            groups = self.people.subject(start)
        with_him = self._with_him(cue.last) if groups else 0
        if with_him:
            groups = [*groups, *self.people.objects(with_him)]
        group = add_up(groups)
        if group is None and passive and self.lowers[start] in {"was", "is"}:
            group = People(start, cue.last, 1, 1, 1)
        if group is None:
            return None
        if group.best is None:
            group = self._recalled(group, cue)
        return self._make(
            cue,
            group,
            nominal=self._nominal(cue),
            relative=self._relative(start, group, adjacent=adjacent is not None),
            past=self._past(cue, perfect, start, passive=passive),
        )

    def _with_him(self, at: int) -> int:
        """Return where those begin who died with somebody: "died at once, together with his son"; 0 without any."""
        for i in range(at, min(at + _BESIDE, len(self.lowers) - 2)):
            word = self.lowers[i]
            if word in {"along", "together", "alongside"}:
                return i + 1 + (self.lowers[i + 1] == "with")
            if self.tokens[i].kind == "punct" and word != ",":
                break
        return 0

    def _past(self, cue: EffectCue, perfect: str, start: int, *, passive: bool) -> bool:
        """Tell whether the harm lies before the event: "had killed", "has been killing", "he believed killed a man"."""
        if perfect in {"had", "having"}:
            return not self.sets["speech"] & set(self.lowers[:start])
        if perfect and passive and self.lowers[cue.first].endswith("ing"):
            return True
        return not passive and any(self._suspects(i) for i in range(max(start - _SUSPECTED, 0), cue.first))

    def _suspects(self, i: int) -> bool:
        """Tell whether somebody holds another to have done it: "suspected the three", "a man they believed"."""
        if self.lowers[i] not in {"suspected", "believed", "thought"}:
            return False
        return self._word(i + 1) in {"the", "that", *_OTHERS} or self._word(i - 1) in _OTHERS

    def _nominal(self, cue: EffectCue) -> bool:
        """Tell whether a word in -ing is a noun: "accused of killing", "the shooting and killing of"."""
        if not self.lowers[cue.first].endswith("ing"):
            return False
        at = cue.first - 1
        while self._word(at).endswith(("ly", "ing")) or self._word(at) in {"and", "or"}:
            at -= 1
        return self._word(at) in self.sets["nominal_before"]

    def _relative(self, start: int, group: People, *, adjacent: bool) -> bool:
        """Tell whether a relative clause or a participle behind a preposition tells of the harm in passing."""
        who = {"who", "whom", "which", "whose"} | ({"that"} if start > 0 and group.last < start else set())
        if self._word(start - 1) == "whom" and self._word(start - 2) == "of" and group.subset:
            return False  # "13 were shot, one of whom was killed"
        if self._word(start - 1) in who or self._word(group.first - 1) in who:
            return True
        if not adjacent or self._word(group.first - 2) in {"reports", "report", "number", "total"}:
            return False
        return self._word(group.first - 1) in {"of", "to", "for", "about", "over", "against"}

    def _object(self, cue: EffectCue, index: int) -> list[People] | None:
        """Return the people that the verb is done to; None where its object is none of people."""
        at = cue.last
        link = self._word(at)
        if link in {"and", "or", "/"} and index >= 0:
            following = self.cues[index + 1] if index + 1 < len(self.cues) else None
            if following is not None and following.first <= at + 2 and following.role == "verbs":
                return self.people.objects(following.last)
            second = self._word(at + 1)
            if second.endswith(("ing", "ed")) or (second.endswith("s") and self.lowers[cue.first].endswith("s")):
                return (self.people.objects(self._body(at + 2)) or None) if at + 2 < len(self.lowers) else []
            return []
        while self._word(at).endswith("ly") or self._word(at) in {'"', "“", "'", "‘"}:
            at += 1
        if at >= len(self.lowers) or (at not in self.people.by_first and not self._begins_object(at)):
            return []
        return self.people.objects(at) or None

    def _body(self, at: int) -> int:
        """Step over "the body of"."""
        start = at + (self._word(at) == "the")
        return start + 2 if self._word(start) in {"body", "bodies", "corpse"} and self._word(start + 1) == "of" else at

    def _begins_object(self, at: int) -> bool:
        word = self.lowers[at]
        if self.tokens[at].kind == "punct" and word not in {"[", '"', "“"}:
            return False
        before = self.people.by_first.get(at + 1)
        if before is not None and word in {"the", "all", "another", "some", "around", "about"}:
            return True
        if word in {"about", "around", "over", "up", "at", "more", "between", "nearly"}:
            return any(quantity.first <= at < quantity.last for quantity in self.quantities)
        return word not in self.sets["after_object"]

    def _verb_group(self, cue: EffectCue) -> tuple[int, bool, str, bool]:
        """Return start, whether passive, the form of "have", and whether it is only possible."""
        i = cue.first - 1
        passive = modal = joined = False
        perfect = ""
        sets = self.sets
        while i >= 0:
            word = self.lowers[i]
            if word in sets["be"]:
                passive = True
            elif word in {"has", "have", "had", "having"}:
                perfect = word
            elif word == "to" and perfect and not passive and self._word(i - 1) in sets["supposed"]:
                perfect = "had"
            elif word == "to" and self._word(i - 1) in sets["achieving"]:
                break  # "went on to kill him"
            elif word in sets["modals"] and (word != "to" or not self.lowers[cue.first].endswith("ed")):
                modal = modal or not perfect
            elif word in {"and", "or", "then", ","} and self._verb_like(i - 1):
                joined = True
            elif not (
                word in sets["adverbs"]
                or (word == "found" and self._word(i - 1) in sets["be"])
                or word in sets["negations"]
                or word.endswith("ly")
                or (joined and self._verb_like(i))
            ):
                break
            i -= 1
        if joined and not passive:
            return cue.first, False, perfect, modal
        start = i + 1
        while start < cue.first and (self.lowers[start] in {"and", ",", "then", "or"} or self.lowers[start] == "all"):
            start += 1
        return start, passive, perfect, modal

    def _verb_like(self, i: int) -> bool:
        word = self._word(i)
        if word in {"up", "over", "down", "out", "away", "off"}:
            word = self._word(i - 1)
        return word.endswith("ed") or word in self.sets["participles"] or word in {"then", "and"}

    def _shares(self, cue: EffectCue, index: int) -> bool:
        """Tell whether "killed or injured" leaves open which, or "lynched and killed" says one thing twice."""
        for other in (index - 1, index + 1):
            if index < 0 or not 0 <= other < len(self.cues):
                continue
            neighbour = self.cues[other]
            later = other > index
            gap = self.lowers[cue.last : neighbour.first] if later else self.lowers[neighbour.last : cue.first]
            if gap in (["or"], ["and", "/", "or"], ["/"]) and {cue.kind, neighbour.kind} == {"killed", "injured"}:
                return True
            if later and gap == ["and"] and cue.kind == neighbour.kind and neighbour.role == cue.role:
                return True
        return False

    def _recalled(self, group: People, cue: EffectCue) -> People:
        """Give "them" or "the men" the number of the group named before."""
        earlier = self.people.recent(min(group.first, cue.first))
        if earlier is None and not group.head and self.before:
            earlier = VictimReader(self.before, find_quantities(self.before), frozenset()).recent(len(self.before))
        if earlier is None or earlier.best is None or (group.head and group.head != earlier.head):
            return group
        return replace(
            group,
            low=earlier.low,
            best=earlier.best,
            high=earlier.high,
            head=earlier.head,
            vague=earlier.vague,
            definite=True,
        )

    def _compound(self, cue: EffectCue) -> bool:
        """Tell whether the word is part of another one or a noun of its own: "death-row", "a murder suspect"."""
        tokens = self.tokens
        if self._word(cue.last) == "-" and tokens[cue.last].start == tokens[cue.last - 1].end:
            return True
        if cue.role != "verbs":
            return False
        before = self._word(cue.first - 1)
        if self._adjective(cue):
            return True
        if self.lowers[cue.first] not in self.sets["deverbal"]:
            return False
        if before in {"his", "her", "their", "whose"} and self._word(cue.last) not in {"him", "her", "them"}:
            return True  # "called his killing a crime"
        following = self._word(cue.last)
        takes_object = cue.last in self.people.by_first or following in self.sets["objects_begin"]
        return not takes_object and before in self.sets["noun_before"]

    def _adjective(self, cue: EffectCue) -> bool:
        """Tell whether a participle describes a noun: "the slain driver", "families of killed soldiers"."""
        if not self.lowers[cue.first].endswith(("ed", "slain")) or cue.last - cue.first > 1:
            return False
        at = cue.first - 1
        while self._word(at).endswith("ly"):
            at -= 1
        before = self._word(at)
        if before in self.sets["definite"] | {"a", "an"}:
            return before != "that"
        return (
            before in {"of", "for", "about", "over"}
            and cue.last not in self.people.by_first
            and self._word(cue.last) not in self.sets["after_object"] | self.sets["definite"] | {"a", "an"}
        )

    def _separate(self, cue: EffectCue) -> bool:
        """Tell whether the passage says that these people are counted in another record."""
        for i in range(cue.last, min(cue.last + _SEPARATE_REACH, len(self.lowers))):
            if self.lowers[i] in {"coded", "see"} and self._word(i + 1) in {
                "separately",
                "seperately",
                "separate",
                "elsewhere",
            }:
                return True
            if self.lowers[i] == ";" or (i in self.people.cues and i > cue.last):
                return False
        return False

    def _denied(self, cue: EffectCue) -> bool:
        """Tell whether the passage says that there was no one."""
        window = self.lowers[max(cue.first - 5, 0) : cue.first]
        for offset, word in enumerate(reversed(window)):
            if word in {",", ";", ":", "(", ")", "but", "who"}:
                return False
            if word in {"no", "without", "neither", "nor", "never", "none", "nobody", "zero"}:
                return not (word == "no" and window[len(window) - offset :][:1] in (["longer"], ["fewer"], ["less"]))
            if word in {"not", "n't"}:
                return offset < 2 and cue.role != "nouns"
            if cue.role == "nouns" and offset > 3:
                return False
        return False

    def _refuted(self, cue: EffectCue) -> bool:
        """Tell whether somebody rejects it: "denied rumours that nine guards were killed"."""
        for i in range(cue.first - 1, 1, -1):
            if self.lowers[i] == "that" and self._word(i - 1) in {
                "reports",
                "claims",
                "rumours",
                "rumors",
                "allegations",
            }:
                return self._word(i - 2) in {"denied", "dismissed", "rejected", "refuted", "denies", "dismisses"}
            if i in self.people.cues or self.lowers[i] in {";", ":"}:
                return False
        return False

    def _describes(self, i: int) -> bool:
        """Tell whether a noun follows, so that the word before it only describes it: "a dead soldier"."""
        return (
            self.tokens[i].kind == "word"
            and self.lowers[i] not in self.sets["after_object"] | self.sets["prepositions"]
        )

    def _make(
        self,
        cue: EffectCue,
        people: People,
        *,
        total: bool = False,
        nominal: bool = False,
        relative: bool = False,
        definite: bool = False,
        past: bool = False,
    ) -> Toll:
        cause = self._cause(cue, people)
        background = relative or cause or past or (nominal and not total)
        crowd = background and any(word in crowd_words() for word in self.lowers[: cue.first])
        lead = self.lowers[max(people.first - 3, 0) : people.first]
        summed = bool({"total", "altogether", "overall"} & {*lead, *self.lowers[:3]}) and people.counted
        return Toll(
            kind=cue.kind,
            low=people.low,
            best=people.best,
            high=people.high,
            cue=cue.first,
            first=min(people.first, cue.first),
            last=max(people.last, cue.last),
            head=people.head,
            vague=people.vague,
            counted=people.counted,
            total=total or summed,
            added=people.added or bool(self.sets["adding"] & {*lead, *self.lowers[:1]}),
            subset=people.subset,
            definite=definite or people.definite,
            background=background,
            elsewhere=crowd and (cause or relative or past),
            named=people.best == 1 and not people.counted and self.tokens[people.last - 1].text[:1].isupper(),
            rival=self._rival(cue) and not people.added and self._word(people.first - 1) != "another",
        )

    def _cause(self, cue: EffectCue, people: People) -> bool:
        """Tell whether the harm is only the reason for something: "after four people died", "over the killing of"."""
        far, close = self.sets["cause_before"], self.sets["cause_close"]
        for at in (people.first, cue.first):
            for i in range(at - 1, max(at - 7, -1), -1):
                word = self.lowers[i]
                if word in far or (word in close and at - i <= 2):
                    return True
                if self.tokens[i].kind == "punct" or word in self.sets["auxiliaries"] or i in self.people.cues:
                    break
                if word.endswith("ed") and i < at - 1:
                    break
        return False

    def _rival(self, cue: EffectCue) -> bool:
        """Tell whether another source's figure is given: "other reports say"."""
        lowers = self.lowers
        for i in range(cue.first - 1, -1, -1):
            if lowers[i] in {"reports", "reported"} and self._named_source(i):
                return True
            if lowers[i] in {"reports", "sources", "report", "source", "accounts", "media", "estimates"}:
                return bool(self.sets["rival_before"] & set(lowers[max(i - 3, 0) : i]))
            if lowers[i] in {"conflicting", "claimed", "claims", "claiming", "claim"}:
                return True
        return False

    def _named_source(self, i: int) -> bool:
        """Tell whether a named source gives the figure: "The Daily Post reports nine people were"."""
        return i + 1 in self.people.by_first and self.tokens[i - 1].text[:1].isupper() and i > 1
