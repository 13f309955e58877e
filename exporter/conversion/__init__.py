"""Tables of one layout into another, what is lost on the way, and updates of living datasets."""

from exporter.conversion.convert import Conversion, ConversionError, convert
from exporter.conversion.files import merge_files
from exporter.conversion.loss import ColumnLoss, LossReport
from exporter.conversion.merging import MergeError, Update, changes, merge

__all__ = [
    "ColumnLoss",
    "Conversion",
    "ConversionError",
    "LossReport",
    "MergeError",
    "Update",
    "changes",
    "convert",
    "merge",
    "merge_files",
]
