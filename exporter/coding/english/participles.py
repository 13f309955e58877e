"""Past forms that only modify the noun before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.vocabulary import PARTICIPLE

if TYPE_CHECKING:
    from collections.abc import Collection

    from exporter.coding.english.vocabulary import Vocabulary


def reduce_relatives(words: list[str], tags: list[str], vocabulary: Vocabulary, finite: Collection[int] = ()) -> None:
    """Turn past forms that only modify the noun before them into participles; those in ``finite`` are none."""
    last = len(tags) - 1
    for i, found in enumerate(tags):
        if found != "V" or not i or tags[i - 1] not in "NE" or i in finite:
            if found == "V" and i and tags[i - 1] in "–—" and _is_inserted(i, tags):
                tags[i] = "L"
            continue
        known = vocabulary.verbs.get(words[i])
        if known and (not known[1] & PARTICIPLE or known[0] in vocabulary.intransitive):
            continue
        by_agent = i < last and words[i + 1] == "by" and not (i + 2 <= last and tags[i + 2] == "G")
        if (
            by_agent
            or (i < last and tags[i + 1] == "P" and _inside_phrase(i, words, tags, vocabulary))
            or (
                (i == last or tags[i + 1] in "P,.") and not _in_subordinate(i, tags) and _finite_follows(i, words, tags)
            )
        ):
            tags[i] = "L"


def _is_inserted(i: int, tags: list[str]) -> bool:
    """Tell whether a past form opens an insertion between dashes: "the troops – deployed in May – have left"."""
    close = next((j for j in range(i + 1, len(tags)) if tags[j] in "–—"), len(tags))
    return close + 1 < len(tags) and tags[close + 1] in "VXM" and not any(tag in "VXM–—" for tag in tags[: i - 1])


def _in_subordinate(i: int, tags: list[str]) -> bool:
    """Tell whether the noun before opens a clause that needs a finite verb: "the day on which Peru yielded to …"."""
    j = i - 1
    while j >= 0 and tags[j] in "NEJDS#KR":
        j -= 1
    return j >= 0 and tags[j] in "QU"


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


def resumes(i: int, words: list[str], tags: list[str]) -> bool:
    """Tell whether a past form goes on with the main clause behind an insertion: "Peru, which …, seized the ship"."""
    close = i - 1
    while close >= 0 and tags[close] == "R":
        close -= 1
    if close < 2 or tags[close] != ",":
        return False
    start = close - 1
    while start >= 0 and tags[start] not in ",;:.":
        start -= 1
    if start < 1 or tags[start] != "," or tags[start - 1] not in "NE#":
        return False
    inside = tags[start + 1 : close]
    inserted = inside[0] in "QDSJL" or inside[:2] == ["P", "Q"] or (inside[0] in "NE" and "C" not in inside)
    own = next((tag == "Q" for tag in inside if tag in "QVXM"), True)  # no clause but a relative one
    return inserted and own and not _finite_before(start, tags) and not _verb_behind_comma(i, words, tags)


def _finite_before(end: int, tags: list[str]) -> bool:
    at = end - 1
    while at >= 0 and tags[at] not in ";:.":
        if tags[at] in "VXMU":
            return True
        at -= 1
    return False


def _verb_behind_comma(i: int, words: list[str], tags: list[str]) -> bool:
    """Tell whether the finite verb seems to come later: "the minister, a lawyer, accused of fraud, resigned"."""
    return any(
        tags[j] == "," and (tags[j + 1] in "VXM" or (tags[j + 1] == "?" and words[j + 1].endswith("ed")))
        for j in range(i + 1, len(tags) - 1)
    )
