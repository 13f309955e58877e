import pytest

from exporter.coding.acled import find_incidents
from exporter.coding.acled.cues import find_cues
from exporter.coding.text import split


def code(text: str) -> str | None:
    found = find_incidents(split(text))
    return found[0].sub_event_type if found else None


def kinds(text: str) -> set[str]:
    return {kind for sentence in split(text) for cue in find_cues(sentence) for kind in cue.kinds}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A homemade bomb was tossed at the gate of the mill.", "Grenade"),
        ("A homemade bomb under the gate of the mill exploded.", "Remote explosive/landmine/IED"),
        ("Gunners lobbed rounds into the harbour.", "Shelling/artillery/missile attack"),
        ("Rebels dynamited an empty tomb.", "Looting/property destruction"),
        ("Two clerks died when a missile from an unmanned plane hit their car.", "Air/drone strike"),
        ("Bombers pounded the caves overnight.", "Air/drone strike"),
    ],
)
def test_explosives_are_told_apart_by_who_brings_them_and_where(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chlorine-filled barrels were rolled into the village by militants.",
        "Miners choked when militants lobbed grenades with a poison into the shaft.",
        "Pupils were poisoned by unknown assailants.",
    ],
)
def test_poison_that_attackers_bring_is_a_chemical_weapon(text):
    assert code(text) == "Chemical weapon"


def test_poison_that_nobody_brings_is_no_weapon():
    assert code("Pupils were choking on smoke from the kitchen.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Police broke up a sit-in of tailors; two were in intensive care.",
        "A van ploughed into a crowd of marchers.",
        "A march for a murdered clerk ended when guards fired into the crowd.",
    ],
)
def test_serious_harm_to_a_peaceful_crowd_is_excessive_force(text):
    assert code(text) == "Excessive force against protesters"


@pytest.mark.parametrize(
    "text",
    [
        "A rally for the jailed clerk was broken up by soldiers.",
        "Guards tore the placards from the hands of tailors.",
        "Two dozen women were kettled and detained.",
    ],
)
def test_a_force_that_only_meets_a_crowd_intervenes(text):
    assert code(text) == "Protest with intervention"


def test_what_follows_before_came_of_the_event():
    assert code("Fighting raged before troops chased the rebels out of the town.") == "Government regains territory"


def test_who_tries_to_take_a_place_fights_for_it():
    assert code("An attempt by the army to retake the mill failed.") == "Armed clash"


def test_a_place_may_be_named_only_by_who_lost_it():
    assert code("The army wrested Tarn from the rebels.") == "Government regains territory"


@pytest.mark.parametrize(
    "text",
    [
        "Rebels left Tarn overnight, and soldiers walked in at dawn and met nobody.",
        "Rebels quietly walked into Tarn after the army had pulled out.",
        "The militia surrendered the town to the army after talks.",
    ],
)
def test_a_place_taken_from_nobody_is_a_transfer(text):
    assert code(text) == "Non-violent transfer of territory"


@pytest.mark.parametrize(
    "text",
    [
        "A military plane crashed in bad weather, killing two.",
        "Accidental blasts shook an ammunition store at a base and killed nine people.",
    ],
)
def test_what_nobody_meant_is_another_development(text):
    assert code(text) == "Other"


def test_police_who_find_bombs_and_foil_an_attack_disrupt_it():
    assert code("Police found pipe bombs, thwarting an attack on a mosque.") == "Disrupted weapons use"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldiers carted off goods.", "Looting/property destruction"),
        ("Bandits left with six girls.", "Abduction/forced disappearance"),
        ("Two clerks were snatched from the mill.", "Abduction/forced disappearance"),
        ("Settlers cut down trees on land farmed by villagers.", "Looting/property destruction"),
    ],
)
def test_what_is_taken_says_what_the_taking_is(text, expected):
    assert code(text) == expected


def test_residents_who_burn_a_thief_are_a_mob():
    assert code("A thief was burned alive with a tyre round his neck by residents.") == "Mob violence"


def test_strikers_over_something_go_on_to_act():
    assert code("Drivers on strike over fares attacked a bus.") == "Violent demonstration"


def test_a_pronoun_behind_a_verb_is_its_victim():
    assert code("Soldiers seized a baker and shot him.") == "Attack"


def test_counted_conscripts_are_soldiers():
    assert "abduct" not in kinds("The raid cost the lives of six conscripts.")


def test_a_bare_verb_behind_an_article_and_a_name_is_a_noun():
    assert "arrest" not in kinds("He wrote of life in a Donetsk jail.")


def test_what_is_left_so_is_not_fled():
    assert "flee" not in kinds("Raiders burned the mill, leaving slogans on a wall.")


def test_a_capitalised_alliance_is_a_name():
    assert "change" not in kinds("They gave the keys to the Brotherhood Alliance.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Detectives took a baker away.", "Arrests"),
        ("Rebels took phones from the shop.", "Looting/property destruction"),
        ("Customs officers took grenades out of a lorry.", "Disrupted weapons use"),
        ("Bandits made off with two travellers.", "Abduction/forced disappearance"),
        ("The clerk has been in the hands of the gang since Sunday.", "Abduction/forced disappearance"),
        ("Soldiers stopped a dhow with rifles under the fish.", "Disrupted weapons use"),
    ],
)
def test_taking_is_what_is_taken_by_whom(text, expected):
    assert code(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A radio host who mocked the cartel was killed by a gunman.", "Attack"),
        ("Hired thugs set upon a sit-in of bakers and killed one.", "Excessive force against protesters"),
        ("A march was halted by soldiers at the roundabout.", "Protest with intervention"),
        ("Municipal guards pulled down the shelters of protesting tenants.", "Protest with intervention"),
        ("Youths with rifles killed a baker.", "Attack"),
        ("Mutinous soldiers seized the airport.", "Non-state actor overtakes territory"),
        ("Rebels drove out of Tarn in a convoy.", "Non-violent transfer of territory"),
        ("Jets were back over the villages, and a school was blown up.", "Air/drone strike"),
        ("The army's push into the hills met fierce resistance.", "Armed clash"),
        ("Norland will send 200 extra soldiers to its frontier.", "Change to group/activity"),
    ],
)
def test_sides_are_read_from_the_words_around_them(text, expected):
    assert code(text) == expected


def test_what_stands_directly_behind_a_verb_is_its_object():
    assert "change" not in kinds("The militia dragged recruits out of a wedding.")


def test_no_verb_with_its_particle_is_read_out_of_a_longer_name():
    assert "base" in kinds("Raiders attacked an army post, killing seven soldiers.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An exchange of twelve prisoners between the rebels and the army took place at Tarn.", "Agreement"),
        ("Attackers set fire to a house, killing a family in it.", "Attack"),
        ("Rebels stormed a police camp, killing seven people.", "Armed clash"),
    ],
)
def test_nouns_and_verbs_of_one_form_are_told_apart(text, expected):
    assert code(text) == expected


def test_an_acronym_with_a_common_noun_is_a_name():
    assert "armed" in kinds("On Monday IS members attacked a bus.")


def test_forces_are_troops_where_no_object_follows():
    assert code("On Monday IS militants attacked Norland forces in Tarn district.") == "Armed clash"
