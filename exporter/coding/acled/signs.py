"""Signs: what the words of a passage speak for, by name, with their weights."""

from __future__ import annotations

from collections import defaultdict

MORE = 0.25  # what a further sign of the same kind adds

FORCES = frozenset(("state", "armed", "base", "convoy"))
PEOPLE = frozenset(("civ", "group", "clan"))
CROWDS = frozenset(("crowd", "rioter", "throng"))
TOLL = frozenset(("kill", "die", "attack", "dead"))  # acts that cost lives or wounds
FIGHTERS = frozenset(("armed", "state", "named"))


Weights = defaultdict[str, float]  # weights of evidence by name; what no word speaks for weighs nothing


class Tally:
    """The signs of a passage while they are gathered.

    Attributes:
        best: weight of the strongest sign by name.

    """

    __slots__ = ("best", "total")

    def __init__(self) -> None:
        self.best: dict[str, float] = {}
        self.total: dict[str, float] = {}

    def add(self, name: str, weight: float) -> None:
        """Add a sign."""
        if weight <= 0:
            return
        if weight > self.best.get(name, 0.0):
            self.best[name] = weight
        self.total[name] = self.total.get(name, 0.0) + weight

    def weights(self) -> Weights:
        """Return what each name weighs: its strongest sign and a little for more of them."""
        total = self.total
        pairs = [(name, best + MORE * min(total[name] - best, best)) for name, best in self.best.items()]
        return defaultdict(float, pairs)
