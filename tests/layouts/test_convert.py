import dataclasses
import itertools

import pyarrow as pa
import pytest

from exporter.errors import UnknownNameError
from exporter.events import event_schema, to_batch
from exporter.layouts import LAYOUTS, Context, detect_layout, get_layout, to_layout, whole_incidents
from exporter.schemas import arrow_schema, load_schema


@pytest.fixture
def event(riot):
    return lambda number, incident: dataclasses.replace(riot, event_id=f"e{number}", incident_id=incident)


def test_events_in_every_form_give_the_same_rows(event):
    events = [event(1, "i1"), event(2, "i2")]
    table = pa.Table.from_batches([to_batch(events)])
    expected = to_layout(events, "acled")
    assert expected.num_rows == 2
    for form in (iter(events), table, table.to_batches()[0], table.to_pandas()):
        assert to_layout(form, "acled").equals(expected)


def test_no_events_give_an_empty_table_with_all_columns():
    assert to_layout([], "cameo").schema.equals(arrow_schema("cameo"))


def test_an_unknown_layout_is_named_with_the_nearest():
    with pytest.raises(UnknownNameError, match="did you mean 'acled'"):
        to_layout([], "aclled")


@pytest.mark.parametrize("sizes", [(1, 1, 1, 1, 1), (2, 3), (4, 1), (5,), (3, 2)])
def test_incidents_are_never_cut_by_the_edge_of_a_batch(event, sizes):
    events = [event(number, incident) for number, incident in enumerate(["a", "a", "a", "b", "b"])]
    batches, start = [], 0
    for size in sizes:
        batches.append(to_batch(events[start : start + size]))
        start += size
    found = [batch.column("incident_id").to_pylist() for batch in whole_incidents(batches)]
    assert list(itertools.chain.from_iterable(found)) == ["a", "a", "a", "b", "b"]
    assert all(not set(left) & set(right) for left, right in itertools.pairwise(found))


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_every_layout_offers_what_the_protocol_asks(name):
    layout = get_layout(name)
    assert layout.name == name
    assert layout.title
    assert arrow_schema(layout.schema_name).names
    assert layout.from_events(to_batch([]))[0].num_rows == 0


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "acled-aggregate"])
def test_a_table_without_rows_is_no_event_and_back(name):
    layout = get_layout(name)
    empty = pa.RecordBatch.from_pylist([], schema=pa.schema([(column, pa.string()) for column in layout.schema.names]))
    events, findings = layout.to_events(empty, Context())
    assert (events.num_rows, findings) == (0, [])
    assert events.schema.equals(event_schema())
    assert layout.to_text(events, empty.schema.names).equals(empty)


@pytest.mark.parametrize("name", [name for name in LAYOUTS if name != "acled-aggregate"])
def test_columns_that_a_table_lacks_are_empty(name):
    layout = get_layout(name)
    batch = pa.RecordBatch.from_pylist([{layout.id_column: "1"}])
    typed, _ = layout.parse(batch, Context())
    assert typed.schema.equals(layout.schema)
    assert sum(column.null_count for column in typed.columns) == typed.num_columns - 1


@pytest.mark.parametrize("name", list(LAYOUTS))
def test_a_layout_is_detected_by_its_own_columns(name):
    examples = load_schema(get_layout(name).schema_name)["properties"]
    sample = pa.table({column: [str(part["examples"][0])] for column, part in examples.items()})
    assert detect_layout(list(examples), sample)[0][0] == name


def test_a_strange_table_is_no_layout():
    assert detect_layout(["a", "b"], pa.table({"a": ["1"], "b": ["2"]})) == []


def test_a_monadic_table_with_numbers_is_no_table_of_pairs():
    columns = arrow_schema("acled-monadic").names
    sample = pa.table({column: ["5" if column == "inter1" else "1"] for column in columns})
    assert detect_layout(columns, sample) == []


def test_the_older_columns_in_capitals_are_detected_and_so_is_population_in_part():
    older = [
        column.upper() for column in arrow_schema("acled-2019").names if column not in {"data_id", "iso3", "timestamp"}
    ]
    sample = pa.table({column: ["5" if column == "INTER1" else "1"] for column in older})
    assert detect_layout(older, sample)[0][0] == "acled-2019"
    best = [*arrow_schema("acled").names, "population_best"]
    sample = pa.table({column: ["Rioters" if column == "inter1" else "1"] for column in best})
    assert detect_layout(best, sample)[0][0] == "acled-population"
