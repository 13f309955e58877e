"""Truth for every row of a column: one boolean where all rows agree, else an array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy.typing as npt

Mask = bool | np.ndarray[Any, np.dtype[np.bool_]]


def both(one: Mask, two: Mask) -> Mask:
    """Return where both hold.

    >>> both(True, False)
    False
    """
    if isinstance(one, bool):
        return two if one else False
    if isinstance(two, bool):
        return one if two else False
    return one & two


def either(one: Mask, two: Mask) -> Mask:
    """Return where one of them holds, or both."""
    if isinstance(one, bool):
        return True if one else two
    if isinstance(two, bool):
        return True if two else one
    return one | two


def inverse(mask: Mask) -> Mask:
    """Return where it does not hold."""
    return not mask if isinstance(mask, bool) else ~mask


def choice(condition: Mask, yes: Mask, no: Mask) -> Mask:
    """Return ``yes`` where the condition holds and ``no`` elsewhere."""
    return either(both(condition, yes), both(inverse(condition), no))


def exactly_one(masks: Iterable[Mask]) -> Mask:
    """Return where exactly one of the masks holds."""
    once: Mask = False
    more: Mask = False
    for mask in masks:
        more = either(more, both(once, mask))
        once = either(once, mask)
    return both(once, inverse(more))


def settled(mask: Mask) -> Mask:
    """Return one boolean where all rows of an array agree."""
    if isinstance(mask, bool):
        return mask
    if mask.all():
        return True
    return mask if mask.any() else False


def array_of(mask: Mask, count: int) -> npt.NDArray[np.bool_]:
    """Return the mask as an array of ``count`` rows."""
    return np.full(count, mask) if isinstance(mask, bool) else mask
