"""Plain text, one document per file, with optional front matter."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from exporter.documents.draft import Draft, Origin
from exporter.documents.errors import DocumentError
from exporter.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

# A text of this length would take the coder hours; a file that holds more is no news report.
MAX_BYTES = 2**28

_FIELDS = ("id", "title", "published", "publisher", "url", "language", "country")
_OTHER_NAMES = {"date": "published", "headline": "title", "source": "publisher", "link": "url", "lang": "language"}
_FENCE = "---"
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_ -]*")
_LONGEST_KEY = 40
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_whole(stream: BinaryIO, origin: Origin) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a byte order mark, or else what Windows-1252 makes of it."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DocumentError(origin.name, f"holds one text of more than {MAX_BYTES:,} bytes", advice="split it")
    return decode(data, origin)


def decode(data: bytes, origin: Origin, *, row: int | None = None) -> str:
    """Return the text that bytes hold, and report bytes that are not UTF-8."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start
    mixed = data.decode("utf-8-sig", "replace")
    high = sum(1 for character in mixed if not character.isascii())
    # Text in Windows-1252 has hardly a sequence that happens to be UTF-8; text with some broken bytes has many.
    is_windows = mixed.count("\ufffd") * 2 > high and all(byte not in data for byte in b"\x81\x8d\x8f\x90\x9d")
    origin.report(
        "invalid-utf8",
        f"byte {where} is not UTF-8; "
        + ("the text was read as Windows-1252" if is_windows else "bytes like it were replaced by U+FFFD"),
        severity="warning",
        row=row,
        expected="UTF-8",
    )
    return data.decode("cp1252") if is_windows else mixed


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value.partition(" #")[0].rstrip()


def _entry(line: str) -> tuple[str, str] | None:
    """Return the key and the value of a line of front matter, or None where it is no such line."""
    key, colon, value = line.partition(":")
    key = key.rstrip()
    if not colon or len(key) > _LONGEST_KEY or not _KEY.fullmatch(key) or not (not value or value[0].isspace()):
        return None
    return key.casefold(), _unquoted(value.strip())


def split_front_matter(text: str, origin: Origin) -> tuple[dict[str, Any], str]:
    """Return the fields that stand between two lines of three hyphens at the start of a text, and the rest."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != _FENCE:
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in {_FENCE, "..."}), None)
    entries = [(row, _entry(line)) for row, line in enumerate(lines[1:end], 2) if line.strip() and line[0] != "#"]
    if end is None or any(entry is None for _, entry in entries):
        origin.report(
            "front-matter",
            "the file begins like front matter but is not; it was read as text",
            severity="warning",
            row=1,
            expected="lines such as 'published: 2022-01-05' between two lines of three hyphens",
        )
        return {}, text
    fields: dict[str, Any] = {}
    for row, entry in entries:
        key, value = entry or ("", "")
        name = _OTHER_NAMES.get(key, key)
        if name in _FIELDS:
            fields[name] = value or None
        else:
            origin.report(
                "unknown-field",
                f"front matter has no field {key!r}; it was left out",
                severity="warning",
                row=row,
                column=key,
                expected=", ".join(_FIELDS),
                nearest=nearest(key, _FIELDS),
            )
    return fields, "".join(lines[end + 1 :])


def read(stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the one document that the file is."""
    fields, text = split_front_matter(read_whole(stream, origin), origin)
    yield Draft({"id": origin.default_id, **fields, "text": text.strip("\r\n")})
