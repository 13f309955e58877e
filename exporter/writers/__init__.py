"""Tables to files: one module per format, atomic and deterministic."""

from exporter.writers.atomic import STDOUT, WriteError, atomic_file
from exporter.writers.registry import FORMATS, TEXT_FORMATS, Writer, format_of, open_writer, text_options

__all__ = [
    "FORMATS",
    "STDOUT",
    "TEXT_FORMATS",
    "WriteError",
    "Writer",
    "atomic_file",
    "format_of",
    "open_writer",
    "text_options",
]
