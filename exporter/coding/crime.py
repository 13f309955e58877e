"""Ordinary crime, trials and accidents in running text: harm and arrests between private persons and the police.

A data set of political events leaves them out (ACLED codebook, "criminal violence"). Whether a sentence is
of them is told by its words; a report that opens with such sentences, and none of public life, is of them as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.domains import subject_words
from exporter.coding.acled.mentions import holds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading
    from exporter.events import Participant

# CAMEO roots of what police, courts and criminals do to persons.
_ROOTS = ("09", "11", "17", "18", "19", "20")
# CAMEO roles of those between whom crime is no politics: civilians, police, courts and armed men of no group.
_ORDINARY = frozenset(("CVL", "COP", "JUD", "UAF", "CRM", "BUS", "LAB", "EDU", "HLH", "MED"))
_OPENING = 6  # sentences that say what a report is of
_LEAD = 3  # those among them that must name nothing of public life
_ENOUGH = 2  # sentences of crime that make a report one of crime


def is_private_crime(reading: Reading, index: int, event: ClauseEvent, parties: Sequence[Participant]) -> bool:
    """Tell whether an event of running text is ordinary crime, a trial or an accident."""
    if not reading.running or not (event.cameo or "").startswith(_ROOTS):
        return False
    countries = {party.country for party in parties if party.country}
    if countries:
        countries |= reading.named_countries  # a foreigner who is arrested is the business of two states
    if len(countries) > 1 or not all(map(_is_ordinary, parties)):
        return False
    words = reading.sentences[index].words
    if holds(words, "public"):
        return False
    return _is_of_crime(words) or reading.of_crime


def is_report_of_crime(openings: Sequence[Sequence[str]]) -> bool:
    """Tell whether a report is of ordinary crime by the words of its first sentences."""
    if any(holds(words, "public") for words in openings[:_LEAD]):
        return False
    return sum(map(_is_of_crime, openings[:_OPENING])) >= _ENOUGH


def _is_of_crime(words: Sequence[str]) -> bool:
    return "courts" in subject_words(words) or holds(words, "private")


def _is_ordinary(party: Participant) -> bool:
    """Tell whether a party is a stranger, civilians, police, a court or armed men of no group."""
    code = party.code("cameo") or ""
    return not party.codes or (code[3:6] if party.country else code[:3]) in _ORDINARY
