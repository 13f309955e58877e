import pytest

from exporter.coding.acled import find_incidents
from exporter.coding.acled.senses import spelt_out
from exporter.coding.text import split


def code(text: str) -> str | None:
    found = find_incidents(split(text))
    return found[0].sub_event_type if found else None


def test_alternatives_of_a_phrase_are_written_out():
    assert list(spelt_out("set_off/trigger his/ vest")) == [
        "set off his vest",
        "set off vest",
        "trigger his vest",
        "trigger vest",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A woman with a shawl blew up at the gate of the barracks.", "Suicide bomb"),
        ("A parcel blew up at the gate of the barracks.", "Remote explosive/landmine/IED"),
    ],
)
def test_who_blows_up_with_the_charge_is_a_bomber(text, expected):
    assert code(text) == expected


def test_a_crowd_that_hijacks_a_bus_abducts_nobody():
    assert code("Students hijacked a bus during a protest over fees.") == "Violent demonstration"


def test_a_crowd_that_disperses_by_itself_met_nobody():
    assert code("Weavers held a vigil at the mill. They dispersed after handing over a letter.") == "Peaceful protest"


def test_fighters_who_march_in_hold_no_protest():
    assert code("The militia marched in on Monday.") != "Peaceful protest"


def test_a_withdrawal_of_guns_hands_over_no_place():
    assert code("The withdrawal of heavy guns from the line began.") != "Non-violent transfer of territory"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army retook Harun after fierce clashes with the rebels, who pulled out.", "Government regains territory"),
        ("The army retook Harun after the rebels pulled out.", "Non-violent transfer of territory"),
        (
            "The rebels ousted the army from the town of Harun.",
            "Non-state actor overtakes territory",
        ),
    ],
)
def test_who_leaves_after_a_fight_hands_nothing_over(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Forces from the south dislodged the rebels from two villages.",
        "Loyal forces dislodged the rebels from two villages.",
    ],
)
def test_forces_are_a_party_and_no_verb(text):
    assert code(text) == "Government regains territory"


def test_a_part_of_an_army_is_no_armed_group():
    assert code("The army's Falcon Brigades won back the hill from the rebels.") == "Government regains territory"


def test_hooded_students_are_rioters_and_no_armed_group():
    assert code("Hooded students fought with riot police and threw stones.") == "Mob violence"


def test_people_who_had_gathered_and_were_shot_met_excessive_force():
    text = "Nurses who had gathered at the gate to protest were shot dead by soldiers."
    assert code(text) == "Excessive force against protesters"


def test_a_crowd_angered_by_something_may_act_behind_it():
    assert code("Villagers angered by the arrest of a priest attacked the police post with stones.") == "Mob violence"


def test_the_subject_of_a_march_ends_at_the_verb_of_the_march():
    text = "A march for a slain singer was broken up by police with tear gas."
    assert code(text) == "Protest with intervention"


def test_the_strike_is_the_raid_told_of_before():
    text = "The mill was flattened by jets on Friday. The strike came at noon."
    assert code(text) == "Air/drone strike"


def test_a_numbered_road_may_be_blocked():
    assert code("Residents blocked the N4 over power cuts.") == "Peaceful protest"


def test_blades_in_unknown_hands_make_no_mob():
    assert code("Ten people were hacked to death with machetes by militants in the hamlet of Dosso.") == "Attack"


def test_stones_between_unarmed_sides_are_a_brawl():
    assert code("Members of two clubs fought a pitched battle with stones.") == "Mob violence"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The border was closed by the soldiers.", "Other"),
        ("Sunday's rally for reform passed the court.", "Peaceful protest"),
        ("The army lost the base at Harun after a night of fighting.", "Non-state actor overtakes territory"),
        ("The Plateau forces seized the town from federal troops.", "Non-state actor overtakes territory"),
        ("Protesters beaten to death:", "Excessive force against protesters"),
        ("Striking porters were shot dead by guards.", "Excessive force against protesters"),
        ("Soldiers hunting bandits shot ten of them dead.", "Armed clash"),
        ("Miners who are on strike attacked the offices of the mill.", "Violent demonstration"),
        ("The port is back in government hands.", "Government regains territory"),
        ("The garrison had gone when the rebels entered the town.", "Non-violent transfer of territory"),
    ],
)
def test_sides_and_turned_phrases_are_read(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The nursery was flattened from the air on Friday.", "Air/drone strike"),
        ("Police are looking for two boys after a grenade went off at the station and damaged cars.", "Grenade"),
        ("Federal forces and allied fighters won back the hill from the rebels.", "Government regains territory"),
        ("The army's Falcon brigades won back the hill from the rebels.", "Government regains territory"),
        ("A shooting by suspected militants left two police officers dead.", "Armed clash"),
        ("Constables who tried to stop two men on a mule were shot.", "Armed clash"),
    ],
)
def test_what_is_told_beside_an_act_decides_its_type(text, expected):
    assert code(text) == expected


def test_a_short_text_of_four_sentences_is_of_one_incident():
    text = (
        "Nurses who had gathered peacefully were run over by an army lorry. Two of them died. The army says that the "
        "brakes failed. Doctors called for mourning."
    )
    assert code(text) == "Excessive force against protesters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marchers and riot police battled with rocks at the gate.", "Violent demonstration"),
        ("The fort surrendered to the insurgents on Monday.", "Non-state actor overtakes territory"),
        ("Thousands have been driven out of the valley.", "Other"),
        ("Two activists were bundled into a van when they held a protest.", "Protest with intervention"),
        ("Sappers disarmed two mortar rounds in a meadow.", "Disrupted weapons use"),
        ("Residents beat a suspected thief and handed him to the police.", "Mob violence"),
        ("Troops shot into crowds calling for the junta to go.", "Excessive force against protesters"),
    ],
)
def test_both_sides_of_an_act_are_found(text, expected):
    assert code(text) == expected
