import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from exporter.layouts.nested import (
    extra_column,
    extra_keys,
    extra_map,
    gather,
    join_text,
    pick,
    rows_of,
    split_text,
    spread,
)

WORD = st.text(st.characters(blacklist_characters=";", blacklist_categories=("Cs",)), min_size=1, max_size=5)
LISTS = st.lists(st.lists(WORD, max_size=3), max_size=6)


@given(LISTS)
def test_joined_lists_are_split_and_joined_again(lists):
    joined = pa.array(["; ".join(items) or None for items in lists], pa.string())
    rows, items = split_text(joined)
    assert items.to_pylist() == [item for items in lists for item in items]
    assert join_text(rows, items, len(lists)).equals(joined)


@given(LISTS, LISTS)
def test_lists_are_gathered_from_parts_in_the_order_of_the_parts(first, second):
    length = max(len(first), len(second))
    parts, expected = [], [[] for _ in range(length)]
    for lists in (first, second):
        rows = [row for row, items in enumerate(lists) for _ in items]
        parts.append((np.array(rows, np.int64), pa.array([item for items in lists for item in items], pa.string())))
        for row, items in enumerate(lists):
            expected[row] += items
    gathered = gather(parts, pa.list_(pa.string()), length)
    assert gathered.to_pylist() == expected
    assert rows_of(gathered).tolist() == [row for row, items in enumerate(expected) for _ in items]


@given(LISTS, st.integers(0, 6))
def test_lists_that_are_part_of_a_batch_know_their_rows(lists, start):
    column = pa.array(lists, pa.list_(pa.string())).slice(start)
    kept = lists[start:]
    assert rows_of(column).tolist() == [row for row, items in enumerate(kept) for _ in items]


def test_the_first_of_several_values_of_a_row_stays():
    assert spread(np.array([0, 2, 2]), pa.array(["a", "b", "c"]), 4).to_pylist() == ["a", None, "b", None]


def test_structs_are_picked_by_a_field_also_from_a_part_of_a_batch():
    kind = pa.list_(pa.struct([("scheme", pa.string()), ("code", pa.string())]))
    column = pa.array(
        [[{"scheme": "x", "code": "0"}], None, [{"scheme": "y", "code": "1"}, {"scheme": "x", "code": "2"}]], kind
    )
    rows, items = pick(column.slice(1), "scheme", "x")
    assert (rows.tolist(), items.to_pylist()) == ([1], [{"scheme": "x", "code": "2"}])


def test_kept_cells_are_found_by_key_also_in_a_part_of_a_batch():
    column = extra_map(
        [("a", np.array([0, 2]), pa.array(["1", None])), ("b", np.array([1, 2]), pa.array(["3", "4"]))], 3
    )
    assert column.to_pylist() == [[("a", "1")], [("b", "3")], [("a", None), ("b", "4")]]
    rows, values = extra_column(column.slice(1), "a")
    assert (rows.tolist(), values.to_pylist()) == ([1], [None])
    assert extra_keys(column.slice(1)) == ["b", "a"]


def test_nothing_kept_is_an_empty_map_for_each_row():
    assert extra_map([], 2).to_pylist() == [[], []]
