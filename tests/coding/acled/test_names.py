"""Names of armed groups and forces as armed sides."""

from __future__ import annotations

import pytest

from exporter.coding.acled.cues import find_cues
from exporter.coding.acled.incidents import find_incidents
from exporter.coding.text import split


def test_known_group_is_an_armed_side() -> None:
    cues = find_cues(split("Police killed two men of 400 Mawozo.")[0])

    assert any(cue.text == "400 mawozo" and cue.kinds == {"armed"} for cue in cues)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May, the Highland Front detained four teachers in the village.", "Abduction/forced disappearance"),
        ("On 3 May, five people were killed following clashes between two clans in the valley.", "Armed clash"),
        ("On 3 May, two men in a car shot at residents of the housing estate.", "Attack"),
        ("On 3 May, rebels attacked the village and were repulsed by the army.", "Armed clash"),
        ("On 3 May, about 100 people held a protest march with torches in the town.", "Peaceful protest"),
        ("On 3 May, IS attacked the post of the army, killing nine.", "Armed clash"),
        ("On 3 May, gunmen abducted two teachers from the school and killed them near the river.", "Attack"),
        ("On 3 May, gunmen ambushed villagers on their way to the market and killed two of them.", "Attack"),
        ("On 3 May, residents protest the arrest of their chief in the town.", "Peaceful protest"),
    ],
)
def test_sides_decide(text: str, expected: str) -> None:
    assert [one.sub_event_type for one in find_incidents(split(text))] == [expected]


def test_month_of_a_dateline_is_no_march() -> None:
    assert not find_cues(split("DARMOOR, March 22 (ABC) - Output rose.")[0])


def test_law_on_rape_is_no_event() -> None:
    assert not find_incidents(split("The new law on rape helps whoever gives evidence."))


def test_guardians_and_partisans_with_a_name_are_armed_groups():
    (cue,) = [one for one in find_cues(split("Soldiers met the Guardians of the Dawn.")[0]) if "armed" in one.kinds]
    assert cue.text == "guardians of the dawn"
