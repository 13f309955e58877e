"""Make text of the bytes of cells, and name those that were damaged on their way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

    from exporter.tables.collecting import FindingCollector
    from exporter.tables.numbering import RowNumbers

# UTF-8 read as Windows-1252 and written as UTF-8 again: the first byte of a character has become Â, Ã, Ð, Ñ or â, and
# behind it stands what Windows-1252 makes of a byte from 0x80 to 0xBF.
_MOJIBAKE = re.compile(
    rb"\xc3[\x82\x83\x90\x91\xa2]"
    rb"(?:\xc2[\x80-\xbf]|\xe2\x80[\x93-\xba]|\xe2\x82\xac|\xe2\x84\xa2|\xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe]|\xcb[\x86\x9c]|\xc6\x92)"
)
# The five bytes that Windows-1252 leaves open stand for themselves, as browsers read them.
_OPEN_BYTES = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


_C1 = re.compile(rb"\xc2[\x80-\x84\x86-\x9f]")
_C1_AS_WINDOWS = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in _OPEN_BYTES and byte != 0x85  # noqa: PLR2004  # U+0085 is a newline
}


def windows_1252(data: bytes) -> str:
    r"""Return bytes read as Windows-1252, in which every byte has a meaning.

    >>> windows_1252(b"caf\xe9")
    'café'
    """
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte in _OPEN_BYTES else bytes([byte]).decode("cp1252") for byte in data)


def unmangled(text: str) -> str | None:
    r"""Return what text was before its bytes were read in the wrong encoding, or None where that is not certain.

    Two mistakes are undone: UTF-8 read as Windows-1252, and Windows-1252 read as Latin-1.

    >>> unmangled("cafÃ©"), unmangled("the party\x92s list")
    ('café', 'the party\u2019s list')
    """
    try:
        return b"".join(
            bytes([ord(character)]) if ord(character) in _OPEN_BYTES else character.encode("cp1252")
            for character in text
        ).decode("utf-8")
    except UnicodeError:
        repaired = text.translate(_C1_AS_WINDOWS)
        return None if repaired == text else repaired


def text_column(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> pa.Array:
    """Return a column of bytes as text; cells that are not UTF-8 are read as Windows-1252 and reported."""
    try:
        return column.cast(pa.string())
    except pa.ArrowInvalid:
        pass
    cells: list[str | None] = []
    for index, data in enumerate(column.to_pylist()):
        if data is None:
            cells.append(None)
            continue
        try:
            cells.append(data.decode("utf-8"))
        except UnicodeDecodeError:
            text = windows_1252(data)
            cells.append(text)
            problems.add(
                "invalid-utf8",
                "the cell is not UTF-8; it was read as Windows-1252",
                row=rows.of(index),
                column=name,
                value=text,
                expected="UTF-8; name the encoding if the file has another",
            )
    return pa.array(cells, pa.string())


def _is_mangled(data: ReadableBuffer) -> bool:
    return bool(_MOJIBAKE.search(data) or _C1.search(data))


def check_mojibake(batch: pa.RecordBatch, rows: RowNumbers, problems: FindingCollector) -> None:
    """Report cells whose text was read in the wrong encoding once; they are left as they are."""
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        data = column.buffers()[2]
        if data is None or not _is_mangled(data):
            continue
        for index, text in enumerate(column.to_pylist()):
            if text is not None and _is_mangled(text.encode()):
                problems.add(
                    "mojibake",
                    "the cell reads like text that was read in the wrong encoding once; it was left as it is",
                    severity="warning",
                    row=rows.of(index),
                    column=name,
                    value=text,
                    nearest=unmangled(text),
                )
