"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import re
import socket
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from collections.abc import Iterator

STDOUT = "-"
SUFFIX = ".partial"
_SYNC_BYTES = 16 << 20


class WriteError(ExporterError):
    """A file could not be written; what stood there before is untouched.

    Attributes:
        path: the file that was asked for.
        reason: what the operating system said.

    """

    def __init__(self, path: str | Path, reason: str) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(self.path, reason)

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}; nothing was changed there"


def partial_path(target: Path, suffix: str = SUFFIX) -> Path:
    """Return the name beside ``target`` under which this process writes it."""
    return target.with_name(f".{target.name}.{_host()}-{os.getpid()}{suffix}")


def stale_partials(target: Path, suffix: str = SUFFIX) -> Iterator[Path]:
    """Yield what processes of this machine that are no longer alive left behind of ``target``."""
    mine = re.compile(re.escape(f".{target.name}.{_host()}-") + "([0-9]+)" + re.escape(suffix))
    for entry in sorted(target.parent.iterdir()):
        found = mine.fullmatch(entry.name)
        if found and not _alive(int(found[1])):
            yield entry


def _host() -> str:
    return re.sub("[^A-Za-z0-9]", "_", socket.gethostname())


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextlib.contextmanager
def atomic_file(path: str | Path) -> Iterator[BinaryIO]:
    """Open ``path`` for writing; it takes the place of what was there when the block ends without an exception.

    ``-`` is standard output; a device or a pipe is written as it is.

    Raises:
        WriteError: the operating system refused, for want of space or of permission.

    """
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file() and not target.is_dir():
        with target.open("wb") as stream:
            yield stream
        return
    try:
        with _beside(target) as stream:
            yield stream
    except OSError as error:
        raise WriteError(path, error.strerror or str(error)) from error


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[BinaryIO]:
    if target.is_dir():
        raise IsADirectoryError(None, "it is a folder")
    for stale in stale_partials(target):
        stale.unlink(missing_ok=True)
    partial = partial_path(target)
    try:
        with _SyncedFile(partial) as stream:
            yield stream
            stream.sync()
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    sync_folder(target.parent)


class _SyncedFile(io.BufferedWriter):
    """A new file, put on the disk while it is being written, so that little is left to wait for at its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path, "wb"))
        self._pool = ThreadPoolExecutor(1)
        self._syncing: Future[None] | None = None
        self._unsynced = 0

    def write(self, data: Any, /) -> int:
        written = super().write(data)
        self._unsynced += written
        if self._unsynced >= _SYNC_BYTES and (self._syncing is None or self._syncing.done()):
            self._await()
            self._syncing, self._unsynced = self._pool.submit(os.fsync, self.fileno()), 0
        return written

    def _await(self) -> None:
        # The system reports only once that it could not put something on the disk.
        if self._syncing is not None:
            self._syncing.result()

    def sync(self) -> None:
        """Return when all of the file is on the disk."""
        self.flush()
        self._await()
        os.fsync(self.fileno())

    def close(self) -> None:
        self._pool.shutdown()
        super().close()


def sync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
