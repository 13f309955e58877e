"""Coding on several processes."""

from functools import partial
from types import SimpleNamespace

import pytest

from exporter.coding import WorkerLostError, code_documents


def test_events_come_in_the_order_of_the_documents():
    coder = SimpleNamespace(code=abs)  # a picklable stand-in: the "events" of a number are its amount
    assert list(code_documents(range(-200, 0), coder, jobs=2)) == list(range(200, 0, -1))


def test_a_killed_worker_is_an_error_that_says_what_to_do():
    coder = SimpleNamespace(code=partial(exec, "import os; os._exit(9)"))
    with pytest.raises(WorkerLostError, match="fewer --jobs need less"):
        list(code_documents([{}], coder, jobs=2))


def test_no_more_documents_are_taken_than_are_being_worked_on():
    taken = []
    documents = (taken.append(number) or number for number in range(10_000))
    results = code_documents(documents, SimpleNamespace(code=abs), jobs=2)
    next(results)
    assert len(taken) < 1_000
    results.close()
