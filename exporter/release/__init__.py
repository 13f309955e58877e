"""A dataset folder: tables, codebook, descriptor, checksums, and the record of what was checked."""

from exporter.conversion import UnreadableEventsError, read_event_batches
from exporter.release.build import BuildSummary, build_release
from exporter.release.checking import Checker
from exporter.release.flow import CodeSummary, write_events
from exporter.release.log import FindingLog

__all__ = [
    "BuildSummary",
    "Checker",
    "CodeSummary",
    "FindingLog",
    "UnreadableEventsError",
    "build_release",
    "read_event_batches",
    "write_events",
]
