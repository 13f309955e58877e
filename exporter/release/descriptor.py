"""datapackage.json: the release as a Data Package, in the subset of version 2 that validators accept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exporter.release.codebook import columns
from exporter.schemas import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exporter.release.codebook import Column
    from exporter.release.dataset import Dataset

FILE_NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "md": "text/markdown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One file of the release.

    Attributes:
        path: its name in the folder.
        title: what it is, in words.
        layout: the layout of a flat table whose schema the descriptor repeats; None for other files.
        key: the columns that identify a row of it.

    """

    path: str
    title: str
    layout: str | None = None
    key: tuple[str, ...] = ()


def descriptor(dataset: Dataset, resources: Iterable[Resource], folder: Path, sums: dict[str, str]) -> dict[str, Any]:
    """Return the content of datapackage.json; ``sums`` are the SHA-256 of the files in ``folder``, by name."""
    package = {
        "$schema": _PROFILE,
        "name": dataset.name,
        "id": dataset.id,
        "title": dataset.title,
        "description": dataset.description,
        "version": dataset.version,
        "created": _moment(dataset.created),
        "homepage": dataset.homepage,
        "keywords": list(dataset.keywords),
        "licenses": [dict(one) for one in dataset.licenses],
        "contributors": [dict(one) for one in dataset.contributors],
        "sources": [dict(one) for one in dataset.sources],
        "resources": [_resource(one, folder, sums) for one in resources],
    }
    return {key: value for key, value in package.items() if value not in (None, [])}


def _moment(created: str | None) -> str | None:
    """Return ``created`` as a time: the profile takes no bare date."""
    return f"{created}T00:00:00Z" if created and "T" not in created else created


def _resource(resource: Resource, folder: Path, sums: dict[str, str]) -> dict[str, Any]:
    suffix = resource.path.rsplit(".", 1)[-1]
    content: dict[str, Any] = {
        "name": resource.path.replace(".", "-").lower(),
        "path": resource.path,
        "title": resource.title,
        "format": suffix,
        "mediatype": _MEDIA_TYPES[suffix],
        "bytes": (folder / resource.path).stat().st_size,
        "hash": f"sha256:{sums[resource.path]}",
    }
    if suffix != "parquet":
        content["encoding"] = "utf-8"
    # Without a type validators take Parquet and JSON Lines for tables, and want plug-ins to read them.
    content["type"] = "table" if resource.layout else "file"
    if resource.layout:
        content["schema"] = table_schema(resource.layout, resource.key)
    return content


def table_schema(layout: str, key: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the Table Schema of a layout, derived from its JSON Schema.

    >>> table_schema("acled")["fields"][0]["name"]
    'event_id_cnty'
    """
    schema: dict[str, Any] = {
        "fields": [_field(column, load_schema(layout)["properties"][column.name]) for column in columns(layout)],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    return schema


def _field(column: Column, part: dict[str, Any]) -> dict[str, Any]:
    constraints = {
        "required": column.required or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern if column.type == "string" else None,
        "enum": [value for value in part["enum"] if value is not None] if "enum" in part else None,
    }
    kept: dict[str, Any] = {name: value for name, value in constraints.items() if value is not None}
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.example is not None:
        field["example"] = column.example
    if "enum" in kept and all(column.values.values()):
        labels = [label for label in column.values.values() if label]
        field["categories"] = [
            {"value": value, "label": label} for value, label in zip(kept["enum"], labels, strict=True)
        ]
    if kept:
        field["constraints"] = kept
    return field
