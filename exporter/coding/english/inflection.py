"""Inflected forms of English verbs and nouns, made when the lexicon is built."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        files("exporter.coding").joinpath("english", "inflection.json").read_text(encoding="utf-8")
    )
    return data


@cache
def _doubling() -> frozenset[str]:
    return frozenset(_data()["double"])


@cache
def verb_forms(lemma: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of kind and form; kinds are base, third, past, participle and ing.

    >>> verb_forms("carry")
    (('base', 'carry'), ('third', 'carries'), ('past', 'carried'), ('participle', 'carried'), ('ing', 'carrying'))
    """
    if lemma == "be":
        present = [("base", "be"), ("third", "is"), ("base", "are"), ("base", "am")]
        return (*present, ("past", "was"), ("past", "were"), ("participle", "been"), ("ing", "being"))
    head, _, prefix = lemma[::-1].partition("-")
    stem = head[::-1]  # re-arrest inflects as arrest does
    before = prefix[::-1] + "-" if prefix else ""
    forms = [("base", lemma), ("third", "has" if lemma == "have" else before + _third(stem))]
    irregular = _data()["verbs"].get(stem)
    if irregular:
        forms += [("past", before + irregular[0]), ("participle", before + irregular[1])]
    stems = _stems(stem)
    if not irregular:
        for one in stems:
            regular = one + ("d" if one.endswith("e") else "ed")
            if one.endswith("y") and one[-2:-1] not in _VOWELS:
                regular = one[:-1] + "ied"
            forms += [("past", before + regular), ("participle", before + regular)]
    for form in _data()["also"].get(stem, ()):
        forms += [("past", before + form), ("participle", before + form)]
    forms += [("ing", before + _ing(one)) for one in stems]
    return tuple(dict.fromkeys(forms))


def first_words(pos: str, phrase: str) -> tuple[str, ...]:
    """Return the words that a phrase of a dictionary may begin with in a text: those of all its inflected forms.

    >>> first_words("verb", "carry out"), first_words("noun", "peace talk")
    (('carry', 'carries', 'carried', 'carrying'), ('peace',))
    """
    first, _, rest = phrase.partition(" ")
    if pos == "verb":
        return _first_of_forms(verb_forms, first.lower())
    if pos == "noun" and (not rest or rest.startswith(("of ", "+ "))):
        return _first_of_forms(noun_forms, first.lower())
    return tuple(words_of(first)[:1])


@cache
def _first_of_forms(forms: Callable[[str], tuple[tuple[str, str], ...]], lemma: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words_of(form)[0] for _, form in forms(lemma)))


def _stems(stem: str) -> list[str]:
    """Return the stem, doubled where its verb doubles; verbs in -l are spelt both ways."""
    if stem in _doubling() or _is_short(stem):
        doubled = stem + stem[-1]
        return (
            [doubled, stem] if stem.endswith("l") and stem not in ("compel", "control", "expel", "repel") else [doubled]
        )
    if stem.endswith("c") and stem in ("panic", "picnic", "traffic", "mimic"):
        return [stem + "k"]
    return [stem]


def _is_short(stem: str) -> bool:
    """Tell whether a stem of three letters doubles its last: cut, hit, ban; not aid, arm or tax."""
    return len(stem) == 3 and stem[0] not in _VOWELS and stem[1] in _VOWELS and stem[2] not in "wxy" + _VOWELS


def _third(stem: str) -> str:
    if stem in ("do", "go", "undergo", "forgo", "veto", "echo", "torpedo"):
        return stem + "es"
    return _plural(stem)


def _plural(word: str) -> str:
    if word.endswith(_SIBILANTS):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _ing(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and len(stem) > 2:
        return stem[:-1] + "ing"
    return stem + "ing"


@cache
def noun_forms(lemma: str) -> tuple[tuple[str, str], ...]:
    """Return pairs of kind and form; kinds are singular and plural.

    >>> noun_forms("crisis")
    (('singular', 'crisis'), ('plural', 'crises'))
    """
    data = _data()
    head, joint, rest = lemma.partition(" of ")  # declaration of war: the head inflects
    words = head.split(" ")
    last = words[-1]
    if last in data["unchanged"]:
        plurals: list[str] = []
    elif last in data["nouns"]:
        plurals = [data["nouns"][last], *data["more"].get(last, ())]
    elif last in data["o_es"]:
        plurals = [last + "es"]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        plurals = []
    else:
        plurals = [_plural(last)]
    forms = [("singular", lemma)]
    forms += [("plural", " ".join([*words[:-1], plural]) + joint + rest) for plural in plurals]
    return tuple(forms)
