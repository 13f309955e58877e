"""What the words of a sentence tell: the event itself, what it is about, what came before, what did not happen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.mentions import WEIGHTS, mention_scope, mention_words
from exporter.coding.acled.wordlists import name_set, scope_words
from exporter.coding.phrases import PhraseTrie

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue
MAIN, TOPIC, BACKGROUND, NEGATED, MODAL, ASIDE, ALLEGED, RETOLD = (
    "main", "topic", "background", "negated", "modal", "aside", "alleged", "retold",
)  # fmt: skip

_WEIGHT = {MAIN: 1.0, TOPIC: 0.12, BACKGROUND: 0.35, NEGATED: 0.0, MODAL: 0.12, ASIDE: 0.12, ALLEGED: 0.5, RETOLD: 0.12}
_REACH = {NEGATED: 4, MODAL: 7}  # tokens that a negation or a modal reaches
_CROWD = frozenset(("protest", "crowd", "riot", "rioter", "strike", "gather", "block"))
_PARTIES = frozenset(("state", "armed", "crowd", "rioter", "group", "clan"))
_WHO = frozenset(("the", "an", "of", "each"))
_RELATIVE = frozenset(("who", "which", "that"))
_JOINED = frozenset(("and", "or", ",", "who", "which", "that", "they", "he", "she", "but"))
_COLON = 7  # tokens behind a colon that tell how it came about
_WAS = frozenset(("was", "were"))
_CLAUSES = frozenset(("who", "that", "which", "because", "whose", "when", "where", "after", "how", ",", "since"))
_THINGS = _PARTIES | {
    *("civ", "herder", "throng", "captive", "aircraft", "property", "place", "base", "convoy", "road", "weapon"),
    *("drug", "missile", "tyre", "symbol", "neutral"),
}
_OPENING = _CROWD | {"demand"}  # what may itself open the words on its subject
_MOVED = frozenset(
    ("angered", "outraged", "angry", "furious", "upset", "prompted", "sparked", "triggered", "motivated")
)
_OUTBREAK = frozenset(("loot", "throw", "storm", "block", "clash", "attack", "riot", "fire", "mob"))
_NO_SUBJECT = frozenset((",", "were", "are", "was", "is", "been", "and", "while", "when", "by"))
_OBJECT = frozenset(("the", "a", "an", "their", "his", "its", "with", "at", "several", "two", "three", "into", "fire"))
_DAYS = frozenset(("previous", "last", "same", "day", "night", "week", "before", "earlier"))
_YEAR = 4  # digits: an almanac's line begins with one and a dash
_TOPIC = 5  # tokens from "over" or "against" to the verb that goes on: "on strike over licences attacked buses"
_TURNS = frozenset(("when", "until", "before"))
_TIMES = frozenset(
    ("nightfall", "evening", "morning", "noon", "midnight", "dawn", "sunset", "sunrise", "dusk", "midday", "night")
)
_REPORTED = 9  # tokens before "had" among which a word of reporting makes it reported speech
_MONTH_NEAR = frozenset(("in", "of", "since", "late", "early", "mid", "day"))


@cache
def _trie() -> PhraseTrie[str]:
    lists = scope_words()
    trie: PhraseTrie[str] = PhraseTrie()
    for phrase in mention_words("retellings"):  # before the topics: what is told again is no more than that
        trie.add(phrase, RETOLD)
    for name, scope in (
        ("crowd_topics", "crowd"),
        ("topics", TOPIC),
        ("allegations", ALLEGED),
        ("backgrounds", BACKGROUND),
        ("negators", NEGATED),
        ("modals", MODAL),
    ):
        for phrase in lists[name]:
            trie.add(phrase, scope)
    return trie


@cache
def _reporting() -> frozenset[str]:
    return frozenset(scope_words()["reporting"])


@cache
def _stops() -> frozenset[str]:
    return frozenset(scope_words()["stops"])


def set_scopes(words: list[str], cues: Sequence[Cue]) -> None:
    """Give every cue its scope and weight."""
    if not cues:
        return
    openings = {start: (end, payload) for start, end, payload in _trie().scan(words)}
    if openings or "(" in words or "[" in words or words[0].isdigit():
        _Walk(words, {cue.start: cue for cue in cues}, openings).run()
    for number, cue in enumerate(cues):
        if cue.kinds <= _THINGS:
            continue
        mention = mention_scope(words, cue, next(iter(cues[number + 1 : number + 2]), None))
        if mention and WEIGHTS[mention] < cue.weight:
            cue.scope, cue.weight = mention, WEIGHTS[mention]


class _Walk:
    """One pass over a sentence that knows at every word in which scope it stands."""

    def __init__(self, words: list[str], at_cue: dict[int, Cue], openings: dict[int, tuple[int, list[str]]]) -> None:
        self.words, self.at_cue, self.openings = words, at_cue, openings
        self.scope = MAIN
        self.inside = 0  # the words of the opening phrase itself end here
        self.limited, self.since, self.until = MAIN, 0, 0
        self.opened = 0
        self.participle = False  # whether the crowd only stands in a participle: "students protesting over fees"
        self.soft = False  # whether a preposition behind a crowd opened the scope: "for a protest", "at the rally"
        self.acted = False  # whether an act was told of within the scope
        self.crowd = False  # whether a crowd or protest was told of before
        self.history = len(words) > 1 and words[0].isdigit() and len(words[0]) == _YEAR and words[1] in _stops()
        self.depth = 0  # brackets

    def run(self) -> None:
        stops = _stops()
        for i, word in enumerate(self.words):
            if i in self.openings:
                self._open(i, word, *self.openings[i])
            elif word in stops:
                self.scope = MAIN
                if word in ("(", "["):
                    self.depth += 1
                elif word in (")", "]"):
                    self.depth = max(self.depth - 1, 0)
            else:
                if word in name_set("resuming") and self._resumes(i):
                    self.scope = MAIN
                if word == "," and self.limited == NEGATED:
                    self.until = i  # "whose names were not given, were kidnapped"
                if self.scope != MAIN and self._closes(i, word):
                    self.scope = MAIN
            cue = self.at_cue.get(i)
            if cue is not None:
                self._mark(i, cue)

    def _open(self, i: int, word: str, end: int, payload: list[str]) -> None:
        if word in name_set("resuming") and self._resumes(i):
            self.scope = MAIN  # "the vigil for a dead singer had its candles kicked over"
            return
        kind = next((one for one in payload if one != "crowd"), "crowd")
        if self._opens_nothing(i, word, end):
            return
        if kind in _REACH:
            self.limited, self.since, self.until = kind, end, end + _REACH[kind]
        elif "crowd" in payload and self.crowd and self.scope == MAIN:
            self.scope, self.opened, self.acted, self.soft = TOPIC, i, False, True
        elif kind != "crowd" and (self.scope == MAIN or (kind == TOPIC and self.scope == BACKGROUND)):
            self.scope, self.inside, self.opened, self.acted, self.soft = kind, end, i, False, False
            if word == "protesting" and i and self.words[i - 1] not in (",", "were", "are", "was"):
                self.soft = self.participle = True

    def _opens_nothing(self, i: int, word: str, end: int) -> bool:
        """Tell whether a word that may open a scope is part of something else here."""
        before, behind = self.words[i - 1 : i], self.words[end : end + 1]
        return (
            (word == "may" and _month(self.words, i))
            or (word == "upon" and self.at_cue.get(i - 1) is not None)  # "set upon a picket"
            or (word == "accused" and bool(before) and before[0] in _WHO)  # people before a court
            or (word == "feared" and behind == ["dead"])  # so news says that they died
            or (word in ("about", "over") and bool(behind) and _is_amount(behind[0]))
            or (word.startswith("had") and self._tells_on(i))
        )

    def _tells_on(self, i: int) -> bool:
        """Tell whether "had" only reports, or tells what had come about by then: "By nightfall two had been shot"."""
        if self.words[0] == "by" and not _TIMES.isdisjoint(self.words[1:4]):
            return True
        if ":" in self.words[max(i - _COLON, 0) : i]:
            return True  # "one soldier died: their lorry had hit a mine"
        reported = any(one in _reporting() for one in self.words[max(i - _REPORTED, 0) : i])
        return self.words[i] == "had" and reported and self.openings[i][0] == i + 1

    def _resumes(self, i: int) -> bool:
        """Tell whether a finite verb goes on with a crowd behind its subject: "a march over prices was …"."""
        if self.scope != TOPIC or not self.soft or self.participle or i - self.opened < 2:  # noqa: PLR2004
            return False
        return not set(self.words[max(self.opened + 1, self.inside) : i]) & _CLAUSES

    def _closes(self, i: int, word: str) -> bool:
        """Tell whether a comma or a conjunction leads back to the event itself."""
        if word == ",":
            return self.scope == BACKGROUND or self._acts(i + 1)
        if word in _TURNS and self.scope == TOPIC and self.soft:
            return True  # "a march for a murdered clerk ended when guards shot"
        if word == "and" and "being" in self.words[max(i - 4, 0) : i]:
            return False  # "after being beaten and arrested"
        return word in ("and", "but", "while", "then") and self._acts(i + 1)

    def _acts(self, start: int) -> bool:
        """Tell whether an act follows within a few words: a finite verb or a participle of the narrative."""
        for i in range(start, min(start + 5, len(self.words))):
            if self.words[i] in (",", ";"):
                return False
            cue = self.at_cue.get(i)
            if cue is None:
                continue
            if self._joins_noun(i, cue):
                return False
            if cue.verb and (cue.forms & {"past", "ing", "third"} or self.words[i - 1] != "to"):
                return True
            if not cue.kinds & _PARTIES:
                return False
        return False

    def _joins_noun(self, i: int, cue: Cue) -> bool:
        """Tell whether a word that may be a verb is a noun joined to another: "called for strikes and protests"."""
        before = self.at_cue.get(i - 2)
        both = {"plural", "third"}
        return (
            before is not None and "plural" in before.forms and both <= cue.forms and self.words[i - 1] in ("and", "or")
        )

    def _returns(self, i: int, cue: Cue) -> bool:
        """Tell whether a finite verb takes the sentence back to the event itself."""
        if not cue.verb or self.scope == MAIN:
            return False
        if self.scope == BACKGROUND:
            return self._returns_to_story(i, cue)
        told = self.scope == TOPIC and "past" in cue.forms
        if told and (cue.kinds & _CROWD or (cue.kinds & _OUTBREAK and self._goes_on(i, cue))):
            return True
        between = set(self.words[max(self.opened + 1, self.inside) : i])
        if between & _CLAUSES:
            return False
        if self.scope == TOPIC and self.soft and self.participle and "past" in cue.forms and not between & _WAS:
            return i - self.opened > 1
        return "participle" in cue.forms and bool(_WAS & set(self.words[max(i - 2, 0) : i]))

    def _goes_on(self, i: int, cue: Cue) -> bool:
        """Tell whether a verb goes on from a participle behind its subject: "a crowd demanding jobs burned a car"."""
        opener = self.words[self.opened]
        before = self.words[self.opened - 1] if self.opened else ","
        near = self.soft and i - self.opened <= _TOPIC
        moved = opener in _MOVED  # "villagers angered by his death attacked the station"
        if (
            not (opener.endswith("ing") or near or moved)
            or before in _NO_SUBJECT
            or set(self.words[self.inside : i]) & _CLAUSES
        ):
            return False
        behind = self.words[cue.end : cue.end + 2]
        thing = self.at_cue.get(cue.end)
        return (
            bool(behind)
            and (behind[0] in _OBJECT or behind[0][0].isdigit() or (thing is not None and not thing.verb))
            and behind[-1] not in _DAYS
        )

    def _returns_to_story(self, i: int, cue: Cue) -> bool:
        """Tell the same of what came before: "After three days of clashes the army entered the town"."""
        if cue.kinds & _CROWD and "ing" in cue.forms:
            return True
        if self._leaves_relative(i):
            return True
        if self.opened > 1 or not self.acted or not cue.forms & {"past", "third"}:
            return False
        return self.words[i - 1] not in ("and", "who", "that", "which", "was", "were")

    def _leaves_relative(self, i: int) -> bool:
        """Tell whether a passive goes on with whom a clause told of: "nurses who had gathered there were run over"."""
        words = self.words
        if words[self.opened] not in _RELATIVE or not self.acted:
            return False
        was = next((at for at in range(i - 1, max(i - 3, self.opened + 2), -1) if words[at] in _WAS), -1)
        return was > 0 and words[was - 1] not in _JOINED

    def _mark(self, i: int, cue: Cue) -> None:
        if self.history:
            cue.scope = RETOLD
        elif self.depth and cue.verb:
            cue.scope = ASIDE
        elif self.limited != MAIN and self.since <= i < self.until:
            cue.scope = self.limited
        elif (i < self.inside and cue.kinds & _OPENING) or (cue.kinds & _CROWD and self.scope == TOPIC and self.soft):
            cue.scope = MAIN
        else:
            if i >= self.inside and self._returns(i, cue):
                self.scope = MAIN
            cue.scope = self.scope
            self.acted = self.acted or bool(cue.kinds - _THINGS)
        cue.weight = _WEIGHT[cue.scope]
        if cue.scope == MAIN and cue.kinds & _CROWD:
            self.crowd = True
            self.participle = cue.verb and "ing" in cue.forms and self.words[i - 1 : i] != [","]


def _month(words: list[str], i: int) -> bool:
    """Tell whether may is the month."""
    near = words[max(i - 1, 0) : i] + words[i + 1 : i + 2]
    return any(word[:1].isdigit() or word in _MONTH_NEAR for word in near)


def _is_amount(word: str) -> bool:
    return word[0].isdigit() or word in name_set("amounts") or word in name_set("numbers")
