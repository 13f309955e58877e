"""What tests share."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from event_records import RIOT, clash
from hypothesis import HealthCheck, settings

from exporter.documents import Document

# A busy machine is no reason to fail, and every run tries the same examples.
settings.register_profile("exporter", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("exporter")

SHARED = Path(os.environ.get("EVENT_EXPORTER_SHARED") or Path(__file__).resolve().parents[2] / "shared")


@pytest.fixture
def shared():
    """Return a function from a name to a file of the folder with real samples; the test is skipped without it."""

    def find(name):
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"{path} is not here")
        return path

    return find


@pytest.fixture
def findings():
    """Return a list that collects findings."""
    return []


@dataclass(frozen=True)
class StubCoder:
    """Gives each document the event whose number is the document's text, with some fields changed."""

    changes: tuple = ()
    name = "stub"
    version = "1"

    def code(self, document):
        return [clash(int(number), **dict(self.changes)) for number in document.text.split()]


@pytest.fixture
def stub():
    return StubCoder


@pytest.fixture
def make_event():
    return clash


@pytest.fixture
def riot():
    """Return the record of a riot that fills every field that layouts write."""
    return RIOT


@pytest.fixture
def make_documents():
    def make(*texts):
        return [
            Document(id=str(number), text=str(text), published=f"2022-02-{number % 28 + 1:02}")
            for number, text in enumerate(texts)
        ]

    return make
