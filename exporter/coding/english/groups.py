"""Noun groups and verb groups from tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.analysis import NounGroup, VerbGroup
from exporter.coding.english.vocabulary import BASE, ING, PAST, THIRD, Vocabulary

if TYPE_CHECKING:
    from exporter.coding.analysis import Tense

_STARTS = frozenset("DSO#JNE")
_GOES_ON = frozenset("#JNE")
_HEADS = frozenset("NEO#")
# Prepositions that put what follows somewhere.
_BRACKET = 20  # tokens that a bracket may hold between two coordinated groups
_PLACING = frozenset(("in", "near", "at", "outside", "inside", "around", "across", "throughout", "beside"))


def noun_groups(words: list[str], tags: list[str], vocabulary: Vocabulary) -> list[NounGroup]:
    """Return the noun groups in order; a possessor is a group of its own, before what it owns."""
    groups: list[NounGroup] = []
    i = 0
    count = len(tags)
    owner = -1
    while i < count:
        if tags[i] not in _STARTS and not (owner >= 0 and tags[i] in "GL"):
            owner = -1
            i += 1
            continue
        start = i
        i = _end(i, tags, words, vocabulary)
        if i == start:
            i += 1
            continue
        head = _head(start, i, tags)
        if head < 0:
            owner = -1
            continue
        group = NounGroup(len(groups), start, i, head, owner=owner)
        group.first = group.index
        group.time = _names_time(words[head], tags[head], vocabulary) and all(
            words[j] in vocabulary.time_nouns or tags[j] in "#DJS" for j in range(start, i)
        )
        _attach(group, groups, words, tags)
        groups.append(group)
        if i < count and tags[i] == "K":
            owner = group.index
            i += 1
        elif i < count and words[i] == "'" and words[i - 1].endswith("s") and i + 1 < count and tags[i + 1] in _GOES_ON:
            owner = group.index  # the troops' base
            i += 1
        else:
            owner = -1
    for group in groups:
        if group.owner >= 0:
            groups[group.owner].parent = group.index
    return groups


def _names_time(word: str, tag: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a noun names a day, month or stretch of time: "in March", but not "held a march"."""
    return word in vocabulary.time_nouns and (tag == "E" or word not in vocabulary.time_homographs)


def _end(i: int, tags: list[str], words: list[str], vocabulary: Vocabulary) -> int:
    count = len(tags)
    start = i
    if tags[i] == "O":
        return i + 1
    while i < count and tags[i] in "DS":
        i += 1
    while i < count:
        found = tags[i]
        if found == "D" and i - 2 >= start and tags[i - 1] == "#" and words[i - 2] in vocabulary.time_nouns:
            break  # on March 28 | the union
        if i > start and found == "E" and _new_day(i, start, tags, words, vocabulary):
            break
        if found == "E" and i > start and tags[i - 1] == "N" and _name_acts(i, words, tags):
            break  # the blows | Peru took
        if found == "N" and tags[i - 1] == "E" and _place_ends(i, start, tags, words):
            break  # near Victory Square | security forces clashed
        if found in _GOES_ON:
            if found == "J" and i > start and tags[i - 1] in "NE" and not _noun_follows(i, tags):
                break
            i += 1
        elif _continues(i, start, tags, words):
            i += 1
        else:
            break
    return i


def _new_day(i: int, start: int, tags: list[str], words: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a date ends or begins here: "Mori | Wednesday | named", "On 21 June | Mexican police"."""
    before, times = words[i - 1], vocabulary.time_nouns
    if words[i] in vocabulary.weekdays:
        return tags[i - 1] != "D" and before not in ("last", "next", "this")
    if words[i] in times:
        return i + 1 < len(tags) and tags[i + 1] == "#" and tags[i - 1] in "NE"
    return before in times and (before in vocabulary.weekdays or (i - 2 >= start and tags[i - 2] == "#"))


def _name_acts(i: int, words: list[str], tags: list[str]) -> bool:
    """Tell whether a name behind a plural is rather the subject of a clause on it, with a verb of its own."""
    plural = words[i - 1].endswith("s") and not words[i - 1].endswith("ss")
    while i < len(tags) and tags[i] == "E":
        i += 1
    return plural and i + 1 < len(tags) and tags[i] == "V" and tags[i + 1] in "P,"


def _place_ends(i: int, start: int, tags: list[str], words: list[str]) -> bool:
    """Tell whether the name of a place ends before ``i`` and the subject begins: "In Kabul | police arrested"."""
    if start == 0 or words[start - 1] not in _PLACING or any(tag not in "ED" for tag in tags[start:i]):
        return False
    opens = start - 2
    if opens >= 0 and not (tags[opens] in 'RC"' or words[opens] in ",;:"):
        return False  # something stands before that can be the subject
    while i < len(tags) and tags[i] == "N":
        i += 1
    return i < len(tags) and tags[i] in "VX"


def _continues(i: int, start: int, tags: list[str], words: list[str]) -> bool:
    """Tell whether a word that is no noun or adjective stands inside the group all the same."""
    found = tags[i]
    before = tags[i - 1] if i else ""
    after = tags[i + 1] if i + 1 < len(tags) else ""
    if found in "GL":
        return i > start and after != "" and after in "NE" and before in "DSJ#"
    if found == "R":
        return after == "J" and before != "" and before in "DSJ"
    if found == "-":
        return words[i] == "-" and after != "" and after in _GOES_ON
    if found == "C":
        return i > start and before == "J" and after == "J"
    if found == '"':
        return i > start and after != "" and after in "NEJ" and before in "DSJ"
    if found == "$":
        return after == "#"
    return found in "DS" and (i == start or (found == "D" and before in "D#"))


def _noun_follows(i: int, tags: list[str]) -> bool:
    while i < len(tags) and tags[i] == "J":
        i += 1
    return i < len(tags) and tags[i] in "NE"


def _head(start: int, end: int, tags: list[str]) -> int:
    for i in range(end - 1, start - 1, -1):
        if tags[i] in _HEADS:
            return i
    return end - 1 if tags[end - 1] in "JD" else -1


def _attach(group: NounGroup, groups: list[NounGroup], words: list[str], tags: list[str]) -> None:
    """Find the preposition before a group and what it hangs on or is coordinated with."""
    at = group.start - 1
    while at >= 0 and (tags[at] == "R" or tags[at] == '"'):
        at -= 1
    if group.owner >= 0:
        possessor = groups[group.owner]
        group.preposition, group.parent, group.first = possessor.preposition, possessor.parent, group.index
        possessor.preposition = ""
        if possessor.first != possessor.index:
            group.first, possessor.first = possessor.first, possessor.index
        return
    if at < 0:
        return
    found = tags[at]
    if found in "PT":
        group.preposition = words[at]
        _hang(group, groups, at, tags)
    elif found in "C,(" and groups and not _ends_quotation(words, at):
        before = groups[-1]
        if found == "C" and tags[at - 1] == ")":
            before = _before_bracket(groups, at - 1, tags) or before  # "government forces (GF) and militiamen"
        between = tags[before.end : at + 1] if before is groups[-1] else tags[at : at + 1]
        if all(tag in 'C,R"(' for tag in between):
            group.first = before.first
            group.preposition = groups[before.first].preposition
            group.parent = groups[before.first].parent
            group.apposed = found in ",(" and "C" not in between


def _ends_quotation(words: list[str], at: int) -> bool:
    """Tell whether a comma closes what somebody said: “… the city,” the mayor said."""
    if words[at] != "," or at + 1 >= len(words):
        return False
    return words[at + 1] == "”" or (words[at + 1] == '"' and words[:at].count('"') % 2 == 1)


def _before_bracket(groups: list[NounGroup], at: int, tags: list[str]) -> NounGroup | None:
    """Return the noun group that ends where the bracket opens that a token closes."""
    opens = next((j for j in range(at, max(at - _BRACKET, -1), -1) if tags[j] == "("), -1)
    return next((one for one in reversed(groups) if one.end == opens), None)


def _hang(group: NounGroup, groups: list[NounGroup], at: int, tags: list[str]) -> None:
    """Hang a prepositional group on the noun group directly before the preposition."""
    at -= 1
    while at >= 0 and (tags[at] in "RP" or tags[at] == '"'):
        at -= 1
    if at > 0 and tags[at] == ")" and "(" in tags[max(0, at - 6) : at]:
        while tags[at] != "(":  # the Aerospace Forces (VKS) of Russia
            at -= 1
        at -= 1
        earlier = next((one for one in reversed(groups) if one.end - 1 == at), None)
        if earlier is not None:
            group.parent = earlier.index
        return
    if at >= 0 and groups and groups[-1].end - 1 == at:
        group.parent = groups[-1].index


def verb_groups(words: list[str], tags: list[str], vocabulary: Vocabulary) -> list[VerbGroup]:
    """Return the verb groups in order: auxiliaries, adverbs and one lexical verb each."""
    groups: list[VerbGroup] = []
    i = 0
    count = len(tags)
    for start in [at for at, tag in enumerate(tags) if tag in "TMXVGL"]:
        if start < i:
            continue
        i, head = start, -1
        while i < count and (tags[i] in "TMXVGLR" or _is_quoted(tags, i)):
            if tags[i] in "VGL":
                head = i
                i += 1
                break
            if tags[i] == "X":
                head = i
            elif tags[i] == "T" and i > start:
                break
            i += 1
        if head < 0:
            continue
        if tags[head] == "X":
            i = head + 1
        groups.append(_verb_group(len(groups), start, i, head, words, tags, vocabulary))
    return groups


def _is_quoted(tags: list[str], i: int) -> bool:
    """Tell whether a quotation mark stands between an auxiliary and its verb: “would “liberate every inch””."""
    return tags[i] == '"' and i > 0 and tags[i - 1] in "TMX" and tags[i + 1 : i + 2] in (["V"], ["L"], ["G"])


def _verb_group(
    index: int, start: int, end: int, head: int, words: list[str], tags: list[str], vocabulary: Vocabulary
) -> VerbGroup:
    word = words[head]
    known = vocabulary.verbs.get(word)
    lemma = vocabulary.auxiliaries.get(word) if tags[head] == "X" else known[0] if known else word
    group = VerbGroup(index, start, end, head, lemma or word)
    auxiliaries: list[str] = []
    if start < head:  # most verbs stand alone
        auxiliaries = [vocabulary.auxiliaries[words[j]] for j in range(start, head) if tags[j] == "X"]
        group.modal = next((words[j] for j in range(start, head) if tags[j] == "M"), "")
    group.negated = not vocabulary.negations.isdisjoint(words[max(0, start - 1) : end])
    group.negated = group.negated or (start > 1 and (words[start - 2], words[start - 1]) in vocabulary.negating_pairs)
    group.perfect = "have" in auxiliaries
    infinitive = tags[start] == "T" or (tags[start] == "R" and any(tags[j] == "T" for j in range(start, head)))
    if tags[head] == "L":
        group.passive = not auxiliaries or "be" in auxiliaries or "have" not in auxiliaries
    kinds, helped = known[1] if known else 0, bool(auxiliaries)
    group.tense = _tense(group, head, word, tags, kinds, infinitive=infinitive, helped=helped, opening=words[start])
    return group


def _tense(
    group: VerbGroup,
    head: int,
    word: str,
    tags: list[str],
    kinds: int,
    *,
    infinitive: bool,
    helped: bool,
    opening: str,
) -> Tense:
    if infinitive:
        return "infinitive"
    if opening in ("having", "being"):
        return "ing"  # accused them of having left
    if group.modal in ("will", "'ll", "won't", "shall", "would", "wouldn't", "'d"):
        return "future"
    if (tags[head] == "G" or word == "being") and not helped:
        return "ing"
    if tags[head] == "L" and not helped:
        return "participle"
    if helped or tags[head] == "X":
        first = group.start
        return "past" if group.perfect or tags[first] == "X" and word in ("was", "were", "had", "did") else "present"
    return "present" if kinds & (BASE | THIRD) and not kinds & PAST else "past" if kinds & (PAST | ING) else "present"
