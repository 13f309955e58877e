"""Judge objects that have the same keys, column by column and condition by condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.validation.classes import ColumnPlan
from exporter.validation.compiled import object_schema
from exporter.validation.groups import grouped, merged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.classes import Classes, Judge
    from exporter.validation.compiled import Condition
    from exporter.validation.reference import Reference

    Flags = npt.NDArray[np.bool_]
    Indexes = npt.NDArray[np.intp]


class Objects:
    """The rows of a batch, or the structs of a column: columns of one length.

    Some of the objects of a batch are a view: a column is cut to them when it is first looked at.

    Attributes:
        names: the names of the columns.
        count: how many objects there are.

    """

    def __init__(self, names: tuple[str, ...], columns: Sequence[Column], count: int) -> None:
        self.names, self.count = names, count
        self._columns = columns
        self._rows: Indexes | None = None
        self._cut: dict[int, Column] = {}

    def column(self, number: int) -> Column:
        """Return a column of the objects."""
        if self._rows is None:
            return self._columns[number]
        if number not in self._cut:
            self._cut[number] = self._columns[number].take(self._rows)
        return self._cut[number]

    def take(self, rows: Indexes) -> Objects:
        """Return some of the objects, given in ascending order."""
        taken = Objects(self.names, self._columns, len(rows))
        taken._rows = rows if self._rows is None else self._rows[rows]
        return taken

    def row(self, position: int, columns: Sequence[int]) -> dict[str, Any]:
        """Return one object as JSON; only ``columns`` hold what they hold, the others are null."""
        found: dict[str, Any] = dict.fromkeys(self.names)
        return found | {self.names[number]: self.column(number).value(position) for number in columns}

    def rows(self) -> list[dict[str, Any]]:
        """Return all objects as JSON."""
        if not self.names:
            return [{} for _ in range(self.count)]
        values = [self.column(number).values() for number in range(len(self.names))]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*values, strict=True)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan says about objects.

    Attributes:
        broken: which objects are not valid; None where all are.
        cells: for each cell schema that fails somewhere, its place in the plan and the rows where it fails.
        conditions: for each condition that fails somewhere, the same.
        classes: the classes of the columns, by number.

    """

    broken: Flags | None
    cells: list[tuple[int, Indexes]]
    conditions: list[tuple[Condition, Indexes]]
    classes: dict[int, Classes]


class ObjectPlan:
    """A schema made ready for objects with certain keys."""

    def __init__(
        self, reference: Reference, names: tuple[str, ...], judge_nested: Judge, within: ObjectPlan | None = None
    ) -> None:
        """Plan for objects with the keys ``names``; ``judge_nested`` judges the cells that are structs or lists.

        ``within`` is a plan that the schema is a branch of. Where it has asked a column about all that the branch asks
        about, the classes that it found are those of the branch too.
        """
        self.names = names
        self.schema = object_schema(reference, names)
        self.cells = self.schema.cells
        self._whole = [condition for condition in self.schema.conditions if condition.leaves is None]
        leaves: dict[int, dict[Reference, None]] = {}
        for column, leaf in self.cells:
            leaves.setdefault(column, {})[leaf] = None
        for condition in self.schema.conditions:
            for column, leaf in condition.leaves or ():
                leaves.setdefault(column, {})[leaf] = None
        known: dict[int, ColumnPlan] = within.columns if within is not None else {}
        self._shared = {column for column, asked in leaves.items() if column in known and known[column].covers(asked)}
        self.columns: dict[int, ColumnPlan] = {
            column: known[column] if column in self._shared else ColumnPlan(list(asked), judge_nested)
            for column, asked in sorted(leaves.items())
        }
        self._groups = grouped(self.schema.conditions, self.columns)
        self._merged = False

    def judge(self, objects: Objects, known: Mapping[int, Classes] | None = None) -> Verdict:
        """Return which objects are broken and by what; ``known`` are the classes that the wider plan found."""
        classes = {
            number: known[number] if known and number in self._shared else plan.classify(objects.column(number))
            for number, plan in self.columns.items()
        }
        cells: list[tuple[int, Indexes]] = []
        conditions: list[tuple[Condition, Indexes]] = []
        if objects.count:
            cells = self._judge_cells(classes, objects.count)
            conditions = self._judge_conditions(objects, classes)
            everywhere = np.arange(objects.count)
            conditions += [(condition, everywhere) for condition in self.schema.always]
        broken = None
        if cells or conditions:
            broken = np.zeros(objects.count, dtype=bool)
            for _, rows in (*cells, *conditions):
                broken[rows] = True
        return Verdict(broken, cells, conditions, classes)

    def _judge_cells(self, classes: dict[int, Classes], count: int) -> list[tuple[int, Indexes]]:
        found = []
        for place, (column, leaf) in enumerate(self.cells):
            plan = self.columns[column]
            leaf_number = plan.leaves.index(leaf)
            bad = [number for number in classes[column].present if not plan.bits[number][leaf_number]]
            if not bad:
                continue
            table = np.zeros(len(plan.bits), dtype=bool)
            table[bad] = True
            rows = np.arange(count) if len(bad) == len(classes[column].present) else classes[column].where(table)
            if len(rows):
                found.append((place, rows))
        return found

    def _judge_conditions(self, objects: Objects, classes: dict[int, Classes]) -> list[tuple[Condition, Indexes]]:
        found = []
        if not self._merged and objects.count:
            self._groups, self._merged = merged(self._groups, self.columns), True
        for group in self._groups:
            found += group.judge(objects, classes)
        if self._whole:
            rows = objects.rows()
            for condition in self._whole:
                broken = np.flatnonzero([not condition.is_valid(row) for row in rows])
                if len(broken):
                    found.append((condition, broken))
        return found
