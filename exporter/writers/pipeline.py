"""Encode batches on several threads and hand the bytes on in order."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pyarrow as pa

_ROWS = 8_192  # enough to keep a thread busy, little enough to stay in the cache
_BYTES = 64_000_000  # Arrow text offsets are 32 bits, and escaping can make text six times as long


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before, between and behind the encoded pieces, and instead of them where there is none."""

    before: bytes = b""
    between: bytes = b""
    behind: bytes = b""
    nothing: bytes = b""


class OrderedEncoder:
    """A sink of batches: ``encode`` runs on threads (Arrow kernels release the lock), bytes are written in order."""

    def __init__(
        self, stream: BinaryIO, encode: Callable[[pa.RecordBatch], pa.Buffer], *, frame: Frame | None = None
    ) -> None:
        self._stream, self._encode = stream, encode
        self._frame = frame or Frame()
        self._written = False
        threads = os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(threads)
        self._ahead = 2 * threads
        self._pending: deque[Future[pa.Buffer]] = deque()

    def write(self, batch: pa.RecordBatch) -> None:
        """Encode and write the rows of ``batch``."""
        for piece in _pieces(batch):
            while len(self._pending) >= self._ahead:
                self._write_next()
            self._pending.append(self._pool.submit(self._encode, piece))

    def _write_next(self) -> None:
        encoded = self._pending.popleft().result()
        self._stream.write(self._frame.between if self._written else self._frame.before)
        self._stream.write(encoded)
        self._written = True

    def close(self) -> None:
        """Write what is still being encoded."""
        try:
            while self._pending:
                self._write_next()
            self._stream.write(self._frame.behind if self._written else self._frame.nothing)
        finally:
            self.abort()

    def abort(self) -> None:
        """Stop without writing more."""
        self._pool.shutdown(cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    for start in range(0, batch.num_rows, _ROWS):
        yield from _light(batch.slice(start, _ROWS))


def _light(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    if batch.num_rows <= 1 or batch.nbytes <= _BYTES:
        yield batch
        return
    half = batch.num_rows // 2
    yield from _light(batch.slice(0, half))
    yield from _light(batch.slice(half))
