"""From a document to its events."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from exporter.coding.protocol import Coder
from exporter.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.coding.explain import SentenceExplanation
    from exporter.documents import Document
    from exporter.events import Event

CODERS = ("embedded",)
_BATCH = 32  # documents handed to a process at once


def get_coder(name: str = "embedded", **options: Any) -> Coder:
    """Return the coder of that name.

    Raises:
        UnknownNameError: there is no such coder.

    """
    if name != "embedded":
        raise UnknownNameError("coder", name, CODERS)
    from exporter.coding.coder import EmbeddedCoder  # noqa: PLC0415 - the lexicon is loaded when a coder is asked for

    return EmbeddedCoder(**options)


def explain(document: Document, **options: Any) -> list[SentenceExplanation]:
    """Return, for every sentence of a document, its events and why, or why it has none."""
    from exporter.coding.explain import explain_document  # noqa: PLC0415 - as above

    return explain_document(document, **options)


def code_documents(documents: Iterable[Document], coder: Coder, *, jobs: int = 1) -> Iterator[list[Event]]:
    """Yield the events of each document, in the order of the documents, on ``jobs`` processes.

    No more documents are held than the processes are working on.
    """
    if jobs <= 1:
        for document in documents:
            yield coder.code(document)
        return
    waiting = iter(documents)
    with ProcessPoolExecutor(jobs) as pool:
        running = [pool.submit(partial(_code_batch, coder), batch) for batch in _batches(waiting, jobs * 2)]
        while running:
            first = running.pop(0)
            running.extend(pool.submit(partial(_code_batch, coder), batch) for batch in _batches(waiting, 1))
            yield from first.result()


def _batches(documents: Iterator[Document], count: int) -> Iterator[list[Document]]:
    for _ in range(count):
        batch = list(islice(documents, _BATCH))
        if not batch:
            return
        yield batch


def _code_batch(coder: Coder, documents: list[Document]) -> list[list[Event]]:
    return [coder.code(document) for document in documents]


__all__ = ["CODERS", "Coder", "code_documents", "explain", "get_coder"]
