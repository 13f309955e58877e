from dataclasses import replace

import pytest
from event_records import RIOT, clash

from exporter.events import Event, from_batch, to_batch

EVENTS = [RIOT, clash(1), replace(RIOT, extra={"AvgTone": "-3.50", "empty": None})]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_survives_the_way_through_arrow(event):
    assert list(from_batch(to_batch([event]))) == [event]


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_survives_the_way_through_its_json_form(event):
    assert Event.from_dict(event.to_dict()) == event
