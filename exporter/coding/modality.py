"""What modal verbs and negation make of the events of a clause: intentions, threats, refusals and demands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.analysis import TriggerMatch
from exporter.coding.clause_event import ClauseEvent
from exporter.coding.lexicon import Entry
from exporter.coding.operators import combined_code, plover_code, possible_code, takes_subjunctive

if TYPE_CHECKING:
    from exporter.coding.analysis import Analysis, VerbGroup

OBLIGATION = frozenset(("must", "should", "mustn't", "shouldn't"))
_FUTURE = ("will", "'ll", "won't", "shall", "would", "wouldn't", "'d")
_POSSIBLE = ("may", "might", "could", "can", "mightn't", "couldn't", "cannot", "can't")
_TRANSPARENT = (None, "halt", "begin", "attempt", "decide", "order", "carry", "allow", "delay")
_COOPERATIVE = frozenset(("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"))
_NEVER_INTENDED = frozenset(("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))

_MUST = Entry(id="modal.must", pos="phrase", words=("must",), cameo="100", plover="REQUEST")
_WILL_NOT = Entry(
    id="modal.will-not", pos="verb", words=("will not",), cameo="120", plover="REJECT", party="pair", weight=-1.0
)


def apply_modality(analysis: Analysis, event: ClauseEvent) -> None:
    """Give an event the code that its verb's modal and negation make of it."""
    if event.verb < 0 or event.plover is None or event.cameo is None:
        return
    verb = analysis.verbs[event.verb]
    if verb.modal in _POSSIBLE:
        event.hypothetical = True
        event.rules.append("clause.possible")
        code = None if event.negated else possible_code(verb, event.cameo, event.plover)
        if code:
            _recode(event, code)
    able = not verb.modal or verb.modal in _POSSIBLE  # "did not meet", "could not meet"
    if event.negated and able and event.plover in _COOPERATIVE and event.trigger.verb >= 0:
        code = combined_code("refuse", event.cameo)
        if code:
            _recode(event, code, "negated.refuse")
            event.weight -= 0.5
    if verb.modal in _FUTURE and not event.hypothetical and event.trigger.entry.combine in _TRANSPARENT:
        event.future = True
        if event.plover not in _NEVER_INTENDED or event.cameo == "115":
            _intend(event, event.cameo)


def _intend(event: ClauseEvent, cameo: str) -> None:
    """Make an intention or a refusal of what will or will not be done."""
    operator = "refuse" if event.negated and event.plover in _COOPERATIVE else "intend"
    if event.negated and operator == "intend":  # "will not attack": a promise, though no deed
        _recode(event, combined_code("promise", "") or cameo, "modal.spare")
        return
    code = combined_code(operator, cameo)
    if code:
        event.negated = False
        _recode(event, code, f"modal.{operator}")


def _recode(event: ClauseEvent, code: str, rule: str | None = None) -> None:
    event.cameo = code
    event.plover, event.mode = plover_code(code)
    if rule:
        event.rules.append(rule)


def obligations(analysis: Analysis, events: list[ClauseEvent]) -> list[ClauseEvent]:
    """Read "X said that Y must withdraw" and "X insists that Y withdraw" as requests by X, whatever Y shall do.

    The events that became part of a request are taken out of ``events``.
    """
    made = []
    for verb in analysis.verbs:
        if verb.governor < 0 or verb.link != "complement":
            continue
        speaker = analysis.verbs[verb.governor]
        if not speaker.subject or not verb.subject:
            continue
        if verb.modal not in OBLIGATION and not _is_subjunctive(analysis, verb, speaker):
            continue
        inner = next((one for one in events if one.trigger.verb == verb.index and one.cameo), None)
        code = (combined_code("demand", inner.cameo or "") if inner else None) or "100"
        plover, mode = plover_code(code)
        trigger = inner.trigger if inner else TriggerMatch(_MUST, verb.start, verb.end, verb.modal, verb.index)
        made.append(
            ClauseEvent(
                trigger,
                code,
                plover,
                mode,
                analysis.with_coordinated(speaker.subject),
                [
                    *speaker.object,
                    *analysis.with_coordinated(verb.subject),
                    *verb.object,
                    *(i for _, i in verb.obliques),
                ],
                speaker.index,
                weight=0.3,
                rules=[*(inner.rules if inner else ()), "modal.demand"],
            )
        )
        if inner:
            events.remove(inner)
    return made


def _is_subjunctive(analysis: Analysis, verb: VerbGroup, speaker: VerbGroup) -> bool:
    """Tell whether a base form says what somebody shall do: "insisted that the minister explain himself"."""
    if verb.modal or not takes_subjunctive(speaker.lemma):
        return False
    word = analysis.words[verb.start]
    if word == "be":
        return True
    head = analysis.words[analysis.groups[verb.subject[0]].head]
    return verb.start == verb.head and word == verb.lemma and not head.endswith("s")


def refusals(analysis: Analysis, by_verb: dict[int, TriggerMatch]) -> list[ClauseEvent]:
    """Read "will not" with a verb that no entry has as a refusal: "will not renegotiate the treaty"."""
    made = []
    for verb in analysis.verbs:
        if not verb.negated or verb.modal not in _FUTURE or verb.passive or not verb.subject:
            continue
        if verb.index in by_verb or verb.lemma in ("be", "have"):
            continue
        targets = [*verb.object, *(index for _, index in verb.obliques)]
        match = TriggerMatch(_WILL_NOT, verb.start, verb.end, "will not", verb.index)
        rules = [f"{_WILL_NOT.id}:{verb.lemma}"]
        made.append(
            ClauseEvent(
                match,
                _WILL_NOT.cameo,
                _WILL_NOT.plover,
                None,
                analysis.with_coordinated(verb.subject),
                targets,
                verb.index,
                weight=_WILL_NOT.weight,
                rules=rules,
            )
        )
    return made
