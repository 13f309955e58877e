"""Validate tables in memory and files on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.errors import UnknownNameError
from exporter.schemas import load_schema, schema_names
from exporter.validation.result import DEFAULT_MAX_FINDINGS, BatchResult, Report, Tally
from exporter.validation.sources import Source, open_path, open_table
from exporter.validation.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import pandas as pd

    OnBatch = Callable[[pa.RecordBatch, BatchResult], None]

_EVENT = "event"


def validate(
    data: pa.Table | pa.RecordBatch | pd.DataFrame | str | Path,
    *,
    layout: str | None = None,
    schema: Any = None,
    checks: Iterable[Mapping[str, Any]] | None = None,
    max_findings: int = DEFAULT_MAX_FINDINGS,
    on_batch: OnBatch | None = None,
) -> Report:
    """Return what is wrong with a table or a file.

    ``layout`` names a schema of this package (``"event"``, ``"acled"``, …) with its domain checks; without it the
    layout whose columns the data has is taken. ``schema`` is a JSON Schema of your own instead. ``on_batch`` is called
    with each batch and its result, in order, for those who write the good or the bad rows elsewhere.

    Raises:
        UnknownNameError: there is no layout of that name, or none has the data's columns.
        UnreadableDataError: the file cannot be read.

    >>> validate(pa.table({"n": [1, 2]}), schema={"properties": {"n": {"type": "integer"}}}).valid
    True

    """
    path = str(data) if isinstance(data, str | Path) else None
    source = open_path(data) if isinstance(data, str | Path) else open_table(data)
    if schema is None:
        layout = layout or guess_layout(source.columns)
        schema = load_schema(layout)
    title = layout or (schema.get("title") if isinstance(schema, dict) else None)
    validator = Validator(schema, checks or (), text_cells=source.text_cells)
    return _run(source, validator, Tally(path, title, max_findings), on_batch)


def validate_file(path: str | Path, layout: str | None = None, **options: Any) -> Report:
    """Return what is wrong with a file; as ``validate``, whose options it takes."""
    return validate(Path(path), layout=layout, **options)


def guess_layout(columns: list[str] | None) -> str:
    """Return the layout whose columns these are; JSON values are taken for events.

    Raises:
        UnknownNameError: no layout has these columns.

    """
    if columns is None:
        return _EVENT
    found = set(columns)
    for name in schema_names():
        schema = load_schema(name)
        if "properties" in schema and set(schema.get("required", ())) <= found <= set(schema["properties"]):
            return name
    raise UnknownNameError("layout with the columns", ", ".join(columns), schema_names())


def _run(source: Source, validator: Validator, tally: Tally, on_batch: OnBatch | None) -> Report:
    for data, first_row in source.pieces:
        if isinstance(data, pa.RecordBatch):
            result = validator.validate_batch(data, first_row)
            if on_batch is not None:
                on_batch(data, result)
        else:
            result = validator.validate_rows(data, first_row)
        tally.add(result)
        while source.findings:
            tally.add_finding(source.findings.pop(0))
    return tally.report()
