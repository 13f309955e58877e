"""Batches that know which rows of the file they hold."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class RowNumbers:
    """Where the rows of a batch stand in the file, as a spreadsheet counts (the header is row 1).

    Attributes:
        first: row of the file that the batch begins at.
        gaps: indices in the batch before which rows of the file are missing, ascending, one entry per missing row.

    >>> rows = RowNumbers(2, (1, 1))
    >>> [rows.of(index) for index in range(3)]
    [2, 5, 6]

    """

    first: int
    gaps: tuple[int, ...] = ()

    @classmethod
    def of_rows(cls, numbers: Sequence[int]) -> RowNumbers:
        """Return what stands for these numbers, which ascend.

        >>> RowNumbers.of_rows([2, 5, 6])
        RowNumbers(first=2, gaps=(1, 1))
        """
        gaps: list[int] = []
        if numbers[-1] - numbers[0] != len(numbers) - 1:
            for index, (before, number) in enumerate(pairwise(numbers), 1):
                gaps += [index] * (number - before - 1)
        return cls(numbers[0], tuple(gaps))

    def of(self, index: int) -> int:
        """Return the row of the file that the batch's row at ``index`` is."""
        return self.first + index + bisect_right(self.gaps, index)


@dataclass(frozen=True, slots=True)
class NumberedBatch:
    """A batch of rows and where they stand in the file."""

    batch: pa.RecordBatch
    rows: RowNumbers

    def runs(self) -> Iterator[tuple[pa.RecordBatch, int]]:
        """Yield the batch in parts without gaps, each with the row of the file that it begins at."""
        edges = sorted({0, *(gap for gap in self.rows.gaps if gap < self.batch.num_rows), self.batch.num_rows})
        for start, end in pairwise(edges):
            yield self.batch.slice(start, end - start), self.rows.of(start)
