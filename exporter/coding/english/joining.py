"""Verbs that are joined: what they share with one another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import VerbGroup
    from exporter.coding.english.relations import Relations

_CLAUSAL = frozenset(("say", "claim", "believe", "think", "insist", "estimate"))  # what is said is a clause


def share_objects(sentence: Relations) -> None:
    """Give the first of two joined verbs the object that stands behind both: "seized and burnt the lorries"."""
    for verb, following in pairwise(sentence.verbs):
        if verb.object or not following.object or sentence.tags[verb.head] != sentence.tags[following.head]:
            continue
        between = sentence.tags[verb.end : following.start]
        if "".join(between).strip("R") == "C" and verb.head == verb.end - 1 and sentence.takes_objects(verb):
            verb.object = list(following.object)


def no_subject_between(sentence: Relations, verb: VerbGroup, earlier: VerbGroup) -> bool:
    """Tell whether a coordinated verb has no subject of its own."""
    at = verb.start - 1
    while at >= earlier.end and sentence.tags[at] in 'R"':
        at -= 1
    if sentence.tags[at] == "C":
        return True
    if earlier.tense == "participle" and verb.tense not in ("participle", "ing", "infinitive"):
        return False  # "the soldiers, supported by allies, attacked"
    if earlier.object and earlier.lemma in _CLAUSAL:
        return False  # "said fifty people, most of them women, were killed"
    # ", killing", ", wounded and fled": a list of verbs; but ", the man who ..., fled" is not
    return sentence.tags[at] == "," and all(
        sentence.tags[j] not in "QU" for j in range(earlier.start - 1 if earlier.start else 0, at)
    )


def is_foretold(sentence: Relations, verb: VerbGroup) -> bool:
    """Tell whether a clause is what the subject of the verb above says will be, in that one's tense."""
    if verb.link != "complement" or verb.governor < 0 or not verb.modal:
        return False
    return sentence.verbs[verb.governor].tense == "past"


def foretell_headline(relations: Relations, verb: VerbGroup) -> None:
    """Read "Peru to host summit" as what will be: nothing else is a verb there, and the subject opens it."""
    index = relations.group_at[verb.start - 1] if verb.start else -1
    if index < 0 or any(one.tense not in ("infinitive", "ing", "participle") for one in relations.verbs):
        return
    group = relations.groups[relations.groups[index].first]
    if group.start or group.preposition or relations.words[group.head] in relations.vocabulary.content_nouns:
        return
    verb.modal, verb.tense, verb.link, verb.subject = "will", "future", "main", [group.index]
