"""Whom ACLED's main actors are where crowds, forces and their allies meet."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def parties(text):
    events = get_coder().code(Document(id="d", text=text, published="2022-01-07", country="Kazakhstan"))
    (event,) = (one for one in events if one.classification("acled"))
    return {one.slot: one.name for one in event.participants}


@pytest.mark.parametrize(
    "text",
    [
        "Near Victory Square security forces clashed with armed rioters, and single shots could still be heard.",
        "Rioters killed 18 members of the security forces, according to the ministry.",
        "A crowd of rioters beat dozens of soldiers in Taraz.",
    ],
)
def test_forces_that_a_mob_fights_or_harms_are_its_counterpart(text):
    found = parties(text)
    assert found["actor1"] == "Rioters (Kazakhstan)"
    assert found["actor2"] == "Military Forces of Kazakhstan (2019-)"


def test_allies_who_take_a_place_together_do_not_fight_each_other():
    found = parties("Russian peacekeepers and Kazakh police took control of the airport of Almaty on Friday.")
    assert found == {
        "actor1": "Police Forces of Kazakhstan (2019-)",
        "assoc_actor_1": "Peacekeepers (Russia)",
        "actor2": "Unidentified Armed Group (Kazakhstan)",
    }


def test_a_mutual_clash_is_one_event_in_whichever_order_its_parties_stand():
    events = get_coder().code(
        Document(id="d", text="Soldiers clashed with rioters in Taraz on Friday.", published="2022-01-07")
    )
    assert [sorted(code.scheme for code in event.classifications) for event in events] == [["acled", "cameo", "plover"]]


def test_police_whose_deed_a_crowd_is_angry_at_do_not_meet_it():
    found = parties("Youths burned tyres on the road over a rider's killing by the police.")
    assert "Police" not in found.get("actor2", "")


def test_police_who_shoot_rioters_meet_them():
    found = parties("Police shot two rioters dead as they burned shops in a riot over a vote.")
    assert found["actor2"] == "Police Forces of Kazakhstan (2019-)"


def test_an_official_whom_a_mob_beats_is_a_civilian():
    assert parties("A mob beat a government official in Taraz.")["actor2"] == "Civilians (Kazakhstan)"


def test_rival_crowds_that_riot_are_both_actors():
    found = parties("Supporters of rival candidates rioted in Taraz, throwing stones and burning cars.")
    assert (found["actor1"], found["actor2"]) == ("Rioters (Kazakhstan)", "Rioters (Kazakhstan)")
