"""Acts that a text tells of, against those it only mentions."""

import pytest

from exporter.coding.acled import find_incidents
from exporter.coding.acled.mentions import mention_words
from exporter.coding.text import split


def types(text: str, **options: bool) -> list[str]:
    return [one.event_type for one in find_incidents(split(text), **options) if one.event_type[:3] != "Str"]


@pytest.mark.parametrize(
    "text",
    [
        "The union has served a strike notice on the port authority.",
        "The garden was a riot of colours after the rains.",
        "A rally driver from Nashik won the hill stage.",
        "The bishop attacked the budget as heartless.",
        "She is leading the fight against malaria in the delta.",
        "The senator called the new levy an assault on the poor.",
        "The company's shares exploded on their first day of trade.",
        "A leopard attacked two goatherds at the edge of the reserve.",
    ],
)
def test_a_figure_of_speech_is_no_act(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The constitution gives every worker the right to strike.",
        "The number of strikes fell by a third.",
        "A magistrate barred the drivers from striking.",
        "Protests are usually held on the green.",
        'The word "lynching" came up twice in the lecture.',
    ],
)
def test_a_kind_of_act_is_no_act(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Her uncle worked as a clerk during the 1978 riots.",
        "Little remains of the spirit of the strike of 1946.",
        "A novel about the massacre won the prize.",
        "The school was closed for weeks by protests two decades ago.",
        "The general was sentenced for the massacre of nine villagers.",
    ],
)
def test_what_is_told_again_is_no_news(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bus crews expect a strike next week.",
        "Traders have heard of a march planned for Sunday.",
        "The talks averted a strike at the smelter.",
        "Officers were instructed to film all processions.",
    ],
)
def test_a_protest_to_come_is_none_yet(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Growers emptied their milk cans outside the dairy to denounce low prices.",
        "Dancers paraded through the old town demanding an end to evictions.",
        "Two elders slept outside the palace to demand an audience.",
    ],
)
def test_what_people_do_in_public_for_a_cause_is_a_protest(text):
    assert types(text) == ["Protests"]


def test_what_people_do_in_public_without_a_cause_is_none():
    assert types("Growers emptied their milk cans outside the dairy.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Clerks of the district court went on a lightning strike.",
        "Members of the farmers' front courted arrest at the collectorate.",
        "Loco drivers took out a torchlight procession.",
        "About 300 cleaners toyi-toyied at the depot.",
        "Junior doctors boycotted outpatient services.",
        "Commuters squatted on the tracks near the halt.",
    ],
)
def test_the_protests_of_many_countries_are_known(text):
    assert types(text) == ["Protests"]


@pytest.mark.parametrize(
    "text",
    [
        "The ministry gave in to end the strike at the smelter.",
        "A bus was rerouted because of the protest by tenants.",
        '"We have been losing money since the strike began," the owner said.',
    ],
)
def test_a_definite_noun_takes_its_act_as_known(text):
    assert types(text) == ["Protests"]


def test_violence_behind_a_curfew_is_told_too():
    text = "A curfew was imposed in the old town after clashes between two groups of villagers."
    assert types(text) == ["Riots"]


def test_a_record_tells_of_one_event():
    text = "A curfew was imposed in the old town after clashes between two groups of villagers."
    assert types(text, record=True) == []


def test_what_a_crowd_owns_is_not_the_crowd():
    assert types("The strikers' demands will be studied.") == []


def test_a_comma_ends_what_a_negation_reaches():
    assert types("Four drillers, whose names were not given, were kidnapped.") == ["Violence against civilians"]


def test_a_score_tells_of_a_game():
    assert types("The Wolves rallied to beat the Hawks 24-17 in a bruising battle.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A mason killed his wife with a hammer, police said.",
        "Three robbers shot a shopkeeper and fled with the cash.",
        "A clerk was stabbed in a quarrel over a mobile phone.",
        "An explosion caused by a leaking gas cylinder injured nine.",
    ],
)
def test_private_crime_and_accidents_are_no_political_violence(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Maoist rebels killed a teacher in a quarrel over a levy.",
        "A mob killed his wife with hammers.",
        "Supporters of the party stabbed a rival in a quarrel over posters.",
    ],
)
def test_violence_of_public_life_is_not_private(text):
    assert types(text) != []


def test_the_violence_of_a_record_is_never_private():
    text = "Three robbers shot a shopkeeper and fled with the cash."
    assert types(text, record=True) == ["Violence against civilians"]


def test_the_act_of_a_sentence_stays_where_another_is_only_mentioned():
    assert types("Villagers attacked the clerk who had attacked the budget.") == ["Riots"]


def test_what_another_word_names_is_no_idea():
    assert types("Armed youths attacked journalists covering the election campaign.") != []


def test_a_mine_is_not_taken_for_a_speaker():
    assert types("Guards clashed with rebels at the copper mine.") == ["Battles"]


def test_the_lists_share_no_word_between_private_and_public_life():
    assert mention_words("private").isdisjoint(mention_words("public"))


def test_practice_is_no_attack():
    assert types("The navy held a live-fire drill with rockets off the cape.") == []


def test_who_is_found_lying_does_not_protest():
    assert types("A calf was found lying in the road.") == []


def test_angry_people_are_a_crowd():
    assert types("Irate commuters set fire to a ticket office.") == ["Riots"]


def test_a_roadblock_of_people_without_arms_is_a_protest():
    assert types("Truckers kept up roadblocks on nine highways.") == ["Protests"]


def test_a_roadblock_of_soldiers_is_none():
    assert types("Soldiers kept up roadblocks on nine highways.") == []


def test_a_party_is_no_public_life():
    assert types("Burglars shot a guest at a birthday party and fled with the cash.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Residents complained that the drains were blocked.",
        "The union demanded a rise of nine percent.",
        "The coach attacked the referee's decision.",
        "The ministry engaged the unions in talks.",
        "The governor repeated her attacks on her rival.",
    ],
)
def test_what_is_only_said_is_no_act(text):
    assert types(text) == []


def test_a_record_of_a_demand_is_a_protest():
    assert types("Residents demanded a second well.", record=True) == ["Protests"]


REPORT = (
    "{lead} The mayor said that the tariffs would not change. They are to come into force in July. "
    "Councillors will meet again. The clerk could not be reached."
)


def test_a_report_may_open_with_what_came_of_a_riot():
    lead = "Councillors were led out of the town hall on Friday after angry residents stormed a sitting."
    assert types(REPORT.format(lead=lead)) == ["Riots"]


def test_a_report_does_not_open_with_a_riot_of_the_past():
    lead = "Councillors recalled on Friday how the hall was rebuilt after residents stormed it in 1994."
    assert types(REPORT.format(lead=lead)) == []


def test_a_report_with_a_dateline_is_no_note():
    lead = "TANDA: Farmers have welcomed the new canal. The minister opened it on Friday."
    told = " A retired clerk spoke of a strike. He was not sure of the year. Nobody else was."
    assert types(lead + told) == []


@pytest.mark.parametrize(
    "text",
    [
        "A coach plunged into a ravine, killing nine passengers.",
        "The drought has killed half of the goats in the north.",
        "Police fired two officers for sleeping on duty.",
        "The levy has come under fire from economists.",
        "The panel found that a guard had beaten the prisoner.",
        "The chief minister flagged off a march for health.",
        "Workers turned down the offer and will vote on a strike.",
    ],
)
def test_accidents_blame_findings_and_ceremonies_are_no_contention(text):
    assert types(text) == []


def test_fire_at_people_is_no_dismissal():
    assert types("Police fired at two farmers near the gate.") == ["Violence against civilians"]


def test_shops_that_are_looted_by_nobody_named_are_a_riot_too():
    assert types("Foreign-owned shops were looted overnight.") == ["Riots"]


def test_people_who_block_vehicles_protest():
    assert types("Some 200 women blocked the lorries carrying sand.") == ["Protests"]


@pytest.mark.parametrize(
    "text",
    [
        "Supporters are rallying behind the injured captain.",
        "The warden said tenants had every right to protest.",
        "The treasurer said that a strike would be the last resort.",
        "A constable shot himself at the barracks.",
        "A magistrate granted bail to a man held for pelting a car with stones.",
    ],
)
def test_support_rights_last_resorts_and_suicides_are_no_contention(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The fund pledged two billion to combat erosion.",
        "The brokers Mallory Lynch praised their chairman after a poor year.",
        "The two clerks engaged in a long correspondence about the ledgers.",
        "The auditors targeted three restaurants in their probe of unpaid fees.",
        "The keeper's strike past the wall made the score 2-1.",
        "Her brother battled for a place in the choir.",
    ],
)
def test_a_word_of_force_in_another_sense_is_no_act(text):
    assert types(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The court heard that the brothers beat a neighbour to death behind the stables.",
        "The body was found in the boot of a hired car.",
        "A clerk was arrested on suspicion of having raped a lodger.",
    ],
)
def test_common_crime_is_no_event_of_a_text_without_day_and_country(text):
    assert types(text) == []


def test_a_body_with_wounds_of_war_is_an_attack():
    assert types("The body of a clerk was found by the road with his hands tied.") == ["Violence against civilians"]


def test_a_record_counts_a_body_without_wounds():
    assert types("The body of a clerk was found by the road.", record=True) == ["Violence against civilians"]


def test_soldiers_who_rape_are_no_common_criminals():
    assert types("Soldiers raped two women at the checkpoint.") == ["Violence against civilians"]


def test_what_is_dated_by_its_year_alone_weighs_less_than_what_is_dated_by_a_day():
    (of_day,) = find_incidents(split("Rebels attacked the village on 3 May 2013."))
    (of_year,) = find_incidents(split("Rebels attacked the village in 2013."))
    assert of_year.score < of_day.score
