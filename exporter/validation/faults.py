"""Faults: what the reference library says about rows, kept by distinct fault instead of by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy.typing as npt

    Rows = npt.NDArray[np.int64]


class Fault(NamedTuple):
    """One error of ``jsonschema``, without the row that it was found in.

    Attributes:
        path: where in the row: the column first, then keys and indexes inside a nested value.
        keyword: the keyword that failed; None where the schema is ``false``.
        message: the message of ``jsonschema``, word for word.
        value: the value that the keyword was asked about.
        rule: the keyword's value in the schema.
        instead: a valid value that is like it, where a domain check knows one.

    """

    path: tuple[str | int, ...]
    keyword: str | None
    message: str
    value: Any
    rule: Any
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """Faults of one rule on the rows of a batch.

    Attributes:
        faults: the distinct faults.
        rows: positions of rows in the batch.
        index: for each of ``rows``, which of ``faults`` it has.

    """

    faults: list[Fault]
    rows: Rows
    index: Rows

    def __iter__(self) -> Iterator[tuple[int, Fault]]:
        for row, number in zip(self.rows.tolist(), self.index.tolist(), strict=True):
            yield row, self.faults[number]

    def at(self, places: Rows) -> FaultGroup:
        """Return the group with its rows, which are places among other rows, as these."""
        return FaultGroup(self.faults, places[self.rows], self.index)

    def counts(self) -> Counter[str | None]:
        """Return how many faults each keyword has."""
        totals: Counter[str | None] = Counter()
        for number, times in enumerate(np.bincount(self.index, minlength=len(self.faults)).tolist()):
            totals[self.faults[number].keyword] += times
        return totals


def group_of(pairs: Iterable[tuple[int, Fault]]) -> FaultGroup:
    """Return the group of single (row, fault) pairs."""
    pairs = list(pairs)
    rows = np.fromiter((row for row, _ in pairs), dtype=np.int64, count=len(pairs))
    return FaultGroup([fault for _, fault in pairs], rows, np.arange(len(pairs), dtype=np.int64))
