"""Precision, recall and agreement of a coding against a gold standard."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.evaluation.agreement import cohen_kappa, krippendorff_alpha
from exporter.evaluation.gold import SCHEMES, GoldError, Label, labels_from_events, read_labels
from exporter.evaluation.pairing import NO_EVENT, Level, Unit, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from exporter.events import Event


@dataclass(frozen=True, slots=True)
class ClassScore:
    """Scores of one category; ``support`` is how often the gold standard has it. Shares are between 0 and 1."""

    category: str
    precision: float
    recall: float
    f1: float
    support: int
    coded: int


@dataclass(frozen=True, slots=True)
class SchemeEvaluation:
    """Everything measured for one scheme; kappa and alpha are None where they are undefined."""

    scheme: str
    units: int
    accuracy: float
    micro_f1: float
    macro_f1: float
    weighted_f1: float
    cohen_kappa: float | None
    krippendorff_alpha: float | None
    classes: tuple[ClassScore, ...]
    confusion: tuple[tuple[str, str, int], ...]

    def confusion_table(self) -> pd.DataFrame:
        """Return the confusion table: gold categories down, coded categories across."""
        import pandas as pd  # noqa: PLC0415  pandas is slow to import and only this needs it

        names = sorted({name for gold, coded, _ in self.confusion for name in (gold, coded)})
        table = pd.DataFrame(0, index=names, columns=names)
        for gold, coded, count in self.confusion:
            table.loc[gold, coded] = count
        return table.rename_axis(index="gold", columns="coded")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A coding against a gold standard, by scheme."""

    unit: Unit
    level: Level
    gold_documents: int
    schemes: tuple[SchemeEvaluation, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the evaluation as a dictionary that JSON can hold."""
        return asdict(self)


def evaluate(
    gold: str | Path | Iterable[Event],
    coded: str | Path | Iterable[Event],
    *,
    schemes: Sequence[str] = SCHEMES,
    unit: Unit = "event",
    level: Level = "code",
) -> Evaluation:
    """Return how well ``coded`` agrees with ``gold`` on the documents of ``gold``.

    Both are events, or a file of events or codes (see ``read_labels``). ``level`` compares full codes, roots (ACLED
    event type, CAMEO root, PLOVER type) or quad classes. Schemes that the gold standard does not use are left out.

    Raises:
        GoldError: a coding cannot be read, or the two have no document in common.

    """
    gold_labels, coded_labels = _labels(gold), _labels(coded)
    documents = {label.document for label in gold_labels}
    if not documents:
        raise GoldError("the gold standard holds no event and no document")
    if coded_labels and not documents & {label.document for label in coded_labels}:
        example = min(documents)
        raise GoldError(
            f"the two codings have no document in common; the gold standard has for example {example!r},"
            f" the other {coded_labels[0].document!r}: make the document identifiers the same"
        )
    used = [scheme for scheme in schemes if any(scheme in label.codes for label in gold_labels)]
    return Evaluation(
        unit=unit,
        level=level,
        gold_documents=len(documents),
        schemes=tuple(
            _score(scheme, list(pairs(gold_labels, coded_labels, scheme, unit=unit, level=level))) for scheme in used
        ),
    )


def _labels(source: str | Path | Iterable[Event]) -> list[Label]:
    return read_labels(source) if isinstance(source, str | Path) else list(labels_from_events(source))


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _score(scheme: str, found: list[tuple[str, str]]) -> SchemeEvaluation:
    confusion = Counter(found)
    support, coded = Counter(pair[0] for pair in found), Counter(pair[1] for pair in found)
    classes = []
    for name in sorted((set(support) | set(coded)) - {NO_EVENT}):
        hits = confusion[name, name]
        precision, recall = _ratio(hits, coded[name]), _ratio(hits, support[name])
        f1 = _ratio(2 * hits, coded[name] + support[name])
        classes.append(ClassScore(name, precision, recall, f1, support[name], coded[name]))
    in_gold = [one for one in classes if one.support]
    total = sum(one.support for one in in_gold)
    hits = sum(confusion[one.category, one.category] for one in classes)
    return SchemeEvaluation(
        scheme=scheme,
        units=len(found),
        accuracy=_ratio(sum(gold == other for gold, other in found), len(found)),
        micro_f1=_ratio(2 * hits, total + sum(one.coded for one in classes)),
        macro_f1=_ratio(sum(one.f1 for one in in_gold), len(in_gold)),
        weighted_f1=_ratio(sum(one.f1 * one.support for one in in_gold), total),
        cohen_kappa=cohen_kappa(found),
        krippendorff_alpha=krippendorff_alpha(found),
        classes=tuple(classes),
        confusion=tuple((gold, other, count) for (gold, other), count in sorted(confusion.items())),
    )
