"""Find the lexicon's entries in an analysed sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.analysis import Analysis, TriggerMatch
from exporter.coding.complements import is_purpose
from exporter.coding.forms import OBJECT

if TYPE_CHECKING:
    from exporter.coding.analysis import NounGroup
    from exporter.coding.forms import Form, FormTrie

    # a form with its first token, the one behind its last, and whether its verb can be no participle there
    Candidate = tuple[Form, int, int, bool]

_VERBAL = frozenset("VGLX")
_NOMINAL = frozenset("NEJG")
_MODIFIED = frozenset("NEJDSO#G")  # what follows an adjective that is no predicate
_EMPTY_ALONE = ("carry", "demand")  # operators that say nothing without a verb in their complement


def find_candidates(words: list[str], trie: FormTrie) -> list[Candidate]:
    """Return the forms that the words alone allow: a sentence without any needs no analysis."""
    found: list[Candidate] = []
    # What entries want beside their phrases is told in a few of a sentence's words, which are looked at first.
    asked = trie.asked.intersection(words)
    for start, end, finite, bundle in trie.matches(words):
        for form, objects, needs in bundle.fitting(words, end):
            if not ((objects and objects.isdisjoint(asked)) or (needs and needs.isdisjoint(asked))):
                found.append((form, start, end, finite))
    return found


def find_triggers(analysis: Analysis, candidates: list[Candidate]) -> list[TriggerMatch]:
    """Return the triggers of a sentence in order; where several overlap, the most specific one."""
    found: list[tuple[float, TriggerMatch]] = []
    tags = analysis.tags
    for form, start, end, finite in candidates:
        match = _match(form, start, end, analysis, finite=finite)
        if match is None:
            continue
        complement = form.entry.combine is not None and _has_complement(match, analysis)
        if form.entry.combine in _EMPTY_ALONE and not form.entry.cameo and not complement:
            continue
        bonus = 0.0 if not complement else 2.0 if form.entry.combine == "order" else 0.6
        found.append((_rank(form, match, tags) + bonus, match))
    return _select(found, analysis)


def _has_complement(match: TriggerMatch, analysis: Analysis) -> bool:
    """Tell whether a verb hangs on the trigger directly behind it: "stopped cooperating", "refused to go"."""
    if match.verb < 0:
        return False
    following = match.verb + 1
    if following >= len(analysis.verbs):
        return False
    other = analysis.verbs[following]
    return other.governor == match.verb and (
        (other.link == "infinitive" and not is_purpose(analysis, following))
        or (other.tense == "ing" and other.start <= match.end + 1)
    )


def _rank(form: Form, match: TriggerMatch, tags: list[str]) -> float:
    """Longer phrases and entries that asked for more of the sentence say more."""
    entry = form.entry
    if entry.party == "pair":
        return entry.weight + (form.length - 1) * 0.5
    return (
        form.length
        + (1.5 if entry.objects else 0)
        + (0.5 if entry.needs else 0)
        + (0.4 if entry.voice else 0)
        + entry.weight * 0.25
        + (0.1 if entry.pos == "verb" and tags[match.start] in "VGL" else 0)
    )


def _match(form: Form, start: int, end: int, analysis: Analysis, *, finite: bool) -> TriggerMatch | None:
    entry = form.entry
    tag = analysis.tags[start]
    verb = analysis.verb_at[start]
    passive = False
    if entry.pos == "verb":
        if tag not in _VERBAL:
            return None
        if verb >= 0:
            group = analysis.verbs[verb]
            if group.head != start:
                return None
            passive = group.passive
            if finite and tag == "L":
                return None  # "was found" has nothing to do with founding
        else:
            return None
        if entry.voice and (entry.voice == "passive") != passive:
            return None
        if entry.objects and not _has_object(entry.objects, verb, end, analysis, passive=passive):
            return None
    elif entry.pos == "noun":
        if tag not in _NOMINAL or (tag == "G" and verb >= 0 and form.length == 1 and analysis.verbs[verb].object):
            return None
        if form.length == 1 and (tag == "J" or (tag == "E" and _part_of_name(start, analysis))):
            return None
        verb = -1
    elif entry.pos == "adjective" and entry.party != "pair" and not _MODIFIED.isdisjoint(analysis.tags[end : end + 1]):
        return None  # an angry crowd, alarmed the neighbours
    if form.gap and not _stretches(form, end, analysis):
        return None
    if entry.blocks and _blocked(form, start, end, verb, analysis):
        return None
    if entry.needs and entry.needs.isdisjoint(analysis.words):
        return None
    return TriggerMatch(entry, start, end, form.lemma, verb, analysis.group_at[start], passive)


def _part_of_name(at: int, analysis: Analysis) -> bool:
    """Tell whether a capital makes the word a name, or part of one: March, the Strike Force."""
    return at > 0 and analysis.sentence.written[at][0].isupper() and analysis.tags.count("E") * 2 < len(analysis.tags)


def _stretches(form: Form, end: int, analysis: Analysis) -> bool:
    """Tell whether the rest of "call … off" stands behind an object of at most eight words."""
    words, rest = analysis.words, form.rest
    if rest[0] in ("a", "an"):
        end += 1  # called the minister | a liar: the object cannot be left out
    if rest[0] not in words[end : end + OBJECT + 1]:
        return False
    for at in range(end, min(end + OBJECT + 1, len(words) - len(rest) + 1)):
        if tuple(words[at : at + len(rest)]) == rest:
            return True
        if analysis.verb_at[at] >= 0 and analysis.verb_at[at] != analysis.verb_at[end - 1]:
            return False
    return False


def _has_object(wanted: frozenset[str], verb: int, end: int, analysis: Analysis, *, passive: bool) -> bool:
    found = analysis.objects.get((verb, passive))
    if found is None:
        found = analysis.objects[verb, passive] = frozenset(_object_words(verb, analysis, passive=passive))
    if not wanted.isdisjoint(found):
        return True
    behind = analysis.group_at[end] if not passive and end < len(analysis.words) else -1
    return behind >= 0 and any(
        not wanted.isdisjoint(_words_of(group, analysis))
        for group in analysis.groups
        if behind in (group.index, group.owner)  # "walked out of | Israel's coalition"
    )


def _object_words(verb: int, analysis: Analysis, *, passive: bool) -> list[str]:
    """Return the nouns of what a verb is done to."""
    group = analysis.verbs[verb]
    indexes = [
        one.index for index in (group.subject if passive else group.object) for one in analysis.coordinated(index)
    ]
    if passive:
        indexes += group.object
    return [word for index in indexes for word in _words_of(analysis.groups[index], analysis)]


def _words_of(group: NounGroup, analysis: Analysis) -> list[str]:
    """Return a group's words up to its head, and the heads of what it counts or contains ("a series of sanctions")."""
    words = analysis.words[group.start : group.head + 1]
    words += [
        analysis.words[other.head]
        for other in analysis.groups
        if other.parent == group.index and (other.preposition == "of" or group.owner == other.index)
    ]
    return words


def _blocked(form: Form, start: int, end: int, verb: int, analysis: Analysis) -> bool:
    words, blocks = analysis.words, form.entry.blocks
    if not blocks.isdisjoint(words[end : end + 4]) or (start and words[start - 1] in blocks):
        return True
    if verb < 0:
        return False
    group = analysis.verbs[verb]
    return any(
        words[analysis.groups[index].head] in blocks
        for index in (*group.object, *(group.subject if group.passive else ()))
    )


def _select(found: list[tuple[float, TriggerMatch]], analysis: Analysis) -> list[TriggerMatch]:
    """Keep the highest of those that overlap; a verb that asked for its object takes the object's own trigger along."""
    taken = [False] * len(analysis.words)
    kept: list[TriggerMatch] = []
    for _, match in sorted(found, key=lambda pair: (-pair[0], pair[1].start, pair[1].entry.id)):
        if any(taken[match.start : match.end]):
            continue
        for i in range(match.start, match.end):
            taken[i] = True
        if match.verb >= 0 and match.entry.objects:
            _take_object(match, taken, analysis)
        kept.append(match)
    kept.sort(key=lambda match: match.start)
    return kept


def _take_object(match: TriggerMatch, taken: list[bool], analysis: Analysis) -> None:
    group = analysis.verbs[match.verb]
    behind = analysis.group_at[match.end] if match.end < len(analysis.words) else -1  # "call for talks"
    indexes = [*group.object, *(group.subject if match.passive else ()), *([behind] if behind >= 0 else ())]
    for index in indexes:
        for one in analysis.coordinated(index):
            for i in range(one.start, one.end):
                if analysis.words[i] in match.entry.objects:
                    taken[i] = True
