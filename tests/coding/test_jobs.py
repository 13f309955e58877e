"""Coding on several processes."""

import os
import pickle
from types import SimpleNamespace

import pytest

from exporter.coding import WorkerLostError, code_documents, get_coder
from exporter.documents import Document


def numbered(numbers):
    """Return picklable stand-ins for documents."""
    return (Document(id=str(number), text=f"Text {number}.") for number in numbers)


def numbers_of(document):
    """Return picklable stand-ins for the events of a document."""
    return [int(document.id)]


def die(_):
    """Die as a process does that the system kills."""
    os._exit(9)


def test_events_come_in_the_order_of_the_documents():
    coder = SimpleNamespace(code=numbers_of)
    assert list(code_documents(numbered(range(200)), coder, jobs=2)) == [[number] for number in range(200)]


def test_a_killed_worker_is_an_error_that_says_what_to_do():
    coder = SimpleNamespace(code=die)
    with pytest.raises(WorkerLostError, match="fewer --jobs need less"):
        list(code_documents(numbered([1]), coder, jobs=2))


def test_no_more_documents_are_taken_than_are_being_worked_on():
    taken = []
    documents = (taken.append(one) or one for one in numbered(range(10_000)))
    results = code_documents(documents, SimpleNamespace(code=numbers_of), jobs=2)
    next(results)
    assert len(taken) < 1_000
    results.close()


def test_long_documents_are_handed_out_one_by_one():
    taken = []
    long = (taken.append(number) or Document(id=str(number), text="word " * 20_000) for number in range(100))
    results = code_documents(long, SimpleNamespace(code=numbers_of), jobs=2)
    assert next(results) == [0]
    assert len(taken) <= 6
    results.close()


def test_the_embedded_coder_travels_as_its_options(tmp_path):
    own = tmp_path / "own.jsonl"
    own.write_text('{"id": "mine.frob", "pos": "verb", "words": ["frobnicate"], "plover": "AID"}\n')
    sent = pickle.dumps(get_coder(lexicon=[own]))
    assert len(sent) < 1_000
    again = pickle.loads(sent)  # noqa: S301 - our own bytes
    assert "mine.frob" in again.lexicon.entries


def test_processes_give_the_bytes_that_one_gives():
    texts = ["Police in Nairobi, Kenya, arrested 12 protesters on Monday.", "Rebels clashed with soldiers near Goma."]
    documents = [Document(id=str(number), text=text, published="2020-05-05") for number, text in enumerate(texts * 20)]
    assert list(code_documents(documents, get_coder(), jobs=2)) == list(code_documents(documents, get_coder()))
