"""Read news text of every form into Documents."""

from exporter.documents.assembly import document_from_dict
from exporter.documents.document import Document, Entity
from exporter.documents.errors import DocumentError
from exporter.documents.formats import FORMATS
from exporter.documents.reading import read_documents

__all__ = ["FORMATS", "Document", "DocumentError", "Entity", "document_from_dict", "read_documents"]
