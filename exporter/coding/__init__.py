"""From a document to its events."""
