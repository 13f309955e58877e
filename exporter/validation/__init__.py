"""Tables and records against a JSON Schema, at column speed; findings as data; reporters."""

from exporter.validation.files import validate, validate_file
from exporter.validation.reporters import REPORTERS, render
from exporter.validation.result import BatchResult, Report, Tally
from exporter.validation.split import invalid_rows, valid_rows
from exporter.validation.validator import Validator

__all__ = [
    "REPORTERS",
    "BatchResult",
    "Report",
    "Tally",
    "Validator",
    "invalid_rows",
    "render",
    "valid_rows",
    "validate",
    "validate_file",
]
