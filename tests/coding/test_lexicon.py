import json
import subprocess
import sys

import jsonschema
import pytest

from exporter.coding.english.inflection import noun_forms, verb_forms
from exporter.coding.lexicon import Lexicon, LexiconError, builtin_files, entry_of, load_lexicon, read_entries
from exporter.schemas import load_schema


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("arrest", "arrest arrests arrested arrested arresting"),
        ("ban", "ban bans banned banned banning"),
        ("deny", "deny denies denied denied denying"),
        ("free", "free frees freed freed freeing"),
        ("visit", "visit visits visited visited visiting"),
        ("re-arrest", "re-arrest re-arrests re-arrested re-arrested re-arresting"),
        ("withdraw", "withdraw withdraws withdrew withdrawn withdrawing"),
        ("die", "die dies died died dying"),
    ],
)
def test_verb_forms(lemma, forms):
    assert " ".join(form for _, form in verb_forms(lemma)) == forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("attack", ["attack", "attacks"]),
        ("policeman", ["policeman", "policemen"]),
        ("declaration of war", ["declaration of war", "declarations of war"]),
        ("peace treaty", ["peace treaty", "peace treaties"]),
        ("troops", ["troops"]),
    ],
)
def test_noun_forms(lemma, forms):
    assert [form for _, form in noun_forms(lemma)] == forms


def test_every_line_of_the_embedded_lexicon_is_valid_and_has_its_own_id():
    validator = jsonschema.Draft202012Validator(load_schema("lexicon"))
    ids = []
    for file in builtin_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            data = json.loads(line)
            assert not list(validator.iter_errors(data)), line
            ids.append(data["id"])
    assert len(ids) == len(set(ids))


def test_all_forms_of_a_phrase_are_found():
    lexicon = Lexicon([entry_of({"id": "x", "pos": "verb", "words": ["take into custody"], "plover": "COERCE"})])
    for words in ("takes into custody", "took into custody", "taken into custody", "taking into custody"):
        assert [(start, end) for start, end, _, _ in lexicon.trie.matches(words.split())] == [(0, 3)]


def test_alternatives_in_brackets_are_phrases_of_their_own():
    lexicon = Lexicon([entry_of({"id": "x", "pos": "verb", "words": ["give (its|full|) support to"], "cameo": "051"})])
    for words in ("gave its support to", "giving full support to", "give support to"):
        assert list(lexicon.trie.matches(words.split())), words
    assert not list(lexicon.trie.matches(["gave", "little", "support", "to"]))


def test_a_base_form_is_told_from_the_participle_of_another_verb():
    lexicon = Lexicon(
        [
            entry_of({"id": "x", "pos": "verb", "words": ["found"], "cameo": "060"}),
            entry_of({"id": "y", "pos": "verb", "words": ["find"], "cameo": "112"}),
        ]
    )
    found = {bundle.forms[0].entry.id: finite for _, _, finite, bundle in lexicon.trie.matches(["found"])}
    assert found == {"x": True, "y": False}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "x", "pos": "verb", "words": ["give (its (full|)|a) nod to"]}', "words.0"),
        ("{", "not JSON"),
        ('{"id": "a", "pos": "verb"}', "'words' is a required property"),
        ('{"id": "a", "pos": "verb", "words": ["x"], "cameo": "99"}', "cameo"),
        ('{"id": "a", "pos": "verb", "words": ["x"], "objects": ["@nothing"]}', "word class @nothing"),
    ],
)
def test_a_faulty_line_is_named(tmp_path, line, reason):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": "good", "pos": "noun", "words": ["feud"], "plover": "ASSAULT"}\n' + line)
    with pytest.raises(LexiconError, match=reason) as caught:
        read_entries(path)
    assert caught.value.line == 2


def test_a_users_file_adds_and_overrides(tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": "mine.frob", "pos": "verb", "words": ["frobnicate"], "plover": "AID"}\n')
    lexicon = load_lexicon(path)
    assert lexicon.entries["mine.frob"].plover == "AID"
    assert len(lexicon) == len(load_lexicon()) + 1


def test_the_schema_is_not_loaded_for_the_entries_of_the_package():
    code = "import sys, exporter.coding as c; c.get_coder(); assert 'jsonschema' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 - our own code
