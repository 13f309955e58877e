"""Past forms that only modify the noun before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import PARTICIPLE

if TYPE_CHECKING:
    from exporter.coding.english.vocabulary import Vocabulary


def reduce_relatives(words: list[str], tags: list[str], vocabulary: Vocabulary) -> None:
    """Turn past forms that only modify the noun before them into participles."""
    last = len(tags) - 1
    for i, found in enumerate(tags):
        if found != "V" or not i or tags[i - 1] not in "NE":
            continue
        known = vocabulary.verbs.get(words[i])
        if not known or not known[1] & PARTICIPLE or known[0] in vocabulary.intransitive:
            continue
        by_agent = i < last and words[i + 1] == "by" and not (i + 2 <= last and tags[i + 2] == "G")
        if (
            by_agent
            or (i < last and tags[i + 1] == "P" and _inside_phrase(i, words, tags, vocabulary))
            or ((i == last or tags[i + 1] in "P,.") and _finite_follows(i, words, tags))
        ):
            tags[i] = "L"


def _inside_phrase(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a noun before is an object: "knew about the men killed in May", "held a man wanted in Mali"."""
    j = i - 1
    while j >= 0 and tags[j] in "NEJDS#K":
        j -= 1
    if j >= 0 and tags[j] in "VGL" and j < i - 1:
        known = vocabulary.verbs.get(words[j])
        return known is not None and known[0] not in vocabulary.speech
    if j < 0 or tags[j] != "P":
        return False
    while j >= 0 and tags[j] not in ",;.:UQ":
        if tags[j] in "VXML":
            return True
        j -= 1
    return False


def _finite_follows(i: int, words: list[str], tags: list[str]) -> bool:
    for j in range(i + 1, len(tags)):
        found = tags[j]
        if found in "QUO;:" or (found == "," and j + 1 < len(tags) and tags[j + 1] in "CUQGO"):
            return False
        if found == "C" and j + 1 < len(tags) and tags[j + 1] in "VXM":
            return False
        if found == "M" or (found == "X" and words[j] not in ("be", "been", "being", "having")):
            return True
        if found == "V" and tags[j - 1] != "T":
            return True
        if found == "T":
            return False
    return False
