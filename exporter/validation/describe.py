"""Faults in the user's terms: rule codes, expectations, nearest valid values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from exporter.errors import nearest
from exporter.findings import Finding

if TYPE_CHECKING:
    from exporter.findings import Severity
    from exporter.validation.faults import Fault

_SHOWN = 6  # choices that an expectation lists before it counts the rest
_FORMATS = {"date": "a date written YYYY-MM-DD", "date-time": "a date and time as RFC 3339 writes them"}
_BOUNDS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "text that matches {}",
    "required": "every required column",
}


def code_of(keyword: str | None) -> str:
    """Return the rule code of a keyword.

    >>> code_of("minLength"), code_of(None)
    ('min-length', 'not-allowed')
    """
    if keyword is None:
        return "not-allowed"
    return re.sub(r"(?<=[a-z])([A-Z])", r"-\1", keyword.lstrip("$")).lower()


def column_of(path: tuple[str | int, ...]) -> str | None:
    """Return the column, with the path inside a nested cell.

    >>> column_of(("participants", 0, "slot"))
    'participants[0].slot'
    """
    if not path:
        return None
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path[1:])
    return f"{path[0]}{''.join(steps)}"


def expectation(keyword: str | None, rule: Any) -> str | None:
    """Return what a keyword asks for, in words.

    >>> expectation("type", ["integer", "null"])
    'integer or null'
    """
    if keyword == "type":
        return rule if isinstance(rule, str) else " or ".join(rule)
    if keyword == "enum":
        shown = ", ".join(map(repr, rule[:_SHOWN]))
        return f"one of {shown}" + (f", … ({len(rule)} values)" if len(rule) > _SHOWN else "")
    if keyword == "const":
        return repr(rule)
    if keyword == "format":
        return _FORMATS.get(rule, f"a valid {rule}")
    if keyword in ("anyOf", "oneOf"):
        return _alternatives(rule)
    return _BOUNDS[keyword].format(rule) if keyword in _BOUNDS else None


def _alternatives(rule: list[Any]) -> str | None:
    """Return the constants of which a schema wants one, column by column; None where it wants something else."""
    columns = [
        one.get("properties", {}) if isinstance(one, dict) and one.keys() == {"properties"} else {} for one in rule
    ]
    wanted = [(name, schema) for column in columns for name, schema in column.items()]
    if len(wanted) != len(rule) or not all(
        isinstance(schema, dict) and schema.keys() == {"const"} for _, schema in wanted
    ):
        return None
    return " or ".join(f"{name} {schema['const']!r}" for name, schema in wanted)


def _choices(fault: Fault) -> list[str]:
    if fault.instead is not None:
        return [fault.instead]
    if fault.keyword == "enum":
        return [value for value in fault.rule if isinstance(value, str)]
    if fault.keyword == "const" and isinstance(fault.rule, str):
        return [fault.rule]
    return []


def finding_of(
    fault: Fault,
    *,
    row: int,
    file: str | None = None,
    code: str | None = None,
    severity: Severity = "error",
    count: int = 1,
) -> Finding:
    """Return the finding of a fault; ``code`` is that of a domain check, whose rule is the expectation in words."""
    return Finding(
        code=code or code_of(fault.keyword),
        message=fault.message,
        severity=severity,
        file=file,
        row=row,
        column=column_of(fault.path),
        value=fault.value,
        expected=fault.rule if code else expectation(fault.keyword, fault.rule),
        nearest=nearest(fault.value, _choices(fault)) if isinstance(fault.value, str) else None,
        count=count,
    )
