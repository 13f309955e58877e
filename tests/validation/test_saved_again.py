import csv
import gzip

import pytest
from schema_examples import example

from exporter.tables import TableError
from exporter.validation import validate


def write(path, rows, *, delimiter=",", header=None):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        if header is not None:
            writer.writerow(header)
        writer.writerows(row.values() for row in rows)
    return path


@pytest.fixture
def gdelt():
    return [example("gdelt2", GLOBALEVENTID=str(number)) for number in range(1, 4)]


def test_a_file_without_names_is_judged_as_the_layout_that_it_has(gdelt, tmp_path):
    gdelt[2]["QuadClass"] = "7"
    report = validate(write(tmp_path / "a.export.CSV", gdelt, delimiter="\t"))
    assert (report.rows, report.valid) == (3, False)
    bad = [(finding.row, finding.column, finding.value) for finding in report.findings if finding.severity == "error"]
    assert (3, "QuadClass", 7) in bad


def test_a_packed_file_is_judged_as_the_same_file_unpacked(gdelt, tmp_path):
    path = write(tmp_path / "a.export.CSV", gdelt, delimiter="\t")
    packed = tmp_path / "a.export.CSV.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert validate(packed).counts == validate(path).counts
    assert validate(packed).rows == 3


def test_names_in_another_spelling_are_read_and_named(gdelt, tmp_path):
    report = validate(write(tmp_path / "a.csv", gdelt, header=[name.lower() for name in gdelt[0]]))
    assert report.valid
    named = [finding for finding in report.findings if finding.code == "column-spelling"]
    assert (named[0].row, named[0].value, named[0].expected) == (1, "globaleventid", "GLOBALEVENTID")
    assert len(named) == 61


def test_words_for_empty_cells_are_read_as_empty_and_named_with_their_first_row(tmp_path):
    rows = [example("icews"), example("icews", Latitude="NaN"), example("icews", Latitude="NaN", City="NA")]
    report = validate(write(tmp_path / "a.tab", rows, delimiter="\t", header=list(rows[0])))
    assert report.valid
    words = [(one.column, one.value, one.row, one.count) for one in report.findings if one.code == "null-word"]
    assert sorted(words) == [("City", "NA", 4, 1), ("Latitude", "NaN", 3, 2)]


def test_the_layouts_own_word_is_no_finding(tmp_path):
    rows = [example("icews", **{"Source Sectors": "NULL"})]
    report = validate(write(tmp_path / "a.tab", rows, delimiter="\t", header=list(rows[0])))
    assert report.findings == []


def test_a_width_that_no_layout_has_is_refused(gdelt, tmp_path):
    for row in gdelt:
        row["one more"] = "1"
    path = write(tmp_path / "a.export.CSV", gdelt, delimiter="\t")
    with pytest.raises(TableError, match="62 columns"):
        validate(path, layout="gdelt2")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("gdelt/gdelt1_20141124.export.CSV.zip", 100),
        ("gdelt/gdelt1_20160728_ragged57-58.tsv", 710),
        ("gdelt/gdelt2_20191024143000.export.CSV", 2111),
        ("gdelt/gdelt2_mentions_20170701_pandas.csv", 1635),
        ("icews/icews_events.2018.sample.tab", 3705),
        ("ucdp/ucdp_ged_hdx_bangladesh_hxl.csv", 601),
        ("ucdp/ucdp_ged23_49cols_sample1000.csv", 1000),
        ("acled/acled_current_text_inter_somalia_part.csv", 1100),
    ],
)
def test_undamaged_files_are_valid_as_they_are_published(shared, name, rows):
    report = validate(shared(f"samples/{name}"))
    assert (report.rows, report.valid) == (rows, True)
