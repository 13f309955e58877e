"""Judge cells that are themselves objects, arrays or maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.validation.cells import Column
from exporter.validation.classes import ColumnPlan
from exporter.validation.compiled import depends_on_values
from exporter.validation.json_form import values_of
from exporter.validation.masks import Mask, array_of, both, choice, either, exactly_one, inverse
from exporter.validation.objects import ObjectPlan, Objects, Verdict
from exporter.validation.view import kind_of

if TYPE_CHECKING:
    import numpy.typing as npt

    from exporter.validation.reference import Reference

    Indexes = npt.NDArray[np.intp]

_DEEP = 64  # nested subschemas of one array, a guard against a reference that leads to itself


class Planner:
    """Plans for every place of a schema at which objects and arrays are met; each is made once."""

    def __init__(self) -> None:
        self._objects: dict[tuple[Reference, tuple[str, ...]], ObjectPlan] = {}
        self._branches: dict[tuple[Reference, ObjectPlan], ObjectPlan] = {}
        self._columns: dict[Reference, ColumnPlan] = {}

    def objects(self, reference: Reference, names: tuple[str, ...]) -> ObjectPlan:
        """Return the plan of a schema for objects with these keys."""
        key = (reference, names)
        plan = self._objects.get(key)
        return plan or self._objects.setdefault(key, ObjectPlan(reference, names, self.judge))

    def branch(self, reference: Reference, plan: ObjectPlan) -> ObjectPlan:
        """Return the plan of a schema that is a branch of a condition of ``plan``."""
        key = (reference, plan)
        found = self._branches.get(key)
        return found or self._branches.setdefault(key, ObjectPlan(reference, plan.names, self.judge, plan))

    def judge_column(self, reference: Reference, column: Column) -> Mask:
        """Return which cells of a column are valid, nulls included."""
        if isinstance(reference.schema, bool):
            return reference.schema
        plan = self._columns.get(reference)
        if plan is None:
            plan = self._columns.setdefault(reference, ColumnPlan([reference], self.judge))
        classes = plan.classify(column)
        verdicts = [plan.bits[number][0] for number in classes.present]
        if all(verdicts) or not any(verdicts):
            return all(verdicts)
        mask: Mask = classes.through(np.array([bits[0] for bits in plan.bits]))
        return mask

    def judge(self, reference: Reference, array: pa.Array) -> Mask:
        """Return which structs, lists or maps of an array are valid; what it says about nulls does not count."""
        if isinstance(reference.schema, bool):
            return reference.schema
        if not array.null_count:
            return self._judge_present(reference, array)
        mask = self._judge_present(reference, array.drop_null())
        if isinstance(mask, bool):
            return mask
        spread = np.ones(len(array), dtype=bool)
        spread[pc.is_valid(array).to_numpy(zero_copy_only=False)] = mask
        return spread

    def verdict(self, reference: Reference, array: pa.StructArray) -> tuple[ObjectPlan, Objects, Verdict]:
        """Return what a schema says about structs, none of them null."""
        objects = objects_of(array)
        plan = self.objects(reference, objects.names)
        return plan, objects, plan.judge(objects)

    def _judge_present(self, reference: Reference, array: pa.Array) -> Mask:
        kind = kind_of(array.type)
        if kind == "object":
            broken = self.verdict(reference, array)[2].broken
            return True if broken is None else ~broken
        if kind == "map" and not _is_plain_map(reference, array):
            return ask_each(reference, array)
        return self._lists(reference, array, _DEEP)

    def _lists(self, reference: Reference, array: pa.Array, depth: int) -> Mask:
        if isinstance(reference.schema, bool):
            return reference.schema
        if not depth or not reference.standard:
            return ask_each(reference, array)
        mask: Mask = True
        for keyword, _ in reference.keywords():
            mask = both(mask, self.judge_keyword(reference, keyword, array, depth))
        return mask

    def judge_keyword(self, reference: Reference, keyword: str, array: pa.Array, depth: int = _DEEP) -> Mask:  # noqa: PLR0911 - one return for each keyword
        """Return which lists or maps are valid for one keyword."""
        value = reference.schema[keyword]

        def branch(place: Reference | None) -> Mask:
            return ask_each(reference, array) if place is None else self._lists(place, array, depth - 1)

        if keyword == "type":
            return ("object" if pa.types.is_map(array.type) else "array") in (
                [value] if isinstance(value, str) else value
            )
        if keyword in ("$ref", "$dynamicRef"):
            return branch(reference.resolved(value))
        if keyword == "not":
            return inverse(branch(reference.beside(value)))
        if keyword == "if":
            parts = [
                branch(reference.child(reference.schema[name])) if name in reference.schema else True
                for name in ("then", "else")
            ]
            return choice(branch(reference.beside(value)), parts[0], parts[1])
        if keyword in ("allOf", "anyOf", "oneOf"):
            masks = [branch(reference.child(part)) for part in value]
            if keyword == "oneOf":
                return exactly_one(masks)
            result: Mask = keyword == "allOf"
            for mask in masks:
                result = both(result, mask) if keyword == "allOf" else either(result, mask)
            return result
        if pa.types.is_map(array.type):
            return self._map_keyword(reference, keyword, value, array)
        return self._list_keyword(reference, keyword, value, array)

    def _map_keyword(self, reference: Reference, keyword: str, value: Any, array: pa.MapArray) -> Mask:
        spans = Spans(array)
        if keyword == "propertyNames":
            return spans.all_items(self.judge_column(reference.child(value), Column(spans.of(array.keys))))
        if keyword == "additionalProperties":
            return spans.all_items(self.judge_column(reference.child(value), Column(spans.of(array.items))))
        if keyword in ("minProperties", "maxProperties"):
            mask: Mask = spans.lengths >= value if keyword == "minProperties" else spans.lengths <= value
            return mask
        return ask_each_for(reference, keyword, array) if keyword in _MAP_ASKED else True

    def _list_keyword(self, reference: Reference, keyword: str, value: Any, array: pa.ListArray) -> Mask:  # noqa: PLR0911
        spans = Spans(array)
        mask: Mask
        if keyword == "items":
            items = self.judge_column(reference.child(value), Column(spans.of(array.values)))
            return spans.all_items(items, len(reference.schema.get("prefixItems", ())))
        if keyword == "prefixItems":
            mask = True
            for place, part in enumerate(value):
                mask = both(mask, self._at(reference.child(part), array, spans, place))
            return mask
        if keyword in ("minItems", "maxItems"):
            mask = spans.lengths >= value if keyword == "minItems" else spans.lengths <= value
            return mask
        if keyword == "contains":
            matches = spans.count(self.judge_column(reference.beside(value), Column(spans.of(array.values))))
            mask = matches >= reference.schema.get("minContains", 1)
            if "maxContains" in reference.schema:
                mask &= matches <= reference.schema["maxContains"]
            return mask
        if keyword == "uniqueItems":
            return ask_each_for(reference, keyword, array, spans.lengths > 1) if value else True
        if keyword == "unevaluatedItems" or depends_on_values(reference, keyword, value):
            return ask_each_for(reference, keyword, array)
        return True

    def _at(self, reference: Reference, array: pa.ListArray, spans: Spans, place: int) -> Mask:
        reaching = np.flatnonzero(spans.lengths > place)
        if not len(reaching):
            return True
        items = spans.of(array.values).take(pa.array(spans.starts[reaching] + place))
        found = self.judge_column(reference, Column(items))
        if found is True:
            return True
        mask = np.ones(len(array), dtype=bool)
        mask[reaching] = array_of(found, len(reaching))
        return mask


class Spans:
    """Where the items of each list lie.

    Attributes:
        starts: for each list, where its items start in the part of the child that the array uses.
        lengths: how many items each list has.

    """

    def __init__(self, array: pa.Array) -> None:
        offsets = array.offsets.to_numpy()
        self._first = int(offsets[0]) if len(offsets) else 0
        self._count = int(offsets[-1]) - self._first if len(offsets) else 0
        self.starts: npt.NDArray[np.int64] = offsets[:-1].astype(np.int64) - self._first
        self.lengths: npt.NDArray[np.int64] = np.diff(offsets).astype(np.int64)

    def of(self, child: pa.Array) -> pa.Array:
        """Return the part of the child that the array uses."""
        return child.slice(self._first, self._count)

    def owners(self, items: Indexes) -> Indexes:
        """Return the list that each of some items belongs to."""
        ends = self.starts + self.lengths
        return np.searchsorted(ends, items, side="right")

    def count(self, items: Mask) -> npt.NDArray[np.int64]:
        """Return for each list how many of its items the mask holds for."""
        if isinstance(items, bool):
            return self.lengths if items else np.zeros_like(self.lengths)
        return np.bincount(self.owners(np.flatnonzero(items)), minlength=len(self.lengths))

    def all_items(self, items: Mask, skipped: int = 0) -> Mask:
        """Return for which lists the mask holds for all items after the first ``skipped``."""
        if items is True:
            return True
        mask = np.ones(len(self.lengths), dtype=bool)
        bad = np.flatnonzero(~array_of(items, self._count))
        owners = self.owners(bad)
        mask[owners[bad - self.starts[owners] >= skipped]] = False
        return mask


def objects_of(array: pa.StructArray) -> Objects:
    """Return structs, none of them null, as objects."""
    names = tuple(field.name for field in array.type)
    return Objects(names, [Column(array.field(number)) for number in range(len(names))], len(array))


_MAP_ASKED = (
    "properties",
    "patternProperties",
    "required",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "const",
    "enum",
    "format",
)


def _is_plain_map(reference: Reference, array: pa.MapArray) -> bool:
    """Whether the entries of maps can be judged one by one: no key twice, no schema for single keys."""
    if not _says_little(reference, _DEEP):
        return False
    spans = Spans(array)
    keys = pc.dictionary_encode(spans.of(array.keys)).indices.to_numpy()
    pairs = np.repeat(np.arange(len(array)), spans.lengths) * (len(keys) + 1) + keys
    return len(np.unique(pairs)) == len(keys)


def _says_little(reference: Reference, depth: int) -> bool:
    schema = reference.schema
    if isinstance(schema, bool):
        return True
    if not depth or ("additionalProperties" in schema and ("properties" in schema or "patternProperties" in schema)):
        return False
    for keyword, value in reference.keywords():
        if keyword in ("$ref", "$dynamicRef"):
            places = [reference.resolved(value)]
        elif keyword in ("allOf", "anyOf", "oneOf"):
            places = [reference.child(part) for part in value]
        elif keyword in ("not", "if"):
            names = ("then", "else") if keyword == "if" else ()
            places = [reference.beside(value), *(reference.child(schema[name]) for name in names if name in schema)]
        else:
            continue
        if not all(place is not None and _says_little(place, depth - 1) for place in places):
            return False
    return True


def ask_each(reference: Reference, array: pa.Array) -> Mask:
    """Ask ``jsonschema`` about every value."""
    return np.array([reference.is_valid(value) for value in values_of(array)], dtype=bool)


def ask_each_for(reference: Reference, keyword: str, array: pa.Array, where: Any = None) -> Mask:
    """Ask ``jsonschema`` about one keyword and every value, or those at some rows; the others hold."""
    if where is None:
        return np.array([reference.is_valid_for(keyword, value) for value in values_of(array)], dtype=bool)
    rows = np.flatnonzero(where)
    mask = np.ones(len(array), dtype=bool)
    mask[rows] = [reference.is_valid_for(keyword, value) for value in values_of(array.take(pa.array(rows)))]
    return mask
