"""What users do to files: every kind of damage is named with its row, and mended only where it is certain how."""

import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_examples import example

from exporter.conversion import convert
from exporter.layouts import UnknownLayoutError, detect, get_layout
from exporter.schemas import code_list
from exporter.tables import TableError


def gdelt(count=4, name="gdelt2"):
    return [example(name, GLOBALEVENTID=str(800_000_000 + number)) for number in range(count)]


def lines(rows, delimiter="\t"):
    return [delimiter.join(value or "" for value in row.values()) for row in rows]


def converted(tmp_path, text, to="cameo", encoding="utf-8"):
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(text.encode(encoding))
    findings = []
    done = convert(source, to, out, on_finding=findings.append)
    with out.open(encoding="utf-8", newline="") as file:
        return done, findings, list(csv.DictReader(file))


def named(findings, code):
    return [(one.row, one.column, one.value) for one in findings if one.code == code]


def test_row_names_of_r_are_left_out(tmp_path):
    rows = gdelt()
    text = "\n".join([",".join(rows[0]), *(f"{n},{line}" for n, line in enumerate(lines(rows, ","), 1))]) + "\n"
    done, findings, _ = converted(tmp_path, text.replace(", ", " "), "gdelt2")
    assert named(findings, "row-names")[0][0] == 2
    assert (done.rows_out, done.errors) == (4, 0)


def test_rows_of_57_fields_are_filled_up_and_named(tmp_path):
    events = gdelt(20, "gdelt1")
    for row in events[::2]:
        row["ActionGeo_FullName"] = "Kazakhstan"
    rows = lines(events)
    rows[3] = rows[3].rpartition("\t")[0]
    done, findings, out = converted(tmp_path, "\n".join(rows) + "\n")
    assert named(findings, "short-row") == [(4, None, None)]
    assert done.rows_out == 20
    assert out[3]["url"] == ""


def test_a_width_that_no_layout_has_is_refused(tmp_path):
    text = "\n".join(f"{line}\tx\ty" for line in lines(gdelt())) + "\n"
    with pytest.raises(UnknownLayoutError, match=r"63 columns without names.*names of the columns above"):
        converted(tmp_path, text)
    with pytest.raises(TableError, match="63 columns without names where files of gdelt2 have 61"):
        convert(tmp_path / "in.csv", "cameo", tmp_path / "out.csv", source_layout="gdelt2")


def test_a_delimiter_at_the_end_of_each_row_is_left_out(tmp_path):
    rows = [example("icews", **{"Event ID": str(number)}) for number in range(3)]
    text = "\n".join(["\t".join(rows[0]), *(line + "\t" for line in lines(rows))]) + "\n"
    done, findings, _ = converted(tmp_path, text)
    assert len(named(findings, "trailing-delimiter")) == 1
    assert done.rows_out == 3


@pytest.mark.parametrize("layout", [None, "gdelt2"])
def test_a_delimiter_at_the_end_of_each_row_is_left_out_where_there_are_no_names(tmp_path, layout):
    rows = gdelt()
    source = tmp_path / "in.tsv"
    source.write_text("".join(line + "\t\n" for line in lines(rows)), encoding="utf-8")
    findings = []
    convert(source, "gdelt2", tmp_path / "out.tsv", header=False, source_layout=layout, on_finding=findings.append)
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines() == lines(rows)
    assert [one.code for one in findings] == ["trailing-delimiter"]


def test_a_row_of_hxl_tags_is_left_out(tmp_path):
    row = example("ucdp-ged")
    tags = ",".join("#tag" if number < 9 else "" for number in range(len(row)))
    text = f"{','.join(row)}\n{tags}\n{','.join(value.replace(',', ' ') for value in row.values())}\n"
    done, findings, _ = converted(tmp_path, text, "ucdp-ged")
    assert named(findings, "hxl-tags")[0][0] == 2
    assert done.rows_in == 1


def test_a_column_of_row_numbers_without_a_name_is_left_out(tmp_path):
    rows = [example("acled", event_id_cnty=f"KAZ{number}", notes="") for number in range(3)]
    body = [f"{number}\t{line}" for number, line in enumerate(lines(rows))]
    _, findings, out = converted(tmp_path, "\n".join(["\t" + "\t".join(rows[0]), *body]) + "\n", "acled")
    assert len(named(findings, "index-column")) == 1
    assert [row["event_id_cnty"] for row in out] == ["KAZ0", "KAZ1", "KAZ2"]


@pytest.mark.parametrize("delimiter", ["\t", "\x01", "|"])
def test_any_delimiter_is_told_from_the_file(tmp_path, delimiter):
    done, _, out = converted(tmp_path, "\n".join(lines(gdelt(), delimiter)) + "\n")
    assert (done.sources, done.rows_out, done.errors) == (("gdelt2",), 4, 0)
    assert out[0]["cameo_code"] == "173"


def test_a_spreadsheet_with_semicolons_and_missing_names_is_read_by_its_other_names(tmp_path):
    rows = gdelt(8)
    names = ["" if name in {"ActionGeo_Lat", "SOURCEURL"} else name for name in rows[0]]
    done, findings, out = converted(tmp_path, "\r\n".join([";".join(names), *lines(rows, ";")]) + "\r\n", "gdelt2")
    assert (done.sources, done.rows_out) == (("gdelt2",), 8)
    assert {(one.code, one.row) for one in findings} == {("unnamed-column", 1)}
    assert out[0]["SOURCEURL"] == rows[0]["SOURCEURL"]


@pytest.mark.parametrize(("code", "base", "root"), [("040", "040", "04"), ("0211", "021", "02")])
def test_codes_of_gdelt_that_lost_their_zero_get_it_back_where_the_root_decides(tmp_path, code, base, root):
    rows = gdelt()
    lost = {"EventCode": code, "EventBaseCode": base, "EventRootCode": root}
    rows[2] |= {name: value.lstrip("0") for name, value in lost.items()}
    _, findings, out = converted(tmp_path, "\n".join(lines(rows)) + "\n")
    assert [row["cameo_code"] for row in out] == ["173", "173", code, "173"]
    assert named(findings, "lost-zero") == [(3, name, value.lstrip("0")) for name, value in lost.items()]


def test_mended_codes_are_written_mended_where_the_file_stays_in_its_layout(tmp_path):
    rows = gdelt()
    rows[2] |= {"EventCode": "40", "EventBaseCode": "40", "EventRootCode": "4"}
    _, _, out = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "gdelt2")
    assert (out[2]["EventCode"], out[2]["EventBaseCode"], out[2]["EventRootCode"]) == ("040", "040", "04")


def test_a_moment_whose_digits_are_gone_is_an_error_with_its_row(tmp_path):
    rows = gdelt()
    rows[1]["DATEADDED"] = "2.02E+13"
    done, findings, _ = converted(tmp_path, "\n".join(lines(rows)) + "\n")
    assert named(findings, "unreadable-value") == [(2, "DATEADDED", "2.02E+13")]
    assert "take it from the original file" in findings[0].message
    assert (done.rows_out, done.errors) == (4, 1)


@pytest.mark.parametrize("value", ["-1", "-99"])
def test_numbers_for_no_value_are_errors_where_a_count_is_asked_for(tmp_path, value):
    good = example("acled", event_id_cnty="KAZ1", civilian_targeting="")
    rows = [good, good | {"event_id_cnty": "KAZ2", "fatalities": value}]
    done, findings, out = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "acled")
    assert named(findings, "minimum") == [(3, "fatalities", int(value))]
    assert (done.errors, out[1]["fatalities"]) == (1, value)


def test_a_number_for_no_value_is_none_where_the_layout_says_so(tmp_path):
    done, findings, (out,) = converted(
        tmp_path, ucdp_lines(get_layout("ucdp-ged").forms[0], 1, number_of_sources="-1"), "ucdp-ged"
    )
    assert (done.errors, findings, out["number_of_sources"]) == (0, [], "-1")


def test_dashes_for_no_value_are_read_as_empty_and_come_back(tmp_path):
    rows = [example("petrarch2", url="---", source_name="---")]
    done, _, (out,) = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "cameo")
    assert (done.errors, out["url"], out["source"]) == (0, "", "")
    _, _, (same,) = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "petrarch2")
    assert same["url"] == "---"


def test_text_that_was_read_in_the_wrong_encoding_once_is_named_with_the_nearest(tmp_path):
    rows = gdelt()
    rows[2]["ActionGeo_FullName"] = "SÃ£o Paulo, Sao Paulo, Brazil"
    _, findings, out = converted(tmp_path, "\n".join(lines(rows)) + "\n")
    (finding,) = [one for one in findings if one.code == "mojibake"]
    assert (finding.row, finding.column) == (3, "ActionGeo_FullName")
    assert finding.nearest == "São Paulo, Sao Paulo, Brazil"
    assert out[2]["location"] == "SÃ£o Paulo"


def label(code):
    return next(row["label"] for row in code_list("cameo_codes") if row["code"] == code)


def icews(tmp_path, **cells):
    rows = [example("icews", **cells)]
    return converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n")


def test_a_code_of_icews_that_is_none_without_its_zero_gets_it_back(tmp_path):
    _, findings, (row,) = icews(tmp_path, **{"CAMEO Code": "40", "Event Text": "words"})
    assert named(findings, "lost-zero") == [(2, "CAMEO Code", "40")]
    assert row["cameo_code"] == "040"


def test_the_label_decides_where_both_are_codes(tmp_path):
    _, findings, (row,) = icews(tmp_path, **{"CAMEO Code": "20", "Event Text": label("020")})
    assert row["cameo_code"] == "020"
    assert named(findings, "lost-zero") == [(2, "CAMEO Code", "20")]


def test_a_code_that_may_be_whole_is_left_as_it_is(tmp_path):
    _, findings, (row,) = icews(tmp_path, **{"CAMEO Code": "20", "Event Text": label("20")})
    assert row["cameo_code"] == "20"
    assert named(findings, "lost-zero") == []


def test_quotation_marks_are_data_where_the_dataset_does_not_quote(tmp_path):
    rows = gdelt()
    rows[1]["Actor1Name"] = '"ALMATY POLICE'
    done, _, out = converted(tmp_path, "\n".join(lines(rows)) + "\n")
    assert done.rows_out == 4
    assert out[1]["source_name"] == '"ALMATY POLICE'


def test_newlines_in_cells_stay_in_their_cell_and_row(tmp_path):
    rows = [example("acled", event_id_cnty=f"KAZ{number}") for number in range(3)]
    rows[0]["notes"] = "first line\nsecond line"
    rows[2]["fatalities"] = "many"
    source = tmp_path / "a.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    findings = []
    convert(source, "acled", tmp_path / "out.csv", on_finding=findings.append)
    assert named(findings, "unreadable-value") == [(4, "fatalities", "many")]
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["notes"] == rows[0]["notes"]


@pytest.mark.parametrize(
    ("cell", "day"), [("5-Aug-24", "2024-08-05"), ("31-12-19", "2019-12-31"), ("28 December 2022", "2022-12-28")]
)
def test_dates_are_read_in_the_forms_that_users_save(tmp_path, cell, day):
    rows = [example("acled", event_date=cell, year=day[:4])]
    _, findings, (row,) = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "cameo")
    assert row["event_date"] == day
    assert named(findings, "date-form") == [(2, "event_date", cell)]


def test_a_date_that_can_be_read_in_two_ways_is_not_read(tmp_path):
    rows = [example("acled", event_date="05-01-19")]
    done, findings, _ = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "cameo")
    assert named(findings, "ambiguous-date") == [(2, "event_date", "05-01-19")]
    assert done.errors


@pytest.mark.parametrize("word", ["NA", "NULL", "None", "nan"])
def test_words_for_no_value_are_read_as_empty_and_named(tmp_path, word):
    _, findings, (row,) = icews(tmp_path, Latitude=word, Longitude=word)
    assert row["latitude"] == ""
    assert ("null-word" in {one.code for one in findings}) == (word != "NULL" or bool(named(findings, "null-word")))


@pytest.mark.parametrize("word", ["NULL", "None", "nan", "N/A", "---"])
def test_words_for_no_value_in_text_are_read_as_empty_and_named(tmp_path, word):
    cells = {"actor2": word, "assoc_actor_2": "", "inter2": word, "interaction": "Rioters only"}
    rows = [example("acled", civilian_targeting="", **cells)]
    done, findings, _ = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n", "acled-numeric")
    assert named(findings, "null-word") == [(2, "actor2", word), (2, "inter2", word)]
    assert done.errors == 0


def test_bytes_of_windows_1252_are_read_as_such_and_named(tmp_path):
    rows = gdelt()
    rows[2]["Actor1Name"] = "CAFÉ"
    _, findings, out = converted(tmp_path, "\n".join(lines(rows)) + "\n", encoding="cp1252")
    assert out[2]["source_name"] == "CAFÉ"
    assert named(findings, "invalid-utf8") == [(3, "Actor1Name", "CAFÉ")]


def test_rows_that_repeat_an_identifier_are_kept_apart(tmp_path):
    rows = [example("icews"), example("icews", City="Astana")]
    _, _, out = converted(tmp_path, "\n".join(["\t".join(rows[0]), *lines(rows)]) + "\n")
    assert [row["location"] for row in out] == [rows[0]["City"], "Astana"]
    assert len({row["event_id"] for row in out}) == 2


@pytest.mark.parametrize("name", ["gdelt2", "gdelt1"])
def test_a_repeated_identifier_is_named_with_its_row_and_kept(tmp_path, name):
    rows = gdelt(5, name)
    rows[3] = dict(rows[1])
    done, findings, out = converted(tmp_path, "\n".join(lines(rows)) + "\n")
    assert named(findings, "repeated-id") == [(4, "GLOBALEVENTID", "800000001")]
    assert (done.rows_out, len(out), done.errors) == (5, 5, 0)


def test_many_repeated_identifiers_are_counted(tmp_path):
    done, findings, _ = converted(tmp_path, "\n".join(lines(gdelt(40) * 2)) + "\n")
    assert len(named(findings, "repeated-id")) == 20
    assert done.findings["repeated-id"] == 40


def test_an_older_file_of_ucdp_lacks_columns_and_is_told(tmp_path):
    row = example("ucdp-ged")
    for name in list(row)[-7:]:
        del row[name]
    text = f"{','.join(row)}\n{','.join(value.replace(',', ' ') for value in row.values())}\n"
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    assert detect(tmp_path / "in.csv").layout == "ucdp-ged"


def ucdp_lines(form, rows=3, **cells):
    """Return rows of UCDP in one of its forms, without names."""
    found = []
    for number in range(rows):
        row = example("ucdp-ged", id=str(300_000 + number), **cells)
        found.append(",".join(f'"{row[name]}"' for name in form))
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("form", get_layout("ucdp-ged").forms, ids=len)
def test_a_file_of_ucdp_without_names_is_read_by_its_width_and_rows(tmp_path, form):
    done, findings, out = converted(tmp_path, ucdp_lines(form, code_status="Check deaths"), "ucdp-ged")
    assert detect(tmp_path / "in.csv").columns == form
    assert (done.sources, done.rows_out, done.errors, findings) == (("ucdp-ged",), 3, 0, [])
    assert list(out[0]) == list(form)
    assert [row["id"] for row in out] == ["300000", "300001", "300002"]


def test_a_file_of_ucdp_of_an_unknown_width_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text(ucdp_lines(get_layout("ucdp-ged").forms[0][:47]), encoding="utf-8")
    assert detect(path).layout is None
    with pytest.raises(TableError, match=r"47 columns .* 42, 43 or 49; put the names above"):
        convert(path, "cameo", tmp_path / "out.csv", source_layout="ucdp-ged")


def test_rows_of_a_known_width_that_are_of_something_else_are_refused(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("\n".join(",".join(str(place + row) for place in range(42)) for row in range(5)), encoding="utf-8")
    assert detect(path).layout is None


def test_a_file_without_names_of_a_dataset_that_has_them_is_refused(tmp_path):
    rows = [example("icews", **{"Event ID": str(number)}) for number in range(3)]
    (tmp_path / "in.tab").write_text("\n".join(lines(rows)) + "\n", encoding="utf-8")
    with pytest.raises(TableError, match="no row of names, which files of icews have"):
        convert(tmp_path / "in.tab", "cameo", tmp_path / "out.csv", source_layout="icews")


def test_a_candidate_event_of_ucdp_whose_status_is_not_clear_is_read(tmp_path):
    row = example("ucdp-ged", code_status="Check deaths")
    text = f"{','.join(row)}\n{','.join(value.replace(',', ' ') for value in row.values())}\n"
    done, _, (out,) = converted(tmp_path, text, "ucdp-ged")
    assert done.errors == 0
    assert out["code_status"] == "Check deaths"


def _cut(row):
    return row[:-2]


def _longer(row):
    return [*row, "more", "still"]


def _blank(row):  # noqa: ARG001 - what becomes of the row does not depend on it
    return []


def _broken(row):
    return [*row[:6], row[6] + "\udcff", *row[7:]]


def _of_words(row):
    return [cell and "words" for cell in row]


def _same(row):
    return row


kinds = st.sampled_from([_same, _same, _same, _cut, _longer, _blank, _broken, _of_words])


@settings(max_examples=25)
@given(st.lists(kinds, min_size=4, max_size=12))
def test_a_row_that_is_damaged_is_read_or_named(tmp_path_factory, damages):
    every = [list(row.values()) for row in gdelt(100 + len(damages))]
    whole = every[:100]  # rows enough for the width to be certain
    rows = [damage(row) for damage, row in zip(damages, every[100:], strict=True)]
    source = tmp_path_factory.mktemp("damage") / "in.csv"
    text = "\n".join("\t".join(row) for row in whole + rows) + "\n"
    source.write_bytes(text.encode("utf-8", "surrogateescape"))
    findings = []
    done = convert(source, "cameo", source.with_name("out.csv"), on_finding=findings.append)
    left_out = sum(one.count for one in findings if one.code in {"row-width", "blank-row"})
    assert done.rows_in + left_out == len(whole) + len(rows)
    unwritten = sum(one.count for one in findings if one.code.startswith("event-without-"))
    assert done.rows_out + unwritten == done.rows_in
    named_rows = {one.row for one in findings if one.file == str(source)}
    for number, damage in enumerate(damages, len(whole) + 1):
        assert (number in named_rows) == (damage is not _same), (number, damage)
