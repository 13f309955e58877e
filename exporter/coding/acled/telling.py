"""Whether the grammar of a sentence tells an act as done: not where it is meant, feared, refused or only shown.

Words near an act (``scopes``, ``mentions``) say much of this; what they cannot say is on what the act hangs: "to call a
strike" is as far from a strike as "a mandate for industrial action" or "paintings of the uprising".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.mentions import (
    FIGURE,
    HISTORY,
    KIND,
    PLAN,
    RETELLING,
    WEIGHTS,
    in_year,
    is_known,
    is_year,
    mention_words,
)
from exporter.coding.acled.scopes import NEGATED
from exporter.coding.narration import reporting_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.acled.cues import Cue
    from exporter.coding.acled.frames import Frame, Reading
    from exporter.coding.analysis import Analysis, NounGroup, VerbGroup

# Acts that people set out to do and are then told of as doing: "came out to block the road".
_SET_OUT = frozenset(("protest", "block", "disperse", "scatter", "gather", "show", "demand", "throw", "arrest"))
# What is agreed, moved or taken apart is a strategic development, for which an announcement is enough.
_ANNOUNCED = frozenset(
    ("agree", "change", "hq", "other", "move", "deed", "defuse", "seize", "withdraw", "found-verb", "freed", "swap")
)
_IDLE = _ANNOUNCED | {"arrest", "neutral", "symbol", "happen", "take", "demand", "body"}
_ABOUT = ("about", "against", "on", "without")  # before a verb in -ing: it is named, and not told
_SPEAKERS = frozenset(("named", "civ", ""))
_WHAT_FOR = frozenset(("over", "for", "as"))
_WALKS = frozenset(("march", "rally", "procession", "demonstration", "parade"))
_WHERE = frozenset(("at", "by", "during", "in", "near", "on", "outside", "who"))
_CLAUSES = ("main", "complement")
_OF_THEMES = ("of", "against", "to", "from", "with", "about", "on", "by", "for")  # not in: "killed in violence"
_DEPTH = 4  # verbs that hang on one another, looked through
_NOT_DONE = {NEGATED: 0.0, **WEIGHTS}


def lessen(reading: Reading, analysis: Analysis) -> None:
    """Give little weight to the acts that a sentence does not tell as done."""
    done = False  # whether an act was told of before as done
    idle = all(frame.cue.kinds <= _IDLE or _is_device(frame.cue) for frame in reading.frames)
    for frame in reading.frames:
        cue = frame.cue
        if cue.kinds <= _ANNOUNCED or cue.text.startswith("in protest"):
            continue  # what is refused in protest is a protest
        verb = _verb_of(cue, analysis) if cue.verb else None
        if verb is None:
            lies = idle and _is_device(cue) and not _is_used(cue, analysis)
            scope = FIGURE if lies else _of_noun(cue, reading.words, analysis)
        else:
            scope = FIGURE if _is_spoken(frame, verb) else _of_verb(cue, analysis, verb, done=done)
        if scope and _NOT_DONE[scope] < cue.weight:
            cue.scope, cue.weight = scope, _NOT_DONE[scope]
        done = done or (verb is not None and not scope)


def _is_device(cue: Cue) -> bool:
    """Tell whether a noun is a weapon or an aircraft, which may stand or lie where nothing is done with it."""
    return not cue.verb and ("aircraft" in cue.kinds or cue.text in mention_words("devices"))


def _is_used(cue: Cue, analysis: Analysis) -> bool:
    """Tell whether a weapon is the object of a verb by which it is used: "planted the bomb"."""
    group = analysis.group_at[cue.end - 1]
    return any(group in verb.object and verb.lemma in mention_words("using") for verb in analysis.verbs)


def _verb_of(cue: Cue, analysis: Analysis) -> VerbGroup | None:
    """Return the verb that a cue is, unless the grammar reads its words otherwise."""
    verbs = (analysis.verbs[at] for at in analysis.verb_at[cue.start : cue.end] if at >= 0)
    return next((verb for verb in verbs if cue.start <= verb.head < cue.end), None)


def _is_spoken(frame: Frame, verb: VerbGroup) -> bool:
    """Tell whether people attack with words: "the candidate attacked her rival over his record"."""
    if frame.doer not in _SPEAKERS or verb.lemma not in mention_words("spoken"):
        return False
    return any(preposition in _WHAT_FOR for preposition, _ in verb.obliques)


def _of_verb(cue: Cue, analysis: Analysis, verb: VerbGroup, *, done: bool) -> str:
    if "gather" in cue.kinds and verb.object and analysis.groups[verb.object[0]].start >= cue.end:
        return FIGURE  # "gathering firewood"
    if _is_finite(cue, analysis, verb):
        return ""
    if verb.negated:
        return NEGATED if verb.tense != "infinitive" else PLAN
    if verb.tense == "ing" and verb.start and analysis.words[verb.start - 1] in _ABOUT:
        return PLAN  # "no word yet on joining the strike"
    if done and verb.link == "infinitive" and not verb.modal and not cue.kinds.isdisjoint(_SET_OUT):
        return ""
    return "" if _is_done(analysis, verb) else PLAN


def _is_finite(cue: Cue, analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a participle that was taken for part of an infinitive is none: "due to leave, was gunned down"."""
    return verb.tense == "infinitive" and "base" not in cue.forms and analysis.words[verb.head - 1] in ("was", "were")


def _is_done(analysis: Analysis, verb: VerbGroup, depth: int = _DEPTH) -> bool:
    """Tell whether a verb says what happened, by its form and that of the verbs that it hangs on."""
    if verb.modal or verb.tense == "future":
        return False
    above = analysis.verbs[verb.governor] if verb.governor not in (-1, verb.index) and depth else None
    if verb.tense != "infinitive" or verb.perfect:
        return True  # "is believed to have planted the bomb"
    if above is None:
        return False
    implied = verb.link == "coordinate" or above.lemma in mention_words("implying")
    return implied and not above.negated and _is_done(analysis, above, depth - 1)


def _of_noun(cue: Cue, words: Sequence[str], analysis: Analysis) -> str:
    end = cue.start + 1 if cue.verb else cue.end
    at = analysis.group_at[end - 1]
    if at < 0:
        return ""
    group = analysis.groups[at]
    if "gather" in cue.kinds and cue.verb:
        return FIGURE  # "any mass incident", "from the camp"
    known = group.owner >= 0 or "crowd" in cue.kinds or is_known(words, cue.start)
    return _done_to(words, end, analysis, group) or _on_what(words, end, analysis, group, known=known)


def _done_to(words: Sequence[str], end: int, analysis: Analysis, group: NounGroup) -> str:
    """Tell by the verbs that have an act as their object, and its year, whether it is told again or not yet done."""
    verbs = [verb for verb in analysis.verbs if group.index in (verb.subject if verb.passive else verb.object)]
    if _is_of_year(words, end, analysis, group) and not any(verb.link == "main" for verb in verbs):
        return HISTORY
    if any(_shows(analysis, verb) for verb in verbs):
        return RETELLING
    return PLAN if any(verb.lemma in mention_words("undoing") for verb in verbs) else ""


def _on_what(words: Sequence[str], end: int, analysis: Analysis, group: NounGroup, *, known: bool) -> str:
    """Tell by the words on which an act hangs whether it took place; ``known`` where a determiner says so."""
    if _parent(analysis, group) in mention_words("renderings"):
        return RETELLING
    if words[end - 1] in mention_words("themes") and group.start == end - 1 and group.preposition in _OF_THEMES:
        return KIND  # "measures against terrorism"
    if _is_of_anybody(words, analysis, group):
        return KIND
    if known:
        return PLAN if words[end - 1] in _WALKS and _is_to_come(analysis, group) else ""
    return KIND if _parent(analysis, group) in mention_words("prospects") or _only_meant(analysis, group) else ""


def _is_to_come(analysis: Analysis, group: NounGroup) -> bool:
    return any(group.index in verb.subject and (verb.modal or verb.tense == "future") for verb in analysis.verbs)


def _is_of_anybody(words: Sequence[str], analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether an act is done to nobody in particular: "the killing of women is a crisis"."""
    for one in analysis.groups:
        if one.parent == group.index and one.preposition in ("of", "against") and one.end - one.start == 1:
            return words[one.head] in mention_words("anybody") and words[one.end] not in _WHERE
    return False


def _parent(analysis: Analysis, group: NounGroup) -> str:
    """Return the noun on which a noun behind a preposition hangs, or an empty text."""
    return analysis.words[analysis.groups[group.parent].head] if group.parent >= 0 and group.preposition else ""


def _shows(analysis: Analysis, verb: VerbGroup) -> bool:
    """Tell whether a film, a book or the like does what a verb says."""
    heads = (analysis.words[analysis.groups[index].head] for index in verb.subject)
    return not verb.passive and any(head in mention_words("renderings") for head in heads)


def _is_of_year(words: Sequence[str], end: int, analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether a noun names an act by its year, or its clause says in which year it was."""
    return in_year(words, end) or any(map(is_year, words[analysis.start_of(group.index) : end]))


def _only_meant(analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether the verb beside an act that is not known to be one makes it no more than meant or general."""
    for verb in analysis.verbs:
        if group.index in verb.subject:
            return bool(verb.modal) or _is_general(analysis, group, verb)
        if group.index in verb.object or (group.preposition and group.verb == verb.index):
            there = verb.lemma in mention_words("presupposing")  # "fired shots to quell a protest"
            return not there and (verb.negated or not _is_done(analysis, verb))
    return False


def _is_general(analysis: Analysis, group: NounGroup, verb: VerbGroup) -> bool:
    """Tell whether a sentence says what such acts are like or do: "a strike is a weapon", "riots harm the country"."""
    if verb.tense != "present" or verb.perfect or verb.link not in _CLAUSES or verb.passive:
        return False
    bare = analysis.words[group.head].endswith("s") and not analysis.words[group.start][0].isdigit()
    return verb.lemma == "be" or (bare and verb.lemma not in reporting_words().happens)
