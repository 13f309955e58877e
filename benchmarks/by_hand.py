"""The acled schema written out for other tools, as one would by hand: Polars expressions and SQL for DuckDB."""

from __future__ import annotations

from typing import Any

import polars as pl


def polars_checks(schema: dict[str, Any]) -> list[pl.Expr]:
    """Return expressions that are true for valid rows, one for each column and condition."""
    columns = [_polars_cell(pl.col(name), part) for name, part in schema["properties"].items()]
    return columns + [_polars_object(part) for part in schema["allOf"]]


def _polars_object(schema: dict[str, Any]) -> pl.Expr:
    found = pl.lit(value=True)
    for name, part in schema.get("properties", {}).items():
        found = found & _polars_cell(pl.col(name), part)
    if "allOf" in schema:
        found = found & pl.all_horizontal([_polars_object(part) for part in schema["allOf"]])
    if "anyOf" in schema:
        found = found & pl.any_horizontal([_polars_object(part) for part in schema["anyOf"]])
    if "if" in schema:
        condition = _polars_object(schema["if"])
        found = found & (~condition | _polars_object(schema.get("then", {})))
        if "else" in schema:
            found = found & (condition | _polars_object(schema["else"]))
    return found


def _polars_cell(cell: pl.Expr, schema: dict[str, Any]) -> pl.Expr:
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if kinds == {"null"}:
        return cell.is_null()
    tests = []
    if "enum" in schema or "const" in schema:
        values = schema.get("enum", [schema.get("const")])
        tests.append(cell.is_in([value for value in values if value is not None]))
    if "pattern" in schema:
        tests.append(cell.str.contains(schema["pattern"]))
    if "pattern" in schema.get("not", {}):
        tests.append(~cell.str.contains(schema["not"]["pattern"]))
    if schema.get("minLength"):
        tests.append(cell.str.len_bytes() >= 1)
    if "minimum" in schema:
        tests.append(cell >= schema["minimum"])
    if "maximum" in schema:
        tests.append(cell <= schema["maximum"])
    nullable = "null" in kinds or (not kinds and None in schema.get("enum", []))
    if not tests:
        return pl.lit(value=True) if nullable else cell.is_not_null()
    return pl.all_horizontal(tests).fill_null(nullable)


def sql_checks(schema: dict[str, Any]) -> str:
    """Return an SQL condition that is true for valid rows."""
    columns = [_sql_cell(f'"{name}"', part) for name, part in schema["properties"].items()]
    return " AND ".join(f"({part})" for part in columns + [_sql_object(part) for part in schema["allOf"]])


def _sql_object(schema: dict[str, Any]) -> str:
    parts = [_sql_cell(f'"{name}"', part) for name, part in schema.get("properties", {}).items()]
    parts += [_sql_object(part) for part in schema.get("allOf", [])]
    if "anyOf" in schema:
        parts.append(" OR ".join(f"({_sql_object(part)})" for part in schema["anyOf"]))
    if "if" in schema:
        condition = _sql_object(schema["if"])
        parts.append(f"NOT ({condition}) OR ({_sql_object(schema.get('then', {}))})")
        if "else" in schema:
            parts.append(f"({condition}) OR ({_sql_object(schema['else'])})")
    return " AND ".join(f"({part})" for part in parts) or "TRUE"


def _sql_cell(cell: str, schema: dict[str, Any]) -> str:
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if kinds == {"null"}:
        return f"{cell} IS NULL"
    tests = []
    if "enum" in schema or "const" in schema:
        values = [value for value in schema.get("enum", [schema.get("const")]) if value is not None]
        tests.append(f"{cell} IN ({', '.join(map(_sql_value, values))})")
    if "pattern" in schema:
        tests.append(f"regexp_matches({cell}, {_sql_value(schema['pattern'])})")
    if "pattern" in schema.get("not", {}):
        tests.append(f"NOT regexp_matches({cell}, {_sql_value(_escaped(schema['not']['pattern']))})")
    if schema.get("minLength"):
        tests.append(f"strlen({cell}) >= 1")
    if "minimum" in schema:
        tests.append(f"{cell} >= {schema['minimum']}")
    if "maximum" in schema:
        tests.append(f"{cell} <= {schema['maximum']}")
    nullable = "null" in kinds or (not kinds and None in schema.get("enum", []))
    if not tests:
        return "TRUE" if nullable else f"{cell} IS NOT NULL"
    return f"coalesce({' AND '.join(tests)}, {str(nullable).upper()})"


def _sql_value(value: Any) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _escaped(pattern: str) -> str:
    return "".join(char if " " <= char < "\x7f" else f"\\x{ord(char):02x}" for char in pattern)
