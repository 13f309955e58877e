import gzip
import io
import json
import os
import unicodedata
import zipfile

import pyarrow as pa
import pytest

from exporter.documents import DocumentError, Entity, document_from_dict, read_documents
from exporter.errors import UnknownNameError
from exporter.tables import InputError

SENTENCE = "Police detained twelve people in Almaty."


@pytest.fixture
def read(findings):
    def read_all(*inputs, **options):
        return list(read_documents(inputs, on_finding=findings.append, **options))

    return read_all


def codes(findings):
    return [finding.code for finding in findings]


def lines(*documents):
    return io.BytesIO("".join(json.dumps(document) + "\n" for document in documents).encode())


def test_a_text_file_is_a_document_named_after_the_file(read, tmp_path, findings):
    path = tmp_path / "arrests.txt"
    path.write_text(SENTENCE + "\n")
    (document,) = read(path)
    assert (document.id, document.text, document.path) == ("arrests", SENTENCE, str(path))
    assert findings == []


def test_front_matter_states_the_fields(read, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        '---\ntitle: "Arrests: twelve"\npublished: 5 January 2022 # a Wednesday\nPublisher: Steppe Courier\n'
        f"url: https://news.example/a\ncountry: KAZ\nlanguage: en\nid: x1\n---\n\n{SENTENCE}\n"
    )
    (document,) = read(path)
    assert document.title == "Arrests: twelve"
    assert document.published == "2022-01-05"
    assert (document.publisher, document.url) == ("Steppe Courier", "https://news.example/a")
    assert (document.country, document.language, document.id) == ("KAZ", "en", "x1")
    assert document.text == SENTENCE


def test_an_unknown_field_of_front_matter_is_reported_with_the_nearest(read, findings):
    read(io.BytesIO(b"---\npublishd: 2022-01-05\n---\ntext"), format="text")
    assert [(f.code, f.row, f.nearest) for f in findings] == [("unknown-field", 2, "published")]


def test_front_matter_that_never_ends_is_text(read, findings):
    (document,) = read(io.BytesIO(b"---\ntitle: a\nPolice met."), format="text")
    assert document.text.startswith("---")
    assert codes(findings) == ["front-matter"]


def test_markdown_loses_its_markup_and_gives_its_heading_as_title(read, tmp_path):
    path = tmp_path / "a.md"
    path.write_text("# Arrests in *Almaty*\n\n**Police** detained [twelve](https://n.example/a) people.\n\n> quoted\n")
    (document,) = read(path)
    assert document.title == "Arrests in Almaty"
    assert document.text == "Police detained twelve people.\n\nquoted"


def test_json_lines_give_a_document_a_line(read, findings):
    documents = read(lines({"id": "a", "text": SENTENCE}, {"id": "b", "text": "x", "title": "T", "more": 1}))
    assert [(d.id, d.title) for d in documents] == [("a", None), ("b", "T")]
    assert findings == []


def test_broken_json_is_named_by_its_line_and_the_others_are_read(read, findings):
    stream = io.BytesIO(b'{"id": "a", "text": "x"}\n\n{"id": "b", "text": \n{"id": "c", "text": "z"}\n[1]\n')
    assert [d.id for d in read(stream, format="jsonl")] == ["a", "c"]
    assert [(f.code, f.row) for f in findings] == [("broken-json", 3), ("type", 5)]


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": "a", "text": ' + "9" * 5000 + "}"])
def test_json_that_would_exhaust_the_parser_is_reported(line, read, findings):
    assert read(io.BytesIO(line.encode()), format="jsonl") == []
    assert codes(findings) == ["broken-json"]


def test_a_required_field_of_the_wrong_type_leaves_no_document(read, findings):
    assert read(lines({"id": "a", "text": 5})) == []
    assert [(f.code, f.row, f.column, f.value) for f in findings] == [("type", 1, "text", 5)]


def test_an_optional_field_of_the_wrong_type_is_reported_and_left_out(read, findings):
    (document,) = read(lines({"id": "a", "text": "x", "title": 5}))
    assert document.title is None
    assert [(f.code, f.column) for f in findings] == [("type", "title")]


def test_a_missing_text_is_named_with_the_fields_there_are(read, findings):
    assert read(lines({"id": "a", "body": "x"})) == []
    assert findings[0].code == "required"
    assert "'body'" in findings[0].message


def test_a_number_serves_as_id(read, findings):
    assert read(lines({"id": 7, "text": "x"}))[0].id == "7"
    assert findings == []


def test_a_document_without_id_is_named_after_its_content(read, findings):
    first, second = read(lines({"text": "x"}, {"text": "y"}))
    assert first.id != second.id
    assert read(lines({"text": "x"}))[0].id == first.id
    assert set(codes(findings)) == {"missing-id"}


@pytest.mark.parametrize(
    ("value", "code"), [("2022-02-30", "impossible-date"), ("5/1/2022", "unreadable-date"), ("soon", "unreadable-date")]
)
def test_a_date_that_is_none_is_reported_and_left_out(value, code, read, findings):
    (document,) = read(lines({"id": "a", "text": "x", "published": value}))
    assert document.published is None
    assert [(f.code, f.value, f.column) for f in findings] == [(code, value, "published")]


def test_an_empty_document_is_reported(read, findings):
    assert read(io.BytesIO(b" \n"), format="text") == []
    assert codes(findings) == ["empty-document"]


def test_a_repeated_document_is_left_out_with_a_warning(read, findings):
    assert len(read(lines({"id": "a", "text": "x"}, {"id": "a", "text": "x"}))) == 1
    assert [(f.code, f.severity) for f in findings] == [("repeated-document", "warning")]


def test_another_document_under_the_same_id_is_kept_under_its_own(read, findings):
    documents = read(lines({"id": "a", "text": "x"}, {"id": "a", "text": "y"}, {"id": "a", "text": "z"}))
    assert len({d.id for d in documents}) == 3
    assert documents[0].id == "a"
    assert [(f.code, f.severity) for f in findings] == [("repeated-id", "error")] * 2


def test_offsets_count_in_the_text_as_the_document_holds_it(read):
    raw = "A\r\nre\u0301sume\u0301 \x00\u202eby Police"
    start = raw.index("Police")
    (document,) = read(lines({"id": "a", "text": raw, "entities": [{"start": start, "end": start + 6}]}))
    assert document.text == "A\nrésumé  by Police"
    (entity,) = document.entities
    assert document.text[entity.start : entity.end] == "Police"


def test_an_entity_outside_the_text_is_reported(read, findings):
    (document,) = read(lines({"id": "a", "text": "xyz", "entities": [{"start": 1, "end": 9}, {"start": 0, "end": 1}]}))
    assert document.entities == (Entity(start=0, end=1),)
    assert [(f.code, f.column) for f in findings] == [("entity-range", "entities.0")]


def test_a_byte_order_mark_is_no_character(read, findings):
    assert read(io.BytesIO(b"\xef\xbb\xbf" + SENTENCE.encode()))[0].text == SENTENCE
    assert read(io.BytesIO(SENTENCE.encode("utf-16")))[0].text == SENTENCE
    assert findings == []


def test_bytes_of_windows_1252_are_read_as_such_with_a_warning(read, findings):
    assert read(io.BytesIO("Tokayev\u2019s café".encode("cp1252")))[0].text == "Tokayev\u2019s café"
    assert codes(findings) == ["invalid-utf8"]


def test_single_broken_bytes_in_utf8_are_replaced_with_a_warning(read, findings):
    assert read(io.BytesIO("Crowds in Алматы ".encode() + b"\xff!"))[0].text == "Crowds in Алматы \ufffd!"
    assert codes(findings) == ["invalid-utf8"]


def test_emoji_and_joiners_stay(read, findings):
    text = "Protest 👩\u200d👩\u200d👧 in Алматы"
    assert read(lines({"id": "a", "text": text}))[0].text == text
    assert findings == []


def test_half_a_surrogate_pair_does_not_stop_the_writer(read, findings):
    (document,) = read(io.BytesIO(b'{"id": "a", "text": "x \\ud83d y"}'), format="jsonl")
    assert document.text == "x \ufffd y"
    assert codes(findings) == ["unclean-text"]


def test_text_is_composed(read):
    (document,) = read(lines({"id": "a", "text": unicodedata.normalize("NFD", "Señor Şimşek")}))
    assert document.text == "Señor Şimşek"


def test_a_document_of_50_megabytes_is_read(read):
    (document,) = read(io.BytesIO((SENTENCE + "\r\n").encode() * 1_250_000))
    assert len(document.text) > 50_000_000
    assert "\r" not in document.text


def test_a_csv_gives_a_document_a_row(read, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text('ID,Headline,Notes,Event Date\nn1,Arrests,"Police\ndetained, twelve",2022-01-05\n')
    (document,) = read(path)
    assert document.text == "Police\ndetained, twelve"
    assert (document.id, document.title, document.published) == ("n1", "Arrests", "2022-01-05")


def test_a_csv_without_text_names_the_columns_there_are(read, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("id,sum\n1,2\n")
    with pytest.raises(DocumentError, match=r"no column of text \(there are: id, sum\)"):
        read(path)


def test_the_column_of_text_can_be_named(read, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text("id,sum\n1,Police met.\n")
    assert read(path, columns={"text": "sum"})[0].text == "Police met."
    with pytest.raises(DocumentError, match="no column 'summ' for text"):
        read(path, columns={"text": "summ"})


def test_a_folder_is_read_in_the_order_of_names(read, tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/1.txt", "a.md", ".hidden.txt", "dataset.toml"):
        (tmp_path / name).write_text(f"Text of {name}")
    assert [d.id for d in read(tmp_path)] == ["a", "b/1", "b/2"]


def test_a_file_of_a_folder_that_cannot_be_read_is_reported_and_passed_over(read, tmp_path, findings):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.csv").write_text("id,sum\n1,2\n")
    (tmp_path / "c.txt").write_text("Police met.")
    (tmp_path / "d.pdf").write_bytes(b"%PDF")
    assert [d.id for d in read(tmp_path)] == ["c"]
    assert codes(findings) == ["unreadable-file", "unreadable-file", "unsupported-file"]
    assert "there is no such file" in findings[0].message


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0....", "Office"),
        (b"{\\rtf1 ...", "Rich Text"),
    ],
)
def test_a_file_that_only_has_the_name_of_a_text_is_refused(start, kind, read, tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(start)
    with pytest.raises(DocumentError, match=kind):
        read(path)


def test_a_word_document_is_no_text_whatever_its_name(read, tmp_path):
    with zipfile.ZipFile(tmp_path / "report.txt", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:t>{SENTENCE}</w:t>")
    with pytest.raises(DocumentError, match="Word document"):
        read(tmp_path / "report.txt")


def test_a_dataset_within_a_folder_of_reports_is_passed_over(read, tmp_path, findings):
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "out").mkdir()
    for name in ("datapackage.json", "validation.json", "SHA256SUMS", "README.md"):
        (tmp_path / "out" / name).write_text("{}")
    assert [document.id for document in read(tmp_path)] == ["a"]
    assert codes(findings) == ["dataset-folder"]


@pytest.mark.parametrize(
    "text",
    [
        "Полиция задержала в Алматы двенадцать человек.",
        "La policía detuvo en Lima a doce personas, dijo el ministro a la prensa.",
        "Die Polizei nahm in Berlin zwölf Menschen fest, sagte eine Sprecherin am Mittwoch.",
    ],
)
def test_another_language_is_reported(text, read, findings):
    (document,) = read(io.BytesIO(text.encode()))
    assert (document.text, codes(findings)) == (text, ["not-english"])


@pytest.mark.parametrize("text", ["Police detain twelve; Almaty calm", "Police shut Avenida de la Marina in Lima."])
def test_headlines_and_names_are_not_taken_for_another_language(text, read, findings):
    read(io.BytesIO(text.encode()))
    assert findings == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_a_file_without_permission_is_reported(read, tmp_path, findings):
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert read(tmp_path) == []
    assert codes(findings) == ["unreadable-file"]


def test_a_named_file_that_does_not_exist_is_an_error(read, tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "gone.txt")


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: pa.compress(data, "zstd", asbytes=True)])
def test_packed_files_are_read_as_they_are(pack, read, tmp_path):
    path = tmp_path / "news.jsonl.packed"
    path.write_bytes(pack(b'{"id": "a", "text": "x"}\n'))
    assert read(path)[0].id == "a"


def test_the_name_of_a_packed_text_is_its_id(read, tmp_path):
    path = tmp_path / "news.txt.gz"
    path.write_bytes(gzip.compress(b"Police met."))
    assert read(path)[0].id == "news"


def test_standard_input_is_read(read, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "x"}\n')))
    (document,) = read("-")
    assert (document.id, document.path) == ("a", None)


def test_an_unknown_format_names_those_there_are(read):
    with pytest.raises(UnknownNameError, match="did you mean 'jsonl'"):
        read(io.BytesIO(b"x"), format="json-l")


def test_a_dictionary_becomes_a_document():
    assert document_from_dict({"id": "a", "text": SENTENCE}).text == SENTENCE
    with pytest.raises(DocumentError, match="title"):
        document_from_dict({"id": "a", "text": SENTENCE, "title": 5})
    with pytest.raises(DocumentError, match="no text"):
        document_from_dict({"id": "a", "text": " "})


@pytest.mark.parametrize(
    "text",
    [
        "---\n" + "a" + " " * 200_000 + "\n---\nx",
        "---\ntitle: " + " x" * 200_000 + " " * 100_000 + "#\n---\nx",
        "# " + "*" * 200_000,
        "<!--" * 100_000,
        "**a " * 20_000,
        "[" * 200_000,
        "[a](" * 20_000,
        "`" * 200_000,
        "- " * 100_000 + "x",
        " " * 200_000 + "x",
        "_a" * 50_000,
    ],
)
@pytest.mark.parametrize("format_name", ["text", "markdown"])
def test_no_text_can_keep_a_pattern_busy(text, format_name, read):
    (document,) = read(io.BytesIO(f"{text}\n\nEnd.".encode()), format=format_name)
    assert document.text.endswith("End.")


@pytest.mark.parametrize("value", ["1" * 100_000, " " * 100_000 + "x", "Mon " * 50_000, "2022-01-05 " * 20_000])
def test_no_date_can_keep_a_pattern_busy(value, read, findings):
    assert read(lines({"id": "a", "text": "x", "published": value}))[0].published is None
    assert codes(findings) == ["unreadable-date"]


def test_a_table_without_identifiers_says_so_once(read, findings):
    first, second = read(io.BytesIO(b"text,note\nPolice met.,x\nThey left.,y\n"))
    assert first.id != second.id
    assert [(f.code, f.row) for f in findings] == [("missing-id", None)]
