import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.tables import InputError, ReadOptions, TableError, read_table


def table(data, **options):
    if isinstance(data, str):
        data = data.encode()
    return read_table(io.BytesIO(data), ReadOptions(**options))


def rows(data, **options):
    return [tuple(row.values()) for row in table(data, **options).read().to_pylist()]


def problems(data, **options):
    reader = table(data, **options)
    reader.read()
    return [(finding.code, finding.row) for finding in reader.findings]


def row_numbers(reader):
    return [chunk.rows.of(index) for chunk in reader.numbered() for index in range(chunk.batch.num_rows)]


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["", "\n", "\r", "\r\n", '"', '""', ",", ";", "\t", " ", "NA", "-1", "007", "\x00", "\ufeff", "\u2028", "'", "\\"]
)


@given(st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)))
def test_what_was_written_is_read_back_cell_by_cell(written):
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([f"name{place}" for place in range(len(written[0]))])
    writer.writerows(written)
    reader = table(text.getvalue().encode(), delimiter=",", header=True, quoting=True, keep_index=True)
    assert [list(row.values()) for row in reader.read().to_pylist()] == written


@given(st.lists(st.lists(st.none() | st.sampled_from(["", "a", "b,c", '"', "\n"]), min_size=3, max_size=3), min_size=1))
def test_empty_and_missing_are_told_apart(written):
    written = [["k", *row] for row in written]
    lines = ["i,a,b,c"] + [
        ",".join("" if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row) for row in written
    ]
    reader = table("\n".join(lines), delimiter=",", header=True)
    assert [list(row.values()) for row in reader.read().to_pylist()] == written


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "\x01", "|"])
def test_the_delimiter_is_told_from_the_file(delimiter):
    lines = [["id", "code", "place"], ["1", "010", "Almaty, KZ"], ["2", "0231", "Aktau; x"]]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in line] for line in lines]
    assert rows("\n".join(delimiter.join(line) for line in quoted))[0] == ("1", "010", "Almaty, KZ")


def test_commas_in_a_table_of_one_column_are_text():
    assert rows("text\nPolice, soldiers and others met.\nTwo, three.\n") == [
        ("Police, soldiers and others met.",),
        ("Two, three.",),
    ]


def test_the_hint_of_a_spreadsheet_names_the_delimiter():
    reader = table("sep=;\na;b,c\n1;2,5\n")
    assert reader.columns == ["a", "b,c"]
    assert row_numbers(reader) == [3]


def test_text_stays_text():
    assert rows("a,b,c,d\n007,1.0,NA,TRUE\n") == [("007", "1.0", "NA", "TRUE")]


def test_quotation_marks_are_characters_where_a_file_does_not_quote():
    assert rows('id\tname\n1\t"Abu\n2\tx"y\n') == [("1", '"Abu'), ("2", 'x"y')]


def test_a_tab_separated_file_may_quote():
    assert rows('"id"\t"name"\n"1"\t"a\tb\nc"\n') == [("1", "a\tb\nc")]


def test_a_tab_separated_file_may_quote_where_it_must_only():
    text = 'id\tnote\n1\tplain\n2\t"said ""yes""\tand left\nat once"\n'
    assert rows(text) == [("1", "plain"), ("2", 'said "yes"\tand left\nat once')]


def test_newlines_of_windows_and_of_old_macs():
    assert rows("id,b\r\n1,2\r\n3,4\r\n") == rows("id,b\r1,2\r3,4\r") == [("1", "2"), ("3", "4")]


def test_a_byte_order_mark_is_no_part_of_a_name():
    assert table(codecs.BOM_UTF8 + b"id,b\n1,2\n").columns == ["id", "b"]


def test_utf16_is_read():
    assert rows("id\tname\n1\tАлматы\n".encode("utf-16")) == [("1", "Алматы")]


def test_another_encoding_can_be_named():
    assert rows("id,name\n1,café €\n".encode("cp1252"), encoding="cp1252") == [("1", "café €")]
    with pytest.raises(InputError, match="no such encoding"):
        table(b"a,b\n1,2\n", encoding="utf-9")


def test_a_cell_that_is_not_utf8_is_named():
    reader = table(b"id,name\n1,x\n2,caf\xe9 \x92\n")
    assert reader.read()["name"].to_pylist() == ["x", "café \u2019"]
    assert [(f.code, f.row, f.column) for f in reader.findings] == [("invalid-utf8", 3, "name")]


@pytest.mark.parametrize(
    ("mangled", "text"), [("cafÃ©", "café"), ("partyâ€™s", "party\u2019s"), ("party\x92s", "party\u2019s")]
)
def test_text_that_went_through_a_wrong_encoding_is_named_and_left(mangled, text):
    reader = table(f"id,name\n1,{mangled}\n")
    assert reader.read()["name"].to_pylist() == [mangled]
    assert [(f.code, f.row, f.nearest, f.severity) for f in reader.findings] == [("mojibake", 2, text, "warning")]


@pytest.mark.parametrize("text", ["Ça va, São Paulo", "Ñuñoa", "Â", "château", "Алматы", "Über 20 °C"])
def test_good_text_is_not_taken_for_mangled(text):
    assert problems(f'id,name\n1,"{text}"\n') == []


def test_a_row_of_another_width_is_named_and_left_out():
    data = "id,b\n1,2\n3\n4,5,6\n7,8\n" + "9,9\n" * 30
    reader = table(data)
    assert row_numbers(reader)[:3] == [2, 5, 6]
    assert [(f.code, f.row, f.value) for f in reader.findings] == [("row-width", 3, "3"), ("row-width", 4, "4,5,6")]


def test_a_broken_row_of_a_short_file_is_named_too():
    assert rows("id,b\n1,2\n3\n4,5\n") == [("1", "2"), ("4", "5")]
    assert problems("id,b\n1,2\n3\n4,5\n") == [("row-width", 3)]


def test_row_numbers_count_records_not_lines():
    data = 'id,b\n1,"x\ny"\n\n2,z\n'
    reader = table(data)
    assert row_numbers(reader) == [2, 4]
    assert [(f.code, f.row) for f in reader.findings] == [("blank-row", 3)]


def test_row_numbers_hold_across_batches():
    lines = ["id,b"] + [f"{n},{'x' * 50}" if n % 13 else f"{n}" for n in range(2, 3000)]
    reader = table("\n".join(lines), block_bytes=4096)
    numbers = [
        (chunk.rows.of(index), int(value))
        for chunk in reader.numbered()
        for index, value in enumerate(chunk.batch.column(0).to_pylist())
    ]
    assert len(numbers) == 2998 - 230
    assert all(row == value for row, value in numbers)
    assert sum(f.count for f in reader.findings) == 230


@given(
    st.lists(st.sampled_from(["good", "short", "long", "blank", "header"]), max_size=60), st.sampled_from([64, 4096])
)
def test_every_row_keeps_its_number_whatever_stands_before_it(kinds, block_bytes):
    written = {"good": "{},x,y", "short": "{},x", "long": "{},x,y,z", "blank": "", "header": "id,b,c"}
    lines = ["id,b,c", *["1,x,y"] * 600, *(written[kind].format(row) for row, kind in enumerate(kinds, 602))]
    reader = table("\n".join(lines) + "\n", block_bytes=block_bytes, optional=1)
    got = [
        (chunk.rows.of(index), *row.values())
        for chunk in reader.numbered()
        for index, row in enumerate(chunk.batch.to_pylist())
    ]
    expected = [
        (row, str(row), "x", "y" if kind == "good" else None)
        for row, kind in enumerate(kinds, 602)
        if kind in ("good", "short")
    ]
    assert got[600:] == expected
    assert sum(f.count for f in reader.findings) == len(kinds) - kinds.count("good")


def test_names_that_are_missing_or_repeated_are_made_up():
    reader = table("id,,b,b\n1,2,3,4\n7,5,6,7\n")
    assert reader.columns == ["id", "unnamed_2", "b", "b_2"]
    assert reader.header == ["id", "", "b", "b"]
    assert [(f.code, f.column, f.severity) for f in reader.findings] == [
        ("unnamed-column", "unnamed_2", "warning"),
        ("repeated-column", "b_2", "error"),
    ]


@pytest.mark.parametrize("name", ["", "Unnamed: 0"])
def test_a_column_that_counts_rows_is_left_out(name):
    data = f"{name},b,c\n0,x,y\n1,z,w\n"
    assert rows(data) == [("x", "y"), ("z", "w")]
    assert problems(data) == [("index-column", 1)]
    assert rows(data, keep_index=True)[1] == ("1", "z", "w")


def test_row_names_of_r_do_not_shift_the_columns():
    data = '"id","code"\n"17","5","010"\n"23","6","020"\n'
    assert rows(data) == [("5", "010"), ("6", "020")]
    assert problems(data) == [("row-names", 2)]


def test_a_delimiter_behind_the_last_cell_is_no_column():
    assert rows("id\tb\n1\t2\t\n3\t4\t\n") == [("1", "2"), ("3", "4")]
    assert problems("id\tb\n1\t2\t\n3\t4\t\n") == [("trailing-delimiter", 2)]
    assert rows("id\tb\t\n1\t2\n3\t4\n") == [("1", "2"), ("3", "4")]


def test_tags_under_the_header_are_no_data():
    data = "id,country,best\n,#country+name,#affected+killed\n1,Kazakhstan,0\n"
    assert rows(data) == [("1", "Kazakhstan", "0")]
    assert problems(data) == [("hxl-tags", 2)]
    assert row_numbers(table(data)) == [3]


@pytest.mark.parametrize("data", ["id,b\n1,x,3,4\n5,y,7,8\n", "id,b\nx,2,3\ny,5,6\n", "1,2,3\n4,5\n6,7,8\n9,0\n"])
def test_an_uncertain_width_is_refused(data):
    with pytest.raises(TableError, match=r"names but rows of|different widths"):
        table(data)


def test_a_file_without_header_gets_its_names_from_outside():
    reader = table("1\t010\n2\t020\n", columns=("id", "code"))
    assert (reader.columns, reader.header) == (["id", "code"], None)
    assert row_numbers(reader) == [1, 2]
    assert table("1\t010\n").columns == ["column_1", "column_2"]
    with pytest.raises(TableError, match="rows of 2 cells where 3 are expected"):
        table("1\t010\n2\t020\n", columns=("id", "code", "url"))


def test_last_cells_may_be_missing_where_the_layout_says_so():
    data = "1\t010\thttps://n.example\n2\t020\n3\t030\thttps://n.example\n"
    options = {"columns": ("id", "code", "url"), "optional": 1}
    assert rows(data, **options)[1] == ("2", "020", None)
    assert problems(data, **options) == [("short-row", 2)]


def test_all_rows_may_lack_their_last_cells_and_a_longer_one_is_not_lost():
    data = "1,x\n" * 20 + "2,y,z\n" + "3,w\n"
    options = {"columns": ("id", "b", "c"), "optional": 1}
    assert rows(data, **options)[19:] == [("1", "x", None), ("2", "y", "z"), ("3", "w", None)]
    assert problems(data, **options) == [("short-rows", 1)]


def test_a_row_of_another_width_need_not_be_utf8():
    reader = table(b"id,b\n" + b"1,2\n" * 20 + b"caf\xe9\n3,4\n")
    assert reader.read().num_rows == 21
    assert [(f.code, f.row, f.value) for f in reader.findings] == [("row-width", 22, "café")]


def test_an_unclosed_quotation_mark_is_refused_with_advice():
    data = 'id,b\n1,2\n3,"4\n' + "5,6\n" * 5000
    with pytest.raises(TableError, match="quotation mark that is not closed"):
        rows(data, block_bytes=4096)


def test_a_file_of_nothing_is_refused():
    with pytest.raises(TableError, match="holds no rows"):
        table("\n\n")


def test_a_header_alone_is_a_table_of_no_rows():
    reader = table("id,b\n")
    assert (reader.columns, reader.read().num_rows) == (["id", "b"], 0)


def test_many_findings_of_one_kind_are_counted():
    data = "id,b\n" + "1,2\n" * 9000 + "3\n" * 250
    reader = table(data)
    reader.read()
    assert len(reader.findings) == 100
    assert sum(finding.count for finding in reader.findings) == 250
