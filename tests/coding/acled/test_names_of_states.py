"""What ACLED calls a state and those who hold its offices."""

import pytest

from exporter.coding import get_coder
from exporter.documents import Document


def called(text):
    """Return the name of actor1 of the ACLED event of a text, and ACLED's name for it."""
    events = get_coder().code(Document(id="d", text=text, published="2022-01-07"))
    (event,) = (one for one in events if one.classification("acled"))
    party = event.participant("actor1")
    return party.name, [code.label for code in party.codes if code.scheme == "acled"]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        pytest.param(
            "Russia fired missiles at cities across Ukraine on Thursday. It snowed. Trains stood. Shops were shut.",
            "Russia",
            "Military Forces of Russia (2000-)",
            id="a state at war",
        ),
        pytest.param(
            "President Kassym-Jomart Tokayev dismissed the government on Thursday.",
            "Kassym-Jomart Tokayev",
            "Government of Kazakhstan (2019-)",
            id="a president",
        ),
    ],
)
def test_states_and_their_leaders_are_called_by_forces_and_government(text, name, label):
    assert called(text) == (name, [label])


def test_a_party_with_a_name_of_acled_has_no_other():
    assert called("Kazakh police arrested forty protesters in Almaty.")[1] == [None]
