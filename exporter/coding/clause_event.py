"""One event as a clause states it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.coding.analysis import TriggerMatch


@dataclass(slots=True, eq=False)
class ClauseEvent:
    """One event as a clause states it; parties are indexes of noun groups of the sentence's analysis.

    Attributes:
        trigger: the match that made it.
        cameo: CAMEO code, or None for an ACLED trigger without one.
        plover: PLOVER type, or None for a statement that is no PLOVER event.
        mode: PLOVER mode, or None.
        sources: groups that act, best first.
        targets: groups that are acted upon, best first.
        verb: index of the governing verb group, or -1.
        negated: it is said not to have happened.
        hypothetical: it is said to be possible, or a condition.
        future: it is said to come.
        attributed: index of the verb of saying that it depends on, or -1.
        background: it stands in a clause of time or reason beside the main one.
        inner: the trigger of the complement, for an operator.
        done_to: groups that the deed of the complement is done to, if they are no others.
        rules: identifiers of the entries and rules that fired, in order.

    """

    trigger: TriggerMatch
    cameo: str | None
    plover: str | None
    mode: str | None
    sources: list[int]
    targets: list[int]
    verb: int = -1
    negated: bool = False
    hypothetical: bool = False
    future: bool = False
    attributed: int = -1
    background: bool = False
    inner: TriggerMatch | None = None
    done_to: frozenset[int] = frozenset()
    weight: float = 0.0
    rules: list[str] = field(default_factory=list)

    @property
    def mutual(self) -> bool:
        """Whether both parties do the same."""
        return self.trigger.entry.mutual or (self.inner is not None and self.inner.entry.mutual)
