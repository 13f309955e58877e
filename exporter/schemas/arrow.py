"""Derive Arrow types from JSON Schemas, so that a type is stated once."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa

from exporter.schemas.loader import load_schema, resolve

_SCALARS = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}
# What the keyword x-arrow may say.
_STATED = {
    "int8": pa.int8(),
    "int16": pa.int16(),
    "int32": pa.int32(),
    "int64": pa.int64(),
    "float32": pa.float32(),
    "float64": pa.float64(),
    "date32": pa.date32(),
    "string": pa.string(),
    "dictionary": pa.dictionary(pa.int32(), pa.string()),
}


def _nullable(schema: dict[str, Any], part: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    part = resolve(schema, part)
    for choice in part.get("anyOf", ()):
        if choice.get("type") != "null":
            return resolve(schema, choice), True
    kinds = part.get("type")
    return part, isinstance(kinds, list) and "null" in kinds


def arrow_type(schema: dict[str, Any], part: dict[str, Any]) -> pa.DataType:
    """Return the Arrow type of ``part``, a subschema of ``schema``.

    The keyword ``x-arrow`` states a type that JSON has no word for; objects with properties become structs, other
    objects maps of text, arrays lists.

    >>> arrow_type({}, {"type": ["integer", "null"], "x-arrow": "int16"})
    DataType(int16)
    """
    part, _ = _nullable(schema, part)
    if "x-arrow" in part:
        return _STATED[part["x-arrow"]]
    kinds = part["type"] if isinstance(part["type"], list) else [part["type"]]
    kind = next(kind for kind in kinds if kind != "null")
    if kind == "object":
        if "properties" not in part:
            return pa.map_(pa.string(), pa.string())
        return pa.struct(_fields(schema, part))
    if kind == "array":
        return pa.list_(pa.field("item", arrow_type(schema, part["items"]), nullable=False))
    return _SCALARS[kind]


def _fields(schema: dict[str, Any], part: dict[str, Any]) -> list[pa.Field]:
    fields = []
    for name, subschema in part["properties"].items():
        _, nullable = _nullable(schema, subschema)
        resolved = resolve(schema, subschema)
        metadata = {
            key: str(resolved[keyword])
            for key, keyword in (("title", "title"), ("description", "description"), ("unit", "x-unit"))
            if keyword in resolved
        }
        fields.append(pa.field(name, arrow_type(schema, subschema), nullable=nullable, metadata=metadata))
    return fields


def arrow_schema(name: str) -> pa.Schema:
    """Return the Arrow schema of the JSON Schema of that name, with titles, descriptions and units as metadata.

    Raises:
        UnknownNameError: there is no such schema.

    >>> arrow_schema("event").field("event_id").type
    DataType(string)

    """
    return _arrow_schema(name)


@cache
def _arrow_schema(name: str) -> pa.Schema:
    schema = load_schema(name)
    metadata = {key: schema[key] for key in ("$id", "title", "description")}
    return pa.schema(_fields(schema, schema), metadata=metadata)
