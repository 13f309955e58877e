"""Explaining a document: which of its triggers were coded, and why the others were not."""

import importlib

from exporter.coding import explain
from exporter.documents import document_from_dict


def test_explain_stays_a_function_after_its_first_call():
    document = document_from_dict({"id": "1", "text": "Police in Nairobi arrested 12 protesters on Monday."})
    first = explain(document)
    again = importlib.import_module("exporter.coding").explain
    assert callable(again)
    assert again(document) == first
