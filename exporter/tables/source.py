"""A file that is about to be read as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from exporter.tables.collecting import FindingCollector
    from exporter.tables.options import ReadOptions


@dataclass(frozen=True, slots=True)
class TableSource:
    """What every reader of tables is given.

    Attributes:
        name: the file, as the user named it.
        stream: its bytes from the start, unpacked.
        head: the first of them.
        whole: whether these are all.
        options: what is known of the table.
        problems: takes what is wrong with it.

    """

    name: str
    stream: BinaryIO
    head: bytes
    whole: bool
    options: ReadOptions
    problems: FindingCollector
