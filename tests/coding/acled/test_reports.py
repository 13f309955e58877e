"""Reports that tell of several incidents: which of their sentences go together."""

from exporter.coding import get_coder
from exporter.documents import Document
from exporter.layouts import to_layout


def rows(text, country, published="2024-03-12"):  # a Tuesday
    """Return the ACLED rows of a report."""
    events = get_coder().code(Document(id="r", text=text, published=published, country=country))
    return to_layout(events, "acled").to_pylist()


def kinds(text, country):
    return sorted(
        (one["event_date"].isoformat(), one["sub_event_type"], one["fatalities"]) for one in rows(text, country)
    )


CLOSE = "\n\nThe mayor asked for calm. Schools stayed shut. Shops did too. Nobody knew for how long."


def test_an_air_strike_in_answer_to_an_attack_is_an_event_of_its_own():
    text = (
        "Suspected jihadists attacked an army post near Djibo on Sunday, killing seven soldiers. "
        "The army said it had carried out an air strike on the fighters as they fled, killing 20 of them." + CLOSE
    )
    assert kinds(text, "Burkina Faso") == [("2024-03-10", "Air/drone strike", 20), ("2024-03-10", "Armed clash", 7)]


def test_a_sentence_that_opens_with_another_day_tells_of_another_event():
    text = (
        "Gunmen shot dead two farmers near Djibo on Sunday. "
        "On Monday gunmen shot dead four herders near Arbinda." + CLOSE
    )
    assert kinds(text, "Burkina Faso") == [("2024-03-10", "Attack", 2), ("2024-03-11", "Attack", 4)]


def test_a_demonstration_that_turns_violent_is_one_event_with_its_arrests():
    text = (
        "Police fired tear gas on Monday at farmers who had blocked a road in Juliaca, wounding nine. "
        "Demonstrators threw stones at officers and burned a police van.\n\nTwelve demonstrators were arrested." + CLOSE
    )
    (row,) = rows(text, "Peru")
    assert (row["sub_event_type"], row["location"]) == ("Violent demonstration", "Juliaca")
    assert "Twelve" in row["notes"]


def test_who_welcomes_a_ceasefire_has_not_concluded_it():
    text = (
        "Gunmen shot dead two farmers near Djibo on Sunday.\n\nThe president welcomed the ceasefire on Monday." + CLOSE
    )
    assert [one["sub_event_type"] for one in rows(text, "Burkina Faso")] == ["Attack"]


def test_a_protest_at_several_places_is_an_event_at_each():
    text = "Teachers rallied for better pay on Monday. There were rallies in Cusco, Puno and Juliaca." + CLOSE
    assert {"Cusco", "Puno", "Juliaca"} <= {one["location"] for one in rows(text, "Peru")}


def test_what_happened_in_another_month_is_told_beside_the_news():
    text = (
        "Militants stormed an army camp in Djibo on Sunday, killing four soldiers. "
        "In January a suicide bomber killed 80 people in a mosque in Kaya." + CLOSE
    )
    events = get_coder().code(Document(id="r", text=text, published="2024-03-12", country="Burkina Faso"))
    told = [event for event in events if event.classification("acled")]
    assert [(event.date.start[:7], event.effects.fatalities.best) for event in told] == [
        ("2024-03", 4),
        ("2024-01", 81),
    ]


def test_arrests_at_a_protest_are_no_incident_beside_it():
    assert [one["sub_event_type"] for one in rows("Police arrested twelve protesters in Cusco on Monday.", "Peru")] == [
        "Protest with intervention"
    ]


def test_a_call_for_strikes_and_protests_is_no_protest_of_a_report():
    text = "Teachers rallied in Cusco on Monday.\n\nUnions called for new strikes and protests on Friday." + CLOSE
    assert [one["event_date"].isoformat() for one in rows(text, "Peru")] == ["2024-03-11"]


def test_a_gunfight_with_police_is_a_battle_in_a_report_without_other_armed_parties():
    text = (
        "A clerk was charged in Brema on Thursday over debts of the guild. He denied it. His lawyer spoke of revenge. "
        "A gun battle with constables had taken place on March 9 beside the mill. The hearing goes on."
    )
    assert "Armed clash" in {row["sub_event_type"] for row in rows(text, "Belgium")}


def test_background_that_says_when_it_happened_is_an_event():
    text = (
        "The bishop sent his condolences on Saturday after deadly attacks that occurred last Friday in "
        "Brema. He thanked the nurses. He will speak again. The bells rang. The choir sang."
    )
    assert "Attack" in {row["sub_event_type"] for row in rows(text, "Belgium")}
