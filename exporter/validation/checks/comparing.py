"""Checks that compare the columns of a row."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.validation.checks.base import RowCheck, cells_at, numbers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.checks.base import Numbers, Rows
    from exporter.validation.faults import FaultGroup


_EPOCH = 1970  # the year that numpy counts from


class YearOf(RowCheck):
    """The first column is the year of the second."""

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        name, date_name = self.columns
        if name not in columns or date_name not in columns:
            return
        stated, days = numbers_of(columns[name].array), numbers_of(columns[date_name].array)
        years = _years(days)
        rows = np.flatnonzero((stated.values != years) & stated.known & days.known)
        values, dates = cells_at(columns[name], rows), cells_at(columns[date_name], rows)
        messages = [f"{name} is {value} but {date_name} is {day}" for value, day in zip(values, dates, strict=True)]
        yield self.faults_at(rows, name, values, messages)


def _years(days: Numbers) -> npt.NDArray[np.int64]:
    """Return the years of days; those of days that lie close together are looked up."""
    if not len(days.values) or days.values.dtype.kind != "i":
        return _year_of(days.values)
    known = days.values if days.known.all() else np.where(days.known, days.values, 0)
    first, last = int(known.min()), int(known.max())
    if last - first > len(known):
        return _year_of(known)
    return _year_of(np.arange(first, last + 1)).take(known - first)


def _year_of(days: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + _EPOCH


class Ordered(RowCheck):
    """The columns do not decrease from left to right."""

    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""
        for left, right in pairwise(name for name in self.columns if name in columns):
            lower, upper = numbers_of(columns[left].array), numbers_of(columns[right].array)
            rows = np.flatnonzero((lower.values > upper.values) & lower.known & upper.known)
            yield self._faults(rows, (left, cells_at(columns[left], rows)), (right, cells_at(columns[right], rows)))

    def _faults(self, rows: Rows, one: tuple[str, list[Any]], two: tuple[str, list[Any]]) -> FaultGroup:
        messages = [f"{one[0]} is {lower} but {two[0]} is {upper}" for lower, upper in zip(one[1], two[1], strict=True)]
        return self.faults_at(rows, one[0], one[1], messages)
