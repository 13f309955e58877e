"""From a document to its events."""

from __future__ import annotations

import gc
import os
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from exporter.coding.protocol import Coder
from exporter.errors import ExporterError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.context import BaseContext

    from exporter.coding.explanation import SentenceExplanation
    from exporter.documents import Document
    from exporter.events import Event

Made = TypeVar("Made")

CODERS = ("embedded",)
_YOUNG = 1_000_000  # objects that a worker process makes between two searches for rings
_BATCH = 32  # documents handed to a process at once, or fewer
_CHARACTERS = 40_000  # of text, with which no further document goes into the batch


class WorkerLostError(ExporterError):
    """A worker process was killed, most often for want of memory.

    Attributes:
        jobs: how many worker processes there were.

    """

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        super().__init__(jobs)

    def __str__(self) -> str:
        return f"one of {self.jobs} worker processes was killed; if memory is short, fewer --jobs need less"


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
    from exporter.coding.explanation import explain_document  # noqa: PLC0415 - as above

    return explain_document(document, **options)


def prepare(jobs: int) -> None:
    """Have the data that ``jobs`` processes will share loaded by another process, while this one goes on.

    It need not be called; the sooner it is, the less is waited for at the first document.
    """
    if jobs > 1 and os.name == "posix":
        from multiprocessing import forkserver  # noqa: PLC0415 - most runs take one process

        _start_method()
        forkserver.ensure_running()


def code_documents(documents: Iterable[Document], coder: Coder, *, jobs: int = 1) -> Iterator[list[Event]]:
    """Yield the events of each document, in the order of the documents, on ``jobs`` processes.

    No more documents are held than the processes are working on.

    Raises:
        WorkerLostError: a process was killed.

    """
    if jobs <= 1:
        for document in documents:
            yield coder.code(document)
        return
    yield from chain.from_iterable(code_together(documents, coder, _as_they_are, jobs=jobs))


def code_together(
    documents: Iterable[Document], coder: Coder, make: Callable[[list[list[Event]]], Made], *, jobs: int = 1
) -> Iterator[Made]:
    """Yield what ``make`` makes of the events of some documents at a time; the process that coded them does it.

    Args:
        documents: the documents.
        coder: what codes them.
        make: a function that can be handed to another process; it takes the events of each document.
        jobs: worker processes.

    Raises:
        WorkerLostError: a process was killed.

    """
    waiting = _batches(iter(documents))
    if jobs <= 1:
        for batch in waiting:
            yield make([coder.code(document) for document in batch])
        return
    # Most runs take one process, and need not load what starts others.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        with ProcessPoolExecutor(jobs, _start_method(), initializer=_take_coder, initargs=(coder,)) as pool:
            running = deque(pool.submit(_code_batch, batch, make) for batch in islice(waiting, 2 * jobs))
            while running:
                first = running.popleft()
                running.extend(pool.submit(_code_batch, batch, make) for batch in islice(waiting, 1))
                yield first.result()
    except BrokenProcessPool as error:
        raise WorkerLostError(jobs) from error


def _start_method() -> BaseContext:
    import multiprocessing  # noqa: PLC0415 - as above

    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    # Forking a process that has threads can block for ever, and Arrow has threads: a server without any is forked.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "exporter.coding.preloaded"])
    return context


def _as_they_are(coded: list[list[Event]]) -> list[list[Event]]:
    return coded


_IN_THIS_PROCESS: list[Coder] = []  # a worker process is handed its coder once, not with every batch


def _take_coder(coder: Coder) -> None:
    _IN_THIS_PROCESS[:] = [coder]
    gc.set_threshold(_YOUNG)  # coding makes many objects and hardly any ring


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if len(batch) >= _BATCH or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _code_batch(documents: list[Document], make: Callable[[list[list[Event]]], Made]) -> Made:
    (coder,) = _IN_THIS_PROCESS
    return make([coder.code(document) for document in documents])


__all__ = [
    "CODERS",
    "Coder",
    "WorkerLostError",
    "code_documents",
    "code_together",
    "explain",
    "get_coder",
    "prepare",
]
