"""One sentence's words of harm with their people: voice, object, subject, denial and what is only told in passing."""

# ruff: noqa: C901 - one question after the other, each with its own answer

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.effect_words import EffectCue, crowd_words
from exporter.coding.harm_doubts import is_only_cause, is_rival
from exporter.coding.harm_sentence import HarmSentence
from exporter.coding.harm_verbs import is_nominal, is_past, read_verb
from exporter.coding.numbers import find_quantities
from exporter.coding.people import People
from exporter.coding.tolls import Kind, Toll
from exporter.coding.victims import VictimReader, add_up

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

_BESIDE = 5  # tokens behind a death within which "together with" names who died too


class HarmReader(HarmSentence):
    """Reads what the verbs of harm and arrest of one sentence say."""

    def __init__(self, tokens: Sequence[Token], previous: Kind | None, before: Sequence[Token]) -> None:
        super().__init__(tokens)
        self.before = before
        self.previous = previous

    def _from_verb(self, cue: EffectCue, index: int) -> Toll | None:
        verb = read_verb(self, cue)
        if verb.modal:
            return None
        start, passive = verb.start, verb.passive
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
        if self._shares(cue, index) or self.word(cue.first - 1) in {"nearly", "almost"}:
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
            nominal=is_nominal(self, cue),
            relative=self._relative(start, group, adjacent=adjacent is not None),
            past=is_past(self, cue, verb),
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

    def _relative(self, start: int, group: People, *, adjacent: bool) -> bool:
        """Tell whether a relative clause or a participle behind a preposition tells of the harm in passing."""
        who = {"who", "whom", "which", "whose"} | ({"that"} if start > 0 and group.last < start else set())
        if self.word(start - 1) == "whom" and self.word(start - 2) == "of" and group.subset:
            return False  # "13 were shot, one of whom was killed"
        if self.word(start - 1) in who or self.word(group.first - 1) in who:
            return True
        if not adjacent or self.word(group.first - 2) in {"reports", "report", "number", "total"}:
            return False
        return self.word(group.first - 1) in {"of", "to", "for", "about", "over", "against"}

    def _object(self, cue: EffectCue, index: int) -> list[People] | None:
        """Return the people that the verb is done to; None where its object is none of people."""
        at = cue.last
        link = self.word(at)
        if link in {"and", "or", "/"} and index >= 0:
            following = self.cues[index + 1] if index + 1 < len(self.cues) else None
            if following is not None and following.first <= at + 2 and following.role == "verbs":
                return self.people.objects(following.last)
            second = self.word(at + 1)
            if second.endswith(("ing", "ed")) or (second.endswith("s") and self.lowers[cue.first].endswith("s")):
                return (self.people.objects(self._body(at + 2)) or None) if at + 2 < len(self.lowers) else []
            return []
        while self.word(at).endswith("ly") or self.word(at) in {'"', "“", "'", "‘"}:
            at += 1
        if at >= len(self.lowers) or (at not in self.people.by_first and not self._begins_object(at)):
            return []
        return self.people.objects(at) or None

    def _body(self, at: int) -> int:
        """Step over "the body of"."""
        start = at + (self.word(at) == "the")
        return start + 2 if self.word(start) in {"body", "bodies", "corpse"} and self.word(start + 1) == "of" else at

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
        cause = is_only_cause(self, cue, people)
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
            rival=is_rival(self, cue) and not people.added and self.word(people.first - 1) != "another",
        )
