import pytest

from exporter.release.dataset import (
    Dataset,
    DatasetError,
    dataset_from_dict,
    find_description,
    load_dataset,
    source_date,
)


def described(tmp_path, text):
    path = tmp_path / "dataset.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_may_be_left_out(tmp_path):
    assert load_dataset(described(tmp_path, ""), name="x") == Dataset(name="x")


def test_what_the_file_says_is_taken_and_a_bare_date_too(tmp_path):
    text = 'title = "T"\nversion = "2.0.0"\ncreated = 2022-02-01\nlicense = "CC0-1.0"\n[[contributors]]\ntitle = "A"\n'
    dataset = load_dataset(described(tmp_path, text), name="x")
    assert dataset.created == "2022-02-01"
    assert dataset.licenses == ({"name": "CC0-1.0"},)
    assert dataset.cite() == "A (2022): T. Version 2.0.0."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('titel = "T"', "'titel' was unexpected"),
        ("title = 3", "title: 3 is not of type 'string'"),
        ('version = "new"', "version: 'new' does not match"),
        ("title = ", "cannot be read: Invalid value"),
        ('created = "yesterday"', "created: 'yesterday' is no ISO 8601"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(tmp_path, text, message):
    with pytest.raises(DatasetError, match=f"dataset.toml: .*{message}"):
        load_dataset(described(tmp_path, text), name="x")


def test_the_description_of_an_input_folder_is_found(tmp_path):
    path = described(tmp_path, "")
    assert find_description([tmp_path, tmp_path / "other.txt"]) == path
    assert find_description([tmp_path / "other.txt"]) is None


def test_two_descriptions_are_one_too_many(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
        described(tmp_path / name, "")
    with pytest.raises(DatasetError, match="a release has one description"):
        find_description([tmp_path / "a", tmp_path / "b"])


def test_a_citation_of_its_own_wins():
    assert dataset_from_dict({"citation": "Cite me so."}).cite() == "Cite me so."


def test_the_day_of_a_build_comes_from_the_environment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1641513600")
    assert source_date() == "2022-01-07"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(DatasetError, match="seconds since 1970 expected, found 'soon'"):
        source_date()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert source_date() is None
