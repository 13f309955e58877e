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
    from_batch,
    to_batch,
)

EVENT = Event(
    event_id="e1",
    incident_id="i1",
    document=DocumentRef(id="d1", published="2022-01-05"),
    date=DateSpan("2022-01-05", "2022-01-05", "day", "on Wednesday"),
    classifications=(Classification("cameo", "010", "Make statement", "01", None, ("legal",), 0.0, 1),),
    direction="directed",
    participants=(Participant("actor1", "Police", "police", "KAZ", (Code("cameo", "KAZCOP"),)),),
    location=Location(name="Almaty", latitude=43.25, longitude=76.95),
    effects=Effects(fatalities=Fatalities(1, 2, 3), arrested=0),
    evidence=(Evidence(0, 6, "Police"),),
    coder=Coder("embedded", "1", ("r",), 0.5),
    extra={"AvgTone": "-3.50", "empty": None},
)


def test_an_event_survives_the_way_through_arrow():
    assert list(from_batch(to_batch([EVENT]))) == [EVENT]


def test_an_event_survives_the_way_through_its_json_form():
    assert Event.from_dict(EVENT.to_dict()) == EVENT
