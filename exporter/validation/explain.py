"""The faults of broken rows: messages from ``jsonschema``, one for each class of fault, filled in for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.cells import Column
from exporter.validation.faults import Fault, FaultGroup, group_of
from exporter.validation.json_form import values_of
from exporter.validation.kernels import keyword_kernel
from exporter.validation.masks import array_of, inverse
from exporter.validation.nested import Spans
from exporter.validation.view import View, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from exporter.validation.classes import Classes
    from exporter.validation.compiled import Condition
    from exporter.validation.kernels import Kernel
    from exporter.validation.nested import Planner
    from exporter.validation.objects import ObjectPlan, Objects, Verdict
    from exporter.validation.reference import Reference
    from exporter.validation.view import Kind

    Indexes = npt.NDArray[np.intp]

_FEW = 16  # distinct values that are asked one by one
_REMEMBERED = 1 << 14  # values whose faults are kept between batches
_NESTED = frozenset(["object", "array", "map"])
# Keywords whose message is the value and then words that depend on the schema alone.
_AFTER_VALUE = frozenset(
    [
        "type",
        "enum",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        "anyOf",
        "not",
    ]
)
# The same for whole objects.
_AFTER_OBJECT = frozenset(["type", "anyOf", "not", "minProperties", "maxProperties", "enum"])
# Keywords whose faults are the same for every object with the same keys.
_ON_KEYS = frozenset(["required", "dependentRequired", "additionalProperties", "propertyNames"])


class Explainer:
    """Says what is wrong with rows that a plan found broken."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner
        self._faults: dict[Reference, dict[tuple[type, str], list[Fault]]] = {}
        self._conditions: dict[Reference, dict[str, list[Fault] | None]] = {}
        self._kernels: dict[tuple[Reference, str, Kind], Kernel | None] = {}

    def groups(self, plan: ObjectPlan, objects: Objects, verdict: Verdict) -> Iterator[FaultGroup]:
        """Yield the faults of objects, whose rows are positions among them."""
        for place, rows in verdict.cells:
            column, leaf = plan.cells[place]
            for group in self.cells(leaf, objects.column(column).take(rows)):
                # Where the schema of a cell is just false, jsonschema leaves the cell out of the path.
                faults = group.faults if leaf.schema is False else _under(plan.names[column], group.faults)
                yield FaultGroup(faults, rows[group.rows], group.index)
        for condition, rows in verdict.conditions:
            part = objects.take(rows)
            classes = {column: verdict.classes[column].take(rows) for column in condition.columns}
            for group in self._condition(condition, plan, part, classes):
                yield FaultGroup(group.faults, rows[group.rows], group.index)

    def cells(self, reference: Reference, column: Column) -> Iterator[FaultGroup]:
        """Yield the faults of cells, all of which are broken."""
        if len(column.odd_rows):
            yield self._singly(reference, column.odd_rows, list(column.odd_values))
        rest = np.setdiff1d(np.arange(len(column.array)), column.odd_rows)
        if not len(rest):
            return
        array = column.array.take(pa.array(rest)) if len(rest) < len(column.array) else column.array
        kind = kind_of(array.type)
        if kind in _NESTED and array.null_count:
            missing = np.flatnonzero(pc.is_null(array).to_numpy(zero_copy_only=False))
            yield self._singly(reference, rest[missing], [None] * len(missing))
            rest = np.delete(rest, missing)
            array = array.drop_null()
        if kind == "object":
            groups = self.groups(*self._planner.verdict(reference, array))
        elif kind == "array" and reference.standard and not isinstance(reference.schema, bool):
            groups = self._lists(reference, array)
        elif kind in ("array", "map"):
            groups = iter([self._singly(reference, np.arange(len(array)), values_of(array))])
        else:
            groups = self._scalars(reference, array)
        for group in groups:
            yield FaultGroup(group.faults, rest[group.rows], group.index)

    def _singly(self, reference: Reference, rows: Indexes, values: list[Any]) -> FaultGroup:
        return group_of(
            (row, fault)
            for row, value in zip(rows.tolist(), values, strict=True)
            for fault in self._ask(reference, value)
        )

    def _ask(self, reference: Reference, value: Any) -> list[Fault]:
        if isinstance(value, dict | list):
            return reference.faults(value)
        known = self._faults.setdefault(reference, {})
        key = (value.__class__, repr(value))  # by its text, since 0.0 and -0.0 are equal but read differently
        found = known.get(key)
        if found is None:
            if len(known) > _REMEMBERED:
                known.clear()
            found = known[key] = reference.faults(value)
        return found

    def _scalars(self, reference: Reference, array: pa.Array) -> Iterator[FaultGroup]:
        values, codes = distinct(array)
        if len(values) > _FEW:
            filled = self._filled(reference, values)
            if filled is not None:
                for group in filled:
                    yield _expanded(group, codes)
                return
        yield _expanded(self._singly(reference, np.arange(len(values)), values_of(values)), codes)

    def _filled(self, reference: Reference, values: pa.Array) -> list[FaultGroup] | None:
        """Return the faults of distinct values, asked about once for each keyword; None where that is not exact."""
        if isinstance(reference.schema, bool) or not reference.standard:
            return None
        rows = np.arange(len(values))
        groups = []
        if values.null_count:
            missing = pc.is_null(values).to_numpy(zero_copy_only=False)
            groups.append(self._singly(reference, rows[missing], [None] * int(missing.sum())))
            rows, values = rows[~missing], values.drop_null()
        if kind_of(values.type) == "date":
            values = pc.cast(values, pa.string())
        listed = values_of(values)
        for place, keyword in _flat(reference):
            if keyword not in _AFTER_VALUE and keyword != "const":
                return None
            kernel = self._kernel(place, keyword, kind_of(values.type))
            if kernel is None:
                return None
            bad = np.flatnonzero(array_of(inverse(kernel(View(values))), len(values)))
            if len(bad):
                faults = _filled_in(place, keyword, [listed[number] for number in bad.tolist()])
                groups.append(FaultGroup(faults, rows[bad], np.arange(len(bad))))
        return groups

    def _kernel(self, place: Reference, keyword: str, kind: Kind) -> Kernel | None:
        key = (place, keyword, kind)
        if key not in self._kernels:
            self._kernels[key] = keyword_kernel(place, keyword, kind)
        return self._kernels[key]

    def _lists(self, reference: Reference, array: pa.ListArray) -> Iterator[FaultGroup]:
        for keyword, value in reference.keywords():
            if keyword == "items" and value is not False:
                yield from self._items(reference, value, array)
                continue
            mask = self._planner.judge_keyword(reference, keyword, array)
            if mask is True:
                continue
            rows = np.flatnonzero(array_of(inverse(mask), len(array)))
            part = array.take(pa.array(rows))
            if keyword == "$ref":
                found = reference.resolved(value)
                if found is not None:
                    for group in self.cells(found, Column(part)):
                        yield FaultGroup(group.faults, rows[group.rows], group.index)
                    continue
            values = values_of(part)
            yield group_of(
                (row, fault)
                for row, cell in zip(rows.tolist(), values, strict=True)
                for fault in reference.faults_for(keyword, cell)
            )

    def _items(self, reference: Reference, value: Any, array: pa.ListArray) -> Iterator[FaultGroup]:
        spans = Spans(array)
        items = spans.of(array.values)
        leaf = reference.child(value)
        mask = self._planner.judge_column(leaf, Column(items))
        if mask is True:
            return
        bad = np.flatnonzero(array_of(inverse(mask), len(items)))
        owners = spans.owners(bad)
        places = bad - spans.starts[owners]
        kept = places >= len(reference.schema.get("prefixItems", ()))
        bad, owners, places = bad[kept], owners[kept], places[kept]
        for group in self.cells(leaf, Column(items.take(pa.array(bad)))):
            yield _numbered(FaultGroup(group.faults, owners[group.rows], group.index), places[group.rows])

    def _condition(
        self, condition: Condition, plan: ObjectPlan, objects: Objects, classes: dict[int, Classes]
    ) -> Iterator[FaultGroup]:
        reference, keyword = condition.reference, condition.keyword
        if keyword == "if" and condition.leaves is not None:
            group, left = self._met_before(condition, objects)
            yield group
            if len(left):
                part = objects.take(left)
                known = {column: found.take(left) for column, found in classes.items()}
                for group in self._branches(reference, plan, part, known):
                    yield FaultGroup(group.faults, left[group.rows], group.index)
            return
        if keyword in _ON_KEYS and not isinstance(reference.schema[keyword], dict):
            faults = reference.faults_for(keyword, objects.take(np.zeros(1, dtype=np.intp)).rows()[0])
            for number in range(len(faults)):
                yield FaultGroup(faults, np.arange(objects.count), np.full(objects.count, number))
            return
        rows = objects.rows()
        if keyword in _AFTER_OBJECT and len(rows) > 1:
            yield FaultGroup(_filled_in(reference, keyword, rows), np.arange(len(rows)), np.arange(len(rows)))
            return
        ask = reference.faults if keyword is None else lambda row: reference.faults_for(keyword, row)
        yield group_of((number, fault) for number, row in enumerate(rows) for fault in ask(row))

    def _met_before(self, condition: Condition, objects: Objects) -> tuple[FaultGroup, Indexes]:
        """Return the faults of objects by what the condition's columns hold, and which objects are left.

        Where all faults are faults of these columns' cells, they are the same wherever the cells are.
        """
        columns = sorted(condition.columns)
        if any(kind_of(objects.column(column).array.type) in _NESTED for column in columns):
            return group_of(()), np.arange(objects.count)
        cells = zip(*(objects.column(column).values() for column in columns), strict=True)
        keys = [repr(cell) for cell in cells]  # by their text, since equal values may read differently
        known = self._conditions.setdefault(condition.reference, {})
        if len(known) > _REMEMBERED:
            known.clear()
        new = {key: row for row, key in enumerate(keys) if key not in known}
        if len(new) <= _FEW:
            names = {objects.names[column] for column in columns}
            for key, row in new.items():
                asked = condition.reference.faults_for("if", objects.row(row, columns))
                known[key] = asked if all(fault.path and fault.path[0] in names for fault in asked) else None
        found = [known.get(key) for key in keys]
        met: dict[int, tuple[int, list[Fault]]] = {}
        rows: list[int] = []
        index: list[int] = []
        count = 0
        for row, faults in enumerate(found):
            if faults is None:
                continue
            if id(faults) not in met:
                met[id(faults)] = (count, faults)
                count += len(faults)
            first = met[id(faults)][0]
            rows += [row] * len(faults)
            index += range(first, first + len(faults))
        group = FaultGroup(
            [fault for _, faults in met.values() for fault in faults],
            np.array(rows, dtype=np.int64),
            np.array(index, dtype=np.int64),
        )
        return group, np.array([row for row, faults in enumerate(found) if faults is None], dtype=np.intp)

    def _branches(
        self, reference: Reference, plan: ObjectPlan, objects: Objects, classes: dict[int, Classes]
    ) -> Iterator[FaultGroup]:
        schema = reference.schema
        broken = self._judge_branch(reference.beside(schema["if"]), plan, objects, classes)[1].broken
        unmet = np.zeros(objects.count, dtype=bool) if broken is None else broken
        for name, rows in (("then", np.flatnonzero(~unmet)), ("else", np.flatnonzero(unmet))):
            if name in schema and len(rows):
                part = objects.take(rows)
                known = {column: found.take(rows) for column, found in classes.items()}
                branch, verdict = self._judge_branch(reference.child(schema[name]), plan, part, known)
                for group in self.groups(branch, part, verdict):
                    yield FaultGroup(group.faults, rows[group.rows], group.index)

    def _judge_branch(
        self, reference: Reference, plan: ObjectPlan, objects: Objects, classes: dict[int, Classes]
    ) -> tuple[ObjectPlan, Verdict]:
        branch = self._planner.branch(reference, plan)
        return branch, branch.judge(objects, classes)


def _flat(reference: Reference) -> Iterator[tuple[Reference, str]]:
    """Yield the keywords of a schema with those that a reference leads to."""
    for keyword, value in reference.keywords():
        found = reference.resolved(value) if keyword == "$ref" else None
        if found is not None and not isinstance(found.schema, bool):
            yield from _flat(found)
        else:
            yield reference, keyword


def _filled_in(reference: Reference, keyword: str, values: list[Any]) -> list[Fault]:
    """Return the fault of each value; ``jsonschema`` is asked about the first."""
    (first,) = reference.faults_for(keyword, values[0])
    if keyword == "const":
        return [first._replace(value=value) for value in values]
    text = repr(values[0])
    if not first.message.startswith(text):
        return [fault for value in values for fault in reference.faults_for(keyword, value)]
    words = first.message[len(text) :]
    return [Fault((), keyword, f"{value!r}{words}", value, first.rule) for value in values]


def distinct(array: pa.Array) -> tuple[pa.Array, Indexes]:
    """Return the distinct values of scalars and a code for each row; values that read differently are distinct."""
    if pa.types.is_floating(array.type) and not array.null_count:
        view = View(array)
        width = np.int64 if view.numbers.dtype == np.float64 else np.int32
        _, firsts, codes = np.unique(view.numbers.view(width), return_index=True, return_inverse=True)
        return array.take(pa.array(firsts)), codes.reshape(-1)
    if pa.types.is_floating(array.type):
        codes = np.arange(len(array))
        return array, codes
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
        return distinct(array)
    encoded = pc.dictionary_encode(array, null_encoding="encode")
    return encoded.dictionary, encoded.indices.to_numpy().astype(np.intp)


def _expanded(group: FaultGroup, codes: Indexes) -> FaultGroup:
    """Return the faults of distinct values for every row that has the value."""
    if not len(group.rows):
        return FaultGroup([], np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64))
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], group.rows, side="left")
    lengths = np.searchsorted(codes[order], group.rows, side="right") - starts
    offsets = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return FaultGroup(group.faults, order[np.repeat(starts, lengths) + offsets], np.repeat(group.index, lengths))


def _under(name: str, faults: list[Fault]) -> list[Fault]:
    """Return the faults of cells as faults of the objects that hold them."""
    return [fault._replace(path=(name, *fault.path)) for fault in faults]


def _numbered(group: FaultGroup, places: Indexes) -> FaultGroup:
    """Return the faults of items as faults of the lists that hold them."""
    faults: list[Fault] = []
    known: dict[tuple[int, int], int] = {}
    index = np.empty(len(group.rows), dtype=np.int64)
    for number, (which, place) in enumerate(zip(group.index.tolist(), places.tolist(), strict=True)):
        key = (which, place)
        if key not in known:
            known[key] = len(faults)
            fault = group.faults[which]
            faults.append(fault._replace(path=(place, *fault.path)))
        index[number] = known[key]
    return FaultGroup(faults, group.rows, index)
