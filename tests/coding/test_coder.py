from exporter.coding import get_coder
from exporter.coding.protocol import Coder
from exporter.documents import Document, Entity


def code(text, **fields):
    return get_coder().code(Document(id="d", text=text, **fields))


def test_the_embedded_coder_is_a_coder():
    assert isinstance(get_coder(), Coder)


def test_evidence_is_verbatim():
    text = "Heads of State\n\nTurkey accused Greece of aggression."
    (event,) = code(text)
    (evidence,) = event.evidence
    assert text[evidence.start : evidence.end] == evidence.text


def test_no_event_is_the_default():
    assert code("The weather was fine in Berlin.") == []


def test_a_pair_is_answered_with_one_event():
    text = "France said police had arrested Ali before Spain attacked Portugal."
    entities = (Entity(start=43, end=48, role="source"), Entity(start=58, end=66, role="target"))
    (event,) = code(text, entities=entities)
    assert event.classification("plover").code == "ASSAULT"


def test_the_same_text_gives_the_same_events():
    text = "Turkey accused Greece of aggression. Police arrested Ali."
    assert code(text) == code(text)
