"""Whatever a text tells, its events make rows that the schemas of their layouts hold for valid."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.coding import get_coder
from exporter.documents import Document
from exporter.layouts import to_layout
from exporter.validation import validate

SENTENCES = (
    "Rebels captured the town of Kitshanga on Friday after heavy fighting with the army.",
    "At least 14 soldiers and eight rebels were killed, a local official said.",
    "Suspected militants abducted 11 villagers near Oicha and burned six houses.",
    "Pupils staged a sit-in before the registry on Monday.",
    "Masked raiders attacked and looted a customs post.",
    "The two governments signed a peace deal in Doha.",
    "Norway, Sweden and Denmark imposed sanctions on two officials.",
    "Police dispersed the crowd with tear gas and arrested 34 demonstrators.",
    "In Grodno, workers marched to the town hall.",
    "Soldiers handed over the base to the separatists without a shot.",
    "A mob lynched a suspected thief in the market.",
    "The air force bombed a village, killing three children.",
    "A roadside bomb hit a convoy of peacekeepers.",
    "The president dismissed the government and appealed to the United Nations for help.",
    "Troops withdrew from the border on Sunday.",
    "Gunmen shot dead the mayor and fled.",
    "The minister accused the opposition of planning a coup.",
    "Residents blocked the road with burning tyres, demanding water.",
    "Shells landed near the school overnight.",
    "They seized weapons and defused two mines.",
)
COUNTRIES = (None, "Kenya", "Belarus", "Democratic Republic of Congo")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9),
    st.sampled_from((" ", "\n\n")),
    st.sampled_from(COUNTRIES),
)
def test_events_of_any_report_make_valid_rows_and_rest_on_words(sentences, gap, country):
    text = gap.join(sentences)
    events = get_coder().code(Document(id="d", text=text, published="2024-03-12", country=country))
    assert all(one.text == text[one.start : one.end] for event in events for one in event.evidence)
    assert all(event.evidence and event.notes for event in events)
    for layout in ("acled", "cameo"):
        report = validate(to_layout(events, layout), layout=layout)
        assert report.valid, [str(finding) for finding in report.findings]


@pytest.mark.parametrize("words", ["a sit-in protest", "a sit-in demonstration"])
def test_what_a_clause_says_twice_is_one_event(words):
    events = get_coder().code(Document(id="d", text=f"Nurses staged {words} in Cusco.", country="Peru"))
    assert len({event.event_id for event in events}) == len(events)
