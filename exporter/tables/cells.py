"""Make text of the bytes of cells, and name those that were damaged on their way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from exporter.tables.validity import ESCAPED_BYTES, LEAD, restored

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


# Both begin with one of these two bytes.
_FIRST_LEAD, _LEADS = np.uint8(0xC2), 2
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


def readable(text: str) -> str:
    """Return text in which bytes that are not UTF-8 are read as Windows-1252."""
    data = restored(text)
    return text if data is None else windows_1252(data)


def _highest(column: pa.Array) -> int:
    """Return the highest byte of a column of text; looking for it costs next to nothing."""
    data = column.buffers()[2]
    values = np.frombuffer(data, np.uint8) if data is not None else np.empty(0, np.uint8)
    return int(np.max(values, initial=0))


def _report_bytes(text: str, name: str, row: int, problems: FindingCollector) -> None:
    problems.add(
        "invalid-utf8",
        "the cell is not UTF-8; it was read as Windows-1252",
        row=row,
        column=name,
        value=text,
        expected="UTF-8; name the encoding if the file has another",
    )


def text_of_bytes(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> pa.Array:
    """Return a column of bytes as text; cells that are not UTF-8 are read as Windows-1252 and reported."""
    cells: list[str | None] = []
    for index, data in enumerate(column.to_pylist()):
        try:
            cells.append(None if data is None else data.decode("utf-8"))
        except UnicodeDecodeError:
            cells.append(windows_1252(data))
            _report_bytes(str(cells[-1]), name, rows.of(index), problems)
    return pa.array(cells, pa.string())


def _unescaped(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> pa.Array:
    """Return a column in which bytes that are not UTF-8 are read as Windows-1252, and report the cells."""
    cells = column.to_pylist()
    for index, cell in enumerate(cells):
        data = None if cell is None else restored(cell)
        if data is not None:
            cells[index] = windows_1252(data)
            _report_bytes(cells[index], name, rows.of(index), problems)
    return pa.array(cells, pa.string())


def _is_mangled(data: ReadableBuffer) -> bool:
    return bool(_MOJIBAKE.search(data) or _C1.search(data))


def _report_mangled(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> None:
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


def checked_column(column: pa.Array, name: str, rows: RowNumbers, problems: FindingCollector) -> pa.Array:
    """Return a column of text, and report cells that are not UTF-8 or were read in the wrong encoding once."""
    highest = _highest(column)
    if highest >= LEAD and ESCAPED_BYTES.search(column.buffers()[2]):
        column = _unescaped(column, name, rows, problems)
    if highest >= _FIRST_LEAD:
        data = np.frombuffer(column.buffers()[2], np.uint8)
        if ((data - _FIRST_LEAD) < _LEADS).any() and _is_mangled(column.buffers()[2]):
            _report_mangled(column, name, rows, problems)
    return column
