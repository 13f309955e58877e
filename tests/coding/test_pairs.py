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
        ("<Peru> could help [Chile].", "AGREE"),
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
        ("<Peru> vowed to respect the military truce with [Chile].", "AGREE"),
        ("<Peru> vowed to crush [the miners].", "THREATEN"),
        ("<Peru> and [Chile] agreed to trade maps and to cooperate.", "AGREE"),
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


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> agreed not to attack [Chile].", "AGREE"),
        ("<Peru> vowed never to recognise [Chile].", "REJECT"),
        ("<Peru> decided not to meet [Chile].", "REJECT"),
        ("<Peru> will never attack [Chile].", "AGREE"),
        ("<Peru> will not rename the square for [Chile].", "REJECT"),
        ("<Peru> won't rechristen the square for [Chile].", "REJECT"),
        ("<Peru> could not meet [Chile].", "REJECT"),
        ("<Peru> has yet to recognise [Chile].", "REJECT"),
        ("Instead of meeting [Chile], <Peru> went on holiday.", "REJECT"),
    ],
)
def test_what_will_not_or_cannot_be_done_is_refused_and_a_spared_harm_is_promised(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> postponed sending aid to [Chile].", "REJECT"),
        ("<Peru> delayed imposing sanctions on [Chile].", "RETREAT"),
        ("<Peru> stopped lifting sanctions on [Chile].", "REJECT"),
        ("<Peru> declared an end to hostilities against [Chile].", "RETREAT"),
        ("<Peru> decided to send aid to [Chile].", "AGREE"),
        ("<Peru> decided to expel [the Chilean ambassador].", "SANCTION"),
    ],
)
def test_a_delay_of_help_refuses_it_and_a_delay_of_harm_yields(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Peru> reversed its decision to block [the network].", "CONCEDE"),
        ("<Peru> apologised for attacking [Chile].", "SUPPORT"),
        ("Mexico condemned the decision by <Peru> to attack [Chile].", "THREATEN"),
        ("<Peru> blew up [a truck sent to rescue the wounded].", "ASSAULT"),
        ("<A grand jury> handed up charges against [the mayor].", "ACCUSE"),
        ("<The opposition> boycotted a session of [parliament].", "PROTEST"),
        ("<Peru> sent warplanes to bomb [rebels].", "ASSAULT"),
        ("A reporter asked <[Peru]'s former mayor> for news.", "CONCEDE"),
        ("<Two attackers> came ashore and reached [the hotel].", "ASSAULT"),
        ("<Nurses> marched through Lima in support of [the minister].", "SUPPORT"),
        ("<Judges> struck down [a treaty with Chile].", "REJECT"),
        ("<Nurses> joined a march against [the minister].", "PROTEST"),
        ("<Nurses> went on strike, accusing [the ministry] of neglect.", "PROTEST"),
        ("<A rebel spokesman> said [ships] would be attacked.", "THREATEN"),
        ("The trial over the [Leeds] bombings began, <a gunman> said.", "ASSAULT"),
        ("<Peru> accused rivals of sending aid to [Chile].", "ACCUSE"),
    ],
)
def test_what_a_stand_is_about_and_what_a_party_is_called_by_is_not_the_answer(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<The opposition deputy> insisted that [the minister] explain himself.", "REQUEST"),
        ("<The interior minister Ann Lee> quit on Sunday over [the scandal].", "CONCEDE"),
        ("<Rebels of the Red Front> turned over [a pilot captured in May] to the army.", "CONCEDE"),
        ("<Peru> welcomed with open arms [the election of a moderate].", "SUPPORT"),
        ("<The minister Ann Lee> resigned on Sunday over [nurses] wrongly labelled traitors.", "CONCEDE"),
        ("<Families of the missing> want [the army] to open its archives.", "REQUEST"),
    ],
)
def test_marked_passages_are_read_as_noun_phrases(marked, plover):
    found = answer(marked).classification("plover").code
    assert {"RETREAT": "CONCEDE"}.get(found, found) == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Malta> mounted a relief operation in [Libya].", "AID"),
        ("<Malta> waged a smear campaign against [Libya].", "ACCUSE"),
        ("<Malta> mounted an operation against [Libya].", "ASSAULT"),
        ("<The centrists> walked out of [Malta's ruling coalition].", "SANCTION"),
        ("<Malta> diverted prisoners to [Libya].", "AID"),
        ("<Malta> undertook joint exercises with [Libya].", "COOPERATE"),
    ],
)
def test_nouns_and_prepositions_say_what_a_light_verb_does(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Malta> dropped plans to send aid to [Libya].", "REJECT"),
        ("<Malta> shelved a plan to attack [Libya].", "RETREAT"),
        ("<Malta> brushed aside calls to meet [Libya].", "REJECT"),
        ("<Malta> reserved the right to attack [Libya].", "THREATEN"),
    ],
)
def test_plans_given_up_and_calls_defied_have_the_code_of_what_they_were_about(marked, plover):
    assert answer(marked).classification("plover").code == plover


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ('"Let our people go," <the bishop> told [the junta].', "REQUEST"),
        ("[Chile] must go, says <Peru>.", "REQUEST"),
        ("<Peru> to [Chile]: free the crew", "REQUEST"),
        ("<Peru> said [Chile] needs to do more on security.", "REQUEST"),
        ("[Chile] will pay a price, <Peru> said.", "THREATEN"),
        ("Hand over the ship or we will come and take it, <Peru> told [Chile].", "THREATEN"),
        ("<Peru> said [Chile] would face serious consequences.", "THREATEN"),
        ("[Chile] was told by <Peru> that its plan was unacceptable.", "REJECT"),
        ("The claims of [Chile] are legitimate, <Peru> said.", "SUPPORT"),
    ],
)
def test_what_a_party_says_counts_where_no_verb_of_the_lexicon_tells_it(marked, plover):
    assert answer(marked).classification("plover").code == plover


def test_the_name_of_a_campaign_between_quotation_marks_is_no_demand():
    event = answer('<The guild> reported the arrests of [nine drovers] and opened a drive called "Leave No Gate Open".')
    assert event.classification("plover").code == "COERCE"


@pytest.mark.parametrize(
    ("marked", "plover"),
    [
        ("<Miners> stormed [the ministry] over unpaid wages.", "PROTEST"),
        ("<Gunmen> stormed [the ministry] at dawn.", "ASSAULT"),
    ],
)
def test_a_crowd_protests_by_what_is_an_attack_by_others(marked, plover):
    assert answer(marked).classification("plover").code == plover


def test_a_headline_without_a_finite_verb_says_what_will_be():
    assert answer("<Peru> to visit [Chile]").classification("plover").code == "AGREE"
    assert answer("<Peru> to sue [Chile] over dam").classification("plover").code == "THREATEN"


def test_a_verb_directly_behind_two_joined_parties_is_theirs():
    assert answer("<Peru> and [Chile] share radar data.").classification("plover").code == "COOPERATE"
