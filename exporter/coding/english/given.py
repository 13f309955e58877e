"""Passages that are marked as parties are noun phrases, which settles what their words and the next one can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import BASE, PARTICIPLE, PAST, THIRD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.english.vocabulary import Vocabulary
    from exporter.coding.text import Token

_BEGINS = frozenset('UC,;:"')  # what stands before a subject


class Given:
    """The marked passages of one sentence, as token ranges."""

    def __init__(self, tokens: Sequence[Token], passages: Sequence[tuple[int, int]]) -> None:
        """Take passages as character ranges; those that lie elsewhere count for nothing."""
        self.start_of: dict[int, int] = {}  # by token within a passage: the passage's first
        self.lead_of: dict[int, int] = {}  # by the token behind a passage: the passage's first
        self.last: list[int] = []
        for start, end in passages:
            inside = [token.index for token in tokens if token.start < end and start < token.end]
            if inside:
                self.start_of.update(dict.fromkeys(inside, inside[0]))
                self.lead_of[inside[-1] + 1] = inside[0]
                self.last.append(inside[-1])

    def settle_heads(self, words: list[str], tags: list[str], vocabulary: Vocabulary) -> None:
        """Take the last word of a passage for a noun, where it can be one: "the missing", "border guards"."""
        for at in self.last:
            if tags[at] == "?":
                kinds = vocabulary.verbs[words[at]][1]
                if kinds & (BASE | THIRD) or not kinds & PARTICIPLE:
                    tags[at] = "N"
            elif tags[at] in "JG" and at > self.start_of[at] and tags[at + 1 : at + 2] != ["N"]:
                tags[at] = "N"

    def settle(self, i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
        """Return the tag of a word that can be a verb, by whether it stands in a passage or directly behind one."""
        if i in self.start_of:
            return self._within(i, words, tags, vocabulary)
        if i in self.lead_of and tags[i] == "N":
            return self._behind(i, words, tags, vocabulary)
        return tags[i]

    def main_verbs(self, words: list[str], tags: list[str], vocabulary: Vocabulary) -> list[int]:
        """Return the words that are finite verbs since they stand directly behind a subject: "the minister | quit"."""
        return [
            i
            for i, lead in self.lead_of.items()
            if i + 1 < len(tags)
            and tags[i] == "V"
            and self._is_subject(lead, words, tags, vocabulary)
            and words[i + 1] != "by"
            and not _auxiliary_follows(i, tags)
        ]

    def _is_subject(self, lead: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
        """Tell whether a passage can be a subject by what stands before it: nothing, a mark, "said that"."""
        if not lead:
            return True
        if tags[lead - 1] == "V":
            return vocabulary.verbs.get(words[lead - 1], ("",))[0] in vocabulary.speech
        return tags[lead - 1] in _BEGINS

    def _within(self, i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
        """Leave no finite verb in a passage but in a relative clause: "the man captured in Lima", "the Atta caves"."""
        if tags[i] != "V":
            return tags[i]
        before = tags[self.start_of[i] : i]
        if any(tag in "QUTMXO" for tag in before):
            return "V"
        kinds = vocabulary.verbs[words[i]][1] if words[i] in vocabulary.verbs else PARTICIPLE
        return "L" if kinds & PARTICIPLE and before else "N"

    def _behind(self, i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
        """Take a word behind a subject for its verb, where no other verb follows: "the home secretary | quit"."""
        known = vocabulary.verbs.get(words[i])
        several = words[i - 1].endswith("s") or tags[self.lead_of[i] - 1 : self.lead_of[i]] == ["C"]
        if known is None or not known[1] & (PAST | THIRD | (BASE if several else 0)):
            return "N"
        if not self._is_subject(self.lead_of[i], words, tags, vocabulary):
            return "N"
        return "N" if _verb_follows(i, words, tags, vocabulary, past=not known[1] & PAST) else "V"


def _verb_follows(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary, *, past: bool) -> bool:
    """Tell whether a finite verb stands in the rest of the clause: an auxiliary, or with ``past`` a past form too."""
    for j in range(i + 1, len(tags)):
        if tags[j] in "XM" or (past and tags[j] == "?" and vocabulary.verbs[words[j]][1] & PAST):
            return True
        if tags[j] in "UQ;:,":
            return False
    return False


def _auxiliary_follows(i: int, tags: list[str]) -> bool:
    for tag in tags[i + 1 :]:
        if tag in "XM":
            return True
        if tag in "UQ;:,":
            return False
    return False
