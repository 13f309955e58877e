"""Conditions across columns, judged together by the combination of classes that a row has."""

from __future__ import annotations

from functools import cache, partial
from math import prod
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy.typing as npt

    from exporter.validation.classes import Classes, ColumnPlan
    from exporter.validation.compiled import Condition
    from exporter.validation.objects import Objects

    Indexes = npt.NDArray[np.intp]
    Key = tuple[int, ...]

_HELD = 1 << 18  # combinations of classes for which a table is held; where there are more, those that occur are sorted
_WIDEST = 1 << 31  # combinations beyond which those that occur are numbered anew, to stay within the number type
_JOINED = 1 << 13  # combinations up to which groups of conditions are joined; data yet to come may bring more
_REMEMBERED = 1 << 18  # combinations whose verdicts are kept between batches
_UNKNOWN, _HOLDS, _FAILS = 0, 1, 2


class Group:
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
        self._verdicts: dict[Key, tuple[bool, ...]] = {}
        self._lock = Lock()
        self._memories = [_Memory(condition, self.columns, plans) for condition in conditions]
        self._grid: _Grid | None = None

    def _asked_of(self, column: int) -> list[int]:
        leaves = {leaf for condition in self.conditions for place, leaf in condition.leaves or () if place == column}
        return [number for number, leaf in enumerate(self._plans[column].leaves) if leaf in leaves]

    def size(self) -> int:
        """Return how many combinations there can be, going by the classes met so far."""
        return prod(
            len({self._narrow(column, number) for number in range(len(self._plans[column].bits))}) or 1
            for column in self.columns
        )

    def judge(self, objects: Objects, classes: dict[int, Classes]) -> list[tuple[Condition, Indexes]]:
        """Return the conditions that fail and the rows where they do."""
        grid = self._grid_for(classes)
        failing = self._by_sorting(objects, classes) if grid is None else self._by_grid(grid, objects, classes)
        return [(self.conditions[number], rows) for number, rows in sorted(failing.items())]

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

    def _grid_for(self, classes: dict[int, Classes]) -> _Grid | None:
        """Return a table of all combinations of classes, made wider where a column has one that is new."""
        before = self._grid
        if before is not None and before.covers(classes[column].present for column in self.columns):
            return before
        keys, places = [], []
        for number, column in enumerate(self.columns):
            known = before.places[number] if before is not None else {}
            narrowed = {one: self._narrow(column, one) for one in sorted({*known, *classes[column].present})}
            key = list(dict.fromkeys(narrowed.values()))
            keys.append(key)
            places.append({one: key.index(found) for one, found in narrowed.items()})
        if prod(map(len, keys)) > _HELD:
            return None
        grid = self._grid = _Grid(keys, places)
        return grid

    def _by_grid(self, grid: _Grid, objects: Objects, classes: dict[int, Classes]) -> dict[int, Indexes]:
        """Look every row up in the table of all combinations, and ask about those that are not known."""
        combined, fixed = None, 0
        for column, table in zip(self.columns, grid.tables, strict=True):
            found = classes[column]
            if found.by_code is None:
                fixed += int(table[found.present[0]])
            elif combined is None:
                combined = found.through(table)
            else:
                combined += found.through(table)
        if combined is None:
            verdicts = self._verdicts_of(grid.key(fixed), objects, 0)
            return {number: np.arange(objects.count) for number, holds in enumerate(verdicts) if not holds}
        combined += combined.dtype.type(fixed)
        states = grid.states.take(combined)
        if states.min() == _UNKNOWN:
            rows = np.flatnonzero(states == _UNKNOWN)
            new, firsts = np.unique(combined[rows], return_index=True)
            for combination, first in zip(new.tolist(), rows[firsts].tolist(), strict=True):
                holds = all(self._verdicts_of(grid.key(combination), objects, first))
                grid.states[combination] = _HOLDS if holds else _FAILS
            states = grid.states.take(combined)
        if states.max() < _FAILS:
            return {}
        rows = np.flatnonzero(states == _FAILS)
        failing, firsts, which = np.unique(combined[rows], return_index=True, return_inverse=True)
        keys = [grid.key(combination) for combination in failing.tolist()]
        return self._failing(keys, objects, rows, rows[firsts], which.reshape(-1))

    def _by_sorting(self, objects: Objects, classes: dict[int, Classes]) -> dict[int, Indexes]:
        """Find the combinations that occur; there are too many for a table of all."""
        combined, size = np.zeros(objects.count, dtype=np.int64), 1
        for column in self.columns:
            found = classes[column]
            if found.by_code is None:
                continue
            if size * len(self._plans[column].bits) > _WIDEST:
                combined = np.unique(combined, return_inverse=True)[1].reshape(-1)
                size = int(combined.max()) + 1
            combined = combined * (found.present[-1] + 1) + found.of_rows(objects.count)
            size *= found.present[-1] + 1
        _, firsts, which = np.unique(combined, return_index=True, return_inverse=True)
        parts = [
            [self._narrow(column, number) for number in classes[column].take(firsts).of_rows(len(firsts)).tolist()]
            for column in self.columns
        ]
        rows = np.arange(objects.count)
        return self._failing(list(zip(*parts, strict=True)), objects, rows, firsts, which.reshape(-1))

    def _failing(
        self, keys: list[Key], objects: Objects, rows: Indexes, firsts: Indexes, which: Indexes
    ) -> dict[int, Indexes]:
        """Return which rows each condition fails at, given which of the combinations ``keys`` they have."""
        failing: dict[int, list[int]] = {}
        for order, (key, first) in enumerate(zip(keys, firsts.tolist(), strict=True)):
            for number, holds in enumerate(self._verdicts_of(key, objects, first)):
                if not holds:
                    failing.setdefault(number, []).append(order)
        found = {}
        for number, orders in sorted(failing.items()):
            table = np.zeros(len(keys), dtype=bool)
            table[orders] = True
            found[number] = rows[table.take(which)]
        return found

    def _verdicts_of(self, key: Key, objects: Objects, row: int) -> tuple[bool, ...]:
        """Return the verdict of each condition on rows whose columns have the classes ``key``, as ``row`` has."""
        found = self._verdicts.get(key)
        if found is None:
            if len(self._verdicts) > _REMEMBERED:
                self._verdicts = {}
            # What other columns hold decides nothing here, so they are left out; mostly no example is needed at all.
            example = cache(partial(objects.row, row, self.columns))
            found = self._verdicts[key] = tuple(memory.verdict(key, example) for memory in self._memories)
        return found


class _Grid:
    """A table of all combinations of the classes that the columns of a group had so far.

    Attributes:
        places: for each column, where each of its classes stands among those that the group tells apart.
        tables: for each column, what each of its classes adds to the number of a combination.
        states: what is known of each combination.

    """

    def __init__(self, keys: list[list[int]], places: list[dict[int, int]]) -> None:
        """Make a table for columns of which the group tells the classes ``keys`` apart."""
        self.places = places
        self._keys = keys
        step = prod(map(len, keys))
        dtype = np.uint16 if step <= 1 << 16 else np.int32
        self.states = np.zeros(step, dtype=np.uint8)
        self.tables = []
        for key, known in zip(keys, places, strict=True):
            step //= len(key)
            table = np.zeros(max(known) + 1, dtype=dtype)
            for number, place in known.items():
                table[number] = place * step
            self.tables.append(table)

    def covers(self, present: Iterable[Sequence[int]]) -> bool:
        """Return whether every column's classes ``present`` are in the table."""
        return all(known.keys() >= set(classes) for known, classes in zip(self.places, present, strict=True))

    def key(self, combination: int) -> Key:
        """Return the classes of a combination, given its number."""
        found = []
        for key in reversed(self._keys):
            combination, place = divmod(combination, len(key))
            found.append(key[place])
        return tuple(reversed(found))


class _Memory:
    """What was asked about one condition, by the verdicts of the schemas that decide it."""

    def __init__(self, condition: Condition, columns: list[int], plans: dict[int, ColumnPlan]) -> None:
        self._condition = condition
        leaves = condition.leaves or ()
        self._places = [
            (columns.index(column), plans[column], plans[column].leaves.index(leaf)) for column, leaf in leaves
        ]
        self._known: dict[tuple[bool, ...], bool] = {}

    def verdict(self, key: Key, example: Callable[[], dict[str, Any]]) -> bool:
        """Return the verdict for a combination of classes; ``example`` makes a row that has it."""
        bits = tuple(plan.bits[key[place]][leaf] for place, plan, leaf in self._places)
        found = self._known.get(bits)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known = {}
            found = self._known[bits] = self._condition.is_valid(example())
        return found


def grouped(conditions: Iterable[Condition], plans: dict[int, ColumnPlan]) -> list[Group]:
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
    return [Group(members, plans) for _, members in groups]


def merged(groups: list[Group], plans: dict[int, ColumnPlan]) -> list[Group]:
    """Join groups that share columns as long as few combinations come of it, so that columns are gone through once."""
    joined: list[Group] = []
    for group in sorted(groups, key=lambda group: -len(group.columns)):
        for number, other in enumerate(joined):
            together = Group([*other.conditions, *group.conditions], plans)
            shared = set(other.columns) & set(group.columns)
            if shared and together.size() <= _JOINED:
                joined[number] = together
                break
        else:
            joined.append(group)
    return joined
