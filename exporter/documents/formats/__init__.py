"""One module per format of input; each turns an open file into drafts of documents."""

from exporter.documents.formats.registry import FORMATS, Reader, format_of_content, format_of_name, read_drafts

__all__ = ["FORMATS", "Reader", "format_of_content", "format_of_name", "read_drafts"]
