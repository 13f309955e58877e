"""How many people were killed, injured or arrested, and how many took part: read from the words of each sentence."""

# ruff: noqa: C901, PLR0911 - one question after the other, each with its own answer
# ruff: noqa: PLR2004 - small distances in words, said beside each

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.effect_words import EffectCue, crowd_words, effect_hooks, suicide_phrases
from exporter.coding.harm import HarmReader
from exporter.coding.harm_doubts import describes, is_compound, is_counted_apart, is_denied, is_refuted
from exporter.coding.people import People
from exporter.coding.statements import read_statements
from exporter.coding.tolls import ATTACKER, Kind, Toll
from exporter.coding.victims import add_up
from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Sentence

_TOTAL_REACH = 28  # tokens: how far behind "the number of people killed" the figure may stand
_CROWD = 10  # demonstrators from which a number of them is that of a crowd
_LISTED = 8  # tokens between "killed" and the verb behind which the dead are listed
_ADJACENT = 2  # tokens: "a reported death" is a death, "a spate of deaths" no number of them


def read_tolls(sentence: Sentence, previous: Kind | None = None, before: Sentence | None = None) -> list[Toll]:
    """Return what a sentence says of people harmed, arrested or gathered, in order.

    ``previous`` is the kind that the text spoke of last, for "Their number rose to 18", and ``before`` the sentence
    before, for "killed them".

    >>> from exporter.coding.text import split
    >>> [(t.kind, t.best) for t in read_tolls(split("Two soldiers and a boy were killed and 30 people wounded.")[0])]
    [('killed', 3), ('injured', 30)]
    """
    if effect_hooks().isdisjoint(sentence.words):
        return []
    return _SentenceReader(sentence.tokens, previous, before.tokens if before else ()).tolls()


class _SentenceReader(HarmReader):
    """Reads the tolls of one sentence."""

    def tolls(self) -> list[Toll]:
        found: list[Toll] = list(read_statements(self.lowers, self.quantities))
        taken = {i for toll in found for i in range(toll.first, toll.last)}
        for index, cue in enumerate(self.cues):
            if cue.first in taken:
                continue
            toll = self._toll(cue, index)
            toll = toll or self._listed(cue)
            if toll is None:
                continue
            if self._bracketed(cue.first) and any(one.kind == toll.kind for one in found):
                toll = replace(toll, subset=True)  # a bracket says more of those counted before it
            found.append(toll)
        found += self._further(found)
        found += self._no_casualties()
        found += self._suicide()
        total = self._continued()
        if total is not None:
            found.insert(0, total)
        crowd = self._crowd({i for toll in found for i in range(toll.first, toll.last)})
        if crowd is not None and not any(toll.kind == "crowd" for toll in found):
            found.append(crowd)
        return found

    def _listed(self, cue: EffectCue) -> Toll | None:
        """Read who is listed behind the verb: "Killed in the ambush were two men", "the dead included a boy"."""
        if cue.kind != "killed" or (cue.first and not self.sets["listing"] & set(self.lowers[: cue.first + 1])):
            return None
        reach = range(cue.last, min(cue.last + _LISTED, len(self.lowers)))
        at = next((i for i in reach if self.lowers[i] in self.sets["listing_verbs"]), -1)
        apart = {"but", "and", "who"} & set(self.lowers[cue.last : max(at, 0)])
        group = add_up(self.people.objects(at + 1)) if at >= 0 and not apart else None
        return replace(self._make(cue, group), subset=cue.first > 0) if group is not None else None

    def _further(self, found: Sequence[Toll]) -> list[Toll]:
        """Read what goes on from a number of dead: "killed eight men on Monday and three more on Tuesday"."""
        more: list[Toll] = []
        for toll in found[-1:]:
            for quantity in self.quantities:
                first, last = quantity.first, quantity.last
                goes_on = self.word(first - 1) in {"and", "further"} and self.word(last) in {"more", "others"}
                ends = self.word(last + 1) in self.sets["prepositions"] | {"", ".", "later"}
                if toll.kind == "killed" and first > toll.last and goes_on and ends:
                    best = quantity.best
                    more.append(
                        Toll("killed", quantity.low, best, quantity.high, toll.cue, first, last + 1, added=True)
                    )
        return more

    def _bracketed(self, i: int) -> bool:
        opened = next((j for j in range(i, -1, -1) if self.lowers[j] in {"(", ")"}), -1)
        return opened >= 0 and self.lowers[opened] == "("

    def _continued(self) -> Toll | None:
        """Read "Their number increased to 18" as of the kind that the text spoke of last."""
        if self.previous is None:
            return None
        total = self._total(0, self.previous)
        if total is None or any(cue.first < total.last for cue in self.cues):
            return None
        return replace(total, continued=True)

    def _suicide(self) -> list[Toll]:
        """Return the attacker who dies in a suicide attack: ACLED counts him among the dead."""
        table = suicide_phrases()
        for i, word in enumerate(self.lowers):
            for phrase in table.get(word, ()):
                if tuple(self.lowers[i : i + len(phrase)]) == phrase:
                    if not self.sets["explodes"] & set(self.lowers) or self.sets["foiled"] & set(self.lowers):
                        return []
                    return [Toll("killed", 1, 1, 1, i, i, i + len(phrase), ATTACKER, added=True, counted=False)]
        return []

    def _no_casualties(self) -> list[Toll]:
        """Read "no casualties": neither dead nor injured."""
        at = next((i for i, word in enumerate(self.lowers) if word in self.sets["everyone"]), -1)
        if at < 0 or not is_denied(self, EffectCue(at, at + 1, "killed", "nouns")):
            return []
        return [Toll(kind, 0, 0, 0, at, at, at + 1) for kind in ("killed", "injured")]

    def _toll(self, cue: EffectCue, index: int) -> Toll | None:
        if self.word(cue.first - 1) == "(" and self.word(cue.last) == ")":
            return None
        if (
            self.word(cue.last) in self.sets["no_head"]
            or is_compound(self, cue)
            or is_counted_apart(self, cue)
            or is_refuted(self, cue)
        ):
            return None
        if is_denied(self, cue):
            return self._make(cue, People(cue.first, cue.last, 0, 0, 0, counted=True))
        total = self._counted_up(cue)
        if total is not None:
            return total
        if cue.role == "nouns":
            return self._from_noun(cue)
        if cue.role == "takes":
            return self._from_phrase(cue)
        if self.lowers[cue.first : cue.last] == ["to", "death"]:
            return self._to_death(cue)
        return self._from_verb(cue, index)

    def _from_noun(self, cue: EffectCue) -> Toll | None:
        """Read "12 deaths", "left three people dead", "two bodies"."""
        word = self.lowers[cue.first]
        if word == "dead" and self.word(cue.last) in {"body", "bodies", "corpse", "corpses"}:
            return None
        if word == "dead" and cue.last < len(self.tokens) and describes(self, cue.last):
            return None
        group = self.people.before(cue.first)
        if group is not None and group.first not in self.people.by_first and cue.first - group.first > _ADJACENT:
            group = None
        if group is None and word == "dead":
            if self.word(cue.first - 1) in self.sets["be"] or self.word(cue.first - 1) in {
                "feared",
                "presumed",
                "confirmed",
                "reported",
            }:
                return self._from_verb(EffectCue(cue.first, cue.last, cue.kind, "falls"), -1)
            return self._left_dead(cue)
        if word == "death" and self.word(cue.first - 1) in {"his", "her"}:
            caused = self.sets["causing"] & set(self.lowers[max(cue.first - 4, 0) : cue.first])
            return self._make(cue, People(cue.first, cue.last, 1, 1, 1), definite=True) if caused else None
        if group is None and word in {"body", "corpse"}:
            if not self.sets["finding"] & set(self.lowers):
                return None
            passive = self.word(cue.last) in {"was", "is", "has", "had"} or self.word(cue.first - 1) in {
                "'s",
                "a",
                "dead",
            }
            return self._make(cue, People(cue.first, cue.last, 1, 1, 1), definite=True) if passive else None
        if group is None or (
            word in {"death", "lives", "body"} and group.head not in {"", "lives", "more"} and word != "body"
        ):
            return None
        if word in {"body", "corpse"} and group.best != 1:
            return None
        return self._make(cue, add_up(self.people.with_joined(group)) or group)

    def _left_dead(self, cue: EffectCue) -> Toll | None:
        """Read "left her dead", "shot the chief dead"."""
        for i in range(cue.first - 1, max(cue.first - 8, -1), -1):
            if self.lowers[i] in self.sets["shot_verbs"]:
                group = self.people.group(i + 1, cue.first) if i + 1 < cue.first else None
                return self._make(cue, group) if group else None
        return None

    def _from_phrase(self, cue: EffectCue) -> Toll | None:
        """Read "claimed the lives of five men", "the killing of a chief", "the bodies of two men"."""
        groups = self.people.objects(cue.last)
        words = self.lowers[cue.first : cue.last]
        if "toll" in words:
            quantity = next(
                (q for q in self.quantities if cue.last <= q.first < cue.last + _TOTAL_REACH and q.kind == "count"),
                None,
            )
            if quantity is None:
                return None
            people = People(quantity.first, quantity.last, quantity.low, quantity.best, quantity.high, counted=True)
            return self._make(cue, add_up(self.people.objects(quantity.first)) or people, total=True)
        group = add_up(groups)
        if group is None:
            return None
        body = words[0] in {"bodies", "body", "corpses", "corpse", "remains"}
        told = "lives" in words or body
        demanded = (
            self.word(cue.first - 1) in {"the", "their"} and self.word(cue.first - 2) in self.sets["cause_before"]
        )
        if body and (demanded or not self.sets["finding"] & set(self.lowers)):
            return None
        caused = bool(self.sets["causing"] & set(self.lowers[max(cue.first - 4, 0) : cue.first]))
        return self._make(cue, group, nominal=not (told or caused), definite=group.definite)

    def _to_death(self, cue: EffectCue) -> Toll | None:
        """Read "was stoned to death", "hacked to death a man", "beat a woman to death", "leading to death of one"."""
        if self.word(cue.last) == "of":
            return self._from_phrase(EffectCue(cue.first + 1, cue.last + 1, cue.kind, "takes"))
        for i in range(cue.first - 1, max(cue.first - 9, -1), -1):
            if self.lowers[i] in self.sets["shot_verbs"]:
                at = i + 1 + (self.word(i + 1) in {"up", "down"})
                inner = self.people.group(at, cue.first) if at < cue.first else None
                if inner is not None and not self.lowers[i + 1].endswith("ly"):
                    return self._make(cue, inner)
                return self._from_verb(EffectCue(i, cue.last, cue.kind, "verbs"), -1)
        return None

    def _counted_up(self, cue: EffectCue) -> Toll | None:
        """Read "the number of people detained has reached 3,811"."""
        window = self.lowers[max(cue.first - 6, 0) : cue.first]
        if not any(word in self.sets["total_words"] for word in window):
            return None
        return self._total(cue.last, cue.kind, cue)

    def _total(self, at: int, kind: Kind, cue: EffectCue | None = None) -> Toll | None:
        if cue is None and not any(word in self.sets["total_words"] for word in self.lowers[:8]):
            return None
        verb = next(
            (
                i
                for i in range(at, min(at + _TOTAL_REACH, len(self.lowers)))
                if self.lowers[i] in self.sets["total_verbs"]
            ),
            -1,
        )
        if verb < 0:
            return None
        quantity = next(
            (q for q in self.quantities if verb < q.first <= verb + 4 and q.kind in {"count", "year"}), None
        )
        if quantity is None:
            return None
        people = People(quantity.first, quantity.last, quantity.low, quantity.best, quantity.high, counted=True)
        return self._make(cue or EffectCue(verb, verb + 1, kind, "nouns"), people, total=True)

    def _crowd(self, taken: set[int]) -> Toll | None:
        """Read "about 2,000 people marched", "a crowd of 300", "attended by dozens of"."""
        data = word_lists("effects")["crowd"]
        events = crowd_words()
        where = [i for i, word in enumerate(self.lowers) if word in events]
        if not where:
            return None
        verbs = frozenset(data["verbs"])
        openers, heads = frozenset(data["of"]), frozenset(data["heads"])
        for quantity in self.quantities:
            if quantity.kind != "count" or quantity.first in taken or quantity.best < 2:
                continue
            people = self.people.group(quantity.first, len(self.lowers))
            if people is None:
                continue
            lead = {" ".join(self.lowers[max(quantity.first - n, 0) : quantity.first]) for n in (1, 2, 3)}
            tail = self.lowers[quantity.last : quantity.last + 14]
            named = people.head in heads and quantity.best >= _CROWD  # "pushed back some 5,000 demonstrators"
            if named or lead & openers or (people.head and any(word in verbs for word in tail)):
                low = quantity.low if quantity.low is not None else quantity.best
                cue = next((i for i in where if i >= quantity.first), where[-1])
                return Toll(
                    "crowd",
                    low,
                    quantity.best,
                    quantity.high,
                    cue,
                    quantity.first,
                    max(people.last, quantity.last),
                    people.head,
                )
        return None


class EffectReader:
    """The tolls of one document's sentences; read in order, since "their number" refers to the kind spoken of last."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._previous: Kind | None = None
        self._read: list[list[Toll]] = []

    def tolls(self, index: int) -> list[Toll]:
        """Return the tolls of a sentence."""
        while len(self._read) <= index:
            at = len(self._read)
            before = self._sentences[at - 1] if at else None
            found = read_tolls(self._sentences[at], self._previous, before)
            for toll in found:
                if toll.kind != "crowd":
                    self._previous = toll.kind
            self._read.append(found)
        return self._read[index]
