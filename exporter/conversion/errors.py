"""Why a conversion was not done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from exporter.conversion.outcome import Conversion


class ConversionError(ExporterError):
    """A conversion that cannot be done; the text says why and what to do."""


class NotMeaningfulError(ConversionError):
    """No row of the one layout can become a row of the other.

    Attributes:
        file: the file, as the user named it.
        source: its layout.
        target: the layout that was asked for.
        possible: the layouts that it can be converted to.

    """

    def __init__(self, file: str, source: str, target: str, reason: str, possible: tuple[str, ...]) -> None:
        self.file, self.source, self.target, self.reason, self.possible = file, source, target, reason, possible
        super().__init__(file, source, target)

    def __str__(self) -> str:
        instead = f"it can be converted to: {', '.join(self.possible)}"
        return f"{self.file}: {self.source} cannot be converted to {self.target}: {self.reason}; {instead}"


class LossError(ConversionError):
    """A conversion that may lose nothing lost something; nothing was written.

    Attributes:
        conversion: what would have been done, with the loss reports.

    """

    def __init__(self, conversion: Conversion, out: str | None) -> None:
        self.conversion, self.out = conversion, out
        super().__init__(conversion, out)

    def __str__(self) -> str:
        losses = [loss for loss in self.conversion.losses if not loss.lossless]
        lost = "; ".join(f"{loss.source} to {loss.target} loses {loss.in_short()}" for loss in losses)
        return f"{lost}; nothing was written" + (f" to {self.out}" if self.out else "")
