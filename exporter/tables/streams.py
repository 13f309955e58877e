"""Streams of bytes that watch over what passes through them."""

from __future__ import annotations

import codecs
import io
import zlib
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from exporter.tables.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

BUFFER_BYTES = 2**18


class Borrowed(io.RawIOBase):
    """A stream that someone else closes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def seekable(self) -> bool:
        """Return whether the stream below is."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place in the stream below."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the stream below."""
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes went into it."""
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


class Recorder(io.RawIOBase):
    """A stream that keeps what is read of another, so that it can be read again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept: list[bytes] = []

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes went into it."""
        view = memoryview(buffer).cast("B")
        data = self._stream.read(len(view))
        self._kept.append(data)
        view[: len(data)] = data
        return len(data)

    def recorded(self) -> bytes:
        """Return what was read."""
        return b"".join(self._kept)


class Guarded(io.RawIOBase):
    """Passes bytes on, counts them, and turns the failures of the stream below into InputError.

    Args:
        stream: the stream below.
        name: the file, as the user named it.
        prefix: bytes that come before those of the stream.
        limit: how many bytes may come.
        below: another stream to close with this one.
        end_line: whether to put a newline behind a last line that has none.

    """

    def __init__(  # what a stream is made of
        self,
        stream: IO[bytes],
        name: str,
        *,
        prefix: bytes = b"",
        limit: int | None = None,
        below: IO[bytes] | None = None,
        end_line: bool = False,
    ) -> None:
        self._stream, self._name, self._prefix, self._limit = stream, name, prefix, limit
        self._count, self._below = 0, below
        self._readinto: Callable[[memoryview], int | None] | None = getattr(stream, "readinto", None)
        self._end_line, self._last = end_line, b"\n"

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes went into it."""
        view = memoryview(buffer).cast("B")
        if self._prefix:
            count = min(len(view), len(self._prefix))
            view[:count], self._prefix = self._prefix[:count], self._prefix[count:]
        else:
            count = self._fill(view)
        self._count += count
        if self._limit is not None and self._count > self._limit:
            raise InputError(
                self._name,
                f"unpacks to more than {self._limit:,} bytes",
                advice="unpack it by hand if it is really that large",
            )
        if count:
            self._last = bytes(view[count - 1 : count])
        elif self._end_line and self._last not in b"\r\n":
            self._last = view[:1] = b"\n"
            count = 1
        return count

    def _fill(self, view: memoryview) -> int:
        try:
            if self._readinto is not None:
                return self._readinto(view) or 0
            data = self._stream.read(len(view)) or b""
            view[: len(data)] = data
            return len(data)
        except InputError:
            raise
        except (EOFError, OSError, zlib.error, ValueError) as error:
            raise InputError(self._name, f"cannot be read to its end ({error})", advice="fetch it again") from error
        except Exception as error:  # zipfile and pyarrow raise classes of their own for the same thing
            if type(error).__module__.partition(".")[0] not in {"zipfile", "pyarrow"}:
                raise
            raise InputError(self._name, f"is damaged ({error})", advice="fetch it again") from error

    def close(self) -> None:
        """Close this stream and those below."""
        if not self.closed:
            super().close()
            for stream in (self._stream, self._below):
                if stream is not None:
                    stream.close()


class Transcoded(io.RawIOBase):
    """Text of another encoding as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream, self._left = stream, b""
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes went into it."""
        view = memoryview(buffer).cast("B")
        while not self._left:
            data = self._stream.read(BUFFER_BYTES)
            self._left = self._decoder.decode(data, final=not data).encode("utf-8", "surrogatepass")
            if not data:
                break
        count = min(len(view), len(self._left))
        view[:count], self._left = self._left[:count], self._left[count:]
        return count

    def close(self) -> None:
        """Close this stream and those below."""
        if not self.closed:
            super().close()
            self._stream.close()


def buffered(stream: IO[bytes], name: str, **details: Any) -> BinaryIO:
    """Return a buffered stream over ``Guarded``, which takes the ``details``."""
    return io.BufferedReader(Guarded(stream, name, **details), BUFFER_BYTES)
