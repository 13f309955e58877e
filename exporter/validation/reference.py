"""The reference: ``jsonschema`` at one place of a schema.

Every verdict and every message comes from here or is proved equal to what would come from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from exporter.validation.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import FormatChecker
    from jsonschema.exceptions import ValidationError


def default_format_checker() -> FormatChecker:
    """Return the format checker of draft 2020-12."""
    checker: FormatChecker = Draft202012Validator.FORMAT_CHECKER
    return checker


class Reference:
    """A (sub)schema with everything that ``jsonschema`` knows at that place.

    Attributes:
        schema: the schema at this place.

    """

    __slots__ = ("_validator", "schema")

    def __init__(self, validator: Draft202012Validator) -> None:
        self._validator = validator
        self.schema: Any = validator.schema

    @classmethod
    def of_schema(cls, schema: Any, format_checker: FormatChecker | None) -> Reference:
        """Return the reference at the root of a schema."""
        return cls(Draft202012Validator(schema, format_checker=format_checker))

    def is_valid(self, value: Any) -> bool:
        """Return whether ``value`` is valid here."""
        return next(self._validator.iter_errors(value), None) is None

    def faults(self, value: Any, path: tuple[str | int, ...] = ()) -> Iterator[Fault]:
        """Yield the faults of ``value``, found at ``path``."""
        for error in self._validator.iter_errors(value):
            yield _fault(error, path)


def _fault(error: ValidationError, path: tuple[str | int, ...]) -> Fault:
    keyword: Any = error.validator
    return Fault((*path, *error.path), keyword, error.message, error.instance, error.validator_value)
