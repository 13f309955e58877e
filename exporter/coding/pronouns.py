"""Whom a pronoun means: the one party named before it that fits, or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.naming import STATE_ROLES
from exporter.coding.passages import Passage, is_namesake

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.coding.actor import Actor
    from exporter.coding.actor_index import Known
    from exporter.coding.analysis import Analysis, Mention

# What a pronoun may point back to.
_POINTS_TO = {
    **dict.fromkeys(("he", "she", "him", "himself", "herself"), frozenset(("official",))),
    **dict.fromkeys(("it", "itself"), frozenset(("country", "organisation", "metonym", "capital"))),
    **dict.fromkeys(("they", "them", "themselves"), frozenset(("agent", "organisation", "demonym", "people"))),
}


def antecedent(passage: Passage, known_by: Callable[[Passage], Actor | None]) -> Actor | None:
    """Return the actor that a pronoun points back to, or None where it could mean several.

    The earlier words of its sentence are asked first and, where they name nothing that fits, the sentence before.
    """
    word = passage.analysis.words[passage.start]
    wanted = _POINTS_TO.get(word)
    if wanted is None:
        return None
    index = passage.analysis.sentence.index
    for at in (index, index - 1 if index and word not in ("it", "itself") else -1):
        if at < 0:
            continue
        analysis = passage.reading.analysis(at)
        end = passage.start if at == index else len(analysis.words)
        heads = [
            one
            for one in analysis.mentions
            if one.end <= end and _is_head(analysis, one) and not _is_other(passage, analysis, one)
        ]
        if any(_is_unclear(passage, one, wanted) for one in heads):
            return None
        if wanted == _POINTS_TO["he"] and passage.reading.running and _names_stranger(analysis, end):
            return None  # Mr Diaz said he
        meant = [
            Passage(passage.reading, analysis, group.start, group.end, group.index)
            for group in (
                analysis.groups[analysis.group_at[one.start]] for one in heads if _fits(passage, analysis, one, wanted)
            )
        ]
        known = {actor.name: actor for actor in map(known_by, meant) if actor is not None}
        if known:
            alone = len(known) == 1 and not (wanted == _POINTS_TO["he"] and _names_stranger(analysis, end))
            return next(iter(known.values())) if alone else None
    return None


def _is_other(passage: Passage, analysis: Analysis, mention: Mention) -> bool:
    """Tell whether a pronoun cannot mean somebody: the subject of its own verb, or one in another's quotation."""
    quotations, here = passage.reading.quotations, passage.analysis.tokens[passage.start].start
    if analysis.tokens[mention.start].start in quotations and here not in quotations:
        return True
    if analysis is not passage.analysis or passage.group < 0:
        return False
    group = analysis.groups[passage.group]
    verb = analysis.verbs[group.verb] if group.verb >= 0 else None
    return verb is not None and group.index in verb.object and analysis.group_at[mention.start] in verb.subject


def _is_head(analysis: Analysis, mention: Mention) -> bool:
    """Tell whether a mention ends with the head of its noun group: not "Kurdish" in "Kurdish forces"."""
    group = analysis.group_at[mention.start]
    return group >= 0 and mention.start <= analysis.groups[group].head < mention.end


def _is_unclear(passage: Passage, mention: Mention, wanted: frozenset[str]) -> bool:
    """Tell whether a pronoun may mean people who are no party: whoever is armed, people in general."""
    known = passage.meaning(mention)
    return known.kind == "agent" and "agent" in wanted and not _is_clear(known)


def _fits(passage: Passage, analysis: Analysis, mention: Mention, wanted: frozenset[str]) -> bool:
    known = passage.meaning(mention)
    if known.kind == "official" and (is_namesake(analysis, mention) or passage.is_stranger(mention, known)):
        return False
    alone = (
        known.kind == "agent" and known.generic == "government" and not analysis.words[mention.end - 1].endswith("s")
    )
    return known.kind in wanted and _is_clear(known) and not alone  # "they" are no government


def _names_stranger(analysis: Analysis, end: int) -> bool:
    """Tell whether somebody whom no list knows is the subject of an earlier verb: "he" may be him."""
    subjects = {index for verb in analysis.verbs if verb.end <= end for index in verb.subject}
    heads = (analysis.groups[index].head for index in subjects)
    return any(
        analysis.tags[head] == "E"
        and not any(one.start <= head < one.end and not is_namesake(analysis, one) for one in analysis.mentions)
        for head in heads
    )


def _is_clear(known: Known) -> bool:
    """Tell whether a pronoun may mean a party at all: not people in general, nor whoever is armed."""
    return known.kind != "agent" or known.generic in STATE_ROLES
