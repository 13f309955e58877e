"""What goes wrong when a file is opened or read as a table."""

from __future__ import annotations

from exporter.errors import ExporterError


class InputError(ExporterError):
    """A file that cannot be read as what it should be.

    Attributes:
        file: the file, as the user named it.
        problem: what is wrong with it.
        advice: what the user can do, or None.

    """

    def __init__(self, file: str, problem: str, *, advice: str | None = None) -> None:
        self.file, self.problem, self.advice = file, problem, advice
        super().__init__(file, problem)

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}{f'; {self.advice}' if self.advice else ''}"


class TableError(InputError):
    """A table whose shape is not certain, and which is therefore refused rather than guessed at."""
