"""Workbooks: one document per row, with a column of text."""

from exporter.documents.formats.csv import read

__all__ = ["read"]
