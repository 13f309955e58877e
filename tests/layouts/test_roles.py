import pyarrow as pa
import pytest

from exporter.events import event_schema
from exporter.layouts.roles import cameo_actors, icews_sectors, plover_sectors
from exporter.schemas import code_list, crosswalk

PARTIES = event_schema().field("participants").type.value_type


def party(*codes, country="KAZ", name=None):
    coded = [{"scheme": scheme, "code": code, "label": None} for scheme, code in codes]
    record = {"slot": "actor1", "name": name, "text": None, "country": country, "codes": coded}
    return pa.array([record], PARTIES)


@pytest.mark.parametrize(
    ("codes", "actor"),
    [
        ([("plover", "COP")], "KAZCOP"),
        ([("plover", "JRN")], "KAZMED"),
        ([("plover", "MED")], "KAZHLH"),
        ([("plover", "PRE"), ("plover", "MIL")], "KAZMIL"),
        ([("plover", "UNO")], "IGOUNO"),
        ([("plover", "ISM")], "NGM"),
        ([("plover", "UNK")], None),
        ([("icews", "Foreign Ministry")], "KAZGOV"),
        ([("acled", "Rebel group")], "KAZREB"),
        ([], None),
    ],
)
def test_a_party_without_a_cameo_code_has_one_by_its_sectors_or_type(codes, actor):
    assert cameo_actors(party(*codes)).to_pylist() == [actor]


def test_a_role_without_a_country_stands_by_itself():
    assert cameo_actors(party(("plover", "REB"), country=None)).to_pylist() == ["REB"]


@pytest.mark.parametrize(
    ("codes", "sectors"),
    [
        ([("cameo", "KAZGOV")], "GOV"),
        ([("cameo", "KAZGOVPTY")], "GOV;PTY"),
        ([("cameo", "COP")], "COP"),
        ([("cameo", "KAZMED")], "JRN"),
        ([("cameo", "KAZINSSEP")], "REB"),
        ([("cameo", "IGOUNO")], "IGO;UNO"),
        ([("cameo", "KAZ")], None),
        ([("icews", "Police"), ("icews", "Executive"), ("icews", "Government")], "COP;GOV"),
        ([("acled", "Protesters")], "CVL"),
        ([("plover", "EDU"), ("cameo", "KAZGOV")], "EDU"),
    ],
)
def test_a_party_without_plover_sectors_has_them_by_its_other_codes(codes, sectors):
    assert plover_sectors(party(*codes)).to_pylist() == [sectors]


def test_sectors_of_plover_and_roles_of_cameo_become_labels_of_icews():
    assert icews_sectors(party(("plover", "COP"), ("plover", "LAB")), ",").to_pylist() == ["Police,Labor"]
    assert icews_sectors(party(("cameo", "KAZMIL")), ",").to_pylist() == ["Military"]
    assert icews_sectors(party(("icews", "Upper House"), ("plover", "COP")), ",").to_pylist() == ["Upper House"]


@pytest.mark.parametrize("row", crosswalk("plover_sectors_to_cameo"), ids=lambda row: row["plover_sector"])
def test_a_sector_that_is_one_to_one_comes_back_from_cameo(row):
    actor = cameo_actors(party(("plover", row["plover_sector"])))
    assert (actor.to_pylist() == [None]) == (not row["cameo_role"])
    if row["kind"] == "one-to-one":
        back = plover_sectors(party(("cameo", actor[0].as_py()))).to_pylist()[0]
        assert back.split(";")[-1] == row["plover_sector"]


def test_crosswalks_of_roles_cover_every_sector_and_use_known_codes_only():
    sectors = {row["code"] for row in code_list("plover_sectors")}
    for name in ("plover_sectors_to_cameo", "plover_sectors_to_icews"):
        assert {row["plover_sector"] for row in crosswalk(name)} == sectors
    for name in ("cameo_roles_to_plover", "icews_sectors_to_plover"):
        assert {row["plover_sector"] for row in crosswalk(name)} <= sectors | {""}
    labels = {row["icews_sector"] for row in crosswalk("icews_sectors_to_plover")}
    assert {row["icews_sector"] for row in crosswalk("plover_sectors_to_icews")} <= labels | {""}
    classes = {"primary role", "role suffix", "secondary role", "tertiary role", "international"}
    roles = {row["code"] for row in code_list("cameo_actor_roles") if row["class"] in classes}
    assert {row["cameo_role"] for row in crosswalk("cameo_roles_to_plover")} - {"UNO", "EEC"} == roles
