"""Work on several cores at once, results in order."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], *, jobs: int | None = None, first_alone: bool = True
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with its result, in the order of the items; ``jobs`` items are worked on at once.

    Arrow and numpy let go of the interpreter while they work, so threads are enough. The first item is done alone, so
    that what is made once is made by one thread, unless ``first_alone`` says otherwise. Few items wait at any time,
    however many there are.

    >>> list(in_order(abs, [-1, 2], jobs=2))
    [(-1, 1), (2, 2)]
    """
    jobs = cores() if jobs is None else jobs
    waiting = iter(items)
    if first_alone:
        for first in waiting:
            yield first, work(first)
            break
    if jobs < 2:  # noqa: PLR2004 - one thread is this one
        for item in waiting:
            yield item, work(item)
        return
    with ThreadPoolExecutor(jobs, thread_name_prefix="validate") as pool:
        running: deque[tuple[Item, Future[Result]]] = deque()
        try:
            for item in waiting:
                running.append((item, pool.submit(work, item)))
                if len(running) > jobs:
                    done, future = running.popleft()
                    yield done, future.result()
            while running:
                done, future = running.popleft()
                yield done, future.result()
        finally:
            for _, future in running:
                future.cancel()
