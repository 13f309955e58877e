"""Event records that tests share."""

from dataclasses import replace

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

# A riot that fills every field that layouts write.
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
