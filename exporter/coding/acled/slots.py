"""Where the parties of an act stand: its subject, its object, its by-agent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.cues import Cue
from exporter.coding.acled.wordlists import scope_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Token

ACTORS = frozenset(("state", "armed", "crowd", "rioter", "group", "clan", "civ", "aircraft", "herder", "throng"))
OBJECTS = frozenset(("base", "convoy", "place", "property", "weapon", "missile", "tyre", "drug", "road", "captive"))
TARGETS = ACTORS | OBJECTS
AUXILIARIES = frozenset(("has", "have", "had", "also", "then", "reportedly", "allegedly", "later", "now"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you", "this", "that", "there", "who", "which"))
_SUFFERED = frozenset(("mob", "kill", "shoot", "abduct", "arrest", "sexual", "attack", "seize"))
_AFTER_PASSIVE = frozenset(
    ("in", "during", "after", "when", "near", "at", "as", "outside", "while", "over", "following", ".", ":")
)
_RESULTS = frozenset(
    ("dead", "down", "to death", "and killed", "and wounded", "hostage", "captive", "away", "up", "alive")
)
_AMOUNTS = frozenset(("least", "most", "many", "few"))
_TAKING = frozenset(("capture", "recapture", "take", "move", "withdraw"))
_NO_CHAIN = frozenset(
    (
        "has",
        "have",
        "had",
        ",",
        "and",
        "who",
        "that",
        "which",
        "they",
        "he",
        "she",
        "it",
        "as",
        "when",
        "while",
        "after",
    )
)  # what stands between "were" and a participle that is not its own
_PHRASE, _CLAUSE = 6, 10  # tokens of what hangs on a party
_JOINED = 3  # tokens between two parties that "and" joins
_ROADS = "NMARIEDBSCP"  # letters with which numbers of roads begin
_ROAD = 5  # characters of a road's number
_WERE = frozenset(("was", "were", "been"))
_WITHIN = frozenset(("on", "in", "at"))  # "who are on strike attacked the mill"
_WHEN = frozenset(("first", "turn", "once", "fact", "part", "late", "early")) | {
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "the", "january", "february"),
}
_TAKEN = frozenset(("believed", "thought", "said", "suspected", "alleged", "known", "presumed"))
_WHERE = frozenset(("in", "on", "at", "near", "from", "outside", "inside", "during", "while", "after"))
_MEANS = frozenset(("weapon", "missile", "tyre"))
_TOWARDS = frozenset(("at", "on", "towards", "toward", "against", "into", "targeting", "upon"))


@cache
def be_forms() -> frozenset[str]:
    """Return the forms of be and get."""
    return frozenset(scope_words()["be"])


def named(tokens: Sequence[Token], cue: Cue) -> Cue | None:
    """Return capitalised words directly before a verb as a party whose kind is not known."""
    end = cue.start
    while end > 0 and tokens[end - 1].lower in AUXILIARIES:
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].kind == "word" and tokens[start - 1].text[0].isupper():
        start -= 1
    if start == end or (end - start == 1 and tokens[start].lower in _PRONOUNS):
        return None
    return Cue(start, end, frozenset(("named",)), verb=False, forms=frozenset(), ids=(), text="")


def place_name(tokens: Sequence[Token], cue: Cue) -> Cue | None:
    """Return the capitalised word behind a verb of taking: a place that no list holds."""
    start = cue.end
    if not cue.kinds & _TAKING or start >= len(tokens) or not tokens[start].text[0].isupper():
        return None
    return Cue(start, start + 1, frozenset(("place",)), verb=False, forms=frozenset(), ids=(), text="")


def road_name(tokens: Sequence[Token], cue: Cue) -> Cue | None:
    """Return the number of a road behind a verb of blocking: "blocked the N2", "cut the RN 4"."""
    if "block" not in cue.kinds:
        return None
    for at in range(cue.end, min(cue.end + 3, len(tokens))):
        text = tokens[at].text
        if text[0] in _ROADS and text.isupper() and len(text) <= _ROAD and any(map(_is_digit, _numbers(tokens, at))):
            return Cue(at, at + 1, frozenset(("road",)), verb=False, forms=frozenset(), ids=(), text=tokens[at].lower)
    return None


def _numbers(tokens: Sequence[Token], at: int) -> str:
    """Return the characters of a road's name in which its number stands."""
    return "".join(token.text for token in tokens[at : at + 3] if not token.text.isalpha())


def _is_digit(character: str) -> bool:
    return character.isdigit()


def passive(words: list[str], cue: Cue, parties: list[Cue]) -> bool:
    """Tell whether a verb stands in the passive: a participle behind be, or before by."""
    if "participle" not in cue.forms:
        return False
    for i in range(cue.start - 1, max(cue.start - 5, -1), -1):
        word = words[i]
        if _is_be(words, i, cue, parties):
            return True
        if word in _NO_CHAIN or word.endswith("ing") or (word in _WITHIN and words[i + 1] not in _WHEN):
            break
    after = words[cue.end] if cue.end < len(words) else ""
    if any(word in _AMOUNTS or word[:1].isdigit() for word in words[cue.end + 1 : cue.end + 2]):
        after = ""  # "massacred at least 30 villagers"
    if (_suffers(cue) and after in _AFTER_PASSIVE) or ("seize" in cue.kinds and after in ("on", "from")):
        return True  # a headline's passive: "Two farmers killed in raid"
    return _before_agent(words, cue, parties)


def _before_agent(words: list[str], cue: Cue, parties: list[Cue]) -> bool:
    """Tell whether a participle stands before its by-agent."""
    for i in range(cue.end, min(cue.end + 6, len(words))):
        if words[i] == "by":
            if i - 1 > cue.end and words[i - 1].endswith("ed"):
                return False  # "cut down trees on land farmed by villagers"
            return not any(
                cue.end <= party.start < i and not _WHERE & set(words[cue.end : party.start]) for party in parties
            )
        if words[i] in (",", ";", ".", "and", "who") or words[i] in _WERE:
            break
    return False


def _is_be(words: list[str], i: int, cue: Cue, parties: list[Cue]) -> bool:
    """Tell whether a word before a participle is a form of be: no name such as IS, no possessive."""
    word = words[i]
    if word == "'s" and i < cue.start - 1:
        return False  # "the army's engineers cleared"
    if word == "be" and i < cue.start - 1 and _TAKEN.intersection(words[max(i - 2, 0) : i]):
        return False  # "aircraft believed to be foreign targeted the mill"
    return word in be_forms() and not any(party.start == i for party in parties)


def _suffers(cue: Cue) -> bool:
    """Tell whether a participle can tell of its victims without be; who "opened fire" suffered nothing."""
    first, _, rest = cue.text.partition(" ")
    return bool(cue.kinds & _SUFFERED) and (not rest or rest in _RESULTS) and not first.startswith(("open", "fire"))


def coordinated(words: list[str], cue: Cue) -> bool:
    """Tell whether the verb shares the subject of the verb before: "and burned", ", killing", "before fleeing"."""
    i = cue.start - 1
    while i > 0 and (words[i].endswith("ly") or words[i] in ("then", "also", "later", "even", "all", "both")):
        i -= 1
    if i < 0:
        return False
    word = words[i]
    if word in ("and", "then", "before", "by", "or", "while"):
        return True
    if word in be_forms() and i > 0:
        return words[i - 1] in ("and", ",")
    return word == "," and ("ing" in cue.forms or "past" in cue.forms)


def left(words: list[str], cue: Cue, parties: list[Cue], floor: int, wanted: frozenset[str]) -> Cue | None:
    """Return the nearest party before the verb that can be its subject, rather none before the token ``floor``."""
    best: Cue | None = None
    for party in parties:
        if party.end > cue.start:
            break
        if party.start < floor and best is not None:
            continue
        if party.kinds & wanted:
            if best is not None and (_inside(words, best, party) or _leads(words, best, party)):
                continue
            best = party
    return best


def _leads(words: list[str], first: Cue, second: Cue) -> bool:
    """Tell whether two parties act together, of which the state's forces lead: "the army and its militia"."""
    between = words[first.end : second.start]
    return "state" in first.kinds and "armed" in second.kinds and "and" in between and len(between) <= 4  # noqa: PLR2004


def both(words: list[str], parties: list[Cue], second: Cue) -> tuple[Cue, Cue] | None:
    """Return the two sides of a fight where its subject names both: "marchers and police battled"."""
    for first in parties:
        between = words[first.end : second.start] if first.end <= second.start else []
        if between[-1:] != [] and "and" in between and len(between) <= _JOINED and first.kinds & ACTORS:
            return first, second
    return None


def _inside(words: list[str], head: Cue, party: Cue) -> bool:
    """Tell whether a party hangs on the one before by a preposition: "soldiers of the garrison"."""
    between = words[head.end : party.start]
    if between and len(between) <= 3 and between[0].endswith("ing"):  # noqa: PLR2004
        return True  # "soldiers hunting bandits"
    reach = _CLAUSE if between[:1] == ["who"] else _PHRASE
    if len(between) > reach or not between:
        return False
    if any(word in (",", "and", "that", "said", "say", "says") for word in between):
        return False
    return between[0] in (
        "of",
        "in",
        "at",
        "near",
        "from",
        "on",
        "outside",
        "inside",
        "around",
        "along",
        "with",
        "loyal",
        "who",
        "that",
        "which",
        "whose",
    )


def right(words: list[str], cue: Cue, parties: list[Cue], following: list[Cue]) -> Cue | None:
    """Return the first party behind the verb, before the next act."""
    limit = len(words)
    for other in following:
        if other.verb and other.kinds - TARGETS:
            limit = other.start
            break
    choices = [party for party in parties if cue.end <= party.start < limit and party.start - cue.end <= 12]  # noqa: PLR2004
    if not choices:
        return None
    best = choices[0]
    if len(choices) > 1 and words[best.end : best.end + 1] in (["'s"], ["'"]) and choices[1].start - best.end <= 4:  # noqa: PLR2004
        best = choices[1]  # "the rebels' main base"
    if best.kinds & _MEANS:
        for party in choices[1:]:
            if any(word in _TOWARDS for word in words[best.end : party.start]):
                return party
    return best


def by(words: list[str], cue: Cue, parties: list[Cue]) -> Cue | None:
    """Return the agent of a passive: the first party behind by."""
    for i in range(cue.end, min(cue.end + 14, len(words))):
        if words[i] == "by":
            return next((party for party in parties if 0 <= party.start - i <= 8 and party.kinds & ACTORS), None)  # noqa: PLR2004
        if words[i] in (";", "."):
            break
    return None
