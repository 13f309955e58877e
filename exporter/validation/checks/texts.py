"""Checks of single text cells, by the bytes that they begin and end with."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from exporter.validation.checks.base import Check, cells_at
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from exporter.tables import RowNumbers
    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup

_NUMBER = re.compile(r"[+-][0-9]+(?:[.,][0-9]+)*")  # runs as nothing but itself
_FORMULA = "=+-@\t\r\n"  # what spreadsheets take for the start of a formula, or skip before one


def _bytes_of(chars: str, *, last: bool) -> npt.NDArray[np.bool_]:
    """Return which bytes the UTF-8 form of one of the characters begins or ends with."""
    table = np.zeros(256, dtype=bool)
    table[[char.encode()[-1 if last else 0] for char in chars]] = True
    return table


class _TextCheck(Check):
    """A check that first narrows a column to the cells that begin or end with certain bytes."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._judged: dict[str, tuple[pa.Array, npt.NDArray[np.intp]]] = {}

    def _judge(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Iterator[FaultGroup]:  # noqa: ARG002
        for name in self.columns:
            if name in columns:
                rows = self._rows(name, columns[name].array)
                if len(rows):
                    values = cells_at(columns[name], rows)
                    yield self.faults_at(rows, name, values, [self.message(value) for value in values])

    def _rows(self, name: str, array: pa.Array) -> npt.NDArray[np.intp]:
        if pa.types.is_dictionary(array.type):
            known = self._judged.get(name)
            if known is None or not known[0].equals(array.dictionary):
                known = self._judged[name] = (array.dictionary, self._rows(name, array.dictionary))
            if not len(known[1]):
                return known[1]
            codes = array.indices.cast(pa.int64()).fill_null(-1).to_numpy()
            return np.flatnonzero(np.isin(codes, known[1]))
        if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
            return np.empty(0, dtype=np.intp)
        view = View(array)
        starts, data = view.starts, view.data
        full = starts[1:] > starts[:-1]
        rows = None if full.all() else np.flatnonzero(full)
        begins, ends = (starts[:-1], starts[1:] - 1) if rows is None else (starts[:-1][rows], starts[1:][rows] - 1)
        if not len(begins):
            return np.empty(0, dtype=np.intp)
        hits = np.flatnonzero(self.suspect(data, begins, ends))
        if rows is not None:
            hits = rows[hits]
        if not len(hits):
            return hits
        values = array.take(pa.array(hits)).to_pylist()
        return hits[[value is not None and self.breaks(value) for value in values]]

    @abstractmethod
    def suspect(self, data: npt.NDArray[np.uint8], begins: Any, ends: Any) -> npt.NDArray[np.bool_]:
        """Return which texts may break the check, by their first and last bytes."""

    @abstractmethod
    def breaks(self, text: str) -> bool:
        """Return whether a text breaks the check."""

    @abstractmethod
    def message(self, text: str) -> str:
        """Return what is wrong with a text that breaks the check."""


class Trimmed(_TextCheck):
    """No white space around the text."""

    _SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    _FIRST, _LAST = _bytes_of(_SPACES, last=False), _bytes_of(_SPACES, last=True)

    def suspect(self, data: npt.NDArray[np.uint8], begins: Any, ends: Any) -> npt.NDArray[np.bool_]:
        """Return which texts begin or end with a byte of white space."""
        found: npt.NDArray[np.bool_] = self._FIRST.take(data.take(begins)) | self._LAST.take(data.take(ends))
        return found

    def breaks(self, text: str) -> bool:
        """Return whether there is white space around the text."""
        return text != text.strip()

    def message(self, text: str) -> str:
        """Return what is wrong with the text."""
        return f"{text!r} has white space around it"


class NoFormula(_TextCheck):
    """No text that a spreadsheet runs as a formula."""

    _FIRST = _bytes_of(_FORMULA, last=False)

    def suspect(self, data: npt.NDArray[np.uint8], begins: Any, ends: Any) -> npt.NDArray[np.bool_]:  # noqa: ARG002
        """Return which texts begin with a sign of a formula."""
        found: npt.NDArray[np.bool_] = self._FIRST.take(data.take(begins))
        return found

    def breaks(self, text: str) -> bool:
        """Return whether the text begins as a formula does."""
        return text[0] in _FORMULA and not _NUMBER.fullmatch(text)

    def message(self, text: str) -> str:
        """Return what is wrong with the text."""
        return f"{text!r} starts with {text[0]!r}, so a spreadsheet runs it as a formula"
