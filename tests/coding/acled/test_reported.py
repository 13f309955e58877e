"""Reports of running text without day and country: which of the incidents in them they report."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document

REST = (
    " The mayor asked for calm. Schools stayed shut. Shops did too. Nobody knew for how long. Trains ran late. "
    "The harbour was busy. It rained in the evening."
)


def types(opening: str) -> list[str]:
    """Return the ACLED event types of a report that begins so, strategic developments left out."""
    events = get_coder().code(Document(id="r", text=opening + REST))
    codes = [code for event in events for code in event.classifications if code.scheme == "acled"]
    return sorted({code.parent for code in codes if code.parent[:3] != "Str"})


def test_violence_is_reported_that_the_second_sentence_tells_with_its_day():
    opening = (
        "The premier cut short his tour of the islands. "
        "On Tuesday two suicide bombers attacked the ferry terminal of the capital, killing 19 people."
    )
    assert types(opening) == ["Explosions/Remote violence"]


def test_a_headline_that_runs_on_into_the_first_sentence_hides_no_violence():
    opening = (
        "Armed raiders kill chief in the north KORVA, Kenya (AP) — An official says bandits have killed a local chief "
        "and four police reservists in an attack on a village on Tuesday."
    )
    assert "Violence against civilians" in types(opening)


def test_shots_to_quell_a_protest_are_news():
    opening = "Police fired shots on Wednesday to quell a student protest in the capital."
    assert types(opening) == ["Protests"]


@pytest.mark.parametrize(
    "opening",
    [
        "The March growth of factories beat forecasts on Friday.",
        "The dollar slipped on Tuesday after the currency's recent rally, dealers said.",
        "An explosion at a coal mine killed 40 people on Thursday, the latest tragedy to strike the county.",
        "Reporters have been camping outside the clinic since Monday.",
        "A court on Thursday acquitted nine men of taking part in the riot that followed the vote of May 1996.",
        "The council discussed the threat of strikes on Monday.",
        "The rand rose on Friday after the minister said that a strike in the gold sector could be averted.",
    ],
)
def test_business_accidents_courts_and_onlookers_are_no_incident(opening):
    assert types(opening) == []
