"""ACLED's aggregate: events and deaths by week, first-level unit and type. Written from events; it holds none."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal, NoReturn

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.errors import ExporterError
from exporter.layouts.acled_values import disorder_type
from exporter.layouts.acled_writing import acled_extract
from exporter.layouts.base import TO_ACLED
from exporter.layouts.table import Extract, TableLayout

if TYPE_CHECKING:
    from exporter.findings import Finding
    from exporter.layouts.base import Context, Grouping
    from exporter.layouts.table import Columns

Period = Literal["week", "month"]
Unit = Literal["admin1", "country"]
Level = Literal["sub_event_type", "event_type"]

_KEYS = ("WEEK", "COUNTRY", "ADMIN1", "EVENT_TYPE", "SUB_EVENT_TYPE")
_PLACE = ("REGION", "ID", "CENTROID_LATITUDE", "CENTROID_LONGITUDE")
_FIRST_SATURDAY = 2  # days from 1970-01-01, a Thursday
_WEEK = 7


class NotEventsError(ExporterError):
    """A table of counts was to be read as events.

    Attributes:
        layout: the layout of the table.

    """

    def __init__(self, layout: str) -> None:
        self.layout = layout
        super().__init__(layout)

    def __str__(self) -> str:
        return f"{self.layout} holds counts, not events; it can be checked and written, but not read as events"


class AcledAggregateLayout(TableLayout):
    """Counts of ACLED events.

    Attributes:
        period: what a row counts over: weeks from Saturday, as ACLED's, or months.
        unit: where: first-level units, or countries (``ADMIN1`` is empty then).
        level: what: sub-event types, or event types (``SUB_EVENT_TYPE`` is empty then).
        zeros: whether units and types that occur in the data have a row for every period between the first and the
            last, also where nothing happened.

    """

    name = "acled-aggregate"
    title = "ACLED, counts by week and first-level unit"
    schema_name = "acled-aggregate"
    dataset = "ACLED"
    id_prefix = "acled"
    id_column = "ID"
    written_from = TO_ACLED
    grouping: Grouping = "dataset"

    def __init__(
        self, *, period: Period = "week", unit: Unit = "admin1", level: Level = "sub_event_type", zeros: bool = False
    ) -> None:
        self.period, self.unit, self.level, self.zeros = period, unit, level, zeros

    def build(self, columns: Columns, length: int) -> NoReturn:  # noqa: ARG002 - there is nothing to build
        """Refuse: counts are no events."""
        raise NotEventsError(self.name)

    def to_events(self, batch: pa.RecordBatch, context: Context) -> NoReturn:  # noqa: ARG002 - there is nothing to read
        """Refuse: counts are no events.

        Raises:
            NotEventsError: always.

        """
        raise NotEventsError(self.name)

    def extract(self, batch: pa.RecordBatch) -> Extract:
        """Return the counts of an Event batch; those of several batches are put together by ``combine``."""
        found = acled_extract(batch)
        counted, findings = self.count(found.columns), found.findings
        return _as_extract(counted, findings)

    def count(self, columns: Columns) -> pa.Table:
        """Return the counts of ACLED's columns."""
        length = len(columns["event_date"])
        nothing = pa.nulls(length, pa.string())
        rows = pa.table(
            {
                "WEEK": _start(columns["event_date"], self.period),
                "REGION": columns["region"],
                "COUNTRY": columns["country"],
                "ADMIN1": columns["admin1"] if self.unit == "admin1" else nothing,
                "EVENT_TYPE": columns["event_type"],
                "SUB_EVENT_TYPE": columns["sub_event_type"] if self.level == "sub_event_type" else nothing,
                "EVENTS": pa.array(np.ones(length, np.int64)),
                "FATALITIES": pc.fill_null(columns["fatalities"], 0).cast(pa.int64()),
                "POPULATION_EXPOSURE": pa.nulls(length, pa.int64()),
                "ID": pa.nulls(length, pa.int64()),
                "CENTROID_LATITUDE": columns["latitude"],
                "CENTROID_LONGITUDE": columns["longitude"],
            }
        )
        return self._sum(rows)

    def combine(self, rows: pa.Table) -> pa.Table:
        """Return the counts of rows that several batches gave, with zeros where they are wanted."""
        plain = pa.table({name: _text(rows.column(name)) for name in rows.column_names})
        summed = self._sum(plain)
        if self.zeros and summed.num_rows:
            summed = self._sum(pa.concat_tables([summed, _empty_cells(summed, self.period)]))
        summed = _with_points_of_units(summed)
        columns = dict(zip(summed.column_names, summed.columns, strict=True))
        typed = [_typed(columns[part.name], part.type) for part in self.schema]
        return pa.Table.from_arrays(typed, schema=self.schema)

    def _sum(self, rows: pa.Table) -> pa.Table:
        """Add up rows with equal keys; coordinates are means over events."""
        weighted = rows
        for axis in _PLACE[2:]:
            index = weighted.column_names.index(axis)
            weighted = weighted.set_column(index, axis, pc.multiply(rows.column(axis), rows.column("EVENTS")))
        located = pc.if_else(pc.is_valid(rows.column("CENTROID_LATITUDE")), rows.column("EVENTS"), 0)
        summed = (
            weighted.append_column("located", located)
            .group_by(list(_KEYS))
            .aggregate(
                [
                    ("REGION", "max"),
                    ("EVENTS", "sum"),
                    ("FATALITIES", "sum"),
                    ("POPULATION_EXPOSURE", "sum"),
                    ("ID", "max"),
                    ("CENTROID_LATITUDE", "sum"),
                    ("CENTROID_LONGITUDE", "sum"),
                    ("located", "sum"),
                ]
            )
        )
        count = summed.column("located_sum")
        count = pc.if_else(pc.greater(count, 0), count, pa.scalar(None, pa.int64())).cast(pa.float64())
        columns = {name: summed.column(name) for name in _KEYS}
        columns |= {"REGION": summed.column("REGION_max"), "ID": summed.column("ID_max")}
        columns |= {name: summed.column(f"{name}_sum") for name in ("EVENTS", "FATALITIES", "POPULATION_EXPOSURE")}
        columns |= {axis: pc.round(pc.divide(summed.column(f"{axis}_sum"), count), 4) for axis in _PLACE[2:]}
        subs = columns["SUB_EVENT_TYPE"].combine_chunks()
        columns["DISORDER_TYPE"] = disorder_type(subs)
        return pa.table(columns).sort_by([(name, "ascending") for name in _KEYS])


def _as_extract(counted: pa.Table, findings: list[Finding]) -> Extract:
    columns = {name: counted.column(name).combine_chunks() for name in counted.column_names}
    return Extract(columns=columns, events=np.full(counted.num_rows, -1, np.int64), findings=findings)


def _start(day: pa.Array, period: Period) -> pa.Array:
    """Return the first day of each day's week or month.

    >>> import datetime as dt
    >>> _start(pa.array([dt.date(2022, 1, 6)]), "week").to_pylist()
    [datetime.date(2022, 1, 1)]
    """
    if period == "month":
        return pc.floor_temporal(day, unit="month")
    number = day.cast(pa.int32())
    weeks = pc.floor(pc.divide(pc.subtract(number, _FIRST_SATURDAY).cast(pa.float64()), float(_WEEK)))
    return pc.add(pc.multiply(weeks, float(_WEEK)), float(_FIRST_SATURDAY)).cast(pa.int32()).cast(pa.date32())


def _periods(first: int, last: int, period: Period) -> pa.Array:
    """Return the first days of all periods from ``first`` to ``last``, days since 1970."""
    if period == "week":
        return pa.array(np.arange(first, last + 1, _WEEK, dtype=np.int32)).cast(pa.date32())
    months = np.arange(
        np.datetime64(first, "D").astype("datetime64[M]"),
        np.datetime64(last, "D").astype("datetime64[M]") + np.timedelta64(1, "M"),
    )
    return pa.array(months.astype("datetime64[D]"), pa.date32())


def _with_points_of_units(rows: pa.Table) -> pa.Table:
    """Return the rows with one point for each unit, the mean of all its events, so that units stay where they are."""
    unit = pc.binary_join_element_wise(
        pc.fill_null(rows.column("COUNTRY"), ""), pc.fill_null(rows.column("ADMIN1"), ""), "\n"
    )
    located = pc.if_else(pc.is_valid(rows.column(_PLACE[2])), rows.column("EVENTS"), 0).cast(pa.float64())
    weighted = {axis: pc.multiply(pc.fill_null(rows.column(axis), 0.0), located) for axis in _PLACE[2:]}
    sums = pa.table({"unit": unit, "located": located} | weighted).group_by("unit")
    means = sums.aggregate([(name, "sum") for name in ("located", *_PLACE[2:])])
    count = means.column("located_sum")
    count = pc.if_else(pc.greater(count, 0), count, pa.scalar(None, pa.float64()))
    at = pc.index_in(unit, value_set=means.column("unit").combine_chunks())
    for axis in _PLACE[2:]:
        mean = pc.round(pc.divide(means.column(f"{axis}_sum"), count), 4)
        rows = rows.set_column(rows.column_names.index(axis), axis, mean.take(at))
    return rows


def _empty_cells(rows: pa.Table, period: Period) -> pa.Table:
    """Return a row with zeros for every period, unit and type of the data."""
    bounds = pc.min_max(rows.column("WEEK").cast(pa.int32())).as_py()
    weeks = _periods(bounds["min"], bounds["max"], period)
    units = rows.group_by(["COUNTRY", "ADMIN1"]).aggregate([("REGION", "max"), ("ID", "max")]).to_pylist()
    types = (
        rows.select(["EVENT_TYPE", "SUB_EVENT_TYPE", "DISORDER_TYPE"])
        .group_by(["EVENT_TYPE", "SUB_EVENT_TYPE"])
        .aggregate([])
        .to_pylist()
    )
    cells = pa.Table.from_pylist(
        [unit | kind for unit, kind in product(units, types)],
        schema=pa.schema(
            [(name, pa.string()) for name in ("COUNTRY", "ADMIN1", "REGION_max")]
            + [("ID_max", pa.int64())]
            + [(name, pa.string()) for name in ("EVENT_TYPE", "SUB_EVENT_TYPE")]
        ),
    )
    count, width = len(weeks), cells.num_rows
    tiled = cells.take(pa.array(np.tile(np.arange(width), count)))
    zeros = pa.array(np.zeros(count * width, np.int64))
    columns = {
        "WEEK": weeks.take(pa.array(np.repeat(np.arange(count), width))),
        "COUNTRY": tiled.column("COUNTRY"),
        "ADMIN1": tiled.column("ADMIN1"),
        "EVENT_TYPE": tiled.column("EVENT_TYPE"),
        "SUB_EVENT_TYPE": tiled.column("SUB_EVENT_TYPE"),
        "REGION": tiled.column("REGION_max"),
        "ID": tiled.column("ID_max"),
        "EVENTS": zeros,
        "FATALITIES": zeros,
        "POPULATION_EXPOSURE": pa.nulls(count * width, pa.int64()),
        "CENTROID_LATITUDE": pa.nulls(count * width, pa.float64()),
        "CENTROID_LONGITUDE": pa.nulls(count * width, pa.float64()),
        "DISORDER_TYPE": pa.nulls(count * width, pa.string()),
    }
    return pa.table({name: columns[name] for name in rows.column_names})


def _text(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return values.cast(pa.string()) if pa.types.is_dictionary(values.type) else values


def _typed(values: pa.ChunkedArray, kind: pa.DataType) -> pa.Array:
    array = values.combine_chunks()
    if pa.types.is_dictionary(kind):
        return pc.dictionary_encode(array.cast(pa.string()))
    return array.cast(kind)


LAYOUT = AcledAggregateLayout()
