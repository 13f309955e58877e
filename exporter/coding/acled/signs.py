"""Signs: what the words of a passage speak for, by name, with their weights."""

from __future__ import annotations

MORE = 0.25  # what a further sign of the same kind adds

FORCES = frozenset(("state", "armed", "base"))
PEOPLE = frozenset(("civ", "group", "clan"))
CROWDS = frozenset(("crowd", "rioter"))
FIGHTERS = frozenset(("armed", "state", "named"))


class Tally:
    """Weights of evidence by name."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}
        self.sum: dict[str, float] = {}
        self.first: dict[str, tuple[int, int]] = {}

    def add(self, name: str, weight: float, where: tuple[int, int] = (0, 0)) -> None:
        """Add a sign."""
        if weight <= 0:
            return
        if weight > self.best.get(name, 0.0):
            self.best[name] = weight
            self.first[name] = where
        self.sum[name] = self.sum.get(name, 0.0) + weight

    def __getitem__(self, name: str) -> float:
        best = self.best.get(name, 0.0)
        return best + MORE * min(self.sum.get(name, 0.0) - best, best)
