"""Pair the labels of two codings, so that each pair can be compared."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.evaluation.gold import Label

Unit = Literal["event", "document"]
Level = Literal["code", "root", "quad"]
NO_EVENT = "(no event)"

Pair = tuple[str, str]
_Item = tuple[str, tuple[tuple[int, int], ...]]


def _category(label: Label, scheme: str, level: Level) -> str | None:
    return {"code": label.codes, "root": label.roots, "quad": label.quads}[level].get(scheme)


def _by_document(labels: Iterable[Label], scheme: str, level: Level) -> dict[str, list[_Item]]:
    documents: dict[str, list[_Item]] = defaultdict(list)
    for label in labels:
        items = documents[label.document]  # a document without a code of this scheme counts as one without events
        category = _category(label, scheme, level)
        if category is not None:
            items.append((category, label.spans))
    return documents


def pairs(
    gold: Sequence[Label], coded: Sequence[Label], scheme: str, *, unit: Unit = "event", level: Level = "code"
) -> Iterator[Pair]:
    """Yield (gold category, coded category) for each unit of the documents that ``gold`` holds.

    By document, a unit is a document and its category that of its first event. By event, the events of a document are
    paired one to one: those whose evidence overlaps most first, then those of the same category, then those left over
    in their order where neither gives evidence; an event without a partner is paired with ``"(no event)"``.
    """
    theirs = _by_document(coded, scheme, level)
    for document, items in _by_document(gold, scheme, level).items():
        others = theirs.get(document, [])
        if unit == "document":
            yield (items[0][0] if items else NO_EVENT, others[0][0] if others else NO_EVENT)
        else:
            yield from _match(items, others)


def _overlap(first: tuple[tuple[int, int], ...], second: tuple[tuple[int, int], ...]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in first for c, d in second)


def _match(items: list[_Item], others: list[_Item]) -> Iterator[Pair]:
    scored = []
    for i, (category, spans) in enumerate(items):
        for j, (other, other_spans) in enumerate(others):
            both = bool(spans and other_spans)
            overlap = _overlap(spans, other_spans) if both else 0
            if both and not overlap:
                continue  # evidence in other words is another event
            scored.append((-overlap, category != other, abs(i - j), i, j))
    free_items, free_others = set(range(len(items))), set(range(len(others)))
    for *_, i, j in sorted(scored):
        if i in free_items and j in free_others:
            free_items.remove(i)
            free_others.remove(j)
            yield items[i][0], others[j][0]
    yield from ((items[i][0], NO_EVENT) for i in sorted(free_items))
    yield from ((NO_EVENT, others[j][0]) for j in sorted(free_others))
