"""Which layouts can become which: where the one states what the other is written from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.conversion.errors import NotMeaningfulError
from exporter.conversion.event_form import EVENT, EventForm
from exporter.layouts import LAYOUTS

if TYPE_CHECKING:
    from exporter.layouts import Layout

_WORDS = {"acled": "ACLED", "cameo": "CAMEO", "plover": "PLOVER", "ucdp": "UCDP"}


def is_meaningful(source: Layout | EventForm, target: Layout | EventForm) -> bool:
    """Say whether rows of ``source`` can have rows in ``target``.

    >>> from exporter.layouts import LAYOUTS
    >>> is_meaningful(LAYOUTS["acled"], LAYOUTS["cameo"]), is_meaningful(LAYOUTS["cameo"], LAYOUTS["acled"])
    (True, False)
    """
    if isinstance(source, EventForm) or source.name == target.name:
        return True
    if isinstance(target, EventForm):
        return source.grouping != "dataset"
    return bool(source.schemes & target.written_from)


def check_meaningful(file: str, source: Layout | EventForm, target: Layout | EventForm) -> None:
    """Refuse a conversion that could not write a row.

    Raises:
        NotMeaningfulError: rows of ``source`` have no rows in ``target``.

    """
    if is_meaningful(source, target):
        return
    possible = [name for name, layout in LAYOUTS.items() if is_meaningful(source, layout)]
    if source.grouping != "dataset":
        possible.append(EVENT)
    raise NotMeaningfulError(file, source.name, target.name, _reason(source, target), tuple(possible))


def _reason(source: Layout | EventForm, target: Layout | EventForm) -> str:
    if isinstance(source, EventForm) or isinstance(target, EventForm) or source.grouping == "dataset":
        return "its rows are counts, which hold no single events"
    if not source.schemes:
        return "its rows do not say what kind of event happened"
    if not target.written_from:
        return f"rows of {target.name} refer to events of their own dataset"
    coded, wanted = _in_words(source.schemes), _in_words(target.written_from)
    return f"it codes events by {coded}, and no crosswalk leads from there to {target.name}, which needs {wanted}"


def _in_words(schemes: frozenset[str]) -> str:
    return " or ".join(_WORDS[name] for name in sorted(schemes))
