import pytest

from exporter.coding.circumstances import Circumstances, kinds_of_effect
from exporter.coding.text import split
from exporter.documents import Document


def circumstances(text):
    return Circumstances(Document(id="d", text=text, published="2022-01-12"), split(text))


def index_of(text, word):
    return next(token.index for token in split(text)[0].tokens if token.lower == word)


def test_figures_told_in_one_breath_go_to_one_trigger():
    text = "Police detained 40 people in the port, 26 people were killed and another 30 have been wounded."
    arrest, kill = index_of(text, "detained"), index_of(text, "killed")
    found = circumstances(text).effects_of_event(0, kill, [], ("killed", "injured"))
    assert (found.fatalities.best, found.injured, found.arrested) == (26, 30, None)
    assert circumstances(text).effects_of_event(0, arrest, [kill], ("arrested",)).arrested == 40


def test_figures_beside_another_trigger_are_not_taken():
    text = "Rebels attacked the town; the army, which shelled a village in the next valley, killed nine people."
    attack, kill = index_of(text, "attacked"), index_of(text, "killed")
    assert circumstances(text).effects_of_event(0, attack, [kill], ("killed",)).fatalities is None


def test_an_incident_adds_up_its_sentences():
    found = circumstances("Three soldiers were killed. Two rebels died.").effects_of_incident([0, 1], "Armed clash")
    assert found.fatalities.best == 5


def test_a_note_is_read_as_a_whole_for_the_incidents_figures():
    text = "On 5 January rebels clashed with the army. Several fighters were killed. Fatalities coded as 10."
    assert circumstances(text).effects_of_incident([0], "Armed clash").fatalities.best == 10


def test_an_incident_without_a_date_takes_the_day_that_the_next_sentence_opens_with():
    found = circumstances("Rebels clashed with the army. On 9 January they took the town.").date_of_incident([0, 1], 1)
    assert found.start == "2022-01-09"


def test_an_incident_keeps_the_date_of_its_first_sentence():
    text = "On 5 January rebels clashed with the army. They took the town on 9 January."
    assert circumstances(text).date_of_incident([0, 1], 4).start == "2022-01-05"


def test_a_march_does_not_count_those_whom_it_mourns():
    text = "Students marched over the killing of two classmates."
    assert circumstances(text).effects_of_incident([0], "Peaceful protest").fatalities is None


def test_the_date_of_the_clause_is_the_events_date():
    text = "On Monday police met the miners, and on Tuesday they arrested the leader."
    arrest = index_of(text, "arrested")
    assert circumstances(text).date(0, arrest - 4, arrest + 3, arrest).start == "2022-01-11"


def test_an_event_of_a_past_year_is_background():
    text = "He was kidnapped in 2014."
    assert circumstances(text).is_background(0, 0, 6, 2)


@pytest.mark.parametrize(
    ("cameo", "plover", "kinds"),
    [
        ("190", "ASSAULT", ("killed", "injured")),
        ("173", "COERCE", ("arrested",)),
        ("141", "PROTEST", ("killed", "injured", "arrested", "crowd")),
        ("112", "ACCUSE", ()),
        ("010", None, ()),
    ],
)
def test_only_acts_have_effects(cameo, plover, kinds):
    assert kinds_of_effect(cameo, plover) == kinds
