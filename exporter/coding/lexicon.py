"""The coder's dictionary: entries read from JSON Lines, inflected and compiled into a trie."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from exporter.coding.english.inflection import noun_forms
from exporter.coding.english.vocabulary import Vocabulary, extended
from exporter.coding.forms import FormTrie, openings
from exporter.errors import ExporterError
from exporter.schemas import crosswalk, load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from importlib.resources.abc import Traversable

    from jsonschema import Draft202012Validator

Pos = Literal["verb", "noun", "adjective", "phrase"]


class LexiconError(ExporterError):
    """A line of a lexicon file that cannot be used.

    Attributes:
        file: the lexicon file.
        line: number of the line, from 1.
        reason: what is wrong with it.

    """

    def __init__(self, file: str, line: int, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        super().__init__(file, line, reason)

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason} (docs/lexicon.md describes the form)"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One entry; schema/lexicon.schema.json says what each field means."""

    id: str
    pos: Pos
    words: tuple[str, ...]
    objects: frozenset[str] = frozenset()
    cameo: str | None = None
    plover: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    acled: str | None = None
    combine: str | None = None
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    voice: str | None = None
    mutual: bool = False
    party: str = ""
    blocks: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    weight: float = 0.0
    example: str | None = None


class Lexicon:
    """Entries by identifier and tries of their forms.

    Attributes:
        entries: entries by identifier.

    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[str, Entry] = {entry.id: entry for entry in entries}

    @cached_property
    def trie(self) -> FormTrie:
        """Forms of the entries that may speak for themselves, compiled when they are first asked for."""
        return FormTrie(entry for entry in self.entries.values() if entry.party != "pair")

    @cached_property
    def pair_trie(self) -> FormTrie:
        """Forms of all entries, those that speak only for a given pair included."""
        return FormTrie(self.entries.values())

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of the language, with the verbs of all entries."""
        return extended(
            opening.partition(" ")[0].lower()
            for entry in self.entries.values()
            if entry.pos == "verb"
            for phrase in entry.words
            for opening in openings(phrase)
        )

    def __len__(self) -> int:
        return len(self.entries)


@cache
def _builtin_folder() -> Traversable:
    return files("exporter.coding").joinpath("english")


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Return the word classes that entries name with @, every noun in singular and plural."""
    data = json.loads(_builtin_folder().joinpath("classes.json").read_text(encoding="utf-8"))
    return {name: _with_plurals(words) for name, words in data["classes"].items()}


def _with_plurals(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for _, form in noun_forms(word))


def _expand(words: Iterable[str]) -> frozenset[str]:
    expanded: set[str] = set()
    for word in words:
        if word.startswith("@"):
            expanded |= word_classes()[word[1:]]
        else:
            expanded |= _with_plurals([word.lower()])
    return frozenset(expanded)


@cache
def _plover_of_cameo() -> Mapping[str, tuple[str, str | None]]:
    return {
        row["cameo_code"]: (row["plover_type"], row["plover_mode"] or None)
        for row in crosswalk("cameo_to_plover")
        if row["plover_type"]
    }


def plover_of(cameo: str) -> tuple[str | None, str | None]:
    """Return PLOVER type and mode of a CAMEO code by the crosswalk; its parents answer for a code it lacks."""
    table = _plover_of_cameo()
    while cameo:
        if cameo in table:
            return table[cameo]
        cameo = cameo[:-1]
    return None, None


def entry_of(data: Mapping[str, Any]) -> Entry:
    """Return the entry of a JSON object that the schema accepts."""
    values: dict[str, Any] = dict(data)
    for key in ("words", "contexts", "source", "target"):
        if key in values:
            values[key] = tuple(values[key])
    for key in ("objects", "blocks", "needs"):
        if key in values:
            values[key] = _expand(values[key])
    if values.get("cameo") and not values.get("plover"):
        values["plover"], mode = plover_of(values["cameo"])
        values.setdefault("mode", mode)
    return Entry(**values)


def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - only files of the user's own are checked at start

    return Draft202012Validator(load_schema("lexicon"))


def read_entries(path: Path | Traversable, *, check: bool = True) -> list[Entry]:
    """Return the entries of a lexicon file (JSON Lines).

    Raises:
        LexiconError: a line is not JSON, or not an entry as schema/lexicon.schema.json describes it.

    """
    validator = _validator() if check else None
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
        except ValueError as error:
            raise LexiconError(str(path), number, f"not JSON: {error}") from error
        if validator:
            fault = next(iter(validator.iter_errors(data)), None)
            if fault:
                where = ".".join(map(str, fault.path)) or "entry"
                raise LexiconError(str(path), number, f"{where}: {fault.message}")
        try:
            entries.append(entry_of(data))
        except KeyError as error:
            raise LexiconError(str(path), number, f"there is no word class @{error.args[0]}") from error
    return entries


def builtin_files() -> list[Traversable]:
    """Return the lexicon files of the package, sorted by name."""
    folder = _builtin_folder().joinpath("lexicon")
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".jsonl")), key=lambda entry: entry.name)


def _user_entries(path: Path) -> Iterable[Entry]:
    """Read a file of the user's: JSON Lines, or a PETRARCH verb dictionary by its ending in .txt."""
    if path.suffix == ".txt":
        from exporter.coding.petrarch import read_petrarch_verbs  # noqa: PLC0415 - it needs the entries of this module

        return read_petrarch_verbs(path).entries
    return read_entries(path)


@cache
def _builtin() -> Lexicon:
    # The package's own files are checked by the tests, not at every start.
    return Lexicon(entry for file in builtin_files() for entry in read_entries(file, check=False))


def load_lexicon(*paths: str | Path) -> Lexicon:
    """Return the embedded lexicon, with the entries of the user's files added to it or in place of its own.

    Raises:
        LexiconError: a file holds something that is not an entry.

    """
    if not paths:
        return _builtin()
    entries = dict(_builtin().entries)
    for path in map(Path, paths):
        entries.update((entry.id, entry) for entry in _user_entries(path))
    return Lexicon(entries.values())
