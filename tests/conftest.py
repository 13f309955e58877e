"""What tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no reason to fail.
settings.register_profile("exporter", deadline=None)
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
