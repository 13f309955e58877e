"""What a confidence says: fitted shares, higher where more is known."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document, Entity

FILLER = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."


@pytest.fixture(scope="module")
def coder():
    return get_coder()


@pytest.fixture
def confidence(coder):
    def of(sentence, **given):
        events = coder.code(Document(id="d", text=sentence, published="2022-01-05", **given))
        return max(event.coder.confidence for event in events)

    return of


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("Russia accused Ukraine of lying.", "Russia accused the students of lying."),
        ("Russia accused Ukraine of lying.", "Russia accused Ukraine of lying, and it rained, and snow fell."),
        ("Russia met Ukraine for talks.", "Russia deported ten Ukrainians."),
        ("Russia called on Ukraine.", "Russia refused to pay."),
    ],
)
def test_what_names_more_in_plainer_words_is_surer(confidence, surer, less):
    assert confidence(surer) > confidence(less)


def test_every_confidence_is_a_share(coder):
    text = "Russia accused Ukraine of lying. Police arrested ten men in Kabul. Rebels shelled the town, killing two."
    assert all(0 < event.coder.confidence < 1 for event in coder.code(Document(id="d", text=text)))


def test_an_incident_that_words_alone_tell_is_less_sure_in_a_report(coder):
    riot = "Hundreds of people rallied and looted shops in Kabul on Monday as crowds set fire to cars."

    def surest(text):
        events = coder.code(Document(id="d", text=text, published="2022-01-05"))
        return max(event.coder.confidence for event in events if event.classification("acled"))

    assert surest(f"{riot}\n\n{FILLER}\n\n{FILLER}\n\n{FILLER}") <= surest(riot)


def test_a_given_pair_is_surer_where_plain_words_join_it(confidence):
    def pair(text, source, target):
        spans = [(text.index(words), words, role) for words, role in ((source, "source"), (target, "target"))]
        found = tuple(Entity(start=start, end=start + len(words), role=role) for start, words, role in spans)
        return confidence(text, entities=found)

    assert pair("Russia accused Ukraine of lying.", "Russia", "Ukraine") > pair(
        "Russia lies beside Ukraine.", "Russia", "Ukraine"
    )
