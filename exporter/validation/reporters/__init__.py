"""Reports for people and for machines: one module for each form, with the same one function ``render``."""

from __future__ import annotations

from importlib import import_module

from exporter.errors import UnknownNameError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.validation.result import Report

REPORTERS = ("json", "text")


def render(reports: Sequence[Report], form: str, *, color: bool = False, width: int = 100) -> str:
    """Return reports as text in the form ``"text"`` or ``"json"``.

    Raises:
        UnknownNameError: there is no such form.

    """
    if form not in REPORTERS:
        raise UnknownNameError("report form", form, REPORTERS)
    module = import_module(f"exporter.validation.reporters.{form}_form")
    text: str = module.render(reports, color=color, width=width)
    return text
