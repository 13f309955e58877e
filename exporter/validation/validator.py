"""Validate Arrow batches against a JSON Schema and the domain checks beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from exporter.tables import RowNumbers
from exporter.validation.cells import column_of, read_columns, wanted_kinds
from exporter.validation.checks import make_check
from exporter.validation.explain import Explainer
from exporter.validation.faults import group_of
from exporter.validation.json_form import check_names
from exporter.validation.nested import Planner
from exporter.validation.objects import Objects
from exporter.validation.reference import Reference, ReferenceFailedError, default_format_checker
from exporter.validation.result import BELOW_HEADER, BatchResult, Group
from exporter.validation.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from jsonschema import FormatChecker
    from referencing import Registry

    from exporter.validation.cells import Column

Numbers = int | RowNumbers


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
        self._checks = [make_check(check) for check in checks]
        self._reference = Reference.of_schema(schema, format_checker or default_format_checker(), registry)
        self._planner = Planner()
        self._explainer = Explainer(self._planner)
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        kinds = {name: wanted_kinds(part, schema) for name, part in properties.items()}
        self._kinds = kinds if text_cells else None

    def validate_batch(self, batch: pa.RecordBatch, rows: Numbers = BELOW_HEADER) -> BatchResult:
        """Return what is wrong with a batch; ``rows`` is the number of its first row, or of all of them.

        Raises:
            ColumnTypeError: a column has a type that JSON has no form for.
            RepeatedColumnError: two columns have one name.

        """
        return self._finish(self._start((batch, rows)))

    def validate_batches(
        self, batches: Iterable[tuple[pa.RecordBatch, Numbers]], *, jobs: int | None = None
    ) -> Iterator[tuple[pa.RecordBatch, BatchResult]]:
        """Yield batches, given with their row numbers, with what is wrong with them.

        ``jobs`` batches are worked on at once, as many as there are cores unless stated; the results are the same, in
        the same order, as those of ``validate_batch``.

        Raises:
            ColumnTypeError: a column has a type that JSON has no form for.
            RepeatedColumnError: two columns have one name.

        """
        for (batch, _), started in in_order(self._start, self._prepared(batches), jobs=jobs, first_alone=False):
            yield batch, self._finish(started)

    def _prepared(self, batches: Iterable[tuple[pa.RecordBatch, Numbers]]) -> Iterator[tuple[pa.RecordBatch, Numbers]]:
        """Pass batches on; what is made once is made before the first, by one thread, from a few of its rows."""
        for number, (batch, rows) in enumerate(batches):
            if not number and len(batch) > _FEW:
                self._start((batch.slice(0, _FEW), rows))
            yield batch, rows

    def _start(self, item: tuple[pa.RecordBatch, Numbers]) -> _Started:
        """Do what does not depend on the batches before."""
        batch, numbers = item
        rows = _numbers(numbers)
        names = tuple(batch.schema.names)
        check_names(names)
        columns = read_columns(batch, self._kinds)
        result = self.validate_columns(names, columns, len(batch), rows)
        named = dict(zip(names, columns, strict=True))
        return _Started(result, [check.start(named, rows) for check in self._checks])

    def _finish(self, started: _Started) -> BatchResult:
        """Do what depends on the batches before."""
        result = started.result
        groups = [group for finish in started.checks for group in finish()]
        if not groups:
            return result
        return BatchResult(_marked(result.valid_mask, groups), (*result.groups, *groups), result.rows)

    def validate_columns(
        self, names: tuple[str, ...], columns: Sequence[Column], count: int, rows: Numbers = BELOW_HEADER
    ) -> BatchResult:
        """Return what the schema says about columns of JSON values; ``count`` is their length."""
        objects = Objects(names, columns, count)
        try:
            plan = self._planner.objects(self._reference, names)
            verdict = plan.judge(objects)
            groups = tuple(Group(group) for group in self._explainer.groups(plan, objects, verdict))
        except ReferenceFailedError:
            return self._one_by_one(objects.rows(), rows)
        valid = np.ones(count, dtype=bool) if verdict.broken is None else ~verdict.broken
        return BatchResult(pa.array(valid), groups, _numbers(rows))

    def validate_rows(self, values: Sequence[Any], rows: Numbers = 1) -> BatchResult:
        """Return what the schema says about JSON values, such as the lines of a JSON Lines file.

        Objects that have the same keys are judged column by column, as the rows of a batch are.
        """
        verdicts = np.ones(len(values), dtype=bool)
        for names, places in _alike(values).items():
            if names is None or len(places) < _WORTHWHILE:
                verdicts[places] = [self._reference_holds(values[place]) for place in places]
                continue
            columns = [column_of([values[place][name] for place in places]) for name in names]
            objects = Objects(names, columns, len(places))
            try:
                broken = self._planner.objects(self._reference, names).judge(objects).broken
            except ReferenceFailedError:
                broken = np.ones(len(places), dtype=bool)
            if broken is not None:
                verdicts[np.array(places)[broken]] = False
        bad = np.flatnonzero(~verdicts).tolist()
        faults = group_of((place, fault) for place in bad for fault in self._reference.faults(values[place]))
        verdicts[bad] = True
        verdicts[faults.rows] = False
        return BatchResult(pa.array(verdicts), (Group(faults),) if faults.faults else (), _numbers(rows))

    def _reference_holds(self, value: Any) -> bool:
        try:
            return self._reference.is_valid(value)
        except ReferenceFailedError:
            return False  # asked again for its faults, which raises what jsonschema raises

    def _one_by_one(self, values: Sequence[Any], rows: Numbers) -> BatchResult:
        faults = group_of(
            (place, fault) for place, value in enumerate(values) for fault in self._reference.faults(value)
        )
        mask = np.ones(len(values), dtype=bool)
        mask[faults.rows] = False
        return BatchResult(pa.array(mask), (Group(faults),) if faults.faults else (), _numbers(rows))


_FEW = 1_024  # rows by which a plan learns most of what it must ask jsonschema
_WORTHWHILE = 16  # objects with the same keys from which columns are made of them


def _alike(values: Sequence[Any]) -> dict[tuple[str, ...] | None, list[int]]:
    """Return the places of objects by their keys; what is no object stands under None."""
    groups: dict[tuple[str, ...] | None, list[int]] = {}
    for place, value in enumerate(values):
        groups.setdefault(tuple(value) if isinstance(value, dict) else None, []).append(place)
    return groups


def _numbers(rows: Numbers) -> RowNumbers:
    return rows if isinstance(rows, RowNumbers) else RowNumbers(rows)


class _Started(NamedTuple):
    """A batch half done.

    Attributes:
        result: what the schema says.
        checks: what is left to do for each check.

    """

    result: BatchResult
    checks: list[Callable[[], list[Group]]]


def _marked(valid: pa.BooleanArray, groups: Iterable[Group]) -> pa.BooleanArray:
    """Return which rows are valid when the errors among some groups count too."""
    mask = valid.to_numpy(zero_copy_only=False).copy()
    for group in groups:
        if group.severity == "error":
            mask[group.faults.rows] = False
    return pa.array(mask)
