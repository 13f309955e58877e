"""The Event record: value objects, their JSON form and their Arrow form."""

from exporter.events.arrow import event_schema, from_batch, to_batch
from exporter.events.identity import content_id
from exporter.events.record import (
    Classification,
    Code,
    Coder,
    CrowdSize,
    DateSpan,
    DocumentRef,
    Effects,
    Event,
    Evidence,
    Fatalities,
    Location,
    Origin,
    Participant,
    Source,
)

__all__ = [
    "Classification",
    "Code",
    "Coder",
    "CrowdSize",
    "DateSpan",
    "DocumentRef",
    "Effects",
    "Event",
    "Evidence",
    "Fatalities",
    "Location",
    "Origin",
    "Participant",
    "Source",
    "content_id",
    "event_schema",
    "from_batch",
    "to_batch",
]
