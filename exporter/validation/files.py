"""Validate tables in memory and files on disk."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.schemas import load_checks, load_schema
from exporter.validation.json_lines import Lines
from exporter.validation.result import DEFAULT_MAX_FINDINGS, BatchResult, Report, Tally
from exporter.validation.sources import open_source
from exporter.validation.validator import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exporter.tables import RowNumbers
    from exporter.validation.sources import Data, Source

    OnBatch = Callable[[pa.RecordBatch, BatchResult], None]


def validate(
    data: Data,
    *,
    layout: str | None = None,
    schema: Any = None,
    checks: Iterable[Mapping[str, Any]] | None = None,
    max_findings: int = DEFAULT_MAX_FINDINGS,
    on_batch: OnBatch | None = None,
    jobs: int | None = None,
) -> Report:
    """Return what is wrong with a table or a file.

    ``data`` is a pandas DataFrame, an Arrow table, a path, ``"-"`` for standard input or an open binary file.
    ``layout`` names a layout of this package, or ``"event"``; without it the one that the data fits is taken.
    ``schema`` is a JSON Schema of your own instead. ``checks`` are domain checks in the form of
    schema/checks.schema.json; without them those of the layout are made. ``on_batch`` is called with each batch and
    its result, in order, for those who write the good or the bad rows elsewhere. ``jobs`` is the number of batches
    worked on at once, as many as there are cores unless stated.

    Raises:
        UnknownNameError: there is no layout of that name, or the data fits none.
        InputError: the file cannot be opened.
        TableError: it is not certain which value belongs in which column.
        InvalidSchemaError: ``schema`` is no JSON Schema.

    >>> validate(pa.table({"n": [1, 2]}), schema={"properties": {"n": {"type": "integer"}}}).valid
    True

    """
    if schema is None and layout is not None:
        schema, checks = load_schema(layout), load_checks(layout) if checks is None else checks
    with closing(open_source(data, layout, told=schema is None or layout is not None)) as source:
        if schema is None:
            layout = source.layout()
            schema, checks = load_schema(layout), load_checks(layout) if checks is None else checks
        title = layout or (schema.get("title") if isinstance(schema, dict) else None)
        validator = Validator(schema, checks or (), text_cells=source.text_cells)
        tally = Tally(source.name, title, max_findings)
        for batch, result in _results(source, validator, jobs):
            if on_batch is not None and batch.num_columns:  # JSON objects without a key are no rows of a table
                on_batch(batch, result)
            tally.add(result)
        for finding in source.findings:
            tally.add_finding(finding)
        return tally.report()


def validate_file(path: str | Path, layout: str | None = None, **options: Any) -> Report:
    """Return what is wrong with a file; ``options`` are those of ``validate``.

    Raises:
        InputError: the file cannot be opened.
        TableError: it is not certain which value belongs in which column.

    """
    return validate(path if path == "-" else Path(path), layout=layout, **options)


def _results(source: Source, validator: Validator, jobs: int | None) -> Iterator[tuple[pa.RecordBatch, BatchResult]]:
    if source.columns is None:
        lines = (piece.data for piece in source.pieces if isinstance(piece.data, Lines))
        for batch, result, findings in validator.validate_lines(lines, jobs=jobs):
            source.findings += findings
            yield batch, result
        return
    batches: Iterator[tuple[pa.RecordBatch, RowNumbers]] = (
        (piece.data, piece.rows) for piece in source.pieces if isinstance(piece.data, pa.RecordBatch)
    )
    yield from validator.validate_batches(batches, jobs=jobs)
