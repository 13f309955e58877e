"""Which module reads which format, and how a format is told."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Protocol

from exporter.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.documents.draft import Draft, Origin


class Reader(Protocol):
    """What each module of this folder provides under the name ``read``."""

    def __call__(self, stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
        """Yield the documents of an open file; report what cannot be read."""


# Format → the suffixes of its files. The module of the same name in this folder reads it.
FORMATS: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "jsonl": (".jsonl", ".ndjson"),
    "json": (".json",),
    "csv": (".csv", ".tsv", ".tab"),
    "parquet": (".parquet", ".pq"),
    "xlsx": (".xlsx",),
    "html": (".html", ".htm", ".xhtml"),
    "feed": (".rss", ".atom", ".xml"),
}
_PACKED = (".gz", ".zst", ".zip")
_HEAD = 4096


def format_of_name(name: str) -> str | None:
    """Return the format that the suffix of a file's name tells, or None.

    >>> format_of_name("news/2022.JSONL.gz")
    'jsonl'
    """
    path = PurePath(name.casefold())
    while path.suffix in _PACKED:
        path = path.with_suffix("")
    return next((name for name, suffixes in FORMATS.items() if path.suffix in suffixes), None)


# What the first bytes of a file, small letters all, look like → its format; the first that fits counts.
_PROLOGUE = r"(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*"
_LOOKS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"par1", "parquet"),
        (r"pk\x03\x04", "xlsx"),  # archives were unpacked, so it is a workbook
        (r"\{[^\n]*\}\s*(\n|$)", "jsonl"),
        (r"\{[^\n]*$", "jsonl"),  # a first line longer than the bytes looked at
        (r"[\[{]", "json"),
        (_PROLOGUE + r"<(?:rss|feed|rdf:rdf)\b", "feed"),
        (_PROLOGUE + r"<(?:!doctype html|html|head|body)\b", "html"),
        (r'(?:[^\n]*[,;\t])?"?(?:text|body|content|notes)"?(?:[,;\t][^\n]*)?\s*\n\s*\S', "csv"),
    )
)


def format_of_content(head: bytes) -> str:
    """Return the format that the first bytes of a file tell; what tells nothing is text.

    >>> format_of_content(b'{"id": "a", "text": "Police detained twelve people."}')
    'jsonl'
    """
    start = head[:_HEAD].decode("utf-8-sig", "replace").lstrip().casefold()
    return next((name for pattern, name in _LOOKS if pattern.match(start)), "text")


def read_drafts(format_name: str, stream: BinaryIO, origin: Origin) -> Iterator[Draft]:
    """Yield the documents of an open file of that format.

    Raises:
        UnknownNameError: there is no such format.

    """
    if format_name not in FORMATS:
        raise UnknownNameError("format", format_name, FORMATS)
    reader: Reader = import_module(f"exporter.documents.formats.{format_name}").read
    return reader(stream, origin)
