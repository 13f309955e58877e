"""How well two codings of the same documents agree."""

from exporter.evaluation.agreement import cohen_kappa, krippendorff_alpha
from exporter.evaluation.gold import GoldError, Label, labels_from_events, read_labels
from exporter.evaluation.pairing import Level, Unit
from exporter.evaluation.report import ClassScore, Evaluation, SchemeEvaluation, evaluate

__all__ = [
    "ClassScore",
    "Evaluation",
    "GoldError",
    "Label",
    "Level",
    "SchemeEvaluation",
    "Unit",
    "cohen_kappa",
    "evaluate",
    "krippendorff_alpha",
    "labels_from_events",
    "read_labels",
]
