"""Validate Arrow batches against a JSON Schema and the domain checks beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from exporter.validation.cells import read_columns, wanted_kinds
from exporter.validation.explain import Explainer
from exporter.validation.faults import group_of
from exporter.validation.json_form import check_names
from exporter.validation.nested import Planner, in_turn
from exporter.validation.objects import Objects
from exporter.validation.reference import Reference, ReferenceFailedError, default_format_checker
from exporter.validation.result import BatchResult, Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jsonschema import FormatChecker
    from referencing import Registry

    from exporter.validation.cells import Column

FIRST_ROW = 2  # as a spreadsheet counts: the header is row 1


class Validator:
    """A JSON Schema (draft 2020-12) made ready to judge Arrow batches.

    The verdicts and messages are those of ``jsonschema`` on each row as a JSON object. Batches are handed in in order;
    checks across rows, such as unique identifiers, remember the batches before.

    Attributes:
        schema: the schema.

    >>> batch = pa.RecordBatch.from_pydict({"n": [1, -2]})
    >>> result = Validator({"properties": {"n": {"minimum": 0}}}).validate_batch(batch)
    >>> result.valid_mask.to_pylist(), [finding.message for finding in result.findings]
    ([True, False], ['-2 is less than the minimum of 0'])

    """

    def __init__(
        self,
        schema: Any,
        checks: Iterable[Mapping[str, Any]] = (),
        *,
        format_checker: FormatChecker | None = None,
        registry: Registry[Any] | None = None,
        text_cells: bool = False,
    ) -> None:
        """Compile ``schema``; ``text_cells`` says that cells are text that stands for the values the schema wants.

        ``registry`` holds the other schemas that ``schema`` refers to; nothing is fetched from the network.

        Raises:
            InvalidSchemaError: the schema breaks its metaschema.

        """
        self.schema = schema
        self._checks = list(checks)
        self._reference = Reference.of_schema(schema, format_checker or default_format_checker(), registry)
        self._planner = Planner()
        self._explainer = Explainer(self._planner)
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        kinds = {name: wanted_kinds(part, schema) for name, part in properties.items()}
        self._kinds = kinds if text_cells else None

    def validate_batch(self, batch: pa.RecordBatch, first_row: int = FIRST_ROW) -> BatchResult:
        """Return what is wrong with a batch; ``first_row`` is the number of its first row.

        Raises:
            ColumnTypeError: a column has a type that JSON has no form for.
            RepeatedColumnError: two columns have one name.

        """
        check_names(batch.schema.names)
        columns = read_columns(batch, self._kinds)
        return self.validate_columns(tuple(batch.schema.names), columns, len(batch), first_row)

    def validate_columns(
        self, names: tuple[str, ...], columns: Sequence[Column], count: int, first_row: int = FIRST_ROW
    ) -> BatchResult:
        """Return what is wrong with columns of JSON values; ``count`` is their length."""
        objects = Objects(names, columns, count)
        try:
            plan = self._planner.objects(self._reference, names)
            verdict = plan.judge(objects, in_turn)
            groups = tuple(Group(group) for group in self._explainer.groups(plan, objects, verdict))
        except ReferenceFailedError:
            return self.validate_rows(objects.rows(), first_row)
        valid = np.ones(count, dtype=bool) if verdict.broken is None else ~verdict.broken
        return BatchResult(pa.array(valid), groups, first_row)

    def validate_rows(self, rows: Sequence[Any], first_row: int = 1) -> BatchResult:
        """Return what is wrong with JSON values, such as the lines of a JSON Lines file."""
        faults = group_of((row, fault) for row, value in enumerate(rows) for fault in self._reference.faults(value))
        mask = np.ones(len(rows), dtype=bool)
        mask[faults.rows] = False
        return BatchResult(pa.array(mask), (Group(faults),) if faults.faults else (), first_row)

    def finish(self) -> tuple[Group, ...]:
        """Return what only the end of the data shows."""
        return ()
