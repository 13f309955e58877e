import pytest

from exporter.coding.english.parse import parse
from exporter.coding.lexicon import load_lexicon
from exporter.coding.text import split


def read(text):
    (sentence,) = split(text)
    return parse(sentence, load_lexicon().vocabulary)


def group(analysis, index):
    found = analysis.groups[index]
    return " ".join(token.text for token in analysis.tokens[found.start : found.end])


def verb(analysis, lemma):
    return next(one for one in analysis.verbs if one.lemma == lemma)


def subject(text, lemma):
    analysis = read(text)
    return [group(analysis, index) for index in verb(analysis, lemma).subject]


def objects(text, lemma):
    analysis = read(text)
    return [group(analysis, index) for index in verb(analysis, lemma).object]


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("Russia attacks the town.", "attacks", "V"),
        ("It fell within seconds of the blast.", "seconds", "N"),
        ("Peru welcomed them with open arms.", "arms", "N"),
        ("Peru won't rechristen the square.", "rechristen", "V"),
        ("Peru praised Mexico and cut ties with Chile.", "cut", "V"),
        ("The attacks on the town went on.", "attacks", "N"),
        ("Protesters detained in May were freed.", "detained", "L"),
        ("Police detained the men.", "detained", "V"),
        ("British armed forces left.", "armed", "J"),
        ("Iran armed the rebels.", "armed", "V"),
        ("The US military struck the camp.", "military", "N"),
        ("Hungary sealed its border.", "Hungary", "E"),
        ("Theresa May resigned.", "May", "E"),
        ("They left after at least two men were killed.", "after", "U"),
        ("They left after at least two raids.", "after", "P"),
        ("Herders ran from airstrikes and shelling by Peru.", "shelling", "N"),
        ("They were “neutralised” in Peru.", "neutralised", "L"),
        ("Peru urged Gulf states to pay.", "states", "N"),
        ("The bombing of the town went on.", "bombing", "N"),
        ("They accused him of bombing the town.", "bombing", "G"),
        ("The minister slashed funding to the agency.", "funding", "N"),
        ("The minister stopped funding the agency.", "funding", "G"),
        ("She will act as she promised.", "as", "U"),
        ("She acts as a mediator.", "as", "P"),
        ("The ministry aided Chad.", "aided", "V"),
        ("The army airdropped food to the town.", "airdropped", "V"),
        ("The ministry works closely with Chad.", "works", "V"),
        ("Peru, which owes it money, travelled to the talks.", "travelled", "V"),
        ("Mr Diaz, a lawyer, travelled to Chad.", "travelled", "V"),
        ("The minister, a lawyer, accused of fraud, resigned.", "accused", "L"),
        ("The dispute, in which Peru yielded to Chile, has ended.", "yielded", "V"),
        ("They fled a month after the foreign minister resigned.", "after", "U"),
        ("It has long been feared.", "long", "R"),
        ("They spent the morning in talks.", "morning", "N"),
        ("Peru meets with Chile after a row", "meets", "V"),
        ("Gaza protests in May led to arrests.", "protests", "N"),
        ("Peru sold fighter jets to Chile.", "jets", "N"),
        ("Peru responded by invading Chile.", "invading", "G"),
        ("Mr Diaz wants access to the camp.", "wants", "V"),
        ("Iran delivered 700 short-range rockets to the rebels.", "rockets", "N"),
        ("Peru vowed to back the king.", "back", "V"),
        ("Miners in Lima block roads.", "block", "V"),
        ("The auditor-general blamed the ministry.", "blamed", "V"),
        ("The UN says fighting has driven them out.", "fighting", "N"),
        ("They freed the US aid worker Ana Diaz.", "aid", "N"),
        ("For Peru, these groups are close to the union, banned in Chile.", "banned", "L"),
        ("Peruvian troops – deployed in May – have left the camp.", "deployed", "L"),
        ("Agreeing to dissolve the union, accused of fraud, took weeks.", "accused", "L"),
    ],
)
def test_tags(text, word, tag):
    analysis = read(text)
    assert analysis.tags[[token.text for token in analysis.tokens].index(word)] == tag


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("The president of Peru, Ana Diaz, noted the fall.", "note", ["The president"]),
        ("Peru and Mali have been at odds with Chile, and Chad has threatened to leave.", "threaten", ["Chad"]),
        ("Chasing rebels from Lima allowed Peru to boast.", "allow", []),
        ("The raids killed ten men – four of them guards – wounded ninety and shut the port.", "wound", ["The raids"]),
        ("The army – which lost two men – attacked the town.", "attack", ["The army"]),
        ("The envoy hit back at words written by Ana Diaz, saying that Peru was free.", "say", ["The envoy"]),
        ("They drove rebels out, following a raid that in effect marked the end.", "mark", ["a raid"]),
        ("Women who left land held by rebels have been moved by Peru.", "move", ["Women"]),
        ("Peru, he said, merely respected the pact.", "respect", ["Peru"]),
        ("The blows Peru took in Lima were heavy.", "take", ["Peru"]),
        ("They said fifty men, mostly miners, were killed.", "kill", ["fifty men"]),
        ("The men who killed two soldiers fled.", "flee", ["The men"]),
        ("The soldiers, supported by allies, attacked the town.", "attack", ["The soldiers"]),
        ("Police asked the students to leave.", "leave", ["the students"]),
        ("Police promised the students to leave.", "leave", ["Police"]),
        ("Police asked the students to leave and arrested two.", "arrest", ["Police"]),
        ("On March 28 the union filed a case.", "file", ["the union"]),
        ("The army of Mali shelled the town, killing two.", "kill", ["The army"]),
        ("The group said Monday it freed the men.", "free", ["it"]),
        ("On Monday Malian police met the men.", "meet", ["Malian police"]),
    ],
)
def test_subjects(text, lemma, expected):
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Peru will invade and burn the enclave.", "invade", ["the enclave"]),
        ("Police have arrested and beaten the students.", "beat", ["the students"]),
        ("Police arrested Ali and Bakr in Oslo.", "arrest", ["Ali", "Bakr"]),
        ("Police raided Russia's embassy.", "raid", ["embassy"]),
        ("The judge threw out the minister's lawsuit.", "throw", ["lawsuit"]),
        ("Peacekeepers help local officers keep order.", "help", ["local officers"]),
        ("Police arrested over 40 students.", "arrest", ["40 students"]),
        ("Police arrested Ali on Sunday and students protested.", "arrest", ["Ali"]),
    ],
)
def test_objects(text, lemma, expected):
    assert objects(text, lemma) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "passive"),
    [("The men were held by police.", "hold", True), ("Police have held the men.", "hold", False)],
)
def test_voice(text, lemma, passive):
    assert verb(read(text), lemma).passive is passive


@pytest.mark.parametrize("bound", ["at least", "at most", "up to", "as many as"])
def test_a_bound_belongs_to_its_number(bound):
    text = f"Riot police detained {bound} 140 people, the ministry said."
    assert objects(text, "detain") == [f"{bound} 140 people"]


def test_is_to_is_the_future():
    found = verb(read("Tokyo is to provide boats."), "provide")
    assert (found.tense, found.modal) == ("future", "will")


def test_governors_stand_before_what_they_govern():
    text = "Among those named, killed or wounded, there appeared, said police who came, to be none that was armed."
    assert all(one.governor < one.index for one in read(text).verbs)


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("In Kabul police arrested three students.", "arrest", ["police"]),
        ("Near Victory Square security forces clashed with youths.", "clash", ["security forces"]),
        ("The men in Kabul police stations confessed.", "confess", ["The men"]),
    ],
)
def test_a_name_behind_a_preposition_of_place_is_no_part_of_the_subject(text, lemma, expected):
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    ("text", "lemma", "expected"),
    [
        ("Chad reacted to the plan and Mali boycotted the talks.", "boycott", ["Mali"]),
        ("The envoy to forces trying to defeat the Taliban has resigned.", "resign", ["The envoy"]),
        ("The mayor, from Lille, France, was speaking.", "speak", ["The mayor"]),
        ("The man who went to fight the Taliban has resigned.", "resign", ["The man"]),
    ],
)
def test_what_stands_between_a_subject_and_its_verb_takes_no_verb(text, lemma, expected):
    assert subject(text, lemma) == expected


@pytest.mark.parametrize(
    "text", ["Troops held the looted and burned town.", "The army launched a ground and air raid."]
)
def test_a_pair_of_modifiers_holds_no_verb(text):
    assert len(read(text).verbs) == 1


def test_a_modal_reaches_over_yet():
    assert verb(read("Chad and Mali may yet reach a deal."), "reach").modal == "may"


def test_a_second_participle_shares_the_auxiliary():
    assert not verb(read("Police have arrested and beaten the students."), "beat").passive


def test_the_object_of_an_infinitive_is_an_unsure_subject():
    analysis = read("Tribesmen armed to fight the rebels now refuse to leave.")
    assert verb(analysis, "refuse").unsure


@pytest.mark.parametrize(
    ("text", "lemma", "who"),
    [
        ("Mexico condemned the decision by Peru to leave the pact.", "leave", ["Peru"]),
        ("Mexico condemned Peru 's refusal to leave the pact.", "leave", ["Peru"]),
        ("Mexico accused rivals of hiding weapons.", "hide", ["rivals"]),
        ("The rivals were accused of hiding weapons.", "hide", ["The rivals"]),
    ],
)
def test_the_owner_of_a_decision_and_the_accused_are_who_act(text, lemma, who):
    assert subject(text, lemma) == who


def test_a_passage_known_as_a_noun_phrase_ends_in_a_noun_and_has_no_finite_verb():
    (sentence,) = split("A German opposition deputy insisted on a visit to the men captured in Lima.")
    passages = [(0, 26), (40, 78)]
    tags = parse(sentence, load_lexicon().vocabulary, passages).tags
    words = [token.text for token in sentence.tokens]
    assert [tags[words.index(word)] for word in ("deputy", "insisted", "captured")] == ["N", "V", "L"]


def test_a_march_is_no_month_and_can_be_held():
    assert objects("Nurses held a march in Lima.", "hold") == ["a march"]
    assert objects("Nurses met in March.", "meet") == []


@pytest.mark.parametrize(
    ("text", "lemma", "wanted"),
    [
        ("According to the army, dozens of rebels were killed.", "kill", "dozens"),
        ("To avert clashes around Lima, the minister hastily left.", "leave", "the minister"),
    ],
)
def test_what_opens_a_sentence_is_not_renamed_by_the_subject(text, lemma, wanted):
    assert subject(text, lemma) == [wanted]


def test_whom_a_charge_names_is_its_object_before_having():
    assert objects("The chairman accused them of having burnt a letter.", "accuse") == ["them"]
