"""What a notebook calls: files, DataFrames and Arrow tables in, DataFrames or Arrow tables out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.conversion.convert import convert as write
from exporter.conversion.convert import convert_table
from exporter.conversion.incoming import detect_data
from exporter.conversion.merge_tables import merge_data
from exporter.findings import FoldedWarnings
from exporter.layouts.acled_aggregate import AcledAggregateLayout
from exporter.tables.frames import frame_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from exporter.conversion.loss import LossReport
    from exporter.findings import Finding
    from exporter.layouts import Detection


def convert(
    source: Any,
    to: str,
    out: str | Path | None = None,
    *,
    layout: str | None = None,
    on_finding: Callable[[Finding], None] | None = None,
    on_loss: Callable[[LossReport], None] | None = None,
    normalise: bool = False,
    header: bool = True,
    strict: bool = False,
    **counting: Any,
) -> Any:
    """Return the rows of a file or table in another layout; with ``out`` write them there and return what was done.

    Args:
        source: a file, a DataFrame, an Arrow table, or several of them. ``.parquet`` and ``.jsonl`` may hold events.
        to: layout to write, or ``event`` for Event records.
        out: file to write; its suffix says the format. Needed for data that is larger than memory.
        layout: layout of the source; told from it where None.
        on_finding: takes what is wrong with the source; by default each kind of fault in a column becomes one warning.
        on_loss: takes a report of what is lost for each layout that was read; ``print(report.to_text())`` shows it.
        normalise: where a file that stays in its layout is written as CSV or TSV, write its cells in the layout's form
            instead of as they stand.
        header: whether a CSV or TSV file begins with the names of its columns.
        strict: raise ``LossError`` instead of losing anything.
        **counting: for ``acled-aggregate``: period, unit, level, zeros.

    Returns:
        A DataFrame, an Arrow table where an Arrow table came in, or with ``out`` a ``Conversion`` that says what
        was lost.

    Raises:
        NotMeaningfulError: no row of the source can become a row of ``to``.
        LossError: ``strict``, and something is lost; it holds what would have been done.
        TypeError: an argument for ``acled-aggregate`` is given for another layout.

    >>> import exporter
    >>> events = exporter.code_text("Police arrested twelve protesters in Almaty.", published="2022-01-05")
    >>> cameo = exporter.to_layout(events, "cameo")
    >>> exporter.convert(cameo, "icews")["CAMEO Code"].tolist() == cameo["cameo_code"].tolist()
    True

    """
    if counting and to != AcledAggregateLayout.name:
        raise TypeError(f"{', '.join(counting)}: only {AcledAggregateLayout.name} takes such arguments, not {to}")
    target: Any = AcledAggregateLayout(**counting) if counting else to
    folded = FoldedWarnings()
    take = on_finding or folded.add
    result: Any
    if out is not None:
        done = result = write(
            source,
            target,
            out,
            source_layout=layout,
            on_finding=take,
            normalise=normalise,
            strict=strict,
            **({} if header else {"header": False}),
        )
    else:
        table, done = convert_table(source, target, source_layout=layout, on_finding=take, strict=strict)
        result = _like(source, table)
    for loss in done.losses if on_loss else ():
        on_loss(loss)  # type: ignore[misc]
    folded.warn()
    return result


def detect(source: Any) -> Detection:
    """Return which layout a file, a DataFrame or an Arrow table has.

    >>> import exporter
    >>> exporter.detect(exporter.to_layout(exporter.code([]), "acled")).layout
    'acled'

    """
    return detect_data(source)


def merge(old: Any, new: Any, *, key: str | None = None, stamp: str | None = None, deleted: Iterable[str] = ()) -> Any:
    """Return the table ``old`` brought up to date with the rows of ``new``; each is a file, DataFrame or Arrow table.

    Args:
        old: the table as it was.
        new: rows that are new or have changed.
        key: column that identifies an event; that of the layout where None.
        stamp: column that says which row is newer; ``timestamp`` where the tables have it and None is given.
        deleted: identifiers of events that were deleted.

    Raises:
        MergeError: the tables differ in layout or columns, or a row has no identifier.

    >>> import exporter, pandas as pd
    >>> old = pd.DataFrame({"event_id_cnty": ["KAZ1", "KAZ2"], "fatalities": ["0", "1"]})
    >>> new = pd.DataFrame({"event_id_cnty": ["KAZ2"], "fatalities": ["3"]})
    >>> exporter.merge(old, new, key="event_id_cnty")["fatalities"].tolist()
    ['0', '3']

    """
    merged, _ = merge_data(old, new, key=key, stamp=stamp, deleted=tuple(deleted))
    return _like(old, merged)


def _like(source: Any, table: pa.Table) -> Any:
    return table if isinstance(source, pa.Table | pa.RecordBatch) else frame_of(table)
