"""Documents to files of checked events."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from exporter.coding.batches import event_batches
from exporter.events import event_schema
from exporter.release.checking import Checker
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exporter.coding import Coder
    from exporter.documents import Document
    from exporter.validation import Report


class Counter:
    """Passes documents on, counts them and remembers the latest day on which one was published."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = documents
        self.count = 0
        self.latest: str | None = None

    def __iter__(self) -> Iterator[Document]:
        for document in self._documents:
            self.count += 1
            if document.published:
                self.latest = max(self.latest or "", document.published[: len("2022-01-05")])
            yield document


@dataclasses.dataclass(frozen=True, slots=True)
class CodeSummary:
    """What one run of the coder came to."""

    documents: int
    events: int
    checked: Report


def write_events(
    documents: Iterable[Document],
    out: str | Path,
    *,
    coder: Coder,
    jobs: int = 1,
    min_confidence: float = 0.0,
    format: str | None = None,  # noqa: A002 - as open_writer has it
) -> CodeSummary:
    """Code ``documents`` and write their events to ``out``, each checked against the Event schema before.

    An event that the schema refuses is not written; the summary's report says why.
    """
    counter = Counter(documents)
    checker = Checker("event", str(out))
    with open_writer(out, event_schema(), format=format) as writer:
        batches = event_batches(counter, coder, jobs=jobs, min_confidence=min_confidence)
        for batch in checker.valid_batches(batches):
            writer.write(batch)
    return CodeSummary(counter.count, writer.rows, checker.report())
