"""A dataset folder: tables, codebook, descriptor, checksums, and the record of what was checked."""

from exporter.release.log import FindingLog

__all__ = ["FindingLog"]
