import pytest

from exporter.coding import get_coder
from exporter.documents import Document


@pytest.fixture(scope="module")
def coder():
    return get_coder()


@pytest.fixture
def events(coder):
    return lambda text: coder.code(Document(id="d", text=text, published="2022-01-05"))


@pytest.mark.parametrize(
    "text",
    [
        "Police detained the students in Almaty.",
        "The army began to shell the rebels near Homs.",
        "Rebels were forced to release the hostages in Homs.",
        "Troops entered the town, killing twelve villagers.",
        "A bomb that killed twelve soldiers went off in Kabul.",
        "Clashes between the army and rebels erupted near Homs.",
    ],
)
def test_what_happened_is_reported(events, text):
    assert any(event.classification("plover") for event in events(text))


@pytest.mark.parametrize(
    "text",
    [
        "The new base serves to defeat the rebels.",
        "The minister's book is about bombing villages.",
        "Ministers supported by Russia were at the table.",
        "The report deals with arrests.",
        "The novel shows soldiers without attacking anybody.",
    ],
)
def test_what_is_only_mentioned_is_not(events, text):
    # Texts of a sentence or two are read for ACLED's incidents whatever their form, as event notes are.
    assert [event for event in events(text) if event.classification("acled") is None] == []
