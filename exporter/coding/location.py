"""Where an event happened: the place of this event rather than the first place in the text."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.coding.countries import countries
from exporter.coding.datelines import dateline_end
from exporter.coding.place_resolution import PlaceResolver
from exporter.coding.place_words import SURE, place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from exporter.coding.place_mention import PlaceMention
    from exporter.coding.reading import Reading
    from exporter.events import Location

_ENOUGH = 1.5  # score below which a sentence is taken to say nothing of where
_CLAUSE = 1.0  # what standing in the event's own clause is worth
_STEP = 0.04  # what a token of distance costs
_FAR = 25  # tokens beyond which distance costs no more
_HERE = 2.0  # weight from which a country is where something happened
_COUNTRY = 2.6  # what a country is worth less than a place in it
_LOOK_BACK = 3  # sentences
_FADE = 0.7  # what a sentence of distance costs
_TURN = 1.6  # what it costs that only the next paragraph tells where
_TOLD_LATER = 0.35  # what a sentence costs in an incident that several report
_NOTE = 7  # sentences: a text up to this length that comes with its country tells of one place
_WEAK = 1.0  # what a name that hardly is a place's costs
_WIDE = frozenset(("country", None))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A mention with its sentence and score."""

    score: float
    sentence: int
    mention: PlaceMention


class Locations:
    """The places of one document; each sentence is read once, on demand."""

    def __init__(self, reading: Reading) -> None:
        # A document that points to itself would stay in memory until the next search for rings.
        self._reading: Reading = weakref.proxy(reading)
        self._resolver = PlaceResolver(reading)

    def is_place(self, sentence: int, start: int, end: int) -> bool:
        """Tell whether words are the name of a place in the gazetteer, rather than of somebody."""
        return any(
            one.whole and one.match is not None and one.start <= start and end <= one.end
            for one in self._resolver.mentions(sentence)
        )

    def country_at(self, sentence: int, head: int) -> str | None:
        """Return the ISO code of the country of the known place that a word belongs to or describes, or None."""
        described = self._reading.sentences[sentence].words[head] in place_words().plain  # "Idlib province"
        for mention in self._resolver.mentions(sentence):
            held = mention.start <= head < mention.end or (described and mention.end == head)
            if held and mention.whole and mention.match is not None and not mention.weak:
                location = self._resolver.resolve(sentence, mention)
                return location.iso3 if location is not None else self._resolver.country_named(mention)
        return None

    def are_told(self, sentence: int) -> bool:
        """Tell whether a sentence names a place within a country."""
        return any(
            place is not None and place.precision not in _WIDE
            for one in self._resolver.mentions(sentence)
            if not (one.country or one.inside or one.weak)
            for place in (self._resolver.resolve(sentence, one),)
        )

    def country_of(self, sentence: int) -> str | None:
        """Return the country of the places that a sentence names, where it is one."""
        found = set()
        for mention in self._resolver.mentions(sentence):
            if not mention.country and not mention.inside and mention.match is not None:
                location = self._resolver.resolve(sentence, mention)
                found.add(location.iso3 if location is not None else None)
        return found.pop() if len(found) == 1 else None

    def country(self, count: int) -> str | None:
        """Return the ISO code of the country of the first known place in which the opening sentences put something."""
        for sentence in range(count):
            for mention in self._resolver.mentions(sentence):
                if mention.weight > SURE and mention.whole and (place := self._resolver.resolve(sentence, mention)):
                    return place.iso3
        return None

    # --- which place

    def of_clause(
        self, sentence: int, first: int, last: int, trigger: int, *, continues: bool = True
    ) -> Location | None:
        """Return where an event happened whose clause is the tokens ``first`` to ``last`` of a sentence.

        Where its sentence is silent, what goes on from the sentences around it happened at their place; other events,
        such as statements, which may be made anywhere, are known to be in the country alone.
        """
        return self._best([sentence], {sentence: (first, last, trigger)}, continues=continues)

    def of_incident(self, sentences: Sequence[int], words: Iterable[tuple[int, int, int]]) -> Location | None:
        """Return where an incident happened that these sentences report, told by these words."""
        spans: dict[int, tuple[int, int, int]] = {}
        for sentence, first, last in words:
            old = spans.get(sentence)
            spans[sentence] = (min(first, old[0]), max(last, old[1]), old[2]) if old else (first, last, first)
        location = self._best(list(sentences), spans)
        count = len(self._reading.sentences)
        if self._resolver.stated is None or count > _NOTE or (location and location.precision not in _WIDE):
            return location
        return self._anywhere(location, sentences)

    def _anywhere(self, location: Location | None, sentences: Sequence[int]) -> Location | None:
        """Return the surest place that any sentence of a note of a country names; at it what is known by name only."""
        choices = [
            _Choice(mention.weight - _WEAK * mention.weak - _TOLD_LATER * (index not in sentences), index, mention)
            for index in range(len(self._reading.sentences))
            for mention in self._resolver.mentions(index)
            if not (mention.inside or mention.country)
        ]
        for choice in sorted(choices, key=lambda one: (-one.score, one.sentence, one.mention.start)):
            place = self._resolver.resolve(choice.sentence, choice.mention)
            if place is None or place.latitude is None or place.precision in _WIDE:
                continue
            named = location is not None and location.text is not None and location.name != location.country
            return _placed(location, place) if location is not None and named else place
        return location

    def listed_with(self, sentences: Sequence[int], location: Location) -> list[Location]:
        """Return the other places of a list that a place of these sentences opens: "in Brest, Grodno and Gomel"."""
        for sentence in sentences:
            mentions = [one for one in self._resolver.mentions(sentence) if not one.inside]
            places = [self._resolver.resolve(sentence, one) for one in mentions]
            if location not in places:
                continue
            found = []
            at = places.index(location) + 1
            while at < len(mentions) and mentions[at].listed and not mentions[at].country:
                place = places[at]
                if place is not None and place.latitude is not None and place.iso3 == location.iso3:
                    found.append(place)
                at += 1
            return found
        return []

    def _best(
        self, sentences: list[int], spans: Mapping[int, tuple[int, int, int]], *, continues: bool = True
    ) -> Location | None:
        choices = [
            choice
            for rank, sentence in enumerate(sentences)
            for choice in self._choices(sentence, spans.get(sentence), rank * _TOLD_LATER)
        ]
        if continues and max((choice.score for choice in choices), default=0.0) < _ENOUGH:
            around = self._around(sentences[0] if sentences else 0, set(sentences))
            if any(choice.mention.country and choice.mention.weight >= _HERE for choice in choices):
                around = [choice for choice in around if self._in_paragraph(choice, sentences[0])]  # "in the country"
            choices += around
        unplaced: Location | None = None
        for choice in sorted(choices, key=lambda one: (-one.score, one.sentence, one.mention.start)):
            location = self._resolver.resolve(choice.sentence, choice.mention)
            if location is None:
                continue
            if location.latitude is not None:
                if unplaced is None or location.precision == "country":
                    return unplaced or location
                return _placed(unplaced, location)
            unplaced = unplaced or location
        return self._at_capital(unplaced) if unplaced else self._country_only()

    def _choices(self, sentence: int, span: tuple[int, int, int] | None, cost: float) -> list[_Choice]:
        found = []
        for mention in self._resolver.mentions(sentence):
            if mention.inside or mention.weak:
                continue
            score = mention.weight - cost
            if mention.country:
                if mention.weight < _HERE and (self._resolver.stated or mention.country != self._reading.focus):
                    continue  # "the border with Somalia"
                location = self._resolver.resolve(sentence, mention)
                score -= _COUNTRY if location is None or location.precision == "country" else 0.0
            if span is not None:
                first, last, trigger = span
                if first <= mention.start < last:
                    score += _CLAUSE
                score -= _STEP * min(abs(mention.start - trigger), _FAR)
            found.append(_Choice(score, sentence, mention))
        return found

    def _around(self, sentence: int, known: set[int]) -> list[_Choice]:
        """Return the places of the sentences before, of a headline's text, and of the dateline."""
        found = []
        earlier = range(sentence - 1, max(sentence - 1 - _LOOK_BACK, -1), -1)
        told = self._reading.sentences
        for index in (*earlier, *range(sentence + 1, min(sentence + 2, len(told)))):
            if index in known:
                continue
            cost = _FADE * (1 + abs(index - sentence))
            if index > sentence and told[index].paragraph != told[sentence].paragraph:
                cost += _TURN
            found += self._choices(index, None, cost)
        dateline = self._dateline()
        if dateline is not None and 0 not in known:
            found.append(_Choice(0.4, 0, dateline))
        return found

    def _in_paragraph(self, choice: _Choice, sentence: int) -> bool:
        told = self._reading.sentences
        return told[choice.sentence].paragraph == told[sentence].paragraph

    def _dateline(self) -> PlaceMention | None:
        """Return the place that opens the text before a dash: "NAIROBI, Kenya (AP) -"."""
        if not self._reading.sentences:
            return None
        if not dateline_end(0, self._reading.sentences[0].tokens):
            return None
        return next((one for one in self._resolver.mentions(0) if one.start == 0), None)

    def _at_capital(self, unplaced: Location) -> Location:
        """Return a place of which only the country is known at that country's point, as precise as that."""
        if unplaced.iso3 is None:
            return unplaced
        country = self._resolver.of_country(unplaced.iso3, None)
        if country.latitude is None:
            return unplaced
        return replace(unplaced, latitude=country.latitude, longitude=country.longitude, precision="country")

    def _country_only(self) -> Location | None:
        country = countries().get(self._resolver.stated or self._reading.home or "")
        if country is None:
            return None
        return self._resolver.of_country(country.iso3, None)


def _placed(unplaced: Location, anchor: Location) -> Location:
    """Return a place without a point at the point of another place that the text tells of."""
    if unplaced.iso3 != anchor.iso3:
        return unplaced
    return replace(
        unplaced,
        admin1=anchor.admin1,
        admin2=anchor.admin2,
        latitude=anchor.latitude,
        longitude=anchor.longitude,
        precision="near",
    )
