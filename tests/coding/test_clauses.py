import pytest

from exporter.coding import explain, get_coder
from exporter.coding.operators import combined_code, negated_operator
from exporter.documents import Document


def clause_events(text):
    """Code a text; events that ACLED's own triggers made, whose rules are no lexicon entries, are left aside."""
    events = get_coder().code(Document(id="d", text=text))
    return [event for event in events if any(":" in rule for rule in event.coder.rules)]


def codes(text):
    return [event.classification("cameo").code for event in clause_events(text)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Japan promised to send aid to Nepal.", "033"),
        ("America threatened to cut aid to Egypt.", "1311"),
        ("Peru refused to send aid to Chile.", "122"),
        ("Egypt asked Kenya to send aid to Sudan.", "023"),
        ("Norway stopped cooperating with Sudan.", "160"),
        ("Norway will visit Sudan.", "036"),
        ("Norway postponed sending aid to Sudan.", "122"),
        ("Norway vowed not to aid Sudan.", "122"),
        ("Norway said Sudan must free the Malian soldiers.", "1053"),
        ("The Malian army agreed to resume talks with Chad.", "036"),
        ("Sudan ordered the arrest of Malian soldiers.", "173"),
    ],
)
def test_operators_and_modality_make_the_code(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Norway did not attack Sudan.", "negated"),
        ("Norway may attack Sudan.", "hypothetical"),
        ("If Norway attacked Sudan, Chad suffered.", "hypothetical"),
        ("Did Norway attack Sudan?", "a question"),
    ],
)
def test_what_did_not_happen_is_left_out_with_the_reason(text, reason):
    (sentence,) = explain(Document(id="d", text=text))
    assert reason in [one.reason for one in sentence.triggers]
    assert codes(text) == []


def test_a_passive_turns_the_parties_round():
    (event,) = clause_events("Greece was accused by Turkey of deceit on Monday.")
    assert event.participant("actor1").country == "TUR"
    assert event.participant("actor2").country == "GRC"


def test_a_pronoun_of_speech_means_the_speaker():
    (event,) = clause_events("Turkey said it attacked Greece.")
    assert event.participant("actor1").country == "TUR"


def test_the_longest_prefix_of_the_inner_code_counts():
    assert combined_code("promise", "0712") == combined_code("promise", "071") != combined_code("promise", "07")


def test_a_refusal_to_promise_is_a_refusal():
    assert negated_operator("promise") == "refuse"


@pytest.mark.parametrize(
    "text",
    [
        "Police fired stun grenades at protesters in Lima.",
        "Police fired tear gas and rubber bullets at protesters in Lima.",
        "Water cannon were used against protesters by Peruvian police.",
    ],
)
def test_riot_weapons_repress_whom_they_are_used_on(text):
    (event,) = (one for one in clause_events(text) if one.classification("cameo").code == "175")
    assert [one.name.split(" ")[0] for one in event.participants] == ["Police", "Protesters"]


def test_taking_over_an_office_takes_no_territory():
    assert "192" not in codes("President Tokayev took over the chair of the Security Council.")
    assert "192" in codes("Rebels took over the town of Goma.")


def test_in_a_report_a_place_is_taken_from_nobody_in_particular():
    report = "Police took control of the airport of Almaty on Friday. " + "Most shops in the city stayed shut. " * 5
    assert "192" in codes(report)
