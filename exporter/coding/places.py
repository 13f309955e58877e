"""The places that a sentence names, each with the words before it and the regions named beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exporter.coding.gazetteer import place_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Mention
    from exporter.coding.gazetteer import Gazetteer, Match
    from exporter.coding.text import Token

SURE = 2.4  # weight of prepositions behind which an unknown name is a place
_CODED = 4.5  # weight behind "coded to", as event coders write where they put an event
_BARE = 0.5  # weight of a name without a preposition
_GAP = 4  # tokens between a place and the region that holds it: "village (", "town in the"
_JOINS = frozenset(("and", ",", "or", "/", "("))
_LISTING = frozenset((",", "and"))
_DASHES = frozenset(("–", "—", "-", "--"))
_RENAMED = 6  # tokens before a dash among which a word says what the name behind it is
_PARTICLE = 2  # letters of a lower-case word that may end a hyphenated name
_LONGEST = 8  # tokens of a name


class PlaceWords:
    """The words of english/places.json, as sets."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.prepositions: dict[str, float] = data["prepositions"]
        self.near = frozenset(data["near"])
        self.near_nouns = frozenset(data["near_nouns"])
        self.lead = frozenset(data["lead"])
        self.unit_of = frozenset(data["unit_of"])
        self.region_words: dict[str, str] = data["region_words"]
        self.place_words = frozenset(data["place_words"])
        self.site_words = frozenset(data["site_words"])
        self.skip = frozenset(data["skip"])
        self.joined_by = frozenset(data["joined_by"]) - frozenset(data["not_joining"])
        self.waters = frozenset(data["waters"])
        self.organisations = frozenset(data["organisations"])
        self.coded = frozenset(data["coded"])
        self.people_of = frozenset(data["people_of"])
        self.particles = frozenset(data["particles"])
        self.not_names = frozenset(data["not_names"])
        self.not_places = frozenset(data["not_places"])
        self.heads = frozenset(data["heads"])
        self.features = frozenset(data["features"])
        self.seats = frozenset(data["seats"])
        self.labels = frozenset(data["labels"])
        self.institutes = frozenset(data["institutes"])
        self.prefixes = frozenset(data["prefixes"])
        self.elided = tuple(data["elided"])
        self.plain = self.place_words | self.site_words | frozenset(self.region_words) | frozenset(data["parts"])


@cache
def place_words() -> PlaceWords:
    """Return the words, read once."""
    text = files("exporter.coding").joinpath("english", "places.json").read_text(encoding="utf-8")
    return PlaceWords(json.loads(text))


@dataclass(slots=True, eq=False)
class PlaceMention:
    """A place as a sentence names it; ``start`` and ``end`` are token offsets, end exclusive.

    Attributes:
        weight: how surely the words before it say that something happened there.
        near: whether it happened near it rather than in it.
        match: the gazetteer's name, or None.
        whole: whether the gazetteer knows the whole name.
        loose: whether what follows the known part of the name is itself a name: "Pine Avenue", "Samsung Electronics".
        country: ISO code where the name is a country's, or an empty string.
        unit: admin1 or admin2 where the text calls it so, site for a building or square, or an empty string.
        within: the regions named beside it, from the smaller to the larger.
        inside: whether it is such a region of the mention before it.
        beside: the place that the text puts it near, or None.
        bracketed: whether a bracket opens before it: "(Homs, Homs)".
        listed: whether it goes on a list of places: "in Brest and Grodno".
        weak: whether it only may be a place: a people's name, or one within an institute's.

    """

    start: int
    end: int
    weight: float
    near: bool = False
    match: Match | None = None
    whole: bool = False
    loose: bool = False
    country: str = ""
    unit: str = ""
    within: list[PlaceMention] = field(default_factory=list)
    inside: bool = False
    beside: PlaceMention | None = None
    bracketed: bool = False
    listed: bool = False
    weak: bool = False


def read_places(
    tokens: Sequence[Token], known: Sequence[Mention], gazetteer: Gazetteer, *, shouting: bool = False
) -> list[PlaceMention]:
    """Return the places of a sentence in order; ``known`` are its actors and countries."""
    return _Reader(tokens, known, gazetteer, shouting=shouting).read()


_KEYS: dict[str, str] = {}


def _key(token: Token) -> str:
    """Return the place key of a token, remembered: the same words come again and again."""
    if token.kind == "punct":
        return ""
    key = _KEYS.get(token.text)
    if key is None:
        if len(_KEYS) > 100_000:  # noqa: PLR2004 - endless text needs no endless memory
            _KEYS.clear()
        key = _KEYS[token.text] = place_key(token.text)
    return key


class _Reader:
    def __init__(
        self, tokens: Sequence[Token], known: Sequence[Mention], gazetteer: Gazetteer, *, shouting: bool
    ) -> None:
        self.tokens, self.gazetteer, self.shouting = tokens, gazetteer, shouting
        self.words = place_words()
        self.actor_at = {one.start: one for one in known}
        self.actor_until = {one.end: one for one in known}
        self.found: list[PlaceMention] = []

    def read(self) -> list[PlaceMention]:
        tokens = self.tokens
        at = 0
        while at < len(tokens):
            text = tokens[at].text
            if (text.islower() and "-" not in text) or not self._capital(at):
                at += 1
                continue
            end = self._run(at)
            mention = self._mention(at, end)
            if mention is not None:
                mention.bracketed = at > 0 and tokens[at - 1].lower == "("
                mention.listed = at > 0 and tokens[at - 1].lower in _LISTING and self._continues(at - 1)
                self.found.append(mention)
                at = max(mention.end, at + 1)
            else:
                at = self._after(at, end)
        self._nest()
        return self.found

    # --- names

    def _capital(self, at: int) -> bool:
        token = self.tokens[at]
        if token.kind != "word":
            return False
        text = token.text
        if text.startswith(self.words.elided):
            return text.partition("'")[2][:1].isupper()  # "Monticelli d'Ongina"
        if token.lower in self.words.skip:
            follows = at + 1 < len(self.tokens) and self.tokens[at + 1].start == token.end + 1
            before = self.tokens[at - 1].lower if at else ""
            inner = before in self.words.prepositions or before in ("(", ",") or text == "The"
            particle = inner and text[0].isupper() and token.lower in self.words.particles and follows
            return particle and self.tokens[at + 1].text[0].isupper()  # "in At Tuhayat"
        if "-" in text:
            parts = text.split("-")
            described = (
                len(parts[-1]) > _PARTICLE and parts[-1].islower()
            )  # "Kurdish-held", "mid-January", "anti-Russia"
            led = parts[0].lower() in self.words.prefixes or parts[-1].lower() in self.words.skip
            if described and text[0].isupper() and not led:
                return self.gazetteer.match([_key(token)], 0) is not None  # "Mukurwe-ini"
            return not (described or led or text.islower())
        return text[0].isupper() or (len(text) > _PARTICLE and text[1].isupper())  # "eThekwini"

    def _run(self, at: int) -> int:
        """Return the end of the capitalised words from ``at``."""
        end = at + 1
        tokens = self.tokens
        while end < len(tokens) and end - at < _LONGEST:
            if self._capital(end):
                end += 1
            elif (
                (tokens[end].lower in self.words.joined_by or self._of_water(end))
                and end + 1 < len(tokens)
                and self._capital(end + 1)
                and tokens[end].kind == "word"
            ):
                end += 2
            else:
                break
        return end

    def _of_water(self, at: int) -> bool:
        """Tell whether a preposition belongs to a name: "Gulf of Aden"."""
        return self.tokens[at].lower == "of" and self.tokens[at - 1].lower in self.words.waters

    def _after(self, at: int, end: int) -> int:
        """Return where to go on behind a run that is no place: behind a known actor in it, or behind its first word."""
        actor = self.actor_at.get(at)
        return max(actor.end, at + 1) if actor is not None and actor.end <= end else at + 1

    def _mention(self, at: int, end: int) -> PlaceMention | None:
        weight, near, unit_before = self._before(at)
        if not weight and end == at + 1 and self._of_person(at):
            return None
        actor = self.actor_at.get(at)
        kinds = {known.kind for known in actor.payload} if actor is not None else set()
        match = self.gazetteer.match([_key(token) for token in self.tokens[at:end]], 0)
        longer = match is not None and actor is not None and match.end > actor.end - at  # "Gaza City"
        if actor is not None and "country" in kinds and not longer:
            return self._country(actor, end, weight, near=near)
        if end < len(self.tokens) and self.tokens[end].lower == "'s":
            match, end = self._genitive(at, end, match)
        length = match.end if match is not None else 0
        blocked = bool(kinds & {"organisation", "official", "metonym", "agent", "religion", "adjective", "demonym"})
        if kinds <= {"official", "capital"} and length == end - at and weight > SURE:
            blocked = False  # "in Toledo", "in Lima": a surname that is a town's
        if actor is not None and blocked and actor.end - at >= length:
            return None
        weak = "people" in kinds and weight < SURE and not self._unit(at + length)
        if self.tokens[at].lower in self.words.features and length == 1 < end - at:
            match, weak = self._part(at, end, head=True), True  # "Lake Naivasha", where no list knows the lake
        mention = self._named(at, end, match, weight, near=near, unit=unit_before)
        if mention is None and match is not None and weight >= SURE and self._is_institute(at, end, length):
            mention, weak = PlaceMention(at, end, _BARE, near, match, unit="site"), True  # "at Meru Training Institute"
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
        return at > 1 and not self.shouting and self.tokens[at - 1].text.isalpha() and self._capital(at - 1)

    def _country(self, actor: Mention, end: int, weight: float, *, near: bool) -> PlaceMention | None:
        if actor.end < end and weight < SURE:
            return None  # "Niger Delta Avengers", "Mali Empire"
        known = next(one for one in actor.payload if one.kind == "country")
        return PlaceMention(actor.start, actor.end, weight or _BARE, near, None, whole=True, country=known.country)

    def _named(
        self, at: int, end: int, match: Match | None, weight: float, *, near: bool, unit: str
    ) -> PlaceMention | None:
        head = self.tokens[at].lower in self.words.heads and end > at + 1
        match = self._part(at, end, head=head) if head or match is None else match
        length = match.end if match is not None else 0
        if " ".join(_key(token) for token in self.tokens[at:end]) in self.words.not_places:
            return None
        whole = match is not None and at + length == end
        if end == at + 1 and self.tokens[at].lower in self.words.not_names and not weight > SURE:
            return None
        tail = [token.lower for token in self.tokens[at + length : end]]
        kind = self._unit(end) or unit or ("place" if head else "")
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
            weight = min(weight, _BARE)
            end = at + length  # "to Nairobi Governor Sonko"
            whole, loose = True, False
        return PlaceMention(at, end, weight or _BARE, near, match, whole=whole, loose=loose and not whole, unit=kind)

    def _genitive(self, at: int, end: int, match: Match | None) -> tuple[Match | None, int]:
        """Return the match and the end of a name with a genitive in it: "St. John's", "Lee's Summit"."""
        last = end + 1
        if last < len(self.tokens) and self._capital(last):
            last = self._run(last)
        keys = [_key(token) for token in (*self.tokens[at:end], *self.tokens[end + 1 : last])]
        keys[end - at - 1] += "s"
        longer = self.gazetteer.match(keys, 0)
        saint = keys[0] in ("st", "saint") and match is None
        if longer is None or longer.end < end - at + (not saint):
            return match, end
        return replace(longer, end=longer.end + 1), at + longer.end + 1

    def _part(self, at: int, end: int, *, head: bool) -> Match | None:
        """Return the match of a part of a name: "Barangay Asinga", "the Narok-Bomet road", "Athens-Central Athens"."""
        if head:
            match = self.gazetteer.match([_key(token) for token in self.tokens[at + 1 : end]], 0)
            return replace(match, end=match.end + 1) if match is not None else None
        first, dash, _ = self.tokens[at].text.partition("-")
        return self.gazetteer.match([place_key(first)], 0) if dash else None

    def _unit(self, at: int) -> str:
        """Return what the word behind a name calls it: a region, a site or some place."""
        if at >= len(self.tokens):
            return ""
        lower = self.tokens[at].lower
        if lower in self.words.region_words:
            return self.words.region_words[lower]
        if lower in self.words.site_words:
            return "site"
        return "place" if lower in self.words.place_words else ""

    # --- the words before

    def _before(self, at: int) -> tuple[float, bool, str]:
        """Return weight, nearness and the unit that the words before a name give it."""
        words, tokens = self.words, self.tokens
        near = False
        unit = "place" if at and tokens[at - 1].text in words.seats else ""  # "the Kenyan capital Nairobi"
        i = at - 1 - bool(unit)
        while i >= 0:
            lower = tokens[i].lower
            if lower == "of" and i > 0 and tokens[i - 1].lower in words.unit_of:
                noun = tokens[i - 1].lower
                near = near or noun in words.near_nouns
                unit = unit or words.region_words.get(noun, "place")
                i -= 2
            elif (
                lower in words.lead
                or (lower in words.unit_of and i < at and unit)
                or (lower == "," and i == at - 1 and self._apposed(i))
            ):
                i -= 1
            elif lower in words.unit_of and tokens[i].text.islower() and i == at - 1:
                unit = words.region_words.get(lower, "place")  # "the village Balade"
                i -= 1
            else:
                break
        if i < 0:
            return (SURE if unit else 0.0), near, unit
        lower = tokens[i].lower
        marked = self._marked(i)
        if marked:
            return marked, near, unit or "place"
        if lower in _JOINS and self.found and self._joined(i):
            last = self.found[-1]
            return last.weight, last.near, unit
        weight = words.prepositions.get(lower, 0.0)
        earlier = tokens[i - 1].lower if i > 0 else ""
        if lower in ("to", "as", "in", "at") and earlier in words.coded:
            weight = _CODED if earlier == "coded" else weight
        elif lower == "of" and earlier in words.people_of:
            weight = SURE
        return (max(weight, SURE) if unit and weight < 1 else weight), near or lower in words.near, unit

    def _marked(self, i: int) -> float:
        """Return the weight of a name behind a mark: "Location: Kapedo", "the second city - Osh"; 0 without one."""
        words, tokens = self.words, self.tokens
        if tokens[i].lower == ":" and i > 0 and tokens[i - 1].lower in words.labels:
            return _CODED
        renamed = any(token.lower in words.unit_of for token in tokens[max(i - _RENAMED, 0) : i])
        return SURE if renamed and tokens[i].lower in _DASHES else 0.0

    def _continues(self, i: int) -> bool:
        """Tell whether only commas and "and" stand between the last place found and a token."""
        between = range(self.found[-1].end, i) if self.found else range(1)
        return bool(self.found) and all(self.tokens[k].lower in _LISTING for k in between)

    def _apposed(self, comma: int) -> bool:
        """Tell whether a name behind a comma renames a noun: "in the capital, Lima,"."""
        noun, before = self.tokens[max(comma - 1, 0)], self.tokens[max(comma - 2, 0)].lower
        return noun.text.islower() and noun.lower in self.words.unit_of and before in self.words.lead

    def _joined(self, i: int) -> bool:
        """Tell whether a comma or conjunction directly follows the last place found, its unit word aside."""
        last = self.found[-1]
        return last.end <= i and all(self._unit(k) or self.tokens[k].lower in _JOINS for k in range(last.end, i + 1))

    # --- regions beside

    def _nest(self) -> None:
        """Hang regions on the places that they hold: "Balcad, Middle Shabelle", "Talbiseh (Homs, Homs)"."""
        for index, mention in enumerate(self.found):
            if mention.inside:
                continue
            last = mention
            for other in self.found[index + 1 :]:
                link = self._link(last, other)
                if link == "near":
                    mention.beside = mention.beside or other
                if link != "holds":
                    break
                if self._listed(other):
                    break
                other.inside = True
                mention.within.append(other)
                last = other

    def _listed(self, mention: PlaceMention) -> bool:
        """Tell whether a name goes on in a list of equals: "Jawf, Hajjah, and Sadah governorates"."""
        at = mention.end
        if self.tokens[mention.start - 1].lower != ",":
            return False
        if at < len(self.tokens) and self.tokens[at].lower == ",":
            at += 1
        return at + 1 < len(self.tokens) and self.tokens[at].lower == "and" and self._capital(at + 1)

    def _link(self, inner: PlaceMention, outer: PlaceMention) -> str:
        """Tell how a place hangs on the one before: it holds it, it is near it, or not at all."""
        between = [token.lower for token in self.tokens[inner.end : outer.start]]
        if inner.country and not outer.country and between == ["in"]:
            return ""  # "militiamen from Ethiopia in Forole"
        if len(between) > _GAP or not between:
            return ""
        words = self.words
        kinds = (words.place_words, words.region_words, words.site_words, words.lead)
        rest = [word for word in between if not any(word in kind for kind in kinds)]
        if rest in ([","], ["("], ["in"], ["of"], [",", "in"], ["("], [",", "of"], ["at"], ["within"]):
            return "holds"
        return "near" if rest and rest[-1] in words.near and len(rest) <= 2 else ""  # noqa: PLR2004 - ", near"
