"""Make sure that bytes are UTF-8 before a parser sees them, and keep those that are not recognisable.

Each byte that is no UTF-8 becomes a character of its own from the end of Unicode's last private plane, which text does
not use; ``restored`` gives the bytes back.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, BinaryIO

import pyarrow as pa

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BLOCK = 2**20
_PIECE = 2**20  # bytes that are looked at at once before a file is parsed: as many as stay in the cache
_ESCAPED = 0x10FF00  # byte 0x80 becomes U+10FF80
_SURROGATE = 0xDC00  # where Python puts such bytes
_TO_PRIVATE = {_SURROGATE + byte: _ESCAPED + byte for byte in range(0x80, 0x100)}
_PRIVATE = re.compile(f"[{chr(_ESCAPED + 0x80)}-{chr(_ESCAPED + 0xFF)}]")
_HIGHEST_ASCII = 0x7F

# The first byte of each such character, and what a search for one looks for.
LEAD = 0xF4
ESCAPED_BYTES = re.compile(rb"\xf4\x8f[\xbe\xbf]")


def is_utf8(data: bytes | memoryview) -> bool:
    r"""Return whether bytes are UTF-8 from their first to their last.

    >>> is_utf8("é".encode()), is_utf8(b"\xe9")
    (True, False)
    """
    if not len(data):
        return True
    offsets = pa.array([0, len(data)], pa.int64()).buffers()[1]
    try:
        pa.LargeStringArray.from_buffers(1, offsets, pa.py_buffer(data)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def holds_utf8(stream: BinaryIO) -> bool:
    """Return whether what a stream holds from here on is UTF-8; it is read in pieces, so that memory does not grow."""
    left = b""
    while data := stream.read(_PIECE):
        block = left + data
        end = _cut(block)
        if not is_utf8(memoryview(block)[:end]):
            return False
        left = block[end:]
    return is_utf8(left)


def escaped(data: bytes) -> bytes:
    """Return bytes with those that are not UTF-8 as characters of their own."""
    return data.decode("utf-8", "surrogateescape").translate(_TO_PRIVATE).encode("utf-8")


def restored(text: str) -> bytes | None:
    r"""Return the bytes that text was before it was escaped, or None where it is as it was.

    >>> restored(escaped(b"caf\xe9").decode()), restored("café")
    (b'caf\xe9', None)
    """
    if not _PRIVATE.search(text):
        return None
    return b"".join(
        bytes([ord(character) - _ESCAPED]) if _PRIVATE.match(character) else character.encode() for character in text
    )


def _cut(data: bytes) -> int:
    """Return a place in the bytes, as far back as can be, at which no character is split."""
    newline = data.rfind(b"\n")
    if newline >= 0:
        return newline + 1
    end = len(data)
    while end and data[end - 1] > _HIGHEST_ASCII:
        end -= 1
    return end


class Utf8Stream(io.RawIOBase):
    """Bytes of another stream, escaped where they are not UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ready, self._left = memoryview(b""), b""

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer and return how many bytes went into it."""
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view) and self._more():  # a parser's blocks are as large as what it gets at once
            count = min(len(view) - filled, len(self._ready))
            view[filled : filled + count], self._ready = self._ready[:count], self._ready[count:]
            filled += count
        return filled

    def _more(self) -> bool:
        """Make bytes ready and return whether there are any."""
        while not self._ready:
            data = self._stream.read(_BLOCK)
            block = self._left + data
            end = _cut(block) if data else len(block)
            whole, self._left = block[:end], block[end:]
            self._ready = memoryview(whole if is_utf8(whole) else escaped(whole))
            if not data:
                break
        return bool(self._ready)

    def close(self) -> None:
        """Close this stream and the one below."""
        if not self.closed:
            super().close()
            self._stream.close()
