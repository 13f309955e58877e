"""When the events of a document happened and whom they touched: dates and effects, given to each event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.dates import DateReader
from exporter.coding.effects import EffectReader
from exporter.coding.people import effect_words
from exporter.coding.totals import combine

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from exporter.coding.text import Sentence
    from exporter.coding.tolls import Kind, Toll
    from exporter.documents import Document
    from exporter.events import DateSpan, Effects

_NOTE = 7  # sentences: a text up to this length tells of one incident
_SOON = 1  # sentences behind an incident in which its toll is corrected
_BREATH = 5  # tokens between figures that are told together: "were killed, and another 26"
# Types of which harm told beside them belongs to another event: people march against it, or it gave the reason.
_DEMONSTRATIONS = frozenset(("Peaceful protest", "Protest with intervention", "Violent demonstration"))
_STRATEGIC = frozenset(
    (
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Other"),
        *("Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory"),
    )
)


class Circumstances:
    """The dates and effects of one document; each sentence is read once, on demand."""

    def __init__(self, document: Document, sentences: Sequence[Sentence]) -> None:
        self._dates = DateReader(document.published, document.text, sentences)
        self._effects = EffectReader(sentences)
        self._sentences = sentences

    def date(self, sentence: int, first: int, last: int, trigger: int, *, continues: bool = False) -> DateSpan | None:
        """Return the date of an event whose clause is the tokens ``first`` to ``last`` (exclusive) of a sentence.

        An event that ``continues`` a story, as deeds do and statements do not, may have the day told of before it.
        """
        return self._dates.date_of(sentence, first, last, trigger, continues=continues)

    def is_background(self, sentence: int, first: int, last: int, trigger: int) -> bool:
        """Tell whether the event's own date lies long before publication."""
        return self._dates.is_background(sentence, first, last, trigger)

    def is_old(self, sentence: int, first: int, last: int, trigger: int) -> bool:
        """Tell whether the event's own date is no news any more: months ago, or no nearer than by its year."""
        return self._dates.is_old(sentence, first, last, trigger)

    def tolls(self, sentence: int) -> list[Toll]:
        """Return what a sentence says of people harmed, arrested or gathered."""
        return self._effects.tolls(sentence)

    def effects_of_event(self, sentence: int, trigger: int, others: Sequence[int], kinds: Sequence[Kind]) -> Effects:
        """Return the effects that belong to the event with this trigger rather than to others of its sentence.

        ``others`` are the tokens of triggers that could have such effects too. Figures told in one breath ("12 were
        killed and 30 wounded") stay together and go to the nearest trigger.
        """
        mine: list[Toll] = []
        for passage in _passages([toll for toll in self.tolls(sentence) if toll.kind in kinds]):
            first, last = min(toll.first for toll in passage), max(toll.last for toll in passage)
            own = _distance(trigger, first, last)
            if all(own <= _distance(other, first, last) for other in others):
                mine += passage
        return combine([mine, self._continued(sentence, mine)])

    def _continued(self, sentence: int, tolls: Sequence[Toll]) -> list[Toll]:
        """Return what the next sentence adds: "Their number rose to 18"."""
        following = sentence + 1
        if not tolls or following >= len(self._sentences):
            return []
        if self._sentences[following].paragraph != self._sentences[sentence].paragraph:
            return []
        kinds = {toll.kind for toll in tolls}
        return [toll for toll in self.tolls(following) if toll.continued and toll.kind in kinds]

    def effects_of_incident(self, sentences: Iterable[int], sub_event_type: str | None = None) -> Effects:
        """Return the effects that these sentences report together of an incident of that ACLED type.

        A short text of one paragraph, such as an event note, tells of one incident as a whole; in a longer one, the
        figures that follow right after the incident's sentences ("Their number rose to 18", "2 fatalities.") are its
        own too.
        """
        count = len(self._sentences)
        note = count <= _NOTE and not self._sentences[-1].paragraph
        chosen = set(range(count)) if note else set(sentences)
        for index in sorted(chosen):
            following = index + 1
            if following < count and self._sentences[following].paragraph == self._sentences[index].paragraph:
                tolls = self.tolls(following)
                if any(toll.continued or toll.stated for toll in tolls):
                    chosen.add(following)
        told = [self.tolls(index) for index in sorted(chosen)]
        told.append(self._corrected(chosen, {toll.kind for tolls in told for toll in tolls}))
        return combine(told, demonstration=sub_event_type in _DEMONSTRATIONS | _STRATEGIC)

    def _corrected(self, sentences: Collection[int], kinds: Collection[Kind]) -> list[Toll]:
        """Return the whole toll that a sentence between these or right behind gives: "the death toll rose to nine".

        What is counted over a time ("since January", "this year") is not of one incident.
        """
        first, last = min(sentences, default=0), max(sentences, default=0)
        over_time = effect_words()["over_time"]
        return [
            toll
            for at in range(first, min(last + _SOON + 1, len(self._sentences)))
            if at not in sentences and over_time.isdisjoint(self._sentences[at].words)
            for toll in self.tolls(at)
            if toll.total and not toll.background and toll.kind in kinds
        ]

    def date_of_incident(self, sentences: Sequence[int], trigger: int) -> DateSpan | None:
        """Return the date of an incident that these sentences report, the first with the trigger at that token.

        Where the first gives none and none runs on to it, a day that the next one opens with is taken.
        """
        first = sentences[0]
        if not self._dates.is_dated(first, trigger):
            for index in sentences[1:2]:
                if self._dates.opens_with_day(index):
                    return self.date(index, 0, len(self._sentences[index].words), 0)
        return self.date(first, 0, len(self._sentences[first].words), trigger, continues=True)


def _passages(tolls: Iterable[Toll]) -> list[list[Toll]]:
    passages: list[list[Toll]] = []
    for toll in sorted(tolls, key=lambda one: (one.first, one.last)):
        if passages and toll.first - max(one.last for one in passages[-1]) <= _BREATH:
            passages[-1].append(toll)
        else:
            passages.append([toll])
    return passages


def _distance(token: int, first: int, last: int) -> int:
    return first - token if token < first else max(token - last + 1, 0)


def kinds_of_effect(cameo: str | None, plover: str | None) -> tuple[Kind, ...]:
    """Return the kinds of effects that an event of these codes can have; a statement has none."""
    root = (cameo or "")[:2]
    if plover == "PROTEST" or root == "14":
        return ("killed", "injured", "arrested", "crowd")
    if (cameo or "").startswith("173"):
        return ("arrested",)
    if plover == "COERCE" or root == "17":
        return ("killed", "injured", "arrested")
    return ("killed", "injured") if plover == "ASSAULT" or root in {"18", "19", "20"} else ()
