"""The words that may name a party, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.naming import ARMED_CLASSES, STATE_ROLES
from exporter.coding.officials import ELITE, names_of

if TYPE_CHECKING:
    from exporter.coding.actor_index import Known
    from exporter.coding.analysis import Analysis, Mention, NounGroup
    from exporter.coding.reading import Reading

_OF_COUNTRY = frozenset(("of", "in", "from", "for", "at"))
_LEADERS = frozenset(
    ("leader", "leadership", "spokesman", "spokeswoman", "spokesperson", "commander", "chief", "official", "officials")
)
_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "sir", "president", "premier", "chancellor", "minister", "secretary", "senator"),
        *("gen", "general", "king", "queen", "prince", "pope", "sheikh", "ayatollah", "mullah", "sen", "rep", "lord"),
        *("ambassador", "speaker", "governor", "judge", "marshal", "admiral", "emir", "sultan", "leader"),
    )
)
_LEGISLATURE = "LEG"
_IS_STATE_S = frozenset(("the", "army", "military", "air", "force", "navy", "armed", "forces", "junta"))
_SOME = frozenset(("a", "an", "another", "any", "some", "one"))
_WHERE = frozenset(("in", "inside", "across", "throughout", "within", "around"))
_OF_ALL = frozenset(("INT",))  # CAMEO codes of those who belong to no country
_RECENT = 3  # sentences back in which officials are still spoken of


@dataclass(frozen=True, slots=True)
class Passage:
    """The words that name a party: tokens ``start`` to ``end`` of a sentence, in a noun group or in none (-1)."""

    reading: Reading
    analysis: Analysis
    start: int
    end: int
    group: int

    @property
    def day(self) -> str | None:
        """The day on which names and offices must hold."""
        return (self.reading.document.published or "")[:10] or None

    def mentions(self) -> list[Mention]:
        """Return what is known of the words."""
        return [one for one in self.analysis.mentions if one.start < self.end and self.start < one.end]

    def meaning(self, mention: Mention) -> Known:
        """Return what ambiguous words mean here: what holds on the day, in the country that the text is about."""
        payload: tuple[Known, ...] = mention.payload
        focus = self.reading.focus
        fitting = [
            known for known in payload if known.on(self.day) and (known.group != "local" or known.country == focus)
        ]
        fitting = fitting or [known for known in payload if known.group != "local"] or list(payload)
        if fitting[0].kind == "agent" and fitting[-1].group == "local":
            return fitting[-1]  # "military police" in Brazil
        if fitting[0].kind == "agent":
            return next((known for known in fitting if self._is_seat(known)), fitting[0])  # "the State Department"
        if len(fitting) > 1 and fitting[0].kind == "official":
            fitting.sort(key=lambda known: known.cameo == ELITE)  # of one surname, rather who holds an office
        if len({known.country for known in fitting}) > 1:
            fitting.sort(key=lambda known: known.country != focus)
        return fitting[0]

    def _is_seat(self, known: Known) -> bool:
        """Tell whether a seat of power is meant: many countries have a Congress, and a report may say whose it is."""
        elsewhere = self.reading.document.country is not None and known.country != self.reading.focus
        return known.kind == "metonym" and not (known.plover == _LEGISLATURE and elsewhere)

    def is_stranger(self, mention: Mention, known: Known) -> bool:
        """Tell whether a bare surname in running text is hardly that official's, who is named nowhere in full.

        Whoever is spoken of by surname alone has been named before, or his country has.
        """
        if not self.reading.running or mention.end - mention.start > 1:
            return False
        here = (self.meaning(one).country for one in self.analysis.mentions if one.kind == "country")
        named = known.country in self.reading.named_countries or known.country in here
        return not named and not any(name in self.reading.document.text for name in names_of(known.name))

    def home(self, agent: Known) -> str | None:
        """Return the country of a party that names none.

        Offices belong to the country whose officials were named last, others to the only country of their sentence;
        where the text tells neither, to the country that it is about.
        """
        if self.reading.running:
            return self._home_in_running_text(agent)
        if self.reading.document.country is None:
            if agent.generic == "government":
                return self._spoken_of(_RECENT) or self.reading.focus
            if self.analysis.tags[self.start] == "S" and (owner := self._named_before()):
                return owner  # Turkey said two of its soldiers
            near = self._named_in(self.analysis)
            index = self.analysis.sentence.index
            if not near and index and not self._opens_paragraph(index):
                near = self._named_in(self.reading.analysis(index - 1))
            if len(near) == 1:
                return near.pop()
        return self.reading.focus

    def _home_in_running_text(self, agent: Known) -> str | None:
        """Return the same in running text, which speaks of many countries: only what it makes clear.

        *The minister* serves the country whose official was named last; *in Kenya* says where a sentence's people are.
        """
        if agent.cameo in _OF_ALL or " ".join(self.analysis.words[self.start : self.end]) == "the security council":
            return None
        if self.analysis.tags[self.start] == "S" and (owner := self._named_before()):
            return owner
        words = self.analysis.words[self.start : self.end]
        if agent.generic == "government":
            spoken_of = self._spoken_of(1) if words[0] == "the" else None
            return spoken_of or (self.reading.home if words[0] not in _SOME else None)
        if agent.generic == "military" and self.reading.of_many:
            # foreign soldiers are in a country too
            return self.reading.home if _IS_STATE_S.issuperset(words) else None
        where = self._named_in(self.analysis, behind=_WHERE)
        if len(where) == 1:
            return where.pop()
        at_place = self.reading.locations.country_of(self.analysis.sentence.index) if not where else None
        return at_place or self.reading.home

    def _named_in(self, analysis: Analysis, behind: frozenset[str] = frozenset()) -> set[str]:
        """Return the countries that stand for themselves: "American" and "US" only say whose somebody else is.

        Given prepositions, only what stands behind one of them counts.
        """
        heads = {group.head for group in analysis.groups if not behind or group.preposition in behind}
        known = (self.meaning(one) for one in analysis.mentions if one.kind == "country" and one.end - 1 in heads)
        return {one.country for one in known if one.kind == "country"} - {""}

    def _named_before(self) -> str | None:
        """Return the country of the last words before these that name one."""
        known = [self.meaning(one) for one in self.analysis.mentions if one.end <= self.start]
        return next((one.country for one in reversed(known) if one.country and one.kind != "people"), None)

    def _opens_paragraph(self, index: int) -> bool:
        sentences = self.reading.sentences
        return sentences[index].paragraph != sentences[index - 1].paragraph

    def _spoken_of(self, back: int) -> str | None:
        """Return the country of the official or seat of power named last, up to some sentences back."""
        index = self.analysis.sentence.index
        before = [one for one in self.analysis.mentions if one.end <= self.start]
        earlier = (self.reading.known(at) for at in range(index - 1, max(index - back, 0) - 1, -1))
        for mentions in (before, *earlier):
            for mention in reversed(mentions):
                known = self.meaning(mention)
                if known.country and known.kind in ("official", "metonym"):
                    return known.country
        return None

    def homeland(self, people: Known) -> str | None:
        """Return the country of a people: of several, the only one that the sentence names or the text is about."""
        at = next(one for one in self.mentions() if any(known == people for known in one.payload))
        homes = {known.country for known in at.payload if known.kind == "people"}
        if len(homes) > 1 and self.reading.running:  # a state named beside is rather the other party
            there = self._named_in(self.analysis, behind=_WHERE) & homes
            home = None if self.reading.of_many or self.reading.home not in homes else self.reading.home
            return there.pop() if len(there) == 1 else home
        if len(homes) > 1:
            named = {self.meaning(one).country for one in self.analysis.mentions if one.kind == "country"} & homes
            if len(named) > 1 or not (named or self.reading.focus in homes):
                return None
            return named.pop() if named else self.reading.focus
        return people.country or self.reading.home

    def organisation_of(self) -> Known | None:
        """Return the organisation that the noun group is of: "fighters of the Taliban"."""
        for other in self.analysis.groups:
            if self.group < 0 or other.parent != self.group or other.preposition != "of":
                continue
            inside = (one for one in self.analysis.mentions if one.start <= other.head < one.end)
            known = next((self.meaning(one) for one in inside), None)
            if known is not None and known.kind == "organisation":
                return known
        return None

    def country_beside(self) -> str | None:
        """Return the country that the words around the noun group give it: its owner, "of …", what it renames."""
        if self.group < 0:
            return None
        found = self.analysis.groups[self.group]
        for other in self.analysis.groups:
            hangs = other.parent == self.group and (other.preposition in _OF_COUNTRY or other.first == found.first)
            if other.index != found.owner and not hangs:
                continue
            for mention in self.analysis.mentions:
                if mention.start < other.end and other.start < mention.end:
                    known = self.meaning(mention)
                    namesake = known.kind == "official" and is_namesake(self.analysis, mention)
                    if known.country and known.kind != "people" and not namesake:
                        return known.country
        return self._country_of_pair(found)

    def _country_of_pair(self, found: NounGroup) -> str | None:
        """Return the country that the first of a pair says for both: "UK defence and foreign ministers"."""
        first = self.analysis.groups[found.first]
        if first.index == found.index or found.apposed:
            return None
        inside = (one for one in self.analysis.mentions if first.start <= one.start and one.end < first.end)
        known = (self.meaning(one) for one in inside if one.kind == "country")
        return next((one.country for one in known if one.country), None)


def is_namesake(analysis: Analysis, mention: Mention) -> bool:
    """Tell whether a surname is part of a longer name of others: "Abdulkarim Omar", "Nova Kakhovka"."""
    at = mention.start - 1
    if mention.end - mention.start == 1 and _opens_name(analysis, mention.end):
        return True
    if mention.end - mention.start > 1 or at < 0 or not (analysis.tags[at] == "E" or (at == 0 and _is_name(analysis))):
        return False
    token, known = analysis.tokens[at], any(one.start <= at < one.end for one in analysis.mentions)
    return (
        token.end + 1 == analysis.tokens[mention.start].start and not known and token.lower.rstrip(".") not in _TITLES
    )


def _opens_name(analysis: Analysis, end: int) -> bool:
    """Tell whether a name goes on behind a token, in words that are known as nothing else."""
    if end >= len(analysis.tags) or analysis.tags[end] != "E":
        return False
    return not any(one.start <= end < one.end for one in analysis.mentions)


def _is_name(analysis: Analysis) -> bool:
    """Tell whether the first word of a sentence seems to be a name, though its ending is that of a noun."""
    return analysis.tags[0] == "N" and len(analysis.tags) > 1 and analysis.tags[1] == "E"


@dataclass(slots=True)
class Found:
    """The known words of a passage, by what they are; the last of a kind counts."""

    named: Known | None = None
    people: Known | None = None
    agent: Known | None = None
    nation: Known | None = None
    capital: Known | None = None
    start: int = 0
    end: int = 0

    @classmethod
    def of(cls, passage: Passage) -> Found:
        """Return the known words of a passage."""
        found = cls()
        for mention in passage.mentions():
            known = passage.meaning(mention)
            if known.kind == "official" and (
                is_namesake(passage.analysis, mention) or passage.is_stranger(mention, known)
            ):
                continue
            if known.kind == "agent":
                if found.agent is not None and _qualifies(found.agent, known):
                    continue
                found.agent = known
            elif known.kind in ("organisation", "official", "metonym"):
                found.named = known
            elif known.kind in ("people", "religion"):
                found.people = known
            elif known.kind == "capital":
                found.capital = known
            else:
                found.nation = found.nation or known
            found.start, found.end = mention.start, mention.end
        return found


def _qualifies(first: Known, second: Known) -> bool:
    """Tell whether the first of two agent words says who it is: "regime snipers", "rebel leaders"."""
    if second.group in ARMED_CLASSES:
        return first.generic in STATE_ROLES
    return second.name in _LEADERS and first.generic not in STATE_ROLES and first.group != "civilians"
