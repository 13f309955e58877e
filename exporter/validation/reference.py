"""The reference: ``jsonschema`` at one place of a schema.

Every verdict and every message comes from here or is proved equal to what would come from here. The places are reached
as ``jsonschema`` itself reaches them, so that base addresses, anchors and dynamic scopes stay what they are to it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jsonschema.exceptions
import referencing
import referencing.exceptions
from jsonschema import Draft202012Validator
from referencing.jsonschema import DRAFT202012

from exporter.errors import ExporterError
from exporter.validation.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonschema import FormatChecker


class InvalidSchemaError(ExporterError):
    """A schema is not a JSON Schema of draft 2020-12.

    Attributes:
        reason: what is wrong with it.

    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return f"not a JSON Schema (draft 2020-12): {self.reason}"


class ReferenceFailedError(Exception):
    """``jsonschema`` itself failed on a value, such as NaN, or on a reference that leads nowhere.

    A plan asks about schemas that ``jsonschema`` would perhaps not have reached for the row at hand, so whoever
    judges by a plan asks row by row when this comes up.
    """


@lru_cache(maxsize=64)
def _check(text: str) -> None:
    """Hold a schema against its metaschema, once: it takes as long as hundreds of thousands of rows do."""
    try:
        Draft202012Validator.check_schema(json.loads(text))
    except jsonschema.exceptions.SchemaError as error:
        raise InvalidSchemaError(f"{error.message} at {error.json_path}") from error


def default_format_checker() -> FormatChecker:
    """Return the format checker of draft 2020-12."""
    checker: FormatChecker = Draft202012Validator.FORMAT_CHECKER
    return checker


class Reference:
    """A (sub)schema with everything that ``jsonschema`` knows at that place.

    Two references to one place are one object, so that a reference can be a key.

    Attributes:
        schema: the schema at this place.

    """

    __slots__ = ("_places", "_validator", "schema")

    def __init__(self, validator: Any) -> None:
        self._validator = validator
        self._places: dict[tuple[str, int | str], Reference] = {}
        self.schema: Any = validator.schema

    @classmethod
    def of_schema(
        cls,
        schema: Any,
        format_checker: FormatChecker | None,
        registry: referencing.Registry[Any] | None = None,
    ) -> Reference:
        """Return the reference at the root of a schema; nothing is fetched from the network.

        Raises:
            InvalidSchemaError: the schema breaks its metaschema.

        """
        _check(json.dumps(schema))
        known: referencing.Registry[Any] = referencing.Registry() if registry is None else registry
        return cls(Draft202012Validator(schema, format_checker=format_checker, registry=known))

    @property
    def standard(self) -> bool:
        """Whether the schema here is of draft 2020-12, and not of another draft that it names for itself."""
        return type(self._validator) is Draft202012Validator

    @property
    def format_checker(self) -> FormatChecker | None:
        """The format checker in use."""
        checker: FormatChecker | None = self._validator.format_checker
        return checker

    def keywords(self) -> Iterable[tuple[str, Any]]:
        """Return the keywords that take part in validation, in order."""
        if isinstance(self.schema, bool):
            return ()
        known = self._validator.VALIDATORS
        return [(keyword, value) for keyword, value in self.schema.items() if keyword in known]

    def child(self, schema: Any) -> Reference:
        """Return the place of a subschema that ``jsonschema`` descends into."""
        resolver = self._validator._resolver.in_subresource(DRAFT202012.create_resource(schema))  # noqa: SLF001
        if resolver is self._validator._resolver:  # noqa: SLF001 - the subschema has no address of its own
            return self.beside(schema)
        key = ("child", id(schema))
        if key not in self._places:
            self._places[key] = Reference(self._validator.evolve(schema=schema, _resolver=resolver))
        return self._places[key]

    def beside(self, schema: Any) -> Reference:
        """Return the place of a subschema that ``jsonschema`` asks about without descending, as it does for ``not``."""
        key = ("beside", id(schema))
        if key not in self._places:
            self._places[key] = Reference(self._validator.evolve(schema=schema))
        return self._places[key]

    def resolved(self, reference: str) -> Reference | None:
        """Return the place that ``$ref`` or ``$dynamicRef`` leads to, or None where it leads nowhere."""
        key = ("resolved", reference)
        if key not in self._places:
            try:
                found = self._validator._resolver.lookup(reference)  # noqa: SLF001 - the one way to its scope
            except referencing.exceptions.Unresolvable:
                return None
            # As jsonschema does: descending into what was found enters it as a subresource of itself.
            evolved = self._validator.evolve(schema=found.contents, _resolver=found.resolver)
            self._places[key] = Reference(evolved)
        return self._places[key]

    def is_valid(self, value: Any) -> bool:
        """Return whether ``value`` is valid here.

        Raises:
            ReferenceFailedError: jsonschema cannot tell.

        """
        try:
            return next(self._validator.iter_errors(value), None) is None
        except Exception as error:
            raise ReferenceFailedError from error

    def is_valid_for(self, keyword: str, value: Any) -> bool:
        """Return whether ``value`` is valid for one keyword of the schema here.

        Raises:
            ReferenceFailedError: jsonschema cannot tell.

        """
        try:
            return next(iter(self._errors(keyword, value)), None) is None
        except Exception as error:
            raise ReferenceFailedError from error

    def faults(self, value: Any) -> list[Fault]:
        """Return the faults of ``value``."""
        return [
            Fault(tuple(error.path), error.validator, error.message, error.instance, error.validator_value)
            for error in self._validator.iter_errors(value)
        ]

    def faults_for(self, keyword: str, value: Any) -> list[Fault]:
        """Return the faults that one keyword of the schema here finds in ``value``."""
        faults = []
        for error in self._errors(keyword, value):
            path = tuple(error.path)
            # A keyword that reports for itself leaves its name out, and the caller fills it in, as iter_errors does.
            if error.validator is None or isinstance(error.validator, str):
                faults.append(Fault(path, error.validator, error.message, error.instance, error.validator_value))
            else:
                faults.append(Fault(path, keyword, error.message, value, self.schema[keyword]))
        return faults

    def _errors(self, keyword: str, value: Any) -> Iterator[Any]:
        function = self._validator.VALIDATORS[keyword]
        yield from function(self._validator, self.schema[keyword], value, self.schema) or ()
