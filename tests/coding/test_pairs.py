import pytest

from exporter.coding import get_coder
from exporter.documents import Document, Entity


def answer(marked):
    """Code a text with its source in <> and its target in []."""
    text, entities = "", []
    for mark in marked:
        if mark in "<[":
            start = len(text)
        elif mark in ">]":
            entities.append(Entity(start=start, end=len(text), role="source" if mark == ">" else "target"))
        else:
            text += mark
    events = get_coder().code(Document(id="d", text=text, entities=tuple(entities)))
    assert len(events) == 1
    return events[0]


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> accused [Chile] of arming rebels.", "ACCUSE"),
        ("<Peru> called [Chile] to offer condolences.", "SUPPORT"),
        ("<Police> arrested [a man] suspected of bombing a market.", "COERCE"),
        ("Police arrested <a man> suspected of bombing [a market].", "ASSAULT"),
        ("<Japan> imposed sanctions on [Russia].", "COERCE"),
        ("[The banker] was arrested in <Mali> for working with the army.", "COERCE"),
        ("<Students> went on hunger strike to protest against [the judge].", "PROTEST"),
        ("<Peru> has opened an investigation.", "ACCUSE"),
        ("<Peru> and [Chile] failed to reach agreement after talks.", "REJECT"),
        ("<Peru> telephoned [Chile] after weeks of protests.", "CONSULT"),
        ("<Peru> met [Chile] in an effort to end a conflict.", "CONSULT"),
    ],
)
def test_the_event_that_connects_the_pair_is_chosen(marked, plover):
    event = answer(marked)
    assert event.classification("plover").code == plover


def test_the_parties_are_those_that_were_marked():
    event = answer("<The army> shelled [the old town].")
    assert [(one.slot, one.text) for one in event.participants] == [("actor1", "The army"), ("actor2", "the old town")]


def test_a_pair_that_nothing_connects_gets_the_least_with_little_confidence():
    event = answer("<Peru> was green, [Chile] blue.")
    assert event.classification("plover").code == "CONSULT"
    assert event.coder.rules == ("pair.contact",)
    assert event.coder.confidence < 0.5


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> wants [Chile] to withdraw.", "REQUEST"),
        ("<Peru> wants to meet [Chile].", "AGREE"),
        ("<Peru> is set to restore ties with [Chile].", "AGREE"),
        ("<Peru> told [the firm] to come clean.", "REQUEST"),
        ("<Peru> may cut ties with [Chile].", "THREATEN"),
        ("<Peru> could attack [Chile].", "THREATEN"),
        ("<Peru> could help [Chile].", "AID"),
    ],
)
def test_what_somebody_else_shall_do_is_asked_for_and_what_may_come_is_threatened(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> threatened to stop funding [Chile].", "THREATEN"),
        ("<Peru> threatened to refuse to meet [Chile].", "THREATEN"),
        ("<Peru> ordered the army to bombard [Chile].", "ASSAULT"),
        ("<Peru> vowed to back [Chile].", "AGREE"),
    ],
)
def test_operators_take_the_code_of_an_operator_below_them(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("[Peru] faced condemnation from <Chile>.", "ACCUSE"),
        ("[Peru] came under attack by <the army of Chile>.", "ASSAULT"),
        ("<Deputies in Lima> want [the minister] to speak.", "REQUEST"),
    ],
)
def test_what_happens_to_a_subject_is_done_by_somebody_else(marked, plover):
    assert answer(marked).classification("plover").code == plover


def test_the_subject_of_an_undergoing_verb_is_the_target():
    events = get_coder().code(Document(id="d", text="Peru faced fierce condemnation from Chile."))
    assert [(one.slot, one.name) for one in events[0].participants] == [("actor1", "Chile"), ("actor2", "Peru")]


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> condemned the killing of [a priest].", "ACCUSE"),
        ("<Peru> praised the capture of [the town].", "SUPPORT"),
        ("<Peru> sent peacekeeping troops to [Chile].", "AID"),
        ("<Peru> called for peace talks with [Chile].", "REQUEST"),
        ("<Peru> will sue [Chile].", "THREATEN"),
        ("<Peru>, furious with its allies, helped [Chile].", "AID"),
        ("An alarmed neighbour said <Peru> had visited [Chile].", "CONSULT"),
    ],
)
def test_a_stand_towards_an_event_is_not_the_event(marked, plover):
    assert answer(marked).classification("plover").code == plover


def test_what_a_rejected_offer_was_is_not_done():
    assert answer("<Peru> turned down an offer to mediate with [Chile].").classification("plover").code == "REJECT"
    assert answer("<Peru> rejected a proposal to meet with [Chile].").classification("plover").code == "REJECT"
