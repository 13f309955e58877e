"""Real files: read as events and written again, they are what they were, cell by cell."""

import pyarrow as pa
import pytest
from pyarrow import csv

from exporter.layouts import Context, detect_layout, get_layout
from exporter.layouts.cells import differs

ACLED = {
    "acled_current_text_inter_somalia_part.csv": ("acled", []),
    "acled_2023layout_numericinter_global_part.csv": ("acled-numeric", []),
    "acled_2023layout_numericinter_benin.csv": ("acled-numeric", ["date-form", "null-word"]),
    "acled_2024_excelmangled_bangladesh_part.csv": ("acled-monadic", ["date-form"]),
    "acled_2019layout_kenya_userdatefmt.csv": ("acled-2019", ["date-form"]),
    "acled_2020layout_afghanistan.csv": ("acled-2019", ["date-form"]),
    "acled_v6era_uppercase_southasia_part.csv": ("acled-legacy", ["date-form"]),
    "acled_2016_api_africa.csv": ("acled-legacy", []),
}


def read(path):
    parsing = csv.ParseOptions(newlines_in_values=True)
    names = csv.open_csv(path, parse_options=parsing).schema.names
    reading = csv.ReadOptions(block_size=2**28)
    converting = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
        null_values=[""],
    )
    table = csv.read_csv(path, read_options=reading, parse_options=parsing, convert_options=converting)
    return table.combine_chunks().to_batches()[0]


@pytest.mark.parametrize("name", ACLED)
def test_an_acled_file_comes_back_cell_by_cell(shared, name):
    batch = read(shared(f"samples/acled/{name}"))
    layout = get_layout(ACLED[name][0])
    events, findings = layout.to_events(batch, Context(file=name))
    events.validate(full=True)
    back = layout.to_text(events, batch.schema.names)
    assert sorted({finding.code for finding in findings}) == ACLED[name][1]
    assert back.num_rows == batch.num_rows
    for column in batch.schema.names:
        unlike = differs(batch.column(column), back.column(column))
        assert back.filter(unlike).num_rows == 0, column


@pytest.mark.parametrize("name", ACLED)
def test_typed_rows_are_the_same_from_the_file_and_from_the_events(shared, name):
    batch = read(shared(f"samples/acled/{name}"))
    layout = get_layout(ACLED[name][0])
    typed, _ = layout.parse(batch, Context())
    rows, _ = layout.from_events(layout.to_events(batch, Context())[0])
    for column in typed.schema.names:
        assert rows.column(column).to_pylist() == typed.column(column).to_pylist(), column


@pytest.mark.parametrize("name", ACLED)
def test_the_layout_of_an_acled_file_is_detected(shared, name):
    batch = read(shared(f"samples/acled/{name}"))
    found = detect_layout(batch.schema.names, pa.Table.from_batches([batch.slice(0, 100)]))
    assert found[0][0] == ACLED[name][0]
    assert len(found) == 1 or found[0][1] > found[1][1]
