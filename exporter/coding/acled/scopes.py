"""What the words of a sentence tell: the event itself, what it is about, what came before, what did not happen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.cues import scope_words
from exporter.coding.phrases import PhraseTrie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue
    from exporter.coding.text import Token

MAIN, TOPIC, BACKGROUND, NEGATED, MODAL, ASIDE = "main", "topic", "background", "negated", "modal", "aside"

_WEIGHT = {MAIN: 1.0, TOPIC: 0.12, BACKGROUND: 0.35, NEGATED: 0.0, MODAL: 0.12, ASIDE: 0.12}
_REACH = {NEGATED: 4, MODAL: 7}  # tokens that a negation or a modal reaches
_CROWD = frozenset(("protest", "crowd", "riot", "rioter", "strike", "gather"))


@cache
def _trie() -> PhraseTrie[str]:
    lists = scope_words()
    trie: PhraseTrie[str] = PhraseTrie()
    for name, scope in (
        ("crowd_topics", "crowd"),
        ("topics", TOPIC),
        ("backgrounds", BACKGROUND),
        ("negators", NEGATED),
        ("modals", MODAL),
    ):
        for phrase in lists[name]:
            trie.add(phrase, scope)
    return trie


@cache
def _stops() -> frozenset[str]:
    return frozenset(scope_words()["stops"])


def set_scopes(tokens: Sequence[Token], cues: Sequence[Cue]) -> None:
    """Give every cue its scope and weight."""
    if not cues:
        return
    trie = _trie()
    words = [token.lower for token in tokens]
    openings = {start: (end, payload) for start, end, payload in trie.scan(words)}
    if not openings:
        return
    at_cue = {cue.start: cue for cue in cues}
    stops = _stops()
    scope, opened, crowd = MAIN, 0, False
    limited, until = MAIN, 0
    skip = 0
    depth = 0
    for i, word in enumerate(words):
        if i in openings:
            end, payload = openings[i]
            kind = payload[0] if len(payload) == 1 else next((p for p in payload if p != "crowd"), payload[0])
            only_crowd = payload == ["crowd"]
            if word == "may" and _month(words, i):
                pass
            elif word in ("about", "over") and words[end : end + 1] and words[end][0].isdigit():
                pass
            elif kind in _REACH:
                limited, until = kind, end + _REACH[kind]
            elif "crowd" in payload and crowd and scope == MAIN:
                scope, opened = TOPIC, i
            elif not only_crowd and (scope == MAIN or (kind == TOPIC and scope == BACKGROUND)):
                scope, opened, skip = kind, i, end
        elif word in stops:
            scope = MAIN
        elif word == "," and scope != MAIN:
            if _resumes(words, at_cue, i, opened, scope):
                scope = MAIN
        elif word in ("and", "but", "while", "then") and scope != MAIN and _acts(words, at_cue, i + 1):
            scope = MAIN
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth = max(depth - 1, 0)
        cue = at_cue.get(i)
        if cue is None:
            continue
        if scope == TOPIC and cue.verb and "protest" in cue.kinds and cue.forms & {"past", "third"} and i >= skip:
            scope = MAIN
        if depth and cue.verb:
            cue.scope, cue.weight = ASIDE, _WEIGHT[ASIDE]
            continue
        if limited != MAIN and i < until:
            cue.scope = limited
        elif i < skip and cue.kinds & _CROWD:
            cue.scope = MAIN
        else:
            cue.scope = scope
        cue.weight = _WEIGHT[cue.scope]
        if cue.kinds & _CROWD and cue.scope == MAIN:
            crowd = True


def _month(words: list[str], i: int) -> bool:
    """Tell whether may is the month."""
    near = words[max(i - 1, 0) : i] + words[i + 1 : i + 2]
    return any(word[:1].isdigit() or word in ("in", "of", "since", "late", "early", "mid", "day") for word in near)


def _resumes(words: list[str], at_cue: dict[int, Cue], comma: int, opened: int, scope: str) -> bool:
    """Tell whether the comma leads back to the event itself."""
    if opened == 0 and scope == BACKGROUND:
        return True
    if scope == BACKGROUND:
        return True
    return _acts(words, at_cue, comma + 1)


def _acts(words: list[str], at_cue: dict[int, Cue], start: int) -> bool:
    """Tell whether an act follows within a few words: a finite verb or a participle of the narrative."""
    for i in range(start, min(start + 5, len(words))):
        if words[i] in (",", ";"):
            return False
        cue = at_cue.get(i)
        if cue is None:
            continue
        if cue.verb and cue.forms & {"past", "ing", "third"}:
            return True
        if not cue.kinds & {"state", "armed", "crowd", "rioter", "group"}:
            return False
    return False
