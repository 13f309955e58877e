"""Who does what to whom: the acts of a sentence with the kinds of those who act and suffer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.cues import Cue, find_cues, scope_words
from exporter.coding.acled.domains import ENOUGH, subject_words
from exporter.coding.acled.scopes import set_scopes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Sentence, Token

ACTORS = frozenset(("state", "armed", "crowd", "rioter", "group", "clan", "civ", "aircraft", "herder", "throng"))
OBJECTS = frozenset(("base", "convoy", "place", "property", "weapon", "missile", "tyre", "drug", "road", "captive"))
TARGETS = ACTORS | OBJECTS
_AUXILIARIES = frozenset(("has", "have", "had", "also", "then", "reportedly", "allegedly", "later", "now"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you", "this", "that", "there", "who", "which"))
_SUFFERED = frozenset(("kill", "shoot", "abduct", "arrest", "sexual", "attack", "seize"))
_AFTER_PASSIVE = frozenset(
    ("in", "during", "after", "when", "near", "at", "as", "outside", "while", "over", "following", ".")
)
_TAKING = frozenset(("capture", "recapture", "take", "move", "withdraw"))
_WHERE = frozenset(("in", "on", "at", "near", "from", "outside", "inside", "during", "while", "after"))
_PLAIN = frozenset(("armed", "crowd", "rioter", "protest", "base", "grenade", "suicide", "air", "weapon"))
_QUIET = TARGETS - {"crowd", "rioter"} | {
    "neutral",
    "missile",
    "symbol",
    "calm",
}  # words that tell of nothing by themselves
_SPEAKERS = frozenset(("we", "my", "our", "me", "us", "i'm", "ours", "mine"))
SPOKEN = 0.4  # what general words of violence weigh where somebody speaks of himself: he tells, or argues
_MEANS = frozenset(("weapon", "missile", "tyre"))
_TOWARDS = frozenset(("at", "on", "towards", "toward", "against", "into", "targeting", "upon"))
CROWD_PARTIES = frozenset(("crowd", "throng", "rioter", "group", "clan"))
PRIORITY = (
    "armed", "state", "rioter", "crowd", "throng", "civ", "clan", "group", "base", "convoy", "weapon", "drug",
    "aircraft", "place", "property", "road", "missile", "tyre", "captive", "named", "herder",
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Frame:
    """An act with the cues of its agent and patient, where they were found."""

    cue: Cue
    agent: Cue | None
    patient: Cue | None
    passive: bool
    sentence: int = 0
    object: Cue | None = None
    ahead: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()

    @property
    def doer(self) -> str:
        """Return the kind of the agent, or an empty text."""
        kind = kind_of(self.agent)
        return "armed" if kind == "herder" else kind  # herders who act in force are an armed party

    @property
    def done_to(self) -> str:
        """Return the kind of the patient, or an empty text."""
        if self.patient is not None and "unknown" in self.patient.kinds:
            return "group"  # an unknown man who suffers is no armed party
        kind = kind_of(self.patient)
        return "civ" if kind == "herder" else kind


@dataclass(slots=True, eq=False)
class Reading:
    """The cues and frames of one sentence."""

    index: int
    tokens: Sequence[Token]
    words: list[str]
    cues: list[Cue]
    frames: list[Frame]
    general: float = 1.0  # what general words of violence weigh in this sentence


def kind_of(cue: Cue | None) -> str:
    """Return what a cue is as a party."""
    if cue is None:
        return ""
    return next((kind for kind in PRIORITY if kind in cue.kinds), "")


@cache
def _be() -> frozenset[str]:
    return frozenset(scope_words()["be"])


def read(sentence: Sentence) -> Reading:
    """Return cues and frames of a sentence."""
    tokens, words = sentence.tokens, sentence.words
    cues = find_cues(sentence)
    if all(cue.kinds <= _QUIET for cue in cues):
        return Reading(sentence.index, tokens, words, cues, [])
    set_scopes(words, cues)
    frames: list[Frame] = []
    parties = [cue for cue in cues if not cue.verb and not cue.kinds.isdisjoint(TARGETS)]
    previous: Frame | None = None
    for number, cue in enumerate(cues):
        if not cue.verb and cue.kinds <= TARGETS:
            continue
        frame = _frame(tokens, words, cues, number, parties, previous)
        frame.sentence = sentence.index
        following = cues[number + 1] if number + 1 < len(cues) else None
        if following is not None and following.start - cue.end <= 8:  # noqa: PLR2004
            frame.object = following
        frame.ahead = _ahead(cues, number)
        if number and cue.start - cues[number - 1].end <= 4:  # noqa: PLR2004
            frame.before = cues[number - 1].kinds
        frames.append(frame)
        if cue.verb:
            previous = frame
    return Reading(sentence.index, tokens, words, cues, frames, _general(sentence, cues) if frames else 1.0)


def _general(sentence: Sentence, cues: list[Cue]) -> float:
    """Return what "beat", "attack" or "capture" weigh: little in a sentence of sport, markets or a trial."""
    words = sentence.words
    spoken = "i" in words or not _SPEAKERS.isdisjoint(words)
    if spoken and any(
        token.text == "I" or (token.lower in _SPEAKERS and not token.text.isupper()) for token in sentence.tokens
    ):
        return SPOKEN
    subjects = subject_words(words)
    if not subjects:
        return 1.0
    most = max(subjects.values())
    if any(not cue.verb and (cue.kinds & _PLAIN or cue.text.startswith("fan")) for cue in cues):
        return 1.0 if most <= ENOUGH else 0.6
    return 0.35 if most >= ENOUGH else 0.8


def _ahead(cues: list[Cue], number: int) -> frozenset[str]:
    """Return the kinds of what stands within ten tokens behind an act."""
    kinds: frozenset[str] = frozenset()
    end = cues[number].end
    for cue in cues[number + 1 : number + 5]:
        if cue.start - end > 10:  # noqa: PLR2004 - further off it belongs to other words
            break
        kinds |= cue.kinds
    return kinds


def _frame(  # noqa: PLR0917 - all that a sentence is
    tokens: Sequence[Token],
    words: list[str],
    cues: list[Cue],
    number: int,
    parties: list[Cue],
    previous: Frame | None,
) -> Frame:
    cue = cues[number]
    passive = cue.verb and _passive(words, cue, parties)
    left = _left(words, cue, parties, previous, ACTORS | OBJECTS if passive else ACTORS)
    right = _place_name(tokens, cue) or _right(words, cue, parties, cues[number + 1 :])
    by = _by(words, cue, parties)
    if not cue.verb:
        return _nominal(words, cue, parties, left)
    if passive:
        patient = left
        if previous is not None and _coordinated(words, cue) and previous.passive:
            patient = previous.patient
        return Frame(cue, by, patient, passive=True)
    agent = left or _named(tokens, cue)
    if previous is not None and _coordinated(words, cue):
        agent = previous.patient if previous.passive and not previous.agent else previous.agent
        if right is None and "ing" in cue.forms and previous.done_to in ("armed", "state", "base", "convoy"):
            right = previous.patient  # "attacked the post, killing nine"
    return Frame(cue, agent, right, passive=False)


def _named(tokens: Sequence[Token], cue: Cue) -> Cue | None:
    """Return capitalised words directly before a verb as a party whose kind is not known."""
    end = cue.start
    while end > 0 and tokens[end - 1].lower in _AUXILIARIES:
        end -= 1
    start = end
    while start > 0 and tokens[start - 1].kind == "word" and tokens[start - 1].text[0].isupper():
        start -= 1
    if start == end or (start == 0 and end == 1 and tokens[0].lower in _PRONOUNS):
        return None
    return Cue(start, end, frozenset(("named",)), verb=False, forms=frozenset(), ids=(), text="")


def _place_name(tokens: Sequence[Token], cue: Cue) -> Cue | None:
    """Return the capitalised word behind a verb of taking: a place that no list holds."""
    start = cue.end
    if not cue.kinds & _TAKING or start >= len(tokens) or not tokens[start].text[0].isupper():
        return None
    return Cue(start, start + 1, frozenset(("place",)), verb=False, forms=frozenset(), ids=(), text="")


def _nominal(words: list[str], cue: Cue, parties: list[Cue], left: Cue | None) -> Frame:
    """Return the frame of an event noun: attack by, of, on, against, between."""
    agent: Cue | None = None
    patient: Cue | None = None
    for party in parties:
        if party.start < cue.end:
            continue
        if party.start - cue.end > 12:  # noqa: PLR2004 - further off it belongs to other words
            break
        between = words[cue.end : party.start]
        if "by" in between and agent is None and party.kinds & ACTORS:
            agent = party
        elif patient is None and any(
            word in between for word in ("on", "against", "of", "targeting", "between", "with", "at")
        ):
            patient = party
        elif patient is not None and agent is None and "and" in between and "between" in between:
            agent = patient
            patient = party
    if agent is None and left is not None and left.kinds & ACTORS:
        agent = left
    return Frame(cue, agent, patient, passive=False)


def _passive(words: list[str], cue: Cue, parties: list[Cue]) -> bool:
    """Tell whether a verb stands in the passive: a participle behind be, or before by."""
    if "participle" not in cue.forms:
        return False
    for i in range(cue.start - 1, max(cue.start - 5, -1), -1):
        word = words[i]
        if word in _be() and not any(party.start == i for party in parties):  # "IS" may be a name
            return True
        if word in ("has", "have", "had", ",", "and", "who", "that", "which") or word.endswith("ing"):
            break
    after = words[cue.end] if cue.end < len(words) else ""
    if (cue.kinds & _SUFFERED and after in _AFTER_PASSIVE) or ("seize" in cue.kinds and after in ("on", "from")):
        return True  # a headline's passive: "Two farmers killed in raid"
    for i in range(cue.end, min(cue.end + 6, len(words))):
        if words[i] == "by":
            return not any(
                cue.end <= party.start < i and not _WHERE & set(words[cue.end : party.start]) for party in parties
            )
        if words[i] in (",", ";", ".", "and", "who"):
            break
    return False


def _coordinated(words: list[str], cue: Cue) -> bool:
    """Tell whether the verb shares the subject of the verb before: "and burned", ", killing", "before fleeing"."""
    i = cue.start - 1
    while i > 0 and (words[i].endswith("ly") or words[i] in ("then", "also", "later", "even", "all", "both")):
        i -= 1
    if i < 0:
        return False
    word = words[i]
    if word in ("and", "then", "before", "by", "or", "while"):
        return True
    if word in _be() and i > 0:
        return words[i - 1] in ("and", ",")
    return word == "," and ("ing" in cue.forms or "past" in cue.forms)


def _left(words: list[str], cue: Cue, parties: list[Cue], previous: Frame | None, wanted: frozenset[str]) -> Cue | None:
    """Return the nearest party before the verb that can be its subject."""
    best: Cue | None = None
    floor = previous.cue.end if previous is not None else 0
    for party in parties:
        if party.end > cue.start:
            break
        if party.start < floor and best is not None:
            continue
        if party.kinds & wanted:
            if best is not None and _inside(words, best, party):
                continue
            best = party
    return best


def _inside(words: list[str], head: Cue, party: Cue) -> bool:
    """Tell whether a party hangs on the one before by a preposition: "soldiers of the garrison"."""
    between = words[head.end : party.start]
    if len(between) > 6 or not between:  # noqa: PLR2004
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
    )


def _right(words: list[str], cue: Cue, parties: list[Cue], following: list[Cue]) -> Cue | None:
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


def _by(words: list[str], cue: Cue, parties: list[Cue]) -> Cue | None:
    """Return the agent of a passive: the first party behind by."""
    for i in range(cue.end, min(cue.end + 14, len(words))):
        if words[i] == "by":
            return next((party for party in parties if 0 <= party.start - i <= 8 and party.kinds & ACTORS), None)  # noqa: PLR2004
        if words[i] in (";", "."):
            break
    return None
