"""Files of a layout that somebody saved again: names in another spelling, words for empty cells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.findings import Finding
from exporter.layouts.cells import foreign_nulls, null_words
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.layouts import Layout
    from exporter.tables import RowNumbers


@dataclass(frozen=True, slots=True)
class Renaming:
    """The layout's own names of a file's columns, and a finding for each that the file writes otherwise."""

    columns: list[str]
    findings: list[Finding]

    @classmethod
    def of(cls, layout: Layout, columns: Sequence[str], file: str | None) -> Self:
        """Return the names of a file's columns; a name that two columns would have stays what it is."""
        known = layout.match(columns)
        taken = Counter(known.values())
        names = [known.get(name, name) if taken[known.get(name, "")] == 1 else name for name in columns]
        findings = [
            Finding(
                code="column-spelling",
                message=f"the column {before!r} is read as {name!r}",
                severity="warning",
                file=file,
                row=1,
                column=name,
                value=before,
                expected=name,
            )
            for before, name in zip(columns, names, strict=True)
            if before != name
        ]
        return cls(names, findings)


@dataclass(slots=True)
class NullWords:
    """Empties the cells that hold a word for "no value", and counts those that the layout's own files do not have."""

    layout: Layout
    file: str | None
    _found: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def emptied(self, batch: pa.RecordBatch, rows: RowNumbers) -> pa.RecordBatch:
        """Return the batch with null for every word that means "no value"."""
        schema, foreign = self.layout.schema, foreign_nulls(self.layout.nulls)
        columns = []
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            at = schema.get_field_index(name)
            words = null_words(schema.field(at).type, self.layout.nulls) if at >= 0 else ()
            if not words or not _may_hold(column, words):
                columns.append(column)
                continue
            said = pc.fill_null(pc.is_in(column, value_set=pa.array(words, pa.string())), fill_value=False)
            if not pc.any(said).as_py():
                columns.append(column)
                continue
            columns.append(pc.if_else(said, pa.scalar(None, column.type), column))
            places = np.flatnonzero(said.to_numpy(zero_copy_only=False))
            for word, count in Counter(column.filter(said).to_pylist()).items():
                if word in foreign:
                    first = int(places[int(pc.index(column.filter(said), word).as_py())])
                    self._count(name, word, count, rows.of(first))
        return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

    def _count(self, column: str, word: str, count: int, row: int) -> None:
        found = self._found.get((column, word))
        self._found[column, word] = (
            replace(found, count=found.count + count)
            if found
            else Finding(
                code="null-word",
                message=f"{word!r} was read as an empty cell",
                severity="warning",
                file=self.file,
                row=row,
                column=column,
                value=word,
                expected="an empty cell",
                count=count,
            )
        )

    @property
    def findings(self) -> list[Finding]:
        """What was found so far."""
        return list(self._found.values())


def _may_hold(column: pa.Array, words: Sequence[str]) -> bool:
    """Return whether a column holds one of a few words, as far as the lengths of its cells tell."""
    wanted = np.zeros(max(len(word.encode()) for word in words) + 1, dtype=bool)
    wanted[[len(word.encode()) for word in words]] = True
    lengths = View(column).lengths
    rows = np.flatnonzero(lengths < len(wanted))
    rows = rows[wanted[lengths[rows]]]
    if len(rows) * 2 > len(column):
        return True  # as quick to look at all of them
    return bool(pc.any(pc.is_in(column.take(pa.array(rows)), value_set=pa.array(words, pa.string()))).as_py())
