"""Classifications with labels and scores, from the code lists."""

from __future__ import annotations

from functools import cache

from exporter.events import Classification
from exporter.schemas import code_list


@cache
def cameo_classification(code: str) -> Classification | None:
    """Return the classification of a CAMEO code, or None where the code list lacks it.

    >>> cameo_classification("173").quad_class
    4
    """
    row = next((row for row in code_list("cameo_codes") if row["code"] == code), None)
    if row is None:
        return None
    return Classification(
        scheme="cameo",
        code=code,
        label=row["label"],
        parent=row["parent"] or None,
        goldstein=float(row["goldstein"]) if row["goldstein"] else None,
        quad_class=int(row["quad_class"]) if row["quad_class"] else None,
    )


@cache
def plover_classification(code: str, mode: str | None, contexts: tuple[str, ...] = ()) -> Classification:
    """Return the classification of a PLOVER type; a mode that the type has not is left out."""
    row = next(row for row in code_list("plover_types") if row["type"] == code)
    modes = {(one["type"], one["mode"]): one for one in code_list("plover_modes")}
    known = modes.get((code, mode or ""))
    score = (known or row)["score"]
    return Classification(
        scheme="plover",
        code=code,
        label=row["label"],
        mode=known["mode"] if known else None,
        contexts=contexts,
        goldstein=float(score) if score else None,
        quad_class=int(row["quad_class"]),
    )
