"""Tables to files: one module per format, atomic and deterministic."""

from exporter.writers.atomic import STDOUT, WriteError, atomic_file
from exporter.writers.registry import FORMATS, Writer, format_of, open_writer

__all__ = ["FORMATS", "STDOUT", "WriteError", "Writer", "atomic_file", "format_of", "open_writer"]
