"""Where clauses are parted: a comma or coordinator that begins one, and dashes that stand around one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import NounGroup, VerbGroup
    from exporter.coding.english.relations import Relations

BOUNDARY = frozenset(";:.?!")


def part(sentence: Relations, group: NounGroup) -> None:
    """Part a group from the one before its comma or coordinator where it begins a clause."""
    groups, verbs, verb_at, tags = sentence.groups, sentence.verbs, sentence.verb_at, sentence.tags
    lead = groups[group.first]
    end = group.end
    while end < len(tags) and tags[end] == "R":
        end += 1  # the ministry already said
    follows = verb_at[end] if end < len(tags) else -1
    finite = follows >= 0 and verbs[follows].tense not in ("infinitive", "ing", "participle")
    if _opens_clause(sentence, lead, group):
        alone = True
    elif group.apposed:
        before = groups[group.index - 1]
        at = before.start - 1
        opening = at >= 0 and tags[at] in "PT" and (at == 0 or tags[at - 1] in ',;"P' or tags[0] in "CR")
        opening = opening and not _names_subject(sentence, lead)
        alone = (opening and before.verb < 0 and not any(tag in "VGL" for tag in tags[:at])) or finite
    elif finite:
        ahead = verb_at[lead.start - 1] if lead.start else -1
        told = ahead >= 0 and verbs[ahead].lemma not in sentence.vocabulary.speech
        alone = lead.time or told or _closes_clause(sentence, lead) or _behind_comma(sentence, lead, group)
    else:
        alone = False
    if alone:
        for other in groups[group.index :]:
            if other.first == lead.index:
                other.first, other.preposition, other.parent = group.index, "", -1
        group.apposed = False


def _opens_clause(sentence: Relations, lead: NounGroup, group: NounGroup) -> bool:
    """Tell whether a group is the subject behind an opening phrase: "Ahead of the vote in Peru, the mayor, …"."""
    tags = sentence.tags
    at = sentence.groups[group.owner if group.owner >= 0 else group.index].start - 1
    if at < 1 or tags[at] != "," or lead.start > at or "," in tags[:at]:
        return False
    opener = "".join(tags[:2]).lstrip("R")
    return opener[:1] == "P" and not any(tag in "VXMLGUQ" for tag in tags[:at])


def _names_subject(sentence: Relations, lead: NounGroup) -> bool:
    """Tell whether a name before the comma waits for its verb: "The mayor, from Lille, France, spoke"."""
    before = sentence.groups[lead.index - 1] if lead.index else None
    return before is not None and not before.preposition and not before.time and before.verb < 0


def _behind_comma(sentence: Relations, lead: NounGroup, group: NounGroup) -> bool:
    """Tell whether a comma and "and" end a clause with its verb: "Peru has been at odds with Chile, and Mali has"."""
    at = group.start - 1
    if (
        not lead.preposition
        or group.index != lead.index + 1
        or sentence.tags[at] != "C"
        or sentence.tags[at - 1] != ","
    ):
        return False
    clause = range(lead.start - 1, -1, -1)
    return next((sentence.tags[j] in "VX" for j in clause if sentence.tags[j] in "VXUQ,;:"), False)


def _closes_clause(sentence: Relations, lead: NounGroup) -> bool:
    """Tell whether a group ends a clause that has its verb: "Turkey objected to the plan and Russia left"."""
    if not lead.preposition or lead.parent >= 0 and not sentence.groups[lead.parent].preposition:
        return False
    for j in range(lead.start - 1, -1, -1):
        if sentence.tags[j] in BOUNDARY or sentence.tags[j] in "UQ":
            return False
        if sentence.verb_at[j] >= 0:
            verb = sentence.verbs[sentence.verb_at[j]]
            return verb.tense in ("past", "present") and verb.end == lead.start - 1
    return False


def opening_dash(sentence: Relations, verb: VerbGroup) -> int:
    """Return where an insertion between dashes opens that a verb stands right behind, or -1."""
    at = verb.start - 1
    if at < 0 or sentence.tags[at] not in "–—":
        return -1
    return next((i for i in range(at - 1, -1, -1) if sentence.tags[i] in "–—"), -1)


def ended_by(sentence: Relations, dash: int) -> VerbGroup | None:
    """Return the verb whose clause a dash ends, where it has more behind it than its subject."""
    index = sentence.group_at[dash - 1] if dash else -1
    behind = sentence.groups[index].verb if index >= 0 else sentence.verb_at[dash - 1]
    return sentence.verbs[behind] if behind >= 0 else None


def behind_relative(sentence: Relations, verb: VerbGroup) -> bool:
    """Tell whether only a phrase of time or manner parts a verb from "who" or "that": "who in May led them"."""
    at = verb.start - 1
    while at > 0 and (index := sentence.group_at[at]) >= 0 and sentence.groups[index].preposition:
        at = sentence.groups[index].start - 2
    return at < verb.start - 1 and sentence.tags[at] == "Q" and verb.tense in ("past", "present")


def of_opening_gerund(sentence: Relations, subject: NounGroup, verb: VerbGroup) -> bool:
    """Tell whether a group is the object of a gerund that opens the sentence and is itself the subject."""
    first = sentence.verbs[0]
    if subject.verb != 0 or first.tense != "ing" or first.start:
        return False
    return verb.index == 1 and "," not in sentence.tags[: verb.start]


def waiting_subject(sentence: Relations, verb: VerbGroup) -> NounGroup | None:
    """Return the noun group that opens a sentence before a comma and still has no verb: "Peru, he said, has left"."""
    if verb.tense not in ("past", "present") or not verb.index:
        return None
    lead = next((one for one in sentence.groups if not one.preposition and not one.time and one.owner < 0), None)
    if lead is None or lead.verb >= 0 or "".join(sentence.tags[lead.end : lead.end + 2]).lstrip("R")[:1] != ",":
        return None
    if lead.parent >= 0 or any(tag in "VXMLGUQ" for tag in sentence.tags[: lead.start]):
        return None
    taken = any(lead.index in one.subject for one in sentence.verbs[: verb.index])
    following = sentence.groups[lead.index + 1] if lead.index + 1 < len(sentence.groups) else lead
    listed = following is not lead and following.first == lead.index and not following.apposed
    return None if taken or listed or lead.end >= verb.start else lead
