"""The places that a sentence names, each with the words before it and the regions named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.place_leads import continues_list, read_lead
from exporter.coding.place_mention import PlaceMention
from exporter.coding.place_names import Names
from exporter.coding.place_nesting import nest
from exporter.coding.place_words import BARE, SURE, place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Mention
    from exporter.coding.gazetteer import Gazetteer, Match
    from exporter.coding.text import Token


def read_places(
    tokens: Sequence[Token], known: Sequence[Mention], gazetteer: Gazetteer, *, shouting: bool = False
) -> list[PlaceMention]:
    """Return the places of a sentence in order; ``known`` are its actors and countries."""
    return _Reader(tokens, known, gazetteer, shouting=shouting).read()


class _Reader:
    """Reads the places of one sentence from left to right."""

    def __init__(
        self, tokens: Sequence[Token], known: Sequence[Mention], gazetteer: Gazetteer, *, shouting: bool
    ) -> None:
        self.tokens, self.shouting = tokens, shouting
        self.names = Names(tokens, gazetteer)
        self.words = place_words()
        self.actor_at = {one.start: one for one in known}
        self.actor_until = {one.end: one for one in known}
        self.found: list[PlaceMention] = []

    def read(self) -> list[PlaceMention]:
        tokens = self.tokens
        at = 0
        while at < len(tokens):
            text = tokens[at].text
            if (text.islower() and "-" not in text) or not self.names.capital(at):
                at += 1
                continue
            end = self.names.run(at)
            mention = self._mention(at, end)
            if mention is not None:
                mention.bracketed = at > 0 and tokens[at - 1].lower == "("
                mention.listed = at > 0 and continues_list(self.names, self.found, at)
                self.found.append(mention)
                at = max(mention.end, at + 1)
            else:
                at = self._after(at, end)
        nest(self.names, self.found)
        return self.found

    def _after(self, at: int, end: int) -> int:
        """Return where to go on behind a run that is no place: behind a known actor in it, or behind its first word."""
        actor = self.actor_at.get(at)
        return max(actor.end, at + 1) if actor is not None and actor.end <= end else at + 1

    def _mention(self, at: int, end: int) -> PlaceMention | None:
        lead = read_lead(self.names, self.found, at)
        weight, near = lead.weight, lead.near
        if not weight and end == at + 1 and self._of_person(at):
            return None
        actor = self.actor_at.get(at)
        kinds = {known.kind for known in actor.payload} if actor is not None else set()
        match = self.names.match(at, end)
        longer = match is not None and actor is not None and match.end > actor.end - at  # "Gaza City"
        if actor is not None and "country" in kinds and not longer:
            return self._country(actor, end, weight, near=near)
        if end < len(self.tokens) and self.tokens[end].lower == "'s":
            match, end = self.names.genitive(at, end, match)
        length = match.end if match is not None else 0
        blocked = bool(kinds & {"organisation", "official", "metonym", "agent", "religion", "adjective", "demonym"})
        if kinds <= {"official", "capital"} and length == end - at and weight > SURE:
            blocked = False  # "in Toledo", "in Lima": a surname that is a town's
        if actor is not None and blocked and actor.end - at >= length:
            return None
        weak = "people" in kinds and weight < SURE and not self.names.unit(at + length)
        if self.tokens[at].lower in self.words.features and length == 1 < end - at:
            match, weak = self.names.part(at, end, head=True), True  # "Lake Naivasha", where no list knows the lake
        mention = self._named(at, end, match, weight, near=near, unit=lead.unit)
        if mention is None and match is not None and weight >= SURE and self._is_institute(at, end, length):
            mention, weak = PlaceMention(at, end, BARE, near, match, unit="site"), True  # "at Meru Training Institute"
        if mention is not None:
            mention.weak = weak
        return mention

    def _is_institute(self, at: int, end: int, length: int) -> bool:
        """Tell whether the name of a place opens that of an institute."""
        return at + length < end and self.tokens[end - 1].lower in self.words.institutes

    def _of_person(self, at: int) -> bool:
        """Tell whether a name goes on from a title or another name: "King Charles", "Carlos Lima"."""
        before = self.actor_until.get(at)
        if before is not None:
            return any(known.kind in ("official", "agent") for known in before.payload)
        return at > 1 and not self.shouting and self.tokens[at - 1].text.isalpha() and self.names.capital(at - 1)

    def _country(self, actor: Mention, end: int, weight: float, *, near: bool) -> PlaceMention | None:
        if actor.end < end and weight < SURE:
            return None  # "Niger Delta Avengers", "Mali Empire"
        known = next(one for one in actor.payload if one.kind == "country")
        return PlaceMention(actor.start, actor.end, weight or BARE, near, None, whole=True, country=known.country)

    def _named(
        self, at: int, end: int, match: Match | None, weight: float, *, near: bool, unit: str
    ) -> PlaceMention | None:
        head = self.tokens[at].lower in self.words.heads and end > at + 1
        match = self.names.part(at, end, head=head) if head or match is None else match
        length = match.end if match is not None else 0
        if self.names.key(at, end) in self.words.not_places:
            return None
        whole = match is not None and at + length == end
        if end == at + 1 and self.tokens[at].lower in self.words.not_names and not weight > SURE:
            return None
        tail = [token.lower for token in self.tokens[at + length : end]]
        kind = self.names.unit(end) or unit or ("place" if head else "")
        loose = any(word not in self.words.plain for word in tail)
        if tail and tail[0] in self.words.region_words:  # "Mandera County"
            whole, end, kind, tail = match is not None, at + length + 1, self.words.region_words[tail[0]], []
        elif (tail or match is None) and self.tokens[end - 1].lower in self.words.site_words and end > at + 1:
            kind = "site"
        elif (tail or match is None) and self.tokens[end - 1].lower in self.words.organisations:
            return None  # "Juba Council", "Senate"
        if match is None and end < len(self.tokens) and self.tokens[end].lower == "'s":
            return None  # "at the Inspector-General's office"
        said = weight >= SURE or bool(kind) or unit != ""
        if not whole and (not said or self.shouting):
            if match is None or self.shouting:
                return None
            weight = min(weight, BARE)
            end = at + length  # "to Nairobi Governor Sonko"
            whole, loose = True, False
        return PlaceMention(at, end, weight or BARE, near, match, whole=whole, loose=loose and not whole, unit=kind)
