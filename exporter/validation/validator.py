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
from exporter.validation.json_lines import LineReader, batch_of, with_values
from exporter.validation.nested import Planner
from exporter.validation.objects import Objects
from exporter.validation.reference import Reference, ReferenceFailedError, default_format_checker
from exporter.validation.result import BELOW_HEADER, BatchResult, Group
from exporter.validation.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy.typing as npt
    from jsonschema import FormatChecker
    from referencing import Registry

    from exporter.findings import Finding
    from exporter.validation.cells import Column
    from exporter.validation.faults import FaultGroup
    from exporter.validation.json_lines import Lines

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
        self._lines = LineReader(schema)
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
        for _, started in in_order(self._start, self._prepared(batches), jobs=jobs, first_alone=False):
            yield started.batch, self._finish(started)

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
        return _Started(result, [check.start(named, rows) for check in self._checks], batch, [])

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

    def validate_lines(
        self, blocks: Iterable[Lines], *, jobs: int | None = None
    ) -> Iterator[tuple[pa.RecordBatch, BatchResult, list[Finding]]]:
        """Yield the lines of a JSON Lines file as batches, with what is wrong with them.

        The findings name the lines that are not JSON; they are no rows of the batch. Cells of a batch are null where
        they are not of the type of their column. ``jobs`` is as in ``validate_batches``.

        Raises:
            RepeatedColumnError: two columns have one name.

        """
        for _, started in in_order(self._start_lines, blocks, jobs=jobs):
            yield started.batch, self._finish(started), started.findings

    def _start_lines(self, lines: Lines) -> _Started:
        """Do what does not depend on the lines before."""
        read = self._lines.read(lines)
        broken = None if read is None else np.union1d(read.unsure, self._broken(read.batch))
        # Python reads what is broken once more, and what may be.
        values, rows, findings = lines.decoded(broken)
        if read is None:
            batch, kept, places = batch_of(values), rows, np.arange(len(rows))
        else:
            dropped = np.setdiff1d(np.asarray(broken), rows)
            unsure = np.flatnonzero(np.isin(rows, read.unsure))
            batch = with_values(read.batch, rows[unsure], [values[place] for place in unsure.tolist()])
            kept = np.delete(np.arange(lines.count), dropped)
            batch = batch.take(pa.array(kept)) if len(dropped) else batch
            places = np.searchsorted(kept, rows)
        numbers = RowNumbers.of_rows((kept + lines.first).tolist()) if len(kept) else RowNumbers(lines.first)
        said = self.validate_rows(values)
        mask = np.ones(len(kept), dtype=bool)
        mask[places] = said.valid_mask.to_numpy(zero_copy_only=False)
        groups = tuple(Group(group.faults.at(places)) for group in said.groups)
        named = dict(zip(batch.schema.names, read_columns(batch, None), strict=True))
        checks = [check.start(named, numbers) for check in self._checks]
        return _Started(BatchResult(pa.array(mask), groups, numbers), checks, batch, findings)

    def _broken(self, batch: pa.RecordBatch) -> npt.NDArray[np.intp]:
        """Return the rows of a batch that the schema refuses."""
        names = tuple(batch.schema.names)
        objects = Objects(names, read_columns(batch, None), len(batch))
        try:
            broken = self._planner.objects(self._reference, names).judge(objects).broken
        except ReferenceFailedError:
            return np.arange(len(batch))
        return np.flatnonzero(broken) if broken is not None else np.empty(0, dtype=np.intp)

    def validate_rows(self, values: Sequence[Any], rows: Numbers = 1) -> BatchResult:
        """Return what the schema says about JSON values, such as the lines of a JSON Lines file.

        Objects that have the same keys are judged column by column, as the rows of a batch are.
        """
        verdicts = np.ones(len(values), dtype=bool)
        groups: list[FaultGroup] = []
        singly: list[int] = []
        for names, places in _alike(values).items():
            if names is None or len(places) < _WORTHWHILE:
                singly += places
                continue
            try:
                columns = [column_of([values[place][name] for place in places]) for name in names]
                plan = self._planner.objects(self._reference, names)
                broken = plan.judge(Objects(names, columns, len(places))).broken
                if broken is None:
                    continue
                bad = np.array(places)[broken]
                columns = [
                    column_of([values[place][name] for place in bad.tolist()], to_the_letter=True) for name in names
                ]
                objects = Objects(names, columns, len(bad))
                groups += [group.at(bad) for group in self._explainer.groups(plan, objects, plan.judge(objects))]
            except ReferenceFailedError:
                singly += places
            else:
                verdicts[bad] = False
        faults = group_of((place, fault) for place in sorted(singly) for fault in self._reference.faults(values[place]))
        verdicts[faults.rows] = False
        found = [group for group in (*groups, faults) if len(group.rows)]
        return BatchResult(pa.array(verdicts), tuple(map(Group, found)), _numbers(rows))

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
        batch: the rows.
        findings: what is wrong with lines that are no rows.

    """

    result: BatchResult
    checks: list[Callable[[], list[Group]]]
    batch: pa.RecordBatch
    findings: list[Finding]


def _marked(valid: pa.BooleanArray, groups: Iterable[Group]) -> pa.BooleanArray:
    """Return which rows are valid when the errors among some groups count too."""
    mask = valid.to_numpy(zero_copy_only=False).copy()
    for group in groups:
        if group.severity == "error":
            mask[group.faults.rows] = False
    return pa.array(mask)
