"""From documents to batches of events."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from exporter.coding import code_together
from exporter.events import to_batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.coding import Coder
    from exporter.documents import Document
    from exporter.events import Event

_EVENTS_IN_BATCH = 4_096


def event_batches(
    documents: Iterable[Document], coder: Coder, *, jobs: int = 1, min_confidence: float = 0.0
) -> Iterator[pa.RecordBatch]:
    """Yield the events of ``documents`` in their order as batches; events below ``min_confidence`` are left out."""
    held: list[pa.RecordBatch] = []
    # Batches travel between processes in a fraction of the time that events take.
    for batch in code_together(documents, coder, partial(_batch_of, min_confidence=min_confidence), jobs=jobs):
        if batch.num_rows:
            held.append(batch)
        if sum(one.num_rows for one in held) >= _EVENTS_IN_BATCH:
            yield _joined(held)
            held = []
    if held:
        yield _joined(held)


def _batch_of(coded: Iterable[Iterable[Event]], min_confidence: float) -> pa.RecordBatch:
    return to_batch(event for events in coded for event in events if _confidence(event) >= min_confidence)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    (batch,) = pa.Table.from_batches(batches).combine_chunks().to_batches()
    return batch


def _confidence(event: Event) -> float:
    """Return the coder's confidence; an event without one is taken as sure."""
    known = event.coder.confidence if event.coder else None
    return 1.0 if known is None else known
