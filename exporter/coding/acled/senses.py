"""The dictionary of cues: what the words of ACLED's classes mean in each of their forms."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING, Any

from exporter.coding.acled.splits import GAP
from exporter.coding.english.inflection import first_words, noun_forms, verb_forms
from exporter.coding.phrases import PhraseTrie
from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

_ARTICLES = frozenset(("a", "an", "the"))
_OWNERS = _ARTICLES | {"its", "their", "his", "her"}
_PEOPLES_OWN = frozenset(("protest", "show", "gather"))  # "shops were shut" says too little of who shut them
_TURNED = 3  # words of a phrase that is turned into a passive: verb, article, noun
_BEING = ("was", "were", "is", "are", "being", "been", "has been", "have been", "had been")


@dataclass(slots=True, eq=False)
class _Gathered:
    """What one form of words may mean, while entries are gathered."""

    noun: set[str] = field(default_factory=set)
    verb: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What one form of words may mean: its kinds as a noun and as a verb."""

    noun: frozenset[str]
    verb: frozenset[str]
    forms: frozenset[str]
    ids: tuple[str, ...]


def cue_files() -> list[Traversable]:
    """Return the cue files of the package, sorted by name."""
    folder = files("exporter.coding").joinpath("english", "acled")
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".jsonl")), key=lambda entry: entry.name)


def read_cues() -> Iterator[dict[str, Any]]:
    """Yield the cue entries of the package, every phrase with alternatives written out."""
    for file in cue_files():
        for line in file.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if any("/" in phrase for phrase in entry["words"]):
                entry["words"] = list(dict.fromkeys(one for phrase in entry["words"] for one in spelt_out(phrase)))
            yield entry


def spelt_out(phrase: str) -> Iterator[str]:
    """Yield the phrases that one with alternatives stands for: one of some words, of words joined by "_", or of none.

    >>> list(spelt_out("set_off/trigger his/ belt"))
    ['set off his belt', 'set off belt', 'trigger his belt', 'trigger belt']
    """
    if "/" not in phrase:
        yield phrase
        return
    for chosen in product(*(word.split("/") for word in phrase.split(" "))):
        yield " ".join(filter(None, chosen)).replace("_", " ")


@cache
def cue_trie() -> PhraseTrie[Meaning]:
    """Return the trie of all cues, every form with all that it may mean."""
    trie: PhraseTrie[Meaning] = PhraseTrie(grow=_grown)
    for entry in read_cues():
        for phrase in (one for one in entry["words"] if GAP not in one):
            trie.wait(first_words(entry["pos"], phrase), (entry, phrase))
            turned = _turned(entry, phrase)
            if turned:
                trie.wait((turned[1],), (entry, phrase))
    return trie


def _grown(first: str, waiting: Iterable[tuple[dict[str, Any], str]]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """Yield the forms that begin with a word, with all that each may mean."""
    senses: dict[tuple[str, ...], _Gathered] = {}
    for entry, phrase in waiting:
        pos = entry["pos"]
        for form, words in chain(_forms(pos, phrase, first), _passives(entry, phrase, first)):
            sense = senses.get(words)
            if sense is None:
                sense = senses[words] = _Gathered()
            place = sense.verb if pos == "verb" else sense.noun if pos == "noun" else sense.fixed
            place.add(entry["cue"])
            sense.forms.add(form)
            if entry["id"] not in sense.ids:
                sense.ids.append(entry["id"])
    for key, sense in senses.items():
        ready = Meaning(
            frozenset(sense.noun | sense.fixed),
            frozenset(sense.verb | (sense.fixed if sense.verb else set())),
            frozenset(sense.forms),
            tuple(sense.ids),
        )
        yield key, ready


def _turned(entry: dict[str, Any], phrase: str) -> tuple[str, str] | tuple[()]:
    """Return verb and noun of a phrase that has a passive: "close the border", which "border was closed" is of."""
    words = phrase.split(" ")
    if (
        entry["pos"] != "verb"
        or entry["cue"] in _PEOPLES_OWN
        or len(words) != _TURNED
        or words[1] not in _OWNERS
        or not words[2].isalpha()
    ):
        return ()
    return words[0].lower(), words[2].lower()


def _passives(entry: dict[str, Any], phrase: str, opening: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the passive forms of a phrase that begin with a word."""
    turned = _turned(entry, phrase)
    if not turned or turned[1] != opening:
        return
    verb, noun = turned
    for kind, form in verb_forms(verb):
        if kind == "participle":
            for be in _BEING:
                for name in ("passive", "participle"):
                    yield name, _words(f"{noun} {be} {form}")


def _forms(pos: str, phrase: str, opening: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the forms of a phrase that begin with a word, each with its kind."""
    if pos == "verb":
        first, _, rest = phrase.partition(" ")
        kept = [word for word in rest.split() if word not in _ARTICLES]  # headlines drop articles
        behind, bare = _words(rest), _words(" ".join(kept))
        for kind, form in verb_forms(first.lower()):
            words = _words(form)
            if words[0] != opening:
                continue
            yield kind, words + behind
            if bare != behind:
                yield kind, words + bare
    elif pos == "noun":
        for kind, form in noun_forms(phrase.lower()):
            words = _words(form)
            if words[0] == opening:
                yield kind, words
    else:
        yield "fixed", _words(phrase)


@lru_cache(maxsize=10_000)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(words_of(phrase))
