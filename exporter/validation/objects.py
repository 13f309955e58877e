"""Judge objects that have the same keys, column by column and condition by condition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.validation.classes import ColumnPlan
from exporter.validation.compiled import object_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy.typing as npt

    from exporter.validation.cells import Column
    from exporter.validation.classes import Classes, Judge
    from exporter.validation.compiled import Condition
    from exporter.validation.reference import Reference

    Flags = npt.NDArray[np.bool_]
    Indexes = npt.NDArray[np.intp]

_COUNTED = 1 << 16  # combinations of classes that are told apart by counting; more are sorted
_WIDEST = 1 << 31  # combinations beyond which those that occur are numbered anew, to stay within the number type
_JOINED = 1 << 13  # combinations up to which groups of conditions are joined; data yet to come may bring more
_REMEMBERED = 1 << 18  # combinations whose verdicts are kept between batches


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
        one = np.array([position])
        found: dict[str, Any] = dict.fromkeys(self.names)
        return found | {self.names[number]: self.column(number).take(one).values()[0] for number in columns}

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


class _Group:
    """Conditions judged together, by the combination of classes of the columns that they look at.

    Attributes:
        conditions: the conditions.
        columns: their columns, in order.

    """

    def __init__(self, conditions: Sequence[Condition], plans: dict[int, ColumnPlan]) -> None:
        self.conditions = tuple(conditions)
        self.columns = sorted(set().union(*(condition.columns for condition in conditions)))
        self._plans = plans
        self._asked = {column: self._asked_of(column) for column in self.columns}
        self._narrowed: dict[int, list[int]] = {column: [] for column in self.columns}
        self._verdicts: dict[tuple[int, ...], tuple[bool, ...]] = {}
        self._lock = Lock()
        self._memories = [_Memory(condition, self.columns, plans) for condition in conditions]

    def _asked_of(self, column: int) -> list[int]:
        leaves = {leaf for condition in self.conditions for place, leaf in condition.leaves or () if place == column}
        return [number for number, leaf in enumerate(self._plans[column].leaves) if leaf in leaves]

    def size(self) -> int:
        """Return how many combinations there can be, going by the classes met so far."""
        size = 1
        for column in self.columns:
            size *= len({self._narrow(column, number) for number in range(len(self._plans[column].bits))}) or 1
        return size

    def narrow(self, column: int, present: Sequence[int]) -> tuple[list[int], npt.NDArray[np.int32]]:
        """Return one class for each that the group tells apart, and for each class of the column which it is."""
        table = np.zeros(max(present) + 1, dtype=np.int32)
        places: dict[int, int] = {}
        for number in present:
            table[number] = places.setdefault(self._narrow(column, number), len(places))
        return list(places), table

    def _narrow(self, column: int, number: int) -> int:
        """Return the first class of the column that is the same to the group."""
        known = self._narrowed[column]
        if number >= len(known):
            bits, places = self._plans[column].bits, self._asked[column]
            with self._lock:
                for new in range(len(known), number + 1):
                    asked = [bits[new][place] for place in places]
                    alike = (old for old in known if [bits[old][place] for place in places] == asked)
                    known.append(next(alike, new))
        return known[number]

    def verdicts(self, key: tuple[int, ...], objects: Objects, first: Callable[[], int]) -> tuple[bool, ...]:
        """Return the verdict of each condition on rows whose columns have the classes ``key``; ``first`` is one."""
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) > _REMEMBERED:
                self._verdicts = {}
            # What other columns hold decides nothing here, so they are left out.
            row = objects.row(first(), self.columns)
            found = self._verdicts[key] = tuple(memory.verdict(key, row) for memory in self._memories)
        return found


class _Memory:
    """What was asked about one condition, by the verdicts of the schemas that decide it."""

    def __init__(self, condition: Condition, columns: list[int], plans: dict[int, ColumnPlan]) -> None:
        self._condition = condition
        leaves = condition.leaves or ()
        self._places = [
            (columns.index(column), plans[column], plans[column].leaves.index(leaf)) for column, leaf in leaves
        ]
        self._known: dict[tuple[bool, ...], bool] = {}

    def verdict(self, key: tuple[int, ...], row: dict[str, Any]) -> bool:
        """Return the verdict for a combination of classes, of which ``row`` is an example."""
        bits = tuple(plan.bits[key[place]][leaf] for place, plan, leaf in self._places)
        found = self._known.get(bits)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known = {}
            found = self._known[bits] = self._condition.is_valid(row)
        return found


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
        self._groups = [_Group(conditions, self.columns) for conditions in _grouped(self.schema.conditions)]
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
            rows = np.flatnonzero(table[classes[column].of_rows(count)])
            if len(rows):
                found.append((place, rows))
        return found

    def _judge_conditions(self, objects: Objects, classes: dict[int, Classes]) -> list[tuple[Condition, Indexes]]:
        found = []
        if not self._merged and objects.count:
            self._groups, self._merged = _merged(self._groups, self.columns), True
        for group in self._groups:
            found += _judge_group(group, objects, classes)
        if self._whole:
            rows = objects.rows()
            for condition in self._whole:
                broken = np.flatnonzero([not condition.is_valid(row) for row in rows])
                if len(broken):
                    found.append((condition, broken))
        return found


def _judge_group(group: _Group, objects: Objects, classes: dict[int, Classes]) -> list[tuple[Condition, Indexes]]:
    fixed: list[int] = []
    axes: list[_Axis] = []
    for column in group.columns:
        keys, table = group.narrow(column, classes[column].present)
        if len(keys) == 1:
            fixed.append(keys[0])
        else:
            axes.append(_Axis(len(fixed) + len(axes), keys, classes[column].through(table)))
    combinations, places, firsts = _combinations(axes, objects.count)
    failing: dict[int, list[int]] = {}
    for order, digits in enumerate(combinations):
        key = list(fixed)
        for axis, digit in zip(axes, digits, strict=True):
            key.insert(axis.place, axis.keys[digit])
        verdicts = group.verdicts(tuple(key), objects, partial(firsts, order))
        if not all(verdicts):
            for number, valid in enumerate(verdicts):
                if not valid:
                    failing.setdefault(number, []).append(order)
    found = []
    for number, orders in sorted(failing.items()):
        table = np.zeros(len(combinations), dtype=bool)
        table[orders] = True
        found.append((group.conditions[number], np.flatnonzero(table[places()])))
    return found


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
    digits: npt.NDArray[np.int32]


def _combinations(
    axes: list[_Axis], count: int
) -> tuple[list[tuple[int, ...]], Callable[[], Indexes], Callable[[int], int]]:
    """Return the combinations of digits that occur, which of them each row has, and the first row of each."""
    if not axes:
        return [()], lambda: np.zeros(count, dtype=np.intp), lambda _order: 0
    combined: npt.NDArray[Any] = axes[0].digits.copy()
    size = len(axes[0].keys)
    renumbered = False
    for axis in axes[1:]:
        if size * len(axis.keys) > _WIDEST:
            combined = np.unique(combined, return_inverse=True)[1].reshape(-1).astype(np.int64)
            size, renumbered = int(combined.max()) + 1, True
        combined *= combined.dtype.type(len(axis.keys))
        combined += axis.digits
        size *= len(axis.keys)
    if size <= _COUNTED and not renumbered:
        dimensions = [len(axis.keys) for axis in axes]
        seen = np.zeros(size, dtype=bool)
        seen[combined] = True
        used = np.flatnonzero(seen)
        digits = np.unravel_index(used, dimensions)
        combinations = list(zip(*(part.tolist() for part in digits), strict=True))

        def places() -> Indexes:
            table = np.zeros(size, dtype=np.intp)
            table[used] = np.arange(len(used))
            return table.take(combined)

        return combinations, places, lambda order: int(np.argmax(combined == used[order]))
    _, firsts, inverse = np.unique(combined, return_index=True, return_inverse=True)
    combinations = list(zip(*(axis.digits[firsts].tolist() for axis in axes), strict=True))
    return combinations, lambda: inverse.reshape(-1), lambda order: int(firsts[order])


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


def _merged(groups: list[_Group], plans: dict[int, ColumnPlan]) -> list[_Group]:
    """Join groups that share columns as long as few combinations come of it, so that columns are gone through once."""
    joined: list[_Group] = []
    for group in sorted(groups, key=lambda group: -len(group.columns)):
        for number, other in enumerate(joined):
            together = _Group([*other.conditions, *group.conditions], plans)
            shared = set(other.columns) & set(group.columns)
            if shared and together.size() <= _JOINED:
                joined[number] = together
                break
        else:
            joined.append(group)
    return joined
