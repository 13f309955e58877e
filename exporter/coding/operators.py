"""What an operator makes of the event in its complement: promise to aid, threaten to attack, refuse to meet."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exporter.coding.lexicon import plover_of

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, TriggerMatch, VerbGroup
    from exporter.coding.lexicon import Entry

_STANDS = frozenset(("ACCUSE", "REJECT", "SUPPORT", "PROTEST"))
_DEEDS = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"))
_ASSURING = frozenset(("intend", "promise", "offer", "decide"))
CONFLICT = "09"  # the first CAMEO root that is no cooperation
_FORCE = frozenset(("SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"))


@cache
def _table() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        files("exporter.coding").joinpath("english", "operators.json").read_text(encoding="utf-8")
    )
    return data


def combined_code(operator: str, cameo: str) -> str | None:
    """Return the CAMEO code of the whole, or None where the inner event stays what it is.

    >>> combined_code("refuse", "0841"), combined_code("begin", "190")
    ('1243', None)
    """
    codes: dict[str, str] = _table()["codes"].get(operator, {})
    while True:
        if cameo in codes:
            return codes[cameo]
        if not cameo:
            return None
        cameo = cameo[:-1]


def negated_operator(operator: str) -> str:
    """Return what a negated operator counts as; empty where nothing is left of it."""
    negated: str = _table()["negated"].get(operator, "")
    return negated


def is_undergone(verb: VerbGroup, group: int) -> bool:
    """Tell whether an event noun happens to the subject of its verb: "faced criticism", "was hit with a fine"."""
    if group in verb.object:
        return not verb.passive and verb.lemma in _table()["undergone"]
    preposition = next((word for word, index in verb.obliques if index == group), "")
    return f"{verb.lemma} {preposition}" in _table()["undergone"]


def possible_code(verb: VerbGroup, cameo: str, plover: str) -> str | None:
    """Return the code of the threat in "may attack", of the intention in "could resume aid"; None for other acts."""
    if verb.perfect or verb.modal not in ("may", "might", "could"):
        return None
    if plover in _FORCE:
        return combined_code("threaten", cameo)
    return combined_code("intend", cameo) if plover in _DEEDS else None


def takes_subjunctive(lemma: str) -> bool:
    """Tell whether a verb asks for what a base form behind it says: "insisted that the minister leave"."""
    return lemma in _table()["subjunctive"]


def is_resolve(lemma: str) -> bool:
    """Tell whether a verb says what one is resolved to do: vow, swear."""
    return lemma in _table()["resolving"]


def code_of_negated(operator: str, lemma: str, cameo: str) -> str | None:
    """Return the code of an operator whose complement is negated: "vowed never to disarm", "agreed not to attack"."""
    if operator not in _ASSURING:
        return combined_code(operator, "")
    if cameo < CONFLICT and (operator in ("intend", "decide") or is_resolve(lemma)):
        return combined_code("refuse", cameo)
    return combined_code("promise", "")


def takes_a_stand(entry: Entry) -> bool:
    """Tell whether a verb only takes a stand towards the event in its object: "condemned the killing"."""
    return entry.plover in _STANDS and not (entry.combine or entry.objects or entry.party == "pair")


def plover_code(code: str) -> tuple[str | None, str | None]:
    """Return PLOVER type and mode of a code that an operator made."""
    if code.startswith("02"):
        return "REQUEST", None  # the conversion table leaves appeals out; PLOVER puts them with demands
    return plover_of(code)


def undone(analysis: Analysis, match: TriggerMatch, by_verb: dict[int, TriggerMatch]) -> bool:
    """Tell whether an event noun is the subject of a verb that undoes it: "the talks failed to bring agreement"."""
    if match.verb >= 0 or match.group < 0:
        return False
    return any(
        match.group in analysis.verbs[index].subject and other.entry.combine in ("refuse", "halt")
        for index, other in by_verb.items()
    )
