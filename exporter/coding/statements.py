"""What the coders of an event note state of their own: "[size=about 50]", "2 fatalities.", "Fatalities coded as 10"."""

# ruff: noqa: C901 - one form of statement after the other

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.tolls import Toll

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.coding.numbers import Quantity

_FATALITIES = frozenset(
    ("fatality", "fatalities", "fatalitie", "fatalites", "deaths", "death", "fatalaties", "casualties")
)
_SPLIT = frozenset(("split", "shared", "spread", "divided", "distributed", "across", "among", "evenly"))
_ESTIMATE = frozenset(("estimate", "estimates", "minimum", "lowest", "conservative"))
_CLOSE = 3  # tokens between "coded" and its figure: "coded as 10"
_ESTIMATED = 6  # the same of "coded at the low estimate of 3"
_UNKNOWN = frozenset(("unknown", "unspecified", "unreported", "undisclosed", "unconfirmed"))


def read_statements(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Iterator[Toll]:
    """Yield the tolls that a coder's own statements give."""
    if "size" in lowers:
        size = _size(lowers, quantities)
        if size is not None:
            yield size
    if not any(word in _FATALITIES for word in lowers):
        return
    found = (
        _coded(lowers, quantities)
        or _opening(lowers, quantities)
        or _labelled(lowers, quantities)
        or _range(lowers, quantities)
    )
    if found is not None:
        yield found


def _size(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Toll | None:
    """Read "[size=about 50]"."""
    at = next((i for i, word in enumerate(lowers) if word == "size" and list(lowers[i + 1 : i + 2]) == ["="]), -1)
    if at < 0:
        return None
    quantity = next((q for q in quantities if at < q.first <= at + 4), None)
    if quantity is None:
        return None
    low = quantity.low if quantity.low is not None else quantity.best
    return Toll("crowd", low, quantity.best, quantity.high, at, at, quantity.last, stated=True)


def _coded(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Toll | None:
    """Read "Fatalities recorded as 12 and divided among 4 events", "8 deaths (coded across 4 events)"."""
    coded = next(
        (
            i
            for i, word in enumerate(lowers)
            if word in {"coded", "recorded", "estimated"} and _near_fatalities(lowers, i)
        ),
        -1,
    )
    split = next((i for i, word in enumerate(lowers) if word in _SPLIT and _near_fatalities(lowers, i)), -1)
    if coded < 0 and split < 0:
        return None
    counts = [q for q in quantities if q.kind in {"count", "label", "age"}]
    parts = 1
    for quantity in counts:
        following = lowers[quantity.last] if quantity.last < len(lowers) else ""
        if (
            following
            in {
                "events",
                "event",
                "locations",
                "location",
                "days",
                "incidents",
                "places",
                "districts",
                "provinces",
                "regions",
                "areas",
                "sites",
                "towns",
                "villages",
            }
            and split >= 0
            and quantity.first > split
        ):
            parts = max(quantity.best, 1)
    for quantity in quantities:
        if (
            quantity.kind == "duration"
            and split >= 0
            and quantity.first > split
            and lowers[quantity.last : quantity.last + 1] in (["days"], ["weeks"])
        ):
            parts = max(quantity.best, 1)
    figure = None
    if coded >= 0:
        reach = _ESTIMATED if _ESTIMATE & set(lowers[coded : coded + _ESTIMATED]) else _CLOSE
        figure = next((q for q in counts if coded < q.first <= coded + reach), None)
    before = min(i for i in (coded, split) if i >= 0)
    if figure is None and parts > 1:
        figure = next((q for q in reversed(counts) if q.first < before), None)
    anchor = max(coded, split)
    own = next((q for q in counts if q.first > split >= 0 and _alone(lowers, q)), None)
    if own is not None and parts > 1:  # "split across 2 events (8)"
        return Toll("killed", own.best, own.best, own.best, anchor, max(before - 8, 0), own.last, stated=True)
    if figure is None:
        elsewhere = coded >= 0 and list(lowers[coded + 1 : coded + 2]) in (["to"], ["at"], ["in"], ["under"], ["with"])
        if (
            elsewhere
            and not _ESTIMATE & set(lowers[coded:])
            and "fatalities" in lowers[max(coded - 3, 0) : coded]
            and "remaining" not in lowers[max(coded - 5, 0) : coded]
        ):
            return Toll("killed", 0, 0, 0, coded, max(coded - 4, 0), min(coded + 2, len(lowers)), stated=True)
        if parts > 1:
            return Toll("killed", None, None, None, anchor, max(anchor - 2, 0), anchor + 1, stated=True, split=parts)
        return None
    already = 0 <= split < coded < figure.first
    best = figure.best if already else share(figure.best, parts)
    unknown = bool(_UNKNOWN & set(lowers[max(before - 8, 0) : before]))
    return Toll("killed", best, best, best, anchor, max(before - 8, 0), len(lowers), stated=True, vague=unknown)


def _alone(lowers: Sequence[str], quantity: Quantity) -> bool:
    """Tell whether a figure stands alone in brackets."""
    return list(lowers[quantity.first - 1 : quantity.last + 1]) == ["(", lowers[quantity.first], ")"]


def share(total: int, parts: int) -> int:
    """Return what one of several records gets of a total split evenly, rounded: 20 over 3 are 7."""
    return (2 * total + parts) // (2 * parts)


def _near_fatalities(lowers: Sequence[str], i: int) -> bool:
    return any(word in _FATALITIES for word in lowers[max(i - 8, 0) : i + 6])


def _opening(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Toll | None:
    """Read a sentence that only sums up: "2 fatalities and 4 injured."."""
    first = quantities[0] if quantities else None
    if first is None or first.first > 1 or first.kind != "count":
        return None
    at = first.last
    if lowers[at : at + 1] in (["reported"], ["confirmed"]):
        at += 1
    if list(lowers[at : at + 1]) not in (["fatality"], ["fatalities"]):
        return None
    return Toll("killed", first.low, first.best, first.high, at, first.first, at + 1, stated=True)


def _labelled(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Toll | None:
    """Read "Fatalities: 15"."""
    for quantity in quantities:
        if (
            quantity.first > 1
            and lowers[quantity.first - 1] in {":", "="}
            and lowers[quantity.first - 2] in _FATALITIES
        ):
            at = quantity.first
            return Toll("killed", quantity.low, quantity.best, quantity.high, at, at - 2, quantity.last, stated=True)
    return None


def _range(lowers: Sequence[str], quantities: Sequence[Quantity]) -> Toll | None:
    """Read "Information on fatalities ranges from 1 to 2"."""
    at = next(
        (i for i, word in enumerate(lowers) if word in {"range", "ranges", "ranged", "ranging", "vary", "varies"}), -1
    )
    if at < 0 or not _near_fatalities(lowers, at):
        return None
    quantity = next((q for q in quantities if at < q.first <= at + 3), None)
    if quantity is None:
        return None
    return Toll("killed", quantity.low, quantity.best, quantity.high, at, at, quantity.last, stated=True)
