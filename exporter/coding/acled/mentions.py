"""Whether a word for an act tells of one: not where it is a figure of speech, a kind of act, a plan or history.

Each rule asks for the words directly around the act, so that a sentence can tell of one act and only mention another.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from exporter.coding.words import word_lists, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue

# The scopes that mentions add.
FIGURE, KIND, HISTORY, PLAN, RETELLING = "figure", "kind", "history", "plan", "retelling"
WEIGHTS = {FIGURE: 0.0, KIND: 0.1, HISTORY: 0.12, PLAN: 0.12, RETELLING: 0.12}
_FORCE = frozenset(
    (
        "attack",
        "clash",
        "firefight",
        "hit",
        "kill",
        "storm",
        "repel",
        "mob",
        "recapture",
        "ied",
        "throw",
        "take",
        "shoot",
        "abduct",
    )
)
_PRACTISED = frozenset(("shell", "air", "ied", "shoot", "firefight", "clash", "attack", "chem", "hit"))
_WAITS = ("gather", "camp", "assembl", "converg", "crowd")
_WALKS = ("procession", "parade", "march")
_FIGHTS = frozenset(("clash", "firefight"))
_SELF = (["himself"], ["herself"], ["themselves"])
_BEHIND = (" behind", " around", " round")
_FIRED = frozenset(("fire", "fires", "fired", "firing"))
_AIMED = frozenset(("at", "on", "upon", "into", "in", "from", "towards", "toward", "over", "and", ",", "."))
_PEOPLE = frozenset(("armed", "state", "crowd", "rioter", "group", "civ", "clan", "throng"))
_FIGHTERS = frozenset(("armed", "state", "crowd", "rioter", "clan"))
_ENGAGES = frozenset(("engage", "engages", "engaged", "engaging"))
_OPPONENTS = _FIGHTERS | {"group", "base", "convoy", "named", "firefight", "clash"}
_CONTESTS = frozenset(("battle", "battles", "war", "wars", "fight"))
_BITES = frozenset(("attack", "kill", "mob", "hit", "storm", "capture", "take", "rioter", "abduct"))
_TOWARDS = frozenset(("on", "against", "with", "of", "for", "to"))
_AGAINST = frozenset(("against", "for"))
_OWNERS = frozenset(("'s", "'", "the", "their", "its", "his", "her"))
_ARTICLES = frozenset(("a", "an"))
_FILLERS = frozenset(("the", "a", "an", "all", "any", "such", "further", "more", "violent", "frequent", "mass", "new"))
_ENDS = frozenset(
    (
        *(",", ".", ";", ":", "(", ")", "in", "at", "near", "after", "during", "who", "which", "that", "by", "when"),
        *("as", "outside", "before", "while", "and", "but", "because", "said", "from", "over"),
    )
)
_STOPS = frozenset((",", ";", ".", "and", "but", "who", "which", "that"))
_ENDINGS = frozenset((",", ";", ".", "and", "but"))
_CENTURY = ("18", "19", "20")
_YEAR = 4  # digits
_OBJECT = 5  # words behind an act within which its object is named
_SUBJECT = 4  # words before an act within which its subject ends
_AFTER = 8  # words behind an act that may say of when it is
_NEAR = 3  # words behind an act that belong to it
_MODIFIED = 3  # words before a noun within which its article stands
_CALLED = 9  # words before a noun within which somebody calls something by it


@cache
def mention_words(name: str) -> frozenset[str]:
    """Return one of the word lists of english/acled/mentions.json."""
    return word_set(word_lists("acled/mentions"), name)


@cache
def _compounds() -> dict[str, frozenset[str]]:
    return {word: frozenset(rest) for word, rest in word_lists("acled/mentions")["compounds"].items()}


@cache
def _pairs(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in mention_words(name))


def mention_scope(words: Sequence[str], cue: Cue, following: Cue | None) -> str:
    """Return the scope of a mention that tells of no act, or an empty text."""
    if _is_compound(words, cue) or _is_figure(words, cue, following) or _by_animal(words, cue):
        return FIGURE
    if _is_kind(words, cue):
        return KIND
    if _is_history(words, cue):
        return HISTORY
    return PLAN if not cue.verb and _is_planned(words, cue) else ""


# --- figures of speech


def _is_compound(words: Sequence[str], cue: Cue) -> bool:
    last = words[cue.end - 1]
    behind = _compounds().get(last) or _compounds().get(last.removesuffix("s"))
    if not behind or cue.end >= len(words):
        return False
    return words[cue.end] in behind or any(" ".join(words[cue.end : cue.end + size]) in behind for size in (2, 3))


def _is_figure(words: Sequence[str], cue: Cue, following: Cue | None) -> bool:
    before = words[cue.start - 1] if cue.start else ""
    if cue.kinds.isdisjoint(_FORCE):
        return _is_practice(words, cue) or _is_idle(words, cue, following)
    judicial = cue.text.startswith("execut") and holds(words, "judicial")
    if judicial or before in mention_words("verbal") or _is_practice(words, cue):
        return True
    if "ied" in cue.kinds:
        return cue.verb and (_rallies(words, cue) or _is_batting(words, cue))
    if _is_blamed(words, cue, following) or words[cue.end : cue.end + 1] in _SELF:
        return True
    if cue.text.startswith("engag"):
        talks = not mention_words("dialogue").isdisjoint(words[cue.end : cue.end + _AFTER])
        return talks or (cue.text in _ENGAGES and not _beside_fighters(cue, following))
    return _contest(cue, following) or _object(words, cue, following) or _judgement(words, cue)


def _is_idle(words: Sequence[str], cue: Cue, following: Cue | None) -> bool:
    """Tell whether words for crowds are of feasts, sights, goods or markets."""
    before, behind = words[max(cue.start - _NEAR, 0) : cue.start], words[cue.end : cue.end + _AFTER]
    if cue.text.startswith((*_WALKS, "rall")) and (holds(behind, "leisure") or holds(before, "festive")):
        return True
    if cue.text.startswith("demonstration") and behind[:1] == ["of"]:
        return not _beside_people(cue, following)  # "a demonstration of the new engine"
    if cue.text.startswith("rall"):
        return behind[:1] in (["behind"], ["around"], ["round"]) or cue.text.endswith(_BEHIND) or _rallies(words, cue)
    if cue.text.startswith(("lying", "sitting")):
        return before[-1:] != [] and before[-1] in mention_words("lying")
    if "gather" not in cue.kinds and not cue.text.startswith(_WAITS):
        return False
    watched = words[max(cue.start - _AFTER, 0) : cue.start]
    return holds(behind, "leisure") or not mention_words("onlookers").isdisjoint(watched)


def _beside_people(cue: Cue, following: Cue | None) -> bool:
    return following is not None and following.start - cue.end <= _NEAR and bool(following.kinds & _PEOPLE)


def _beside_fighters(cue: Cue, following: Cue | None) -> bool:
    return following is not None and following.start - cue.end <= _OBJECT and bool(following.kinds & _OPPONENTS)


def _is_blamed(words: Sequence[str], cue: Cue, following: Cue | None) -> bool:
    """Tell whether fire is blame or dismissal: "came under fire from economists", "fired two officers"."""
    people = _beside_people(cue, following)
    if cue.verb and cue.text in _FIRED:
        dismissed = following is not None and words[following.end : following.end + 1] in (["for"], ["over"], ["after"])
        return people and dismissed and words[cue.end] not in _AIMED
    beside = words[cue.end : cue.end + 1] in (["from"], ["for"], ["over"])
    if cue.text.endswith("under attack") or (cue.text == "attack" and words[cue.start - 1 : cue.start] == ["under"]):
        return beside and not (people and following is not None and following.kinds & _FIGHTERS)
    return beside and cue.text.endswith("under fire") and not people


def _is_practice(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether force is only practised: "a live-fire drill"."""
    around = words[max(cue.start - _NEAR, 0) : cue.end + _NEAR]
    return not cue.kinds.isdisjoint(_PRACTISED) and not mention_words("drills").isdisjoint(around)


def _contest(cue: Cue, following: Cue | None) -> bool:
    """Tell whether what is fought is a contest: "fighting a legal battle"."""
    if following is None or "neutral" not in following.kinds or cue.kinds.isdisjoint(_FIGHTS):
        return False
    return following.start - cue.end <= _NEAR and not _CONTESTS.isdisjoint(following.text.split())


def _rallies(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether something of business is what an act is of: "shares have exploded", "the rally in gold prices"."""
    near = words[max(cue.start - _SUBJECT, 0) : cue.start]
    behind = words[cue.end + 1 : cue.end + _NEAR + 1] if words[cue.end : cue.end + 1] in (["in"], ["of"]) else []
    return not mention_words("economic").isdisjoint((*near, *behind))


def _is_batting(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether somebody only scores: "blasted 80 off 40 balls"."""
    return cue.text.startswith("blast") and words[cue.end : cue.end + 1] != [] and words[cue.end][:1].isdigit()


def _object(words: Sequence[str], cue: Cue, following: Cue | None) -> bool:
    """Tell whether the act is done to an idea: "attacked the budget", "a battle for the leadership"."""
    at = cue.end
    last = len(words)
    if following is not None and words[following.end : following.end + 1] not in (["'s"], ["'"]):
        last = following.start  # what another cue names is a party or a thing
    if not cue.verb:
        contested = words[at : at + 1] == ["over"] and words[at - 1] in _CONTESTS
        if at >= len(words) or not (words[at] in _TOWARDS or contested):
            return False
        at += 1
    for word in words[at : min(at + _OBJECT, last)]:
        if word in mention_words("abstract"):
            return True
        if word in _ENDS or word.endswith("ing") or (cue.verb and word in _TOWARDS and word not in _AGAINST):
            return False
    return False


def _judgement(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether a noun for violence only judges: "called the vote an assault on the poor"."""
    before = words[max(cue.start - 2, 0) : cue.start]
    if before[-1:] in (["his"], ["her"]) and words[cue.end : cue.end + 1] == ["on"]:
        return not cue.verb  # "her attacks on her rival"
    if cue.verb or _ARTICLES.isdisjoint(before) or words[cue.end : cue.end + 1] not in (["on"], ["against"]):
        return False
    return not mention_words("calling").isdisjoint(words[max(cue.start - _CALLED, 0) : cue.start])


def _by_animal(words: Sequence[str], cue: Cue) -> bool:
    if cue.kinds.isdisjoint(_BITES):
        return False
    animals = mention_words("animals")
    if not animals.isdisjoint(words[max(cue.start - 3, 0) : cue.start]):
        return cue.verb
    return words[cue.end : cue.end + 1] in (["by"], ["of"]) and not animals.isdisjoint(words[cue.end : cue.end + 4])


# --- kinds of act


def _is_kind(words: Sequence[str], cue: Cue) -> bool:
    if "demand" in cue.kinds and cue.start and words[cue.start - 1] in _OWNERS:
        return True  # "the teachers' demands"
    before = [word for word in words[max(cue.start - 5, 0) : cue.start] if word not in _FILLERS and word not in "'\""]
    if cue.text.startswith("to "):
        before.append("to")
    if _is_known(words, cue, before):
        return False
    return _is_named(words, cue, before) or _is_of_kind(words, cue, before)


def _is_named(words: Sequence[str], cue: Cue, before: Sequence[str]) -> bool:
    """Tell whether a word is spoken of: 'the word "strike"'."""
    return bool(before) and before[-1] in mention_words("naming") and words[cue.start - 1] in "'\""


def _is_of_kind(words: Sequence[str], cue: Cue, before: Sequence[str]) -> bool:
    """Tell whether the words before an act, or a bare plural, make it a kind of act."""
    if _ends_with(before, "kinds") or (_is_noun(cue) and before and _ends_with(_without_adjective(before), "kinds")):
        return True
    if before[-1:] == ["from"] and "ing" in cue.forms:
        return True  # "kept from marching"
    if cue.verb and not cue.forms & {"past", "participle", "ing"} and _ends_with(before, "whoever"):
        return True
    bare = cue.start == 0 or words[cue.start - 1] in ("that", "when", "if", "because", "where", "and")
    return bare and words[cue.end - 1].endswith("s") and words[cue.end : cue.end + 1] != [] and _is_general(words, cue)


def _is_known(words: Sequence[str], cue: Cue, before: Sequence[str]) -> bool:
    """Tell whether words that mostly name a kind of act tell of one that goes on: "an end to the strike"."""
    return _ends_with(before, "known") and is_definite(words, cue)


def _ends_with(words: Sequence[str], name: str) -> bool:
    phrases = _pairs(name)
    return any(tuple(words[-size:]) in phrases for size in (1, 2))


def _is_noun(cue: Cue) -> bool:
    return not cue.verb and "fixed" not in cue.forms


def _without_adjective(words: Sequence[str]) -> Sequence[str]:
    return words if words[-1] in _ENDS else words[:-1]


def _is_general(words: Sequence[str], cue: Cue) -> bool:
    return words[cue.end] in mention_words("general")


def _is_planned(words: Sequence[str], cue: Cue) -> bool:
    near = words[cue.end : cue.end + _NEAR]
    if near[:1] in (["would"], ["could"], ["might"]):
        return not is_definite(words, cue)  # "the strike would go on" is one already
    phrases = _pairs("planned")
    return any(tuple(near[:size]) in phrases for size in (1, 2, 3)) or _followed_by(words, cue.end, "coming")


# --- history


def _is_history(words: Sequence[str], cue: Cue) -> bool:
    if (
        _is_lasting(words, cue.end)
        or _followed_by(words, cue.end, "spans")
        or _ends_with(words[max(cue.start - 2, 0) : cue.start], "spans")
    ):
        return True
    if cue.verb:
        return False
    if any(is_year(word) for word in words[max(cue.start - 2, 0) : cue.start]):
        return not _dated_before(words, cue)
    return _of_year(words[cue.end : cue.end + 4])


def _is_lasting(words: Sequence[str], start: int) -> bool:
    """Tell whether an act has gone on since a year, and is a state of the world: "have fought there since 2001"."""
    for i in range(start, min(start + _AFTER, len(words))):
        if words[i] in _STOPS:
            return False
        if words[i] == "since":
            return any(map(is_year, words[i + 1 : i + 3]))
    return False


def _dated_before(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether the year before an act closes a full date: "on 3 May 2014 clashes"."""
    at = next(i for i in range(cue.start - 1, cue.start - 3, -1) if is_year(words[i]))
    return at < 1 or words[at - 1] not in ("the", "'s", "that", "this", "of", "since")


def _of_year(behind: Sequence[str]) -> bool:
    """Tell whether an act is named by its year or decade: "the strike of 1986"."""
    if len(behind) < 2 or behind[0] not in ("of", "in"):  # noqa: PLR2004 - a preposition and a year
        return False
    when = behind[2] if behind[1] == "the" and len(behind) > 2 else behind[1]  # noqa: PLR2004 - the article between
    decade = when.removesuffix("s")
    return (behind[0] == "of" and is_year(when)) or (decade != when and is_year(decade)) or _is_decade(when)


def _is_decade(word: str) -> bool:
    return word in mention_words("decades")


def is_year(word: str) -> bool:
    """Tell whether a word is a year."""
    return len(word) == _YEAR and word.isdigit() and word[:2] in _CENTURY


def _followed_by(words: Sequence[str], start: int, name: str) -> bool:
    """Tell whether one of the phrases of a list stands behind an act in its clause."""
    phrases = _pairs(name)
    for i in range(start, min(start + _AFTER, len(words))):
        if words[i] in _STOPS:
            return False
        if any(tuple(words[i : i + size]) in phrases for size in (1, 2, 3)):
            return True
    return False


def in_year(words: Sequence[str], start: int) -> bool:
    """Tell whether the clause behind an act says in which year it was: "the murder of a student in 2016"."""
    for i in range(start, min(start + _AFTER, len(words) - 1)):
        if words[i] in _ENDINGS:
            return False
        if words[i] in ("in", "the") and is_year(words[i + 1]):
            return True
        if words[i] == "in" and _of_year(words[i : i + 3]):
            return True
    return False


# --- what the words around an act presuppose


def is_definite(words: Sequence[str], cue: Cue) -> bool:
    """Tell whether a noun takes its act as known to have happened: "the strike", "the latest attacks"."""
    return not cue.verb and is_known(words, cue.start)


def is_known(words: Sequence[str], start: int) -> bool:
    """Tell whether a noun that stands at ``start`` takes what it names as known."""
    before = words[max(start - _MODIFIED, 0) : start]
    return any(word in mention_words("definite") and _ENDS.isdisjoint(before[i:]) for i, word in enumerate(before))


def has_motive(words: Sequence[str]) -> bool:
    """Tell whether a sentence says what people press for or are against."""
    return holds(words, "motives")


def holds(words: Sequence[str], name: str) -> bool:
    """Tell whether a sentence holds one of the phrases of a list."""
    following = words[1:]
    phrases = chain(zip(words, strict=False), pairwise(words), zip(words, following, following[1:], strict=False))
    return not _pairs(name).isdisjoint(phrases)
