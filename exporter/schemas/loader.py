"""Load the files of schema/ by name."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

JsonObject = dict[str, Any]


@cache
def _root() -> Traversable:
    """Return the schema folder: inside the package when installed, beside it in a checkout."""
    installed = files("exporter").joinpath("schema")
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "schema"


def _names(folder: Traversable, suffix: str) -> list[str]:
    return sorted(entry.name.removesuffix(suffix) for entry in folder.iterdir() if entry.name.endswith(suffix))


def schema_names() -> list[str]:
    """Return the names that ``load_schema`` takes: ``event``, ``document``, … and the layouts."""
    return _names(_root(), ".schema.json") + layout_names()


def layout_names() -> list[str]:
    """Return the names of the published layouts that have a schema."""
    return _names(_root() / "layouts", ".schema.json")


def load_schema(name: str) -> JsonObject:
    """Return the JSON Schema of that name.

    The object is shared: copy it before changing it.

    Raises:
        UnknownNameError: there is no such schema.

    >>> load_schema("event")["title"]
    'Event'

    """
    return _load_schema(name)


@cache
def _load_schema(name: str) -> JsonObject:
    for folder in (_root(), _root() / "layouts"):
        entry = folder / f"{name}.schema.json"
        if "/" not in name and entry.is_file():
            schema: JsonObject = json.loads(entry.read_text(encoding="utf-8"))
            return schema
    raise UnknownNameError("schema", name, schema_names())


def load_checks(name: str) -> tuple[JsonObject, ...]:
    """Return the named checks of a layout, which JSON Schema cannot state; none where it has none.

    schema/checks.schema.json says what each kind of check compares. The objects are shared: copy them before changing.

    >>> [check["code"] for check in load_checks("acled")][:2]
    ['repeated-id', 'year-of-date']
    """
    return _load_checks(name)


@cache
def _load_checks(name: str) -> tuple[JsonObject, ...]:
    entry = _root() / "layouts" / f"{name}.checks.json"
    if "/" in name or not entry.is_file():
        return ()
    return tuple(json.loads(entry.read_text(encoding="utf-8"))["checks"])


@cache
def _load_table(kind: str, name: str) -> tuple[Mapping[str, str], ...]:
    folder = _root() / {"code list": "codes", "crosswalk": "crosswalks"}[kind]
    entry = folder / f"{name}.csv"
    if "/" in name or not entry.is_file():
        raise UnknownNameError(kind, name, _names(folder, ".csv"))
    return tuple(csv.DictReader(io.StringIO(entry.read_text(encoding="utf-8"), newline="")))


def code_list(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a code list, every cell as text.

    Raises:
        UnknownNameError: there is no such code list.

    """
    return _load_table("code list", name)


def crosswalk(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a crosswalk, every cell as text.

    Raises:
        UnknownNameError: there is no such crosswalk.

    """
    return _load_table("crosswalk", name)


def resolve(schema: JsonObject, part: JsonObject) -> JsonObject:
    """Return ``part`` with a ``$ref`` into ``schema`` replaced by what it names; keywords beside the reference win.

    >>> resolve({"$defs": {"n": {"type": "integer"}}}, {"$ref": "#/$defs/n", "title": "N"})
    {'type': 'integer', 'title': 'N'}
    """
    while "$ref" in part:
        target: Any = schema
        for step in part["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        part = {**target, **{key: value for key, value in part.items() if key != "$ref"}}
    return part
