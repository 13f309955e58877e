"""What a conversion loses, found by converting back."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from exporter.conversion.event_form import EventForm
from exporter.layouts import Context
from exporter.layouts.cells import differs
from exporter.layouts.lost import has_no_row
from exporter.tables.parquet import as_text

if TYPE_CHECKING:
    from exporter.conversion.work import Done
    from exporter.layouts import Layout

_EXAMPLES = 3
_NAMED_CODES = 10  # of events without a row
_NAMED = 5  # columns that a report in one line names
_SPOT_EVERY, _SPOT_ROWS = 8, 2_000  # of the rows behind the limit: how many of every how manieth batch


@dataclass(frozen=True, slots=True)
class ColumnLoss:
    """A column of the source whose values the target does not give back.

    Attributes:
        column: name of the column.
        values: how many values it held.
        lost: how many of them do not come back, or come back otherwise.
        examples: some of them, as (value, what comes back).

    """

    column: str
    values: int
    lost: int
    examples: tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class LossReport:
    """What a conversion lost.

    A value is lost where converting back does not give it and no column of the target holds it.

    Attributes:
        source: layout of the source.
        target: layout of the target.
        rows: rows that were read.
        examined: rows that were converted back to see what is lost.
        unwritten: events that have no row in the target, by reason.
        codes: codes of events that have no row, with their schemes, and how many events have each, the commonest first.
        made: what the target must have and the source does not say, made of what it does say, by the finding's code.
        filled: empty cells, by column, for which the target's column of that name has a value.
        columns: columns with losses, in the order of the source.
        unknown: columns that the source's layout does not have and that are left out, in the order of the file; all
            rows are counted, not the examined ones alone.
        counted: whether the target holds counts, in which no single event can be told.

    """

    source: str
    target: str
    rows: int
    examined: int
    unwritten: dict[str, int]
    columns: tuple[ColumnLoss, ...]
    counted: bool = False
    made: dict[str, int] = field(default_factory=dict)
    unknown: tuple[ColumnLoss, ...] = ()
    filled: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)

    @property
    def lossless(self) -> bool:
        """Whether nothing was lost."""
        return not (self.unwritten or self.columns or self.unknown or self.counted)

    def to_dict(self) -> dict[str, Any]:
        """Return the report as a dictionary that JSON can hold."""
        return {**asdict(self), "lossless": self.lossless}

    def in_short(self) -> str:
        """Return in one line what was lost.

        >>> LossReport("acled", "cameo", 3, 3, {}, (ColumnLoss("tags", 3, 1, ()),)).in_short()
        'values of 1 column (tags)'
        """
        parts = []
        if self.counted:
            parts.append("single events")
        if self.unwritten:
            parts.append(f"{sum(self.unwritten.values()):,} events without a row")
        names = [one.column for one in (*self.columns, *self.unknown)]
        if names:
            shown = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
            parts.append(f"values of {len(names)} column{'' if len(names) == 1 else 's'} ({shown})")
        return ", ".join(parts) or "nothing"

    def to_text(self) -> str:
        """Return the report in words, one line for each loss."""
        head = f"{self.source} to {self.target}: {self.rows:,} rows"
        made = [f"  made up, {code}: {count:,}" for code, count in sorted(self.made.items())]
        made += [f"  {name}: {count:,} empty cells filled from other columns" for name, count in self.filled.items()]
        if self.lossless:
            return "\n".join([f"{head}, nothing lost", *made]) + "\n"
        if self.source != self.target and not self.counted:
            head += f", {self.examined:,} converted back"
        lines = [head]
        if self.counted:
            lines.append("  events are counted: what tells them apart is lost")
        lines += [f"  not written, {reason}: {count:,}" for reason, count in sorted(self.unwritten.items())]
        if self.codes:
            shown = ", ".join(f"{code} {count:,}" for code, count in list(self.codes.items())[:_NAMED_CODES])
            more = f", and {len(self.codes) - _NAMED_CODES:,} more" if len(self.codes) > _NAMED_CODES else ""
            lines.append(f"  codes of events that were not written: {shown}{more}")
        lines += made
        for one in self.columns:
            shown = "; ".join(
                f"{value!r} is lost" if back is None else f"{value!r} comes back as {back!r}"
                for value, back in one.examples
            )
            lines.append(f"  {one.column}: {one.lost:,} of {one.values:,} values ({shown})")
        for one in self.unknown:
            shown = ", ".join(repr(value) for value, _ in one.examples)
            lines.append(f"  {one.column}: no column of {self.source}, left out with {one.lost:,} values ({shown})")
        return "\n".join(lines) + "\n"


@dataclass(slots=True)
class LossCounter:
    """Counts losses batch by batch.

    The first ``limit`` rows are converted back, and a sample of the others; ``rows`` is for the reader to count. Where
    rows stay in their layout, nothing but columns that it does not have can be lost.
    """

    source: Layout | EventForm
    target: Layout
    limit: int
    rows: int = 0
    examined: int = 0
    _batches: int = 0
    unwritten: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    _filled: Counter[str] = field(default_factory=Counter)
    _unknown: Counter[str] = field(default_factory=Counter)
    _values: Counter[str] = field(default_factory=Counter)
    _lost: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def add(self, done: Done) -> None:
        """Count a batch: its cells as they were read, the rows made of them, their events, and what has no row."""
        for finding in done.unwritten:
            (self.unwritten if has_no_row(finding) else self.made)[finding.code] += finding.count
        self.codes += done.codes
        if done.cells is not None and not isinstance(self.source, EventForm):
            self._left_out(done.cells)
        if self.source.name == self.target.name:
            return
        self._batches += 1
        rows, taken, cells = done.examples, done.taken, done.cells
        if rows is None or taken is None or cells is None or not rows.num_rows or (taken < 0).any():
            return
        count = min(rows.num_rows, self.limit - self.examined)
        if count <= 0 < self.limit and self._batches % _SPOT_EVERY == 0:
            count = min(rows.num_rows, _SPOT_ROWS)
        if count > 0:
            if isinstance(self.source, EventForm):
                cells = self.source.cells(cells.slice(0, int(taken[count - 1]) + 1))
            self._examine(cells.take(pa.array(taken[:count])), rows.slice(0, count))

    def _examine(self, cells: pa.RecordBatch, written: pa.RecordBatch) -> None:
        self.examined += cells.num_rows
        typed, _ = self.source.parse(cells, Context())
        text = pa.RecordBatch.from_arrays([as_text(column) for column in written.columns], names=written.schema.names)
        events, _ = self.target.to_events(text, Context())
        back, _ = self.source.from_events(events)
        same_rows = back.num_rows == typed.num_rows
        known = set(self.source.match(cells.schema.names).values())
        for name in (name for name in typed.schema.names if name in known):
            before = as_text(typed.column(name))
            after = as_text(back.column(name)) if same_rows else pa.nulls(len(before), pa.string())
            self._compare(name, before, after, text)

    def _left_out(self, cells: pa.RecordBatch) -> None:
        """Count the values of columns that the source's layout does not have: no other layout has a place for them."""
        known = self.source.match(cells.schema.names)
        for name in (name for name in cells.schema.names if name not in known):
            held = cells.column(name).drop_null()
            if not len(held):
                continue
            self._unknown[name] += len(held)
            examples = self._examples.setdefault(name, {})
            for value in held[:100].to_pylist() if len(examples) < _EXAMPLES else ():
                if len(examples) < _EXAMPLES:
                    examples.setdefault(value, None)

    def _compare(self, name: str, before: pa.Array, after: pa.Array, written: pa.RecordBatch) -> None:
        held = pc.is_valid(before)
        if name in written.schema.names and before.null_count:
            self._filled[name] += pc.and_not(pc.is_valid(written.column(name)), held).true_count
        lost = pc.and_(held, differs(before, after))
        for column in written.columns:
            if not pc.any(lost).as_py():
                break
            # What stands in some column of the target is not lost, even if no way leads back.
            lost = pc.and_(lost, pc.fill_null(pc.not_equal(before, column), fill_value=True))
        self._values[name] += int(pc.sum(held).as_py() or 0)
        count = int(pc.sum(lost).as_py() or 0)
        if not count:
            return
        self._lost[name] += count
        examples = self._examples.setdefault(name, {})
        if len(examples) < _EXAMPLES:
            pairs = zip(before.filter(lost)[:100].to_pylist(), after.filter(lost)[:100].to_pylist(), strict=True)
            for value, returned in pairs:
                if len(examples) < _EXAMPLES:
                    examples.setdefault(value, returned)

    def report(self) -> LossReport:
        """Return what was counted."""
        columns = tuple(
            ColumnLoss(name, self._values[name], self._lost[name], tuple(self._examples[name].items()))
            for name in self.source.schema.names
            if self._lost[name]
        )
        unknown = tuple(
            ColumnLoss(name, count, count, tuple(self._examples[name].items())) for name, count in self._unknown.items()
        )
        same = self.source.name == self.target.name
        return LossReport(
            self.source.name,
            self.target.name,
            self.rows,
            self.rows if same else self.examined,
            dict(self.unwritten),
            columns,
            counted=self.target.grouping == "dataset" and not same,
            made=dict(self.made),
            unknown=unknown,
            codes=dict(self.codes.most_common()),
            filled={name: self._filled[name] for name in self.source.schema.names if self._filled[name]},
        )
