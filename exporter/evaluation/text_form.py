"""An evaluation as text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from exporter.evaluation.report import Evaluation, SchemeEvaluation

_MOST_MISTAKES = 10  # the confusions shown; the JSON form has them all


def render(evaluation: Evaluation, *, color: bool, width: int) -> str:
    """Return the evaluation as tables; shares are in percent, without colour there is no escape sequence."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=color, color_system="standard" if color else None)
    console.print(
        f"{evaluation.gold_documents:,} documents, compared by {evaluation.unit} on the level of the {evaluation.level}"
    )
    for scheme in evaluation.schemes:
        _print(console, scheme)
    return out.getvalue()


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _coefficient(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3f}"


def _print(console: Console, scheme: SchemeEvaluation) -> None:
    console.print(
        f"\n[bold]{scheme.scheme}[/]: {scheme.units:,} units, accuracy {_percent(scheme.accuracy)},"
        f" F1 micro {_percent(scheme.micro_f1)} macro {_percent(scheme.macro_f1)}"
        f" weighted {_percent(scheme.weighted_f1)},"
        f" Cohen's kappa {_coefficient(scheme.cohen_kappa)},"
        f" Krippendorff's alpha {_coefficient(scheme.krippendorff_alpha)}",
        highlight=False,
        soft_wrap=True,
    )
    table = Table("class", "precision", "recall", "F1", "gold", "coded", box=None, padding=(0, 2, 0, 2))
    for column in table.columns[1:]:
        column.justify = "right"
    for one in scheme.classes:
        shares = (_percent(one.precision), _percent(one.recall), _percent(one.f1))
        table.add_row(one.category, *shares, f"{one.support:,}", f"{one.coded:,}")
    console.print(table)
    mistakes = sorted((-count, gold, coded) for gold, coded, count in scheme.confusion if gold != coded)
    if mistakes:
        confusions = Table("gold", "coded", "times", box=None, padding=(0, 2, 0, 2), title="most frequent confusions")
        confusions.title_justify = "left"
        for count, gold, coded in mistakes[:_MOST_MISTAKES]:
            confusions.add_row(gold, coded, f"{-count:,}")
        console.print(confusions)
