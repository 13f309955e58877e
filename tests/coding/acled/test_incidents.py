import pytest

from exporter.coding.acled import find_incidents
from exporter.coding.text import split


def code(text):
    found = find_incidents(split(text))
    return found[0].sub_event_type if found else None


def test_a_crowd_that_only_marches_is_a_peaceful_protest():
    assert code("Nurses marched through the town to demand better pay.") == "Peaceful protest"


def test_a_crowd_that_throws_stones_is_a_violent_demonstration():
    assert code("Nurses marched through the town and hurled stones at the police.") == "Violent demonstration"


def test_tear_gas_makes_an_intervention():
    assert code("Nurses marched through the town. Police fired tear gas.") == "Protest with intervention"


def test_live_ammunition_makes_excessive_force():
    assert code("Soldiers fired live ammunition at demonstrators.") == "Excessive force against protesters"


def test_what_a_protest_is_about_is_not_the_event():
    assert code("Students protested against the killing of a teacher by gunmen.") == "Peaceful protest"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels attacked an army outpost.", "Armed clash"),
        ("Rebels attacked villagers.", "Attack"),
        ("Police arrested nine villagers.", "Arrests"),
    ],
)
def test_the_sides_decide_between_battle_and_attack(text, expected):
    assert code(text) == expected


def test_a_text_without_an_act_is_no_incident():
    assert find_incidents(split("The minister spoke about the weather.")) == []


def test_the_crowd_is_actor1_and_the_force_that_meets_it_actor2():
    (one,) = find_incidents(split("Police fired tear gas at demonstrators in the square."))
    assert (one.actor1.kind, one.actor2.kind) == ("crowd", "state")


def test_perpetrator_and_victim_keep_their_order_in_the_passive():
    (one,) = find_incidents(split("Two villagers were killed by gunmen."))
    assert (one.actor1.kind, one.actor2.kind) == ("armed", "group")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen opened fire at shoppers in the market.", "Attack"),
        ("Rebels massacred at least thirty villagers.", "Attack"),
        ("Gunmen shot and killed a clerk.", "Attack"),
        ("Two villagers were beaten by rebels - they were later beaten again near the barracks.", "Attack"),
    ],
)
def test_who_fires_is_not_taken_for_who_suffers(text, expected):
    assert code(text) == expected


def test_they_means_the_subject_of_the_sentence_before():
    assert code("Demonstrators marched to the town hall. They burned two cars.") == "Violent demonstration"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officers put nine clerks behind bars.", "Arrests"),
        ("Masked men pushed the editor into a grey van.", "Abduction/forced disappearance"),
        ("Soldiers set a row of kiosks ablaze.", "Looting/property destruction"),
        ("The front turned the old mill into its headquarters.", "Headquarters or base established"),
    ],
)
def test_a_verb_is_read_with_its_particle_further_on(text, expected):
    assert code(text) == expected


def test_an_end_to_fighting_is_an_agreement():
    assert code("The two militias signed up to a halt in the fighting around the ford.") == "Agreement"


def test_a_band_of_rebels_is_armed():
    assert code("A coalition of rebels conquered the town of Orun.") == "Non-state actor overtakes territory"


def test_blades_in_the_hands_of_rebels_make_no_mob():
    assert code("Rebels attacked the villagers with machetes.") == "Attack"


def test_a_town_handed_over_is_transferred_without_violence():
    assert code("The front handed over the town of Orun to the army.") == "Non-violent transfer of territory"


def test_a_drone_that_drops_gas_is_a_chemical_weapon():
    assert code("A drone dropped canisters of chlorine gas on the trench.") == "Chemical weapon"


def test_cattle_that_are_carried_off_are_looted():
    assert code("Raiders carried off forty cows.") == "Looting/property destruction"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A land mine damaged the hull of a tanker near the cape.", "Remote explosive/landmine/IED"),
        ("Six farmers died after their cart drove over a mine.", "Remote explosive/landmine/IED"),
        ("The blast at the hall was caused by a suicide bomber.", "Suicide bomb"),
        ("A suicide vehicle-borne bomb levelled an outpost.", "Suicide bomb"),
        ("Air defences shot down a drone over the harbour.", "Disrupted weapons use"),
    ],
)
def test_explosives_are_told_apart_by_how_they_are_used(text, expected):
    assert code(text) == expected


def test_travellers_who_are_ambushed_are_attacked():
    assert code("Two aid workers were gunned down in an ambush on their car.") == "Attack"


def test_dozens_of_things_are_no_people():
    assert code("Soldiers set fire to dozens of huts.") == "Looting/property destruction"


def test_what_a_crowd_demands_ends_where_it_acts():
    assert code("A crowd demanding jobs burned the manager's house.") == "Violent demonstration"


def test_a_town_entered_after_the_other_side_gave_it_up_is_transferred():
    text = "Government forces moved into Orun after the rebels surrendered the area."
    assert code(text) == "Non-violent transfer of territory"


def test_a_death_in_a_dispersed_protest_is_excessive_force():
    text = "A girl died when police fired tear gas at a peaceful march."
    assert code(text) == "Excessive force against protesters"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police clashed with market traders in Orun.", "Mob violence"),
        ("A man was beaten up by residents.", "Mob violence"),
        ("A local gang beheaded two villagers.", "Attack"),
        ("The Hill clan attacked villagers near the ford.", "Attack"),
    ],
)
def test_a_mob_is_told_from_armed_men(text, expected):
    assert code(text) == expected


def test_forces_without_an_object_are_a_party():
    assert code("Allied forces thwarted an attack and took control of the village of Orun.") == (
        "Government regains territory"
    )


def test_gunfire_that_erupts_is_a_battle():
    assert code("Gunfire erupted between rebels and soldiers at the ford.") == "Armed clash"


def test_what_takes_place_takes_no_place():
    assert code("A shoot-out between gunmen took place near the ford.") == "Armed clash"


def test_people_feared_dead_are_told_as_dead():
    assert code("Four villagers are feared dead in a rebel attack.") == "Attack"


def test_who_withdraws_from_a_fight_hands_nothing_over():
    assert code("Rebels attacked an army base and exchanged fire with soldiers, then withdrew.") == "Armed clash"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army and the rebels swapped the bodies of nine fighters.", "Agreement"),
        ("Some 200 inmates broke out of the prison in Orun.", "Other"),
        ("Loyalist forces recovered two districts from the separatists.", "Government regains territory"),
        ("The rebels named a cousin of the dead commander as their leader.", "Change to group/activity"),
        ("Villagers fled their homes as fighting drew near.", "Other"),
        ("Troops swept the camp and led off scores of young men.", "Arrests"),
        ("Gunmen blocked the road and turned back lorries with food aid.", "Other"),
        ("A would-be suicide bomber was overpowered before he could set off his vest.", "Disrupted weapons use"),
    ],
)
def test_strategic_developments_are_told_by_what_is_done(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raiders drove off 300 cows from Orun.", "Looting/property destruction"),
        ("A lorry laden with explosives crashed into the gate of the barracks and exploded.", "Suicide bomb"),
        ("The army's engineers cleared 60 mines from the road.", "Disrupted weapons use"),
        ("Residents stoned to death a suspected robber.", "Mob violence"),
        ("Peacekeepers handed control of the airport to the national army.", "Non-violent transfer of territory"),
        ("About 4,000 refugees crossed the border to escape the violence.", "Other"),
    ],
)
def test_what_is_done_counts_however_private_its_words(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police seized three rocket launchers in a raid on a farm.", "Disrupted weapons use"),
        ("The army announced the capture of 27 rebels.", "Arrests"),
        ("Rebels captured the radio station and the airport.", "Non-state actor overtakes territory"),
        ("A suspected thief was beaten and burned by townspeople.", "Mob violence"),
        ("At least 9,000 people have been displaced by the fighting.", "Other"),
        ("Four bodies with gunshot wounds were discovered in a car.", "Attack"),
        ("The army moved two battalions to the border.", "Change to group/activity"),
    ],
)
def test_who_and_what_is_taken_decides(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers shot dead the livestock of a nomad family.", "Looting/property destruction"),
        ("Dozens of supporters of the deposed president are behind bars.", "Arrests"),
        ("A militant set off his explosives among recruits at a barracks.", "Suicide bomb"),
        ("Guards abused two detainees sexually.", "Sexual violence"),
        ("Students fought running battles with police after a protest.", "Violent demonstration"),
    ],
)
def test_the_victim_and_the_means_decide(text, expected):
    assert code(text) == expected


def test_a_watchtower_that_is_built_is_a_base():
    assert code("The army has finished building a watchtower on the border.") == "Headquarters or base established"
