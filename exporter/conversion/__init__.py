"""Tables of one layout into another, what is lost on the way, and updates of living datasets."""

from exporter.conversion.convert import convert, convert_table
from exporter.conversion.errors import ConversionError, LossError, NotMeaningfulError
from exporter.conversion.event_files import UnreadableEventsError, read_event_batches
from exporter.conversion.incoming import detect_data
from exporter.conversion.loss import ColumnLoss, LossReport
from exporter.conversion.merge_files import Merged, merge_files
from exporter.conversion.merge_tables import merge_data
from exporter.conversion.merging import MergeError, Update, changes, merge
from exporter.conversion.outcome import Conversion

__all__ = [
    "ColumnLoss",
    "Conversion",
    "ConversionError",
    "LossError",
    "LossReport",
    "MergeError",
    "Merged",
    "NotMeaningfulError",
    "UnreadableEventsError",
    "Update",
    "changes",
    "convert",
    "convert_table",
    "detect_data",
    "merge",
    "merge_data",
    "merge_files",
    "read_event_batches",
]
