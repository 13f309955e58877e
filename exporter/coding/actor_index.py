"""What is known of actors by name: countries, agents, organisations, officials, peoples."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from exporter.coding.analysis import Mention, MentionKind
from exporter.coding.countries import countries
from exporter.coding.english.inflection import first_words, noun_forms
from exporter.coding.naming import read_rows
from exporter.coding.officials import BODIES, ELITE, people, person_names
from exporter.coding.phrases import PhraseTrie
from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exporter.coding.officials import Person, Term
    from exporter.coding.text import Sentence

KnownKind = Literal[
    "country", "adjective", "demonym", "capital", "agent", "organisation", "official", "metonym", "people", "religion"
]
_NATIONS = frozenset(("country", "adjective", "demonym"))
_ACRONYM = 6  # letters: capitals up to this length are an acronym, which must stand in capitals in the text too


class Known(NamedTuple):
    """One actor, or one word for a kind of actor: a tuple, since thousands are made at every start.

    Attributes:
        kind: what sort of word it is.
        name: its name, or the word itself.
        country: ISO code, or an empty string.
        cameo: CAMEO role, or the whole code of an international actor.
        plover: PLOVER sector.
        acled: ACLED actor type at home.
        generic: key of its generic name, or an empty string.
        identity: name of the identity for associated actors, or an empty string.
        group: class of an agent, or kind of an organisation.
        since: first ISO day (or year) on which it is so, or an empty string.
        until: last such day, or an empty string.
        acronym: whether the text must write it in capitals.
        lower: whether the text may write it in small letters.

    """

    kind: KnownKind
    name: str
    country: str = ""
    cameo: str = ""
    plover: str = ""
    acled: str = ""
    generic: str = ""
    identity: str = ""
    group: str = ""
    since: str = ""
    until: str = ""
    acronym: bool = False
    lower: bool = False

    def on(self, day: str | None) -> bool:
        """Tell whether the entry holds on a day; without a day the present counts, and of officials their office."""
        if not day:
            return not self.until and not (self.kind == "official" and self.cameo == ELITE)
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "")
    return letters.isupper() and len(letters) <= _ACRONYM and letters.isalpha()


def _countries() -> Iterator[tuple[str, Known]]:
    for country in countries().values():
        kinds: tuple[tuple[KnownKind, tuple[str, ...]], ...] = (
            ("country", (country.name, country.acled_name, *country.aliases)),
            ("adjective", country.adjectives),
            ("demonym", tuple(name for name in country.demonyms if name not in country.adjectives)),
            ("capital", (country.capital,) if country.capital and country.capital != country.name else ()),
        )
        for kind, names in kinds:
            for name in dict.fromkeys(names):
                known = Known(kind=kind, name=country.name, country=country.iso3, acronym=_is_acronym(name))
                yield name, known


def _agents() -> Iterator[tuple[str, Known]]:
    for row in read_rows("agents"):
        for word in row["words"].split("; "):
            known = Known(
                kind="agent",
                name=word,
                cameo=row["cameo"],
                plover=row["plover"],
                acled=row["acled"],
                generic=row["generic"],
                identity=row["identity"],
                group=row["class"],
                acronym=_is_acronym(word),
                lower=True,
            )
            yield word, known


def _organisations() -> Iterator[tuple[str, Known]]:
    for row in read_rows("organisations"):
        yield from _named(row)


def _named(row: Mapping[str, str]) -> Iterator[tuple[str, Known]]:
    short, _, long = row["name"].partition(": ")
    names = [row["name"], *row["aliases"].split("; ")]
    if long:
        names += [short, long]
    for name in dict.fromkeys(names):
        yield (
            name,
            Known(
                kind="organisation",
                name=row["name"],
                country=row["country"],
                cameo=row["cameo"],
                plover=row["plover"],
                acled=row["acled"],
                group=row["kind"],
                since=row["since"],
                until=row["until"],
                acronym=_is_acronym(name),
                lower=row["kind"] == "local" or (row["kind"] == "international" and name[0].islower()),
            ),
        )


@cache
def _roles() -> dict[str, tuple[str, str, str]]:
    """Return PLOVER sector, ACLED actor type at home and generic name by CAMEO role."""
    return {row["role"]: (row["plover"], row["acled"], row["generic"]) for row in read_rows("roles")}


def _official(person: Person, term: Term) -> Known:
    """Return what somebody is in a term of office or outside of any."""
    if term.country in BODIES:
        cameo, plover = BODIES[term.country]
        return Known("official", person.name, cameo=cameo, plover=plover, since=term.since, until=term.until)
    plover, acled, generic = _roles()[term.role]
    return Known(
        kind="official",
        name=person.name,
        country=term.country,
        cameo=term.role,
        plover=plover,
        acled=acled,
        generic=generic,
        since=term.since,
        until=term.until,
    )


@cache
def _meanings(name: str) -> tuple[Known, ...]:
    """Return what somebody known by name was, office by office."""
    person = people()[name]
    return tuple(_official(person, term) for term in person.terms())


def _metonyms() -> Iterator[tuple[str, Known]]:
    for row in read_rows("metonyms"):
        plover, acled, generic = _roles()[row["role"]]
        for name in row["names"].split("; "):
            yield (
                name,
                Known(
                    kind="metonym",
                    name=name,
                    country=row["country"],
                    cameo=row["role"],
                    plover=plover,
                    acled=acled,
                    generic=generic,
                    acronym=_is_acronym(name),
                ),
            )


def _peoples() -> Iterator[tuple[str, Known]]:
    for row in read_rows("peoples"):
        for name in row["names"].split("; "):
            yield (
                name,
                Known(
                    kind="people", name=name, country=row["country"], plover="CVL", acled="Civilians", group="ethnic"
                ),
            )
    for row in read_rows("religions"):
        for name in row["names"].split("; "):
            yield (
                name,
                Known(
                    kind="religion",
                    name=name,
                    cameo=row["cameo"],
                    plover="REL",
                    acled="Civilians",
                    generic="civilians",
                    identity=row["identity"],
                ),
            )


def _grown(first: str, waiting: Iterable[tuple[str, Known | Person]]) -> Iterator[tuple[list[str], Known]]:
    """Yield the names that begin with a word, as words; those of agents in singular and plural."""
    for name, known in waiting:
        agent = isinstance(known, Known) and known.kind == "agent"
        for form in [form for _, form in noun_forms(name)] if agent else [name]:
            words = words_of(form)
            if words[0] == first:
                for meaning in (known,) if isinstance(known, Known) else _meanings(known.name):
                    yield words, meaning


class ActorIndex:
    """Find what is known of actors in the tokens of a sentence, in one pass.

    >>> from exporter.coding.text import split
    >>> [mention.payload[0].country for mention in ActorIndex().find(split("Kazakh police met Putin")[0])]
    ['KAZ', '', 'RUS']
    """

    def __init__(self, names: Iterable[tuple[str, Known]] = ()) -> None:
        self._trie: PhraseTrie[Known] = PhraseTrie(grow=_grown)
        # The user's own come first among several meanings.
        for source in (names, _agents(), _countries(), _peoples(), _metonyms()):
            for name, known in source:
                self._trie.wait(first_words("noun" if known.kind == "agent" else "phrase", name), (name, known))
        for name, waiting in chain(person_names(), _organisations()):
            self._trie.wait(first_words("phrase", name), (name, waiting))

    def find(self, sentence: Sentence) -> list[Mention]:
        """Return the mentions of a sentence; the payload is a tuple of all that the words may mean."""
        found: list[Mention] = []
        texts = sentence.written
        free = at = 0  # where the last mention ends, and where it begins
        for start, end, payloads in self._trie.matches(sentence.words):
            if start < free and start != at:
                continue
            fitting = tuple([known for known in payloads if _written(texts, start, end, known)])
            if not fitting:
                continue
            kind: MentionKind = "country" if fitting[0].kind in _NATIONS else "actor"
            if start < free:
                found.pop()  # a longer name begins with the same words
            found.append(Mention(kind, start, end, fitting))
            free, at = end, start
        return found


def _written(texts: Sequence[str], start: int, end: int, known: Known) -> bool:
    """Tell whether the text writes the words as that entry must be written."""
    if known.acronym:
        text = texts[start]
        return text.isupper() or (not text[0].islower() and any(map(str.isupper, text[1:])))
    if known.lower:
        return True
    return any(map(str.isupper, texts[start])) or (end - start > 1 and texts[end - 1][0].isupper())


@cache
def actor_index() -> ActorIndex:
    """Return the index of the embedded data, built once for each process."""
    return ActorIndex()
