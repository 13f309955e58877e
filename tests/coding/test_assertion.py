import pytest

from exporter.coding import get_coder
from exporter.documents import Document


@pytest.fixture(scope="module")
def coder():
    return get_coder()


@pytest.fixture
def codes(coder):
    def of(text):
        document = Document(id="d", text=text, published="2022-01-05")
        return [one.code for event in coder.code(document) for one in event.classifications if one.scheme == "plover"]

    return of


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
def test_what_happened_is_reported(codes, text):
    assert codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "The new base serves to defeat the rebels.",
        "The minister wrote a book about bombing villages.",
        "Ministers supported by Russia were at the table.",
        "The report deals with arrests.",
        "The novel shows soldiers without attacking anybody.",
    ],
)
def test_what_is_only_mentioned_is_not(codes, text):
    assert codes(text) == []
