"""The ACLED logic: which incidents a document reports, and which of the 25 sub-event types each one is."""

from exporter.coding.acled.incidents import AcledIncident, Party, event_types, find_incidents

__all__ = ["AcledIncident", "Party", "event_types", "find_incidents"]
