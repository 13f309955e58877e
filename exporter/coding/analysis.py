"""What the coder knows of one sentence: tags, noun and verb groups, mentions and triggers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.coding.lexicon import Entry
    from exporter.coding.text import Sentence, Token

MentionKind = Literal["actor", "country", "place", "date", "number"]
Tense = Literal["past", "present", "future", "infinitive", "ing", "participle"]
Link = Literal["main", "coordinate", "infinitive", "participle", "relative", "complement"]


@dataclass(slots=True, eq=False)
class NounGroup:
    """A noun with its modifiers; ``start`` and ``end`` are token offsets, end exclusive.

    Attributes:
        head: token index of the head noun.
        preposition: the preposition directly before, lower case, or an empty string.
        parent: index of the noun group that it hangs on (by a preposition, or as its possessor), or -1.
        owner: index of the group whose 's stands before this one, or -1.
        first: index of the first group of its coordination or apposition, or its own.
        verb: index of the last verb group before it in its clause, or -1.
        apposed: whether it renames the group before it.
        time: whether it is a date or a day of the week.

    """

    index: int
    start: int
    end: int
    head: int
    preposition: str = ""
    parent: int = -1
    owner: int = -1
    first: int = -1
    verb: int = -1
    apposed: bool = False
    time: bool = False


@dataclass(slots=True, eq=False)
class VerbGroup:
    """A verb with its auxiliaries; ``subject`` and so on are indexes of noun groups.

    Attributes:
        head: token index of the lexical verb.
        lemma: its lemma, lower case.
        passive: whether it stands in the passive, reduced relatives included.
        modal: the modal verb, or an empty string.
        negated: whether a negation stands in the group.
        governor: index of the verb group that it depends on, or -1.
        link: how it depends on it.
        obliques: pairs of preposition and noun group behind the verb.
        unsure: whether its subject may as well be the object of the verb before.

    """

    index: int
    start: int
    end: int
    head: int
    lemma: str
    passive: bool = False
    tense: Tense = "past"
    modal: str = ""
    perfect: bool = False
    negated: bool = False
    governor: int = -1
    link: Link = "main"
    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    obliques: list[tuple[str, int]] = field(default_factory=list)
    unsure: bool = False


@dataclass(slots=True, eq=False)
class Mention:
    """A name or figure found by a gazetteer; ``start`` and ``end`` are token offsets, end exclusive."""

    kind: MentionKind
    start: int
    end: int
    payload: Any


@dataclass(slots=True, eq=False)
class TriggerMatch:
    """Words of the sentence that match a lexicon entry.

    ``verb`` is the index of the verb group that the trigger heads and ``group`` the noun group that it stands in,
    or -1.
    """

    entry: Entry
    start: int
    end: int
    lemma: str
    verb: int = -1
    group: int = -1
    passive: bool = False


@dataclass(slots=True, eq=False)
class Analysis:
    """One sentence, analysed."""

    sentence: Sentence
    words: list[str]
    tags: list[str]
    groups: list[NounGroup]
    verbs: list[VerbGroup]
    group_at: list[int]  # by token: index of its noun group, or -1
    verb_at: list[int]  # by token: index of its verb group, or -1
    mentions: list[Mention] = field(default_factory=list)
    triggers: list[TriggerMatch] = field(default_factory=list)
    _chains: dict[int, list[NounGroup]] = field(default_factory=dict)
    _behind: dict[str, list[NounGroup]] = field(default_factory=dict)
    objects: dict[tuple[int, bool], frozenset[str]] = field(
        default_factory=dict
    )  # by verb and voice: what it is done to

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def clause(self, verb: int) -> tuple[int, int]:
        """Return the token range of a verb group with its subject, objects and obliques."""
        group = self.verbs[verb]
        start, end = group.start, group.end
        for index in (*group.subject, *group.object, *(one for _, one in group.obliques)):
            start = min(start, self.groups[index].start)
            end = max(end, self.groups[index].end)
        return start, end

    def coordinated(self, index: int) -> list[NounGroup]:
        """Return a noun group and those coordinated with it, or renaming it, in order."""
        if not self._chains:
            for group in self.groups:
                self._chains.setdefault(group.first, []).append(group)
        return self._chains[self.groups[index].first]

    def start_of(self, index: int) -> int:
        """Return the first token of a noun group with its possessor."""
        owner = self.groups[index].owner
        return self.groups[owner if owner >= 0 else index].start

    def with_coordinated(self, indexes: list[int]) -> list[int]:
        """Return noun groups with those coordinated with them, or renaming them, each once."""
        if not indexes:
            return []
        if len(indexes) == 1:
            return [one.index for one in self.coordinated(indexes[0])]
        return list(dict.fromkeys([one.index for index in indexes for one in self.coordinated(index)]))

    def behind(self, preposition: str) -> list[NounGroup]:
        """Return the noun groups that stand behind a preposition, in order."""
        if not self._behind:
            self._behind[""] = []
            for group in self.groups:
                self._behind.setdefault(group.preposition, []).append(group)
        return self._behind.get(preposition, [])

    def within(self, index: int) -> Iterator[NounGroup]:
        """Yield a noun group, its possessors and the groups that hang on it by prepositions."""
        seen = {index}
        yield self.groups[index]
        for group in self.groups:
            if group.index not in seen and (group.parent in seen or self.groups[index].owner == group.index):
                seen.add(group.index)
                yield group
