"""Rules across columns: a row that breaks one is refused, and the row that keeps it is not."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from exporter.schemas import code_list, load_schema

CODES = {row["actor_type"] or None: int(row["code"]) for row in code_list("acled_actor_types")}
PAIRS = {row["interaction"]: int(row["code"]) for row in code_list("acled_interactions")}
ACLED = {
    "event_id_cnty": "KAZ2811",
    "event_date": "2022-01-06",
    "year": 2022,
    "time_precision": 1,
    "disorder_type": "Demonstrations",
    "event_type": "Riots",
    "sub_event_type": "Violent demonstration",
    "actor1": "Rioters (Kazakhstan)",
    "assoc_actor_1": None,
    "inter1": "Rioters",
    "actor2": "Police Forces of Kazakhstan (2019-)",
    "assoc_actor_2": None,
    "inter2": "State forces",
    "interaction": "State forces-Rioters",
    "civilian_targeting": None,
    "iso": 398,
    "region": "Caucasus and Central Asia",
    "country": "Kazakhstan",
    "admin1": "Almaty City",
    "admin2": None,
    "admin3": None,
    "location": "Almaty",
    "latitude": 43.2566,
    "longitude": 76.9286,
    "geo_precision": 1,
    "source": "Steppe Courier",
    "source_scale": "National",
    "notes": "Rioters attacked police.",
    "fatalities": 0,
    "tags": "crowd size=no report",
    "timestamp": 1641513600,
}
ALONE = {"actor2": None, "inter2": None, "interaction": "Rioters only"}
PROTEST = {"event_type": "Protests", "sub_event_type": "Peaceful protest", "inter1": "Protesters"}
ATTACK = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "disorder_type": "Political violence",
    "inter1": "Political militia",
    "inter2": "Civilians",
    "interaction": "Political militia-Civilians",
    "civilian_targeting": "Civilian targeting",
}
MOB = {"sub_event_type": "Mob violence", "disorder_type": "Political violence"}
CLASH = {
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "disorder_type": "Political violence",
    "inter1": "Rebel group",
    "interaction": "State forces-Rebel group",
}
VALID = {
    "a riot with two parties": {},
    "a riot with one party": ALONE,
    "a protest": PROTEST | {"interaction": "State forces-Protesters"},
    "a protest told from the side of the police": PROTEST
    | {"inter1": "State forces", "inter2": "Protesters", "interaction": "State forces-Protesters"},
    "an attack": ATTACK,
    "a mob against civilians": MOB
    | {"inter2": "Civilians", "interaction": "Rioters-Civilians", "civilian_targeting": "Civilian targeting"},
    "a battle": CLASH,
    "an undated source": {"timestamp": None},
    "a country without a number": {"iso": 0},
}
INVALID = {
    "a sub-event type of another event type": {"sub_event_type": "Armed clash", "disorder_type": "Political violence"},
    "a disorder type of another sub-event type": {"disorder_type": "Political violence"},
    "a misspelt value": {"disorder_type": "Demostrations"},
    "another interaction": {"interaction": "Rioters only"},
    "an interaction the wrong way round": {"interaction": "Rioters-State forces"},
    "a type without an actor": {"actor2": None},
    "an actor without a type": {"inter2": None, "interaction": "Rioters only"},
    "associates of nobody": ALONE | {"assoc_actor_2": "Students (Kazakhstan)"},
    "a riot without rioters": {"inter1": "Political militia", "interaction": "State forces-Political militia"},
    "a protest without protesters": PROTEST | {"inter1": "Rioters"},
    "a battle with one party": CLASH | {"actor2": None, "inter2": None, "interaction": "Rebel group only"},
    "a battle with civilians": CLASH | {"inter2": "Civilians", "interaction": "Rebel group-Civilians"},
    "an attack on soldiers": ATTACK | {"inter2": "State forces", "interaction": "State forces-Political militia"},
    "an attack without targeting": ATTACK | {"civilian_targeting": None},
    "targeting in a demonstration": {"civilian_targeting": "Civilian targeting"},
    "targeting without civilians": MOB | {"civilian_targeting": "Civilian targeting"},
    "civilians without targeting": MOB | {"inter2": "Civilians", "interaction": "Rioters-Civilians"},
    "an identifier in another form": {"event_id_cnty": "1KAZ"},
    "an identifier with a line feed": {"event_id_cnty": "KAZ2811\n"},
    "a date in another form": {"event_date": "06 January 2022"},
    "a latitude beyond the pole": {"latitude": 90.1},
    "no coordinates": {"latitude": None, "longitude": None},
    "negative deaths": {"fatalities": -1},
    "half a death": {"fatalities": 0.5},
    "a list in another form": {"source": "One;Two"},
    "a name with a line feed": {"location": "Alma\nty"},
    "an empty note": {"notes": ""},
    "a column too many": {"data_id": 1},
}
CAMEO = dict.fromkeys(load_schema("cameo")["properties"]) | {
    "event_id": "e1",
    "incident_id": "i1",
    "cameo_code": "173",
    "cameo_root": "17",
    "cameo_label": "Arrest, detain, or charge with legal action",
    "quad_class": 4,
    "goldstein": -5.0,
    "plover_type": "COERCE",
    "plover_mode": "arrest",
}
CODELESS = dict.fromkeys(("cameo_code", "cameo_root", "cameo_label", "quad_class", "goldstein"))
PLOVERLESS = {"plover_type": None, "plover_mode": None}


def messages(name, row):
    validator = Draft202012Validator(load_schema(name), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(row)]


def in_numbers(row):
    words = {name: CODES.get(row[name], row[name]) for name in ("inter1", "inter2")}
    return row | words | {"interaction": PAIRS.get(row["interaction"], row["interaction"])}


@pytest.mark.parametrize("changes", VALID.values(), ids=list(VALID))
@pytest.mark.parametrize(("name", "form"), [("acled", dict), ("acled-numeric", in_numbers)])
def test_an_acled_row_that_keeps_the_rules_is_valid(name, form, changes):
    assert messages(name, form(ACLED | changes)) == []


@pytest.mark.parametrize("changes", INVALID.values(), ids=list(INVALID))
@pytest.mark.parametrize(("name", "form"), [("acled", dict), ("acled-numeric", in_numbers)])
def test_an_acled_row_that_breaks_a_rule_is_refused(name, form, changes):
    assert messages(name, form(ACLED | changes)) != []


@pytest.mark.parametrize("column", list(ACLED))
def test_an_acled_row_needs_every_column(column):
    row = {name: value for name, value in ACLED.items() if name != column}
    assert f"{column!r} is a required property" in messages("acled", row)


def test_every_pair_of_actor_types_has_one_interaction():
    pairs = {}
    for row in code_list("acled_interactions"):
        first, second = row["actor_type_1"], row["actor_type_2"] or None
        pairs |= {(first, second): row["interaction"], (second, first): row["interaction"]}
    other = {
        "event_type": "Strategic developments",
        "sub_event_type": "Other",
        "disorder_type": "Strategic developments",
    }
    for (first, second), right in pairs.items():
        if first:
            row = ACLED | other | {"inter1": first, "inter2": second, "actor2": "somebody" if second else None}
            wrong = "Rebel group only" if right != "Rebel group only" else "Rioters only"
            assert messages("acled", row | {"interaction": right}) == []
            assert messages("acled", row | {"interaction": wrong}) == [f"{right!r} was expected"]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        CODELESS,
        PLOVERLESS,
        {"latitude": 43.25, "longitude": 76.95},
        {"event_date": "2022-01-05", "date_precision": "day"},
    ],
    ids=["both codes", "PLOVER alone", "CAMEO alone", "a place", "a date"],
)
def test_a_cameo_row_that_keeps_the_rules_is_valid(changes):
    assert messages("cameo", CAMEO | changes) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"cameo_code": "1736"},
        {"cameo_code": "73"},
        {"cameo_root": "18"},
        {"quad_class": 3},
        {"plover_mode": "riot"},
        {"plover_type": None},
        CODELESS | PLOVERLESS,
        CODELESS | {"goldstein": -5.0},
        {"latitude": 43.25},
        {"longitude": 76.95},
        {"event_date": "2022-01-05"},
        {"date_precision": "day"},
        {"source_country": "KAZ\n"},
        {"iso3": "Kaz"},
        {"confidence": 1.1},
    ],
    ids=str,
)
def test_a_cameo_row_that_breaks_a_rule_is_refused(changes):
    assert messages("cameo", CAMEO | changes) != []
