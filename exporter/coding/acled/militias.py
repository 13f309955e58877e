"""Peoples, clans and villages that fight or attack: ACLED's identity militias."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.acled.sides import PEOPLE, Side, side_words
from exporter.coding.actor import Actor
from exporter.coding.naming import IDENTITY, POLITICAL, militia_sorts

if TYPE_CHECKING:
    from exporter.coding.acled.incidents import Party
    from exporter.coding.actor_index import Known
    from exporter.coding.actors import ActorResolver
    from exporter.coding.analysis import Analysis
    from exporter.coding.reading import Reading

_GROUP = " Ethnic Group"
_NAMELESS = frozenset((POLITICAL, IDENTITY))
_ORIGIN = 5  # tokens behind the fighters within which their people stands: "gunmen from the Suk people"


def people_in_arms(side: Side) -> Side:
    """Return a people as its militia where it fights or attacks: "Pokomo attack a village"."""
    if side.actor.at_home not in PEOPLE or side.harmed or side.unarmed:
        return side
    actor = _militia(side.actor)
    return side if actor is None else replace(side, actor=actor)


def _militia(actor: Actor | None) -> Actor | None:
    """Return the militia of a people that an actor is, or None."""
    if actor is None:
        return None
    people = actor.identity.removesuffix(_GROUP)
    if people == actor.identity:
        return actor if actor.kind == "people" else None
    return replace(actor, kind="people", name=people, at_home=IDENTITY, generic="Ethnic", identity="", cameo="UAF")


def militia_of(reading: Reading, resolver: ActorResolver, party: Party, side: Side | None) -> Side | None:
    """Return the militia that the words for the doer of an act name, where its noun group names none.

    The people may stand before the fighters ("Kipsigis militia"), behind them ("raiders from the Suk people") or
    for itself ("Pokot attack traders"), also where the sentence is too short to tell nouns from verbs.
    """
    if side is not None and (side.actor.kind != "agent" or (side.armed and side.actor.at_home not in _NAMELESS)):
        return None
    analysis = reading.analysis(party.sentence)
    start = party.start
    while start > 0 and analysis.tokens[start - 1].kind == "word" and analysis.tokens[start - 1].text[0].isupper():
        start -= 1
    actor = _militia(resolver.span(reading, analysis, start, party.end))
    actor = actor or _origin(reading, resolver, analysis, party.end)
    actor = actor or _of_name(reading, analysis, start, party.end)
    if actor is None:
        return None
    first = side.first if side is not None else max(analysis.group_at[party.start], 0)
    return Side(actor, "agent", party.sentence, start, party.end, first, harmed=False, unarmed=False)


def _origin(reading: Reading, resolver: ActorResolver, analysis: Analysis, at: int) -> Actor | None:
    """Return the militia of the people behind "from" or "of": "from the Suk people", "of a Kuria militia"."""
    if analysis.words[at : at + 1] not in (["from"], ["of"]):
        return None
    start = at + 1 + (analysis.words[at + 1] in ("the", "a", "an"))
    end = start
    while end < min(len(analysis.tokens), at + _ORIGIN) and analysis.tokens[end].text[0].isupper():
        end += 1
    if end == start:
        return None
    if any(one.kind == "people" for one in _known(analysis, start, end)):
        return _militia(resolver.span(reading, analysis, start, end))
    return _of_name(reading, analysis, start, end + 1) if end < len(analysis.tokens) else None


def _of_name(reading: Reading, analysis: Analysis, start: int, end: int) -> Actor | None:
    """Return the militia of a name that no list holds, by the word for its fighters: "Kipsigis warriors"."""
    at = end - 1
    names = analysis.tokens[start:at]
    if not names or analysis.words[at] not in side_words("own_fighters") or _known(analysis, start, at):
        return None
    if not all(token.text[0].isupper() for token in names) or "#" in analysis.tags[start:at]:
        return None
    if start == 0 and analysis.words[0] in side_words("openers"):
        return None
    name = reading.document.text[names[0].start : names[-1].end]
    if name.isupper() or analysis.tokens[at].text[0].isupper():
        return None  # an acronym, or "Militia" in a group's own name
    sort = militia_sorts().get(analysis.words[at], "Communal")
    return Actor("people", name, reading.focus, "UAF", "UAF", IDENTITY, sort)


def _known(analysis: Analysis, start: int, end: int) -> list[Known]:
    return [known for one in analysis.mentions if one.start < end and start < one.end for known in one.payload]
