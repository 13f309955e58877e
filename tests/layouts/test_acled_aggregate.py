import dataclasses
import datetime as dt

import jsonschema
import pyarrow as pa
import pytest

from exporter.events import Classification, DateSpan, Effects, Fatalities, to_batch
from exporter.layouts import Context, get_layout, to_layout
from exporter.layouts.acled_aggregate import AcledAggregateLayout, NotEventsError
from exporter.schemas import load_schema


@pytest.fixture
def events(riot):
    protest = (Classification("acled", "Peaceful protest", parent="Protests"),)

    def on(number, day, **changes):
        names = {"event_id": f"e{number}", "incident_id": f"i{number}"}
        return dataclasses.replace(riot, **names, date=DateSpan(day, day), **changes)

    return [
        on(1, "2022-01-06"),
        on(2, "2022-01-07", effects=Effects(fatalities=Fatalities(5, 5, 5))),
        on(3, "2022-01-08", classifications=protest),
        on(4, "2022-02-01"),
    ]


def counts(layout, events):
    batches = [layout.from_events(to_batch([event]))[0] for event in events]
    table = layout.combine(pa.Table.from_batches(batches))
    return [(str(row["WEEK"]), row["SUB_EVENT_TYPE"], row["EVENTS"], row["FATALITIES"]) for row in table.to_pylist()]


def test_events_are_counted_by_weeks_that_start_on_saturday(events):
    assert counts(get_layout("acled-aggregate"), events) == [
        ("2022-01-01", "Violent demonstration", 2, 7),
        ("2022-01-08", "Peaceful protest", 1, 2),
        ("2022-01-29", "Violent demonstration", 1, 2),
    ]


def test_one_table_gives_the_counts_of_its_parts(events):
    whole = to_layout(events, "acled-aggregate").to_pylist()
    assert [row["EVENTS"] for row in whole] == [2, 1, 1]
    assert whole[0]["CENTROID_LATITUDE"] == pytest.approx(43.2567)
    assert whole[0]["DISORDER_TYPE"] == "Demonstrations"


def test_rows_are_valid_by_the_schema(events):
    for row in to_layout(events, "acled-aggregate").to_pylist():
        found = {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in row.items()}
        jsonschema.Draft202012Validator(load_schema("acled-aggregate")).validate(found)


def test_zeros_are_written_where_nothing_happened(events):
    found = counts(AcledAggregateLayout(zeros=True), events)
    weeks = ["2022-01-01", "2022-01-08", "2022-01-15", "2022-01-22", "2022-01-29"]
    assert [(week, kind) for week, kind, *_ in found] == [
        (week, kind) for week in weeks for kind in ("Peaceful protest", "Violent demonstration")
    ]
    assert sum(number for *_, number, _ in found) == 4
    assert found[0][2:] == (0, 0)


def test_a_unit_has_one_point_in_all_its_rows(events):
    place = events[0].location
    events[3] = dataclasses.replace(events[3], location=dataclasses.replace(place, latitude=place.latitude + 1))
    layout = AcledAggregateLayout(zeros=True)
    table = layout.combine(pa.Table.from_batches([layout.from_events(to_batch([event]))[0] for event in events]))
    assert set(table.column("CENTROID_LATITUDE").to_pylist()) == {round(place.latitude + 0.25, 4)}


def test_months_countries_and_event_types_are_wider_counts(events):
    layout = AcledAggregateLayout(period="month", unit="country", level="event_type", zeros=True)
    table = layout.combine(pa.Table.from_batches([layout.from_events(to_batch(events))[0]]))
    assert [(str(row["WEEK"]), row["EVENT_TYPE"], row["EVENTS"], row["ADMIN1"]) for row in table.to_pylist()] == [
        ("2022-01-01", "Protests", 1, None),
        ("2022-01-01", "Riots", 2, None),
        ("2022-02-01", "Protests", 0, None),
        ("2022-02-01", "Riots", 1, None),
    ]


def test_counts_are_not_read_as_events():
    layout = get_layout("acled-aggregate")
    batch = pa.RecordBatch.from_pylist([{"WEEK": "2022-01-01"}])
    with pytest.raises(NotEventsError, match="holds counts, not events"):
        layout.to_events(batch, Context())
    typed, findings = layout.parse(batch, Context())
    assert typed.column("WEEK").to_pylist() == [dt.date(2022, 1, 1)]
    assert findings == []
