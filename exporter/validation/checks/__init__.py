"""Domain checks: what JSON Schema cannot say about a table, stated in schema/layouts/NAME.checks.json.

One module for each sort of check; a new kind is one class and one line in ``KINDS``. A null in a column that a check
compares makes it hold, and so does a value of the wrong type, which the schema has already complained about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.errors import UnknownNameError
from exporter.validation.checks.comparing import Ordered, YearOf
from exporter.validation.checks.looking_up import InList, MapsTo, WithinCountry
from exporter.validation.checks.texts import NoFormula, Trimmed
from exporter.validation.checks.uniqueness import Unique

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.validation.checks.base import Check

KINDS: dict[str, type[Check]] = {
    "in_list": InList,
    "maps_to": MapsTo,
    "no_formula": NoFormula,
    "ordered": Ordered,
    "trimmed": Trimmed,
    "unique": Unique,
    "within_country": WithinCountry,
    "year_of": YearOf,
}


def make_check(spec: Mapping[str, Any]) -> Check:
    """Return the check that an entry of a checks file states.

    Raises:
        UnknownNameError: there is no such kind of check.

    """
    if spec["kind"] not in KINDS:
        raise UnknownNameError("kind of check", str(spec["kind"]), KINDS)
    return KINDS[spec["kind"]](spec)


__all__ = ["KINDS", "make_check"]
