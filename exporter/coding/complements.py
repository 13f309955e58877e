"""What belongs to the complement of an operator or of an event noun, and what only stands beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, NounGroup, TriggerMatch, VerbGroup

_CIRCUMSTANCE = frozenset(
    (
        "after",
        "before",
        "since",
        "despite",
        "amid",
        "amidst",
        "during",
        "following",
        "until",
        "till",
        "because",
        "given",
    )
)
_SAYING = frozenset(("add", "note", "say", "state", "stress", "tell", "write"))  # charges only by what is said
_PURPOSES = frozenset(("effort", "efforts", "bid", "attempt", "attempts", "hope", "hopes", "drive", "push", "order"))


def is_purpose(analysis: Analysis, verb: int) -> bool:
    """Tell whether an infinitive only says what something else was done for: "met them in a bid to end the war"."""
    group = analysis.verbs[verb]
    before = analysis.group_at[group.start - 1] if group.start else -1
    if group.link != "infinitive" or before < 0:
        return False
    noun = analysis.groups[before]
    return noun.preposition in ("in", "as") and analysis.words[noun.head] in _PURPOSES


def depends(analysis: Analysis, verb: int, match: TriggerMatch) -> bool:
    """Tell whether a verb group is the complement of a trigger, or coordinated with it."""
    seen = 0
    while verb >= 0 and seen < 3:
        group = analysis.verbs[verb]
        if group.governor == verb:
            return False
        if match.verb >= 0 and group.governor == match.verb:
            gerund = group.link == "participle" and (
                group.start == match.end or (group.start > 0 and analysis.tags[group.start - 1] == "P")
            )
            return gerund or (group.link in ("infinitive", "complement") and not is_purpose(analysis, verb))
        if match.verb < 0 and group.link == "infinitive":
            owner = analysis.group_at[group.start - 1]
            owned = owner >= 0 and match.group >= 0 and analysis.groups[owner].parent == match.group
            if -1 <= group.start - match.end < 2 or (owned and owner in group.subject):  # a pledge by Peru to leave
                return True
        if group.link not in ("infinitive", "coordinate"):
            return False
        verb = group.governor
        seen += 1
    return False


def is_beside(analysis: Analysis, index: int, match: TriggerMatch) -> bool:
    """Tell whether a noun only says when, why or by what means: "refused to speak after weeks of talks".

    Verbs that merely carry an event carry it in their object: "staged a protest", not "used the fear of protest".
    """
    group = analysis.groups[index]
    seen = 0
    while group.parent >= 0 and group.preposition not in _CIRCUMSTANCE and seen < 6:
        group = analysis.groups[group.parent]
        seen += 1
    if group.preposition in _CIRCUMSTANCE or _is_ahead(analysis, group):
        return True
    return match.entry.combine == "carry" and bool(group.preposition)


def _is_ahead(analysis: Analysis, group: NounGroup) -> bool:
    """Tell whether "ahead of" or "because of" stands before a group."""
    at = next((i for i in range(group.start - 1, max(group.start - 4, 0), -1) if analysis.words[i] == "of"), 0)
    return at > 0 and group.preposition == "of" and analysis.words[at - 1] in ("ahead", "because", "instead")


def hangs(analysis: Analysis, other: NounGroup, group: NounGroup) -> bool:
    """Tell whether a prepositional group belongs to a noun: it hangs on it, or both stand behind one verb."""
    if other.parent == group.index:
        return True
    seen = 0
    parent = other.parent
    while parent >= 0 and seen < 6:
        if parent == group.index:
            return True
        parent = analysis.groups[parent].parent
        seen += 1
    return other.verb == group.verb and other.start > group.start and 0 <= other.start - group.end < 12


def opener_of(analysis: Analysis, verb: VerbGroup) -> str:
    """Return the subordinator that opens the clause of a verb, or an empty string."""
    start = verb.start
    for index in verb.subject:
        start = min(start, analysis.start_of(index))
    words, tags = analysis.words, analysis.tags
    at = start - 1
    while at >= 0 and tags[at] == "R":
        at -= 1
    if at < 0:
        return ""
    gerund = verb.tense == "ing" and tags[at] == "P" and words[at] in ("after", "before", "since", "while")
    return words[at] if tags[at] in "UM" or gerund else ""


def charged(analysis: Analysis, match: TriggerMatch) -> list[int]:
    """Return who did what a charge spells out in a clause: "alleged that Peru recruited them"."""
    if match.verb < 0 or match.entry.plover != "ACCUSE" or match.passive:
        return []
    if analysis.verbs[match.verb].lemma in _SAYING:
        return []
    own = analysis.verbs[match.verb].subject
    clause = next((one for one in analysis.verbs if one.governor == match.verb and one.link == "complement"), None)
    if clause is None or clause.passive or clause.subject == own:
        return []
    return [
        index
        for index in analysis.with_coordinated(clause.subject)
        if analysis.tags[analysis.groups[index].start] not in "OS"
    ]


def deterred(analysis: Analysis, match: TriggerMatch) -> list[int]:
    """Return who a threat says must not do something: "warned it would respond if Peru closed the border"."""
    if match.verb < 0 or match.entry.plover != "THREATEN":
        return []
    own = analysis.verbs[match.verb].subject
    for verb in analysis.verbs[match.verb + 1 :]:
        if opener_of(analysis, verb) in ("if", "unless") and verb.subject and verb.subject != own:
            return analysis.with_coordinated(verb.subject)
    return []
