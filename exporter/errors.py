"""The exceptions that the package raises, under one base."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExporterError(Exception):
    """A failure that the user can act on; its text says what was expected, what came and what to do."""


class UnknownNameError(ExporterError):
    """A name that no schema, code list, layout or format carries.

    Attributes:
        kind: what was looked up, such as ``"schema"`` or ``"layout"``.
        name: the name that was asked for.
        known: the names that exist, sorted.

    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        super().__init__(kind, name)

    def __str__(self) -> str:
        near = nearest(self.name, self.known)
        hint = f"; did you mean {near!r}?" if near else ""
        return f"no {self.kind} named {self.name!r}{hint} (there are: {', '.join(self.known)})"


class MissingDependencyError(ExporterError):
    """An optional package that a feature needs is not installed.

    Attributes:
        feature: what was asked for.
        package: the package that is missing.
        extra: the extra of this package that installs it.

    """

    def __init__(self, feature: str, package: str, extra: str) -> None:
        self.feature, self.package, self.extra = feature, package, extra
        super().__init__(feature, package, extra)

    def __str__(self) -> str:
        command = f"pip install 'event-exporter[{self.extra}]'"
        return f"{self.feature} needs the package {self.package}; install it with: {command}"


def nearest(value: str, choices: Iterable[str]) -> str | None:
    """Return the choice that reads most like ``value``, or None where none is near.

    >>> nearest("Peacefull protest", ["Peaceful protest", "Armed clash"])
    'Peaceful protest'
    >>> nearest("831", ["1831", "0831"])
    '0831'
    """
    choices = list(choices)
    if value.isdigit():
        padded = next((choice for choice in choices if choice.lstrip("0") == value.lstrip("0")), None)
        if padded is not None:
            return padded  # a program took a code for a number
    by_fold = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(value.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None
