"""Names in a sentence that may be those of places: runs of capitalised words, and what the gazetteer knows of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.gazetteer import place_key
from exporter.coding.place_words import place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.gazetteer import Gazetteer, Match
    from exporter.coding.text import Token

_PARTICLE = 2  # letters of a lower-case word that may end a hyphenated name
_LONGEST = 8  # tokens of a name

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


class Names:
    """The capitalised words of a sentence as names; ``at`` and ``end`` are token offsets, end exclusive."""

    def __init__(self, tokens: Sequence[Token], gazetteer: Gazetteer) -> None:
        self.tokens, self._gazetteer, self.words = tokens, gazetteer, place_words()

    def match(self, at: int, end: int) -> Match | None:
        """Return the longest place of the gazetteer whose name begins at a token."""
        return self._gazetteer.match([_key(token) for token in self.tokens[at:end]], 0)

    def key(self, at: int, end: int) -> str:
        """Return the words of a name as the gazetteer writes them."""
        return " ".join(_key(token) for token in self.tokens[at:end])

    def capital(self, at: int) -> bool:
        """Tell whether a token is written as names are, or is a particle that opens one: "At Tuhayat", "eThekwini"."""
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
            # "Kurdish-held", "mid-January", "anti-Russia"
            described = len(parts[-1]) > _PARTICLE and parts[-1].islower()
            led = parts[0].lower() in self.words.prefixes or parts[-1].lower() in self.words.skip
            if described and text[0].isupper() and not led:
                return self._gazetteer.match([_key(token)], 0) is not None  # "Mukurwe-ini"
            return not (described or led or text.islower())
        return text[0].isupper() or (len(text) > _PARTICLE and text[1].isupper())  # "eThekwini"

    def run(self, at: int) -> int:
        """Return the end of the capitalised words from ``at``."""
        end = at + 1
        tokens = self.tokens
        while end < len(tokens) and end - at < _LONGEST:
            if self.capital(end):
                end += 1
            elif (
                (tokens[end].lower in self.words.joined_by or self._of_water(end))
                and end + 1 < len(tokens)
                and self.capital(end + 1)
                and tokens[end].kind == "word"
            ):
                end += 2
            else:
                break
        return end

    def _of_water(self, at: int) -> bool:
        """Tell whether a preposition belongs to a name: "Gulf of Aden"."""
        return self.tokens[at].lower == "of" and self.tokens[at - 1].lower in self.words.waters

    def genitive(self, at: int, end: int, match: Match | None) -> tuple[Match | None, int]:
        """Return the match and the end of a name with a genitive in it: "St. John's", "Lee's Summit"."""
        last = end + 1
        if last < len(self.tokens) and self.capital(last):
            last = self.run(last)
        keys = [_key(token) for token in (*self.tokens[at:end], *self.tokens[end + 1 : last])]
        keys[end - at - 1] += "s"
        longer = self._gazetteer.match(keys, 0)
        saint = keys[0] in ("st", "saint") and match is None
        if longer is None or longer.end < end - at + (not saint):
            return match, end
        return replace(longer, end=longer.end + 1), at + longer.end + 1

    def part(self, at: int, end: int, *, head: bool) -> Match | None:
        """Return the match of a part of a name: "Barangay Asinga", "the Narok-Bomet road", "Athens-Central Athens"."""
        if head:
            match = self.match(at + 1, end)
            return replace(match, end=match.end + 1) if match is not None else None
        first, dash, _ = self.tokens[at].text.partition("-")
        return self._gazetteer.match([place_key(first)], 0) if dash else None

    def unit(self, at: int) -> str:
        """Return what the word behind a name calls it: a region, a site or some place."""
        if at >= len(self.tokens):
            return ""
        lower = self.tokens[at].lower
        if lower in self.words.region_words:
            return self.words.region_words[lower]
        if lower in self.words.site_words:
            return "site"
        return "place" if lower in self.words.place_words else ""
