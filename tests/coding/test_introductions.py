"""Who somebody is whom no list knows, from where a text introduces him."""

import pytest

from exporter.coding.coder import EmbeddedCoder
from exporter.documents import Document

CODER = EmbeddedCoder(include_uncertain=True)
FILLER = "The town lies on a river. Its market opens at dawn. Fishers mend their nets there."


def parties(text):
    found = CODER.code(Document(id="d", text=f"{FILLER}\n\n{text}", published="2019-03-20"))
    return [
        (one.country, one.name)
        for event in found
        for slot in ("actor1", "actor2")
        if (one := event.participant(slot)) is not None
    ]


@pytest.mark.parametrize(
    "introduction",
    [
        pytest.param("The Kenyan spokesman Peter Otieno spoke at noon.", id="a title"),
        pytest.param("Peter Otieno, the minister of roads of Kenya, spoke at noon.", id="an office behind the name"),
        pytest.param("Peter al-Otieno, the Kenyan minister, spoke at noon.", id="an article"),
    ],
)
def test_a_surname_means_whom_the_text_introduced(introduction):
    (source, target) = parties(f"{introduction} Shops shut. Otieno accused Uganda of espionage.")
    assert source[0] == "KEN"
    assert source[1].startswith("Peter ")
    assert target == ("UGA", "Uganda")


def test_who_is_introduced_beside_his_deed_is_known():
    told = "Peter Otieno, the head of the youth wing of the Taliban, accused Uganda of espionage."
    assert parties(told)[0] == ("AFG", "Peter Otieno")


def test_letters_mean_the_body_that_they_stand_behind():
    told = "Kenya is dry. Rebels of the Lake Liberation Front (LLF) met. The LLF accused Uganda of theft."
    assert parties(told)[0][1] == "Lake Liberation Front"


def test_a_particle_is_part_of_a_name():
    told = "The Kenyan minister, Rosa van Dam, spoke at noon. Shops shut. Van Dam accused Uganda of theft."
    assert parties(told)[0] == ("KEN", "Rosa van Dam")


def test_nobody_is_who_was_never_introduced():
    assert parties("Otieno accused Uganda of espionage.") == []


def test_a_surname_alone_introduces_nobody():
    assert parties("The Kenyan minister spoke near Otieno. Otieno accused Uganda of espionage.") == []
