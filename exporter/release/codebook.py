"""Codebooks: what every column means, derived from its JSON Schema."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from exporter.schemas import code_list, layout_names, load_schema, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_TYPES = {
    "int8": "integer",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "float32": "number",
    "float64": "number",
    "date32": "date",
    "string": "string",
    "dictionary": "string",
}
_INLINE = 12  # more allowed values than these get a table of their own in codebook.md


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, or one field of a nested record.

    Attributes:
        name: the name; the path of a nested field, such as ``participants[].name``.
        title: its name in words.
        description: what it means.
        type: ``string``, ``integer``, ``number``, ``date``, ``boolean``, ``object`` or ``array``.
        required: whether no cell is empty.
        unit: unit of measurement, or None.
        minimum: least allowed value, or None.
        maximum: greatest allowed value, or None.
        pattern: regular expression that values match, or None.
        values: allowed values with their labels, empty where there is no closed list.
        example: an example, or None.

    """

    name: str
    title: str
    description: str
    type: str
    required: bool
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    values: Mapping[str, str | None] = field(default_factory=dict)
    example: Any = None

    def allowed(self) -> str:
        """Return in words what values are allowed, the closed list left out.

        >>> Column(name="n", title="", description="", type="integer", required=True, minimum=0).allowed()
        'at least 0'
        """
        if self.minimum is not None and self.maximum is not None:
            return f"{self.minimum} to {self.maximum}"
        if self.minimum is not None:
            return f"at least {self.minimum}"
        if self.maximum is not None:
            return f"at most {self.maximum}"
        return f"matches {self.pattern}" if self.pattern else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many rows a table has, and how many of them have an empty cell in each column."""

    rows: int
    missing: Mapping[str, int]


def documented_layouts() -> list[str]:
    """Return the names of what a codebook can be made of: the Event record and the published layouts.

    >>> documented_layouts()[0]
    'event'
    """
    return ["event", *layout_names()]


def columns(name: str) -> list[Column]:
    """Return the columns of the layout or record of that name, nested fields behind what holds them.

    Raises:
        UnknownNameError: there is no such schema.

    >>> [column.name for column in columns("event")][:2]
    ['event_id', 'incident_id']

    """
    schema = load_schema(name)
    return list(_columns(schema, schema, ""))


def _columns(schema: dict[str, Any], part: dict[str, Any], prefix: str) -> Iterator[Column]:
    required = set(part.get("required", ()))
    for key, subschema in part["properties"].items():
        whole = resolve(schema, subschema)
        inner, nullable = _inner(schema, whole)
        kind = _type(inner)
        yield Column(
            name=prefix + key,
            title=whole.get("title", key),
            description=whole.get("description", ""),
            type=kind,
            required=key in required and not nullable,
            unit=inner.get("x-unit"),
            minimum=inner.get("minimum"),
            maximum=inner.get("maximum"),
            pattern=inner.get("pattern"),
            values=_values(inner),
            example=next(iter(whole.get("examples", ())), None),
        )
        if kind == "array":
            inner, prefix_inner = resolve(schema, inner.get("items", {})), f"{prefix}{key}[]."
        else:
            prefix_inner = f"{prefix}{key}."
        if "properties" in inner:
            yield from _columns(schema, inner, prefix_inner)


def _inner(schema: dict[str, Any], part: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return what describes a value that is there, and whether it may be missing."""
    for choice in part.get("anyOf", ()):
        if choice.get("type") == "null":
            others = [resolve(schema, one) for one in part["anyOf"] if one.get("type") != "null"]
            return others[0], True
    kinds = part.get("type", ())
    return part, "null" in ([kinds] if isinstance(kinds, str) else kinds)


def _type(part: dict[str, Any]) -> str:
    if "x-arrow" in part:
        return _TYPES[part["x-arrow"]]
    kinds = part.get("type", "string")
    return kinds if isinstance(kinds, str) else next(kind for kind in kinds if kind != "null")


def _values(part: dict[str, Any]) -> dict[str, str | None]:
    labels = _labels(part.get("x-code-list"))
    if "enum" in part:
        return {str(value): labels.get(str(value)) for value in part["enum"] if value is not None}
    # A cell that joins several codes has a pattern instead of an enumeration; the codes are those of the list.
    return labels if "x-list" in part else {}


def _labels(reference: Mapping[str, str] | None) -> dict[str, str | None]:
    if reference is None:
        return {}
    rows = code_list(reference["list"])
    label = reference.get("label")
    return {row[reference["value"]]: (row[label] or None) if label else None for row in rows}


def codebook_rows(name: str, counts: Counts | None = None) -> list[dict[str, Any]]:
    """Return the codebook of a layout as rows, one for each column; without ``counts`` nothing is said of data.

    >>> codebook_rows("event")[0]["column"]
    'event_id'
    """
    rows = []
    fields = list(load_schema("codebook")["properties"])
    for column in columns(name):
        missing = counts.missing.get(column.name) if counts else None
        known = counts is not None and missing is not None
        cells = (
            name,
            column.name,
            column.title,
            column.description,
            column.type,
            "yes" if column.required else "no",
            column.unit,
            column.minimum,
            column.maximum,
            column.pattern,
            "; ".join(f"{value} = {label}" if label else value for value, label in column.values.items()) or None,
            column.example if isinstance(column.example, str | int | float) else None,
            counts.rows if known and counts else None,
            missing,
            share(missing, counts.rows) if counts and missing is not None else None,
        )
        rows.append(dict(zip(fields, cells, strict=True)))
    return rows


def share(part: int, whole: int) -> str:
    """Return a share to four places.

    >>> share(1, 3), share(0, 0)
    ('0.3333', '0.0000')
    """
    return f"{part / whole if whole else 0:.4f}"


def codebook_csv(tables: Mapping[str, Counts | None]) -> str:
    """Return the codebooks of several layouts as one CSV table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(load_schema("codebook")["properties"]), lineterminator="\n")
    writer.writeheader()
    for name, counts in tables.items():
        writer.writerows(codebook_rows(name, counts))
    return out.getvalue()


def codebook_markdown(tables: Mapping[str, Counts | None], *, heading: str = "Codebook") -> str:
    """Return the codebooks of several layouts as Markdown."""
    parts = [f"# {heading}\n"]
    for name, counts in tables.items():
        schema = load_schema(name)
        rows = f" {counts.rows:,} rows." if counts else ""
        parts.append(f"## {name}: {schema['title']}\n\n{schema['description']}{rows}\n")
        known = columns(name)
        header = ["Column", "Type", "Meaning", "Allowed", "Example"] + (["Missing"] if counts else [])
        parts.append(_table(header, [_markdown_row(column, name, counts) for column in known]))
        for column in known:
            if len(column.values) > _INLINE:
                rows_of_values = [[f"`{value}`", label or ""] for value, label in column.values.items()]
                parts.append(f"### Values of {name}.{column.name}\n\n" + _table(["Value", "Label"], rows_of_values))
    return "\n".join(parts)


def _markdown_row(column: Column, table: str, counts: Counts | None) -> list[str]:
    if len(column.values) > _INLINE:
        allowed = f"{len(column.values)} values, see [below](#values-of-{_anchor(table + column.name)})"
    elif column.values:
        allowed = "; ".join(f"`{value}` {label}" if label else f"`{value}`" for value, label in column.values.items())
    else:
        allowed = column.allowed()
    meaning = f"{column.title}. {column.description}" + (f" Unit: {column.unit}." if column.unit else "")
    example = "" if column.example is None else f"`{column.example}`"
    kind = column.type + (", never empty" if column.required else "")
    cells = [f"`{column.name}`", kind, meaning, allowed, example]
    if counts:
        missing = counts.missing.get(column.name)
        cells.append("" if missing is None else f"{100 * missing / counts.rows if counts.rows else 0:.1f} %")
    return cells


def _anchor(text: str) -> str:
    return "".join(letter for letter in text.lower().replace(" ", "-") if letter.isalnum() or letter in "-_")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
