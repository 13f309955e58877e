"""People known by name, and the offices that they held: who somebody is depends on the day of the report.

Heads of state and government come from english/actors/governments.csv, where each serves until the next one begins;
other offices from officials.csv. Outside the days of any office somebody is what an undated row says, or else CAMEO's
elite, which its manual gives to former officials.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from exporter.coding.gazetteer.keys import fold
from exporter.coding.naming import heads, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

ELITE = "ELI"  # CAMEO role of former officials
_ARTICLE = "al-"  # before surnames, which newspapers write with it and without


class Term(NamedTuple):
    """What somebody is from one ISO day to another, both included; an empty string leaves an end open.

    Attributes:
        country: ISO code of the country served, or UNO, EUR or NAT of its body.
        role: a role of english/actors/roles.csv.
        since: the first day.
        until: the last day.

    """

    country: str
    role: str
    since: str = ""
    until: str = ""

    def holds(self, day: str) -> bool:
        """Tell whether a day lies in the term."""
        return (not self.since or self.since <= day) and (not self.until or day <= self.until)


@dataclass(slots=True)
class Person:
    """Somebody known by name.

    Attributes:
        name: the usual name.
        names: the same and its other spellings, those without diacritics among them.
        offices: what the person was on stated days, the last first.
        otherwise: what the person is outside these days, or None where the data do not say.

    """

    name: str
    names: list[str] = field(default_factory=list)
    offices: list[Term] = field(default_factory=list)
    otherwise: Term | None = None

    def terms(self) -> list[Term]:
        """Return what the person was on any day: the offices, then what lies before, between and after them."""
        if not self.offices:
            return [self.otherwise] if self.otherwise else []
        rest = self.otherwise or Term(self.home, ELITE)
        return [*self.offices, *(rest._replace(since=since, until=until) for since, until in self._gaps())]

    @property
    def home(self) -> str:
        """ISO code of the country of the last office of a state, or an empty string where there is none."""
        terms = [*self.offices, *([self.otherwise] if self.otherwise else [])]
        return next((term.country for term in terms if term.country not in BODIES), "")

    def left(self) -> str:
        """Return the last day of the last office, or an empty string where somebody still holds one or a role."""
        if self.otherwise is not None or not self.offices:
            return ""
        return max(term.until or _LAST_DAY for term in self.offices).replace(_LAST_DAY, "")

    def _gaps(self) -> Iterator[tuple[str, str]]:
        """Yield the first and last days of the times without an office."""
        spans = sorted((term.since, term.until or _LAST_DAY) for term in self.offices)
        if spans[0][0]:
            yield "", _day(spans[0][0], -1)
        free = spans[0][1]
        for _, (since, until) in pairwise(spans):
            if free < _LAST_DAY and _day(free, 1) < since:
                yield _day(free, 1), _day(since, -1)
            free = max(free, until)
        if free < _LAST_DAY:
            yield _day(free, 1), ""


BODIES = {"UNO": ("IGOUNO", "UNO"), "EUR": ("IGOEUREEC", "EUR"), "NAT": ("IGOWSTNAT", "IGO")}
_LAST_DAY = "9999-12-31"


def _day(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


@cache
def people() -> dict[str, Person]:
    """Return everybody known by name, by usual name."""
    found: dict[str, Person] = {}
    for iso3, (days, names) in sorted(heads().items()):
        ends = [_day(day, -1) for day in days[1:]]
        for since, until, name in reversed(list(zip(days, [*ends, ""], names, strict=True))):
            if " " in name:
                person = found.setdefault(name, Person(name, [name]))
                person.offices.append(Term(iso3, "GOV", since, until))
    for row in read_rows("officials"):
        name, *others = row["names"].split("; ")
        person = found.setdefault(name, Person(name, [name]))
        person.names += others
        term = Term(row["country"], row["role"], row["since"], row["until"])
        if term.since or term.until:
            person.offices.append(term)
        else:
            person.otherwise = term
    for person in found.values():
        person.names = list(dict.fromkeys([*person.names, *map(fold, person.names)]))
        person.offices.sort(key=lambda term: term.since, reverse=True)
    return found


def names_of(name: str) -> list[str]:
    """Return all spellings of somebody's usual name; of others the name alone."""
    person = people().get(name)
    return person.names if person is not None else [name]


def person_names() -> Iterator[tuple[str, Person]]:
    """Yield how people are named: in full, and by surname where it is theirs alone."""
    bearers: dict[str, list[Person]] = {}
    for person in people().values():
        for surname in {_surname(fold(name)) for name in person.names}:
            bearers.setdefault(surname, []).append(person)
    ordinary = {fold(row["word"]) for row in read_rows("ordinary_names")}
    for person in people().values():
        names = dict.fromkeys(person.names)
        for surname in map(_surname, person.names):
            if fold(surname) not in ordinary and _is_of_one(bearers[fold(surname)]):
                names[surname] = names[_ARTICLE + surname] = None
        for name in names:
            yield name, person


def _is_of_one(bearers: list[Person]) -> bool:
    """Tell whether a surname is one person's, or that of people of one country."""
    return len(bearers) == 1 or len({person.home for person in bearers}) == 1


def _surname(name: str) -> str:
    """Return the last name, without the Arabic article that newspapers leave out."""
    words = [word for word in name.split() if word not in ("Jr.", "II", "III")]
    return words[-1].removeprefix(_ARTICLE)
