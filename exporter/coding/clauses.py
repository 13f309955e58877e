"""From triggers to clause events: who, to whom, and whether it happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.antecedents import with_speaker
from exporter.coding.clause_event import ClauseEvent
from exporter.coding.complements import charged, depends, deterred, hangs, is_beside, opener_of
from exporter.coding.modality import apply_modality, obligations, refusals
from exporter.coding.operators import (
    CONFLICT,
    code_of_negated,
    combined_code,
    is_resolve,
    is_undergone,
    negated_operator,
    plover_code,
    takes_a_stand,
    undone,
)

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, NounGroup, TriggerMatch, VerbGroup
    from exporter.coding.lexicon import Entry

__all__ = ["ClauseEvent", "clause_events"]

_NOUN_SOURCE = ("possessive", "by", "modifier", "subject", "of", "from")
_NOUN_TARGET = ("against", "on", "with", "to", "of", "in", "for", "at", "over", "between", "object")
_VERB_TARGET = ("object", "on", "against", "at", "to", "with", "into", "in", "for", "from", "of", "over", "between")
_CONDITIONS = frozenset(("if", "unless", "whether", "lest", "should"))
_BESIDE = frozenset(
    ("until", "till", "after", "before", "while", "when", "because", "since", "as", "although", "though", "whereas")
)


def clause_events(analysis: Analysis) -> list[ClauseEvent]:
    """Return the events that the triggers of a sentence make, in the order of the text."""
    return _Reader(analysis).read()


class _Reader:
    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.by_verb: dict[int, TriggerMatch] = {}
        for match in analysis.triggers:
            if match.verb >= 0 and (match.entry.cameo or match.entry.plover):
                self.by_verb.setdefault(match.verb, match)
        self.consumed: set[int] = set()  # starts of triggers that only complete an operator
        self.combined: dict[int, ClauseEvent] = {}  # events of operators by the start of their trigger
        self.joined: dict[int, tuple[str, ClauseEvent]] = {}  # operators by the start of a further trigger below them

    def read(self) -> list[ClauseEvent]:
        # the last operator first: "threatened to stop funding" needs the code of "stop funding"
        events = [self._event(match) for match in reversed(self.analysis.triggers) if match.entry.combine]
        events += [self._event(match) for match in self.analysis.triggers if not match.entry.combine]
        result = [event for event in events if event is not None]
        result += obligations(self.analysis, result)
        result += refusals(self.analysis, self.by_verb)
        kept = [event for event in result if event.trigger.start not in self.consumed]
        kept.sort(key=lambda event: event.trigger.start)
        return kept

    def _event(self, match: TriggerMatch) -> ClauseEvent | None:
        entry = match.entry
        verb = self._governing_verb(match)
        event = ClauseEvent(
            match,
            entry.cameo,
            entry.plover,
            entry.mode,
            with_speaker(self.analysis, self._sources(match), verb),
            self._targets(match) or charged(self.analysis, match) or deterred(self.analysis, match),
            verb,
            weight=entry.weight,
            rules=[f"{entry.id}:{match.lemma}"],
        )
        if verb >= 0:
            self._status(event, self.analysis.verbs[verb])
        if undone(self.analysis, match, self.by_verb):
            event.weight -= 2.0
        if entry.combine:
            self._combine(event, entry.combine)
            self.combined[match.start] = event
        elif match.start in self.joined:
            self._join(event, *self.joined[match.start])
        if event.cameo is None and event.plover is None and entry.acled is None:
            return None
        apply_modality(self.analysis, event)
        return event

    # --- the clause around a trigger

    def _governing_verb(self, match: TriggerMatch) -> int:
        if match.verb >= 0:
            return match.verb
        if match.group < 0:
            return -1
        group = self.analysis.groups[match.group]
        for verb in self.analysis.verbs:
            if group.index in verb.subject or group.index in verb.object:
                return verb.index
        return group.verb

    def _status(self, event: ClauseEvent, verb: VerbGroup) -> None:
        nominal = event.trigger.verb < 0
        event.negated = verb.negated and not nominal
        if nominal and (verb.negated or self._no_determiner(event.trigger)):
            event.negated = verb.negated or self._no_determiner(event.trigger)
        if verb.link == "infinitive" and verb.governor >= 0 and not nominal:
            above = self.analysis.verbs[verb.governor]
            if above.negated and verb.governor not in self.by_verb:
                event.negated = True  # "will not go to meet"
        seen = 0
        current = verb
        while current.link == "coordinate" and current.governor >= 0 and current.governor != current.index and seen < 8:
            current = self.analysis.verbs[current.governor]
            seen += 1
        if current.governor >= 0 and current.link == "complement":
            event.attributed = current.governor
        opener = opener_of(self.analysis, verb)
        if opener in _CONDITIONS:
            event.hypothetical = True
            event.rules.append("clause.conditional")
        elif opener in _BESIDE:
            event.background = True

    def _no_determiner(self, match: TriggerMatch) -> bool:
        if match.group < 0:
            return False
        return self.analysis.words[self.analysis.groups[match.group].start] == "no"

    # --- parties

    def _sources(self, match: TriggerMatch) -> list[int]:
        entry = match.entry
        slots = entry.source or (
            ("by", "subject") if match.passive else ("subject",) if match.verb >= 0 else _NOUN_SOURCE
        )
        if match.verb >= 0 and match.passive and entry.voice != "passive":
            slots = tuple("by" if slot == "subject" else "subject" if slot == "object" else slot for slot in slots)
            slots = tuple(dict.fromkeys(slot for slot in slots if slot != "subject" or "object" in entry.source))
        return self._fill(match, slots)

    def _targets(self, match: TriggerMatch) -> list[int]:
        entry = match.entry
        slots = entry.target or (_VERB_TARGET if match.verb >= 0 else _NOUN_TARGET)
        if match.verb >= 0 and match.passive and entry.voice != "passive":
            slots = tuple(
                dict.fromkeys("subject" if slot in ("object", "subject") else slot for slot in slots if slot != "by")
            )
            if "subject" not in slots and not entry.objects:
                slots = ("subject", *slots)
        elif match.verb < 0 and match.group >= 0:
            slots = ("undergoer", *slots)
        return self._fill(match, slots)

    def _fill(self, match: TriggerMatch, slots: tuple[str, ...]) -> list[int]:
        found: list[int] = []
        for slot in slots:
            for index in self._slot(match, slot):
                if (
                    index not in found
                    and not self._is_trigger_group(match, index)
                    and not self.analysis.groups[index].time
                ):
                    found.append(index)
        return found

    def _is_trigger_group(self, match: TriggerMatch, index: int) -> bool:
        if match.verb >= 0 and match.start <= self.analysis.groups[index].head < match.end:
            return True  # the control in "take control of"
        return match.verb < 0 and index == match.group and not self._modifies(match)

    def _modifies(self, match: TriggerMatch) -> bool:
        return match.group >= 0 and self.analysis.groups[match.group].start < match.start

    def _slot(self, match: TriggerMatch, slot: str) -> list[int]:
        if match.verb >= 0:
            return self._verb_slot(match, slot)
        return self._noun_slot(match, slot)

    def _verb_slot(self, match: TriggerMatch, slot: str) -> list[int]:
        verb = self.analysis.verbs[match.verb]
        if slot == "subject":
            return self.analysis.with_coordinated(verb.subject)
        last = self.analysis.verb_at[match.end - 1]
        if last >= 0:
            verb = self.analysis.verbs[last]  # "tried to kill": the object is that of the last verb of the phrase
        if slot == "object":
            groups = self.analysis.groups
            objects = [index for index in verb.object if not match.start <= groups[index].head < match.end]
            if not objects and match.end - match.start > 1:
                # the phrase may end in a preposition or particle that took the object: "crack down on"
                objects = [index for _, index in verb.obliques if groups[index].start == match.end]
            if match.entry.objects and len(objects) > 1:
                objects = [i for i in objects if self.analysis.words[groups[i].head] not in match.entry.objects]
            return self.analysis.with_coordinated(objects)
        found = [index for preposition, index in verb.obliques if preposition == slot]
        if match.passive and slot != "by":  # the ban on Peru was lifted
            found += [one.index for one in self.analysis.behind(slot) if one.parent in verb.subject]
        return found

    def _noun_slot(self, match: TriggerMatch, slot: str) -> list[int]:
        if match.group < 0:
            return []
        analysis = self.analysis
        group = analysis.groups[match.group]
        if slot == "possessive":
            return [group.owner] if group.owner >= 0 else []
        if slot == "modifier":
            return [group.index] if self._modifies(match) else []
        if slot in ("subject", "object", "undergoer"):
            return self._of_governing_verb(group, slot)
        return [
            one.index
            for other in analysis.behind(slot)
            if other.start >= match.end and hangs(analysis, other, group)
            for one in analysis.coordinated(other.index)
        ]

    def _of_governing_verb(self, group: NounGroup, slot: str) -> list[int]:
        for verb in self.analysis.verbs:
            if slot != "object" and (group.index in verb.object or any(group.index == i for _, i in verb.obliques)):
                wanted = is_undergone(verb, group.index) == (slot == "undergoer")
                own = self.by_verb.get(verb.index)  # "condemned the killing": its subject has not killed
                if slot == "subject" and own is not None and takes_a_stand(own.entry):
                    return []
                return self.analysis.with_coordinated(verb.subject) if wanted else []
            if slot == "object" and group.index in verb.subject:
                return self.analysis.with_coordinated(verb.object)
        return []

    # --- operators and modality

    def _combine(self, event: ClauseEvent, operator: str) -> None:
        if event.negated:
            operator = negated_operator(operator)
            event.negated = not operator  # "did not ask" leaves nothing, "did not agree" refuses
            event.rules.append(f"negated.{operator or 'dropped'}")
        if operator == "wish":
            wanted = self._verb_slot(event.trigger, "object") or self._others_below(event.trigger)
            operator = "demand" if wanted else "intend"
            event.cameo = combined_code(operator, "")
            event.plover, event.mode = plover_code(event.cameo or "")
        inner = self._complement(event.trigger)
        if event.negated and inner is not None:
            self.consumed.add(inner.start)
            return
        if inner is None:
            if event.cameo is None and event.plover is None and operator in ("demand", "request"):
                event.cameo = combined_code(operator, "")  # "told the firm to come clean"
                event.plover, event.mode = plover_code(event.cameo or "")
            elif event.trigger.entry.combine not in (operator, "wish"):
                event.cameo, event.plover, event.mode = (None, None, None)
                code = combined_code(operator, event.trigger.entry.cameo or "") if operator else None
                if code:
                    event.cameo = code
                    event.plover, event.mode = plover_code(code)
            return
        event.inner = inner
        event.rules.append(f"{operator}+{inner.entry.id}:{inner.lemma}")
        self.consumed.add(inner.start)
        part: ClauseEvent | Entry = self.combined.get(inner.start, inner.entry)
        code = self._whole(operator, event.trigger.lemma, part, inner)
        if code:
            event.cameo = code
            event.plover, event.mode = plover_code(code)
            self._note_joined(operator, event, inner)
        else:  # the operator leaves the event as it is: "began to shell", "ordered the arrest of"
            event.cameo, event.plover, event.mode = part.cameo, part.plover, part.mode
            event.weight = inner.entry.weight
        targets = self._targets(inner)
        sources = self._sources(inner)
        if isinstance(part, ClauseEvent):
            sources, targets = part.sources, part.targets
        if (
            operator in ("promise", "intend")
            and inner.verb >= 0
            and self.analysis.verbs[inner.verb].link == "complement"
        ):
            sources = []  # vowed that its allies would leave: they are promised too
        if inner.verb >= 0:
            direct = (index for index in targets if not self.analysis.groups[index].preposition)
            event.done_to = frozenset(direct) - {*event.targets, *sources}
        event.targets = list(dict.fromkeys([*event.targets, *sources, *targets]))
        event.targets = [index for index in event.targets if index not in event.sources]

    def _note_joined(self, operator: str, event: ClauseEvent, inner: TriggerMatch) -> None:
        """Keep in mind which triggers are joined to the complement: "agreed to share data and to cooperate"."""
        if inner.verb < 0:
            return
        verbs = self.analysis.verbs
        first = verbs[inner.verb]
        for other in self.analysis.triggers:
            if other.verb > inner.verb and not other.entry.combine:
                verb = verbs[other.verb]
                if verb.link == first.link == "infinitive" and verb.governor == first.governor:
                    self.joined.setdefault(other.start, (operator, event))

    def _join(self, event: ClauseEvent, operator: str, first: ClauseEvent) -> None:
        code = combined_code(operator, event.cameo) if event.cameo else None
        if code:
            event.cameo = code
            event.plover, event.mode = plover_code(code)
            event.rules.append(f"joined.{operator}")
            event.targets = [one for one in (*event.sources, *event.targets) if one not in first.sources]
            event.sources, event.inner = first.sources, event.trigger

    def _others_below(self, match: TriggerMatch) -> bool:
        """Tell whether a verb below has a subject of its own: "wants the envoy replaced"."""
        own = self.analysis.verbs[match.verb].subject
        return any(
            verb.governor == match.verb and verb.tense == "participle" and verb.subject and verb.subject != own
            for verb in self.analysis.verbs
        )

    def _whole(self, operator: str, lemma: str, part: ClauseEvent | Entry, inner: TriggerMatch) -> str | None:
        """Return the code of an operator with its complement; None where the event stays what it is."""
        if not part.cameo:
            return None
        if operator == "threaten" and is_resolve(lemma) and part.cameo < CONFLICT:
            operator = "promise"  # vowed to respect the truce
        plain = not isinstance(part, ClauseEvent) and inner.verb >= 0
        if plain and self.analysis.verbs[inner.verb].negated:
            return code_of_negated(operator, lemma, part.cameo)
        return combined_code(operator, part.cameo)

    def _candidates_of(self, match: TriggerMatch) -> list[TriggerMatch]:
        return [
            other
            for other in self.analysis.triggers
            if other is not match
            and other.start >= match.end
            and self._speaks(other)
            and (other.entry.party != "pair" or self._begun(match, other))
        ]

    def _begun(self, match: TriggerMatch, other: TriggerMatch) -> bool:
        """Tell whether an operator that leaves an event as it is has one that speaks only for pairs as its object."""
        if match.entry.combine not in ("begin", "attempt"):
            return False
        return other.verb >= 0 or match.verb < 0 or other.group in self.analysis.verbs[match.verb].object

    def _speaks(self, match: TriggerMatch) -> bool:
        own: ClauseEvent | Entry = self.combined.get(match.start, match.entry)
        return bool(own.cameo or own.plover)

    def _complement(self, match: TriggerMatch) -> TriggerMatch | None:
        """Return the trigger in the complement of an operator: a dependent verb, or a noun in its object."""
        for other in self._candidates_of(match):
            if other.verb >= 0 and depends(self.analysis, other.verb, match):
                return other
            if other.verb < 0 and other.group >= 0 and match.verb >= 0:
                verb = self.analysis.groups[other.group].verb
                below = verb >= 0 and verb not in self.by_verb and depends(self.analysis, verb, match)
                if (verb == match.verb or below) and not is_beside(self.analysis, other.group, match):
                    return other  # "rejected talks", "agreed to resume talks"
        return None
