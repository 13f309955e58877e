"""Checks of single text cells, by the bytes that they begin and end with."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from exporter.validation.checks.base import RowCheck, cells_at
from exporter.validation.view import View, kind_of
from exporter.validation.vocabulary import OfValues, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup

_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)*")  # runs as nothing but itself
_FORMULA = "=+-@\t\r\n"  # what spreadsheets take for the start of a formula, or skip before one


def _bytes_of(chars: str, *, last: bool) -> npt.NDArray[np.bool_]:
    """Return which bytes the UTF-8 form of one of the characters begins or ends with."""
    table = np.zeros(256, dtype=bool)
    table[[char.encode()[-1 if last else 0] for char in chars]] = True
    return table


class _TextCheck(RowCheck):
    """A check that first narrows a column to the cells that begin or end with certain bytes.

    Attributes:
        first: the bytes that a text which breaks the check may begin with.
        last: the bytes that it may end with.

    """

    first = np.zeros(256, dtype=bool)
    last = np.zeros(256, dtype=bool)

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._breaking = {name: OfValues(self._places) for name in self.columns}

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        for name in self.columns:
            if name in columns:
                rows = self._rows(name, columns[name])
                if len(rows):
                    values = cells_at(columns[name], rows)
                    yield self.faults_at(rows, name, values, [self.message(value) for value in values])

    def _rows(self, name: str, column: Column) -> npt.NDArray[np.intp]:
        kind = kind_of(column.array.type)
        if kind == "text":
            return self._broken(column.view)
        if kind != "coded":
            return np.empty(0, dtype=np.intp)
        broken = self._breaking[name](column.array.dictionary)
        if not len(broken):
            return broken
        return np.flatnonzero(np.isin(column.encoded(Vocabulary()).codes, broken))

    def _places(self, values: pa.Array) -> npt.NDArray[np.intp]:
        return self._broken(View(values)) if kind_of(values.type) == "text" else np.empty(0, dtype=np.intp)

    def _broken(self, view: View) -> npt.NDArray[np.intp]:
        """Return where texts break the check."""
        if not len(view.data):
            return np.empty(0, dtype=np.intp)
        first, last = view.edges
        hits = _any(_where(self.first, first), _where(self.last, last))
        if hits is None:
            return np.empty(0, dtype=np.intp)
        # What stands for an empty text is a byte of its neighbour.
        rows = np.flatnonzero(hits & (view.lengths > 0))
        values = view.array.take(pa.array(rows)).to_pylist()
        found: npt.NDArray[np.intp] = rows[[value is not None and self.breaks(value) for value in values]]
        return found

    @abstractmethod
    def breaks(self, text: str) -> bool:
        """Return whether a text breaks the check."""

    @abstractmethod
    def message(self, text: str) -> str:
        """Return what is wrong with a text that breaks the check."""


def _where(table: npt.NDArray[np.bool_], found: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_] | None:
    """Return which bytes a table holds; None where there is none, as the least and the greatest mostly tell."""
    if not table[int(found.min()) : int(found.max()) + 1].any():
        return None
    mask: npt.NDArray[np.bool_] = table.take(found)
    return mask if mask.any() else None


def _any(one: npt.NDArray[np.bool_] | None, two: npt.NDArray[np.bool_] | None) -> npt.NDArray[np.bool_] | None:
    if one is None or two is None:
        return one if two is None else two
    return one | two


class Trimmed(_TextCheck):
    """No white space around the text."""

    _SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    first, last = _bytes_of(_SPACES, last=False), _bytes_of(_SPACES, last=True)

    def breaks(self, text: str) -> bool:
        """Return whether there is white space around the text."""
        return text != text.strip()

    def message(self, text: str) -> str:
        """Return what is wrong with the text."""
        return f"{text!r} has white space around it"


class NoFormula(_TextCheck):
    """No text that a spreadsheet runs as a formula."""

    first = _bytes_of(_FORMULA, last=False)

    def breaks(self, text: str) -> bool:
        """Return whether the text begins as a formula does."""
        return text[0] in _FORMULA and not _NUMBER.fullmatch(text)

    def message(self, text: str) -> str:
        """Return what is wrong with the text."""
        return f"{text!r} starts with {text[0]!r}, so a spreadsheet runs it as a formula"
