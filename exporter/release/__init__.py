"""A dataset folder: tables, codebook, descriptor, checksums, and the record of what was checked."""

from exporter.release.build import BuildSummary, build_release
from exporter.release.checking import Checker
from exporter.release.flow import CodeSummary, event_batches, write_events
from exporter.release.log import FindingLog
from exporter.release.reading import UnreadableEventsError, read_event_batches

__all__ = [
    "BuildSummary",
    "Checker",
    "CodeSummary",
    "FindingLog",
    "UnreadableEventsError",
    "build_release",
    "event_batches",
    "read_event_batches",
    "write_events",
]
