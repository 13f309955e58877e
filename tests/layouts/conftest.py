"""What layout tests share."""

import pytest

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

RIOT = Event(
    event_id="e1",
    incident_id="i1",
    document=DocumentRef(
        id="d1", publisher="Steppe Courier", published="2022-01-05T10:00:00+06:00", url="https://www.courier.example/a"
    ),
    date=DateSpan("2022-01-05", "2022-01-05"),
    classifications=(
        Classification("acled", "Violent demonstration", parent="Riots"),
        Classification("cameo", "145"),
        Classification("plover", "PROTEST", mode="riot", contexts=("economic", "executive")),
    ),
    direction="directed",
    participants=(
        Participant(
            "actor1",
            "Rioters (Kazakhstan)",
            country="KAZ",
            codes=(Code("cameo", "KAZCVL"), Code("acled", "Rioters")),
        ),
        Participant(
            "actor2",
            "Police Forces of Kazakhstan (2019-)",
            country="KAZ",
            codes=(Code("cameo", "KAZCOP"), Code("acled", "State forces")),
        ),
        Participant("assoc_actor_1", "Journalists (Kazakhstan)"),
        Participant("assoc_actor_1", "Students (Kazakhstan)"),
    ),
    location=Location(
        name="Almaty",
        admin1="Almaty City",
        country="Kazakhstan",
        iso3="KAZ",
        latitude=43.256689,
        longitude=76.928611,
        precision="place",
    ),
    effects=Effects(fatalities=Fatalities(2, 3, 5), injured=4),
    sources=(Source("Steppe Courier", scale="National"),),
    evidence=(Evidence(0, 35, "Rioters attacked police in Almaty."),),
    coder=Coder("embedded", "1.0.0", ("riot.n",), 0.8),
)


@pytest.fixture
def riot():
    """Return the record of a riot that fills every field that layouts write."""
    return RIOT
