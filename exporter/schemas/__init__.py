"""The contract as Python objects: JSON Schemas, code lists and crosswalks, and the Arrow types derived from them."""

from exporter.schemas.arrow import arrow_schema, arrow_type
from exporter.schemas.loader import code_list, crosswalk, layout_names, load_checks, load_schema, resolve, schema_names

__all__ = [
    "arrow_schema",
    "arrow_type",
    "code_list",
    "crosswalk",
    "layout_names",
    "load_checks",
    "load_schema",
    "resolve",
    "schema_names",
]
