import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.coding.effects import EffectReader
from exporter.coding.text import split
from exporter.coding.totals import combine


def effects(text, *, demonstration=False):
    sentences = split(text)
    reader = EffectReader(sentences)
    return combine([reader.tolls(sentence.index) for sentence in sentences], demonstration=demonstration)


def killed(text, **options):
    found = effects(text, **options).fatalities
    return None if found is None else found.best


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen killed 12 people in the market.", 12),
        ("The blast ripped through a bus, killing twelve people.", 12),
        ("12 people were killed and 30 wounded.", 12),
        ("The raid left three dead.", 3),
        ("The raid left three farmers dead and nine injured.", 3),
        ("The death toll rose to 18.", 18),
        ("There were no casualties.", 0),
        ("No one was killed.", 0),
        ("No fatalities were reported.", 0),
        ("The bodies of five men were found in a ditch.", 5),
        ("The blast claimed the lives of nine miners.", 9),
        ("Seven herders lost their lives in the raid.", 7),
        ("Three soldiers and two militants were killed.", 5),
        ("Three soldiers, two militants and a civilian were killed.", 6),
        ("Gunmen killed a teacher and two pupils.", 3),
        ("Ten people, including two women, were killed.", 10),
        ("Gunmen killed ten people, including two women.", 10),
        ("Five people, one woman and four men, were killed.", 5),
        ("A policeman was shot dead near the bank.", 1),
        ("Gunmen shot dead five guards.", 5),
        ("Gunmen shot a guard dead.", 1),
        ("A man was stoned to death.", 1),
        ("The crowd beat a woman to death.", 1),
        ("Soldiers opened fire on a driver, killing him.", 1),
        ("Rebels stopped two drivers and killed them.", 2),
        ("Several villagers were killed.", 3),
        ("Dozens of villagers were killed.", 12),
        ("Hundreds of villagers were killed.", 100),
        ("An unknown number of fighters were killed.", 3),
        ("Between 10 and 15 fighters were killed.", 10),
        ("At least 12 fighters were killed.", 12),
        ("Raiders killed villagers and burned huts.", 3),
        ("Ahmed Ali, 34, was killed.", 1),
        ("Mr Ali, a journalist, was shot dead.", 1),
        ("The clash resulted in 9 rebels killed and 3 soldiers injured.", 9),
        ("The army said that four rebels were killed.", 4),
        ("A minister was shot dead along with two guards.", 3),
        ("A minister was shot dead, along with two guards.", 3),
        ("A cyclist died at once, together with his son.", 2),
        ("A crowd lynches and burns an alleged poacher.", 1),
        ("Gunmen killed a miner and mutilated the body of the man.", 1),
        ("At least 18 soldiers (including several officers) were killed and at least 7 rebels were killed.", 25),
        ("Two men (accused of killing five people) were shot dead by police.", 2),
        ("At least 20 (some reports say 30) were killed.", 20),
        ("Five men were found beheaded.", 5),
        ("Herders speared to death a farmer.", 1),
        ("13 people were shot, one of whom was killed.", 1),
        ("Police fired at the crowd over a ban, leading to death of one student.", 1),
        ("Twelve fighters reportedly KIA.", 12),
        (
            "The death toll of an assault on fishermen's huts in the far north, by the lake, rose to 11.",
            11,
        ),
        ("A guard shot dead ten people. He killed two of his own colleagues before killing eight guests.", 10),
        ("Fifteen people are feared dead. Eight were killed at the mill. Another six were killed at the well.", 15),
        ("A trader was shot dead. Yusuf Adan was shot dead at his gate.", 1),
        ("Four men were found dead. All seemed to have been strangled.", 4),
        ("Four men were beheaded. The Daily Mirror reports nine people were beheaded.", 4),
        ("Villagers killed a man they believed murdered a boy.", 1),
        ("A woman was killed. The mayor denied rumours that 12 had been shot dead.", 1),
        ("Rebels were shelled. Unclear fatalities (coded at the low estimate of 4).", 4),
        ("Troops clashed with rebels; 20 fatalities were split between 3 events.", 7),
        ("Five people were killed. Fatalities are split across 2 events (3).", 3),
        ("Seven guards were ambushed and killed.", 7),
        ("1 fatality.", 1),
        ("Gunmen Kill Nine Miners in Raid", 9),
        ("A commander and his son were killed.", 2),
        ("Three men including a teacher were killed.", 3),
        ("Four workers (all from the north) were killed.", 4),
        ("A suicide bomber blew himself up at a gate, killing three guards.", 4),
        ("The army killed or wounded ten rebels.", None),
        ("Nine members of the group, among them IS fighters, were killed.", 9),
        ("Raiders killed 20 cows.", None),
        ("The two sides exchanged fire.", None),
        ("The group threatened to kill ten hostages.", None),
        ("He was sentenced to death.", None),
        ("A murder suspect escaped.", None),
    ],
)
def test_the_dead_are_counted(text, expected):
    assert killed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two guards were killed. Another guard died later in hospital.", 3),
        ("Two guards were killed. The victims were on their way home.", 2),
        ("Two guards were killed. Two guards were killed in the morning, police said.", 2),
        ("Five people were killed. Later the death toll rose to eight.", 8),
        ("Thirty soldiers were killed. Four rebels died.", 34),
        ("Two men were killed. Other reports say three men were killed.", 2),
        ("Four guards were killed. 4 fatalities.", 4),
        ("Fighters were killed. Fatalities coded as 10.", 10),
        ("Many fighters were killed. Unknown fatalities coded as 10 and split between 2 events.", 5),
        ("Two guards were killed in another town (coded separately).", None),
        ("Four traders were killed. Fatalities coded to the event in the capital.", 0),
    ],
)
def test_sentences_are_added_up_without_counting_twice(text, expected):
    assert killed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Students protested over the killing of two classmates.",
        "Relatives of a baker whom police had killed marched through town.",
        "Residents marched after a boy was shot dead.",
    ],
)
def test_what_people_march_against_is_no_toll_of_the_march(text):
    assert killed(text, demonstration=True) is None


def test_those_killed_at_a_march_are_its_toll():
    assert killed("Police opened fire on the march, killing two students.", demonstration=True) == 2


@pytest.mark.parametrize(
    ("text", "field", "expected"),
    [
        ("Twelve people were killed and 30 wounded.", "injured", 30),
        ("The blast injured a nurse and two guards.", "injured", 3),
        ("Four officers sustained serious injuries.", "injured", 4),
        ("No injuries were reported.", "injured", 0),
        ("Police detained 25 protesters.", "arrested", 25),
        ("Twenty-five marchers were arrested.", "arrested", 25),
        ("Police made 14 arrests.", "arrested", 14),
        ("A journalist was taken into custody.", "arrested", 1),
        ("The number of people detained across the country has reached 1,240 people.", "arrested", 1240),
    ],
)
def test_the_injured_and_arrested_are_counted(text, field, expected):
    assert getattr(effects(text), field) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 2,000 people marched through the city.", (2000, 2000)),
        ("Hundreds of teachers protested.", (100, None)),
        ("Residents protested. [size=between 100 and 150]", (100, 150)),
        ("A crowd of 300 gathered at the gate.", (300, 300)),
        ("The rally was attended by dozens of farmers.", (12, None)),
    ],
)
def test_crowds_have_bounds(text, expected):
    crowd = effects(text).crowd
    assert (crowd.low, crowd.high) == expected


def test_a_number_without_its_noun_continues_the_kind_before():
    text = (
        "Little is known of the guards killed in the unrest. By evening the number rose to 18, and two had been burned."
    )
    assert killed(text) == 18


def test_a_sentence_without_words_of_harm_has_no_effects():
    assert effects("The ministers met in the capital.") == effects("")


WORDS = [
    "3",
    "two",
    "a",
    "the",
    "men",
    "people",
    "killed",
    "injured",
    "dead",
    "of",
    "and",
    ",",
    ".",
    "was",
    "were",
    "who",
    "(",
    ")",
    "deaths",
    "to",
    "death",
    "body",
    "bodies",
    "left",
    "arrested",
    "number",
    "rose",
    "fatalities",
    "coded",
    "as",
    "split",
    "5",
    "events",
    "[",
    "size",
    "=",
    "dozens",
    "]",
    "protest",
    "him",
    "them",
    "no",
    "after",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_words_are_read_without_fault(words):
    found = effects(" ".join(words))
    if found.fatalities is not None and found.fatalities.best is not None:
        assert found.fatalities.best >= 0
        assert found.fatalities.low is None or found.fatalities.low <= found.fatalities.best
        assert found.fatalities.high is None or found.fatalities.high >= found.fatalities.best


def test_a_hostile_sentence_takes_bounded_work():
    assert killed("two men and " * 4_000 + "a boy were killed") is not None


def test_a_number_of_demonstrators_is_that_of_a_crowd_whatever_is_done_to_them():
    assert effects("Police pushed back some 5,000 demonstrators.").crowd.low == 5000
    assert effects("Police spoke to three demonstrators.").crowd is None


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("Five officers escorting a bus have been killed by raiders.", 5),
        ("Four Front of the West (FW) cadres and a constable were killed in a firefight.", 5),
        ("A trader was shot dead. His family called his killing an assassination.", 1),
        ("Officers pulled the man from the crowd but went on to kill him.", 1),
        ("A crowd lynched a murder suspect.", 1),
        ("Soldiers claim to have killed nine rebels.", 9),
        ('The rebels claimed "many" killed, though the hospital counted three dead.', 3),
        ("Raiders shot and killed young men walking home from a dance.", 3),
        ("One man has been gunned and two others hurt.", 1),
        ("The assailants slit the throats of two women.", 2),
        ("Gunmen murdered a husband and wife in their shop.", 2),
        ("A suicide bomber killed himself and four guards at the gate.", 5),
        ("Raiders killed eight men on Monday and three more on Tuesday.", 11),
        ("Killed in the ambush were a captain and three privates.", 4),
        ("The dead included a chief and two herders.", 3),
        ("No fatalities were told of but one man was hurt.", 0),
    ],
)
def test_the_dead_are_counted_however_they_are_told(text, dead):
    assert (killed(text) or 0) == dead
