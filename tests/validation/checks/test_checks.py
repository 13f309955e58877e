import pyarrow as pa
import pytest

from exporter.errors import UnknownNameError
from exporter.schemas import layout_names, load_checks
from exporter.validation import Validator
from exporter.validation.checks import KINDS, looking_up, make_check


def spec(kind, *columns, **options):
    return {"code": "c", "kind": kind, "severity": "error", "title": "T", "columns": columns, **options}


def found(check, **columns):
    batch = pa.RecordBatch.from_pydict(columns)
    findings = Validator({}, [check]).validate_batch(batch).findings
    return [(finding.row, finding.column, finding.message) for finding in findings]


@pytest.mark.parametrize("coded", [False, True])
def test_the_year_is_that_of_the_date(coded):
    dates = pa.array(["2021-12-31", "2022-01-01", "soon", None])
    days = dates.dictionary_encode() if coded else dates
    assert found(spec("year_of", "y", "d"), y=[2022, 2022, 1, 1], d=days) == [(2, "y", "y is 2022 but d is 2021-12-31")]


def test_the_year_before_1970():
    assert found(spec("year_of", "y", "d"), y=[1969, 1970], d=pa.array([-1, -1], pa.date32())) == [
        (3, "y", "y is 1970 but d is 1969-12-31")
    ]


def test_columns_are_in_order():
    check = spec("ordered", "low", "best", "high")
    assert found(check, low=[1, 5, None], best=[2, 4, 3], high=[3, 3, 1]) == [
        (3, "low", "low is 5 but best is 4"),
        (3, "best", "best is 4 but high is 3"),
        (4, "best", "best is 3 but high is 1"),
    ]


def test_a_point_lies_in_its_country():
    check = spec("within_country", "iso3", "lat", "lon", country="iso3", tolerance=0.5)
    rows = {
        "iso3": ["KAZ", "KAZ", "???", None, "KAZ"],
        "lat": [43.2, 0.0, 0.0, 0.0, None],
        "lon": [76.9, 0.0, 0.0, 0.0, 1.0],
    }
    assert found(check, **rows) == [(3, "lat", "the point 0.0, 0.0 lies outside KAZ")]


def test_a_box_across_the_date_line(monkeypatch):
    box = {"iso3": "FJI", "lat_min": "-21", "lat_max": "-12", "lon_min": "177", "lon_max": "-178"}
    monkeypatch.setattr(looking_up, "code_list", lambda _name: (box,))
    check = spec("within_country", "iso3", "lat", "lon", country="iso3", tolerance=0.5)
    rows = {"iso3": ["FJI"] * 3, "lat": [-17.0] * 3, "lon": [179.0, -179.5, 0.0]}
    assert [row for row, *_ in found(check, **rows)] == [4]


def test_a_value_is_the_one_that_the_code_list_gives():
    check = spec("maps_to", "iso3", "number", list="countries", **{"from": "iso3", "to": "numeric"})
    assert found(check, iso3=["ALB", "ALB", "???", None], number=[8, 9, 1, 1]) == [
        (3, "number", "number is 9 but countries gives '008' for 'ALB'")
    ]


@pytest.mark.parametrize("coded", [False, True])
def test_a_value_stands_in_the_code_list(coded):
    names = pa.array(["Kazakhstan", "Kazakstan", None, "Atlantis"])
    array = names.dictionary_encode() if coded else names
    check = spec("in_list", "country", list="countries", **{"from": "acled_name"})
    assert found(check, country=array) == [
        (row, "country", f"country {name!r} is not in column acled_name of the code list countries")
        for row, name in ((3, "Kazakstan"), (5, "Atlantis"))
    ]


@pytest.mark.parametrize("coded", [False, True])
def test_text_is_trimmed(coded):
    texts = pa.array(["a", " a", "a\u00a0", "é", "", None, "а б", "\u2009x"])
    array = texts.dictionary_encode() if coded else texts
    assert [row for row, *_ in found(spec("trimmed", "t"), t=array)] == [3, 4, 9]


@pytest.mark.parametrize("coded", [False, True])
def test_no_cell_runs_as_a_formula(coded):
    texts = pa.array(["=1+1", "a=b", "-12.5", "-A1", "+49", "@x", "", None, "\tx", "–x"])
    array = texts.dictionary_encode() if coded else texts
    assert [row for row, *_ in found(spec("no_formula", "t"), t=array)] == [2, 5, 7, 10]


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_without_the_columns_passes(kind):
    options = {"list": "countries", "from": "iso3", "to": "numeric", "country": "iso3", "tolerance": 1}
    columns = {"within_country": ["p", "q", "r"], "in_list": ["p"]}.get(kind, ["p", "q"])
    assert found(spec(kind, *columns, **options), x=["a"]) == []


def test_a_warning_leaves_a_row_valid():
    check = {**spec("trimmed", "t"), "severity": "warning"}
    result = Validator({}, [check]).validate_batch(pa.RecordBatch.from_pydict({"t": [" a"]}))
    assert result.valid
    assert result.valid_mask.to_pylist() == [True]
    assert result.counts == {"c": 1}


def test_an_unknown_kind_is_named():
    with pytest.raises(UnknownNameError, match="no kind of check named 'uniqe'; did you mean 'unique'"):
        make_check(spec("uniqe", "a"))


@pytest.mark.parametrize("layout", layout_names())
def test_the_checks_of_every_layout_can_be_made(layout):
    checks = [make_check(check) for check in load_checks(layout)]
    assert [check.code for check in checks] == [check["code"] for check in load_checks(layout)]
