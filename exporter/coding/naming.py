"""Names of actors as ACLED writes them, with the years of the government in power on the day."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from exporter.coding.countries import countries

if TYPE_CHECKING:
    from collections.abc import Mapping

STATE = "State forces"
REBELS = "Rebel group"
POLITICAL = "Political militia"
IDENTITY = "Identity militia"
RIOTERS = "Rioters"
PROTESTERS = "Protesters"
CIVILIANS = "Civilians"
EXTERNAL = "External/Other forces"

# By kind of party: its generic name. {country} is ACLED's name of the country, {years} those of its government.
GENERIC: dict[str, str] = {
    "police": "Police Forces of {country}{years}",
    "military": "Military Forces of {country}{years}",
    "government": "Government of {country}{years}",
    "protesters": "Protesters ({country})",
    "rioters": "Rioters ({country})",
    "civilians": "Civilians ({country})",
    "uag": "Unidentified Armed Group ({country})",
    "gang": "Unidentified Gang ({country})",
    "communal": "Unidentified Communal Militia ({country})",
    "clan": "Unidentified Clan Militia ({country})",
    "tribal": "Unidentified Tribal Militia ({country})",
    "ethnic": "Unidentified Ethnic Militia ({country})",
    "pmc": "Private Security Forces ({country})",
    "peacekeepers": "Peacekeepers ({country})",
}
_WITHOUT_COUNTRY = {
    "protesters": "Protesters",
    "rioters": "Rioters",
    "civilians": "Civilians",
    "uag": "Unidentified Armed Group",
    "gang": "Unidentified Gang",
    "military": "Unidentified Military Forces",
    "pmc": "Private Security Forces",
}


def read_rows(name: str) -> list[Mapping[str, str]]:
    """Return the rows of a data file on actors."""
    path = files("exporter.coding").joinpath("english", "actors", f"{name}.csv")
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@cache
def heads() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return, by country, the days on which governments began, and who headed them."""
    grouped: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows("governments"):
        grouped.setdefault(row["iso3"], []).append((row["since"], row["head"]))
    return {
        iso3: (tuple(since for since, _ in sorted(rows)), tuple(head for _, head in sorted(rows)))
        for iso3, rows in grouped.items()
    }


def government_years(iso3: str, day: str | None) -> str:
    """Return the years of the government in power on an ISO day, in brackets; the last one's without a day.

    >>> government_years("KAZ", "2022-01-06"), government_years("KAZ", "2011-12-16"), government_years("ATA", None)
    ('(2019-)', '(1991-2019)', '')
    """
    days, names = heads().get(iso3, ((), ()))
    if not days:
        return ""
    at = max(bisect_right(days, day) - 1, 0) if day else len(days) - 1
    first, after = at, at + 1
    while first > 0 and names[first - 1] == names[at]:
        first -= 1
    while after < len(names) and names[after] == names[at]:
        after += 1
    until = days[after][:4] if after < len(days) else ""
    return f"({days[first][:4]}-{until})"


def generic_name(kind: str, iso3: str | None, day: str | None) -> str | None:
    """Return the generic name of a kind of party in a country, or None where there is no such name.

    >>> generic_name("police", "KAZ", "2022-01-06"), generic_name("protesters", "CIV", None)
    ('Police Forces of Kazakhstan (2019-)', 'Protesters (Ivory Coast)')
    """
    if kind not in GENERIC:
        return None
    country = countries().get(iso3 or "")
    if country is None:
        return _WITHOUT_COUNTRY.get(kind)
    years = government_years(country.iso3, day) if "{years}" in GENERIC[kind] else ""
    return GENERIC[kind].format(country=country.acled_name, years=" " + years if years else "")


def identity_name(identity: str, iso3: str | None) -> str:
    """Return the name of an identity, as ACLED writes it for associated actors.

    >>> identity_name("Students", "KAZ")
    'Students (Kazakhstan)'
    """
    country = countries().get(iso3 or "")
    return f"{identity} ({country.acled_name})" if country else identity


def militia_name(people: str, iso3: str | None) -> str:
    """Return the name of the militia of a people or village.

    >>> militia_name("Pokot", "KEN")
    'Pokot Ethnic Militia (Kenya)'
    """
    country = countries().get(iso3 or "")
    return f"{people} Ethnic Militia ({country.acled_name})" if country else f"{people} Ethnic Militia"


def actor_type(at_home: str | None, iso3: str | None, event_iso3: str | None) -> str | None:
    """Return the ACLED actor type in the country of the event: state forces abroad are external forces.

    >>> actor_type("State forces", "RUS", "UKR"), actor_type("State forces", "UKR", "UKR")
    ('External/Other forces', 'State forces')
    """
    if at_home == STATE and iso3 and event_iso3 and iso3 != event_iso3:
        return EXTERNAL
    return at_home
