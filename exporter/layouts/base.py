"""What every layout offers, and what it is told about the file that it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from exporter.findings import Finding
    from exporter.tables import ReadOptions, RowNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a layout is told about the batch that it reads.

    Attributes:
        file: the file as the user named it; None for data in memory.
        release: release or vintage of the dataset, where the user knows it.
        first_row: number of the batch's first data row in the file, the first of the file being 1.
        rows: where the rows stand in the file as a spreadsheet counts, as a reader of tables gives it; without it they
            follow one another below one row of names.
        keep: whether cells that an event has no place for are kept in its ``extra``; a conversion to another dataset's
            layout needs none of them and is faster without.
        hints: what earlier batches of the file settled; a layout may add to it, see ``docs/layouts.md``.

    """

    file: str | None = None
    release: str | None = None
    first_row: int = 1
    rows: RowNumbers | None = None
    keep: bool = True
    hints: dict[str, str] = field(default_factory=dict)

    def row(self, index: int) -> int:
        """Return the spreadsheet row of the batch's row ``index``.

        >>> Context(first_row=11).row(0)
        12
        """
        return self.rows.of(index) if self.rows else self.first_row + index + 1


Grouping = Literal["row", "incident", "dataset"]

# Crosswalks lead from these schemes to CAMEO and PLOVER, and from those to ACLED.
TO_CAMEO_OR_PLOVER = frozenset({"acled", "cameo", "plover", "ucdp"})
TO_ACLED = frozenset({"acled", "ucdp"})


class Layout(Protocol):
    """A published table form: one object for each, in ``exporter.layouts.LAYOUTS``.

    Attributes:
        name: name of the layout, as ``--to`` and ``--from`` take it.
        title: name of the layout in words.
        schema_name: name of the JSON Schema that describes one row.
        nulls: cells that mean "no value", beside the empty cell.
        reading: how files of the layout are to be opened.
        id_column: the column that identifies an event.
        family: the layouts whose kept cells this one understands.
        grouping: what ``from_events`` must see at once: a row, the events of an incident, or the whole dataset.
        rows_are_parties: whether several rows, one for each party, make one event.
        schemes: coding schemes in which rows of the layout state what happened; none where rows are no events.
        written_from: coding schemes of which an event must have a code, by crosswalk or as it is, to have a row.

    """

    name: str
    title: str
    schema_name: str
    nulls: tuple[str, ...]
    reading: ReadOptions
    grouping: Grouping
    family: frozenset[str]
    id_column: str
    rows_are_parties: bool
    schemes: frozenset[str]
    written_from: frozenset[str]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the layout's typed rows."""
        ...

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The columns that files without names may have, in their order; none where all files have names."""
        ...

    def match(self, names: Sequence[str]) -> dict[str, str]:
        """Return the layout's name of each column that it knows, by the name in the file."""
        ...

    def detect(self, columns: Sequence[str], sample: pa.Table) -> float:
        """Say how well a table fits the layout, from 0 (not at all) to 1 (beyond doubt).

        ``sample`` holds the first rows of the table, all columns text.
        """
        ...

    def parse(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the typed rows of a batch of text cells: the columns and types of the layout's schema."""
        ...

    def to_events(self, batch: pa.RecordBatch, context: Context) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the Event batch of a batch of text cells, one event for each row, in the order of the rows."""
        ...

    def from_events(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, list[Finding]]:
        """Return the typed rows of the layout for an Event batch, and what could not be written."""
        ...

    def written(self, batch: pa.RecordBatch) -> tuple[pa.RecordBatch, NDArray[Any], list[Finding]]:
        """Return the typed rows, the number of the event of each (-1 for several in one), and what has no row."""
        ...

    def name_columns(self, columns: Sequence[str], sample: pa.Table) -> list[str]:
        """Return the true names of the columns, where a damaged header has others; the first rows are at hand."""
        ...

    def combine(self, rows: pa.Table) -> pa.Table:
        """Return the rows that several Event batches gave as one table; layouts that count add them up."""
        ...

    def paired(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return an Event batch of whole incidents with one event for all parties, where rows are parties."""
        ...

    def to_text(self, batch: pa.RecordBatch, columns: Sequence[str] | None = None) -> pa.RecordBatch:
        """Return the rows of the layout as text cells.

        Rows that were read from this layout come back cell by cell as they stood in their file. ``columns`` gives
        the names and the order of the columns; without it the layout's own are taken.
        """
        ...
