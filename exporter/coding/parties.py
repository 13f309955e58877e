"""From noun groups to the participants of an event."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.coding.introductions import is_introduced
from exporter.coding.naming import standing_for
from exporter.coding.narration import reporting_words
from exporter.events import Participant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.analysis import Analysis
    from exporter.coding.clauses import ClauseEvent
    from exporter.coding.reading import Reading
    from exporter.events.record import Slot

# CAMEO's codes of harm, and prepositions before the place where it is done.
_HARM = ("18", "190", "193", "194", "195", "20")
_AMONG = ("including", "notably")  # before those who are named of several
# PLOVER types of stands that are taken on things of others.
_AT_THINGS = frozenset(("ACCUSE", "REJECT", "SANCTION", "SUPPORT"))
# CAMEO codes of what is done to persons alone, and of land that is taken, whose people are not who loses it.
_OF_PERSONS = ("173", "174", "18", "192", "20")
_ATTACK_TO_COME = "138"  # CAMEO: threaten with military force
_OWNERS = ("of", "by")
_PLACES = frozenset(("in", "near", "inside", "within", "around", "across", "outside"))


class PartyResolver:
    """Resolve noun groups to participants.

    This base keeps names as they stand; ``exporter.coding.actors`` knows who they are.
    """

    def resolve(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the participant that a noun group names, or None where it names no party."""
        found = analysis.groups[group]
        if not any(analysis.tags[i] == "E" for i in range(found.start, found.end)):
            return None
        text = reading.document.text[analysis.tokens[found.start].start : analysis.tokens[found.end - 1].end]
        return Participant(slot=slot, name=text, text=text)

    def nation(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the country that a thing is said to be of, "a Kenyan proposal", or None."""
        del reading, analysis, group, slot
        return None

    def place(self, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
        """Return the people of the place that a noun group names, or None; this base knows no places."""
        del reading, analysis, group, slot
        return None


def participants(
    resolver: PartyResolver, reading: Reading, analysis: Analysis, event: ClauseEvent
) -> tuple[list[Participant], list[Participant]]:
    """Return the sources and targets of a clause event; the first of each is its main party."""
    acting = event.sources
    if reading.running and event.trigger.verb >= 0:  # whoever is held in a country is not surely held by it
        acting = [index for index in acting if analysis.groups[index].preposition != "in"]
    sources = _side(resolver, reading, analysis, acting, "actor1", "assoc_actor_1")
    names, texts = {one.name for one in sources}, {one.text for one in sources}
    reached = _reached(reading, analysis, event)
    found = _side(resolver, reading, analysis, reached, "actor2", "assoc_actor_2")
    if reading.running and _is_at_places(event) and not any(one.codes for one in found):
        found = _places(resolver, reading, analysis, reached) or found
    targets = [
        one for one in found if one.text not in texts and (one.name not in names or one.code("acled") == "Civilians")
    ]
    if event.mutual and not targets and len(sources) > 1:
        sources, targets = sources[:1], sources[1:]  # "Putin and Xi met", "clashes between police and students"
    vague = not targets or (targets[0].code("cameo") or "").startswith("INT")
    if vague and event.trigger.verb >= 0 and event.targets:  # urged neighbours, including Mali
        members = [index for preposition, index in analysis.verbs[event.trigger.verb].obliques if preposition in _AMONG]
        targets = _side(resolver, reading, analysis, members, "actor2", "assoc_actor_2") + targets
    if not targets and sources and reading.running and event.plover in _AT_THINGS:
        targets = _whose(resolver, reading, analysis, event, sources[0])
    if event.plover == "SANCTION" and sources and targets and _is_own(sources[0], targets[0]):
        targets = []  # recalled its ambassador
    if event.plover == "RETREAT" and sources and targets and _are_of_one_state(sources[0], targets[0]):
        targets = []  # ordered the withdrawal of its own troops
    if targets and targets[0].slot != "actor2":
        targets[0] = replace(targets[0], slot="actor2")
    return sources, [one if place == 0 else replace(one, slot="assoc_actor_2") for place, one in enumerate(targets)]


def _whose(
    resolver: PartyResolver, reading: Reading, analysis: Analysis, event: ClauseEvent, source: Participant
) -> list[Participant]:
    """Return whose thing a stand is taken on: "rejected a Kenyan proposal", "eased tariffs on Chinese steel"."""
    for index in event.targets[:1]:
        party = resolver.nation(reading, analysis, index, "actor2")
        if party is not None and party.country != source.country and analysis.groups[index].preposition not in _PLACES:
            return [party]
    return []


def _is_at_places(event: ClauseEvent) -> bool:
    """Tell whether an event is done to towns and regions as well as to people: shelling, a raid, a siege."""
    threat = (event.cameo or "").startswith(_ATTACK_TO_COME)  # would mount an assault on the town
    return threat or (event.plover in ("ASSAULT", "COERCE") and not (event.cameo or "").startswith(_OF_PERSONS))


def _places(resolver: PartyResolver, reading: Reading, analysis: Analysis, groups: Sequence[int]) -> list[Participant]:
    """Return the people of the first place that groups name: "Homs", "the town of Douma", "the Idlib province"."""
    for group in groups:
        parts = [one.index for one in analysis.groups if one.parent == group and one.preposition == "of"]
        for index in (group, *parts):
            party = resolver.place(reading, analysis, index, "actor2")
            if party is not None:
                return [party]
    return []


def _is_own(source: Participant, target: Participant) -> bool:
    return source.country == target.country and (target.text or "").lower().startswith(
        ("its ", "his ", "her ", "their ")
    )


def _are_of_one_state(source: Participant, target: Participant) -> bool:
    return source.country == target.country and source.code("acled") == target.code("acled") == "State forces"


def _is_for(analysis: Analysis, index: int) -> bool:
    """Tell whether somebody is whom others act for: "on behalf of the regime"."""
    group = analysis.groups[index]
    before = analysis.words[max(analysis.start_of(index) - 2, 0) : analysis.start_of(index)]
    return group.preposition == "of" and before[:1] in (["behalf"], ["support"], ["favour"], ["favor"])


def _reached(reading: Reading, analysis: Analysis, event: ClauseEvent) -> list[int]:
    """Return the groups that may be the target.

    Of a killing told in the passive that is its subject alone, and nobody is harmed by being where harm is done.
    """
    targets = event.targets
    if reading.running:
        acting = {one.index for index in event.sources for one in analysis.coordinated(index)}
        hit = ("on", "against") if event.trigger.verb < 0 else ()  # attacks by Mali on Peru
        targets = [
            index
            for index in targets
            if analysis.groups[index].parent not in acting or analysis.groups[index].preposition in hit
            if not _is_for(analysis, index)
        ]
    if reading.running and event.plover == "REQUEST":  # asked to receive the prisoners: they are not who was asked
        targets = [index for index in targets if index not in event.done_to]
    if (event.cameo or "").startswith("0841"):  # freed from the rebels: they are not who was freed
        targets = [index for index in targets if analysis.groups[index].preposition != "from"]
    if event.plover == "SANCTION":  # recalled its ambassador from Iran
        targets = [index for index in targets if analysis.tags[analysis.groups[index].start] != "S"] or targets
    if event.trigger.passive and event.trigger.verb >= 0 and (event.cameo or "").startswith("18"):
        verb = analysis.verbs[event.trigger.verb]
        subject = {one.index for index in verb.subject for one in analysis.coordinated(index)}
        targets = [index for index in targets if index in subject]
    if not (event.cameo or "").startswith(_HARM):
        return targets
    return [index for index in targets if analysis.groups[index].preposition not in _PLACES]


def _side(
    resolver: PartyResolver, reading: Reading, analysis: Analysis, groups: list[int], main: Slot, other: Slot
) -> list[Participant]:
    found: list[Participant] = []
    pronoun = -1
    for index in groups:
        if analysis.groups[index].start > analysis.groups[pronoun].start and pronoun >= 0:
            break  # an unclear pronoun fills the slot; only what it may point back to stands for it
        if found and analysis.groups[index].first != analysis.groups[groups[0]].first:
            break  # a second slot is asked only where the better one names no party
        party = resolver.resolve(reading, analysis, index, other if found else main)
        if party is not None and not (party.codes or party.country) and not _is_name(reading, analysis, index):
            party = None
        if party is None and (main == "actor2" or not reading.running or _stands_for_owner(analysis, index)):
            party = _owner(resolver, reading, analysis, index, other if found else main)
        if party is None and analysis.tags[analysis.groups[index].start] == "O":
            pronoun = index
        if party is None or any(party.name == one.name for one in found):
            continue
        if found and _renames(analysis, index, found[-1], party):
            if _is_better(party, found[-1]):
                found[-1] = replace(party, slot=found[-1].slot)
        else:
            found.append(party)
    return found


def _renames(analysis: Analysis, group: int, earlier: Participant, party: Participant) -> bool:
    """Tell whether a party is the one before it once more: "the French president, Emmanuel Macron"."""
    if not analysis.groups[group].apposed:
        return False
    same = earlier.country == party.country or not earlier.country or not party.country
    return same and _is_generic(earlier) != _is_generic(party)


def _is_better(party: Participant, earlier: Participant) -> bool:
    """Tell whether the second of two names for one party says more: a known name rather than a role or a stranger's."""
    return bool(party.codes) and (not earlier.codes or _is_generic(earlier))


def _is_generic(party: Participant) -> bool:
    """Tell whether a party is named by its role: such names end with a country or with years, or have neither."""
    name = party.name or ""
    unplaced = not party.country and (name.islower() or party.code("acled") == "Identity militia")
    return bool(party.codes) and (name.endswith(")") or unplaced)


def _stands_for_owner(analysis: Analysis, group: int) -> bool:
    """Tell whether what a group names can act for its owner: a spokesman or two hundred of them, not an image."""
    head = analysis.groups[group].head
    return analysis.tags[head] != "N" or analysis.words[head] in standing_for()


def _owner(resolver: PartyResolver, reading: Reading, analysis: Analysis, group: int, slot: Slot) -> Participant | None:
    """Resolve whose thing a group names: "the aircraft of the navy", "the army's planes", "a decision by Mali"."""
    for _ in range(3):
        owner = next(
            (
                one
                for one in analysis.groups
                if one.parent == group and (one.preposition in _OWNERS or analysis.groups[group].owner == one.index)
            ),
            None,
        )
        index = owner.index if owner is not None else _maker(analysis, group)
        if index < 0:
            return None
        party = resolver.resolve(reading, analysis, index, slot)
        if party is not None:
            return party
        group = index
    return None


def _maker(analysis: Analysis, group: int) -> int:
    """Return the group that names who made or said what another names: "comments made by the president", or -1."""
    return next(
        (
            index
            for verb in analysis.verbs
            if verb.passive and verb.subject == [group] and verb.start == analysis.groups[group].end
            if verb.lemma in reporting_words().makers
            for preposition, index in verb.obliques
            if preposition == "by"
        ),
        -1,
    )


def _is_name(reading: Reading, analysis: Analysis, group: int) -> bool:
    """Tell whether an unknown party is named at all: "Il-76" may be; "blatant war crimes" and a town are not."""
    token = analysis.tokens[analysis.groups[group].head]
    named = token.index > 0 or (len(analysis.tokens) > 1 and analysis.tags[1] in "EVXML,K")
    if not (token.text[0].isupper() and named):
        return False
    found = analysis.groups[group]
    names = [i for i in range(found.start, found.end) if analysis.tags[i] == "E"] or [token.index]
    if not reading.locations.is_place(analysis.sentence.index, names[0], names[-1] + 1):
        return True
    return is_introduced(reading, " ".join(analysis.tokens[i].text for i in names))
