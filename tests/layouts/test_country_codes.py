"""Countries by the date of the event: the same code has meant several states, the same land several codes."""

import csv
import datetime as dt
import json

import pyarrow as pa
import pytest
from schema_examples import example_batch

from exporter.conversion import convert
from exporter.events import from_batch
from exporter.layouts import Context, get_layout, to_layout
from exporter.layouts.country_codes import from_iso3, to_iso3
from exporter.schemas import code_list

READ = [
    ("gw", "365", "1990-06-01", "SUN"),
    ("gw", "365", "1992-06-01", "RUS"),
    ("gw", "345", "1991-06-01", "YUG"),
    ("gw", "345", "1999-03-24", "YUG"),
    ("gw", "345", "2004-03-17", "SCG"),
    ("gw", "340", "2007-03-17", "SRB"),
    ("cow", "345", "2010-01-01", "SRB"),
    ("gw", "315", "1989-11-17", "CSK"),
    ("gw", "265", "1989-11-09", "DDR"),
    ("cow", "260", "1985-01-01", "DEU"),
    ("cow", "255", "1995-01-01", "DEU"),
    ("gw", "678", "1986-01-13", "YEM"),
    ("gw", "680", "1986-01-13", "YMD"),
    ("cow", "679", "1994-05-04", "YEM"),
    ("gw", "625", "2005-01-01", "SDN"),
    ("gw", "626", "2013-12-15", "SSD"),
    ("gw", "490", "1996-10-24", "COD"),
    ("gw", "816", "1968-01-30", "VDR"),
    ("gw", "816", "1990-01-01", "VNM"),
    ("fips", "UR", "1985-01-01", "SUN"),
    ("fips", "GC", "1985-01-01", "DDR"),
    ("numeric", "736", "2005-01-01", "SDN"),
    ("numeric", "891", "1999-03-24", "YUG"),
    ("numeric", "891", "2004-03-17", "SCG"),
    ("cameo", "CSK", "1985-01-01", "CSK"),
    ("iso3", "ZAR", "1996-01-01", "COD"),
    ("iso3", "BUR", "1988-08-08", "MMR"),
    ("name", "Soviet Union", "1985-01-01", "SUN"),
    ("name", "Soviet Union", "2001-01-01", "RUS"),
    ("name", "Yugoslavia", "1999-03-24", "YUG"),
    ("name", "Zaire", "1996-01-01", "COD"),
]
WRITTEN = [
    ("gw", "UKR", "1990-06-01", "365"),
    ("gw", "UKR", "1992-06-01", "369"),
    ("gw", "SUN", "1990-06-01", "365"),
    ("gw", "SRB", "1999-03-24", "345"),
    ("gw", "MNE", "2004-03-17", "345"),
    ("gw", "XKX", "2007-06-01", "340"),
    ("cow", "XKX", "2007-06-01", "345"),
    ("gw", "XKX", "2010-06-01", "347"),
    ("gw", "HRV", "1991-03-31", "345"),
    ("gw", "HRV", "1995-08-04", "344"),
    ("gw", "CZE", "1989-11-17", "315"),
    ("gw", "SVK", "1993-06-01", "317"),
    ("cow", "DEU", "1985-01-01", "260"),
    ("cow", "DEU", "1995-01-01", "255"),
    ("gw", "DDR", "1989-11-09", "265"),
    ("cow", "YEM", "1986-01-13", "678"),
    ("cow", "YEM", "1994-05-04", "679"),
    ("gw", "YMD", "1986-01-13", "680"),
    ("gw", "SSD", "2005-01-01", "625"),
    ("gw", "SSD", "2013-12-15", "626"),
    ("gw", "ERI", "1990-02-08", "530"),
    ("gw", "BGD", "1971-03-25", "770"),
    ("gw", "COD", "1996-10-24", "490"),
    ("fips", "UKR", "1985-01-01", "UP"),
    ("cameo", "SUN", "1985-01-01", "SUN"),
]


def on(day, *values):
    return pa.array(values), pa.array([dt.date.fromisoformat(day)] * len(values))


@pytest.mark.parametrize(("system", "code", "day", "iso3"), READ)
def test_a_code_means_the_state_that_had_it_on_the_day(system, code, day, iso3):
    codes, days = on(day, code)
    assert to_iso3(codes, system, days).to_pylist() == [iso3]


@pytest.mark.parametrize(("system", "iso3", "day", "code"), WRITTEN)
def test_a_country_has_the_code_of_the_state_that_it_was_part_of_on_the_day(system, iso3, day, code):
    codes, days = on(day, iso3)
    assert from_iso3(codes, system, days).to_pylist() == [code]


@pytest.mark.parametrize(("system", "code", "day"), [("gw", "315", "1995-01-01"), ("gw", "345", "2010-01-01")])
def test_a_code_that_no_state_had_and_several_followed_is_left_open(system, code, day):
    codes, days = on(day, code)
    assert to_iso3(codes, system, days).to_pylist() == [None]


@pytest.mark.parametrize(("system", "code", "day"), [("gw", "680", "1995-01-01"), ("cow", "260", "1995-01-01")])
def test_a_code_that_no_state_had_and_one_followed_means_that_one(system, code, day):
    codes, days = on(day, code)
    assert to_iso3(codes, system, days).to_pylist() == [{"680": "YEM", "260": "DEU"}[code]]


def test_without_a_day_a_code_means_what_it_means_today():
    codes = pa.array(["365", "625", "315"])
    assert to_iso3(codes, "gw").to_pylist() == ["RUS", "SDN", "CSK"]
    assert to_iso3(codes, "gw", pa.nulls(3, pa.date32())).to_pylist() == ["RUS", "SDN", "CSK"]


@pytest.mark.parametrize("system", ["gw", "cow"])
def test_every_past_state_comes_back_from_its_code_on_its_first_and_last_day(system):
    for row in code_list("historic_states"):
        if row["kind"] == "state" and row["iso3"] and row[system]:
            for day in filter(None, (row["valid_from"], row["valid_to"])):
                codes, days = on(day, row[system])
                assert to_iso3(codes, system, days).to_pylist() == [row["iso3"]], (row["name"], day)
                iso3, days = on(day, row["iso3"])
                assert from_iso3(iso3, system, days).to_pylist() == [row[system]], (row["name"], day)


def ucdp(**cells):
    return example_batch("ucdp-ged", **cells).drop_columns(["iso3"])


def killing_of(day, **cells):
    batch = ucdp(date_start=day, date_end=day, year=day[:4], **cells)
    events, findings = get_layout("ucdp-ged").to_events(batch, Context(file="ged.csv"))
    return next(from_batch(events)), [finding for finding in findings if "state" in finding.code]


def test_an_event_of_ucdp_is_in_the_state_of_its_day_and_comes_back():
    event, findings = killing_of("1990-01-20", country="Russia (Soviet Union)", country_id="365", gwnoa="365")
    assert (event.location.iso3, event.participants[0].country, findings) == ("SUN", "SUN", [])
    (row,) = to_layout([event], "ucdp-ged").to_pylist()
    assert row["country_id"] == 365


def test_a_number_of_a_state_that_was_gone_is_named_with_what_it_was_read_as():
    event, findings = killing_of("1995-01-20", country="Yemen", country_id="680")
    assert event.location.iso3 == "YEM"
    (finding,) = [one for one in findings if one.column == "country_id"]
    assert (finding.code, finding.row, finding.value, finding.expected) == ("state-of-another-time", 2, "680", "YEM")


def test_a_number_that_several_states_followed_is_named_and_the_name_decides():
    event, findings = killing_of("2010-01-20", country="Kosovo", country_id="345")
    assert event.location.iso3 == "XKX"
    assert [one.code for one in findings if one.column == "country_id"] == ["ambiguous-state"]


def test_an_event_with_the_country_of_today_gets_the_number_of_its_day(riot):
    event = riot.to_dict() | {"date": {"start": "1990-02-11", "end": "1990-02-11", "precision": "day", "text": None}}
    event["location"] |= {"country": "Tajikistan", "iso3": "TJK"}
    event["classifications"] = [{"scheme": "acled", "code": "Attack", "parent": "Violence against civilians"}]
    (row,) = to_layout([type(riot).from_dict(event)], "ucdp-ged").to_pylist()
    assert (row["country_id"], row["country"]) == (365, "Tajikistan")


def test_what_the_date_changes_is_in_the_loss_report(tmp_path):
    deaths = dict.fromkeys(("low", "best", "high", "deaths_civilians"), "3")
    days = {"date_start": "1990-01-20", "date_end": "1990-01-20", "year": "1990"}
    batch = ucdp(country="Ukraine", country_id="369", **days, **deaths)
    source = tmp_path / "ged.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, batch.schema.names)
        writer.writeheader()
        writer.writerows(batch.to_pylist())
    done = convert(source, "acled", tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["country"] == "Ukraine"
    lost = {column.column: column.examples for column in done.losses[0].columns}
    assert lost["country_id"] == (("369", "365"),)
