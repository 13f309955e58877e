"""The check that identifiers are unique, for any number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.checks.base import Check, cells_at, present
from exporter.validation.checks.seen_keys import SeenKeys, sorted_hashes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from exporter.tables import RowNumbers
    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup
    from exporter.validation.result import Group

    Rows = npt.NDArray[np.int64]


class Unique(Check):
    """The values of the columns together occur once."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        super().__init__(spec)
        self._seen = SeenKeys()

    def start(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Callable[[], list[Group]]:
        """Hash the identifiers of a batch; what is returned holds them against those of the batches before."""
        if any(name not in columns for name in self.columns):
            return list
        parts = [columns[name] for name in self.columns]
        places = np.flatnonzero(np.stack([present(part.array) for part in parts]).all(axis=0))
        keys = joined([part.array for part in parts])
        if len(places) < len(keys):
            keys = keys.take(pa.array(places))
        pieces = sorted_hashes(keys)

        def finish() -> list[Group]:
            repeated, firsts = self._seen.add(keys, _numbers(numbers, places), pieces)
            return self.groups([self._faults(parts, places[repeated], firsts)] if repeated else [])

        return finish

    def _faults(self, parts: list[Column], rows: npt.NDArray[np.intp], firsts: list[int]) -> FaultGroup:
        values = list(zip(*(cells_at(part, rows) for part in parts), strict=True))
        shown = [value[0] if len(value) == 1 else ", ".join(map(str, value)) for value in values]
        messages = [f"{value!r} stands in row {first} already" for value, first in zip(shown, firsts, strict=True)]
        return self.faults_at(rows, self.columns[0], shown, messages)


def _numbers(rows: RowNumbers, places: npt.NDArray[np.intp]) -> Rows:
    gaps = np.searchsorted(np.array(rows.gaps, dtype=np.int64), places, side="right") if rows.gaps else 0
    return rows.first + places + gaps


def joined(arrays: list[pa.Array]) -> pa.Array:
    """Return one text for each row that is the same only where all columns are the same."""
    texts = [_text(array) for array in arrays]
    if len(texts) == 1:
        return texts[0]
    # Each part stands behind its length, so that no two rows read alike that are not.
    if any(pa.types.is_large_string(text.type) for text in texts):  # one kernel takes one kind of text
        texts = [text.cast(pa.large_string()) for text in texts]
    parts = [part for text in texts for part in (pc.cast(pc.binary_length(text), text.type), text)]
    return pc.binary_join_element_wise(*parts, pa.scalar(":", parts[0].type))


def _text(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array if pa.types.is_large_string(array.type) else pc.cast(array, pa.string())
