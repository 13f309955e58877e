"""Chance-corrected agreement between two coders on nominal categories."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair = tuple[str, str]


def cohen_kappa(pairs: Sequence[Pair]) -> float | None:
    """Return Cohen's kappa of two coders, or None where chance alone would make them agree or there is no pair.

    Each pair holds the category that either coder gave one unit. 1 is full agreement, 0 agreement by chance, below 0
    less than chance. Source: Cohen (1960), A coefficient of agreement for nominal scales.

    >>> cohen_kappa([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")])
    0.5
    """
    total = len(pairs)
    if not total:
        return None
    observed = sum(first == second for first, second in pairs) / total
    first_counts, second_counts = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    chance = sum(count * second_counts[category] for category, count in first_counts.items()) / total**2
    return None if chance == 1 else (observed - chance) / (1 - chance)


def krippendorff_alpha(pairs: Sequence[Pair]) -> float | None:
    """Return Krippendorff's alpha for nominal data of two coders, or None where only one category occurs.

    Source: Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C (two observers, no missing data).

    >>> round(krippendorff_alpha([("a", "a"), ("a", "a"), ("b", "b"), ("b", "a")]), 4)
    0.5333
    """
    values = 2 * len(pairs)
    counts = Counter(category for pair in pairs for category in pair)
    expected = sum(count * (values - count) for count in counts.values())
    if not expected:
        return None
    disagreeing = sum(2 for first, second in pairs if first != second)
    return 1 - (values - 1) * disagreeing / expected
