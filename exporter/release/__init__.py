"""A dataset folder: tables, codebook, descriptor, checksums, and the record of what was checked."""

from exporter.release.flow import CodeSummary, event_batches, write_events
from exporter.release.log import FindingLog

__all__ = ["CodeSummary", "FindingLog", "event_batches", "write_events"]
