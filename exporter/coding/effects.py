"""How many people were killed, injured or arrested, and how many took part: read from the words of each sentence."""

# ruff: noqa: PLR0911 - one question after the other, each with its own answer

# ruff: noqa: PLR2004 - small distances in words, said beside each
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from exporter.coding.numbers import find_quantities
from exporter.coding.statements import read_statements
from exporter.coding.tolls import Kind, Toll
from exporter.coding.victims import People, PeopleReader, add_up, effect_words
from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Sentence, Token

_Role = Literal["verbs", "falls", "takes", "nouns"]

_KINDS: tuple[Kind, ...] = ("killed", "injured", "arrested")
_ROLES: tuple[_Role, ...] = ("verbs", "falls", "takes", "nouns")
_TOTAL_REACH = 16  # tokens: how far behind "the number of people killed" the figure may stand
_SEPARATE_REACH = 16  # tokens: how far behind harm "(coded separately)" still speaks of it
_ADJACENT = 2  # tokens: "a reported death" is a death, "a spate of deaths" no number of them
_MOST = 10**12  # people: more than ever lived, so no count of them


@dataclass(frozen=True, slots=True)
class _Cue:
    first: int
    last: int
    kind: Kind
    role: _Role


@cache
def _cue_table() -> dict[str, tuple[tuple[tuple[str, ...], Kind, _Role], ...]]:
    data = word_lists("effects")
    table: dict[str, list[tuple[tuple[str, ...], Kind, _Role]]] = {}
    for kind in _KINDS:
        for role in _ROLES:
            for phrase in data[kind][role]:
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words, kind, role))
    return {
        word: tuple(sorted(entries, key=lambda entry: (-len(entry[0]), entry[1], entry[2])))
        for word, entries in table.items()
    }


@cache
def _hooks() -> frozenset[str]:
    """Words without which a sentence tells of no effects."""
    data = word_lists("effects")
    crowd = {phrase.split()[0] for phrase in data["crowd"]["events"]}
    return frozenset(
        {*_cue_table(), *data["total_words"], "fatalities", "fatality", "casualties", "size", "coded", *crowd}
    )


def read_tolls(tokens: Sequence[Token], previous: Kind | None = None) -> list[Toll]:
    """Return what a sentence says of people harmed, arrested or gathered, in order.

    ``previous`` is the kind that the text spoke of last, for "Their number rose to 18".

    >>> from exporter.coding.text import tokenise
    >>> [(t.kind, t.best) for t in read_tolls(tokenise("Two soldiers and a boy were killed and 30 people wounded."))]
    [('killed', 3), ('injured', 30)]
    """
    hooks = _hooks()
    if not any(token.lower in hooks for token in tokens):
        return []
    return _SentenceReader(tokens, previous).tolls()


class _SentenceReader:
    """Reads the tolls of one sentence."""

    def __init__(self, tokens: Sequence[Token], previous: Kind | None) -> None:
        self.tokens = tokens
        self.lowers = [token.lower for token in tokens]
        self.cues = self._find_cues()
        self.quantities = [quantity for quantity in find_quantities(tokens) if quantity.best < _MOST]
        self.people = PeopleReader(tokens, self.quantities, frozenset(cue.first for cue in self.cues))
        self.sets = effect_words()
        self.previous = previous

    def tolls(self) -> list[Toll]:
        found: list[Toll] = list(read_statements(self.lowers, self.quantities))
        taken = {i for toll in found for i in range(toll.first, toll.last)}
        for index, cue in enumerate(self.cues):
            if cue.first in taken:
                continue
            toll = self._toll(cue, index)
            if toll is not None:
                found.append(toll)
        found += self._no_casualties()
        if not self.cues and self.previous is not None and not found:
            total = self._total(0, self.previous)
            if total is not None:
                found.append(total)
        crowd = self._crowd({i for toll in found for i in range(toll.first, toll.last)})
        if crowd is not None and not any(toll.kind == "crowd" for toll in found):
            found.append(crowd)
        return found

    def _no_casualties(self) -> list[Toll]:
        """Read "no casualties": neither dead nor injured."""
        at = next((i for i, word in enumerate(self.lowers) if word in self.sets["everyone"]), -1)
        if at < 0 or not self._denied(_Cue(at, at + 1, "killed", "nouns")):
            return []
        return [Toll(kind, 0, 0, 0, at, at, at + 1) for kind in ("killed", "injured")]

    def _find_cues(self) -> list[_Cue]:
        table = _cue_table()
        found: list[_Cue] = []
        after = 0
        for i, word in enumerate(self.lowers):
            if i < after or word not in table:
                continue
            for phrase, kind, role in table[word]:
                if tuple(self.lowers[i : i + len(phrase)]) == phrase:
                    found.append(_Cue(i, i + len(phrase), kind, role))
                    after = i + len(phrase)
                    break
        return found

    def _word(self, i: int) -> str:
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def _toll(self, cue: _Cue, index: int) -> Toll | None:
        if self._word(cue.last) in self.sets["no_head"] or self._compound(cue) or self._separate(cue):
            return None
        if self._denied(cue):
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

    def _compound(self, cue: _Cue) -> bool:
        """Tell whether the word is part of another one or a noun of its own: "death-row", "a murder suspect"."""
        tokens = self.tokens
        if self._word(cue.last) == "-" and tokens[cue.last].start == tokens[cue.last - 1].end:
            return True
        if self.lowers[cue.first] not in self.sets["deverbal"] or cue.role != "verbs":
            return False
        before = self._word(cue.first - 1)
        return before in self.sets["definite"] | self.sets["prepositions"] | {
            "a",
            "an",
            "'s",
            "'",
            "and",
            "mass",
            "’",
        } or (self._word(cue.last) in self.sets["deverbal_heads"])

    def _separate(self, cue: _Cue) -> bool:
        """Tell whether the passage says that these people are counted in another record."""
        for i in range(cue.last, min(cue.last + _SEPARATE_REACH, len(self.lowers))):
            if self.lowers[i] in {"coded", "see"} and self._word(i + 1) in {
                "separately",
                "seperately",
                "separate",
                "elsewhere",
            }:
                return True
            if self.lowers[i] == ";":
                return False
        return False

    def _from_noun(self, cue: _Cue) -> Toll | None:
        """Read "12 deaths", "left three people dead", "two bodies"."""
        word = self.lowers[cue.first]
        if word == "dead" and self._word(cue.last) in {"body", "bodies", "corpse", "corpses"}:
            return None
        group = self.people.before(cue.first)
        if group is not None and group.first not in self.people.by_first and cue.first - group.first > _ADJACENT:
            group = None
        if group is None and word == "dead":
            return self._left_dead(cue)
        if group is None and word in {"body", "corpse"}:
            passive = self._word(cue.last) in {"was", "is", "has", "had"} or self._word(cue.first - 1) in {
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
        return self._make(cue, group)

    def _left_dead(self, cue: _Cue) -> Toll | None:
        """Read "left her dead", "shot the chief dead"."""
        for i in range(cue.first - 1, max(cue.first - 8, -1), -1):
            if self.lowers[i] in self.sets["shot_verbs"]:
                group = self.people.group(i + 1, cue.first) if i + 1 < cue.first else None
                return self._make(cue, group) if group else None
        return None

    def _from_phrase(self, cue: _Cue) -> Toll | None:
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
            return self._make(cue, people, total=True)
        group = add_up(groups)
        if group is None:
            return None
        body = words[0] in {"bodies", "body", "corpses", "corpse", "remains"}
        told = "lives" in words or body
        demanded = (
            self._word(cue.first - 1) in {"the", "their"}
            and self._word(cue.first - 2) in self.sets["background_before"]
        )
        if body and (demanded or (group.vague and not group.counted and group.definite)):
            return None
        return self._make(cue, group, nominal=not told, definite=group.definite)

    def _to_death(self, cue: _Cue) -> Toll | None:
        """Read "was stoned to death", "hacked to death a man", "beat a woman to death"."""
        for i in range(cue.first - 1, max(cue.first - 9, -1), -1):
            if self.lowers[i] in self.sets["shot_verbs"]:
                inner = self.people.group(i + 1, cue.first) if i + 1 < cue.first else None
                if inner is not None and not self.lowers[i + 1].endswith("ly"):
                    return self._make(cue, inner)
                return self._from_verb(_Cue(i, cue.last, cue.kind, "verbs"), -1)
        return None

    def _from_verb(self, cue: _Cue, index: int) -> Toll | None:
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
        mixed = self._shares(cue, index)
        groups: list[People] = []
        if cue.role == "verbs" and not passive:
            found = self._object(cue, index)
            if found is None or (not found and active_only):
                return None
            groups = found
        if not groups and not passive and cue.role == "verbs":
            adjacent = self.people.before(start)
            groups = self.people.with_joined(adjacent) if adjacent is not None else []
        if not groups:
            groups = self.people.subject(start)
        if groups and self._word(cue.last) in {"along", "together", "alongside"}:
            groups = [*groups, *self.people.objects(cue.last + 1 + (self._word(cue.last + 1) == "with"))]
        group = add_up(groups)
        if group is None:
            return None
        if group.best is None:
            group = self._recalled(group, cue)
        at = cue.first - 1
        while self._word(at).endswith(("ly", "ing")) or self._word(at) in {"and", "or"}:
            at -= 1
        before = self._word(at)
        nominal = head.endswith("ing") and before in {
            "of",
            "for",
            "about",
            "over",
            "against",
            "alleged",
            "the",
            "suspected",
        }
        relative = (
            self._word(start - 1) in self.sets["relatives"] or self._word(group.first - 1) in self.sets["relatives"]
        )
        past = passive and perfect == "had"
        return self._make(cue, group, nominal=nominal, relative=relative or past, mixed=mixed)

    def _object(self, cue: _Cue, index: int) -> list[People] | None:
        """Return the people that the verb is done to; None where its object is none of people."""
        at = cue.last
        link = self._word(at)
        if link in {"and", "or", "/"} and index >= 0:
            following = self.cues[index + 1] if index + 1 < len(self.cues) else None
            if following is not None and following.first <= at + 2 and following.role == "verbs":
                return self.people.objects(following.last)
            if self._word(at + 1).endswith(("ing", "ed")):
                return self.people.objects(at + 2) if at + 2 < len(self.lowers) else []
            return []
        while self._word(at).endswith("ly") or self._word(at) in {'"', "“", "'", "‘"}:
            at += 1
        if at >= len(self.lowers) or (at not in self.people.by_first and not self._begins_object(at)):
            return []
        return self.people.objects(at) or None

    def _begins_object(self, at: int) -> bool:
        word = self.lowers[at]
        if self.tokens[at].kind == "punct" and word not in {"[", "(", '"', "“"}:
            return False
        before = self.people.by_first.get(at + 1)
        if before is not None and word in {"the", "all", "another", "some", "around", "about"}:
            return True
        if word in {"about", "around", "over", "up", "at", "more", "between", "nearly"}:
            return any(quantity.first <= at < quantity.last for quantity in self.quantities)
        return word not in self.sets["after_object"]

    def _verb_group(self, cue: _Cue) -> tuple[int, bool, str, bool]:
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
            elif word in sets["modals"] and (word != "to" or not self._shot_to(i)):
                modal = modal or not perfect
            elif word in {"and", "or", "then", ","} and self._verb_like(i - 1):
                joined = True
            elif not (
                word in sets["adverbs"]
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

    def _shot_to(self, i: int) -> bool:
        return self._word(i + 1) == "death"

    def _verb_like(self, i: int) -> bool:
        word = self._word(i)
        if word in {"up", "over", "down", "out", "away", "off"}:
            word = self._word(i - 1)
        return word.endswith("ed") or word in self.sets["participles"] or word in {"then", "and"}

    def _shares(self, cue: _Cue, index: int) -> bool:
        """Tell whether "killed and injured" share their people."""
        for other in (index - 1, index + 1):
            if 0 <= other < len(self.cues) and index >= 0:
                neighbour = self.cues[other]
                gap = (
                    self.lowers[cue.last : neighbour.first]
                    if other > index
                    else self.lowers[neighbour.last : cue.first]
                )
                if gap in (["and"], ["or"], ["and", "/", "or"], ["/"]) and {cue.kind, neighbour.kind} == {
                    "killed",
                    "injured",
                }:
                    return True
        return False

    def _recalled(self, group: People, cue: _Cue) -> People:
        """Give "them" or "the men" the number of the group named before."""
        earlier = self.people.recent(min(group.first, cue.first))
        if earlier is None or earlier.best is None or (group.head and group.head != earlier.head):
            return group
        return People(
            group.first, group.last, earlier.low, earlier.best, earlier.high, earlier.head, vague=earlier.vague
        )

    def _denied(self, cue: _Cue) -> bool:
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

    def _counted_up(self, cue: _Cue) -> Toll | None:
        """Read "the number of people detained has reached 3,811"."""
        window = self.lowers[max(cue.first - 6, 0) : cue.first]
        if not any(word in self.sets["total_words"] for word in window):
            return None
        return self._total(cue.last, cue.kind, cue)

    def _total(self, at: int, kind: Kind, cue: _Cue | None = None) -> Toll | None:
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
        return self._make(cue or _Cue(verb, verb + 1, kind, "nouns"), people, total=True)

    def _make(
        self,
        cue: _Cue,
        people: People,
        *,
        total: bool = False,
        nominal: bool = False,
        relative: bool = False,
        definite: bool = False,
        mixed: bool = False,
    ) -> Toll:
        before = self.lowers[max(cue.first - 4, 0) : cue.first]
        background = relative or (nominal and not total) or self._caused_protest(cue)
        background = background or any(
            word in {"accused", "suspected", "threatened", "threatening", "attempted"} for word in before[-3:]
        )
        lead = self.lowers[max(people.first - 3, 0) : people.first]
        added = (
            people.added or bool(self.sets["adding"] & set(lead)) or self.lowers[:1] in (["additionally"], ["another"])
        )
        start = self.lowers[:3]
        rival = self._rival(cue)
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
            total=total or (bool({"total", "altogether", "overall"} & set(lead + start)) and people.counted),
            added=added,
            subset=people.subset,
            definite=definite or people.definite,
            background=background,
            rival=rival,
            mixed=mixed,
        )

    def _caused_protest(self, cue: _Cue) -> bool:
        """Tell whether the harm is what people march against: "protested over the killing of"."""
        events = effect_words_of_crowds()
        crowd = next((i for i in range(cue.first) if self.lowers[i] in events), -1)
        if crowd < 0:
            return False
        between = self.lowers[crowd : cue.first]
        return any(word in self.sets["background_before"] or word in self.sets["relatives"] for word in between)

    def _rival(self, cue: _Cue) -> bool:
        """Tell whether another source's figure is given: "other reports say"."""
        lowers = self.lowers
        for i in range(cue.first - 1, -1, -1):
            if lowers[i] in {"reports", "sources", "report", "source", "accounts", "media", "estimates"}:
                return bool(self.sets["rival_before"] & set(lowers[max(i - 3, 0) : i]))
            if lowers[i] == "conflicting":
                return True
        return False

    def _crowd(self, taken: set[int]) -> Toll | None:
        """Read "about 2,000 people marched", "a crowd of 300", "attended by dozens of"."""
        data = word_lists("effects")["crowd"]
        events = effect_words_of_crowds()
        where = [i for i, word in enumerate(self.lowers) if word in events]
        if not where:
            return None
        verbs = frozenset(data["verbs"])
        openers = frozenset(phrase for phrase in data["of"])
        for quantity in self.quantities:
            if quantity.kind != "count" or quantity.first in taken or quantity.best < 2:
                continue
            people = self.people.group(quantity.first, len(self.lowers))
            if people is None:
                continue
            lead = {" ".join(self.lowers[max(quantity.first - n, 0) : quantity.first]) for n in (1, 2, 3)}
            tail = self.lowers[quantity.last : quantity.last + 14]
            if lead & openers or (people.head and any(word in verbs for word in tail)):
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


@cache
def effect_words_of_crowds() -> frozenset[str]:
    """Return the words that tell of a demonstration."""
    return frozenset(word_lists("effects")["crowd"]["events"])


class EffectReader:
    """The tolls of one document's sentences; read in order, since "their number" refers to the kind spoken of last."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._previous: Kind | None = None
        self._read: list[list[Toll]] = []

    def tolls(self, index: int) -> list[Toll]:
        """Return the tolls of a sentence."""
        while len(self._read) <= index:
            found = read_tolls(self._sentences[len(self._read)].tokens, self._previous)
            for toll in found:
                if toll.kind != "crowd":
                    self._previous = toll.kind
            self._read.append(found)
        return self._read[index]
