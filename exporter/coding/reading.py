"""One document as the coder reads it: sentences, analyses made on demand, and the events of their clauses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from exporter.coding.acronyms import own_acronyms
from exporter.coding.actor_index import actor_index
from exporter.coding.assertion import is_said_to_others
from exporter.coding.circumstances import Circumstances
from exporter.coding.clauses import ClauseEvent, clause_events
from exporter.coding.countries import find_country
from exporter.coding.crime import is_report_of_crime
from exporter.coding.english.parse import parse
from exporter.coding.event_nouns import SNIPPET
from exporter.coding.first_mentions import FirstMentions
from exporter.coding.location import Locations
from exporter.coding.means import with_means
from exporter.coding.modality import OBLIGATION
from exporter.coding.narration import Narration
from exporter.coding.quotations import Quotations
from exporter.coding.reporting import reason_in_sentence
from exporter.coding.text import split
from exporter.coding.triggers import find_candidates, find_triggers
from exporter.events import DocumentRef, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.coding.actor_index import ActorIndex
    from exporter.coding.analysis import Analysis, Mention
    from exporter.coding.lexicon import Lexicon
    from exporter.coding.text import Sentence
    from exporter.coding.triggers import Candidate
    from exporter.documents import Document

_OPENING, _LEADING = 12, 2  # sentences that say which country a text is about, and those that say it first
# How much more than other mentions those in the title, in the first sentences and by the country's own name say.
_TITLE, _LEAD, _OWN_NAME = 3, 2, 2
_NEARLY_ALONE = 0.75  # share of a country from which a text hardly speaks of others
_MOSTLY = 0.5  # share of a country from which a text is about it alone
_HELD = 64  # sentences of which everything that was found is held, so that a report is read once


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A clause event with the analysis of its sentence."""

    analysis: Analysis
    event: ClauseEvent


class Reading:
    """A document's sentences with what has been found in them.

    Attributes:
        document: the document.
        pair: whether its parties are given.
        include_uncertain: whether events of running text are written too that are right too seldom otherwise.
        sentences: its sentences in order.
        circumstances: when its events happened and whom they touched.
        quotations: which of its words are somebody's own.
        narration: who tells its sentences, and of when.

    """

    def __init__(
        self,
        document: Document,
        lexicon: Lexicon,
        *,
        pair: bool = False,
        actors: ActorIndex | None = None,
        include_uncertain: bool = False,
    ) -> None:
        self.include_uncertain = include_uncertain
        self.document = document
        self.lexicon = lexicon
        self._actors = actors or actor_index()
        self.pair = pair
        self._given = [(one.start, one.end) for one in document.entities if one.role] if pair else []
        self._trie = lexicon.pair_trie if pair else lexicon.trie
        self.sentences: list[Sentence] = split(document.text)
        self.circumstances = Circumstances(document, self.sentences)
        self.locations = Locations(self)
        self.quotations = Quotations(document.text)
        self.narration = Narration(document.published, self.sentences, self.quotations)
        self._analyses: dict[int, Analysis] = {}
        self._events: dict[int, list[ClauseEvent]] = {}
        self._candidates: dict[int, list[Candidate]] = {}
        self._known: dict[int, list[Mention]] = {}
        self._focus: tuple[str | None, float] | None = None

    @cached_property
    def reference(self) -> DocumentRef:
        """The document as its events name it."""
        document = self.document
        return DocumentRef(
            id=document.id,
            url=document.url,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            language=document.language,
        )

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The document as the source of its events; none where neither publisher nor address is known."""
        document = self.document
        if not (document.publisher or document.url):
            return ()
        return (Source(name=document.publisher, url=document.url, date=(document.published or "")[:10] or None),)

    @property
    def running(self) -> bool:
        """Whether this is running text of no given parties or country, in which the coder must find both."""
        return not self.pair and self.document.country is None and len(self.sentences) > SNIPPET

    @property
    def record(self) -> bool:
        """Whether the text comes with its day and its country, as those of an event data set do."""
        return bool(self.document.published and self.document.country)

    @property
    def focus(self) -> str | None:
        """ISO code of the country that the document is about.

        It is the one that it states, or names most; where it names none, that of the first place that it tells of.
        """
        if self._focus is None:
            self._focus = _focus(self)
            if self._focus[0] is None:
                self._focus = self.locations.country(len(self.sentences[:_LEADING])), 1.0
        return self._focus[0]

    @property
    def home(self) -> str | None:
        """The focus, or None where running text is not mostly about one country."""
        focus = self.focus
        return focus if not self.running or (self._focus or (None, 0.0))[1] >= _MOSTLY else None

    @property
    def of_many(self) -> bool:
        """Whether this is running text that speaks of several countries, so that its parties may be of any."""
        if self.focus is None or self._focus is None:
            return False
        return self.running and self._focus[1] < _NEARLY_ALONE

    @cached_property
    def of_crime(self) -> bool:
        """Whether this is a report of ordinary crime, by its opening."""
        return is_report_of_crime([sentence.words for sentence in self.sentences[:_OPENING]])

    @cached_property
    def first_mentions(self) -> FirstMentions:
        """Where the text first names somebody, and whom it introduces."""
        return FirstMentions(self.document.text, self.sentences)

    @cached_property
    def named_countries(self) -> frozenset[str]:
        """ISO codes of the countries whose names, people or organisations the opening of the text names."""
        return frozenset(_counted(self))

    def analysis(self, index: int) -> Analysis:
        """Return the analysis of a sentence, triggers included; made once."""
        known = self._analyses.get(index)
        if known is None:
            known = parse(self.sentences[index], self.lexicon.vocabulary, self._given)
            known.triggers = find_triggers(known, self.candidates(index))
            known.mentions = self.known(index)
            self._analyses[index] = known
        return known

    def candidates(self, index: int) -> list[Candidate]:
        """Return the lexicon's forms that the words of a sentence allow; found once."""
        found = self._candidates.get(index)
        if found is None:
            found = self._candidates[index] = find_candidates(self.sentences[index].words, self._trie)
        return found

    def known(self, index: int) -> list[Mention]:
        """Return the actors and countries that a sentence names; found once."""
        found = self._known.get(index)
        if found is None:
            found = self._actors.find(self.sentences[index])
            if self._own_acronyms:
                words = self.sentences[index].written
                found = [one for one in found if one.end - one.start > 1 or words[one.start] not in self._own_acronyms]
            self._known[index] = found
        return found

    @cached_property
    def _own_acronyms(self) -> frozenset[str]:
        """The acronyms that mean something else in this text than in the lists of actors."""
        return own_acronyms(self.document.text, self._actors)

    def mentions_of(self, text: str) -> list[Mention]:
        """Return the actors and countries that words outside the text name, such as its title."""
        return [mention for sentence in split(text) for mention in self._actors.find(sentence)]

    def events(self, index: int) -> list[ClauseEvent]:
        """Return the clause events of a sentence; made once."""
        known = self._events.get(index)
        if known is None:
            analysis = self.analysis(index)
            known = clause_events(analysis)
            if not self.pair:
                known = with_means(analysis, known)
            self._events[index] = known
        return known

    def clauses(self) -> Iterator[Clause]:
        """Yield the clause events of the sentences that can report any, in the order of the text.

        Most sentences are left before their grammar is read, which is what takes time. What was found in those that
        are far behind is forgotten, so that memory does not grow with it.
        """
        for sentence in self.sentences:
            index = sentence.index
            if index >= _HELD:
                self._forget(index - _HELD)
            candidates = self.candidates(index)
            if not candidates or reason_in_sentence(self, index) or self._is_quoted(sentence, candidates):
                continue
            analysis = self.analysis(index)
            if analysis.triggers:
                for event in self.events(index):
                    yield Clause(analysis, event)

    def _forget(self, index: int) -> None:
        """Forget what can be found again."""
        self.sentences[index].forget()
        for memory in (self._analyses, self._events, self._candidates):
            memory.pop(index, None)

    def _is_quoted(self, sentence: Sentence, candidates: list[Candidate]) -> bool:
        """Tell whether all that could tell an event in a sentence is said in quotations."""
        for form, start, _, _ in candidates:
            if is_said_to_others(form.entry) or sentence.offset(start) not in self.quotations:
                return False
        return OBLIGATION.isdisjoint(sentence.words)


def _focus(reading: Reading) -> tuple[str | None, float]:
    """Return the country that a text states, or names most, with its share of all that it names.

    What stands in the title and the first sentences, and countries by their own names, count for more.
    """
    stated = find_country(reading.document.country)
    if stated is not None:
        return stated.iso3, 1.0
    counts = _counted(reading)
    if not counts:
        return None, 0.0
    most = max(counts, key=lambda iso3: counts[iso3])
    return most, counts[most] / counts.total()


def _counted(reading: Reading) -> Counter[str]:
    """Return how often the title and the opening of a text name each country; its own name counts most."""
    counts: Counter[str] = Counter()
    title = reading.mentions_of(reading.document.title or "")
    told = [(_TITLE, title)] + [
        (_LEAD if one.index < _LEADING else 1, reading.known(one.index)) for one in reading.sentences[:_OPENING]
    ]
    for weight, mentions in told:
        for mention in mentions:
            known = mention.payload[0]
            if known.country and known.kind not in ("people", "official"):
                counts[known.country] += weight * (_OWN_NAME if known.kind == "country" else 1)
    return counts
