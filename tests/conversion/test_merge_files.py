"""Merging files part by part gives what merging them in memory gives, and says what changed cell by cell."""

import csv

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.conversion import MergeError, changes, merge, merge_files
from exporter.conversion.spooling import Shelves, Spool, part_of
from exporter.schemas import load_schema
from exporter.writers import open_writer

NAMES = list(load_schema("acled")["properties"])
EXAMPLE = {name: part["examples"][0] for name, part in load_schema("acled")["properties"].items()}


def event(number, **cells):
    row = {name: "" if value is None else str(value) for name, value in EXAMPLE.items()}
    return row | {"event_id_cnty": f"KAZ{number}"} | cells


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, NAMES)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def merged(tmp_path, old, new, **options):
    paths = write(tmp_path / "old.csv", old), write(tmp_path / "new.csv", new)
    done = merge_files(*paths, tmp_path / "out.csv", changes=tmp_path / "changes.csv", **options)
    return done, read(tmp_path / "out.csv"), [tuple(row.values()) for row in read(tmp_path / "changes.csv")]


def test_events_stay_in_their_place_and_new_ones_follow_in_their_order(tmp_path):
    old = [event(number) for number in range(300)]
    new = [event(500), event(7, location="Astana"), event(400)]
    done, out, _ = merged(tmp_path, old, new)
    assert [row["event_id_cnty"] for row in out] == [f"KAZ{number}" for number in (*range(300), 500, 400)]
    assert out[7]["location"] == "Astana"
    assert (done.rows, done.added, done.changed, done.deleted, done.outdated) == (302, 2, 1, 0, 0)


def test_every_change_is_listed_with_its_cells(tmp_path):
    gone = tmp_path / "gone.csv"
    gone.write_text("event_id_cnty\nKAZ3\nKAZ99\n", encoding="utf-8")
    old = [event(number, timestamp="100") for number in range(5)]
    new = [
        event(1, timestamp="200", location="Astana", fatalities="3"),
        event(2, timestamp="50", location="Astana"),
        event(9, timestamp="1"),
    ]
    done, out, listed = merged(tmp_path, old, new, deleted=gone)
    assert listed == [
        ("changed", "KAZ1", "location", EXAMPLE["location"], "Astana"),
        ("changed", "KAZ1", "fatalities", str(EXAMPLE["fatalities"]), "3"),
        ("changed", "KAZ1", "timestamp", "100", "200"),
        ("outdated", "KAZ2", "", "", ""),
        ("deleted", "KAZ3", "", "", ""),
        ("added", "KAZ9", "", "", ""),
    ]
    assert [row["event_id_cnty"] for row in out] == ["KAZ0", "KAZ1", "KAZ2", "KAZ4", "KAZ9"]
    assert out[2]["location"] == EXAMPLE["location"]
    assert (done.changed, done.outdated, done.deleted) == (1, 1, 1)


def test_repeated_identifiers_are_reported(tmp_path):
    done, _, listed = merged(tmp_path, [event(1), event(2), event(1)], [event(2, location="Astana"), event(2)])
    assert sorted(done.repeated) == ["KAZ1", "KAZ2"]
    assert [row[:3] for row in listed] == [("changed", "KAZ2", "location"), ("row added", "KAZ2", "")]


def test_rows_without_an_identifier_are_named_with_their_row(tmp_path):
    with pytest.raises(MergeError, match="row 3 has no event_id_cnty"):
        merged(tmp_path, [event(1)], [event(2), event(3, event_id_cnty="")])


def test_a_file_of_another_layout_is_refused(tmp_path):
    with open_writer(tmp_path / "new.csv", pa.schema([("Event ID", pa.string())])):
        pass
    other = tmp_path / "other.csv"
    other.write_text("id,relid\n1,2\n", encoding="utf-8")
    with pytest.raises(Exception, match="no layout has these columns"):
        merge_files(write(tmp_path / "old.csv", [event(1)]), other, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def table(rows):
    return pa.table({name: pa.array([row[name] or None for row in rows], pa.string()) for name in NAMES})


rows = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["a", "b", ""]), st.sampled_from(["1", "2"])), max_size=12)


@settings(max_examples=25)
@given(rows, rows, st.sets(st.integers(0, 9), max_size=3))
def test_files_are_merged_as_tables_are(tmp_path_factory, old, new, gone):
    tmp_path = tmp_path_factory.mktemp("merge")
    listed = tmp_path / "gone.csv"
    listed.write_text("event_id_cnty\n" + "".join(f"KAZ{one}\n" for one in gone) + "KAZ77\n", encoding="utf-8")
    before, after = (
        [event(number, location=place, timestamp=stamp) for number, place, stamp in one] for one in (old, new)
    )
    done, out, _ = merged(tmp_path, before, after, deleted=listed)
    ids = tuple(f"KAZ{one}" for one in sorted(gone))
    expected, update = merge(table(before), table(after), "event_id_cnty", stamp="timestamp", deleted=ids)
    assert out == [{name: value or "" for name, value in row.items()} for row in expected.to_pylist()]
    assert (done.added, done.changed) == (len(update.added), len(update.changed))
    assert (done.deleted, done.outdated) == (len(update.deleted), len(update.outdated))


@settings(max_examples=25)
@given(rows, rows)
def test_the_old_file_and_the_changes_give_the_new_one(tmp_path_factory, old, new):
    tmp_path = tmp_path_factory.mktemp("merge")
    before, after = ([event(*one[:1], location=one[1], timestamp="") for one in some] for some in (old, new))
    cells = [
        {name: pa.array([row[name] or None for row in some], pa.string()) for name in NAMES} for some in (before, after)
    ]
    update = changes(pa.table(cells[0]), pa.table(cells[1]), "event_id_cnty")
    gone = tmp_path / "gone.csv"
    gone.write_text("\n".join(["event_id_cnty", *update.deleted, "KAZ77"]) + "\n", encoding="utf-8")
    fresh = [{name: value or "" for name, value in row.items()} for row in update.rows.to_pylist()]
    _, out, _ = merged(tmp_path, before, fresh, deleted=gone)
    assert sorted(out, key=lambda row: tuple(row.values())) == sorted(after, key=lambda row: tuple(row.values()))


def test_the_part_of_an_identifier_does_not_depend_on_the_batch():
    identifiers = pa.array([f"KAZ{number}" for number in range(100)])
    whole = part_of(identifiers, 8)
    halves = [*part_of(identifiers.slice(0, 50), 8), *part_of(identifiers.slice(50), 8)]
    assert (whole == halves).all()
    assert set(whole.tolist()) == set(range(8))


def test_a_part_holds_its_rows_in_the_order_in_which_they_came(tmp_path):
    with Spool(tmp_path, "rows", pa.schema([("n", pa.int64())])) as spool:
        for start in (0, 4):
            numbers = pa.table({"n": pa.array(range(start, start + 4), pa.int64())})
            spool.take(numbers, numbers["n"].to_numpy() % 2)
        assert spool.parts() == [0, 1]
        assert [spool.read(part)["n"].to_pylist() for part in (0, 1, 5)] == [[0, 2, 4, 6], [1, 3, 5, 7], []]


def test_shelves_give_rows_back_in_the_order_of_their_places(tmp_path):
    shelves = Shelves(tmp_path, "rows", pa.schema([("n", pa.int64())]), places=10, width=3)
    places = pa.array([9, 0, 4, 4, 1]).to_numpy()
    shelves.put(pa.table({"n": pa.array([1, 2, 3, 4, 5], pa.int64())}), places)
    assert [value for table in shelves.drain() for value in table["n"].to_pylist()] == [2, 5, 3, 4, 1]
