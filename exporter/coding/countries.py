"""The countries of the code list, found by any of their names or codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from exporter.schemas import code_list


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory with its names; ``adjectives`` ("Kazakh") and ``demonyms`` ("Kazakhs") are English."""

    name: str
    iso2: str
    iso3: str
    cameo: str
    acled_name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("; ") if word)


@cache
def countries() -> dict[str, Country]:
    """Return all countries by their ISO 3166-1 alpha-3 code."""
    return {
        row["iso3"]: Country(
            name=row["name"],
            iso2=row["iso2"],
            iso3=row["iso3"],
            cameo=row["cameo"],
            acled_name=row["acled_name"],
            aliases=_words(row["aliases"]),
            adjectives=_words(row["adjectives"]),
            demonyms=_words(row["demonyms"]),
            capital=row["capital"],
        )
        for row in code_list("countries")
    }


@cache
def by_iso2() -> dict[str, Country]:
    """Return all countries by their ISO 3166-1 alpha-2 code."""
    return {country.iso2: country for country in countries().values()}


@cache
def _by_name() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for country in countries().values():
        for name in (country.name, country.acled_name, *country.aliases, country.iso2, country.iso3):
            found.setdefault(name.casefold(), country)
    return found


def find_country(name: str | None) -> Country | None:
    """Return the country of a name, alias or ISO code, or None.

    >>> find_country("Ivory Coast").iso3, find_country("kaz").name, find_country("Atlantis")
    ('CIV', 'Kazakhstan', None)
    """
    return _by_name().get(name.strip().casefold()) if name else None
