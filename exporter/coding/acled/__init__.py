
from exporter.coding.acled.incidents import AcledIncident, Party, find_incidents
from exporter.coding.acled.passages import event_types


