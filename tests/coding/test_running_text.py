"""What running text leaves in doubt, and that a note or a plain report of the same is coded."""

import pytest

from exporter.coding.coder import EmbeddedCoder
from exporter.coding.explanation import explain_document
from exporter.documents import Document

CODER = EmbeddedCoder()
UNSURE = EmbeddedCoder(include_uncertain=True)
FILLER = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there. Boats come and go."


MANY = "Kenya and Somalia spoke. Uganda and Chad wrote. Peru and Chile came."


def running(sentence, *, about=""):
    """Code a sentence within running text, behind paragraphs on other things, the uncertain events too."""
    return UNSURE.code(article(sentence, about=about))


def article(sentence, *, about=""):
    text = f"{FILLER}\n\n{about or FILLER}\n\n{sentence}"
    return Document(id="d", text=text, published="2019-03-20")


def parties(sentence, **more):
    return [
        (one.country, one.name if slot == "actor1" else one.text)
        for event in running(sentence, **more)
        for slot in ("actor1", "actor2")
        if (one := event.participant(slot)) is not None
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Weeks after Turkey attacked Syria, the shops opened.", id="a date for another"),
        pytest.param("Little had changed since Turkey attacked Syria.", id="since"),
        pytest.param("Turkey attacked Syria earlier this year.", id="a year"),
        pytest.param("Turkey attacked Syria in May 2018.", id="months ago"),
        pytest.param("Kenya has urged Somalia for years to disarm the rebels.", id="for years"),
        pytest.param("Kenya has been arming itself against Somalia.", id="going on"),
        pytest.param("Kenya and Somalia are at loggerheads.", id="a state"),
        pytest.param("Shops closed after Turkey said it would send aid to Syria.", id="a plan as a reason"),
        pytest.param("Ninety children were killed in Yemen in the war.", id="the victims of a war"),
        pytest.param("Kenya voted, aiming to expel Somalia from the league.", id="an aim"),
        pytest.param("Kenya insisted it would attack Somalia.", id="an own plan"),
        pytest.param("Turkey forced Syria into a peace deal.", id="forced"),
        pytest.param("Civilians who were abducted by the Taliban in Kabul wept.", id="a relative clause"),
        pytest.param("Abducted in Kabul, the Afghan boys wrote letters.", id="a participle"),
        pytest.param("Two men were arrested in Kenya over a burglary.", id="private crime"),
        pytest.param("The coach said Kenya took control of the match and the league.", id="sport"),
        pytest.param("Some of the Kenyan rebels returned to Somalia.", id="nothing given back"),
        pytest.param("A woman who claims she is a Kenyan medic was arrested in Somalia.", id="a predicate as subject"),
        pytest.param("Kenyans armed to fight Somalia now refuse to leave Uganda.", id="an object as subject"),
        pytest.param(
            "As Kenya said in a speech in Lima, attacking Somalia and beating Uganda are priorities.", id="goals"
        ),
    ],
)
def test_clauses_that_look_back_or_explain_are_no_events(sentence):
    assert [event.notes for event in running(sentence)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The shadow of the soldiers caught Kenyan rebels.", id="a thing of theirs acts"),
        pytest.param(
            "The crowding is overwhelming Kenyan civilians and has hurt ten Kenyan civilians.", id="no party acts"
        ),
        pytest.param("Three villagers criticised Kenya.", id="people of no country"),
        pytest.param("Three soldiers were wounded.", id="soldiers of no country"),
        pytest.param("The president of Kenya lashed out.", id="a charge against nobody"),
        pytest.param("The prime minister of Kenya clashed with the president of Uganda.", id="a quarrel"),
        pytest.param("Kenya dismissed the value of Somalia.", id="worth"),
        pytest.param("Kenya will not allow Kenyan troops to leave.", id="own troops"),
        pytest.param("The president of Kenya hit back at Uganda.", id="a retort"),
        pytest.param("A Kenyan journalist arrived in Uganda.", id="no public business"),
        pytest.param("Macron criticised Kenya.", id="a surname of nobody named"),
        pytest.param("Residents of Kenya mobilised troops.", id="unarmed"),
        pytest.param("Saddam Hussein attacked Kurdish villages.", id="a former ruler"),
    ],
)
def test_events_of_doubtful_parties_are_none(sentence):
    assert [event.notes for event in running(sentence, about=MANY)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey attacked Syria on Monday.",
        "Ten civilians were killed in Yemen on Monday.",
        "The prime minister of Kenya criticised the president of Uganda.",
        "Damascus threatened to attack Turkey.",
        "The number of people detained in Kenya has reached 90.",
    ],
)
def test_plain_news_is_kept(sentence):
    assert running(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya has been urging Somalia to disarm the rebels.",
        "Kenya has been in talks with Somalia.",
        "The spokesman of Kenya has invited Somalia to talks.",
        "Kenya accused soldiers of mutiny.",
        "Diplomats urged Somalia to disarm the rebels.",
    ],
)
def test_words_to_somebody_are_kept_where_one_side_is_known(sentence):
    assert running(sentence, about=MANY)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Kenya accused Otieno of “being a member of a gang”.", id="a gerund behind a quotation mark"),
        pytest.param("Kenya praised Otieno as “trusted by all”.", id="a participle behind one"),
        pytest.param("Kenya alleged that Otieno recruited ten men.", id="a charge in a clause"),
    ],
)
def test_whom_the_text_told_of_by_name_can_be_addressed(sentence):
    told = f"Daniel Otieno, 24, teaches chess. {sentence}"
    assert parties(told) == [("KEN", "Kenya"), (None, "Otieno")]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("“We have asked Somalia for help,” the president of Kenya said.", id="the speaker's own"),
        pytest.param("The mayor said: “Kenya is urging Somalia to disarm the rebels.”", id="another's"),
    ],
)
def test_words_to_others_are_told_in_quotations_too(sentence):
    assert ("SOM", "Somalia") in parties(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The mayor said: “The men who have accused Somalia are liars.”", id="a description"),
        pytest.param("The mayor said: “Kenya accused Somalia of theft long before that.”", id="the past"),
        pytest.param("The mayor said: “Kenya has attacked Somalia again and again.”", id="a deed"),
    ],
)
def test_what_else_is_said_in_a_quotation_is_not(sentence):
    assert parties(sentence) == []


@pytest.mark.parametrize(("speaker", "count"), [("Vladimir Putin", 2), ("Emmanuel Macron", 0)])
def test_a_countrys_will_is_told_by_its_own(speaker, count):
    assert len(parties(f"{speaker} said on Monday that Russia would send aid to Somalia.")) == count


def test_residents_who_condemn_somebody_are_heard():
    assert parties("Residents of Nairobi condemned the government of Uganda.")[-1][0] == "UGA"


def test_a_stranger_can_be_accused_but_does_nothing_himself():
    assert parties("Kenya accused Otieno of theft.") == [("KEN", "Kenya"), (None, "Otieno")]
    assert parties("Otieno accused Kenya of theft.") == []


@pytest.mark.parametrize(
    "sentence",
    ["Kenya praised the aid near Otieno.", "Kenya accused Otieno Lake people."],
)
def test_what_is_no_name_of_its_own_cannot(sentence):
    assert (None, "Otieno") not in parties(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A court freed ten Kenyans.",
        "The security council criticised Kenya.",
        "Kenyan authorities freed a blogger.",
        "Vietnam pardoned a priest.",
    ],
)
def test_one_party_of_a_known_country_is_enough_beside_a_role(sentence):
    assert len(parties(sentence, about=MANY)) == 2


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Kenya rejected a Ugandan proposal on Monday.", "UGA"),
        ("Kenya rejected a Kenyan proposal on Monday.", None),
    ],
)
def test_whose_thing_is_rejected_is_whom_it_is_done_to(sentence, country):
    assert parties(sentence)[1:] == ([(country, "a Ugandan proposal")] if country else [])


@pytest.mark.parametrize(
    "opening",
    [
        "Ahead of a widely expected vote",
        "Late on Monday",
        "Following word of the girl’s rescue",
        "In a joint call to the Elders on Sunday",
    ],
)
def test_who_is_named_behind_an_opening_phrase_acts(opening):
    told = f"{opening}, the French president, Emmanuel Macron, criticised Uganda."
    assert parties(told) == [("FRA", "Emmanuel Macron"), ("UGA", "Uganda")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Kenyan envoy, who gave no name, left.",
        "The Kenyan rebels were pushed back by the army of Uganda.",
    ],
)
def test_what_only_sounds_like_a_request_is_none(sentence):
    codes = [event.classification("plover").code for event in running(sentence)]
    assert "REQUEST" not in codes


def test_who_must_not_do_something_is_whom_a_threat_is_for():
    told = "The White House warned on Monday that the US would respond if Kenya closed its border."
    assert parties(told) == [("USA", "Government of the United States (2017-)"), ("KEN", "Kenya")]


def test_what_a_country_warns_that_another_would_do_is_no_threat_of_its_own():
    assert parties("The White House warned on Monday that Somalia would respond if Kenya closed its border.") == []


def test_what_had_been_asked_of_somebody_is_told_too():
    assert parties("Kenya had asked Somalia to disarm the rebels.") == [("KEN", "Kenya"), ("SOM", "Somalia")]
    assert parties("Kenya had arrested ten Somalis.") == []


def test_who_is_named_of_several_is_addressed():
    told = "Kenya urged other clubs, including Somalia, to send aid."
    assert parties(told) == [("KEN", "Kenya"), ("SOM", "Somalia")]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Kenya sought to search a flat of Somalia.", id="sought to do"),
        pytest.param("Kenya failed to muster support for Somalia.", id="failed"),
        pytest.param("The president of Kenya rallied his friends in Somalia.", id="rallied friends"),
        pytest.param("Kenyan police warned Kenyan villagers against thieves.", id="advice"),
        pytest.param("Kenyan police urged Kenyan villagers to report thieves.", id="a plea to the public"),
        pytest.param("Kenya described Somalia as friendly.", id="praise"),
        pytest.param("The Kenyan minister is going to rebuild Somalia.", id="going to do"),
        pytest.param("The kidnappers in Kenya demanded a ransom of R10-million.", id="a sum"),
        pytest.param("Kenyan officials said the Otieno was found stolen.", id="a passive"),
    ],
)
def test_what_only_sounds_like_words_to_others_is_none(sentence):
    assert [event.notes for event in running(sentence) if event.participant("actor2")] == []


def test_whose_own_envoy_is_recalled_is_not_who_it_is_done_to():
    assert parties("Kenya recalled its ambassador on Monday.")[1:] == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Kenya told Somalia it must free the men.", id="with no that"),
        pytest.param("Kenya says Somalia must free the men.", id="in the present"),
    ],
)
def test_what_somebody_is_told_that_he_must_do_is_asked_of_him(sentence):
    assert parties(sentence) == [("KEN", "Kenya"), ("SOM", "Somalia")]


def test_talks_with_an_envoy_are_held_with_him_not_with_the_place():
    told = "The president of Kenya met the Ugandan envoy in Qatar."
    assert [country for country, _ in parties(told)] == ["KEN", "UGA"]


def test_who_speaks_behind_a_quotation_is_not_part_of_it():
    told = "“We closed the road for leaving the city,” Kenya said, adding that it held Uganda responsible."
    assert parties(told) == [("KEN", "Kenya"), ("UGA", "Uganda")]


def test_the_perfect_tells_of_now_behind_a_year_of_the_past():
    told = "In 2011 rebels took a city. Kenya has accused Somalia of espionage."
    assert parties(told) == [("KEN", "Kenya"), ("SOM", "Somalia")]


def test_the_past_goes_on_behind_a_year_of_the_past():
    assert parties("In 2011 rebels took a city. Kenya accused Somalia of espionage.") == []


def test_a_place_tells_the_country_of_its_people():
    assert parties("Rebels abducted ten villagers near Kisumu on Monday.")[-1][0] == "KEN"


def test_people_of_no_known_country_have_none():
    told = "Italian coastguards rescued ninety people on Monday."
    assert parties(told, about=MANY)[-1] == (None, "ninety people")


def test_the_minister_serves_the_country_whose_official_spoke_last():
    said = "Emmanuel Macron spoke in Kenya. The president criticised Uganda."
    assert parties(said) == [("FRA", "Government of France (2017-)"), ("UGA", "Uganda")]


def test_officials_of_a_people_are_not_those_of_a_state():
    found = parties("Kurdish officials criticised Turkey.", about="Syria is dry. " * 6)
    assert found == [(None, "official"), ("TUR", "Turkey")]


def test_who_withdraws_ones_own_troops_does_it_to_nobody():
    assert parties("Donald Trump ordered the return of US marines from Chad.")[:1] == [("USA", "Donald Trump")]


def test_what_somebody_said_makes_him_the_target():
    assert parties("Kenya hit back at a speech by Donald Trump.")[-1] == ("USA", "Donald Trump")


def test_him_is_not_the_subject_of_the_same_verb():
    told = "Kenya no longer demands that Bashar al-Assad resign, although Emmanuel Macron accused him of murder."
    assert ("SYR", "him") in parties(told)


def test_a_pronoun_means_nobody_in_a_quotation():
    told = "“Vladimir Putin has lost all of his friends,” he said. He criticised Kenya."
    assert ("RUS", "Vladimir Putin") not in parties(told)


def test_who_is_freed_from_somebody_is_not_that_party():
    assert ("actor2", "the Taliban") not in [
        (one.slot, one.text) for event in running("Kabul was freed from the Taliban.") for one in event.participants
    ]


def test_an_ambassador_is_recalled_from_another_country():
    assert parties("Kenya recalled its ambassador from Uganda.") == [("KEN", "Kenya"), ("UGA", "Uganda")]


def test_he_is_no_official_where_the_speaker_is_a_stranger():
    told = "Angela Merkel came to Kenya. Mr Diaz said he had criticised Uganda."
    assert ("UGA", "Uganda") not in parties(told)


def test_a_charge_needs_no_party_where_its_object_is_named():
    assert parties("The president of Kenya criticised the decision.") == [("KEN", "Government of Kenya (2013-)")]


def test_an_addressee_is_told_what_must_be_done():
    told = "Emmanuel Macron told Vladimir Putin that the ceasefire must be applied."
    assert parties(told) == [("FRA", "Emmanuel Macron"), ("RUS", "Vladimir Putin")]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Kenya is under pressure from Ugandan activists.", id="a state of pressure"),
        pytest.param("Ten children have been sent back home.", id="nobody to nobody"),
        pytest.param("A Kenyan pupil criticised Uganda.", id="a private word"),
        pytest.param("Kenya urged faraway countries to send aid.", id="addressees that are unknown"),
        pytest.param("The UN attacked Kenya.", id="those without arms"),
        pytest.param("The group’s leader criticised Kenya.", id="a leader of some group"),
    ],
)
def test_more_events_of_doubtful_parties_are_none(sentence):
    assert [event.notes for event in running(sentence, about=MANY)] == []


def test_of_several_countries_only_sure_events_are_told():
    doubtful = "Russia opposed the plan, and it rained, and it snowed, and people slept, and dogs barked."
    text = article(doubtful, about=f"{MANY} {MANY} {MANY}")
    assert not CODER.code(text)
    assert UNSURE.code(text)


def test_what_is_too_uncertain_is_explained():
    doubtful = "Russia opposed the plan, and it rained, and it snowed, and people slept, and dogs barked."
    told = explain_document(article(doubtful, about=f"{MANY} {MANY} {MANY}"))
    assert [one.reason for one in told[-1].triggers if one.words == "opposed"] == ["too uncertain"]


def test_who_is_asked_is_not_who_is_received():
    told = parties("Kenya asked Uganda to receive the Somali prisoners.")
    assert told == [("KEN", "Kenya"), ("UGA", "Uganda")]


def test_whom_others_act_for_is_not_their_target():
    told = running("The town was retaken by Kenyan troops on behalf of Uganda.")
    assert "Uganda" not in [one.text for event in told for one in event.participants]


def test_a_name_behind_an_insertion_is_the_subject():
    assert parties("Kenya, he told reporters, has attacked Uganda.") == [("KEN", "Kenya"), ("UGA", "Uganda")]


def test_news_of_this_week_is_no_history():
    assert running("The war began in 1998. On Monday Kenya attacked Somalia.")


def test_long_articles_on_several_countries_tell_no_incident_by_words_alone():
    riot = "A rally by hundreds of residents turned violent in Kampala on Monday as stones flew."
    short, long = f"{riot}\n\n{MANY} {FILLER}", f"{riot}\n\n{MANY} {FILLER}" + f"\n\n{MANY} {FILLER}" * 4

    def by_words_alone(text):
        events = CODER.code(Document(id="d", text=text, published="2019-03-20"))
        return [one for one in events if one.classification("acled") and one.coder.confidence <= 0.4]

    assert by_words_alone(short)
    assert not by_words_alone(long)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Turkish forces shelled Homs on Tuesday.", id="a town"),
        pytest.param("Turkish forces shelled the suburbs of Homs on Tuesday.", id="what lies in it"),
        pytest.param("Turkey began an offensive against Homs on Tuesday.", id="an offensive"),
    ],
)
def test_the_people_of_a_place_are_whom_force_is_used_against(sentence):
    assert [country for country, _ in parties(sentence)] == ["TUR", "SYR"]


def test_land_is_not_taken_from_the_country_that_it_lies_in():
    events = running("Turkish forces captured Homs on Tuesday.")
    assert "Civilians (Syria)" not in [one.name for event in events for one in event.participants]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("The shops closed in protest at Turkey's attack on Syria.", id="its author owns it"),
        pytest.param("Turkey's attack on Syria is a turn for the worse.", id="described"),
        pytest.param("The shops closed in protest at attacks by Turkey on Syria.", id="its author behind by"),
        pytest.param("Three weeks of clashes between Turkey and Syria have emptied the shops.", id="of both"),
    ],
)
def test_an_attack_that_has_both_parties_with_it_is_told(sentence):
    events = [event for event in running(sentence) if event.classification("plover").code == "ASSAULT"]
    assert [(one.country) for event in events for one in event.participants] == ["TUR", "SYR"]


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Fishers feared Turkey's attack on Syria.", id="feared"),
        pytest.param("The shops closed in protest at plans for attacks by Turkey on Syria.", id="planned"),
        pytest.param("The shops closed before Turkey's attack on Syria.", id="to come"),
        pytest.param("To avert clashes between Turkey and Syria, the fishers left.", id="averted"),
        pytest.param("Turkey's attack on Syria would empty the shops.", id="possible"),
        pytest.param("Turkey's war on Syria has emptied the shops.", id="a whole war"),
        pytest.param("The Turkish plan was an attack on Syria.", id="called one"),
    ],
)
def test_an_attack_that_has_not_begun_is_none(sentence):
    assert running(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("Syrian troops came under fierce shelling from Turkey.", ["TUR", "SYR"]),
        ("Syrian troops came under attack.", ["SYR"]),
    ],
)
def test_who_comes_under_attack_is_its_target(sentence, countries):
    events = [event for event in running(sentence) if event.classification("plover").code == "ASSAULT"]
    assert [one.country for event in events for one in event.participants] == countries


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Turkish soldiers captured two Syrian jihadists.", "173"),
        ("Turkish soldiers captured two Syrian towns.", "192"),
    ],
)
def test_prisoners_are_captured_and_towns_are_taken(sentence, code):
    assert [event.classification("cameo").code for event in running(sentence)] == [code]


def test_who_is_mourned_is_not_who_is_protested_against():
    (vigil,) = CODER.code(Document(id="d", text="Residents held a vigil for the soldiers in Madrid.", country="Spain"))
    assert vigil.participant("actor2") is None


@pytest.mark.parametrize("party", ["Gulf states", "western powers", "the EU leaders", "its western partners"])
def test_states_of_a_part_of_the_world_can_be_asked(party):
    assert [country for country, _ in parties(f"Turkey urged {party} to send aid.")] == ["TUR", None]


def test_a_town_that_one_country_of_the_text_has_is_that_ones():
    wanted = [("TUR", "Turkey"), ("SYR", "Afrin")]
    assert parties("Afrin was attacked by Turkey.", about="Turkey and Syria are neighbours.") == wanted


def test_a_weapon_named_after_a_town_is_not_its_people():
    assert parties("Turkey shot at the Homs missiles.") == [("TUR", "Turkey")]


def test_an_attack_to_come_on_a_town_threatens_its_people():
    assert [country for country, _ in parties("Turkey said it would attack Homs.")] == ["TUR", "SYR"]


def test_a_raid_is_waged_now_but_a_war_goes_on():
    assert parties("Kenya is waging an offensive against Somali rebels.") != []
    assert parties("Turkey is waging war against Syrian rebels.") == []


def test_what_had_happened_these_days_is_told_where_it_is_dated():
    told = "The town was calm, though Turkish rockets had hit {} on Tuesday."
    assert [country for country, _ in parties(told.format("the Syrian army"))][-1:] == ["SYR"]
    assert parties("The town was calm, though Turkish rockets had hit the Syrian army.") == []


@pytest.mark.parametrize("body", ["the refugee agency", "the nuclear watchdog", "the UN's food agency"])
def test_bodies_of_the_world_are_known_by_what_they_do(body):
    codes = [one.code("cameo") for event in running(f"Kenya criticised {body}.") for one in event.participants]
    assert [code[:6] for code in codes[1:]] == ["IGOUNO"]
