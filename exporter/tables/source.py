"""What a reader of tables is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from exporter.tables.collecting import FindingCollector
    from exporter.tables.options import ReadOptions


@dataclass(frozen=True, slots=True)
class TableSource:
    """A file that is about to be read as a table.

    Attributes:
        name: the file, as the user named it.
        stream: its bytes from the start, unpacked; can be read from any place where the format needs that.
        options: what is known of the table.
        problems: takes what is wrong with it.
        path: the file itself, where it lies on disk unpacked.

    """

    name: str
    stream: BinaryIO
    options: ReadOptions
    problems: FindingCollector
    path: str | None = None
