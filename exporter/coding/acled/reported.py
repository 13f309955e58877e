"""Whether running text reports an incident of its own, where no clause event tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.acled.frames import read
from exporter.coding.acled.incidents import LONG, SNIPPET
from exporter.coding.acled.manner import is_dated, is_told
from exporter.coding.acled.passages import CROWDED, STRATEGIC
from exporter.coding.reporting import is_news, tells

if TYPE_CHECKING:
    from exporter.coding.acled.incidents import AcledIncident
    from exporter.coding.reading import Reading
    from exporter.events import Event

STRONG = 3.0  # evidence from which one finite verb is enough, as where a headline runs on into the first sentence
_MARGIN = 0.5  # by how much the words for a battle of one named side must be stronger than others
_, _RIOTS = CROWDED
_OPENS = 2  # sentences in which a report opens with its news
_ARTICLE = 30  # sentences from which a text on several countries explains more than it reports
_CROWDS = frozenset(
    (
        *("protest", "crowd", "riot", "rioter", "strike", "gather", "block", "throng", "roadblock", "disperse"),
        *("show", "storm"),
    )
)


def stands_alone(reading: Reading, incident: AcledIncident, own: Event, *, opened: bool = False) -> bool:
    """Tell whether running text reports an incident that no clause event tells: as a fact, of parties that it names.

    Strategic developments are too often only spoken of for words alone to tell them, and so is violence behind the
    opening of a report, unless the report ``opened`` with violence or a crowd too: then a later sentence that tells
    where people were killed, or who struck whom, is news beside it.
    """
    if incident.event_type == STRATEGIC or (reading.of_many and len(reading.sentences) > _ARTICLE):
        return False
    crowd = incident.event_type in CROWDED
    beside = opened and _is_placed(reading, incident)
    if not (crowd or _is_in_opening(reading, incident) or (beside and _is_harm(incident, own))):
        return False
    if not beside and not any(is_told(read(reading.sentences[index])) for index in incident.sentences):
        return False
    named = {party.slot for party in own.participants if party.text}
    one_sided = incident.event_type == "Battles" and not {"actor1", "actor2"} <= named
    if one_sided and incident.score < LONG + _MARGIN:
        return False
    if not crowd:
        return (bool(named) or beside) and _is_lead(reading, incident)
    riot = incident.event_type == _RIOTS
    return any(
        tells(reading, sentence, start) and _is_of_crowd(reading, sentence, start, riot=riot)
        for sentence, start, _ in incident.words
    )


def opens_report(incident: AcledIncident) -> bool:
    """Tell whether an incident of violence or of a crowd is what a report opens with."""
    return incident.event_type != STRATEGIC and incident.sentences[0] < _OPENS


def _is_placed(reading: Reading, incident: AcledIncident) -> bool:
    """Tell whether a sentence of an incident says where in its country it was."""
    return any(map(reading.locations.are_told, incident.sentences))


def _is_harm(incident: AcledIncident, own: Event) -> bool:
    """Tell whether strong words tell of deaths, or who struck whom."""
    deaths = own.effects.fatalities
    named = {party.slot for party in own.participants if party.text}
    return incident.score >= LONG and (bool(deaths and deaths.best) or {"actor1", "actor2"} <= named)


def _is_in_opening(reading: Reading, incident: AcledIncident) -> bool:
    """Tell whether a report opens with an incident, or tells it soon in strong words that say when."""
    first = incident.sentences[0]
    dated = first < SNIPPET and is_dated(reading.sentences[first].words)
    return first == 0 or (dated and incident.score >= STRONG)


def _is_lead(reading: Reading, incident: AcledIncident) -> bool:
    """Tell whether all words of the sentence that tells of violence first report it, or strong ones by a verb."""
    words = [(sentence, start) for sentence, start, _ in incident.words if sentence == incident.sentences[0]]
    news = [one for one in words if is_news(reading, *one)]
    told = any(reading.analysis(sentence).verb_at[start] >= 0 for sentence, start in news)
    return len(news) == len(words) or (told and incident.score >= STRONG)


def _is_of_crowd(reading: Reading, sentence: int, start: int, *, riot: bool) -> bool:
    """Tell whether a word speaks of a crowd, or of what one beside it in its sentence did in a riot."""
    cues = read(reading.sentences[sentence]).cues
    return any(cue.kinds & _CROWDS and (riot or cue.start == start) for cue in cues)
