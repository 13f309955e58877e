"""What tests share."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from exporter.documents import Document
from exporter.events import (
    Classification,
    Code,
    Coder,
    DateSpan,
    DocumentRef,
    Effects,
    Event,
    Evidence,
    Fatalities,
    Location,
    Participant,
    Source,
)

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


def clash(number, **changes):
    """Return a valid event, the same for the same number."""
    day = f"2022-01-{number % 28 + 1:02}"
    address = f"https://steppe-courier.example/{number}"
    event = Event(
        event_id=f"e{number:020x}",
        incident_id=f"i{number:020x}",
        document=DocumentRef(id=str(number), published=day, publisher="Steppe Courier", url=address),
        date=DateSpan(day, day),
        classifications=(
            Classification("acled", "Armed clash", "Armed clash", "Battles"),
            Classification(
                "cameo", "193", "Fight with small arms and light weapons", "19", goldstein=-10.0, quad_class=4
            ),
        ),
        direction="directed",
        participants=(
            Participant(
                "actor1",
                "Military Forces of Kazakhstan (2019-)",
                "the army",
                "KAZ",
                (Code("cameo", "KAZMIL"), Code("acled", "State forces")),
            ),
            Participant(
                "actor2",
                "Unidentified Armed Group (Kazakhstan)",
                "gunmen",
                "KAZ",
                (Code("cameo", "KAZREB"), Code("acled", "Political militia")),
            ),
        ),
        location=Location(
            name="Almaty",
            admin1="Almaty",
            country="Kazakhstan",
            iso3="KAZ",
            latitude=43.25,
            longitude=76.95,
            precision="place",
        ),
        effects=Effects(fatalities=Fatalities(2, 2, 2)),
        sources=(Source("Steppe Courier", address, "National", day),),
        evidence=(Evidence(0, 5, "Clash"),),
        coder=Coder("stub", "1", ("r",), 0.5 + number % 5 / 10),
        notes=f"Clash {number}.",
    )
    return replace(event, **changes)


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
def make_documents():
    def make(*texts):
        return [
            Document(id=str(number), text=str(text), published=f"2022-02-{number % 28 + 1:02}")
            for number, text in enumerate(texts)
        ]

    return make
