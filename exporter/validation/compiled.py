"""What a schema says about objects that all have the same keys, as Arrow rows and structs have.

Such an object is valid by its cells (a schema for each column), by conditions that tie columns together, and by what
depends on the set of keys alone, which is the same for every row and asked about once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporter.validation.reference import default_format_checker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.validation.reference import Reference

_DEEP = 48  # nested subschemas of one object, a guard against a reference that leads to itself
# Asked of jsonschema itself; what they say depends on how the schemas in their branches judge the cells.
_BRANCHING = ("anyOf", "oneOf", "not", "if", "unevaluatedProperties")
# Their verdict depends on the keys of the object alone.
_ON_KEYS = ("type", "required", "dependentRequired", "propertyNames", "minProperties", "maxProperties")


@dataclass(frozen=True, slots=True)
class Condition:
    """A keyword that ties columns together.

    Attributes:
        reference: where the keyword stands.
        keyword: the keyword; None for the whole schema there.
        leaves: (column, schema) pairs whose verdicts decide the keyword's verdict; None where only the whole row does.

    """

    reference: Reference
    keyword: str | None
    leaves: tuple[tuple[int, Reference], ...] | None

    @property
    def columns(self) -> frozenset[int]:
        """The columns that take part."""
        return frozenset(column for column, _ in self.leaves or ())

    def is_valid(self, row: dict[str, Any]) -> bool:
        """Ask ``jsonschema`` about a row."""
        if self.keyword is None:
            return self.reference.is_valid(row)
        return self.reference.is_valid_for(self.keyword, row)


@dataclass(slots=True)
class ObjectSchema:
    """A schema taken apart for objects with certain keys.

    Attributes:
        cells: (column, schema) pairs; each schema must hold for its cell.
        conditions: what ties columns together.
        always: conditions that fail for every object with these keys.

    """

    cells: list[tuple[int, Reference]] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    always: list[Condition] = field(default_factory=list)


class _TooDeepError(Exception):
    """A reference leads to itself, or nearly so."""


def object_schema(reference: Reference, names: Sequence[str]) -> ObjectSchema:
    """Return what a schema says about objects with exactly the keys ``names``."""
    found = ObjectSchema()
    try:
        _walk(reference, tuple(names), found, _DEEP)
    except _TooDeepError:
        return ObjectSchema(conditions=[Condition(reference, None, None)])
    return found


def _walk(reference: Reference, names: tuple[str, ...], found: ObjectSchema, depth: int) -> None:
    if not depth:
        raise _TooDeepError
    if not reference.standard:
        found.conditions.append(Condition(reference, None, None))
        return
    if reference.schema is False:
        found.always.append(Condition(reference, None, ()))
    for keyword, value in reference.keywords():
        found.cells += _cells(reference, keyword, value, names)
        for part in _conjuncts(reference, keyword, value, names):
            if part is None:
                found.conditions.append(Condition(reference, keyword, None))
            else:
                _walk(part, names, found, depth - 1)
        _walk_condition(reference, keyword, names, found, depth)


def _walk_condition(
    reference: Reference, keyword: str, names: tuple[str, ...], found: ObjectSchema, depth: int
) -> None:
    schema = reference.schema
    value = schema[keyword]
    if keyword in _BRANCHING:
        if keyword != "if" or "then" in schema or "else" in schema:
            leaves = _leaves_of(reference, keyword, names, depth - 1)
            found.conditions.append(Condition(reference, keyword, leaves))
    elif depends_on_values(reference, keyword, value):
        found.conditions.append(Condition(reference, keyword, None))
    elif keyword in _ON_KEYS or (keyword == "additionalProperties" and not isinstance(value, dict)):
        condition = Condition(reference, keyword, ())
        if not condition.is_valid(dict.fromkeys(names)):
            found.always.append(condition)


def _cells(reference: Reference, keyword: str, value: Any, names: tuple[str, ...]) -> list[tuple[int, Reference]]:
    """Return the cells that a keyword hands to subschemas of its own."""
    if keyword == "properties":
        return [(names.index(name), reference.child(part)) for name, part in value.items() if name in names]
    if keyword == "patternProperties":
        return [
            (column, reference.child(part))
            for pattern, part in value.items()
            for column, name in enumerate(names)
            if re.search(pattern, name)
        ]
    if keyword == "additionalProperties" and isinstance(value, dict):
        return [(column, reference.child(value)) for column in _additional(reference.schema, names)]
    return []


def _additional(schema: dict[str, Any], names: tuple[str, ...]) -> list[int]:
    properties = schema.get("properties", {})
    patterns = "|".join(schema.get("patternProperties", {}))
    return [
        column
        for column, name in enumerate(names)
        if name not in properties and not (patterns and re.search(patterns, name))
    ]


def _conjuncts(reference: Reference, keyword: str, value: Any, names: tuple[str, ...]) -> list[Reference | None]:
    """Return the schemas that must hold for the object as well; None for one that cannot be found."""
    if keyword == "allOf":
        return [reference.child(part) for part in value]
    if keyword in ("$ref", "$dynamicRef"):
        return [reference.resolved(value)]
    if keyword == "dependentSchemas":
        return [reference.child(part) for name, part in value.items() if name in names]
    return []


def depends_on_values(reference: Reference, keyword: str, value: Any) -> bool:
    """Whether a keyword compares the object as a whole, or might."""
    if keyword in ("const", "enum"):
        return True
    checker = reference.format_checker
    if keyword != "format" or checker is None or value not in checker.checkers:
        return False
    return checker.checkers[value] != default_format_checker().checkers.get(value)


def _leaves_of(
    reference: Reference, keyword: str, names: tuple[str, ...], depth: int
) -> tuple[tuple[int, Reference], ...] | None:
    gathering = _Gathering(names)
    try:
        gathering.add_branching(reference, keyword, depth)
    except (_TooDeepError, _WholeRowError):
        return None
    return tuple(gathering.leaves)


class _WholeRowError(Exception):
    """A condition depends on more than how schemas judge single cells."""


@dataclass(slots=True)
class _Gathering:
    """Gathers every (column, schema) pair that a condition can come to ask about.

    Attributes:
        names: the keys of the object.
        leaves: the pairs found.
        evaluating: whether a keyword asks which keys were evaluated, for which ``jsonschema`` takes paths of its own.

    """

    names: tuple[str, ...]
    leaves: dict[tuple[int, Reference], None] = field(default_factory=dict)
    evaluating: bool = False

    def add(self, reference: Reference, depth: int) -> None:
        """Gather the leaves of a schema."""
        if not depth:
            raise _TooDeepError
        if not reference.standard:
            raise _WholeRowError
        for keyword, value in reference.keywords():
            self.add_cells(reference, keyword, value)
            for part in _conjuncts(reference, keyword, value, self.names):
                if part is None or (self.evaluating and (keyword == "$dynamicRef" or _names_itself(part.schema))):
                    raise _WholeRowError
                self.add(part, depth - 1)
            if keyword in _BRANCHING:
                self.add_branching(reference, keyword, depth - 1)
            elif depends_on_values(reference, keyword, value):
                raise _WholeRowError

    def add_cells(self, reference: Reference, keyword: str, value: Any) -> None:
        """Gather the cells that a keyword looks at."""
        self.leaves.update(dict.fromkeys(_cells(reference, keyword, value, self.names)))
        if self.evaluating and keyword == "additionalProperties":
            # To know what is evaluated, jsonschema asks it about every key, also those that other keywords cover.
            self.add_everywhere(reference.child(value))

    def add_everywhere(self, leaf: Reference) -> None:
        """Gather a schema for every column."""
        self.leaves.update(dict.fromkeys((column, leaf) for column in range(len(self.names))))

    def add_branching(self, reference: Reference, keyword: str, depth: int) -> None:
        """Gather the leaves of the branches of a keyword."""
        schema = reference.schema
        if keyword in ("anyOf", "oneOf"):
            # jsonschema descends into the branches, and asks about the later ones of oneOf without descending.
            for part in schema[keyword]:
                self.add(reference.child(part), depth)
                self.add(reference.beside(part), depth)
        elif keyword == "if":
            self.add(reference.beside(schema["if"]), depth)
            for name in ("then", "else"):
                if name in schema:
                    self.add(reference.child(schema[name]), depth)
        elif keyword == "not":
            self.add(reference.beside(schema["not"]), depth)
        else:
            self.add_unevaluated(reference, depth)

    def add_unevaluated(self, reference: Reference, depth: int) -> None:
        """Gather what decides which keys are evaluated: all that stands beside the keyword."""
        others = {key: value for key, value in reference.schema.items() if key != "unevaluatedProperties"}
        if any(map(_names_itself, others.values())):
            raise _WholeRowError
        before, self.evaluating = self.evaluating, True
        self.add_everywhere(reference.child(reference.schema["unevaluatedProperties"]))
        self.add(reference.beside(others), depth)
        self.evaluating = before


def _names_itself(schema: Any) -> bool:
    """Whether a part of the schema has an address of its own; jsonschema enters such parts in more than one way."""
    if isinstance(schema, dict):
        return "$id" in schema or any(map(_names_itself, schema.values()))
    return isinstance(schema, list) and any(map(_names_itself, schema))
