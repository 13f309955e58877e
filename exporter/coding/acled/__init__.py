"""The ACLED logic: which incidents a document reports, and which of the 25 sub-event types each one is."""

from exporter.coding.acled.incidents import AcledIncident, Party, find_incidents
from exporter.coding.acled.passages import event_types

__all__ = ["AcledIncident", "Party", "event_types", "find_incidents"]
