"""Reports of ordinary crime, sport and markets: what they tell is no political event."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document

FILLER = "The hearing opened at nine. Clerks took notes. The gallery was full. It rained."


def kinds(text, **more):
    return [c.code for event in get_coder().code(Document(id="a", text=text, **more)) for c in event.classifications]


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested a man over the burglary of a jewellery shop in Durban on Monday.",
        "A man was shot dead by robbers at a filling station in Durban on Monday.",
        "A judge in Durban convicted two brothers of housebreaking on Monday.",
    ],
)
def test_ordinary_crime_is_no_event_of_running_text(text):
    assert kinds(f"{text} {FILLER}") == []


def test_an_arrest_in_a_report_that_opens_with_crime_is_one_of_crime():
    opening = "Two tellers were robbed in Durban on Monday. The robbers took the cash and a cellphone."
    assert kinds(f"{opening} {FILLER} Police arrested a South African man on Tuesday.") == []


def test_an_arrest_across_borders_is_an_event():
    text = f"Police in Turkey arrested a British man on Monday over a burglary. {FILLER}"
    assert "COERCE" in kinds(text)


def test_an_arrest_of_a_foreigner_is_an_event():
    text = f"A British man was arrested in Ankara on Monday over a burglary. Turkey is proud of its police. {FILLER}"
    assert "COERCE" in kinds(text)


def test_crime_beside_words_of_public_life_is_an_event():
    text = f"Police in Kenya arrested an opposition senator on charges of robbery on Monday. {FILLER}"
    assert "COERCE" in kinds(text)


def test_a_record_of_a_day_and_a_country_may_be_of_crime():
    text = "Police arrested five men over the burglary of a jewellery shop in Durban."
    assert kinds(text, published="2020-03-02", country="South Africa")


def test_a_report_of_a_match_has_no_events():
    text = (
        "Kenya beat Uganda 3-0 in the final of the cup on Sunday. The striker scored twice before halftime. "
        f"Their coach attacked the referee over a penalty. {FILLER}"
    )
    assert kinds(text) == []


def test_trading_on_markets_is_no_protest():
    text = f"Traders cut their bids on Monday as the dollar rose in volatile trading on the market. {FILLER}"
    assert kinds(text) == []
