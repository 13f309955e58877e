"""Who does what to whom: the acts of a sentence with the kinds of those who act and suffer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.coding.acled.cues import Cue, find_cues
from exporter.coding.acled.domains import ENOUGH, subject_words
from exporter.coding.acled.fitting import fit
from exporter.coding.acled.scopes import set_scopes
from exporter.coding.acled.slots import (
    ACTORS,
    AUXILIARIES,
    OBJECTS,
    TARGETS,
    be_forms,
    both,
    by,
    coordinated,
    left,
    named,
    passive,
    place_name,
    right,
    road_name,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.text import Sentence, Token

_POINTING = frozenset(("they", "he", "she"))
_SOME = frozenset(("people", "persons", "others"))  # who they are is said by where they were
_OBJECTS = frozenset(("him", "them"))
_AFTER_OBJECT = frozenset(
    (",", ".", ";", "and", "to", "with", "in", "at", "on", "from", "into", "by", "for", "after", "as")
)
_PLAIN = frozenset(("armed", "crowd", "throng", "rioter", "protest", "base", "grenade", "suicide", "air", "weapon"))
_STRIKES = frozenset(("strike", "strikes"))
_STRUCK = frozenset(("air", "aircraft", "shell", "hit", "ied"))
_STOPPAGE = frozenset(("protest", "strike", "crowd"))
_QUIET = TARGETS - {"crowd", "rioter"} | {
    "neutral",
    "happen",
    "missile",
    "symbol",
    "calm",
}  # words that tell of nothing by themselves
_THINGS = frozenset(("property", "drug", "weapon"))
_CARRYING = ("carr", "take", "took", "haul", "snatch")
_NO_SIDES = frozenset(("", "missile", "weapon", "road", "place", "property"))
_MUTUAL = frozenset(("clash", "firefight"))
_QUOTES = frozenset(('"', "\u201c", "\u201d", "''", "``"))
_FORCES = frozenset(("armed", "state", "aircraft"))
_SPEAKERS = frozenset(("we", "my", "our", "me", "us", "i'm", "ours"))
SPOKEN = 0.4  # what general words of violence weigh where somebody speaks of himself: he tells, or argues
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
    earlier: frozenset[str] = frozenset()

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

    sentence: Sentence
    words: list[str]
    cues: list[Cue]
    frames: list[Frame]
    general: float = 1.0  # what general words of violence weigh in this sentence

    @property
    def index(self) -> int:
        """The number of the sentence."""
        return self.sentence.index

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the sentence."""
        return self.sentence.tokens


def kind_of(cue: Cue | None) -> str:
    """Return what a cue is as a party."""
    if cue is None:
        return ""
    return next((kind for kind in PRIORITY if kind in cue.kinds), "")


def read(sentence: Sentence, before: Reading | None = None) -> Reading:
    """Return cues and frames of a sentence; "they" may point back to the subject of the sentence ``before`` it."""
    words = sentence.words
    cues = find_cues(sentence)
    if before is not None:
        _recall(cues, before)
    if all(cue.kinds <= _QUIET for cue in cues):
        return Reading(sentence, words, cues, [])
    tokens = sentence.tokens
    set_scopes(words, cues)
    frames: list[Frame] = []
    parties = [cue for cue in cues if not cue.verb and not cue.kinds.isdisjoint(TARGETS)]
    previous: Frame | None = None
    earlier: frozenset[str] = frozenset()
    for number, cue in enumerate(cues):
        told, earlier = earlier, earlier | cue.kinds
        if not cue.verb and cue.kinds <= TARGETS:
            continue
        frame = _frame(tokens, words, cues, number, parties, previous, before)
        frame.sentence = sentence.index
        _link(words, frame, previous, before)
        following = cues[number + 1] if number + 1 < len(cues) else None
        if following is not None and following.start - cue.end <= 8:  # noqa: PLR2004
            frame.object = following
        frame.ahead, frame.earlier = _ahead(cues, number), told
        if number and cue.start - cues[number - 1].end <= 4:  # noqa: PLR2004
            frame.before = cues[number - 1].kinds
        fit(words, frame)
        frames.append(frame)
        if cue.verb:
            previous = frame
    return Reading(sentence, words, cues, frames, _general(sentence, cues) if frames else 1.0)


def _recall(cues: list[Cue], before: Reading) -> None:
    """Let "the strike" be the strike that the sentence before told of, where that was no work stoppage."""
    for cue in cues:
        if cue.text in _STRIKES and "protest" in cue.kinds and not cue.verb:
            told = frozenset[str]().union(*(one.kinds for one in before.cues))
            if told & _STRUCK and not told & _STOPPAGE:
                cue.kinds = frozenset(("air",)) if told & {"air", "aircraft"} else frozenset(("attack",))


def _general(sentence: Sentence, cues: list[Cue]) -> float:
    """Return what "beat", "attack" or "capture" weigh: little in a sentence of sport, markets or a trial."""
    words = sentence.words
    spoken = "i" in words or not _SPEAKERS.isdisjoint(words)
    if spoken and _speaks(sentence, cues):
        return SPOKEN
    subjects = subject_words(words)
    if subjects:
        parties = {i for cue in cues if not cue.verb and cue.kinds & ACTORS for i in range(cue.start, cue.end)}
        subjects = subject_words(
            [word for i, word in enumerate(words) if i not in parties]
        )  # "market traders" are people
    if not subjects:
        return 1.0
    most = max(subjects.values())
    if any(_is_plain(cue) for cue in cues):
        return 1.0 if most <= ENOUGH else 0.6
    return 0.35 if most >= ENOUGH else 0.8


def _speaks(sentence: Sentence, cues: list[Cue]) -> bool:
    """Tell whether a sentence speaks of its writer; what is quoted beside forces that act is a witness's."""
    quoted, inside = set(), False
    for i, token in enumerate(sentence.tokens):
        if token.text in _QUOTES:
            inside = not inside
        elif inside:
            quoted.add(i)
    told = any(cue.kinds & _FORCES and not cue.verb and cue.start not in quoted for cue in cues)
    return any(
        token.text == "I" or (token.lower in _SPEAKERS and not token.text.isupper())
        for i, token in enumerate(sentence.tokens)
        if not (told and i in quoted)
    )


def _is_plain(cue: Cue) -> bool:
    """Tell whether a cue is of public life whatever the subject of its sentence."""
    if cue.verb:
        return "protest" in cue.kinds and cue.text.startswith(("protest", "demonstrat", "march"))
    return bool(cue.kinds & _PLAIN) or cue.text.startswith(("fan", "supporter", "opposition supporter"))


def _link(words: list[str], frame: Frame, previous: Frame | None, before: Reading | None) -> None:
    """Join an act to those before it: by its pronoun, and by an object that both share."""
    cue = frame.cue
    if cue.verb:
        _point_back(words, frame, previous, before)
    if cue.text.startswith(_CARRYING) and "abduct" in cue.kinds and frame.done_to in _THINGS:
        cue.kinds = cue.kinds - {"abduct"} | {"loot"}  # "carried off cattle"
    if previous is not None and previous.patient is None and _shares_object(words, previous.cue, cue):
        previous.patient = frame.patient  # "shot and killed a clerk"


def _point_back(words: list[str], frame: Frame, previous: Frame | None, before: Reading | None) -> None:
    """Let a pronoun that is the subject of a verb be the party that it means."""
    subject = frame.patient if frame.passive else frame.agent
    floor = subject.end if subject is not None and subject.end <= frame.cue.start else 0
    at = _pronoun(words, frame.cue.start, floor)
    meant = _meant(previous, before) if at >= 0 else None
    if meant is None or ("singular" in meant.forms) == (words[at] == "they"):
        return
    party = replace(meant, start=at, end=at + 1)
    if frame.passive:
        frame.patient = party
    else:
        frame.agent = party


def _pronoun(words: list[str], start: int, floor: int) -> int:
    """Return where a pronoun stands as the subject of the verb at ``start``, or -1."""
    for i in range(start - 1, max(start - 5, floor) - 1, -1):
        if words[i] in _POINTING:
            return i
        if words[i] not in AUXILIARIES and words[i] not in be_forms() and not words[i].endswith("ly"):
            break
    return -1


def _meant(previous: Frame | None, before: Reading | None) -> Cue | None:
    """Return the party that a pronoun means: the subject of the verb before, in this sentence or the one before it."""
    frames = [previous] if previous is not None else [f for f in before.frames if f.cue.verb] if before else []
    for frame in frames:
        subjects = (frame.patient, frame.agent) if frame.passive else (frame.agent,)
        subject = next((one for one in subjects if one is not None and one.kinds & ACTORS), None)
        if subject is not None:
            return subject
    return None


def _shares_object(words: list[str], first: Cue, second: Cue) -> bool:
    """Tell whether two verbs are joined so that what stands behind the second is done to by both."""
    between = words[first.end : second.start]
    joined = first.verb and second.verb and between[:1] in (["and"], ["or"])
    return joined and all(word.endswith("ly") for word in between[1:])


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
    before: Reading | None,
) -> Frame:
    cue = cues[number]
    if "passive" in cue.forms:
        return Frame(cue, by(words, cue, parties), None, passive=True)  # "the border was closed"
    suffers = cue.verb and passive(words, cue, parties)
    floor = previous.cue.end if previous is not None else 0
    subject = left(words, cue, parties, floor, ACTORS | OBJECTS if suffers else ACTORS)
    if not cue.verb:
        if subject is not None and previous is not None and previous.patient is subject and not previous.passive:
            subject = None  # "clashed with rioters, and shots were heard": not theirs for that
        if subject is not None and previous is not None and previous.passive and previous.patient is subject:
            return _nominal(words, cue, parties, None)  # "two clerks were shot in an ambush"
        return _nominal(words, cue, parties, subject)
    if suffers:
        if previous is not None and coordinated(words, cue) and previous.passive:
            subject = previous.patient
        return Frame(cue, by(words, cue, parties), subject, passive=True)
    agent = subject or named(tokens, cue)
    joined = previous is not None and coordinated(words, cue)
    if joined and previous is not None:
        agent = previous.patient if previous.passive and not previous.agent else previous.agent
    other = _pronoun_object(words, cue, parties, agent, before) or place_name(tokens, cue) or road_name(tokens, cue)
    other = other or right(words, cue, parties, cues[number + 1 :])
    if kind_of(other) in _NO_SIDES and agent is not None and not cue.kinds.isdisjoint(_MUTUAL):
        agent, other = both(words, parties, agent) or (agent, other)
    held = joined and "ing" in cue.forms and (other is None or other.text in _SOME)
    if held and previous is not None and previous.done_to in ("armed", "state", "base", "convoy"):
        other = previous.patient  # "attacked the post, killing nine"
    return Frame(cue, agent, other, passive=False)


def _crowd_before(before: Reading | None) -> bool:
    """Tell whether the sentence before told of a crowd, which "them" may mean."""
    return before is not None and any(cue.kinds & {"protest", "crowd"} and cue.weight >= 1 for cue in before.cues)


def _pronoun_object(
    words: list[str], cue: Cue, parties: list[Cue], subject: Cue | None, before: Reading | None
) -> Cue | None:
    """Return whom a pronoun behind a verb means, the party before that does not act itself: "and burned him"."""
    at = cue.end
    if words[at + 1 : at + 3] == ["of", "them"]:
        at += 2  # "shot ten of them"
    word = words[at] if at < len(words) else ""
    if word not in _OBJECTS and not (word == "her" and words[at + 1 : at + 2] and words[at + 1] in _AFTER_OBJECT):
        return None
    meant = next((one for one in reversed(parties) if one.end <= cue.start and one is not subject), None)
    if meant is not None and meant.kinds & ACTORS and ("singular" in meant.forms) == (word != "them"):
        return replace(meant, start=at, end=at + 1)
    kind = "crowd" if word == "them" and _crowd_before(before) else "group"
    return Cue(at, at + 1, frozenset((kind,)), verb=False, forms=frozenset(), ids=(), text=word)


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
