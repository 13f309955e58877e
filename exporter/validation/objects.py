"""Judge objects that have the same keys, column by column and condition by condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.validation.classes import ColumnPlan
from exporter.validation.compiled import object_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.classes import Classes, Judge
    from exporter.validation.compiled import Condition
    from exporter.validation.reference import Reference

    Flags = npt.NDArray[np.bool_]
    Indexes = npt.NDArray[np.intp]
    Spread = Callable[[Sequence[Callable[[], Classes]]], Sequence[Classes]]

_COUNTED = 1 << 16  # combinations of classes that are told apart by counting; more are sorted
_SORTED = 1 << 40  # combinations beyond which those that occur are numbered anew, to stay within 64 bits
_REMEMBERED = 1 << 18  # combinations whose verdicts are kept between batches


class Objects:
    """The rows of a batch, or the structs of a column: columns of one length."""

    def __init__(self, names: tuple[str, ...], columns: Sequence[Column], count: int) -> None:
        self.names, self.columns, self.count = names, columns, count

    def take(self, rows: Indexes) -> Objects:
        """Return some of the objects."""
        return Objects(self.names, [column.take(rows) for column in self.columns], len(rows))

    def row(self, position: int) -> dict[str, Any]:
        """Return one object as JSON."""
        rows = np.array([position])
        return {name: column.take(rows).values()[0] for name, column in zip(self.names, self.columns, strict=True)}

    def rows(self) -> list[dict[str, Any]]:
        """Return all objects as JSON."""
        if not self.names:
            return [{} for _ in range(self.count)]
        values = [column.values() for column in self.columns]
        return [dict(zip(self.names, row, strict=True)) for row in zip(*values, strict=True)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a plan says about objects.

    Attributes:
        broken: which objects are not valid; None where all are.
        cells: for each cell schema that fails somewhere, its place in the plan and the rows where it fails.
        conditions: for each condition that fails somewhere, the same.

    """

    broken: Flags | None
    cells: list[tuple[int, Indexes]]
    conditions: list[tuple[Condition, Indexes]]


class _Group:
    """Conditions on the same columns, whose verdicts are known by the combination of classes of these columns."""

    def __init__(self, conditions: list[Condition]) -> None:
        self.conditions = conditions
        self.columns = sorted(set().union(*(condition.columns for condition in conditions)))
        self.leaves = {
            column: {leaf for condition in conditions for place, leaf in condition.leaves or () if place == column}
            for column in self.columns
        }
        self.verdicts: dict[tuple[int, ...], tuple[bool, ...]] = {}


class ObjectPlan:
    """A schema made ready for objects with certain keys."""

    def __init__(self, reference: Reference, names: tuple[str, ...], judge_nested: Judge) -> None:
        """Plan for objects with the keys ``names``; ``judge_nested`` judges the cells that are structs or lists."""
        self.names = names
        self.schema = object_schema(reference, names)
        self.cells = self.schema.cells
        self._groups = [_Group(conditions) for conditions in _grouped(self.schema.conditions)]
        self._whole = [condition for condition in self.schema.conditions if condition.leaves is None]
        leaves: dict[int, dict[Reference, None]] = {}
        for column, leaf in self.cells:
            leaves.setdefault(column, {})[leaf] = None
        for condition in self.schema.conditions:
            for column, leaf in condition.leaves or ():
                leaves.setdefault(column, {})[leaf] = None
        self.columns = {column: ColumnPlan(list(asked), judge_nested) for column, asked in sorted(leaves.items())}

    def judge(self, objects: Objects, spread: Spread) -> Verdict:
        """Return which objects are broken and by what; ``spread`` runs the work on single columns."""
        tasks = [
            lambda plan=plan, column=objects.columns[number]: plan.classify(column)
            for number, plan in self.columns.items()
        ]
        classes = dict(zip(self.columns, spread(tasks), strict=True)) if objects.count else {}
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
        return Verdict(broken, cells, conditions)

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
            rows = np.flatnonzero(table[classes[column].of_rows(count)])
            if len(rows):
                found.append((place, rows))
        return found

    def _judge_conditions(self, objects: Objects, classes: dict[int, Classes]) -> list[tuple[Condition, Indexes]]:
        found = []
        for group in self._groups:
            found += self._judge_group(group, objects, classes)
        if self._whole:
            rows = objects.rows()
            for condition in self._whole:
                broken = np.flatnonzero([not condition.is_valid(row) for row in rows])
                if len(broken):
                    found.append((condition, broken))
        return found

    def _judge_group(
        self, group: _Group, objects: Objects, classes: dict[int, Classes]
    ) -> list[tuple[Condition, Indexes]]:
        fixed: list[int] = []
        axes: list[_Axis] = []
        for column in group.columns:
            keys, table = self._narrowed(group, column, classes[column].present)
            rows = classes[column].rows
            if len(keys) == 1 or rows is None:
                fixed.append(keys[0])
            else:
                axes.append(_Axis(len(fixed) + len(axes), keys, table[rows]))
        combinations, places, firsts = _combinations(axes, objects.count)
        failing: dict[int, list[int]] = {}
        for order, digits in enumerate(combinations):
            key = list(fixed)
            for axis, digit in zip(axes, digits, strict=True):
                key.insert(axis.place, axis.keys[digit])
            verdicts = group.verdicts.get(tuple(key))
            if verdicts is None:
                verdicts = self._ask(group, tuple(key), objects, firsts(order))
            for number, valid in enumerate(verdicts):
                if not valid:
                    failing.setdefault(number, []).append(order)
        found = []
        for number, orders in sorted(failing.items()):
            table = np.zeros(len(combinations), dtype=bool)
            table[orders] = True
            found.append((group.conditions[number], np.flatnonzero(table[places])))
        return found

    def _ask(self, group: _Group, key: tuple[int, ...], objects: Objects, row: int) -> tuple[bool, ...]:
        if len(group.verdicts) > _REMEMBERED:
            group.verdicts = {}
        found = objects.row(row)
        verdicts = tuple(condition.is_valid(found) for condition in group.conditions)
        group.verdicts[key] = verdicts
        return verdicts

    def _narrowed(
        self, group: _Group, column: int, present: tuple[int, ...]
    ) -> tuple[list[int], npt.NDArray[np.int64]]:
        """Return keys for the column's classes as far as the group tells them apart, and each class's place among them."""
        plan = self.columns[column]
        asked = [number for number, leaf in enumerate(plan.leaves) if leaf in group.leaves[column]]
        keys: dict[int, int] = {}
        table = np.zeros(max(present) + 1, dtype=np.int64)
        for number in present:
            bits = plan.bits[number]
            key = sum(1 << place for place, leaf in enumerate(asked) if bits[leaf])
            table[number] = keys.setdefault(key, len(keys))
        return list(keys), table


@dataclass(frozen=True, slots=True)
class _Axis:
    """A column of a group, where its classes differ as far as the group asks.

    Attributes:
        place: where the column stands in the group's keys.
        keys: what the group is told apart by.
        digits: for each row, which of the keys.

    """

    place: int
    keys: list[int]
    digits: npt.NDArray[np.int64]


def _combinations(
    axes: list[_Axis], count: int
) -> tuple[list[tuple[int, ...]], Indexes, Callable[[int], int]]:
    """Return the combinations of digits that occur, which of them each row has, and the first row of each."""
    if not axes:
        return [()], np.zeros(count, dtype=np.intp), lambda _order: 0
    combined = axes[0].digits
    size = len(axes[0].keys)
    for axis in axes[1:]:
        if size > _SORTED:
            combined = np.unique(combined, return_inverse=True)[1].reshape(-1)
            size = int(combined.max()) + 1
        combined = combined * len(axis.keys) + axis.digits
        size *= len(axis.keys)
    if size <= _COUNTED:
        used = np.flatnonzero(np.bincount(combined, minlength=size))
        table = np.zeros(size, dtype=np.intp)
        table[used] = np.arange(len(used))
        digits = np.unravel_index(used, [len(axis.keys) for axis in axes])
        combinations = list(zip(*(part.tolist() for part in digits), strict=True))
        return combinations, table[combined], lambda order: int(np.argmax(combined == used[order]))
    _, firsts, places = np.unique(combined, return_index=True, return_inverse=True)
    combinations = list(zip(*(axis.digits[firsts].tolist() for axis in axes), strict=True))
    return combinations, places.reshape(-1), lambda order: int(firsts[order])


def _grouped(conditions: list[Condition]) -> list[list[Condition]]:
    """Put conditions whose columns are among those of another together, so that rows are combined once for all."""
    groups: list[tuple[frozenset[int], list[Condition]]] = []
    known = [condition for condition in conditions if condition.leaves is not None]
    for condition in sorted(known, key=lambda condition: -len(condition.columns)):
        for columns, members in groups:
            if condition.columns <= columns:
                members.append(condition)
                break
        else:
            groups.append((condition.columns, [condition]))
    return [members for _, members in groups]
