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

    from exporter.coding.countries import Country

STATE = "State forces"
REBELS = "Rebel group"
POLITICAL = "Political militia"
IDENTITY = "Identity militia"
RIOTERS = "Rioters"
PROTESTERS = "Protesters"
CIVILIANS = "Civilians"
EXTERNAL = "External/Other forces"

# Keys of the generic names of a state's own, and classes of words for those who bear arms against or without one.
STATE_ROLES = frozenset(("police", "military", "government"))
ARMED_CLASSES = frozenset(("armed", "communal", "gang", "rebel", "separatist"))

# By kind of party: its generic name. {country} is ACLED's name of the country, {state} the same with its article,
# {years} those of its government.
GENERIC: dict[str, str] = {
    "police": "Police Forces of {state}{years}",
    "military": "Military Forces of {state}{years}",
    "government": "Government of {state}{years}",
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
    "foreign": "Unidentified Military Forces",
    "peacekeepers": "Peacekeepers ({country})",
}
_THE = frozenset(
    (*("USA", "GBR", "ARE", "NLD", "PHL", "BHS", "GMB", "COD", "COG", "CAF", "DOM", "CIV"), "MDV", "SLB", "MHL", "COM")
)  # countries that ACLED writes with an article behind "of"
# ACLED closes the years of a government when the next one takes office, in all its rows at once, so that the same event
# bears other names in other downloads. Names here are those of the files of 2020 to 2022, which are the most widely
# shared: governments that ended before this day are closed, and the name of an event never changes afterwards.
_SETTLED = "2020-01-01"
_WITHOUT_COUNTRY = {
    "protesters": "Protesters",
    "rioters": "Rioters",
    "civilians": "Civilians",
    "uag": "Unidentified Armed Group",
    "gang": "Unidentified Gang",
    "military": "Unidentified Military Forces",
    "foreign": "Unidentified Military Forces",
    "pmc": "Private Security Forces",
}


def read_rows(name: str) -> list[Mapping[str, str]]:
    """Return the rows of a data file on actors."""
    path = files("exporter.coding").joinpath("english", "actors", f"{name}.csv")
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


@cache
def standing_for() -> frozenset[str]:
    """Return the nouns that stand for the party named before them: vehicles, units, offices, people of it."""
    return frozenset(row["word"] for row in read_rows("standing_for"))


@cache
def militia_sorts() -> dict[str, str]:
    """Return the sort of identity militia that a word for fighters tells: Clan, Tribal, Ethnic, Communal."""
    return {word: row["sort"] for row in read_rows("militia_sorts") for word in row["words"].split("; ")}


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


@cache
def regimes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by country, first and last day of regimes that outlast their heads: one party's rule, a new order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows("regimes"):
        found.setdefault(row["iso3"], []).append((row["since"], row["until"]))
    return {iso3: tuple(sorted(spans)) for iso3, spans in found.items()}


def government_years(iso3: str, day: str | None) -> str:
    """Return the years of the government in power on an ISO day, in brackets; the last one's without a day.

    Years that ended lately are left open.

    >>> government_years("KAZ", "2022-01-06"), government_years("KAZ", "2011-12-16"), government_years("ATA", None)
    ('(2019-)', '(1991-2019)', '')
    """
    for since, until in regimes().get(iso3, ()):
        if (not until) if day is None else since <= day < (until or "9999"):
            return f"({since[:4]}-{until[:4]})"
    days, names = heads().get(iso3, ((), ()))
    if not days:
        return ""
    at = max(bisect_right(days, day) - 1, 0) if day else len(days) - 1
    first, after = at, at + 1
    while first > 0 and names[first - 1] == names[at]:
        first -= 1
    while after < len(names) and names[after] == names[at]:
        after += 1
    ended = after < len(days) and days[after] < _SETTLED
    return f"({days[first][:4]}-{days[after][:4] if ended else ''})"


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
    return GENERIC[kind].format(
        country=country.acled_name, state=state_name(country), years=" " + years if years else ""
    )


def state_name(country: Country) -> str:
    """Return ACLED's name of a country as it stands behind "of"."""
    return ("the " if country.iso3 in _THE else "") + country.acled_name


def identity_name(identity: str, iso3: str | None) -> str:
    """Return the name of an identity, as ACLED writes it for associated actors.

    >>> identity_name("Students", "KAZ")
    'Students (Kazakhstan)'
    """
    country = countries().get(iso3 or "")
    return f"{identity} ({country.acled_name})" if country else identity


def militia_name(people: str, iso3: str | None, sort: str = "Ethnic") -> str:
    """Return the name of the militia of a people, clan or village.

    >>> militia_name("Pokot", "KEN"), militia_name("Darod", "SOM", "Clan")
    ('Pokot Ethnic Militia (Kenya)', 'Darod Clan Militia (Somalia)')
    """
    country = countries().get(iso3 or "")
    return f"{people} {sort} Militia" + (f" ({country.acled_name})" if country else "")


def actor_type(at_home: str | None, iso3: str | None, event_iso3: str | None) -> str | None:
    """Return the ACLED actor type in the country of the event: state forces abroad are external forces.

    >>> actor_type("State forces", "RUS", "UKR"), actor_type("State forces", "UKR", "UKR")
    ('External/Other forces', 'State forces')
    """
    if at_home == STATE and iso3 and event_iso3 and iso3 != event_iso3:
        return EXTERNAL
    return at_home
