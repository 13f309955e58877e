"""What all layouts of flat tables share: reading cells, keeping what an event has no place for, giving it back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.events import event_schema
from exporter.layouts.cell_findings import cell_findings
from exporter.layouts.cells import constant, differs, plain, read_column, write_column
from exporter.layouts.lazy import LazyColumns
from exporter.layouts.lost import beyond_range
from exporter.layouts.nested import (
    empty_lists,
    extra_column,
    extra_keys,
    extra_map,
    field_type,
    part,
    spread,
    struct,
)
from exporter.schemas import arrow_schema, load_schema
from exporter.tables import ReadOptions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.layouts.base import Context, Grouping
    from exporter.layouts.cells import Column

Columns = dict[str, pa.Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The columns of a layout for an Event batch.

    Attributes:
        columns: the columns, each of the type that the layout's schema gives or one that casts to it.
        events: for each row the number of its event in the batch; -1 for a row made of several.
        findings: what could not be written.

    """

    columns: Columns
    events: NDArray[Any]
    findings: list[Finding]


class TableLayout(ABC):
    """A layout whose rows are events: a subclass names its columns' places in the Event record.

    A cell that an event gives back as it was is not kept. What an event has no place for, what differs from what
    follows from other columns, and what was written in another form than the shortest is kept as text in the event's
    ``extra`` under the column's name, and is written again as long as the event still says the same.

    Attributes:
        dataset: the dataset's name in ``origin``.
        id_prefix: what event identifiers of this dataset begin with.
        id_column: the column that identifies an event.
        unique_ids: whether a file holds each identifier once.
        lazy: whether ``build`` asks for columns one by one, so that columns of text that it leaves out are not read.
        aliases: other names of columns, in lower case, with the layout's name.
        family: the layouts whose kept cells this one understands.
        rows_are_parties: whether several rows, one for each party, make one event.
        schemes: coding schemes in which rows state what happened; none where rows are no events.
        written_from: coding schemes of which an event must have a code to have a row.
        own_words: columns that other layouts of the family write in another way, whose kept cells stay with their own.

    """

    name: str
    title: str
    schema_name: str
    dataset: str
    id_prefix: str
    id_column: str
    nulls: tuple[str, ...] = ()
    reading = ReadOptions()
    grouping: Grouping = "row"
    unique_ids = True
    lazy = False
    aliases: Mapping[str, str] = {}
    family: frozenset[str] = frozenset()
    own_words: frozenset[str] = frozenset()
    rows_are_parties = False
    schemes: frozenset[str] = frozenset()
    written_from: frozenset[str] = frozenset()

    # What a layout says about itself ---------------------------------------------------------------------------

    @abstractmethod
    def build(self, columns: Columns, length: int) -> Columns:
        """Return the Event columns that the layout fills; the base class fills the others."""

    @abstractmethod
    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the layout's columns for an Event batch, without regard to what ``extra`` keeps."""

    def settle(self, columns: Columns, own: NDArray[Any]) -> Columns:  # noqa: ARG002 - a hook with nothing to change
        """Return columns that can stand together; the rows that ``own`` marks were read from this layout."""
        return columns

    def derive(self, columns: Columns, length: int) -> Columns:  # noqa: ARG002 - a hook with nothing to add
        """Return the columns that follow from others or have no place in an event, with what ``extract`` gives them."""
        return {}

    def repair(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:  # noqa: ARG002
        """Return the cells with what is damaged mended, where it is certain how, and a finding for each mending."""
        return batch, []

    def remark(self, columns: Columns, batch: pa.RecordBatch, context: Context) -> list[Finding]:  # noqa: ARG002 - a hook
        """Return what the cells say that cannot be so, or has no place, and how it was read."""
        return []

    def write(self, name: str, values: pa.Array) -> pa.Array:  # noqa: ARG002 - a hook for columns with a form of their own
        """Return a typed column as text cells in the form in which the layout's files write it."""
        return write_column(values)

    def read_cells(self, name: str, text: pa.Array, *, hints: dict[str, str] | None = None) -> Column:
        """Return cells of text of a column as typed values."""
        return read_column(text, self.schema.field(name).type, nulls=self.nulls, hints=hints)

    @cached_property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the layout's typed rows."""
        return arrow_schema(self.schema_name)

    @cached_property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The columns of files without names, in their order: as the schema states, else all of the layout."""
        stated = load_schema(self.schema_name).get("x-forms", ())
        if not stated and self.reading.header is not False:
            return ()
        return tuple(tuple(form["columns"]) for form in stated) or (tuple(self.schema.names),)

    @cached_property
    def derived(self) -> frozenset[str]:
        """The names of the columns that ``derive`` gives."""
        return frozenset(self.derive({part_.name: pa.array([], part_.type) for part_ in self.schema}, 0))

    def match(self, names: Sequence[str]) -> dict[str, str]:
        """Return the layout's name of each column that it knows, by the name in the file."""
        known = {name.casefold(): name for name in self.schema.names} | dict(self.aliases)
        return {name: known[name.strip().casefold()] for name in names if name.strip().casefold() in known}

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:  # noqa: ARG002 - layouts with variants look
        """Say how well a table fits: the share of the layout's columns that it has, less for columns beyond them."""
        found = len(set(self.match(columns).values()))
        return found / max(len(self.schema.names), len(columns), 1)

    def name_columns(self, columns: Sequence[str], sample: pa.Table) -> list[str]:  # noqa: ARG002 - a hook
        """Return the true names of the columns, where a damaged header has others; the first rows are at hand."""
        return list(columns)

    def combine(self, rows: pa.Table) -> pa.Table:
        """Return the rows that several Event batches gave as one table; layouts that count add them up."""
        return rows

    def paired(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return an Event batch of whole incidents with one event for all parties, where rows are parties."""
        return batch

    # Text to events -------------------------------------------------------------------------------------------

    def parse(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the typed rows of a batch of text cells."""
        columns, batch, findings = self._read(batch, context)
        arrays = [columns[name] for name in self.schema.names]
        findings += self.remark(columns, batch, context)
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema), findings

    def to_events(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the Event batch of a batch of text cells."""
        columns, batch, findings = self._read(batch, context, all_text=context.keep or not self.lazy)
        length = batch.num_rows
        built = self._identify(columns, length, context) | self.build(columns, length)
        built["extra"] = self._keep(batch, columns, length) if context.keep else extra_map([], length)
        return self.assemble(built, length), [*findings, *self.remark(columns, batch, context)]

    def assemble(self, built: Columns, length: int) -> pa.RecordBatch:
        """Return the Event batch of the Event columns that are given; the others are filled."""
        arrays = []
        for part_ in event_schema():
            array = built.get(part_.name)
            if array is None:
                array = _default(part_, length)
            # Equal types are not cast: Arrow refuses a null struct whose fields may not be null.
            arrays.append(array if array.type == part_.type else array.cast(part_.type))
        return pa.RecordBatch.from_arrays(arrays, schema=event_schema())

    def _read(
        self, batch: pa.RecordBatch, context: Context, *, all_text: bool = True
    ) -> tuple[Columns, pa.RecordBatch, list[Finding]]:
        """Return the typed columns and the mended cells; text is read when it is asked for, unless ``all_text``."""
        batch, findings = self.repair(batch, context)

        def read(header: str, name: str) -> pa.Array:
            text = batch.column(header)
            column = self.read_cells(name, text, hints=context.hints)
            findings.extend(cell_findings(column, text, header, context, self.nulls))
            return column.values

        columns = LazyColumns()
        for header, name in self.match(batch.schema.names).items():
            if _is_text(self.schema.field(name).type) and not all_text:
                columns.later(name, partial(read, header, name))
            else:
                columns[name] = read(header, name)
        for part_ in self.schema:
            if part_.name not in columns:
                columns[part_.name] = pa.nulls(batch.num_rows, part_.type)
        return columns, batch, findings

    def _identify(self, columns: Columns, length: int, context: Context) -> Columns:
        native = plain(write_column(columns[self.id_column]))
        rows = pa.array(np.arange(context.first_row, context.first_row + length, dtype=np.int64))
        stated = pc.coalesce(native, pc.binary_join_element_wise("row", rows.cast(pa.string()), "-"))
        incident = pc.binary_join_element_wise(self.id_prefix, stated, ":")
        event = incident if self.unique_ids else pc.binary_join_element_wise(incident, rows.cast(pa.string()), ":")
        origin = {
            "dataset": constant(self.dataset, length, pa.string()),
            "release": constant(context.release, length, pa.string()),
            "layout": constant(self.name, length, pa.string()),
            "native_id": native,
            "row": rows,
        }
        return {"event_id": event, "incident_id": incident, "origin": struct(field_type("origin"), length, origin)}

    def _keep(self, batch: pa.RecordBatch, columns: Columns, length: int) -> pa.Array:
        """Keep the cells that the event would not give back."""
        matched = self.match(batch.schema.names)
        derived = self.derive(columns, length)
        kept = []
        for header in batch.schema.names:
            text = batch.column(header)
            name = matched.get(header)
            if name is None:
                rows = np.flatnonzero(pc.is_valid(text).to_numpy(zero_copy_only=False))
                kept.append((header, rows, text.drop_null()))
                continue
            given = derived.get(name, columns[name])
            if name not in derived and _is_text(given.type) and given.null_count == text.null_count:
                continue
            unlike = differs(text, self.write(name, given))
            rows = np.flatnonzero(unlike.to_numpy(zero_copy_only=False))
            if len(rows):
                kept.append((name, rows, text.filter(unlike)))
        return extra_map(kept, length)

    # Events to text -------------------------------------------------------------------------------------------

    def from_events(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the typed rows of the layout for an Event batch."""
        rows, _, findings = self.written(batch)
        return rows, findings

    def written(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, NDArray[Any], list[Finding]]:
        """Return the typed rows, the number of the event of each (-1 for several in one), and what has no row."""
        found = self.extract(batch)
        length = len(found.events)
        columns = dict(found.columns)
        shared, _ = _extra_of(batch, found.events, self.family | {self.name})
        own, _ = _extra_of(batch, found.events, {self.name})
        mine = _read_from(batch, found.events, {self.name})
        for name in sorted(self.derived):
            rows, kept = extra_column(own if name in self.own_words else shared, name)
            if len(rows):
                values = self.read_cells(name, kept).values
                if not self.schema.field(name).nullable:  # another layout of the family may leave it empty
                    there = pc.or_(pc.is_valid(values), pa.array(mine[rows]))
                    rows, values = rows[there.to_numpy(zero_copy_only=False)], values.filter(there)
                columns[name] = _put(columns[name], rows, values)
        columns = self.settle(columns, mine)
        findings = list(found.findings)
        arrays = []
        for part_ in self.schema:
            values = columns.get(part_.name)
            if values is not None and (beyond := _beyond(values, part_.type)) is not None:
                findings += beyond_range(part_.name, values.filter(beyond))
                values = pc.if_else(beyond, pa.scalar(None, values.type), values)
            arrays.append(_as(values, part_.type, length))
        return pa.RecordBatch.from_arrays(arrays, schema=self.schema), found.events, findings

    def to_text(self, batch: pa.RecordBatch, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """Return the rows of the layout as text cells, as they stood in the file where they came from one."""
        typed, events, _ = self.written(batch)
        extra, keys = _extra_of(batch, events, {self.name})
        if columns is None:
            columns = [*self.schema.names, *(key for key in keys if key not in self.schema.names)]
        matched = self.match(columns)
        arrays = []
        for header in columns:
            name = matched.get(header)
            if name is None:
                rows, kept = extra_column(extra, header)
                arrays.append(spread(rows, kept, typed.num_rows))
            else:
                arrays.append(self._cells(typed.column(name), extra, name))
        return pa.RecordBatch.from_arrays(arrays, names=list(columns))

    def _cells(self, values: pa.Array, extra: pa.Array, name: str) -> pa.Array:
        text = self.write(name, values)
        rows, kept = extra_column(extra, name)
        if not len(rows):
            return text
        current = values.take(pa.array(rows))
        said = self.read_cells(name, kept, hints={"date-order": ""})
        # A cell that cannot be read was read as null; one whose value has changed since is not written again.
        same = pc.invert(differs(_comparable(said.values), _comparable(current)))
        if pa.types.is_date(values.type):
            same = pc.or_(same, pc.is_null(said.values))
        mask = same.to_numpy(zero_copy_only=False)
        return _put(text, rows[mask], kept.filter(same))


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_dictionary(kind))


def _comparable(values: pa.Array) -> pa.Array:
    """Return a column as Arrow can compare it: lists and structs as text, text without a dictionary."""
    return write_column(values) if pa.types.is_nested(values.type) else plain(values)


def _as(values: pa.Array | None, kind: pa.DataType, length: int) -> pa.Array:
    if values is None:
        return pa.nulls(length, kind)
    if values.type == kind:
        return values
    if pa.types.is_dictionary(kind):
        return pc.dictionary_encode(plain(values).cast(kind.value_type))
    return values.cast(kind)


def _beyond(values: pa.Array, kind: pa.DataType) -> pa.Array | None:
    """Return where whole numbers are too large for the column's type; None where all fit."""
    if not (pa.types.is_integer(kind) and pa.types.is_integer(values.type) and kind.bit_width < values.type.bit_width):
        return None
    bound = 2 ** (kind.bit_width - 1)
    beyond = pc.fill_null(pc.or_(pc.greater_equal(values, bound), pc.less(values, -bound)), fill_value=False)
    return beyond if pc.any(beyond).as_py() else None


def _put(values: pa.Array, rows: NDArray[Any], new: pa.Array) -> pa.Array:
    """Return the column with ``new`` in ``rows``."""
    if not len(rows):
        return values
    kind = values.type
    mask = np.zeros(len(values), bool)
    mask[rows] = True
    spread_ = spread(rows, plain(new), len(values))
    mixed = pc.if_else(pa.array(mask), spread_.cast(plain(values).type), plain(values))
    return pc.dictionary_encode(mixed) if pa.types.is_dictionary(kind) else mixed


def _default(part_: pa.Field, length: int) -> pa.Array:
    if pa.types.is_list(part_.type):
        return empty_lists(part_.type, length)
    fixed = {"status": "active", "direction": "unknown"}
    if part_.name in fixed:
        return constant(fixed[part_.name], length, pa.string())
    if part_.name == "effects":
        return struct(part_.type, length, {})
    return pa.nulls(length, part_.type)


def _extra_of(batch: pa.RecordBatch, events: NDArray[Any], layouts: Iterable[str]) -> tuple[pa.Array, list[str]]:
    """Return the ``extra`` of each row's event, empty where the event was read from none of ``layouts``."""
    usable = _read_from(batch, events, layouts)
    extra = batch.column("extra")
    if not (usable.all() and np.array_equal(events, np.arange(batch.num_rows))):
        extra = extra.take(pa.array(np.where(usable, events, 0), mask=~usable))
    return extra, extra_keys(extra)


def _read_from(batch: pa.RecordBatch, events: NDArray[Any], layouts: Iterable[str]) -> NDArray[Any]:
    """Return for each row whether its event was read from one of ``layouts``."""
    layout = part(batch.column("origin"), "layout")
    own = pc.fill_null(pc.is_in(layout, value_set=pa.array(sorted(layouts), pa.string())), fill_value=False)
    found: NDArray[Any] = own.to_numpy(zero_copy_only=False)[events] & (events >= 0)
    return found
