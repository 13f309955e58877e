import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.conversion import changes, merge
from exporter.conversion.merging import MergeError

rows = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["1", "2", "", None])),
    max_size=8,
    unique_by=lambda row: row[0],
)


def table(pairs):
    return pa.table(
        {"id": pa.array([one for one, _ in pairs], pa.string()), "n": pa.array([n for _, n in pairs], pa.string())}
    )


def content(one):
    return sorted(one.to_pylist(), key=lambda row: (row["id"], row["n"] is None, row["n"] or ""))


@given(rows, rows)
def test_the_old_state_and_the_changes_give_the_new_state(old, new):
    update = changes(table(old), table(new), "id")
    merged, _ = merge(table(old), update.rows, "id", deleted=update.deleted)
    assert content(merged) == content(table(new))


@given(rows)
def test_nothing_changes_between_equal_states(old):
    update = changes(table(old), table(old), "id")
    assert (update.rows.num_rows, update.added, update.changed, update.deleted) == (0, (), (), ())


@given(rows, rows)
def test_merging_twice_changes_nothing_more(old, new):
    once, _ = merge(table(old), table(new), "id")
    twice, update = merge(once, table(new), "id")
    assert twice.equals(once)
    assert (update.added, update.changed) == ((), ())


def test_a_changed_event_stays_in_its_place_and_new_ones_follow():
    merged, update = merge(table([("a", "1"), ("b", "2"), ("c", "3")]), table([("d", "4"), ("b", "9")]), "id")
    assert merged.column("id").to_pylist() == ["a", "b", "c", "d"]
    assert merged.column("n").to_pylist() == ["1", "9", "3", "4"]
    assert (update.added, update.changed) == (("d",), ("b",))


def test_older_rows_do_not_overwrite_newer_ones():
    old, new = table([("a", "20"), ("b", "5")]), table([("a", "9"), ("b", "6")])
    merged, update = merge(old, new, "id", stamp="n")
    assert merged.column("n").to_pylist() == ["20", "6"]
    assert update.outdated == ("a",)


def test_deleted_events_go_unless_they_come_again():
    merged, update = merge(table([("a", "1"), ("b", "2")]), table([("b", "3")]), "id", deleted=("a", "b", "z"))
    assert merged.to_pylist() == [{"id": "b", "n": "3"}]
    assert update.deleted == ("a",)


def test_an_empty_cell_and_an_empty_text_differ():
    assert changes(table([("a", "")]), table([("a", None)]), "id").changed == ("a",)


def test_rows_of_one_event_are_replaced_together():
    old = table([("a", "1"), ("b", "1"), ("a", "2")])
    merged, _ = merge(old, table([("a", "3"), ("a", "4")]), "id")
    assert merged.to_pylist() == [{"id": "a", "n": "3"}, {"id": "a", "n": "4"}, {"id": "b", "n": "1"}]


def test_rows_of_one_event_that_stand_apart_stay_apart():
    old = table([("a", "1"), ("b", "1"), ("a", "2")])
    assert merge(old, table([("b", "2")]), "id")[0].column("id").to_pylist() == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("new", "says"),
    [
        (pa.table({"id": ["a"]}), "only one has n"),
        (pa.table({"n": ["a"], "id": ["1"]}), "another order"),
        (pa.table({"x": ["a"]}), "no column 'id'"),
        (pa.table({"id": pa.array([None], pa.string()), "n": ["1"]}), "row 2 has no id"),
    ],
)
def test_tables_that_cannot_be_merged_say_why(new, says):
    with pytest.raises(MergeError, match=says):
        merge(table([("a", "1")]), new, "id")


def test_a_stamp_that_is_no_column_is_refused():
    with pytest.raises(MergeError, match="no column 'timestamp'"):
        merge(table([("a", "1")]), table([]), "id", stamp="timestamp")
