"""What is done with each batch of a conversion; batches are worked on side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.conversion.event_form import EventForm
from exporter.layouts import Context
from exporter.layouts.nested import part
from exporter.schemas import arrow_schema, load_schema
from exporter.tables import RowNumbers
from exporter.validation import Validator
from exporter.validation.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from exporter.conversion.incoming import Incoming
    from exporter.findings import Finding
    from exporter.layouts import Layout
    from exporter.tables.numbering import NumberedBatch

_WITHOUT_ROWS = pa.array(["deleted", "duplicate"])  # events that are to have none


@dataclass(frozen=True, slots=True)
class Done:
    """What was made of a batch.

    Attributes:
        read: rows that were read.
        findings: what was found in them.
        faults: what was found in the rows made of them; their numbers count from the batch's first, which is 1.
        rows: rows of the target; None where they wait for others.
        cells: the cells that were read, or the events.
        events: the events, where the target needs to see several batches at once.
        taken: for each row of the target the number of its event, -1 for several.
        unwritten: findings for events that have no row.
        codes: the codes of events that have no row, with their schemes, and how many events have each.

    """

    read: int
    findings: list[Finding]
    rows: pa.RecordBatch | None = None
    cells: pa.RecordBatch | None = None
    events: pa.RecordBatch | None = None
    taken: NDArray[Any] | None = None
    unwritten: list[Finding] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)
    examples: pa.RecordBatch | None = None
    codes: Counter[str] = field(default_factory=Counter)

    def without_rows(self) -> Done:
        """Return the same without rows: those are made once the incidents are whole."""
        return replace(self, rows=None, events=None, faults=[])


@dataclass(frozen=True, slots=True)
class _Item:
    """A batch, the number of its first row, and what the batches before settled."""

    numbered: NumberedBatch
    first_row: int
    hints: dict[str, str]


class Work:
    """Turns batches into rows of a target and validates them."""

    def __init__(self, target: Layout | EventForm) -> None:
        self.target = target
        self.schema: pa.Schema = arrow_schema(target.schema_name)
        self._validator = Validator(load_schema(target.schema_name))
        self._held: list[pa.RecordBatch] = []

    def faults(self, rows: pa.RecordBatch) -> list[Finding]:
        """Return what is wrong with rows of the target, which are counted from 1."""
        return list(self._validator.validate_batch(rows, 1).findings)

    def _in_place(self, rows: pa.RecordBatch, context: Context) -> list[Finding]:
        """Return what is wrong with rows of the target that are the rows of the file one by one."""
        numbers = context.rows or RowNumbers(context.first_row + 1)
        found = self._validator.validate_batch(rows, numbers).findings
        return [replace(finding, file=context.file) for finding in found]

    def is_typed(self, incoming: Incoming) -> bool:
        """Say whether rows only need types: they have the target's layout already."""
        return incoming.layout.name == self.target.name

    def needs_incidents(self, incoming: Incoming) -> bool:
        """Say whether the target's rows are made of several rows of the source."""
        return self.target.grouping != "row" or self._pairs(incoming)

    def _pairs(self, incoming: Incoming) -> bool:
        """Say whether rows of the source are parties, and the target has its rows for events."""
        layout = incoming.layout
        parties = layout.rows_are_parties and not isinstance(self.target, EventForm)
        return parties and self.target.grouping == "row" and self.target.name not in layout.family

    def typed(self, incoming: Incoming, batch: pa.RecordBatch, context: Context) -> Done:
        """Return the rows of a file of the target's own layout; what an event would give back is what they say."""
        rows, findings = incoming.layout.parse(batch, context)
        if isinstance(self.target, EventForm):
            rows = batch
        return Done(batch.num_rows, [*findings, *self._in_place(rows, context)], rows, cells=batch)

    def text(self, layout: Layout, columns: list[str], batch: pa.RecordBatch, context: Context) -> Done:
        """Return the rows of a file of the target's own layout as the cells that they were."""
        if layout.grouping == "dataset":  # counts are no events
            rows, findings = layout.parse(batch, context)
            return Done(batch.num_rows, [*findings, *self._in_place(rows, context)], batch)
        events, findings = layout.to_events(batch, context)
        rows, more = layout.from_events(events)
        text = layout.to_text(events, columns)
        return Done(batch.num_rows, [*findings, *more, *self._in_place(rows, context)], text)

    def crossed(self, incoming: Incoming, batch: pa.RecordBatch, context: Context) -> Done:
        """Return the rows of the target for a batch of another layout."""
        if isinstance(incoming.layout, EventForm):
            events = batch
            findings: list[Finding] = []
        else:
            events, findings = incoming.layout.to_events(batch, context)
        if self.target.grouping == "dataset":
            return Done(batch.num_rows, findings, cells=batch, events=events)
        rows, taken, unwritten = self.target.written(events)
        grouped = self.needs_incidents(incoming)
        return Done(
            batch.num_rows,
            [*findings, *([] if grouped else unwritten)],
            rows,
            cells=batch,
            events=events if grouped else None,
            taken=taken,
            unwritten=unwritten,
            faults=[] if grouped else self.faults(rows),
            examples=rows,
            codes=_codes_without_rows(events, taken),
        )

    def grouped(self, incoming: Incoming, events: pa.RecordBatch) -> Done:
        """Return the rows for whole incidents."""
        if self._pairs(incoming):
            events = incoming.layout.paired(events)
        rows, findings = self.target.from_events(events)
        if self.target.grouping == "dataset":
            self._held.append(rows)
            return Done(0, findings)
        return Done(0, findings, rows, faults=self.faults(rows))

    def held(self) -> Iterator[pa.RecordBatch]:
        """Yield the rows that waited for the whole dataset."""
        if self._held:
            table = pa.Table.from_batches(self._held, schema=self.schema).unify_dictionaries()
            yield from cast("Layout", self.target).combine(table).to_batches()


def _codes_without_rows(events: pa.RecordBatch, taken: NDArray[Any]) -> Counter[str]:
    """Count the codes of events that have no row; events that share one with others cannot be told from them."""
    if (taken < 0).any():
        return Counter()
    without = np.ones(events.num_rows, bool)
    without[taken] = False
    without &= ~pc.is_in(events.column("status"), value_set=_WITHOUT_ROWS).to_numpy(zero_copy_only=False)
    if not without.any():
        return Counter()
    found = events.column("classifications").filter(pa.array(without)).flatten()
    named = pc.binary_join_element_wise(*(part(found, name) for name in ("scheme", "code")), " ")
    return Counter({str(one["values"]): one["counts"] for one in pc.value_counts(named.drop_null()).to_pylist()})


def results(work: Work, incoming: Incoming, *, jobs: int | None, as_text: bool) -> Iterator[Done]:
    """Yield what was made of each batch, in their order."""
    layout = incoming.layout
    keep = isinstance(work.target, EventForm) or work.target.name in layout.family | {layout.name}
    hints: dict[str, str] = {}

    def items() -> Iterator[_Item]:
        first_row = 1
        for numbered in incoming.batches:
            # The first batch settles what the others can rely on; those know nothing of each other, so that the outcome
            # does not depend on which is done first.
            yield _Item(numbered, first_row, hints if first_row == 1 else dict(hints))
            first_row += numbered.batch.num_rows

    def make(item: _Item) -> Done:
        batch = item.numbered.batch
        context = Context(
            file=incoming.name, first_row=item.first_row, rows=item.numbered.rows, keep=keep, hints=item.hints
        )
        if as_text:
            return work.text(cast("Layout", layout), incoming.columns, batch, context)
        if work.is_typed(incoming):
            return work.typed(incoming, batch, context)
        return work.crossed(incoming, batch, context)

    for _, done in in_order(make, items(), jobs=jobs):
        yield done
