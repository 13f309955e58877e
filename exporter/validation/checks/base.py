"""What checks share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.explain import distinct
from exporter.validation.faults import Fault, FaultGroup, group_of
from exporter.validation.json_form import values_of
from exporter.validation.result import Group
from exporter.validation.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import numpy.typing as npt

    from exporter.findings import Severity
    from exporter.tables import RowNumbers
    from exporter.validation.cells import Column

    Rows = npt.NDArray[np.intp]


class Check(ABC):
    """A check of a table, made from its entry in a checks file.

    Attributes:
        code: the code of its findings.
        severity: whether a finding makes a row invalid.
        columns: the columns that it reads.

    """

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self.code: str = spec["code"]
        self.severity: Severity = spec["severity"]
        self.columns: tuple[str, ...] = tuple(spec["columns"])
        self._title: str = spec["title"]

    @abstractmethod
    def start(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Callable[[], list[Group]]:
        """Do what does not depend on the batches before, on any thread, and return what does the rest, in turn.

        A table that lacks one of the check's columns passes.
        """

    def groups(self, found: Iterable[FaultGroup]) -> list[Group]:
        """Return faults as the check's, without groups that are empty."""
        return [Group(faults, self.code, self.severity) for faults in found if len(faults.rows)]

    def faults_at(self, rows: Rows, column: str, values: list[Any], messages: list[str]) -> FaultGroup:
        """Return the faults of some rows, one for each."""
        return group_of(
            (row, Fault((column,), None, message, value, self._title))
            for row, value, message in zip(rows.tolist(), values, messages, strict=True)
        )


class RowCheck(Check):
    """A check of rows by themselves."""

    def start(self, columns: Mapping[str, Column], numbers: RowNumbers) -> Callable[[], list[Group]]:  # noqa: ARG002 - rows by themselves need no number
        """Judge the batch; nothing is left to do in turn."""
        groups = self.groups(self.judge(columns))
        return lambda: groups

    @abstractmethod
    def judge(self, columns: Mapping[str, Column]) -> Iterator[FaultGroup]:
        """Yield the faults in a batch."""


def cells_at(column: Column, rows: Rows) -> list[Any]:
    """Return the values of some rows."""
    return values_of(column.array.take(pa.array(rows)))


def present(array: pa.Array) -> npt.NDArray[np.bool_]:
    """Return which cells are not null."""
    if not array.null_count:
        return np.ones(len(array), dtype=bool)
    valid: npt.NDArray[np.bool_] = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return valid


class Numbers(NamedTuple):
    """A column as numbers.

    Attributes:
        values: the numbers, anything where there is none.
        known: where there is one.

    """

    values: npt.NDArray[Any]
    known: npt.NDArray[np.bool_]


def numbers_of(array: pa.Array) -> Numbers:
    """Return numbers as they are and days, also written as text, as days since 1970.

    >>> numbers_of(pa.array(["1970-01-03", "soon", None])).known.tolist()
    [True, False, False]

    """
    kind = array.type
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        values, codes = distinct(array)
        if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
            values = _days(values)
        few = numbers_of(values)
        return Numbers(few.values.take(codes), few.known.take(codes))
    if pa.types.is_date32(kind) or pa.types.is_integer(kind):
        return Numbers(View(array).numbers, present(array))
    if pa.types.is_floating(kind):
        values = View(array).numbers
        return Numbers(values, present(array) & ~np.isnan(values))
    return Numbers(np.zeros(len(array)), np.zeros(len(array), dtype=bool))


def _days(array: pa.Array) -> pa.Array:
    shaped = pc.match_substring_regex(array, r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\z")
    moments = pc.strptime(pc.if_else(shaped, array, pa.scalar(None, array.type)), "%Y-%m-%d", "s", error_is_null=True)
    return pc.cast(moments, pa.date32())
