from hypothesis import given
from hypothesis import strategies as st

from exporter.coding.incidents import with_incidents
from exporter.events import Classification, DateSpan, DocumentRef, Event, Evidence, Location, Participant


def event(*, day="2022-01-05", place="Springfield", kind="Battles", parties=("Reds", "Blues"), document="d1", at=0):
    return Event(
        event_id=f"e{document}{at}",
        incident_id="",
        document=DocumentRef(id=document),
        date=DateSpan(day, day) if day else None,
        location=Location(name=place, iso3="XXX") if place else None,
        classifications=(Classification("acled", "Armed clash", parent=kind),),
        participants=tuple(
            Participant(slot, name) for slot, name in zip(("actor1", "actor2"), parties, strict=False) if name
        ),
        evidence=(Evidence(at, at + 5, "words"),),
    )


def ids(*events):
    return [one.incident_id for one in with_incidents(events)]


def test_events_of_one_day_place_kind_and_parties_are_one_incident():
    first, second = ids(event(), event(at=50))
    assert first == second


def test_a_report_that_names_one_of_the_parties_only_joins_the_incident():
    first, second = ids(event(), event(parties=("Blues",), at=50))
    assert first == second


def test_documents_agree_on_an_incident_without_knowing_of_each_other():
    assert ids(event(document="d1")) == ids(event(document="d2", at=99))


def test_the_order_of_the_parties_does_not_matter():
    assert ids(event()) == ids(event(parties=("Blues", "Reds")))


def test_another_day_place_kind_or_party_is_another_incident():
    others = [
        event(day="2022-01-06"),
        event(place="Shelbyville"),
        event(kind="Riots"),
        event(parties=("Reds", "Greens")),
    ]
    assert len(set(ids(event(), *others))) == 5


def test_an_act_without_a_place_is_not_joined_across_documents():
    assert ids(event(place=None, document="d1")) != ids(event(place=None, document="d2"))


def test_a_statement_between_two_parties_is_joined_without_a_place():
    first = ids(event(place=None, kind="ACCUSE", document="d1"))
    assert first == ids(event(place=None, kind="ACCUSE", document="d2"))


def test_an_event_without_a_date_is_not_joined_across_documents():
    assert ids(event(day=None, document="d1")) != ids(event(day=None, document="d2"))


def test_two_acts_of_unknown_parties_are_two_incidents_across_documents():
    assert ids(event(parties=(), document="d1")) != ids(event(parties=(), document="d2"))


@given(st.permutations(["2022-01-05", "2022-01-06", "2022-01-07"]))
def test_ids_do_not_depend_on_the_order_of_the_events(days):
    found = dict(zip(days, ids(*(event(day=day) for day in days)), strict=True))
    assert found == dict(zip(sorted(days), ids(*(event(day=day) for day in sorted(days))), strict=True))
