"""What a conversion did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.conversion.loss import LossReport


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a conversion did.

    Attributes:
        sources: the layout of each file, in their order.
        target: layout that was written.
        rows_in: rows that were read.
        rows_out: rows that were written.
        findings: how often each finding was made, by its code.
        errors: how many of them make the data invalid.
        losses: what was lost, one report for each layout that was read.
        verbatim: whether cells were kept as they stand in the files.

    """

    sources: tuple[str, ...]
    target: str
    rows_in: int
    rows_out: int
    findings: dict[str, int]
    errors: int
    losses: tuple[LossReport, ...]
    verbatim: bool = False

    @property
    def lossless(self) -> bool:
        """Whether nothing was lost."""
        return all(loss.lossless for loss in self.losses)
