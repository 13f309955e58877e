"""What a marked speaker says to or of the other party in words without an entry: demands, threats and refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.analysis import TriggerMatch
from exporter.coding.clause_event import ClauseEvent
from exporter.coding.english.vocabulary import BASE, vocabulary
from exporter.coding.lexicon import Entry
from exporter.coding.operators import plover_code
from exporter.coding.words import word_lists

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis

    Span = tuple[int, int]

_FAR = 30  # tokens of what is said that are read
_OPENING = 2  # tokens that tell an imperative
_NEAR = 12  # tokens between a quotation and its verb
_SHORT = 4  # fewer between quotation marks only put distance to a word


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of saying: what its words look like, and what it is coded as."""

    entry: Entry
    pattern: re.Pattern[str]
    alternative: re.Pattern[str] | None
    bidding: bool

    def fits(self, words: str, *, bids: bool, demands: bool) -> bool:
        if self.pattern.search(words) or (self.bidding and bids):
            return True
        return self.alternative is not None and (bids or demands) and bool(self.alternative.search(words))


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            Entry(
                id=one["id"],
                pos="phrase",
                words=(one["id"],),
                cameo=one["cameo"],
                plover=plover_code(one["cameo"])[0],
                weight=one["weight"],
            ),
            re.compile("|".join(one["patterns"])),
            re.compile("|".join(one["or"])) if "or" in one else None,
            one.get("bidding", False),
        )
        for one in word_lists("said")["kinds"]
    )


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(word_lists("said")[part])


def said_events(analysis: Analysis, source: Span, target: Span) -> list[ClauseEvent]:
    """Return the event that the words of a marked speaker make, if they are a demand, a threat, a refusal or praise.

    They stand between quotation marks, before "…, Peru told Chile", behind "Peru said" or behind the colon of a
    headline: "Peru to Chile: free the crew".
    """
    if not source[1] or not target[1]:
        return []
    verb = _speech(analysis, source)
    if verb < 0 and not _addresses(analysis, source, target):
        return []
    (start, end), direct = _content(analysis, verb, source, target)
    if start >= end:
        return []
    words = " ".join(analysis.words[start : min(end, start + _FAR)]).replace('" ', "")
    bids = direct and _bids(analysis, start)
    demand = next(kind for kind in _kinds() if kind.bidding)
    demands = bool(demand.pattern.search(words))
    kind = next((one for one in _kinds() if one.fits(words, bids=bids, demands=demands)), None)
    if kind is None:
        return []
    at = analysis.verbs[verb].start if verb >= 0 else source[1]
    match = TriggerMatch(kind.entry, at, at + 1, kind.entry.id, verb, analysis.group_at[at])
    behind = [g.index for g in analysis.groups if start <= g.start < end or (verb >= 0 and g.start >= at)]
    sources = [g.index for g in analysis.groups if g.start < source[1] and source[0] < g.end]
    targets = [index for index in behind if index not in sources]
    if verb >= 0 and analysis.verbs[verb].passive:  # Chile was told by Peru
        targets = [*analysis.verbs[verb].subject, *targets]
    _, mode = plover_code(kind.entry.cameo or "")
    plover = kind.entry.plover
    return [
        ClauseEvent(
            match,
            kind.entry.cameo,
            plover,
            mode,
            sources,
            targets,
            verb,
            weight=kind.entry.weight,
            rules=[kind.entry.id],
        )
    ]


def _speech(analysis: Analysis, source: Span) -> int:
    """Return the verb with which a passage speaks, or -1: "Peru said", "says Peru", "was told by Peru"."""
    for verb in analysis.verbs:
        if verb.lemma not in _words("verbs") or verb.negated or verb.tense in ("ing", "infinitive"):
            continue
        if verb.end == source[0] and verb.start and analysis.tags[verb.start - 1] in ',"':
            return verb.index
        speakers = [i for word, i in verb.obliques if word == "by"] if verb.passive else verb.subject
        groups = [analysis.groups[index] for index in analysis.with_coordinated(speakers)]
        if any(group.start < source[1] and source[0] < group.end for group in groups):
            return verb.index
    return -1


def _addresses(analysis: Analysis, source: Span, target: Span) -> bool:
    """Tell whether a headline addresses one party in the name of the other: "Peru to Chile: free the crew"."""
    words = analysis.words
    between = words[source[1] : target[0]]
    return between in (["to"], ["tells"], ["warns"]) and words[target[1] : target[1] + 1] == [":"]


def _content(analysis: Analysis, verb: int, source: Span, target: Span) -> tuple[Span, bool]:
    """Return the tokens that are said, and whether they are the speaker's own words."""
    tags, words = analysis.tags, analysis.words
    if verb < 0:
        return (target[1] + 1, len(words)), True
    group = analysis.verbs[verb]
    start = min(group.start, source[0]) if source[1] <= group.start else group.start
    marks = [i for i, tag in enumerate(tags) if tag == '"']
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        apart = start - last if last < start else first - group.end
        named = first > 0 and words[first - 1] in _words("naming")  # a drive called "Leave No Gate Open"
        if last - first > _SHORT and apart < _NEAR and not named:
            return (first + 1, last), True
    clause = any(one.governor == verb and one.link == "complement" for one in analysis.verbs)
    fronted = start > 0 and tags[start - 1] == "," and any(one.end < start for one in analysis.verbs)
    if fronted and not clause:
        return (0, start - 1), True
    colon = next((i + 1 for i in range(group.end, len(words)) if words[i] == ":"), 0)
    if colon:
        return (colon, len(words)), True
    stop = next((i for i in range(group.end, len(words)) if words[i] == ";"), len(words))
    return (group.end, stop), False


def _bids(analysis: Analysis, start: int) -> bool:
    """Tell whether words open with an imperative: "Free the crew", "Do not touch our ships"."""
    start += analysis.tags[start] == '"'
    words = analysis.words[start : start + _OPENING]
    if len(words) < _OPENING:
        return False
    if words[0] in ("do", "don't", "let", "please", "stop"):
        return True
    known = vocabulary().verbs.get(words[0])
    return known is not None and bool(known[1] & BASE) and known[0] == words[0] and words[1] in _words("rest")
